"""Answers that were given elsewhere: a CSV file of LimeSurvey or SoSci Survey becomes ballots of a survey that is counted here."""

"""Questions, polls and the list of speakers while an event takes place."""

"""The published results: every figure with its n, its base, and what of it is not known."""

from decimal import Decimal

import pytest

from tests import make
from tests.pages import words
from tests.surveys.asking import ask, surveyed

pytestmark = pytest.mark.django_db


def test_each_question_has_an_n_of_its_own(visitor):
    survey = surveyed(slug="u", respondents=124)
    ask(survey, [("Ja", 61, 50)], number=1, answered_by=122)
    ask(survey, [("Ja", 30, 30)], number=2, answered_by=100)
    ask(survey, [("Ja", 9)], number=3)
    page = visitor.get("/en/umfragen/u/ergebnisse/")
    assert "122 people answered this question (n = 122)." in words(page, "question-1")
    assert "100 people answered this question (n = 100)." in words(page, "question-2")
    assert "How many answered this question is not known." in words(page, "question-3")


def test_multiple_choice_may_pass_100_per_cent_and_the_page_says_so(visitor):
    survey = surveyed(slug="u")
    ask(survey, [("Rad", 9, 90), ("Bus", 8, 80)], number=1, answered_by=10)
    ask(survey, [("Ja", 9, 90), ("Nein", 1, 10)], number=2, answered_by=10, type="single_choice")
    page = visitor.get("/en/umfragen/u/ergebnisse/")
    several = "Several answers were possible: together, the percentages may be more than 100 %."
    assert several in words(page, "question-1")
    assert several not in words(page, "question-2")


def test_mean_and_deviation_stand_with_what_they_describe(visitor):
    survey = surveyed(slug="u")
    statistic = {"mean": Decimal("15.52"), "sd": Decimal("11.40"), "statistic_label": "Initiativen je Person"}
    ask(survey, [("Ja", 1)], number=1, **statistic)
    ask(survey, [("Ja", 1)], number=2, mean=Decimal(3))
    page = visitor.get("/en/umfragen/u/ergebnisse/")
    assert "Initiativen je Person: mean 15.52, standard deviation (SD) 11.4" in words(page, "question-1")
    assert "mean 3 " in words(page, "question-2")
    assert "SD" not in words(page, "question-2")


def test_an_incomplete_list_of_options_says_how_many_are_known(visitor):
    survey = surveyed(slug="u")
    ask(survey, [("Ja", 1)], number=1, options_total=50)
    ask(survey, [("Ja", 1)], number=2, options_total=1)
    page = visitor.get("/en/umfragen/u/ergebnisse/")
    assert "1 of 50 options are known." in words(page, "question-1")
    assert "options" not in words(page, "question-2")


def test_computed_percentages_are_called_so(visitor):
    survey = surveyed(slug="u")
    ask(survey, [("Ja", 1)], number=1, answered_by=3)
    section = words(visitor.get("/en/umfragen/u/ergebnisse/"), "question-1")
    assert "Ja 33.3 %" in section
    assert "Percentages are computed from the counts and n." in section


def test_the_table_holds_counts_and_percentages(visitor):
    survey = surveyed(slug="u")
    ask(survey, [("Rad", 1234, 76.2), ("Bus", None)], number=1, text="Womit?")
    page = visitor.get("/en/umfragen/u/ergebnisse/")
    assert words(page, "question-1").endswith("Womit? Option Count Per cent Rad 1,234 76.2 Bus not known")


def test_groups_topics_and_demands_are_linked_unless_they_are_drafts(visitor):
    survey = surveyed(slug="u")
    answers = [("Gruppe", 4), ("Thema", 3), ("Forderung", 2), ("Entwurf", 1)]
    options = list(ask(survey, answers, number=1).options.all())
    options[0].group, options[1].topic, options[2].demand = make.group(), make.topic(), make.demand()
    options[3].group = make.group(published_at=None)
    for option in options:
        option.save()
    page = visitor.get("/en/umfragen/u/ergebnisse/").content.decode()
    section = page[page.index('id="question-1"') :]
    for option in options[:3]:
        assert section.count(f"/{option.subject.slug}/") == 2, "once in the chart, once in the table"
    assert options[3].subject.slug not in page


def test_figures_of_another_survey_never_mix_in(visitor):
    survey, other = surveyed(slug="u"), surveyed()
    [option] = ask(survey, [("Ja", None)], number=1).options.all()
    other.results.tallies.create(option=option, count=99)
    assert "99" not in words(visitor.get("/en/umfragen/u/ergebnisse/"), "question-1")


def test_english_and_german_write_figures_in_their_own_way(visitor):
    survey = surveyed(slug="u")
    ask(survey, [("Rad", 7, 76.2)], number=1)
    assert "76.2\u00a0%" in visitor.get("/en/umfragen/u/ergebnisse/").content.decode()
    german = visitor.get("/umfragen/u/ergebnisse/").content.decode()
    assert "76,2\u00a0%" in german
    assert 'width="76.20%"' in german

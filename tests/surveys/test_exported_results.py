"""Page, CSV and JSON say the same of published results, and nothing of what is not published."""

import random
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klimakreise.site.search.keeping import compare
from surveys.answers import Given
from surveys.codebook import COLUMNS, STATE_CODES
from surveys.models import FreeText, Question
from tests import make
from tests.pages import plain, words
from tests.surveys.asking import ask, surveyed
from tests.surveys.counting import (
    answered,
    answered_by_group,
    any_sheet,
    asked_about_everything,
    chose,
    counted,
    rated,
    released,
)
from tests.surveys.reading_results import files, of_csv, of_json, of_page

pytestmark = pytest.mark.django_db

AT = "/umfragen/u/ergebnisse/"
MACHINES = [f"{AT}ergebnisse.csv", f"{AT}ergebnisse.json", f"{AT}codebuch/"]


def counts(found):
    """Without per cents, which the page does not give for a matrix; its points are named there without their value."""
    return {
        key: (n, {label.split(" – ")[-1]: count for label, (count, _part) in answers.items()}, statistic)
        for key, (n, answers, statistic) in found.items()
    }


def plain_questions(found):
    return {key: value for key, value in found.items() if key[2] is None}


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), people=st.integers(8, 40), groups=st.integers(0, 2))
def test_page_and_files_say_the_same(db, client, seed, people, groups):
    dice = random.Random(seed)  # noqa: S311 (no secret)
    slug = f"u-{next(make.numbers)}"
    survey = asked_about_everything(slug=slug)
    answered(survey, [any_sheet(survey, dice) for _ in range(people)])
    for _ in range(groups):
        answered_by_group(survey, make.group(), any_sheet(survey, dice))
    released(survey)
    FreeText.objects.filter(question__survey=survey).update(standing="released")
    page, lines, data = files(client, slug)
    assert of_csv(lines) == of_json(data)
    assert counts(of_page(page, {4})) == counts(of_json(data))
    assert plain_questions(of_page(page, {4})) == plain_questions(of_json(data))
    texts = next(each["texts"] for each in data["questions"] if each["number"] == 8)
    assert page.count("<li>Mehr Bäume</li>") + page.count('lang="de">Mehr Bäume<') == len(texts)
    assert [line["Answer given"] for line in lines if line["State of the figure"] == "text"] == [
        text["text"] for text in texts
    ]


def test_a_survey_that_was_made_elsewhere_is_exported_too(visitor):
    survey = surveyed(slug="u", respondents=124)
    survey.sources.add(make.source(publisher="Bündnisblatt"))
    statistic = {"mean": Decimal("15.52"), "sd": Decimal("11.40")}
    ask(survey, [("Rad", 93, 76.2), ("Bus", None)], number=1, answered_by=122, text="Womit?", **statistic)
    ask(survey, [("Ja", 1), ("Nein", 2)], number=2, answered_by=3, type="single_choice")
    ask(survey, [], number=3, type="")
    _page, lines, data = files(visitor)
    rows = [
        (line["Answer given"], line["Count"], line["Per cent"], line["n"], line["State of the figure"])
        for line in lines
    ]
    assert rows == [
        ("Rad", "93", "76.2", "122", "shown"),
        ("Bus", "", "", "122", "not known"),
        ("Ja", "1", "33.3", "3", "shown"),
        ("Nein", "2", "66.7", "3", "shown"),
        ("", "", "", "", "not known"),
    ]
    first, _second, third = data["questions"]
    assert (first["figures"][0]["mean"], first["figures"][0]["sd"]) == (15.52, 11.4)
    assert (third["type"], third["figures"]) == (None, [])
    assert data["survey"]["sources"][0]["title"].startswith("Bündnisblatt")
    assert data["survey"]["respondents"] == 124


def secret_survey(**fields):
    survey = make.native(slug="u", title="Über Busse", **fields)
    asked = make.choice(survey, "Bus", "Bahn", number=1, text="Womit geheim?")
    text = make.question(survey, number=2, type="free_text", text="Was noch?")
    answered(survey, [[chose(asked.options.first()), Given(text.pk, text="Mehr Linden")]] * 17)
    return survey


def silent(browser):
    """Whether no machine gets anything of the survey's results."""
    compare()
    assert [browser.get(address).status_code for address in MACHINES] == [404, 404, 404]
    assert [browser.get(f"/en{address}").status_code for address in MACHINES] == [404, 404, 404]
    others = ["/sitemap.xml", "/suche/?q=Busse", "/suche/?q=Linden", "/", "/umfragen/", "/umfragen/u/"]
    for address in others:
        page = browser.get(address).content.decode()
        assert AT not in page
        assert "n = 17" not in page
        assert "Linden</" not in page


def test_before_the_close_no_machine_gets_anything(visitor, planner):
    secret_survey()
    silent(visitor)
    assert [planner.get(address).status_code for address in MACHINES] == [404, 404, 404]


def test_nor_between_counting_and_publishing(visitor, planner):
    results = counted(secret_survey())
    results.question_results.update(released_at="2020-01-01T00:00:00Z")
    silent(visitor)
    assert [planner.get(address).status_code for address in MACHINES] == [404, 404, 404]
    results.publish()
    assert [visitor.get(address).status_code for address in MACHINES] == [200, 200, 200]
    assert f"{AT}codebuch/" in visitor.get("/sitemap.xml").content.decode()
    results.withdraw()
    silent(visitor)


def test_only_what_is_released_is_in_the_files_even_for_the_team(planner):
    results = counted(secret_survey())
    results.publish()
    for address in MACHINES:
        said = planner.get(address).content.decode()
        assert "Womit geheim?" not in said
        assert "Linden" not in said
    results.question_results.update(released_at="2020-01-01T00:00:00Z")
    for address in MACHINES:
        said = planner.get(address).content.decode()
        assert "Womit geheim?" in said
        assert "Linden" not in said, "the texts are released one by one"


def test_what_is_hidden_on_the_page_is_hidden_in_the_files(visitor):
    survey = make.native(slug="u")
    age = make.choice(survey, "jung", "alt", "älter", number=1, describes_person=True)
    young, old, older = age.options.all()
    answered(survey, [[chose(young)]] * 3 + [[chose(old)]] * 8 + [[chose(older)]] * 40)
    released(survey)
    page, lines, data = files(visitor)
    assert of_page(page) == of_csv(lines) == of_json(data)
    answers = data["questions"][0]["figures"][0]["answers"]
    assert [(each["count"], each["percent"], each["state"]) for each in answers] == [
        (None, None, "hidden"), (None, None, "hidden"), (40, 78.4, "shown"),
    ]  # fmt: skip
    assert [line["State of the figure"] for line in lines] == ["not shown", "not shown", "shown"]


def test_an_open_survey_is_called_not_representative_in_every_file(visitor):
    survey = make.native(slug="u", mode="open")
    asked = make.choice(survey, "Bus", "Bahn", number=1)
    answered(survey, [[chose(asked.options.first())]] * 12)
    released(survey)
    _page, lines, data = files(visitor)
    assert {line["Remark"] for line in lines} == {"not representative"}
    assert data["survey"]["not_representative"] is True
    assert "not representative" in visitor.get(f"/en{AT}codebuch/").content.decode()


def test_spreadsheets_read_german_figures_and_run_nothing(visitor):
    survey = make.native(slug="u", title="=Umfrage()")
    asked = make.choice(survey, "=1+1", 'Bänke;\n"Beete"', number=1)
    warm = make.question(survey, number=2, type="number", decimals=1)
    text = make.question(survey, number=3, type="free_text")
    formula = "@SUMME(A1)"
    one, other = asked.options.all()
    answered(
        survey,
        [[chose(one), rated(warm, Decimal("-2.5")), Given(text.pk, text=formula)]] * 10
        + [[chose(other)]] * 5,
    )
    released(survey)
    FreeText.objects.update(standing="released")
    raw = visitor.get(f"{AT}ergebnisse.csv")
    assert raw.content.startswith("\ufeffUmfrage;".encode())
    assert raw["Content-Type"] == "text/csv; charset=utf-8"
    lines = files(visitor, language="")[1]
    assert [line["Prozent"] for line in lines[:2]] == ["66,7", "33,3"]
    assert lines[0]["Umfrage"] == "'=Umfrage()"
    assert [line["Antwort"] for line in lines[:2]] == ["'=1+1", 'Bänke;\n"Beete"']
    assert (lines[2]["Mittelwert"], lines[2]["von"]) == ("-2,5", "-2,5"), "a figure is no formula"
    assert lines[-1]["Antwort"] == f"'{formula}"
    assert files(visitor)[2]["questions"][0]["options"][0]["label"] == "=1+1"


def test_the_codebook_explains_every_column_and_code(visitor):
    survey = asked_about_everything(slug="u")
    Question.objects.filter(pk=survey.asked["far"].pk).update(
        shown_if=survey.asked["traffic"].options.first()
    )
    answered(survey, [any_sheet(survey, random.Random(1)) for _ in range(30)])  # noqa: S311 (no secret)
    released(survey)
    page = visitor.get(f"/en{AT}codebuch/")
    lines = files(visitor)[1]
    assert list(lines[0]) == [str(column.heading) for column in COLUMNS]
    for explained in [*COLUMNS, *STATE_CODES]:
        code = getattr(explained, "path", "") or explained.code
        assert f"<code>{code}</code>" in page.content.decode()
    section = words(page, "question-1")
    assert "Womit am liebsten? Type single choice 1 Rad 2 Bus 3 Auto personal voices: n = " in section
    assert "asked only if question 1, option 1" in words(page, "question-7")
    assert "Describes the person" in words(page, "question-6")
    assert "Points of the scale 1 schlecht 2 mittel 3 gut" in words(page, "question-3")


def test_the_results_lead_to_their_files_once_they_are_published(visitor, planner):
    results = counted(secret_survey())
    assert "ergebnisse.csv" not in planner.get(AT).content.decode()
    results.publish()
    page = visitor.get(AT).content.decode()
    assert all(f'href="{address}"' in page for address in MACHINES)
    assert "Linden" not in plain(page)


@pytest.mark.parametrize("people", [12, 40])
def test_files_take_the_same_queries_however_many_have_answered(people, visitor, django_assert_num_queries):
    dice = random.Random(3)  # noqa: S311 (no secret)
    survey = asked_about_everything(slug="u")
    answered(survey, [any_sheet(survey, dice) for _ in range(people)])
    released(survey)
    for address in MACHINES[:2]:
        with django_assert_num_queries(11):
            visitor.get(address)

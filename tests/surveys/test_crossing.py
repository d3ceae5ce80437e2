"""Two questions in one table: planned by the team, counted once, shown only as far as nobody can be recognised."""

import random

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klimakreise.publishing.models import Entry
from surveys.bounds import K
from surveys.crossing import count_planned, drop
from surveys.disclosure import LEAST_N, Table
from surveys.models import BallotAnswer, CrossCell, CrossTable
from tests import make
from tests.pages import words
from tests.surveys.counting import answered, chose, counted, rated, released
from tests.surveys.reading_results import files
from tests.surveys.test_disclosure import flows
from tests.surveys.test_tallying import frame
from tests.typed import faults, typed

pytestmark = pytest.mark.django_db

LIST = "/verwaltung/surveys/crosstable/"


@pytest.fixture
def survey():
    return asked(slug="u")


def asked(**fields):
    survey = make.native(**fields)
    survey.age = make.choice(
        survey, "jung", "mittel", "alt", number=1, text="Wie alt?", describes_person=True
    )
    survey.bus = make.choice(survey, "Bus", "Bahn", "Rad", number=2, text="Womit?")
    survey.mood = make.rating(
        survey, "schlecht", "mittel", "gut", number=3, text="Wie?", offers_no_answer=True
    )
    survey.clubs = make.choice(survey, "Chor", "Verein", number=4, type="multiple_choice", text="Wo dabei?")
    survey.words = make.question(survey, number=5, type="free_text", text="Was noch?")
    return survey


def plan(row, column):
    return CrossTable.objects.create(survey=row.survey, row_question=row, column_question=column)


def sheets_of(survey, counts):
    """A sheet for each person of `counts`[row option of bus][column option of age]."""
    buses, ages = list(survey.bus.options.all()), list(survey.age.options.all())
    return [
        [chose(buses[row]), chose(ages[column])]
        for row, line in enumerate(counts)
        for column, number in enumerate(line)
        for _ in range(number)
    ]


def any_answers(survey, dice):
    sheet = [
        chose(dice.choices(list(question.options.all()), [1, 3, 9])[0])
        for question in (survey.age, survey.bus)
        if dice.random() < 0.9
    ]
    if dice.random() < 0.9:
        sheet.append(rated(survey.mood, dice.choice([None, 1, 2, 3])))
    return sheet + [chose(each) for each in survey.clubs.options.all() if dice.random() < 0.6]


def cells(table):
    """{(row's answers, column's answers): count}, answers as sets of labels or (least, most)."""
    return {
        (said(cell.row), said(cell.column)): cell.count for cell in CrossCell.objects.filter(row__table=table)
    }


def said(line):
    return (
        (line.least, line.most) if line.least is not None else frozenset(o.label for o in line.options.all())
    )


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 10**6),
    people=st.integers(5, 150),
    pair=st.sampled_from(["bus age", "mood age", "clubs mood"]),
)
def test_what_is_kept_is_what_pandas_counts_and_nobody_is_found_in_it(db, seed, people, pair):
    survey, dice = asked(), random.Random(seed)  # noqa: S311 (no secret)
    row, column = (getattr(survey, name) for name in pair.split())
    table = plan(row, column)
    sheets = [any_answers(survey, dice) for _ in range(people)]
    answered(survey, sheets)
    counted(survey)
    table.refresh_from_db()
    both = answers_to_both(sheets, row, column)
    n = both.who.nunique()
    assert table.n == (n if n >= LEAST_N else None)
    assert bool(table.withheld) or cells(table)
    assert not (table.withheld and cells(table))
    rows, columns = (list(table.lines.filter(axis=axis).order_by("number")) for axis in ("row", "column"))
    true = [[len(both[inside(both.row, r) & inside(both.column, c)]) for c in columns] for r in rows]
    kept = [[cell.count for cell in r.cells.order_by("column__number")] for r in rows]
    hidden = set()
    for (r, line), (c, _column) in ((one, other) for one in enumerate(kept) for other in enumerate(columns)):
        assert line[c] in {None, true[r][c]}
        assert line[c] is not None or true[r][c] > 0, "a zero is shown as zero"
        assert line[c] is None or line[c] == 0 or line[c] >= K
        hidden |= {(r, c)} if line[c] is None else set()
    assert [each.total for each in columns] == [both[inside(both.column, c)].who.nunique() for c in columns]
    assert [each.total for each in rows] == [sum(line) for line in true]
    if row != survey.clubs and true:
        for cell, (least, greatest) in flows(Table(tuple(map(tuple, true))), hidden).items():
            assert greatest - least >= K, cell


def answers_to_both(sheets, row, column):
    """Who said what to both: columns who, row, column; an option's key, or the value of a point."""
    data = frame(sheets)
    data["said"] = data.option.fillna(data.value)
    one = data[data.question == row.pk][["who", "said"]].dropna().rename(columns={"said": "row"})
    other = data[data.question == column.pk][["who", "said"]].dropna().rename(columns={"said": "column"})
    return pd.merge(one, other, on="who")


def inside(values, line):
    if line.least is not None:
        return values.between(line.least, line.most)
    return values.isin([option.pk for option in line.options.all()])


def test_a_table_is_counted_with_its_survey_and_never_again(survey):
    table = plan(survey.bus, survey.age)
    answered(survey, sheets_of(survey, [[3, 20, 30], [25, 12, 40], [50, 60, 70]]))
    counted(survey)
    found = cells(table)
    young, middle, old = (frozenset([label]) for label in ("jung", "mittel", "alt"))
    bus, train = frozenset(["Bus"]), frozenset(["Bahn"])
    assert (found[bus, young], found[bus, middle], found[train, young], found[train, middle]) == (None,) * 4
    assert (found[bus, old], found[train, old]) == (30, 40)
    BallotAnswer.objects.all().delete()
    count_planned(survey)
    assert cells(table) == found


def test_a_table_planned_after_the_count_is_counted_with_saving(survey, planner):
    answered(survey, sheets_of(survey, [[20, 20, 30], [25, 12, 40], [50, 60, 70]]))
    counted(survey)
    add = f"{LIST}add/"
    planner.post(add, typed(planner.get(add), row_question=survey.bus.pk, column_question=survey.age.pk))
    table = CrossTable.objects.get()
    assert table.n == 327
    assert len(cells(table)) == 9
    assert table.counted_at
    assert not table.released_at


@pytest.mark.parametrize(
    ("row", "column", "field", "message"),
    [
        ("bus", "bus", "row_question", "zwei verschiedene"),
        ("age", "bus", "column_question", "gibt es schon eine Tabelle"),
        ("age", "mood", "column_question", "einen Kreis"),
        ("mood", "clubs", "column_question", ""),
        ("words", "bus", "row_question", ""),
    ],
)
def test_what_cannot_be_crossed_is_refused_at_the_field(survey, planner, row, column, field, message):
    plan(survey.bus, survey.age)
    plan(survey.bus, survey.mood)
    add = f"{LIST}add/"
    pair = {"row_question": getattr(survey, row).pk, "column_question": getattr(survey, column).pk}
    page = planner.post(add, typed(planner.get(add), **pair))
    assert field in faults(page)
    assert message in page.content.decode()
    assert CrossTable.objects.count() == 2


def test_questions_of_two_surveys_are_not_crossed(survey, planner):
    other = asked()
    add = f"{LIST}add/"
    pair = {"row_question": survey.bus.pk, "column_question": other.age.pk}
    page = planner.post(add, typed(planner.get(add), **pair))
    assert list(faults(page)) == ["column_question"]


def test_a_counted_table_stays_and_a_planned_one_may_go(survey, planner):
    kept, gone = plan(survey.bus, survey.age), plan(survey.bus, survey.mood)
    planner.post(f"{LIST}{gone.pk}/delete/", {"post": "yes"})
    assert list(CrossTable.objects.all()) == [kept]
    answered(survey, sheets_of(survey, [[20, 20, 30]]))
    counted(survey)
    assert planner.post(f"{LIST}{kept.pk}/delete/", {"post": "yes"}).status_code == 403
    planner.post(LIST, {"action": "delete_selected", "_selected_action": [kept.pk], "post": "yes"})
    assert drop(CrossTable.objects.all()) == 0
    assert list(CrossTable.objects.all()) == [kept]


def test_tables_are_released_one_by_one_and_hidden_cells_are_not_called_small(survey, planner, visitor):
    shown, held = plan(survey.bus, survey.age), plan(survey.bus, survey.mood)
    answered(survey, sheets_of(survey, [[3, 20, 30], [25, 12, 40], [50, 60, 70]]))
    released(survey)
    page = "/en/umfragen/u/ergebnisse/"
    assert "Two questions together" not in visitor.get(page).content.decode()
    assert "this table is not released yet" in planner.get(page).content.decode()
    assert files(visitor)[2]["tables"] == files(planner)[2]["tables"] == []
    planner.post(LIST, {"action": "release", "_selected_action": [shown.pk]})
    section = words(visitor.get(page), "crossed")
    assert "Rows: question 2; columns: question 1. Percentages are of a column." in section
    assert "310 people answered both questions (n = 310)." in section
    assert (
        "Bus not shown not shown 30 21.4 % 53 Bahn not shown not shown 40 28.6 % 77 Rad 50 60 70 50.0 % 180"
        in section
    )
    assert "It is at least 1 and need not be small." in section
    assert "less than 5" not in section
    assert "Wie? " not in section
    assert Entry.objects.filter(act="changed", address__endswith="/u/ergebnisse/").exists()
    assert not held.is_visible()
    planner.post(LIST, {"action": "hold_back", "_selected_action": [shown.pk]})
    assert "Two questions together" not in visitor.get(page).content.decode()


def test_the_files_hold_the_same_table(survey, visitor):
    table = plan(survey.bus, survey.age)
    answered(survey, sheets_of(survey, [[3, 20, 30], [25, 12, 40], [50, 60, 70]]))
    results = released(survey)
    CrossTable.objects.update(released_at=results.published_at)
    page, lines, data = files(visitor)
    [found] = data["tables"]
    assert (found["rows"]["question"], found["columns"]["question"], found["n"]) == (2, 1, 310)
    of_json = {(cell["row"], cell["column"]): cell["count"] for cell in found["cells"]}
    assert of_json == {("".join(r), "".join(c)): count for (r, c), count in cells(table).items()}
    of_csv = {
        (line["Answer given"], line["Column"]): int(line["Count"]) if line["Count"] else None
        for line in lines
        if line["Crossed with question no."]
    }
    assert of_csv == of_json
    assert {line["State of the figure"] for line in lines if line["Column"] and not line["Count"]} == {
        "not shown"
    }
    results.withdraw()
    assert visitor.get("/umfragen/u/ergebnisse/ergebnisse.json").status_code == 404
    assert "310" in page


def test_a_table_of_too_few_says_so(survey, visitor):
    plan(survey.bus, survey.age)
    answered(survey, sheets_of(survey, [[3, 2, 3]]))
    results = released(survey)
    CrossTable.objects.update(released_at=results.published_at)
    assert "Fewer than 10 answers" in words(visitor.get("/en/umfragen/u/ergebnisse/"), "crossed")
    assert files(visitor)[2]["tables"][0]["n"] is None


@pytest.mark.parametrize("tables", [1, 2])
def test_the_page_takes_the_same_queries_for_one_table_and_more(
    survey, visitor, django_assert_num_queries, tables
):
    plan(survey.bus, survey.age)
    if tables == 2:
        plan(survey.mood, survey.age)
    dice = random.Random(3)  # noqa: S311 (no secret)
    answered(survey, [any_answers(survey, dice) for _ in range(60)])
    results = released(survey)
    CrossTable.objects.update(released_at=results.published_at)
    with django_assert_num_queries(19):
        visitor.get("/en/umfragen/u/ergebnisse/")

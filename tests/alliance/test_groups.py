"""The groups known by name, and what each does in the process."""

import datetime

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from events.models import EventSupport
from klimakreise.alliance.models import Alliance, Supporter
from klimakreise.publishing.partial_dates import PartialDate
from surveys.models import Option, Tally
from tests import make
from tests.pages import has_section, words

pytestmark = pytest.mark.django_db

FIELDS_NOTE = "Das Feld ist eine eigene Einordnung."


@pytest.fixture
def _alliance():
    Alliance.objects.create(
        slug="a",
        name="Bündnis",
        fields_note=FIELDS_NOTE,
        member_list_complete=False,
        member_list_note="Nur 24.",
    )


@pytest.mark.usefixtures("_alliance")
def test_groups_stand_by_field_and_those_without_one_come_last(visitor):
    make.group(name="ADFC", field="mobility")
    make.group(name="BÜNSA")
    make.group(name="BUND", field="environment")
    make.group(name="Radkultur", field="mobility")
    page = words(visitor.get("/en/buendnis/gruppen/"))
    assert page.endswith("Environment BUND Mobility ADFC Radkultur field not known BÜNSA")
    assert "4 groups are listed here by name. The list is not complete." in page
    assert "Nur 24." in page
    assert FIELDS_NOTE in page


@pytest.mark.usefixtures("_alliance")
def test_or_in_one_list_by_name(visitor):
    make.group(name="Radkultur", field="mobility")
    make.group(name="BUND", field="environment")
    page = words(visitor.get("/en/buendnis/gruppen/?by=name"))
    assert "Show by field" in page
    assert page.endswith("BUND Radkultur")
    assert FIELDS_NOTE not in page


def test_names_are_sorted_as_people_sort_them(visitor):
    for name in ("Zukunft", "in:takt", "Ökohaus", "Otto pflanzt", "Adfc"):
        make.group(name=name)
    assert words(visitor.get("/en/buendnis/gruppen/?by=name")).endswith(
        "Adfc in:takt Ökohaus Otto pflanzt Zukunft"
    )


@pytest.mark.parametrize("query", ["by=quatsch", "by=", "by=%00", "x=1"])
def test_nonsense_in_the_address_shows_them_by_field(visitor, query):
    make.group(name="ADFC", field="mobility")
    assert words(visitor.get(f"/en/buendnis/gruppen/?{query}")).endswith("Mobility ADFC")


def test_who_left_and_examples_stand_apart_and_drafts_not_at_all(visitor, planner):
    make.group(name="Bleibt", field="climate")
    make.group(name="Geht erst", field="climate", left=PartialDate(f"{timezone.localdate().year + 1}"))
    make.group(name="Ging", left=PartialDate("2023"))
    make.group(name="Erfunden", is_example=True)
    make.group(name="Entwurf", field="climate", published_at=None)
    make.group(name="Bald", field="climate", published_at=timezone.now() + datetime.timedelta(days=1))
    page = visitor.get("/en/buendnis/gruppen/")
    assert words(page).endswith(
        "Climate Bleibt Geht erst No longer in the alliance Ging Example Erfunden Example"
    )
    assert "Climate Bald draft Bleibt Entwurf draft" in words(planner.get("/en/buendnis/gruppen/"))


@pytest.mark.usefixtures("_alliance")
def test_a_group_shows_what_it_took_on_and_where_it_helped(visitor):
    group = make.group(slug="intakt", name="in:takt", field="culture", website="https://example.org/intakt")
    group.sources.add(make.source(publisher="DATEs"))
    event = make.event(title="2. Klimakreise", date="2022-05-17")
    make.result(make.circle(event, title="Energie"), text="Räume stellen.", responsible_group=group)
    supporter = Supporter.objects.create(name="in:takt", group=group)
    EventSupport.objects.create(event=event, supporter=supporter, kind="venue")
    page = visitor.get("/en/buendnis/gruppen/intakt/")
    assert "Field culture own classification Joined not known" in words(page)
    assert "Source: DATEs" in words(page)
    assert words(page, "results") == "Responsible for Agreement Räume stellen. Energie 2. Klimakreise"
    assert words(page, "support") == "At events 17 May 2022 2. Klimakreise venue"
    assert not has_section(page, "surveys")


def test_a_group_of_which_little_is_known_says_so(visitor):
    make.group(slug="buensa", name="BÜNSA")
    page = words(visitor.get("/en/buendnis/gruppen/buensa/"))
    assert "Field not known Joined not known Website not known Contact not known" in page
    assert "No result of a circle names this group as responsible." in page
    assert "No event names this group." in page


def survey_on(**option):
    """A survey in which 93 of 122 chose the option that means a group or a demand."""
    survey = make.survey(title="Befragung", end=PartialDate("2021-08"))
    survey.sources.add(make.source(publisher="Abschrift"))
    question = make.question(survey, text="Welche sind bekannt?", answered_by=122)
    chosen = Option.objects.create(question=question, number=1, label="Fridays", **option)
    return survey, chosen


def test_a_surveys_figure_of_a_group_shows_base_and_source(visitor):
    group = make.group(slug="fff")
    survey, option = survey_on(group=group)
    Tally.objects.create(results=make.results(survey), option=option, count=93, percent="76.2")
    assert words(visitor.get("/en/buendnis/gruppen/fff/"), "surveys") == (
        "In surveys Welche sind bekannt? Fridays: 76.2 % (93 of 122 who answered this question) "
        "Befragung, August 2021 Source: Abschrift"
    )
    assert "76,2 %" in words(visitor.get("/buendnis/gruppen/fff/"), "surveys")


def test_a_figure_of_unpublished_results_is_not_shown(visitor, planner):
    group = make.group(slug="fff")
    survey, option = survey_on(group=group)
    Tally.objects.create(
        results=make.results(survey, published_at=None), option=option, count=93, percent="76.2"
    )
    assert not has_section(visitor.get("/buendnis/gruppen/fff/"), "surveys")
    assert has_section(planner.get("/buendnis/gruppen/fff/"), "surveys")


def test_a_group_shows_nothing_of_drafts(visitor, planner):
    group = make.group(slug="g")
    draft = make.event(title="Geheimes Treffen", published_at=None)
    EventSupport.objects.create(
        event=draft, supporter=Supporter.objects.create(name="g", group=group), kind="venue"
    )
    make.result(make.circle(draft, title="Geheimer Kreis"), text="Geheim.", responsible_group=group)
    assert "Geheim" not in visitor.get("/buendnis/gruppen/g/").content.decode()
    assert "Geheimes Treffen" in words(planner.get("/buendnis/gruppen/g/"))


def test_a_draft_group_is_not_found_and_the_planner_sees_that_it_is_one(visitor, planner):
    make.group(slug="neu", published_at=None)
    assert visitor.get("/buendnis/gruppen/neu/").status_code == 404
    assert 'class="draft-banner"' in planner.get("/buendnis/gruppen/neu/").content.decode()


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_list_of_groups_costs_the_same_with_many(visitor, count, django_assert_num_queries):
    for _ in range(count):
        make.group(field="climate")
    visitor.get("/impressum/")
    with django_assert_num_queries(4):
        visitor.get("/buendnis/gruppen/")


def test_what_is_said_for_a_group_stands_on_its_page_the_newest_first(visitor, planner):
    group, other = make.group(slug="g", name="Radverein"), make.group()
    event = make.event(title="Klimatag")
    said = make.comment(group=group, event=event, text="Wir zählen mit.", created_at=timezone.now())
    earlier = timezone.now() - datetime.timedelta(days=1)
    make.comment(group=group, measure=make.measure(title="Radweg"), text="Wir warten.", created_at=earlier)
    make.comment(group=other, event=event, text="Andere Gruppe.")
    make.comment(event=event, text="Eine Person.")
    make.comment(group=group, event=event, text="Ungeprüft.", state="waiting")
    make.comment(group=group, event=event, text="Grob.", state="hidden", hidden_reason="Grob")
    make.comment(group=group, event=make.event(title="Entwurf", published_at=None), text="Zu früh.")
    for browser in (visitor, planner):
        page = browser.get("/en/buendnis/gruppen/g/")
        assert has_section(page, "comments")
        section = words(page).partition("What it says ")[2]
        days = [date_format(timezone.localtime(day), "DATE_FORMAT") for day in (said.created_at, earlier)]
        assert section == (
            f"{days[0]} Comment: Klimatag Wir zählen mit. {days[1]} Comment: Radweg Wir warten."
        )
        assert f'href="/en/kommentare/{said.pk}/"' in page.text


def test_a_group_that_said_nothing_has_no_such_section(visitor):
    make.group(slug="g")
    assert not has_section(visitor.get("/en/buendnis/gruppen/g/"), "comments")


@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_group_costs_the_same_however_much_it_does(visitor, count, django_assert_num_queries):
    group = make.group(slug="g")
    supporter = Supporter.objects.create(name="g", group=group)
    survey, _option = survey_on()
    results = make.results(survey)
    for number in range(count):
        event = make.event(date="2022")
        result = make.result(make.circle(event), responsible_group=group)
        make.measure().results.add(result)
        make.carrying(group, make.demand())
        group.links.create(label="Blog", url=f"https://example.org/{number}")
        EventSupport.objects.create(event=event, supporter=supporter, kind="money")
        option = Option.objects.create(
            question=survey.questions.get(), number=number + 2, label="G", group=group
        )
        Tally.objects.create(results=results, option=option, count=1)
        make.comment(group=group, result=result)
        make.comment(group=group, protocol=make.protocol(event))
    visitor.get("/impressum/")
    with django_assert_num_queries(11):
        visitor.get("/buendnis/gruppen/g/")

"""Who the alliance is, by whose word; what is not known is said."""

import datetime

import pytest

from events.models import EventSupport
from klimakreise.alliance.models import Alliance, MembershipStatement, Supporter
from klimakreise.publishing.partial_dates import PartialDate
from tests import make
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def alliance():
    return Alliance.objects.create(
        slug="klima",
        name="Klimabündnis Musterstadt",
        short_name="KliMu",
        founded=PartialDate("2021-07-15"),
        founded_time=datetime.time(16, 30),
        founded_place="Alter Markt",
        legal_form="loser Zusammenschluss",
        goal="Klimagerechte Stadt bis 2035",
        joining="Offen für Organisationen.",
        approach="Vorrangig kooperativ",
        contact_email="kontakt@example.org",
        site_languages=["Deutsch", "Englisch"],
        website="https://example.org/klima",
        member_list_complete=False,
        member_list_note="Nur namentlich gefundene Gruppen.",
    )


def state(alliance, as_of, text, kind="exact", value=50, **fields):
    return MembershipStatement.objects.create(
        alliance=alliance, as_of=as_of and PartialDate(as_of), text=text, kind=kind, value=value,
        source=make.source(**fields),
    )  # fmt: skip


def test_the_founding_says_when_where_and_by_which_source(visitor, alliance):
    alliance.founding_sources.add(make.source(publisher="Volksstimme"))
    page = words(visitor.get("/en/buendnis/"))
    assert "Klimabündnis Musterstadt (KliMu) Klimagerechte Stadt bis 2035" in page
    assert "Founded 15 July 2021, at 16:30 Alter Markt Source: Volksstimme" in page
    assert "Legal form loser Zusammenschluss" in page
    assert "Website https://example.org/klima Deutsch, Englisch" in page
    assert "Contact kontakt@example.org" in page


def test_a_day_in_german_is_written_the_german_way(visitor, alliance):
    page = words(visitor.get("/buendnis/"))
    assert "15. Juli 2021" in page
    assert "16:30" in page


def test_working_groups_and_planning_team_are_not_known(visitor, alliance):
    assert "Working groups not known Planning team not known" in words(
        visitor.get("/en/buendnis/"), "approach"
    )


def test_counts_are_dated_statements_apart_from_the_groups_listed(visitor, alliance):
    state(alliance, "2021-07-15", "mehr als 40", "more_than", 40, publisher="Volksstimme")
    state(alliance, "2021-07-15", "mehr als 40", "more_than", 40, publisher="Bündnis")
    state(alliance, "2021-08", "50 zum Zeitpunkt der Befragung", publisher="Abschrift")
    state(alliance, "2022", "54 (Ende 2022, Monat nicht genannt)", value=54, publisher="DATEs")
    state(alliance, None, "viele", publisher="Plakat")
    for _ in range(2):
        make.group()
    make.group(left=PartialDate("2022"))
    make.group(is_example=True)
    make.group(published_at=None)
    assert words(visitor.get("/en/buendnis/"), "groups") == (
        "Groups How many groups, as stated at the time "
        "date not known viele Source: Plakat "
        "15 July 2021 mehr als 40 Source: Volksstimme Bündnis "
        "August 2021 50 zum Zeitpunkt der Befragung Source: Abschrift "
        "2022 54 (Ende 2022, Monat nicht genannt) Source: DATEs "
        "Groups known by name 2 groups are listed here by name. The list is not complete. "
        "Nur namentlich gefundene Gruppen. All groups listed"
    )


def test_without_a_statement_the_number_of_groups_is_not_known(visitor, alliance):
    assert "How many groups the alliance has is not known." in words(visitor.get("/en/buendnis/"), "groups")


def test_a_count_without_wording_says_its_kind(visitor, alliance):
    state(alliance, "2024", "", "more_than", 50)
    assert "2024 more than 50 Source" in words(visitor.get("/en/buendnis/"), "groups")


def test_supporters_stand_with_what_they_gave_to_which_event(visitor, alliance):
    first, second = (make.event(title=f"{number}. Klimakreise", date=f"202{number}") for number in (1, 2))
    renn = Supporter.objects.create(name="RENN.mitte", note="Netzstelle seit 2016")
    renn.sources.add(make.source(publisher="kosa21"))
    for event, kind in ((first, "money"), (second, "unspecified"), (first, "cooperation")):
        EventSupport.objects.create(event=event, supporter=renn, kind=kind)
    assert words(visitor.get("/en/buendnis/"), "supporters") == (
        "Supporters RENN.mitte 1. Klimakreise: money, cooperation 2. Klimakreise: kind not named "
        "Netzstelle seit 2016 Source: kosa21"
    )


def test_who_presented_or_supports_a_draft_or_an_example_is_no_supporter(visitor, planner, alliance):
    events = {
        "Referentin": (make.event(), "presenter"),
        "Geheime Hilfe": (make.event(published_at=None), "money"),
        "Erfundene Hilfe": (make.event(is_example=True), "money"),
    }
    for name, (event, kind) in events.items():
        EventSupport.objects.create(event=event, supporter=Supporter.objects.create(name=name), kind=kind)
    assert words(visitor.get("/en/buendnis/"), "supporters") == "Supporters No supporters are listed yet."
    assert "Geheime Hilfe" in words(planner.get("/en/buendnis/"), "supporters")


def test_how_to_join_says_what_is_known(visitor, alliance):
    page = visitor.get("/en/buendnis/mitmachen/")
    assert "Offen für Organisationen." in words(page)
    assert 'href="mailto:kontakt@example.org"' in page.content.decode()


@pytest.mark.parametrize(
    "address", ["/buendnis/", "/buendnis/mitmachen/", "/buendnis/gruppen/", "/forderungen/"]
)
def test_an_empty_installation_says_that_nothing_is_there(visitor, address):
    page = visitor.get(f"/en{address}")
    assert page.status_code == 200
    assert 'class="empty"' in page.content.decode()


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_page_of_the_alliance_costs_the_same_with_many(
    visitor, alliance, count, django_assert_num_queries
):
    alliance.founding_sources.add(make.source())
    for number in range(count):
        state(alliance, f"{1900 + number}", f"{number}")
        supporter = Supporter.objects.create(name=f"Hilfe {number}", group=make.group(), note="Notiz")
        supporter.sources.add(make.source())
        EventSupport.objects.create(event=make.event(), supporter=supporter, kind="money")
    visitor.get("/impressum/")
    with django_assert_num_queries(10):
        visitor.get("/buendnis/")

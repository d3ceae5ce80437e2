"""Which group carries which demand: told on both pages, and never guessed."""

import pytest

from klimakreise.alliance.models import Carrying, DemandSet
from klimakreise.publishing.models import Entry
from klimakreise.publishing.partial_dates import PartialDate
from tests import make
from tests.pages import words

pytestmark = pytest.mark.django_db

NOT_RECORDED = (
    "The alliance makes this demand as a whole. Which groups carry it one by one has not been recorded."
)


@pytest.fixture
def demand():
    version = make.make(DemandSet, label="Fassung 2021", date="2021-07-09")
    return make.demand(demand_set=version, number=2, slug="dach", title="Sonne aufs Dach")


def test_a_demand_names_the_groups_that_carry_it_as_people_sort_them(visitor, demand):
    for name in ("Zukunftswerk", "Ökohaus", "Otto pflanzt"):
        make.carrying(make.group(name=name), demand)
    make.carrying(make.group(name="Trägt anderes"), make.demand())
    page = visitor.get("/en/forderungen/dach/")
    assert words(page, "carriers") == "Carried by Ökohaus Otto pflanzt Zukunftswerk"


def test_each_carrier_leads_to_its_page(visitor, demand):
    make.carrying(make.group(slug="oekohaus"), demand)
    assert 'href="/forderungen/dach/"' in visitor.get("/buendnis/gruppen/oekohaus/").text
    assert 'href="/buendnis/gruppen/oekohaus/"' in visitor.get("/forderungen/dach/").text


def test_what_nobody_has_recorded_is_said_and_not_guessed(visitor, demand):
    make.group(slug="oekohaus")
    assert words(visitor.get("/en/forderungen/dach/"), "carriers") == f"Carried by {NOT_RECORDED}"
    assert words(visitor.get("/en/buendnis/gruppen/oekohaus/"), "carries") == (
        "Demands it carries Which demands this group carries of its own has not been recorded; "
        "the alliance makes them as a whole."
    )


def test_the_real_process_says_of_no_group_what_it_carries(visitor, process):
    assert not Carrying.objects.exists()
    assert NOT_RECORDED in words(visitor.get("/en/forderungen/transparenz-masterplan/"), "carriers")


def test_a_group_shows_what_it_carries_in_the_newest_version(visitor, demand):
    group = make.group(slug="oekohaus")
    old = make.make(DemandSet, label="Fassung 2019", date="2019")
    make.carrying(group, make.demand(demand_set=old, number=1, slug="dach", title="Altes Dach"))
    make.carrying(group, demand, since=PartialDate("2021-08"))
    make.carrying(group, make.demand(demand_set=demand.demand_set, number=1, slug="rad", title="Rad"))
    page = visitor.get("/en/buendnis/gruppen/oekohaus/")
    assert words(page, "carries") == (
        "Demands it carries Demand 1 Rad Fassung 2021 Demand 2 Sonne aufs Dach Fassung 2021since August 2021"
    )


def test_a_carrier_of_an_older_version_is_named_once(visitor, demand):
    old = make.demand(demand_set=make.make(DemandSet, label="2019", date="2019"), slug="dach")
    group = make.group(name="Ökohaus")
    make.carrying(group, demand)
    make.carrying(group, old)
    make.carrying(make.group(name="Altbund"), old)
    assert words(visitor.get("/en/forderungen/dach/"), "carriers") == "Carried by Altbund Ökohaus"


def test_a_draft_is_not_named_on_either_page_and_marked_for_planners(visitor, planner, demand):
    make.carrying(make.group(name="Geheimgruppe", published_at=None), demand)
    secret = make.demand(demand_set=make.make(DemandSet, label="Geheim", published_at=None), title="Geheim")
    make.carrying(make.group(slug="offen", name="Offen"), secret)
    assert words(visitor.get("/en/forderungen/dach/"), "carriers") == f"Carried by {NOT_RECORDED}"
    assert words(planner.get("/en/forderungen/dach/"), "carriers") == "Carried by Geheimgruppe draft"
    assert "Geheim" not in visitor.get("/buendnis/gruppen/offen/").text
    assert "Geheim" in words(planner.get("/buendnis/gruppen/offen/"), "carries")


def test_an_example_is_told_from_the_real_groups(visitor, demand):
    make.carrying(make.group(name="Erfunden", is_example=True), demand)
    assert words(visitor.get("/en/forderungen/dach/"), "carriers") == "Carried by Erfunden Example"


def test_a_name_that_holds_a_separator_breaks_nothing(visitor, demand):
    make.carrying(make.group(name="Kurios\x1eund\x1f"), demand)
    make.carrying(make.group(name="Ökohaus"), demand)
    assert "Ökohaus" in words(visitor.get("/forderungen/dach/"), "carriers")


def test_a_planner_says_what_a_group_carries_and_its_page_has_changed(planner, demand):
    group = make.group(slug="oekohaus")
    form = {
        "name": group.name, "slug": group.slug,
        "links-TOTAL_FORMS": 0, "links-INITIAL_FORMS": 0,
        "carries-TOTAL_FORMS": 1, "carries-INITIAL_FORMS": 0,
        "carries-0-demand": demand.pk, "carries-0-since": "2021", "carries-0-group": group.pk,
    }  # fmt: skip
    page = planner.post(f"/verwaltung/alliance/alliancegroup/{group.pk}/change/", form)
    assert page.status_code == 302, page.context["errors"]
    assert [(row.demand, row.since.iso) for row in group.carries.all()] == [(demand, "2021")]
    assert Entry.objects.first().title == group.name


def test_what_a_group_answers_for_is_shown_with_the_measures_behind_it(visitor):
    group = make.group(slug="oekohaus")
    result = make.result(
        make.circle(make.event(title="Treffen"), title="Kreis"), text="Wir zählen.", responsible_group=group
    )
    shown, hidden = make.measure(title="Zählung"), make.measure(title="Geheim", published_at=None)
    make.report(shown, date="2022", status="in_progress")
    for measure in (shown, hidden):
        measure.results.add(result)
    assert words(visitor.get("/en/buendnis/gruppen/oekohaus/"), "results") == (
        "Responsible for Agreement Wir zählen. Kreis Treffen Measure: Zählung in progress"
    )

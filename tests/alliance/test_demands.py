"""The demands in their dated versions, and what became of each."""

import pytest

from klimakreise.alliance.models import DemandSet
from surveys.models import Option, Tally
from tests import make
from tests.pages import has_section, words

pytestmark = pytest.mark.django_db


def version(label, date=None, **fields):
    return make.make(DemandSet, label=label, date=date, **fields)


@pytest.fixture
def newest():
    """The version of 2021, which is newer than that of 2019; each holds the same demand in other words."""
    old = version("Fassung 2019", "2019", addressee="Stadtrat")
    new = version("Fassung vom 09.07.2021", "2021-07-09", addressee="Stadt Musterstadt")
    new.sources.add(make.source(publisher="Bündnis"))
    make.demand(
        demand_set=old, number=1, slug="plan", title="Plan veröffentlichen", text="Alter **Wortlaut**"
    )
    make.demand(demand_set=new, number=1, slug="plan", title="Plan offenlegen", text="Neuer Wortlaut")
    return new


def test_the_newest_version_is_shown_with_date_addressee_and_source(visitor, newest):
    page = visitor.get("/en/forderungen/")
    assert (
        "Version Fassung vom 09.07.2021 Date 9 July 2021 Addressed to Stadt Musterstadt Source: Bündnis"
    ) in words(page)
    assert "Demand 1 Plan offenlegen" in words(page)
    assert "Plan veröffentlichen" not in words(page)
    assert words(page, "versions") == "Other versions 2019 Fassung 2019"


def test_an_older_version_can_be_read_and_says_that_it_is_older(visitor, newest):
    old = DemandSet.objects.get(label="Fassung 2019")
    page = visitor.get(f"/en/forderungen/?version={old.pk}")
    assert "This is an older version of the demands. To the newest version" in words(page)
    assert "Demand 1 Plan veröffentlichen" in words(page)
    assert f'href="/en/forderungen/plan/#fassung-{old.pk}"' in page.content.decode()
    assert old.get_absolute_url().endswith(f"/forderungen/?version={old.pk}")


@pytest.mark.parametrize("value", ["0", "quatsch", "-1", "%00", "99999999999999999999", "1e3"])
def test_a_senseless_version_is_said_and_the_newest_is_shown(visitor, newest, value):
    page = words(visitor.get(f"/en/forderungen/?version={value}"))
    assert "There is no such version of the demands; the newest one is shown." in page
    assert "Demand 1 Plan offenlegen" in page


def test_a_draft_version_is_no_version_for_a_visitor(visitor, planner, newest):
    draft = version("Geheime Fassung", "2026", published_at=None)
    make.demand(demand_set=draft, slug="neu", title="Geheime Forderung")
    for address in ("/forderungen/", f"/forderungen/?version={draft.pk}"):
        assert "Geheim" not in visitor.get(address).content.decode()
        assert 'class="draft-banner"' in planner.get(address).content.decode()
    assert visitor.get("/forderungen/neu/").status_code == 404
    assert 'class="draft-banner"' in planner.get("/forderungen/neu/").content.decode()


def test_an_example_is_never_the_newest_version(visitor, newest):
    example = version("Beispielforderungen", "2026-01-01", is_example=True)
    make.demand(demand_set=example, number=2, slug="erfunden", title="Erfundene Forderung")
    page = visitor.get("/en/forderungen/")
    assert "Version Fassung vom 09.07.2021" in words(page)
    assert "1 January 2026 Beispielforderungen Example" in words(page, "versions")
    asked = words(visitor.get(f"/en/forderungen/?version={example.pk}"))
    assert "This is an example, not a demand of the alliance." in asked
    assert "Erfundene Forderung" in asked
    assert "Example" in words(visitor.get("/en/forderungen/erfunden/"))


def test_an_example_alone_is_not_taken_for_the_alliances_demands(visitor):
    make.demand(demand_set=version("Beispiel", "2026", is_example=True), title="Erfunden")
    page = visitor.get("/en/forderungen/")
    assert "No demands have been published yet." in words(page)
    assert "Erfunden" not in words(page)


def test_a_version_without_a_date_is_older_than_any_other(visitor, newest):
    version("Undatiert")
    page = visitor.get("/en/forderungen/")
    assert "Version Fassung vom 09.07.2021" in words(page)
    assert words(page, "versions").endswith("date not known Undatiert")


def test_the_list_says_what_became_of_each_demand(visitor, newest):
    demand = newest.demands.get()
    make.topic(title="Energie", demand=demand)
    measure = make.measure(title="Zentrum", demand=demand)
    said = make.report(measure, date="2023-05-04", status="in_progress")
    make.report(measure, date="2023-05-04", voice="alliance", status="contested", contests=said)
    make.demand(demand_set=newest, number=2, title="Ressourcen")
    page = words(visitor.get("/en/forderungen/"))
    assert (
        "Demand 1 Plan offenlegen Energie Zentrum denied disputed "
        "Demand 2 Ressourcen No measure on it is known."
    ) in page


def test_many_measures_on_a_demand_lead_to_the_list_of_measures(visitor, newest):
    for number in range(6):
        make.measure(title=f"Maßnahme {number}", demand=newest.demands.get())
    page = visitor.get("/en/forderungen/")
    assert "All 6 measures" in words(page)
    assert 'href="/en/massnahmen/?demand=plan"' in page.content.decode()


def test_a_demand_shows_its_wording_in_every_version(visitor, newest):
    page = visitor.get("/en/forderungen/plan/")
    assert "Plan offenlegen Version Fassung vom 09.07.2021 Date 9 July 2021" in words(page)
    assert words(page, "wording") == "Wording Neuer Wortlaut"
    assert words(page, "versions") == (
        "Other versions 1. Plan veröffentlichen Fassung 2019, 2019 Alter Wortlaut"
    )
    assert "<strong>Wortlaut</strong>" in page.content.decode()


def test_what_became_of_a_demand_counts_in_all_its_versions(visitor, newest):
    old = DemandSet.objects.get(label="Fassung 2019").demands.get()
    measure = make.measure(title="Altes Vorhaben", demand=old)
    make.report(measure, date="2020", status="done")
    measure.results.add(make.result(make.circle(make.event(title="Treffen"), title="Kreis"), text="Machen."))
    make.topic(title="Energie", demand=newest.demands.get())
    page = visitor.get("/en/forderungen/plan/")
    assert words(page, "measures") == (
        "What became of it 2020 Altes Vorhaben done Fassung 2019 Came from Agreement Machen. Kreis Treffen"
    )
    assert words(page, "topics") == "Topics Energie"


def test_what_is_not_known_of_a_demand_is_said(visitor):
    make.demand(slug="x", demand_set=version("Fassung"))
    page = visitor.get("/en/forderungen/x/")
    assert "Date not known Addressed to not known" in words(page)
    assert words(page, "measures") == "What became of it No measure on this demand is known."
    assert words(page, "topics") == "Topics No topic that takes up this demand is known."
    assert not has_section(page, "surveys")
    assert not has_section(page, "versions")


def test_a_surveys_figure_of_a_demand_is_shown_if_published(visitor, newest):
    survey = make.survey(title="Befragung")
    question = make.question(survey, text="Was ist wichtig?", answered_by=80)
    option = Option.objects.create(question=question, number=1, label="Plan", demand=newest.demands.get())
    results = make.results(survey, published_at=None)
    Tally.objects.create(results=results, option=option, count=60)
    assert not has_section(visitor.get("/forderungen/plan/"), "surveys")
    results.publish()
    assert words(visitor.get("/en/forderungen/plan/"), "surveys") == (
        "In surveys Was ist wichtig? Plan: 60 (60 of 80 who answered this question) Befragung"
    )


def test_a_demand_shows_nothing_of_drafts(visitor, planner, newest):
    demand = newest.demands.get()
    make.topic(title="Geheimes Thema", demand=demand, published_at=None)
    measure = make.measure(title="Geheime Maßnahme", demand=demand, published_at=None)
    shown = make.measure(title="Gezeigt", demand=demand)
    shown.results.add(make.result(make.circle(make.event()), text="Geheimes Ergebnis", published_at=None))
    make.report(measure)
    for address in ("/forderungen/", "/forderungen/plan/"):
        assert "Geheim" not in visitor.get(address).content.decode()
        assert "Gezeigt" in words(visitor.get(address))
        assert "Geheime Maßnahme" in words(planner.get(address))


def test_an_unknown_demand_is_not_found(visitor):
    assert visitor.get("/forderungen/gibt-es-nicht/").status_code == 404


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_demands_cost_the_same_with_many(visitor, count, django_assert_num_queries):
    for number in range(count):
        demand = make.demand(demand_set=version(f"V{number}"))
    for number in range(count):
        demand = make.demand(demand_set=DemandSet.objects.first(), number=10_000 + number)
        make.report(make.measure(demand=demand))
        make.topic(demand=demand)
    visitor.get("/impressum/")
    with django_assert_num_queries(5):
        visitor.get("/forderungen/")


@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_demand_costs_the_same_however_much_became_of_it(visitor, count, django_assert_num_queries):
    survey = make.survey()
    question, results = make.question(survey), make.results(survey)
    for number in range(count):
        demand_set = version(f"V{number}")
        demand_set.sources.add(make.source())
        demand = make.demand(slug="plan", demand_set=demand_set)
        topic = make.topic(demand=demand)
        result = make.result(make.circle(make.event(), topic=topic))
        measure = make.measure(demand=demand)
        measure.results.add(result)
        make.report(measure)
        make.carrying(make.group(), demand)
        option = Option.objects.create(question=question, number=number, label="O", demand=demand)
        Tally.objects.create(results=results, option=option, count=1)
    survey.sources.add(make.source())
    visitor.get("/impressum/")
    with django_assert_num_queries(12):
        visitor.get("/forderungen/plan/")

"""A circle: one topic at one event, what people agreed there, and what became of it."""

import pytest
from django.core.files.base import ContentFile

from events.models import EventSource
from klimakreise.accounts.models import Department
from tests import make
from tests.pages import has_section, words

pytestmark = pytest.mark.django_db

HERE = "/en/veranstaltungen/erste/kreise/strom/"


@pytest.fixture
def event():
    return make.event(slug="erste", title="Erste Runde", date="2021-12-08")


@pytest.fixture
def circle(event):
    topic = make.topic(slug="energie", title="Energie")
    return make.circle(event, slug="strom", title="Strom und Wärme", topic=topic, number=1, position=1)


def test_the_page_says_what_it_worked_on_and_with_whom(visitor, circle):
    circle.alternative_title = "Energie und Wärme"
    circle.guiding_question = "Woher kommt der Strom?"
    circle.facilitator = "Bündnis, Moderation"
    circle.save()
    page = words(visitor.get(HERE))
    assert "Circle 1 Strom und Wärme Woher kommt der Strom?" in page
    assert (
        "Event Erste Runde 8 December 2021 Topic Energie Why this topic? Also called Energie und Wärme "
        "Facilitator Bündnis, Moderation"
    ) in page


def test_what_is_not_known_is_said_calmly(visitor, circle):
    page = visitor.get(HERE)
    assert "Guiding question not known Facilitator not known" in words(page)
    assert words(page, "results") == "Results No result of this circle is known."
    assert words(page, "next-steps") == "Next steps No next steps of this circle are known."
    assert not has_section(page, "materials")
    assert not has_section(page, "sources")


def test_before_the_event_the_page_says_when_results_come(visitor):
    ahead = make.event(slug="erste", date="2999-01")
    make.circle(ahead, slug="strom")
    assert words(visitor.get(HERE), "results") == "Results The results will stand here after the event."


def test_a_circle_of_a_cancelled_event_says_so(visitor, event, circle):
    event.cancel("Sturm")
    page = visitor.get(HERE)
    assert "Circle 1 cancelled" in words(page)
    assert words(page, "results") == "Results The event was cancelled."


def test_results_stand_by_kind_what_binds_first(visitor, circle):
    office = make.make(Department, slug="bauamt", name="Bauamt")
    group = make.group(name="ADFC")
    for kind, text in (
        ("idea", "Ein Sonntag ohne Autos."),
        ("dissent", "Keine Einigung über den Ring."),
        ("open_question", "Wer zahlt?"),
        ("proposal", "Tempo 30."),
        ("next_step", "Begehung im März."),
    ):
        make.result(circle, kind=kind, text=text)
    make.result(
        circle, kind="commitment", text="Plan liegt vor.", responsible_department=office, due="2022-03-01"
    )
    make.result(circle, kind="agreement", text="Vier Treffen im Jahr.", responsible_group=group, due="2022")
    assert words(visitor.get(HERE), "results") == (
        "Results "
        "Agreements Vier Treffen im Jahr. responsible: ADFC by 2022 "
        "Commitments Plan liegt vor. responsible: Bauamt by 1 March 2022 "
        "Next steps Begehung im März. nobody responsible yet "
        "Proposals Tempo 30. Ideas Ein Sonntag ohne Autos. Open questions Wer zahlt? "
        "Dissent Keine Einigung über den Ring."
    )


def test_a_result_tells_that_it_was_answered_and_taken_up(visitor, circle):
    result = make.result(circle, text="Mehr Solardächer.", kind="proposal")
    make.statement(result=result)
    measure = make.measure(title="Solardächer")
    measure.results.add(result)
    make.report(measure, status="in_progress", date="2022-03")
    assert words(visitor.get(HERE), "results") == (
        "Results Proposals Mehr Solardächer. answered by the city taken up as measure: Solardächer in progress"
    )


def test_next_steps_are_markdown(visitor, circle):
    circle.next_steps = "- Treffen\n- **Brief**"
    circle.save()
    assert "<li><strong>Brief</strong></li>" in visitor.get(HERE).content.decode()


def test_materials_are_linked_and_an_unknown_address_is_said(visitor, event, circle):
    file = make.material(event, title="Folien", url="", file=ContentFile(b"%PDF-1.4", "folien.pdf"))
    link = make.material(event, title="Karte", url="https://example.org/karte")
    lost = make.material(event, title="Foto", url="", address_unknown=True)
    make.material(event, title="Für alle")
    circle.materials.add(file, link, lost)
    page = visitor.get(HERE)
    assert words(page, "materials") == "Material Folien Karte Foto: address not known"
    assert f'href="/en/veranstaltungen/erste/material/{file.pk}/"' in page.content.decode()
    assert 'href="https://example.org/karte" rel="external"' in page.content.decode()


def test_the_sources_are_those_about_the_circles(visitor, event, circle):
    paper, page_of_event = make.source(publisher="Zeitung"), make.source(publisher="Bündnisseite")
    EventSource.objects.create(event=event, source=page_of_event)
    assert words(visitor.get(HERE), "sources") == "Sources Source: Bündnisseite"
    EventSource.objects.create(event=event, source=paper, about="circles")
    assert words(visitor.get(HERE), "sources") == "Sources Source: Zeitung"


def test_the_neighbours_are_one_step_away(visitor, event, circle):
    assert "It is the only circle of this event." in words(visitor.get(HERE), "neighbours")
    make.circle(event, slug="null", title="Auftakt", position=0)
    make.circle(event, slug="bus", title="Bus", position=2)
    make.circle(event, slug="gruen", title="Grün", position=3)
    make.circle(make.event(), title="Woanders")
    page = visitor.get(HERE)
    assert words(page, "neighbours") == (
        "The other circles Auftakt Bus Grün ← Auftakt Bus → All circles on one page"
    )
    assert '<a rel="next" href="/en/veranstaltungen/erste/kreise/bus/"' in page.content.decode()
    assert 'href="/en/veranstaltungen/erste/plenum/"' in page.content.decode()


def test_a_circle_is_found_at_its_own_event_only(visitor, circle):
    make.event(slug="zweite")
    assert visitor.get("/veranstaltungen/zweite/kreise/strom/").status_code == 404
    assert visitor.get("/veranstaltungen/erste/kreise/wind/").status_code == 404


@pytest.mark.parametrize("hidden", ["event", "topic", "circle"])
def test_a_draft_is_404_for_all_but_the_planning_team(visitor, participant, planner, circle, hidden):
    {"event": circle.event, "topic": circle.topic, "circle": circle}[hidden].withdraw()
    assert visitor.get(HERE).status_code == 404
    assert participant.get(HERE).status_code == 404
    seen = planner.get(HERE).content.decode()
    assert "Draft: only visible to the planning team" in seen
    assert f'href="/en/verwaltung/circles/circle/{circle.pk}/change/"' in seen


@pytest.mark.parametrize("hidden", ["result", "measure", "statement", "material", "neighbour", "group"])
def test_no_draft_shows_on_a_circle(visitor, planner, event, circle, hidden):
    draft = {hidden: {"published_at": None}}
    group = make.group(name="Geheime Gruppe" if hidden == "group" else "Gruppe", **draft.get("group", {}))
    result = make.result(
        circle,
        text="Geheim" if hidden == "result" else "x",
        responsible_group=group,
        **draft.get("result", {}),
    )
    measure = make.measure(title="Geheim" if hidden == "measure" else "x", **draft.get("measure", {}))
    measure.results.add(result)
    make.statement(result=result, **draft.get("statement", {}))
    circle.materials.add(
        make.material(event, title="Geheim" if hidden == "material" else "x", **draft.get("material", {}))
    )
    make.circle(event, title="Geheim" if hidden == "neighbour" else "x", **draft.get("neighbour", {}))
    secret = "answered by the city" if hidden == "statement" else "Geheim"
    assert secret not in visitor.get(HERE).content.decode()
    assert secret in planner.get(HERE).content.decode()


def test_a_real_circle_has_another_name_elsewhere(visitor, process):
    page = visitor.get("/en/veranstaltungen/klimakreise-2/kreise/k2-ernaehrung/")
    assert "Circle 3 Ernährung & Landwirtschaft" in words(page)
    assert "Also called Landwirtschaft/Ernährung" in words(page)
    assert words(page, "results") == "Results No result of this circle is known."


def test_a_real_circle_of_the_first_edition_has_sources_of_its_own(visitor, process):
    page = visitor.get("/en/veranstaltungen/klimakreise-1/kreise/k1-energie/")
    assert words(page, "sources") == ("Sources Source: RENN.mitte Netzwerk Zukunft Sachsen-Anhalt (kosa21)")


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_page_takes_eight_queries(visitor, django_assert_num_queries, event, circle, count):
    for _number in range(count):
        result = make.result(circle, responsible_group=make.group())
        make.measure(demand=make.demand()).results.add(result)
        make.statement(result=result)
        circle.materials.add(make.material(event))
        make.circle(event)
        EventSource.objects.create(event=event, source=make.source(), about="circles")
        make.survey().placements.create(agenda_item=make.agenda_item(event))
    visitor.get("/themen/")
    with django_assert_num_queries(8):
        visitor.get("/veranstaltungen/erste/kreise/strom/")

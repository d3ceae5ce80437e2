"""`manage.py load_process FILE`: what it makes and changes, and what it leaves to those who work with it."""

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from circles.models import Circle, Measure, StatusReport
from events.models import AgendaItem, Event, Material, ReleasedItem
from klimakreise.alliance.models import Alliance, AllianceGroup, Demand
from klimakreise.publishing.models import Entry
from klimakreise.site.models import Identity, Page
from tests import make
from tests.site.process_file import ProcessFile

pytestmark = pytest.mark.django_db
ALL = 43  # rows that the small file makes, the five pages that the law asks for among them; the agenda's version comes on top


@pytest.fixture
def file(tmp_path):
    return ProcessFile(tmp_path)


@pytest.fixture
def loaded(file):
    file.load()
    return file


def everything():
    """Every row of every table of ours."""
    return {
        model: list(model.objects.order_by("pk").values())
        for model in apps.get_models(include_auto_created=True)
        if not model.__module__.startswith("django.")
    }


def test_loading_again_writes_nothing(loaded):
    before = everything()
    with CaptureQueriesContext(connection) as queries:
        said = loaded.load()
    written = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written == []
    assert everything() == before
    assert said == f"0 made, 0 updated, {ALL} left."


def test_it_says_by_kind_what_it_made(file):
    lines = file.report().splitlines()
    assert [line.split() for line in lines if line.startswith("demands")] == [["demands", "2", "–", "–"]]
    assert lines[-1] == f"{ALL + 1} made, 0 updated, 0 left."


def test_a_changed_line_changes_its_row_and_is_journaled(loaded):
    loaded.change("Gemeinsam", "Miteinander")
    assert loaded.load() == f"0 made, 1 updated, {ALL - 1} left."
    event = Event.objects.get()
    newest = Entry.objects.first()
    assert event.motto == "Miteinander"
    assert (newest.act, newest.kind, newest.key) == ("changed", "events.event", str(event.pk))


def test_a_changed_part_is_journaled_as_a_change_of_what_it_belongs_to(loaded):
    loaded.change("Begrüßung", "Wer ist dabei?")
    loaded.load()
    assert AgendaItem.objects.filter(title="Wer ist dabei?").exists()
    assert (Entry.objects.first().act, Entry.objects.first().title) == ("changed", "1. Klimakreise")


def test_a_new_line_makes_a_row_and_changes_no_other(loaded):
    loaded.change("topics:\n", 'topics:\n  - {slug: wasser, title: "Wasser", editions: []}\n')
    assert loaded.load() == f"1 made, 0 updated, {ALL} left."


def test_a_fact_that_became_unknown_is_emptied(loaded):
    loaded.change('registration: "mit Anmeldung"', "registration: null")
    loaded.load()
    assert Event.objects.get().registration_note == ""


def test_what_a_planner_added_stays(loaded):
    event, measure = Event.objects.get(), Measure.objects.get()
    added = [
        make.group(name="Neue Gruppe"),
        make.agenda_item(event, title="Gemeinsames Singen", position=2),
        make.material(event, agenda_item=event.agenda_items.get(title="Vortrag")),
        make.report(measure, position=2, text="Anruf im Amt"),
        make.circle(event, title="Zweiter Kreis"),
    ]
    before = [type(row).objects.filter(pk=row.pk).values().get() for row in added]
    loaded.change('title: "Vortrag"', 'title: "Vortrag und Gespräch"')
    loaded.change('text: "Fast fertig"', 'text: "Zu 80 % fertig"')
    loaded.load()
    assert [type(row).objects.filter(pk=row.pk).values().get() for row in added] == before


def test_what_a_planner_corrected_stays_until_the_file_itself_changes_there(loaded):
    AllianceGroup.objects.filter(slug="rad").update(name="Radgruppe e. V.")
    loaded.change('name: "Sonnengruppe"', 'name: "Sonnengruppe Nord"')
    loaded.load()
    assert AllianceGroup.objects.get(slug="rad").name == "Radgruppe e. V."
    loaded.change('name: "Radgruppe"', 'name: "Fahrradgruppe"')
    loaded.load()
    assert AllianceGroup.objects.get(slug="rad").name == "Fahrradgruppe"


def test_what_the_file_does_not_know_and_a_planner_found_out_stays(loaded):
    circle, slides = Circle.objects.get(), Material.objects.get()
    circle.facilitator = "Moderation der Stadtwerke"
    circle.save()
    slides.file, slides.address_unknown = ContentFile(b"%PDF-1.7", "vortrag.pdf"), False
    slides.text_alternative = "Der Vortrag auf zehn Folien."
    slides.save()
    loaded.change('title: "Verkehr"', 'title: "Verkehrswende"')
    loaded.load()
    circle.refresh_from_db()
    slides.refresh_from_db()
    assert (circle.title, circle.facilitator) == ("Verkehrswende", "Moderation der Stadtwerke")
    assert slides.file
    assert not slides.address_unknown


def test_what_was_withdrawn_stays_withdrawn_and_its_changes_are_not_journaled(loaded):
    Event.objects.get().withdraw()
    loaded.change("Gemeinsam", "Miteinander")
    loaded.load()
    assert Event.objects.get().is_draft
    assert Entry.objects.first().act == Entry.Act.WITHDRAWN


def test_what_was_deleted_by_hand_comes_back_as_a_draft(loaded):
    AllianceGroup.objects.get(slug="sonne").delete()
    loaded.load()
    assert AllianceGroup.objects.get(slug="sonne").is_draft


def test_what_is_no_longer_in_the_file_stays_and_is_named(loaded):
    loaded.change('  - {slug: mobilitaet, title: "Mobilität", editions: [1]}\n', "")
    loaded.change("    circles:\n", "")
    line = '      - {slug: verkehr, number: 1, title: "Verkehr", topic: mobilitaet, results: null, moderator: null}\n'
    loaded.change(line, "")
    said = loaded.report().splitlines()
    assert Circle.objects.filter(title="Verkehr").exists()
    assert "No longer loaded, left as they are: 1 circles: Verkehr" in said
    assert "No longer loaded, left as they are: 1 topics: Mobilität" in said


def test_a_source_is_exchanged_and_one_added_by_hand_stays(loaded):
    group = AllianceGroup.objects.get(slug="rad")
    group.sources.add(make.source(key="eigene"))
    loaded.change("field: mobilitaet, sources: [S1]", "field: mobilitaet, sources: [S2]")
    loaded.load()
    assert {source.key for source in group.sources.all()} == {"S2", "eigene"}


def reports():
    return {report.text: report.pk for report in StatusReport.objects.order_by("position")}


def test_a_report_put_into_a_history_moves_no_other_report(loaded):
    before = reports()
    first = "      - {key: stadt,"
    loaded.change(
        first, f'      - {{date: 2022-06, actor: buendnis, status: angemahnt, text: "Brief"}}\n{first}'
    )
    loaded.load()
    after = reports()
    assert list(after) == ["Geplant", "Brief", "Fast fertig", "Nichts zu sehen"]
    assert {text: pk for text, pk in after.items() if text != "Brief"} == before


def test_a_report_taken_out_of_a_history_is_the_one_that_is_left_over(loaded):
    line = '      - {date: 2021-12-31, precision: year, actor: stadt, status: geplant, text: "Geplant", sources: [S2]}\n'
    before = reports()
    loaded.change(line, "")
    said = loaded.report()
    assert "No longer loaded, left as they are: 1 status reports" in said
    assert reports() == before


def test_a_contested_report_is_found_by_its_key(loaded):
    contesting = StatusReport.objects.get(text="Nichts zu sehen")
    assert contesting.contests.text == "Fast fertig"
    assert [measure.disputed for measure in Measure.objects.with_standing()] == [True]


def test_two_demands_swap_their_numbers(loaded):
    loaded.change("{number: 1, slug: wege", "{number: 2, slug: wege")
    loaded.change("{number: 2, slug: dach", "{number: 1, slug: dach")
    assert loaded.load() == f"0 made, 2 updated, {ALL - 2} left."
    assert dict(Demand.objects.values_list("slug", "number")) == {"wege": 2, "dach": 1}


def test_two_answers_change_places(loaded):
    text = loaded.path.read_text(encoding="utf-8")
    first, second = (line for line in text.splitlines() if "percent: " in line and "group" in line)
    loaded.change(f"{first}\n{second}", f"{second}\n{first}")
    assert loaded.load() == f"0 made, 2 updated, {ALL - 2} left."


def test_a_group_made_by_hand_is_taken_for_the_one_of_the_file_and_stays_a_draft(file):
    by_hand = make.group(slug="rad", name="Rad", description="Selbst geschrieben", published_at=None)
    file.load()
    by_hand.refresh_from_db()
    assert (by_hand.name, by_hand.description) == ("Radgruppe", "Selbst geschrieben")
    assert by_hand.is_draft


def test_a_host_that_bears_the_name_of_a_group_is_that_group(file):
    file.change('hosts: ["Bündnis"]', 'hosts: ["Bündnis", "Radgruppe"]')
    file.load()
    groups = {row.supporter.name: row.supporter.group for row in Event.objects.get().support.all()}
    assert groups == {"Bündnis": None, "Radgruppe": AllianceGroup.objects.get(slug="rad")}


def test_pages_are_made_once_and_then_belong_to_the_planning_team(loaded):
    page = Page.objects.get(key="impressum")
    assert page.has_placeholders
    page.text = "Eigener Text"
    page.save()
    loaded.load()
    assert sorted(Page.objects.values_list("text", flat=True)).count("Eigener Text") == 1
    assert Page.objects.count() == 5


def test_a_site_without_a_name_gets_one_and_one_with_a_name_keeps_it(file):
    Identity.objects.create(name="Klimatische")
    file.load()
    assert [identity.name for identity in Identity.objects.all()] == ["Klimatische"]
    Identity.objects.all().delete()
    file.load()
    assert (Identity.objects.get().name, Identity.objects.get().alliance_name) == ("Klimakreise", "Bündnis")


def test_there_is_one_alliance_even_if_its_slug_changes(loaded):
    loaded.change("slug: buendnis", "slug: neues-buendnis")
    loaded.load()
    assert [alliance.slug for alliance in Alliance.objects.all()] == ["neues-buendnis"]


def test_results_that_become_known_are_loaded(loaded):
    results = 'results: [{kind: agreement, text: "Wir erproben es.", group: rad, due: 2023-06}]'
    loaded.change("topic: mobilitaet, results: null", f"topic: mobilitaet, {results}")
    loaded.load()
    result = Circle.objects.get().results.get()
    assert (result.text, result.responsible.name, result.due.iso) == (
        "Wir erproben es.",
        "Radgruppe",
        "2023-06",
    )


def test_clock_times_may_stand_without_quotes(file):
    file.change('start: "15:00"\n    end: "18:00"', "start: 15:00\n    end: 18:00")
    file.load()
    session = Event.objects.get().sessions.get()
    assert (f"{session.start:%H:%M}", f"{session.end:%H:%M}") == ("15:00", "18:00")


def test_a_file_with_a_byte_order_mark_is_read(file):
    file.path.write_bytes(b"\xef\xbb\xbf" + file.path.read_bytes())
    assert file.load() == f"{ALL + 1} made, 0 updated, 0 left."


def released_titles(event):
    return list(ReleasedItem.objects.current().filter(release__event=event).values_list("title", flat=True))


def test_a_loaded_agenda_is_released_and_an_unchanged_file_releases_nothing_more(loaded):
    event = Event.objects.get()
    loaded.load()
    assert list(event.agenda_releases.values_list("number", "note")) == [(1, "Aus der Datei geladen.")]
    assert released_titles(event) == ["Begrüßung", "Vortrag"]


def test_a_changed_agenda_is_released_as_a_further_version(loaded):
    event = Event.objects.get()
    loaded.change('title: "Vortrag"', 'title: "Vortrag und Gespräch"')
    loaded.load()
    assert list(event.agenda_releases.values_list("number", flat=True)) == [2, 1]
    assert released_titles(event) == ["Begrüßung", "Vortrag und Gespräch"]


def test_what_the_planning_team_is_at_work_on_is_not_released_by_loading(loaded):
    event = Event.objects.get()
    event.agenda_items.filter(title="Begrüßung").update(title="Noch geheim")
    loaded.change('title: "Vortrag"', 'title: "Vortrag und Gespräch"')
    loaded.load()
    assert list(event.agenda_items.values_list("title", flat=True)) == ["Noch geheim", "Vortrag und Gespräch"]
    assert released_titles(event) == ["Begrüßung", "Vortrag"]

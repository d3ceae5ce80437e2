"""A planner writes an event on one page, looks at it as a draft, schedules it and publishes it."""

import datetime
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfWriter

from events.models import Event, Material
from klimakreise.publishing.models import Entry
from tests import make
from tests.typed import faults, part, typed

ADD = "/verwaltung/events/event/add/"


def change(event):
    return f"/verwaltung/events/event/{event.pk}/change/"


def slides(name="folien.pdf"):
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(file)
    return SimpleUploadedFile(name, file.getvalue(), "application/pdf")


def acts(thing):
    """What the journal says of a thing, oldest first."""
    rows = Entry.objects.filter(kind=thing._meta.label_lower, key=str(thing.pk)).order_by("pk")
    return list(rows.values_list("act", flat=True))


@pytest.fixture
def series(db):
    return make.series(slug="klimakreise", title="Klimakreise")


def test_a_planner_writes_previews_schedules_and_publishes_an_event(planner, visitor, series):
    make.event(series=series, number=2, slug="klimakreise-2")
    form = planner.get(ADD)
    assert form.context["adminform"].form["title"].value() == "3. Klimakreise"

    agenda = {
        "agenda_items-TOTAL_FORMS": 2,
        **part("agenda_items", 0, kind="intro", title="Begrüßung"),
        **part(
            "agenda_items", 1, kind="talk", title="Die Wärmeplanung", presenter="Umweltamt", start="18:15"
        ),
        "sessions-TOTAL_FORMS": 1,
        **part("sessions", 0, kind="main", start="18:00", end="20:30", place="Rathaus"),
    }
    saved = planner.post(ADD, typed(form, date="3.12.2026", format="onsite", _continue="1", **agenda))
    event = Event.objects.get(slug="klimakreise-3")
    assert saved.url == change(event)
    assert event.is_draft
    assert [(item.position, item.title) for item in event.agenda_items.all()] == [
        (1, "Begrüßung"),
        (2, "Die Wärmeplanung"),
    ]
    assert acts(event) == []

    talk = event.agenda_items.get(kind="talk")
    new = part("materials", 0, kind="slides", agenda_item=talk.pk, file=slides(), language="de", shown="on")
    new |= part("materials", 0, text_alternative="Wie die Stadt heizt.")
    planner.post(
        change(event), typed(planner.get(change(event)), _continue="1", **{"materials-TOTAL_FORMS": 1}, **new)
    )
    material = event.materials.get()
    assert material.agenda_item == talk
    assert not material.is_draft

    assert "Die Wärmeplanung" in planner.get(event.get_absolute_url()).content.decode()
    assert visitor.get(event.get_absolute_url()).status_code == 404
    assert visitor.get(material.get_absolute_url()).status_code == 404

    later = timezone.localtime() + datetime.timedelta(days=3)
    when = later.strftime("%Y-%m-%dT%H:%M")
    planner.post(change(event), typed(planner.get(change(event)), published_at=when, _save="publish"))
    event.refresh_from_db()
    assert event.is_scheduled
    assert visitor.get(event.get_absolute_url()).status_code == 404

    planner.post(change(event), typed(planner.get(change(event)), published_at="", _save="publish"))
    event.refresh_from_db()
    assert event.is_published
    assert acts(event) == ["scheduled", "published"]
    assert material.get_absolute_url() in visitor.get(event.get_absolute_url()).content.decode()


def test_saving_does_not_publish(planner, series):
    event = make.event(series=series, published_at=None)
    planner.post(change(event), typed(planner.get(change(event)), motto="Neu", _save="Sichern"))
    event.refresh_from_db()
    assert (event.motto, event.published_at) == ("Neu", None)
    assert acts(event) == []


def test_publishing_saves_what_was_typed(planner, series):
    event = make.event(series=series, published_at=None)
    planner.post(change(event), typed(planner.get(change(event)), motto="Neu", _save="publish"))
    event.refresh_from_db()
    assert event.motto == "Neu"
    assert event.is_published


def test_nothing_is_half_saved_when_publishing_is_refused(planner, series):
    event = make.event(series=series, published_at=None, motto="Alt")
    page = planner.post(
        change(event),
        typed(
            planner.get(change(event)),
            motto="Neu",
            capacity_kind="limited",
            _save="publish",
            **{"agenda_items-TOTAL_FORMS": 1},
            **part("agenda_items", 0, kind="talk", title="Vortrag", presenter="Umweltamt"),
        ),
    )
    assert list(faults(page)) == ["capacity"]
    event.refresh_from_db()
    assert (event.motto, event.published_at, event.agenda_items.count()) == ("Alt", None, 0)
    assert Entry.objects.count() == 0
    assert page.context["adminform"].form["motto"].value() == "Neu"
    assert "Umweltamt" in page.content.decode()


def test_a_change_of_what_is_published_stands_in_the_journal_once(planner, series):
    event = make.event(series=series)
    published_at = event.published_at
    planner.post(change(event), typed(planner.get(change(event)), motto="Neu"))
    planner.post(change(event), typed(planner.get(change(event))))
    event.refresh_from_db()
    assert acts(event) == ["changed"]
    assert event.published_at == published_at


def test_a_change_of_a_part_is_a_change_of_the_event(planner, series):
    event = make.event(series=series)
    event.sessions.create(kind="main", place="Rathaus")
    page = planner.get(change(event))
    planner.post(change(event), typed(page, **part("sessions", 0, place="Bücherei")))
    assert acts(event) == ["changed"]
    assert event.sessions.get().place == "Bücherei"


def test_a_withdrawn_event_is_a_draft_again(planner, visitor, series):
    event = make.event(series=series)
    planner.post(change(event), typed(planner.get(change(event)), _save="withdraw"))
    event.refresh_from_db()
    assert event.is_draft
    assert acts(event) == ["withdrawn"]
    assert visitor.get(event.get_absolute_url()).status_code == 404


def test_several_events_are_published_and_withdrawn_in_the_list(planner, series):
    events = [make.event(series=series, published_at=None) for _ in range(2)]
    chosen = {"_selected_action": [event.pk for event in events]}
    address = "/verwaltung/events/event/"
    planner.post(address, {"action": "publish_selected", **chosen})
    assert [acts(event) for event in events] == [["published"], ["published"]]
    planner.post(address, {"action": "withdraw_selected", **chosen})
    assert [event.is_draft for event in Event.objects.all()] == [True, True]


def test_the_list_says_in_words_how_events_stand(planner, series):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    make.event(series=series, title="Entwurf", published_at=None)
    make.event(series=series, title="Geplant", published_at=tomorrow)
    make.event(series=series, title="Draußen")
    make.event(series=series, title="Abgesagt").cancel("Die Referentin ist erkrankt.")
    page = planner.get("/en/verwaltung/events/event/").content.decode()
    standing = dict(re.findall(r'field-title"><a[^>]*>(.*?)</a>.*?field-standing">(.*?)</td>', page))
    assert standing["Entwurf"] == "draft"
    assert standing["Geplant"].startswith("scheduled for ")
    assert standing["Draußen"] == "published"
    assert standing["Abgesagt"] == "cancelled (published)"


def test_a_published_event_cannot_be_deleted_before_it_is_withdrawn(planner, series):
    event = make.event(series=series)
    make.material(event)
    delete = f"/verwaltung/events/event/{event.pk}/delete/"
    assert planner.get(delete).url == change(event)
    planner.post(delete, {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [event.pk], "post": "yes"}
    planner.post("/verwaltung/events/event/", chosen)
    assert Event.objects.count() == 1
    event.withdraw()
    planner.post(delete, {"post": "yes"})
    assert Event.objects.count() == 0


def test_a_published_material_is_not_deleted_with_a_tick(planner, series):
    event = make.event(series=series)
    material = make.material(event, title="Folien der Stadt")
    page = planner.post(change(event), typed(planner.get(change(event)), **part("materials", 0, DELETE="on")))
    assert "Folien der Stadt" in faults(page)["materials"][0]
    untick = typed(planner.get(change(event)), **part("materials", 0, shown=None))
    planner.post(change(event), untick)
    assert acts(material) == ["withdrawn"]
    planner.post(change(event), typed(planner.get(change(event)), **part("materials", 0, DELETE="on")))
    assert Material.objects.count() == 0


def test_an_empty_new_part_is_left_out_and_a_new_one_without_a_number_comes_last(planner, series):
    event = make.event(series=series)
    make.agenda_item(event, title="Erster", position=4)
    parts = {
        "agenda_items-TOTAL_FORMS": 3,
        **part("agenda_items", 1, kind="", title="", position="2"),
        **part("agenda_items", 2, kind="talk", title="Letzter", position=""),
    }
    planner.post(change(event), typed(planner.get(change(event)), **parts))
    assert list(event.agenda_items.values_list("title", "position")) == [("Erster", 4), ("Letzter", 5)]


def test_errors_stand_at_their_place_and_nothing_that_holds_one_is_folded(planner, series):
    event = make.event(series=series)
    parts = {
        "sessions-TOTAL_FORMS": 1,
        **part("sessions", 0, kind="main", start="20:00", end="18:00"),
        "support-TOTAL_FORMS": 1,
        **part("support", 0, kind="venue", supporter="", position=""),
        "materials-TOTAL_FORMS": 1,
        **part("materials", 0, kind="slides", title="Ohne alles", language="de"),
    }
    page = planner.post(change(event), typed(planner.get(change(event)), date="gestern", **parts))
    found = faults(page)
    assert set(found) == {"date", "sessions-0-end", "support-0-supporter", "materials-0-url"}
    for section in page.context["inline_admin_formsets"]:
        with_error = any(section.formset.errors) or section.formset.non_form_errors()
        assert not (with_error and section.is_collapsible)
    markup = page.content.decode()
    row = markup[markup.index('id="sessions-0"') : markup.index("sessions-0-start")]
    assert "<details open>" in row


def test_two_events_of_one_number_are_refused_at_the_number(planner, series):
    make.event(series=series, number=1)
    event = make.event(series=series, number=2)
    page = planner.post(change(event), typed(planner.get(change(event)), number=1))
    assert list(faults(page)) == ["number"]


def test_a_hostile_file_is_refused_at_its_field(planner, series):
    event = make.event(series=series)
    hostile = SimpleUploadedFile("folien.pdf", b"<script>alert(1)</script>", "application/pdf")
    parts = {"materials-TOTAL_FORMS": 1, **part("materials", 0, kind="slides", file=hostile, language="de")}
    page = planner.post(change(event), typed(planner.get(change(event)), **parts))
    assert list(faults(page)) == ["materials-0-file"]
    assert "Bitte nach dem Verbessern erneut auswählen: folien.pdf" in page.text
    assert ' accept=".pdf,.odp,.pptx,.png,.jpg,.jpeg,.webp,application/pdf,' in page.text
    long_name = SimpleUploadedFile(f"{'a' * 300}.pdf", slides().read(), "application/pdf")
    parts = {"materials-TOTAL_FORMS": 1, **part("materials", 0, kind="slides", file=long_name, language="de")}
    planner.post(change(event), typed(planner.get(change(event)), **parts))
    assert re.fullmatch(r"materials/[0-9a-f]{20}\.pdf", event.materials.get().file.name)


def test_slides_are_published_only_with_what_is_in_them_in_words(planner, series):
    event = make.event(series=series)
    filled = part("materials", 0, kind="slides", file=slides(), language="de", shown="on")
    parts = {"materials-TOTAL_FORMS": 1, **filled}
    page = planner.post(change(event), typed(planner.get(change(event)), **parts))
    assert list(faults(page)) == ["materials-0-text_alternative"]


def test_a_slug_is_made_by_itself_and_stays_free(planner, series):
    make.event(slug="klimakreise-3")
    planner.post(ADD, typed(planner.get(ADD), number=3, slug=""))
    assert Event.objects.filter(series=series).get().slug == "klimakreise-3-2"


def test_copying_makes_the_next_edition_without_what_belongs_to_that_day(planner, series):
    event = make.event(
        series=series,
        number=2,
        slug="klimakreise-2",
        title="2. Klimakreise",
        date="17.5.2022",
        purpose="Reden",
    )
    item = make.agenda_item(event, title="Vortrag", presenter="Umweltamt", position=1)
    make.material(event, agenda_item=item)
    make.circle(event)
    event.sessions.create(kind="main", start="18:00", place="Rathaus")
    copied = planner.post(reverse("admin:events_event_copy", args=[event.pk]))
    copy = Event.objects.get(slug="klimakreise-3")
    assert copied.url == change(copy)
    assert (copy.title, copy.number, copy.date, copy.purpose, copy.is_draft) == (
        "3. Klimakreise", 3, None, "Reden", True
    )  # fmt: skip
    assert list(copy.agenda_items.values_list("title", "presenter")) == [("Vortrag", "")]
    assert copy.sessions.get().place == "Rathaus"
    assert not copy.materials.exists()
    assert not copy.circles.exists()

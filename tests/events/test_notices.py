"""An event moves, is cancelled, or gets another agenda: the planning team sees whom it tells, and tells them once."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from events.announcing import announce
from events.models import Event, EventNotice, Session
from events.release import release_agenda
from klimakreise.publishing.models import AuditRecord
from tests import make
from tests.pages import plain, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening():
    """An event to come with somebody in each state."""
    event = make.meeting()
    Event.objects.filter(pk=event.pk).update(title="3. Kreis", date="2027-03-10")
    make.make(Session, event=event, start="18:00", place="Rathaus")
    for name, state in (("Platz", "confirmed"), ("Liste", "waiting"), ("Angebot", "offered")):
        make.registration(event, name=name, email=f"{name}@garten.example".lower(), state=state)
    make.registration(event, name="Offen", email="offen@garten.example", state="unconfirmed")
    make.registration(event, name="Weg", email="weg@garten.example", state="cancelled")
    make.registration(event, name="Ohne", email="", way="team")
    return Event.objects.get(pk=event.pk)


def page(event, what):
    return f"/verwaltung/events/event/{event.pk}/tell_{what}/"


def shown(response):
    return plain(response.content.decode())


def told():
    return sorted(each.to[0].partition("@")[0] for each in mail.outbox)


def send(planner, event, what, people=None, **fields):
    form = planner.get(page(event, what)).context["form"]
    people = form.initial["people"] if people is None else people
    data = {"seen": form.initial["seen"], "people": people, "send": "1", **fields}
    return planner.post(page(event, what), data, follow=True)


def test_cancelling_asks_whom_to_tell_and_shows_them(planner, evening):
    cancel = f"/verwaltung/events/event/{evening.pk}/cancel/"
    answer = planner.post(cancel, {"cancellation_reason": "Der Saal ist gesperrt."}, follow=True)
    assert page(evening, "cancelled") in answer.content.decode()
    assert mail.outbox == []
    asked = shown(planner.get(page(evening, "cancelled")))
    for line in ("Platz (bestätigt)", "Liste (auf der Warteliste)", "Angebot (Platz angeboten)"):
        assert line in asked
    assert "Offen" not in asked
    assert "Ohne E-Mail-Adresse, anders zu benachrichtigen: Ohne" in asked
    answer = send(planner, evening, "cancelled", note="Der neue Termin *folgt*.")
    assert "3 Mails sind unterwegs." in shown(answer)
    assert told() == ["angebot", "liste", "platz"]
    letter = mail.outbox[0]
    assert letter.subject == "Abgesagt: 3. Kreis"
    assert "findet nicht statt. Der Saal ist gesperrt.\n\nDer neue Termin *folgt*." in letter.body
    ((_name, calendar, kind),) = letter.attachments
    assert kind.endswith("method=CANCEL")
    assert "STATUS:CANCELLED" in calendar


def test_only_those_who_are_chosen_are_told_and_what_was_sent_is_kept(planner, planner_user, evening):
    person = evening.registrations.get(name="Liste")
    send(planner, evening, "moved", people=[person.pk])
    assert told() == ["liste"]
    assert "- 10. März 2027, ab 18:00\n- Rathaus" in mail.outbox[0].body
    notice = EventNotice.objects.get()
    assert (notice.what, notice.recipients, notice.by) == ("moved", 1, planner_user)
    assert "Eine Person wurde" in shown(planner.get(page(evening, "moved")))


def test_the_preview_shows_the_own_words_and_sends_nothing(planner, evening):
    form = planner.get(page(evening, "moved")).context["form"]
    answer = planner.post(
        page(evening, "moved"), {**form.initial, "note": "Bitte <b>pünktlich</b>.", "preview": "1"}
    )
    assert "Bitte <b>pünktlich</b>." in words(answer, "example")
    assert mail.outbox == []


def test_nobody_is_told_twice_by_a_second_click_and_nobody_without_a_choice(planner, evening):
    form = planner.get(page(evening, "moved")).context["form"]
    both = {**form.initial, "send": "1"}
    planner.post(page(evening, "moved"), both)
    again = planner.post(page(evening, "moved"), both)
    assert "Sie wurden gerade benachrichtigt." in shown(again)
    none = planner.post(page(evening, "moved"), {"seen": 1, "people": [], "send": "1"})
    assert "Bitte mindestens eine Person auswählen." in shown(none)
    assert len(mail.outbox) == 3


def test_very_many_are_told_together_without_a_tick_for_each(planner, evening, monkeypatch):
    monkeypatch.setattr("events.admin.announcing.MOST", 2)
    opened = planner.get(page(evening, "moved"))
    assert "An 3 Personen" in words(opened, "to-whom")
    assert 'name="people"' not in opened.text
    send(planner, evening, "moved", people=[])
    assert told() == ["angebot", "liste", "platz"]


def test_telling_leaves_a_line_in_the_audit_without_a_name(planner, evening):
    send(planner, evening, "moved", note="Gerda Garten kommt auch.")
    record = AuditRecord.objects.get(act="told")
    assert (record.key, record.title, record.detail) == (
        str(evening.pk),
        "3. Kreis",
        "Zeit oder Ort geändert: 3",
    )


def test_moving_the_event_in_its_form_leads_to_the_page(planner, evening):
    from tests.typed import typed

    address = f"/verwaltung/events/event/{evening.pk}/change/"
    data = typed(planner.get(address))
    assert (
        page(evening, "moved")
        not in planner.post(address, data, follow=True).content.decode().partition("<main")[0]
    )
    data = {**typed(planner.get(address)), "date": "17.03.2027"}
    answer = planner.post(address, {**data, "_continue": "1"}, follow=True)
    assert "Einige sind schon angemeldet" in shown(answer)


def test_a_new_agenda_is_told_to_those_with_a_place_if_the_team_ticks_it(planner, evening):
    item = make.agenda_item(evening, title="Vortrag")
    item.title = "Werkstatt"
    item.save()
    address = f"/verwaltung/events/event/{evening.pk}/release/"
    seen = planner.get(address).context["state"].fingerprint
    answer = planner.post(address, {"note": "Neu.", "seen": seen, "tell": "on"})
    assert answer.url == page(evening, "agenda")
    send(planner, evening, "agenda")
    assert told() == ["angebot", "platz"]
    assert "Werkstatt: geändert" in mail.outbox[0].body


def test_without_the_tick_a_release_tells_nobody(planner, evening):
    make.agenda_item(evening, released=False)
    release_agenda(evening, "Erste Fassung.")
    assert mail.outbox == []


@pytest.mark.parametrize("what", ["moved", "cancelled"])
def test_of_a_draft_nobody_is_told(planner, evening, what):
    if what == "cancelled":
        evening.cancel("Sturm.")
    evening.withdraw()
    assert planner.get(page(evening, what)).status_code == 302
    with pytest.raises(ValidationError):
        announce(evening, what, evening.registrations.all())
    assert mail.outbox == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_any_number_of_people(planner, django_assert_num_queries, count):
    event = make.meeting()
    for _number in range(count):
        make.registration(event)
    planner.get(page(event, "moved"))
    with django_assert_num_queries(12):
        planner.get(page(event, "moved"))

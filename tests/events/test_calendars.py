"""Calendars, read by another library than the one that writes them."""

import datetime

import pytest
import vobject
from django.utils import timezone

from events.models import Event, RegistrationTerms, Session
from klimakreise.publishing.history import gathered
from tests import make

pytestmark = pytest.mark.django_db

ALL, ONE = "/veranstaltungen/kalender.ics", "/veranstaltungen/kreis/kalender.ics"


@pytest.fixture
def circle():
    """An edition on a winter evening, online, with a get-together on site half a year later."""
    event = make.event(
        slug="kreis", title="3. Kreis", date="2026-12-01", motto="Dach, Wand; Heizung", format="online"
    )
    make.make(Session, event=event, position=1, start="18:00", end="20:30")
    make.make(
        Session,
        event=event,
        position=2,
        kind="networking",
        format="onsite",
        date="2027-07-01",
        start="18:00",
        place="Rathaus, Alter Markt 6",
    )
    return event


def read(browser, address):
    response = browser.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = vobject.readOne(response.content.decode())
    calendar.validate(raiseException=True)
    return calendar


def entries(browser, address):
    return read(browser, address).contents.get("vevent", [])


def in_utc(value):
    return f"{value.astimezone(datetime.UTC):%Y-%m-%d %H:%M}"


def test_an_event_has_an_entry_for_each_session_in_the_time_of_winter_and_summer(visitor, circle):
    winter, summer = entries(visitor, ONE)
    assert winter.summary.value == "3. Kreis (Hauptteil)"
    assert winter.contents["dtstart"][0].params["X-VOBJ-ORIGINAL-TZID"] == ["Europe/Berlin"]
    assert in_utc(winter.dtstart.value) == "2026-12-01 17:00"
    assert in_utc(winter.dtend.value) == "2026-12-01 19:30"
    assert in_utc(summer.dtstart.value) == "2027-07-01 16:00"
    assert "dtend" not in summer.contents  # nobody knows it
    assert summer.location.value == "Rathaus, Alter Markt 6"


def test_lay_people_read_in_the_entry_what_they_need(visitor, circle):
    make.make(RegistrationTerms, event=circle, online_room="https://raum.example/geheim")
    winter, _summer = entries(visitor, ONE)
    assert winter.location.value == "online"
    assert winter.description.value == (
        "Dach, Wand; Heizung\n"
        "Wer angemeldet ist, findet den Online-Raum auf der eigenen Anmeldeseite.\n"
        "Alles zur Veranstaltung: http://127.0.0.1:8000/veranstaltungen/kreis/"
    )
    assert winter.status.value == "CONFIRMED"


def test_a_day_without_an_hour_is_a_whole_day(visitor):
    make.event(slug="kreis", title="Kreis", date="2026-12-01")
    (only,) = entries(visitor, ONE)
    assert (only.dtstart.value, only.dtend.value) == (datetime.date(2026, 12, 1), datetime.date(2026, 12, 2))
    assert only.summary.value == "Kreis"
    assert "Die Uhrzeit steht noch nicht fest." in only.description.value


@pytest.mark.parametrize("date", ["2026-12", "2026", None])
def test_of_a_month_or_a_year_no_day_is_invented(visitor, date):
    event = make.event(slug="kreis", date=date)
    make.make(Session, event=event, start="18:00")
    assert entries(visitor, ONE) == []
    assert entries(visitor, ALL) == []
    assert ONE not in visitor.get("/veranstaltungen/kreis/").content.decode()


def test_a_moved_session_keeps_its_uid_and_its_number_grows(visitor, circle):
    before = entries(visitor, ONE)
    session = Session.objects.get(event=circle, position=1)
    session.start, session.end = "19:00", "21:00"
    session.save()
    after = entries(visitor, ONE)
    assert [each.uid.value for each in after] == [each.uid.value for each in before]
    assert len({each.uid.value for each in after}) == 2
    assert int(after[0].sequence.value) == int(before[0].sequence.value) + 1
    assert in_utc(after[0].dtstart.value) == "2026-12-01 18:00"


def test_a_change_by_loading_or_of_the_date_and_a_deleted_session_make_the_number_grow_too(visitor, circle):
    def number():
        return int(entries(visitor, ONE)[0].sequence.value)

    first = number()
    with gathered():
        event = Event.objects.get(pk=circle.pk)
        event.date = "2026-12-08"
        event.save()
    second = number()
    Session.objects.get(event=circle, position=2).delete()
    assert first < second < number()
    assert entries(visitor, ONE)[0].uid.value == entries(visitor, ALL)[0].uid.value


def test_the_same_state_is_the_same_bytes_and_answered_with_304(visitor, circle):
    first = visitor.get(ALL)
    assert visitor.get(ALL).content == first.content
    assert visitor.get(ALL, headers={"if-none-match": first["ETag"]}).status_code == 304
    Event.objects.get(pk=circle.pk).cancel("Sturm.")
    assert visitor.get(ALL, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_a_cancelled_event_says_so_instead_of_vanishing(visitor, circle):
    number = int(entries(visitor, ONE)[0].sequence.value)
    Event.objects.get(pk=circle.pk).cancel("Der Saal ist gesperrt.")
    calendar = read(visitor, ONE)
    entry = calendar.vevent_list[0]
    assert calendar.method.value == "CANCEL"
    assert (entry.status.value, entry.summary.value) == ("CANCELLED", "Abgesagt: 3. Kreis (Hauptteil)")
    assert "Diese Veranstaltung ist abgesagt: Der Saal ist gesperrt." in entry.description.value
    assert int(entry.sequence.value) > number
    everything = read(visitor, ALL)
    assert everything.method.value == "PUBLISH"
    assert [each.status.value for each in everything.vevent_list] == ["CANCELLED", "CANCELLED"]


def test_drafts_are_in_no_calendar_not_even_in_the_planning_teams(planner, circle):
    make.event(title="Entwurf", date="2026-12-02", published_at=None, slug="entwurf")
    make.event(title="Beispiel", date="2026-12-02", is_example=True, slug="beispiel")
    assert {each.summary.value.partition(" (")[0] for each in entries(planner, ALL)} == {"3. Kreis"}
    assert planner.get("/veranstaltungen/entwurf/kalender.ics").status_code == 404
    assert planner.get("/veranstaltungen/beispiel/kalender.ics").status_code == 200
    assert planner.get("/veranstaltungen/entwurf/").status_code == 200


def test_one_s_own_calendar_names_the_online_room_as_soon_as_it_is_shown(visitor):
    event = make.meeting(online_room="https://raum.example/geheim", room_shown_from=timezone.now())
    Event.objects.filter(pk=event.pk).update(format="online")
    own, waits = make.registration(event), make.registration(event, state="waiting")
    response = visitor.get(f"/anmeldung/{own.token}/kalender.ics")
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "strict-origin"
    (entry,) = vobject.readOne(response.content.decode()).vevent_list
    assert entry.location.value == "https://raum.example/geheim"
    assert own.token in entry.description.value
    assert entry.status.value == "CONFIRMED"
    public = entries(visitor, f"/veranstaltungen/{event.slug}/kalender.ics")[0]
    assert public.uid.value == entry.uid.value
    for_all = visitor.get(f"/veranstaltungen/{event.slug}/kalender.ics").content
    on_the_list = visitor.get(f"/anmeldung/{waits.token}/kalender.ics").content
    assert b"STATUS:TENTATIVE" in on_the_list
    assert b"raum.example" not in for_all + on_the_list
    event.registration_terms.room_shown_from = timezone.now() + datetime.timedelta(days=1)
    event.registration_terms.save()
    assert b"raum.example" not in visitor.get(f"/anmeldung/{own.token}/kalender.ics").content


def test_who_has_cancelled_sees_that_in_the_own_calendar_and_a_false_link_is_no_page(visitor):
    own = make.registration(make.meeting(), state="cancelled")
    assert b"STATUS:CANCELLED" in visitor.get(f"/anmeldung/{own.token}/kalender.ics").content
    assert visitor.get("/anmeldung/falsch/kalender.ics").status_code == 404


def test_english_pages_lead_to_an_english_calendar(visitor, circle):
    Event.objects.filter(pk=circle.pk).update(date=f"{timezone.localdate() + datetime.timedelta(days=3)}")
    assert (
        'href="/en/veranstaltungen/kreis/kalender.ics"'
        in visitor.get("/en/veranstaltungen/kreis/").content.decode()
    )
    assert 'href="/en/veranstaltungen/kalender.ics"' in visitor.get("/en/veranstaltungen/").content.decode()
    assert entries(visitor, f"/en{ONE}")[0].summary.value == "3. Kreis (main part)"
    own = make.registration(circle)
    assert (
        f'href="/anmeldung/{own.token}/kalender.ics"'
        in visitor.get(f"/anmeldung/{own.token}/").content.decode()
    )


@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_calendar_takes_four_queries_for_any_number_of_events(visitor, django_assert_num_queries, count):
    for _number in range(count):
        make.make(Session, event=make.event(date="2026-12-01"), start="18:00")
    visitor.get("/netiquette/")
    with django_assert_num_queries(4):
        assert len(entries(visitor, ALL)) == count

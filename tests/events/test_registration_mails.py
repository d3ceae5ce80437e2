"""What is written to people about their registration."""

import pytest
from django.core import mail
from django.utils import timezone

from events.telling import tell
from klimakreise.mailing.jobs import deliver
from klimakreise.mailing.models import Message
from tests import make

pytestmark = pytest.mark.django_db

JOBS = "klimakreise.jobs.backends.JobBackend"
SUBJECTS = {  # by mail: the state that it is about, and what stands above it
    "confirm": ("unconfirmed", "Bitte die Anmeldung bestätigen:", "Please confirm your registration:"),
    "confirmed": ("confirmed", "Angemeldet:", "Registered:"),
    "waiting": ("waiting", "Auf der Warteliste:", "On the waiting list:"),
    "offered": ("offered", "Ein Platz wird freigehalten:", "A place is free for you:"),
    "moved_up": ("confirmed", "Platz frei geworden:", "You have a place:"),
    "cancelled": ("cancelled", "Abgemeldet:", "Registration cancelled:"),
    "link": ("waiting", "Ihre Anmeldung:", "Your registration:"),
}


@pytest.mark.parametrize("what", SUBJECTS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_mail_says_what_it_is_about_in_the_language_of_the_form(what, language):
    state, german, english = SUBJECTS[what]
    registration = make.registration(make.meeting(), state=state, language=language, name="Gerda *Garten*")
    tell(what, [registration])
    (letter,) = mail.outbox
    assert letter.subject == f"{german if language == 'de' else english} {registration.event.title}"
    assert "Gerda *Garten*" in letter.body
    prefix = "" if language == "de" else "/en"
    own = f"{prefix}/anmeldung/{registration.token}/"
    assert (own in letter.body) == (what != "cancelled")
    assert registration.token not in str(list(Message.objects.values()))


def test_the_mail_says_the_place_on_the_list():
    event = make.meeting()
    make.registration(event, state="waiting")
    tell("waiting", [make.registration(event, state="waiting")])
    assert "auf Platz 2 der Warteliste" in mail.outbox[0].body


@pytest.mark.parametrize("what", SUBJECTS)
@pytest.mark.parametrize("change", ["draft", "other state"])
def test_what_is_no_longer_so_is_not_sent(what, change, settings):
    registration = make.registration(make.meeting(), state=SUBJECTS[what][0])
    at_once = settings.TASKS
    settings.TASKS = {"default": {**at_once["default"], "BACKEND": JOBS}}
    tell(what, [registration])
    settings.TASKS = at_once
    if change == "draft":
        registration.event.withdraw()
    else:
        others = {"unconfirmed", "cancelled"} - {registration.state}
        type(registration).objects.update(state=others.pop(), turn=None, offer_ends_at=None)
    deliver.enqueue()
    assert mail.outbox == []
    assert Message.objects.get().state == Message.State.DROPPED


def test_of_a_cancelled_event_only_the_own_page_is_told_of():
    event = make.meeting()
    registration = make.registration(event)
    event.cancelled_at, event.cancellation_reason = timezone.now(), "Sturm."
    event.save()
    tell("moved_up", [registration])
    assert mail.outbox == []
    tell("link", [registration])
    assert len(mail.outbox) == 1


def test_a_state_is_told_once_and_the_link_as_often_as_it_is_asked_for():
    registration = make.registration(make.meeting())
    for _time in range(2):
        tell("moved_up", [registration])
        tell("link", [registration], again=True)
    assert sorted(Message.objects.values_list("kind", flat=True)) == [
        "events/registration_link", "events/registration_link", "events/registration_moved_up",
    ]  # fmt: skip


def test_who_has_no_address_is_written_nothing():
    tell("moved_up", [make.registration(make.meeting(), email="", way="walk_in")])
    assert not Message.objects.exists()

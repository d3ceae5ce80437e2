"""Somebody registers on the site: form, mail, personal page, change of mind; and what nobody else may learn of it."""

import datetime
import re

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from events import places
from events.models import Registration
from klimakreise.accounts.limits import CountedUse
from klimakreise.mailing.models import Message
from klimakreise.publishing import humans
from tests import make
from tests.conftest import logged_in
from tests.pages import words

pytestmark = pytest.mark.django_db

JOBS = "klimakreise.jobs.backends.JobBackend"
GIVEN = {"name": "Gerda Garten", "email": "gerda@garten.example", "sector": "civil_society"}


@pytest.fixture
def event():
    return make.meeting()


@pytest.fixture
def mira():
    """The browser of Mira, whose account has confirmed her address."""
    person = make.person(email="mira@example.org", name="Mira Muster")
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    return logged_in(person)


@pytest.fixture(autouse=True)
def _answers_at_once(monkeypatch):
    monkeypatch.setattr("klimakreise.accounts.timing.AT_LEAST", 0)


def form(event):
    return f"/en/veranstaltungen/{event.slug}/anmeldung/"


def send(browser, event, after=60, headers=None, **fields):
    """Open the form, take some seconds to fill it in, and send it."""
    opened = browser.get(form(event)).context["human"]["opened"].value()
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=after), tick=False):
        return browser.post(form(event), {**GIVEN, "opened": opened, **fields}, **(headers or {}))


def own():
    return Registration.objects.get()


def page_of(registration):
    return f"/en/anmeldung/{registration.token}/"


def press(browser, registration, act):
    return words(browser.post(page_of(registration), {"act": act}, follow=True))


def test_a_newcomer_registers_confirms_changes_and_cancels(
    visitor, event, django_capture_on_commit_callbacks
):
    question = make.registration_question(event, label="Was mitbringen?", label_en="What will you bring?")
    assert "Register for the event" in words(visitor.get(f"/en/veranstaltungen/{event.slug}/"))
    with django_capture_on_commit_callbacks(execute=True):
        sent = send(visitor, event, **{f"question_{question.pk}": "Kuchen", "news": "on"})
    assert "One click is still missing" in words(visitor.get(sent.url))
    address = re.search(r"https?://[^/\s]+(/\S*anmeldung/\S+/)", mail.outbox[0].body)[1]
    page = words(visitor.get(address))
    assert "Confirm your registration" in page
    assert "What will you bring? Kuchen" in page
    assert "You have a place" in press(visitor, own(), "confirm")
    given = {"name": "Gerta", "photo": "on", f"question_{question.pk}": ""}
    page = words(visitor.post(f"{address}angaben/", given, follow=True))
    assert "Your changes are saved." in page
    assert "Gerta" in page
    assert "Kuchen" not in page
    changed = own()
    assert (changed.news_consent_at, bool(changed.photo_consent_at)) == (None, True)
    assert changed.email == "gerda@garten.example"
    assert "Your place goes to the next one" in words(visitor.get(f"{address}abmelden/"))
    assert own().state == "confirmed"
    assert "Your registration is cancelled" in words(visitor.post(f"{address}abmelden/", follow=True))
    assert own().state == "cancelled"


def test_to_open_the_link_changes_nothing_for_mail_scanners_do_it_too(visitor, event):
    send(visitor, event)
    for _time in range(2):
        visitor.get(page_of(own()))
        visitor.head(page_of(own()))
        visitor.get(f"{page_of(own())}abmelden/")
    assert own().state == "unconfirmed"


def test_no_consent_is_ticked_and_none_is_needed(visitor, event):
    page = visitor.get(form(event)).text
    assert 'name="news"' in page
    assert "checked" not in page
    send(visitor, event)
    assert (own().news_consent_at, own().photo_consent_at) == (None, None)


@pytest.mark.parametrize("state", ["confirmed", "waiting", "unconfirmed", "cancelled"])
def test_a_known_address_gets_the_same_answer_and_its_link_again(visitor, event, state):
    make.registration(event, email=GIVEN["email"], state=state)
    known = send(visitor, event, email="GERDA@garten.example")
    unknown = send(visitor, event, email="neu@garten.example")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert Registration.objects.count() == 2


def test_the_page_after_sending_says_nothing_of_anybody(visitor, event):
    send(visitor, event)
    page = visitor.get(f"{form(event)}gesendet/").text
    assert "gerda" not in page.lower()


def test_a_robot_that_fills_in_the_hidden_field_is_told_the_same_and_nothing_is_kept(visitor, event):
    sent = send(visitor, event, nickname="Robbie")
    assert sent.url == f"{form(event)}gesendet/"
    assert not Registration.objects.exists()


def test_nobody_fills_it_in_so_fast_and_nothing_typed_is_lost(visitor, event):
    page = send(visitor, event, after=humans.QUICKEST - 1)
    assert "That was very fast." in words(page)
    assert 'value="Gerda Garten"' in page.text
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": ""}, "This field is required."),
        ({"email": ""}, "This field is required."),
        ({"email": "gerda"}, "Enter a valid email address."),
        ({"sector": "royalty"}, "Select a valid choice."),
        ({"group": "999"}, "Select a valid choice."),
        ({"access_needs": "x" * 1001}, "Ensure this value has at most 1000 characters"),
        ({"name": "x" * 151}, "Ensure this value has at most 150 characters"),
    ],
)
def test_what_cannot_be_is_said_at_its_place_and_nothing_typed_is_lost(visitor, event, fields, told):
    page = send(visitor, event, **fields)
    assert page.status_code == 200
    assert told in words(page)
    assert f'value="{GIVEN["name"]}"' in page.text or "name" in fields
    assert not Registration.objects.exists()


def test_the_team_asks_what_it_wants_to_know_in_both_languages(visitor, event):
    choice = {"kind": "choice", "choices": ["Rad", "Bahn"], "choices_en": ["bike", "train"]}
    how = make.registration_question(
        event, label="Womit?", label_en="How will you come?", is_required=True, **choice
    )
    yes = make.registration_question(event, label="Essen?", label_en="Will you eat with us?", kind="yes_no")
    assert "This field is required." in words(send(visitor, event))
    send(visitor, event, **{f"question_{how.pk}": "Rad", f"question_{yes.pk}": "yes"})
    assert {each.question: each.text for each in own().answers.all()} == {how: "Rad", yes: "yes"}
    english = words(visitor.get(page_of(own())))
    assert "How will you come? bike" in english
    assert "Will you eat with us? yes" in english
    german = words(visitor.get(f"/anmeldung/{own().token}/"))
    assert "Womit? Rad" in german
    assert "Essen? ja" in german


def test_long_lists_of_answers_open(visitor, event):
    make.registration_question(event, kind="choice", choices=[f"Antwort {number}" for number in range(9)])
    assert visitor.get(form(event)).text.count("<option") == 1 + 1 + 6 + 1 + 9


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"opens_at": datetime.timedelta(days=1)}, "Registration opens on"),
        ({"closes_at": datetime.timedelta(days=-1)}, "Registration has been closed since"),
        ({"is_offered": False}, "One cannot register for this event on this site."),
    ],
)
def test_where_one_cannot_register_the_page_says_so_and_why(visitor, event, change, told):
    terms = event.registration_terms
    for name, value in change.items():
        moment = timezone.now() + value if isinstance(value, datetime.timedelta) else value
        setattr(terms, name, moment)
    terms.save()
    page = visitor.post(form(event), GIVEN)
    assert told in words(page)
    assert "<form" not in page.text.split("<main")[1]
    assert not Registration.objects.exists()
    link = "/anmeldung/" in visitor.get(f"/en/veranstaltungen/{event.slug}/").text
    assert not link


def test_nor_for_what_is_cancelled_over_or_a_draft(visitor, planner, event):
    event.cancel("Sturm.")
    assert "This event is cancelled Sturm." in words(visitor.get(form(event)))
    past = make.event(date="2022-05-17")
    assert "The event is over." in words(visitor.get(form(past)))
    event.reinstate()
    event.withdraw()
    assert visitor.get(form(event)).status_code == 404
    assert "This event is a draft." in words(planner.get(form(event)))


def test_when_all_places_are_taken_the_form_says_what_that_means(visitor):
    event = make.meeting(1)
    make.registration(event)
    assert "Whoever registers now comes onto the waiting list" in words(visitor.get(form(event)))
    event.registration_terms.has_waiting_list = False
    event.registration_terms.save()
    page = visitor.get(form(event))
    assert "All places are taken, and there is no waiting list." in words(page)
    assert 'name="email"' not in page.text


def test_whoever_waits_sees_the_place_on_the_list(visitor):
    event = make.meeting(1)
    make.registration(event)
    make.registration(event, state="waiting")
    waiting = make.registration(event, state="waiting")
    assert "Place 2 on the list." in words(visitor.get(page_of(waiting)))


def test_a_last_place_that_went_while_the_mail_was_read_is_said_so(visitor):
    event = make.meeting(1, has_waiting_list=False)
    late = make.registration(event, state="unconfirmed")
    make.registration(event)
    assert "All places are taken There is no waiting list." in press(visitor, late, "confirm")


def test_an_offer_is_accepted_or_declined(visitor):
    event = make.meeting(2, moving_up="offer")
    one, other = (make.registration(event, state="offered") for _number in range(2))
    assert "A place is free for you It is kept for you until" in words(visitor.get(page_of(one)))
    assert "You have a place" in press(visitor, one, "accept")
    assert "Your registration is cancelled" in press(visitor, other, "decline")


def test_a_place_that_was_offered_and_stayed_free_can_still_be_taken(visitor):
    event = make.meeting(1, moving_up="offer")
    own = make.registration(event, state="waiting", offer_lapsed_at=timezone.now())
    page = visitor.get(page_of(own))
    assert "A place is still free" in words(page)
    assert 'value="take"' in page.text
    assert "You have a place" in press(visitor, own, "take")
    too_late = make.registration(event, state="waiting", offer_lapsed_at=timezone.now())
    assert "You are on the waiting list" in words(visitor.get(page_of(too_late)))


def test_an_act_that_does_not_fit_does_nothing(visitor, event):
    confirmed = make.registration(event)
    for act in ("decline", "accept", "delete", ""):
        assert "You have a place" in press(visitor, confirmed, act)


def test_only_people_with_a_place_see_the_online_room_and_only_when_it_is_time(visitor):
    event = make.meeting(online_room="https://raum.example/geheim")
    confirmed = make.registration(event)
    others = [make.registration(event, state=state) for state in ("waiting", "unconfirmed", "cancelled")]
    assert "https://raum.example/geheim" in visitor.get(page_of(confirmed)).text
    for address in [*map(page_of, others), form(event), f"/en/veranstaltungen/{event.slug}/"]:
        assert "raum.example" not in visitor.get(address).text
    event.registration_terms.room_shown_from = timezone.now() + datetime.timedelta(hours=1)
    event.registration_terms.save()
    page = visitor.get(page_of(confirmed))
    assert "raum.example" not in page.text
    assert "The address of the online room appears here on" in words(page)


def test_the_personal_page_keeps_its_address_to_itself(visitor, event):
    token = make.registration(event).token
    for path in ("", "angaben/", "abmelden/"):
        page = visitor.get(f"/en/anmeldung/{token}/{path}")
        assert page["Referrer-Policy"] == "strict-origin"
        assert "no-store" in page["Cache-Control"]
        assert page["X-Robots-Tag"] == "noindex"
        assert visitor.get(f"/en/anmeldung/{token[:-1]}/{path}").status_code == 404


def test_the_personal_page_of_a_draft_is_not_there(visitor, event):
    registration = make.registration(event)
    event.withdraw()
    assert visitor.get(page_of(registration)).status_code == 404


def test_people_with_an_account_find_their_name_and_need_no_mail(mira, event):
    page = mira.get(form(event)).text
    assert 'value="Mira Muster"' in page
    assert 'value="mira@example.org"' in page
    answer = send(mira, event, name="Mira", email="mira@example.org")
    assert answer.url == page_of(own())
    assert "You have a place" in words(mira.get(answer.url))
    again = send(mira, event, name="Mira", email="mira@example.org")
    assert again.url == answer.url


def test_the_account_shows_what_one_is_registered_for_and_nothing_else(mira, event):
    make.registration(event, email="mira@example.org", state="waiting")
    make.registration(make.meeting(), email="jonas@example.org")
    cancelled = make.registration(make.meeting(), email="mira@example.org", state="cancelled")
    page = words(mira.get("/en/konto/"), "registrations")
    assert page.endswith(f"{event.title} on the waiting list")
    assert cancelled.event.title not in page
    event.withdraw()
    assert 'id="registrations"' not in mira.get("/en/konto/").text


def test_but_another_address_has_to_be_confirmed_and_shows_nothing(mira, event):
    other = make.registration(event, email="jonas@example.org")
    assert send(mira, event, email="jonas@example.org").url == f"{form(event)}gesendet/"
    assert send(mira, event, email="neu@example.org").url == f"{form(event)}gesendet/"
    assert other.user is None


def test_an_address_gets_six_mails_a_day_and_nobody_sees_that_in_the_answer(visitor, event):
    answers = [send(visitor, event).status_code for _number in range(8)]
    assert answers == [302] * 8
    assert Message.objects.count() == 6


def test_one_client_sends_sixty_forms_an_hour_and_the_next_one_others_are_not_hindered(visitor, event):
    send(visitor, event)
    CountedUse.objects.update(count=60)
    refused = send(visitor, event, email="neu@garten.example")
    assert refused.status_code == 429
    assert "Many registrations have come from your connection." in words(refused)
    other = send(visitor, event, email="neu@garten.example", headers={"REMOTE_ADDR": "192.0.2.7"})
    assert other.status_code == 302


@pytest.fixture
def _worker_elsewhere(settings):
    """Mails are sent by the worker, as in production, and not by the page."""
    settings.TASKS = {"default": {**settings.TASKS["default"], "BACKEND": JOBS}}


@pytest.mark.usefixtures("_worker_elsewhere")
@pytest.mark.parametrize("questions", [1, 3])
def test_to_register_takes_as_many_queries_however_much_is_asked(
    visitor, event, questions, django_assert_num_queries
):
    asked = [make.registration_question(event) for _number in range(questions)]
    group = make.group()
    opened = visitor.get(form(event)).context["human"]["opened"].value()
    given = {**GIVEN, "group": group.pk, "opened": opened, **{f"question_{each.pk}": "ja" for each in asked}}
    later = time_machine.travel(timezone.now() + datetime.timedelta(minutes=1), tick=False)
    with later, django_assert_num_queries(14):
        visitor.post(form(event), given)
    assert own().answers.count() == questions


@pytest.mark.usefixtures("_worker_elsewhere")
@pytest.mark.parametrize("others", [1, 3])
def test_to_confirm_takes_as_many_queries_however_many_have_registered(
    visitor, others, django_assert_num_queries
):
    event = make.meeting(9)
    for _number in range(others):
        make.registration(event)
    registration = make.registration(event, state="unconfirmed")
    visitor.get("/netiquette/")
    with django_assert_num_queries(15):
        visitor.post(page_of(registration), {"act": "confirm"})
    assert places.Places.of(event).taken == others + 1

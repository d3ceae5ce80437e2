"""In the room: people taking part ask, support each other's questions and take them back; hosts release and hide them."""

import re

import pytest
from django.test import Client

from circles.models import Facilitator
from klimakreise.dialogue.models import LiveQuestion, LiveSupport
from klimakreise.publishing.models import AuditRecord
from tests import make
from tests.conftest import logged_in
from tests.dialogue.live import do, place, seated, shown, stand, tag_of
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return make.live_room()


@pytest.fixture
def event(room):
    return room.event


@pytest.fixture
def ada(event):
    """The browser of Ada, who has registered by mail and has no account."""
    return seated(make.registration(event, name="Ada Beispiel"))


@pytest.fixture
def ben(event):
    return seated(make.registration(event, name="Ben Beispiel"))


def moderate(room):
    type(room).objects.filter(pk=room.pk).update(is_moderated=True)


def test_a_question_is_seen_by_the_others_without_a_name(ada, ben, event):
    page = do(ada, event, "ask", text="Wann kommt der Radweg?")
    assert "Your question is there." in page
    assert "your question" in page
    page = shown(ben, event)
    assert "Wann kommt der Radweg?" in page
    assert "Ada Beispiel" not in page


def test_whoever_wants_it_is_named(ada, ben, event):
    do(ada, event, "ask", text="Wann kommt der Radweg?", with_name="on")
    assert "Wann kommt der Radweg? Ada Beispiel" in shown(ben, event)


def test_a_question_that_is_moderated_waits_and_only_its_author_sees_it(ada, ben, planner, event, room):
    moderate(room)
    page = do(ada, event, "ask", text="Wann kommt der Radweg?")
    assert "A host looks at it before the others see it." in page
    assert "Wann kommt der Radweg? your question waits for a host" in page
    assert "Wann kommt" not in shown(ben, event)
    question = LiveQuestion.objects.get()
    do(planner, event, f"show {question.pk}", "leiten/")
    assert "Wann kommt der Radweg?" in shown(ben, event)


def test_one_supports_the_question_of_another_once(ada, ben, event, room):
    question = make.live_question(room, registration=make.registration(event))
    for _press in range(2):
        assert "1 supported" in do(ada, event, f"support {question.pk}")
    assert "2 supported" in do(ben, event, f"support {question.pk}")
    assert "1 support:" in do(ben, event, f"unsupport {question.pk}")
    assert LiveSupport.objects.count() == 1


def test_ones_own_question_needs_no_support_of_ones_own(ada, event):
    do(ada, event, "ask", text="Wann kommt der Radweg?")
    assert "That is not possible any more." in do(ada, event, f"support {LiveQuestion.objects.get().pk}")
    assert not LiveSupport.objects.exists()


def test_what_most_want_answered_comes_first(ada, event, room):
    for text in ("Erste?", "Zweite?"):
        make.live_question(room, text=text)
    do(ada, event, f"support {LiveQuestion.objects.get(text='Zweite?').pk}")
    page = shown(ada, event)
    assert page.index("Zweite?") < page.index("Erste?")


def test_one_withdraws_ones_own_question_and_nobody_elses(ada, ben, event):
    do(ada, event, "ask", text="Wann kommt der Radweg?")
    question = LiveQuestion.objects.get()
    do(ben, event, f"support {question.pk}")
    assert "That is not possible any more." in do(ben, event, f"withdraw {question.pk}")
    assert "Wann kommt" in shown(ben, event)
    assert "Wann kommt" not in do(ada, event, f"withdraw {question.pk}")
    assert not LiveQuestion.objects.exists()


def test_a_question_sent_twice_is_one(ada, event):
    for _press in range(2):
        do(ada, event, "ask", text="Wann  kommt der\nRadweg?")
    assert [question.text for question in LiveQuestion.objects.all()] == ["Wann kommt der Radweg?"]


def test_a_hidden_question_leaves_its_reason_to_its_author_alone(ada, ben, planner, event, room):
    do(ada, event, "ask", text="Wer ist hier dumm?")
    question = LiveQuestion.objects.get()
    page = words(
        planner.post(place(event, f"leiten/ausblenden/{question.pk}/"), {"reason": "Unhöflich."}, follow=True)
    )
    assert "Wer ist hier dumm?" in page
    assert "Unhöflich." in shown(ada, event)
    assert "dumm" not in shown(ben, event)
    assert AuditRecord.objects.get(act="hidden").detail == "Unhöflich."


def test_without_a_reason_nothing_is_hidden(planner, event, room):
    question = make.live_question(room)
    page = words(planner.post(place(event, f"leiten/ausblenden/{question.pk}/"), {"reason": " "}))
    assert "This field is required." in page
    assert LiveQuestion.objects.get().state == "shown"


def test_an_answered_question_moves_down_and_cannot_be_supported(ada, planner, event, room):
    question = make.live_question(room)
    do(planner, event, f"answered {question.pk}", "leiten/")
    page = do(ada, event, f"support {question.pk}")
    assert "That is not possible any more." in page
    assert "All questions are answered. Answered Wann kommt der Radweg?" in page


def test_an_account_with_a_confirmed_registration_takes_part_without_a_link(participant, event):
    mira = participant.session["_auth_user_id"]
    assert "Your account has no confirmed registration for this event." in shown(participant, event)
    make.registration(event, user_id=mira, state="waiting", email="mira@example.org")
    assert "no confirmed registration" in shown(participant, event)
    event.registrations.update(state="confirmed")
    assert "Ask a question" in shown(participant, event)


def test_visitors_learn_how_to_take_part_and_read_nothing(visitor, event, room):
    make.live_question(room, registration=make.registration(event, name="Ada Beispiel"), name="Ada Beispiel")
    page = visitor.get(place(event))
    assert "open the personal link in the mail" in words(page)
    assert "Radweg" not in words(page)
    assert not page.cookies
    assert "Radweg" not in stand(visitor, event).content.decode()
    assert visitor.post(place(event), {"do": "ask", "text": "Darf ich?"}).status_code == 403


@pytest.mark.parametrize("state", ["unconfirmed", "waiting", "offered", "cancelled"])
def test_only_a_confirmed_registration_opens_the_door(visitor, event, state):
    registration = make.registration(event, state=state)
    page = visitor.post(f"/en/anmeldung/{registration.token}/live/")
    assert "That takes a confirmed registration." in words(page)
    assert not page.cookies.get(f"live-{event.slug}")


def test_a_cancelled_registration_takes_part_no_longer(event):
    registration = make.registration(event)
    browser = seated(registration)
    assert "Ask a question" in shown(browser, event)
    event.registrations.update(state="cancelled")
    assert "Ask a question" not in shown(browser, event)


def test_the_cookie_is_of_one_event_and_cannot_be_made_up(ada, event):
    other = make.live_room()
    value = ada.cookies[f"live-{event.slug}"]
    assert value["httponly"]
    assert value["samesite"] == "Lax"
    ada.cookies[f"live-{other.event.slug}"] = value.value
    assert "Ask a question" not in shown(ada, other.event)
    forged = Client()
    forged.cookies[f"live-{event.slug}"] = "1:1u8b2f:wTm0-a"
    assert "Ask a question" not in shown(forged, event)


def test_the_link_into_the_room_shows_a_button_and_stays_secret(visitor, event):
    registration = make.registration(event, name="Ada Beispiel")
    page = visitor.get(f"/en/anmeldung/{registration.token}/live/")
    assert "As Ada Beispiel" in words(page)
    assert page["Referrer-Policy"] == "strict-origin"
    assert page["Cache-Control"] == "private, no-store"
    assert registration.token not in page.content.decode().replace(f"/anmeldung/{registration.token}/", "")
    own = visitor.get(f"/en/anmeldung/{registration.token}/")
    assert "Take part live" in words(own)


def test_a_prepared_and_an_ended_room_take_no_questions(event, room):
    browser = seated(make.registration(event))
    for state, sentence in (("prepared", "The room is not open yet."), ("ended", "The room is ended")):
        type(room).objects.update(state=state)
        assert sentence in shown(browser, event)
        page = do(browser, event, "ask", text="Noch eine Frage?")
        assert "Questions cannot be asked any more." in page
        assert "Noch eine Frage?" in page
    assert not LiveQuestion.objects.exists()


def test_a_cancelled_event_has_a_closed_room(ada, event, room):
    question = make.live_question(room)
    event.cancel("Hochwasser.")
    assert "Hochwasser." in shown(ada, event)
    assert "That is not possible any more." in do(ada, event, f"support {question.pk}")
    assert "Ask a question" not in shown(ada, event)


def test_the_room_of_a_draft_is_not_found(ada, planner, event):
    event.withdraw()
    assert ada.get(place(event)).status_code == 404
    assert stand(ada, event).status_code == 404
    assert "Live" in shown(planner, event)


def test_many_questions_in_a_short_time_are_too_many_and_nothing_typed_is_lost(ada, event):
    for number in range(5):
        do(ada, event, "ask", text=f"Frage {number}?")
    page = ada.post(place(event), {"do": "ask", "text": "Frage 6?"})
    assert page.status_code == 429
    assert "Frage 6?" in words(page)
    assert LiveQuestion.objects.count() == 5


@pytest.mark.parametrize(
    "typed",
    [{"text": ""}, {"text": "x" * 501}, {"text": "a\x00b"}],
)
def test_what_cannot_be_asked_is_said_at_its_place(ada, event, typed):
    page = ada.post(place(event), {"do": "ask", **typed})
    assert page.status_code == 200
    assert "kern-form-input--error" in page.content.decode()
    assert not LiveQuestion.objects.exists()


@pytest.mark.parametrize(
    "verb", ["", "support", "support x", "support 99999999999999999999", "vote ٣", "löschen 1"]
)
def test_a_senseless_button_does_nothing(ada, event, room, verb):
    make.live_question(room)
    assert "Wann kommt" in do(ada, event, verb)
    assert not LiveSupport.objects.exists()


def test_a_script_in_a_question_is_text(ada, ben, planner, event):
    do(ada, event, "ask", text="<script>alert(1)</script>")
    for page in (
        ben.get(place(event)),
        planner.get(place(event, "leiten/")),
        planner.get(place(event, "leinwand/")),
    ):
        assert "<script>alert" not in page.content.decode()
        assert "<script>alert(1)</script>" in words(page)


def test_what_is_new_costs_one_query_until_something_has_changed(
    ada, ben, event, room, django_assert_num_queries
):
    tag = tag_of(ada.get(place(event)))
    with django_assert_num_queries(1):
        answer = stand(ada, event, tag)
    assert (answer.status_code, answer.content) == (304, b"")
    do(ben, event, "ask", text="Wann kommt der Radweg?")
    answer = stand(ada, event, tag)
    assert answer.status_code == 200
    assert "Wann kommt der Radweg?" in answer.content.decode()
    assert stand(ada, event, answer["ETag"]).status_code == 304


def test_what_is_kept_for_many_readers_has_the_marks_of_each(ada, ben, event, room):
    mine, other = make.live_question(room, text="Erste?"), make.live_question(room, text="Zweite?")
    poll = make.live_poll(room)
    yes = poll.options.get(label="Ja")
    do(ada, event, f"vote {poll.pk}", **{f"poll-{poll.pk}": yes.pk})
    do(ada, event, f"support {mine.pk}")
    do(ben, event, f"support {other.pk}")
    do(ada, event, "speak")
    for browser, support, is_ada in ((ada, mine, True), (ben, other, False)) * 2:
        page = stand(browser, event).content.decode()
        assert re.findall(r'value="(unsupport \d+)"', page) == [f"unsupport {support.pk}"]
        assert (f'id="option-{yes.pk}" checked' in page) is is_ada
        assert ("(you)" in page) is is_ada


def test_what_one_reader_knows_is_not_what_another_knows(ada, ben, event):
    assert stand(ben, event, tag_of(ada.get(place(event)))).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_for_one_and_three_of_all(
    ada, event, room, number, django_assert_num_queries
):
    for count in range(number):
        make.live_question(room, text=f"Frage {count}?")
        room.turns.create(registration=make.registration(event))
        make.live_poll(room, labels=[f"Antwort {each}" for each in range(number + 1)])
    shown(ada, event)
    with django_assert_num_queries(3):
        stand(ada, event)
    with django_assert_num_queries(4):
        shown(ada, event)


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_of_a_host_take_the_same_queries_too(
    planner, event, room, number, django_assert_num_queries
):
    for count in range(number):
        make.live_question(room, text=f"Frage {count}?")
        room.turns.create(registration=make.registration(event))
        make.live_poll(room, labels=[f"Antwort {each}" for each in range(number + 1)])
    shown(planner, event, "leiten/")
    with django_assert_num_queries(7):
        shown(planner, event, "leiten/")
    with django_assert_num_queries(8):
        shown(planner, event, "leinwand/")


def test_whoever_facilitates_a_circle_of_the_event_hosts_too(event, room):
    circle = make.circle(event)
    person = make.person()
    make.make(Facilitator, user=person, circle=circle)
    host = logged_in(person)
    question = make.live_question(room, state="waiting")
    assert "Host this room" in shown(host, event)
    assert "Wann kommt der Radweg?" in shown(host, event, "leiten/")
    do(host, event, f"show {question.pk}", "leiten/")
    assert LiveQuestion.objects.get().state == "shown"
    elsewhere = make.live_room()
    assert host.get(place(elsewhere.event, "leiten/")).status_code == 404


@pytest.mark.parametrize(
    "page", ["leiten/", "leinwand/", "leiten/ende/", "leiten/einstellungen/", "leiten/abstimmung/"]
)
def test_whoever_takes_part_does_not_host(ada, participant, event, page):
    assert ada.get(place(event, page)).status_code == 302
    assert participant.get(place(event, page)).status_code == 404
    assert participant.post(place(event, page), {"do": "begin"}).status_code in {404, 405}


def test_a_form_from_elsewhere_is_refused(event):
    registration = make.registration(event)
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(f"/en/anmeldung/{registration.token}/live/").status_code == 403
    browser.cookies = seated(registration).cookies
    assert browser.post(place(event), {"do": "ask", "text": "Von woanders?"}).status_code == 403
    assert not LiveQuestion.objects.exists()


def test_a_walk_in_without_a_mail_takes_part_by_the_code_at_the_entrance(planner, event, ben):
    """The code holds the personal page; from there a button leads into the room, under the name given at the entrance."""
    address = f"/en/verwaltung/events/event/{event.pk}/entrance/"
    assert "Spontane Susi: here" in words(
        planner.post(address, {"walk_in": "1", "name": "Spontane Susi"}, follow=True)
    )
    susi = event.registrations.get(way="walk_in")
    browser = Client()
    assert "Take part live" in words(browser.get(susi.get_absolute_url()))
    browser = seated(susi)
    do(browser, event, "ask", text="Darf ich spontan fragen?", with_name="on")
    page = shown(ben, event)
    assert "Darf ich spontan fragen?" in page
    assert "Spontane Susi" in page

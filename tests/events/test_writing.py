"""The planning team writes to people it has chosen: it sees whom and how, and each gets one mail in their language."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from events import registering
from events.models import EventMessage
from events.writing import write_to
from klimakreise.mailing.letters import compose
from klimakreise.mailing.models import Message
from klimakreise.mailing.sealing import seal
from klimakreise.publishing.models import AuditRecord
from tests import make
from tests.pages import words

pytestmark = pytest.mark.django_db

LIST = "/en/verwaltung/events/registration/"
PAGE = f"{LIST}message/"
WORDS = {
    "subject": "Neues für {name}",
    "text": "Hallo {name}, {veranstaltung} *beginnt* früher.\n\n{anmeldung}",
}


@pytest.fixture
def event():
    """An event to come with somebody in each state."""
    event = make.meeting()
    for name, state in [
        ("Anna", "confirmed"),
        ("Bert", "waiting"),
        ("Cleo", "unconfirmed"),
        ("Dora", "cancelled"),
    ]:
        make.registration(event, name=name, email=f"{name.lower()}@garten.example", state=state)
    make.registration(event, name="Emil", email="", way="team")
    make.registration(make.meeting(), name="Nora Nichthier")
    return event


def looked_at(planner, event, given=WORDS, **filters):
    """(address, what a browser sends) after the preview of these words."""
    address = f"{PAGE}?event={event.pk}" + "".join(f"&{name}={value}" for name, value in filters.items())
    first = planner.get(address)
    data = {**given, "key": first.context["form"]["key"].value(), "preview": "1"}
    page = planner.post(address, data)
    return address, page, {**data, "seen": page.context["seen"]}


def send(planner, event, given=WORDS, **filters):
    address, _page, data = looked_at(planner, event, given, **filters)
    return planner.post(address, {**data, "send": "1"}, follow=True)


def told():
    return sorted(each.to[0].partition("@")[0] for each in mail.outbox)


def test_those_ticked_in_the_list_are_those_it_goes_to(planner, event):
    anna, bert = event.registrations.get(name="Anna"), event.registrations.get(name="Bert")
    ticked = {"action": "write", "index": "0", "select_across": "0", "_selected_action": [anna.pk, bert.pk]}
    page = planner.post(f"{LIST}?event={event.pk}", ticked, follow=True)
    assert [each.name for each in page.context["people"]] == ["Anna", "Bert"]
    one = planner.post(f"{LIST}?event={event.pk}", {**ticked, "_selected_action": [bert.pk]}, follow=True)
    assert "To one person" in words(one, "to-whom")
    assert "Bert (on the waiting list)" in words(one, "to-whom")


def test_or_all_that_the_filters_find(planner, event):
    everybody = {"action": "write", "index": "0", "select_across": "1", "_selected_action": ["1"]}
    page = planner.post(f"{LIST}?event={event.pk}&state__exact=waiting", everybody, follow=True)
    assert [each.name for each in page.context["people"]] == ["Bert"]
    assert [each.name for each in planner.get(f"{PAGE}?event={event.pk}").context["people"]] == [
        "Anna",
        "Bert",
    ]


def test_who_cannot_be_written_to_is_named_with_the_reason(planner, event):
    page = words(planner.get(f"{PAGE}?event={event.pk}"), "left-out")
    for line in (
        "3 people get no mail",
        "Cleo (address not confirmed)",
        "Dora (cancelled)",
        "Emil (no e-mail address)",
    ):
        assert line in page
    nobody = planner.get(f"{PAGE}?event={event.pk}&state__exact=unconfirmed")
    assert "Nobody of those chosen can be written to." in words(nobody)
    assert "<textarea" not in nobody.text


def test_the_preview_shows_the_mail_of_one_person_without_their_secret_and_sends_nothing(planner, event):
    _address, page, _data = looked_at(planner, event)
    shown = words(page, "example-de")
    assert "How it reads for Anna" in shown
    assert f"Neues für Anna Hallo Anna, {event.title} *beginnt* früher. Zur eigenen Anmeldung" in shown
    assert event.registrations.get(name="Anna").token not in page.text
    assert "Send 2 mails" in page.text
    assert mail.outbox == []


def test_everybody_gets_one_mail_with_their_own_name_and_link_and_the_audit_knows_how_many(
    planner, planner_user, event
):
    page = send(planner, event)
    assert "2 mails are on their way." in page.text
    assert told() == ["anna", "bert"]
    letter = next(each for each in mail.outbox if each.to == ["anna@garten.example"])
    assert letter.subject == "Neues für Anna"
    assert f"/anmeldung/{event.registrations.get(name='Anna').token}/" in letter.body
    kept = EventMessage.objects.get()
    assert (kept.recipients, kept.by, kept.subject) == (2, planner_user, "Neues für {name}")
    record = AuditRecord.objects.get(act="told")
    assert (record.key, record.title, record.detail) == (
        str(event.pk),
        event.title,
        "Nachricht an Angemeldete: 2",
    )
    assert "Sent before" in words(planner.get(f"{PAGE}?event={event.pk}"))


def test_a_second_click_sends_nothing_more_and_says_the_same(planner, event):
    address, _page, data = looked_at(planner, event)
    for _click in range(2):
        page = planner.post(address, {**data, "send": "1"}, follow=True)
        assert "2 mails are on their way." in page.text
    assert len(mail.outbox) == Message.objects.filter(kind="events/message").count() == 2
    send(planner, event)
    assert len(mail.outbox) == 4, "the same words in a new form are another message"


def test_who_comes_between_preview_and_sending_is_shown_first(planner, event):
    address, _page, data = looked_at(planner, event)
    make.registration(event, name="Zoe")
    page = planner.post(address, {**data, "send": "1"})
    assert "Meanwhile the people are others" in words(page)
    assert "3 people" in words(page, "to-whom")
    assert mail.outbox == []
    planner.post(address, {**data, "seen": page.context["seen"], "send": "1"})
    assert len(mail.outbox) == 3


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"text": "Hallo {vorname}"}, "text", "There is no placeholder {vorname}. Possible are: {name},"),
        ({"subject": "Hallo {platz}"}, "subject", "There is no placeholder {platz}."),
        ({"text_en": "Hello {", "subject_en": "Hi"}, "text_en", "is part of no placeholder"),
        ({"subject": ""}, "subject", "This field is required."),
        ({"subject_en": "Hi"}, "__all__", "Give a subject and a text in English, or neither."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(planner, event, wrong, field, said):
    given = {**WORDS, **wrong}
    page = send(planner, event, given)
    assert said in page.context["form"].errors[field][0]
    assert {name: page.context["form"][name].value() for name in given} == given
    assert mail.outbox == []


def test_who_gets_mails_in_english_gets_the_english_words_if_there_are_some(planner, event):
    event.registrations.filter(name="Bert").update(language="en")
    english = {"subject_en": "News for {name}", "text_en": "Hello {name}\n\n{anmeldung}"}
    _address, page, _data = looked_at(planner, event, {**WORDS, **english})
    assert "News for Bert Hello Bert To your registration" in words(page, "example-en")
    send(planner, event, {**WORDS, **english})
    assert sorted(each.subject for each in mail.outbox) == ["Neues für Anna", "News for Bert"]
    mail.outbox.clear()
    send(planner, event)
    assert sorted(each.subject for each in mail.outbox) == ["Neues für Anna", "Neues für Bert"]
    assert all("Zur eigenen Anmeldung" in each.body for each in mail.outbox)


def test_also_of_a_cancelled_event_but_not_of_a_draft(planner, event):
    event.cancel("Sturm.")
    send(planner, event)
    assert told() == ["anna", "bert"]
    event.withdraw()
    page = send(planner, event)
    assert "The event is a draft: nobody gets a mail about it." in words(page)
    assert len(mail.outbox) == 2


def test_who_cancels_before_the_mail_goes_gets_none(event):
    anna = event.registrations.get(name="Anna")
    message = make.make(EventMessage, event=event, key="a", recipients=1, **WORDS)
    row = Message(kind="events/message", about=anna.pk, language="de", recipient=anna.email)
    row.sealed = seal({"message": message.pk})
    assert compose(row).subject == "Neues für Anna"
    registering.cancel(anna)
    assert compose(row) is None


def test_only_people_of_the_event_can_be_chosen_and_nonsense_leads_back(planner, city, event):
    other = make.registration(make.meeting(), name="Olaf Andernorts")
    page = planner.get(f"{PAGE}?event={event.pk}&id__in={other.pk}")
    assert page.context["people"] == []
    for nonsense in ("?event=x", f"?event={event.pk}&id__in=abc", f"?event={event.pk}&turn=x"):
        assert planner.get(f"{PAGE}{nonsense}").url == LIST
    assert planner.get(f"{LIST}export/?event={event.pk}&turn=x").url == LIST
    assert "Anna" not in city.get(f"{PAGE}?event={event.pk}", follow=True).text
    with pytest.raises(ValidationError):
        write_to(event.registrations.filter(name="Cleo"), EventMessage(event=event, key="a", **WORDS))


@pytest.mark.parametrize("count", [1, 3])
def test_writing_to_many_costs_no_more_queries(planner, django_assert_num_queries, count):
    event = make.meeting()
    for _number in range(count):
        make.registration(event)
    planner.get(LIST)
    with django_assert_num_queries(15):
        planner.get(f"{PAGE}?event={event.pk}")

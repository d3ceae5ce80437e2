"""The planning team's own words in mails: what they may hold, how they are seen before, what arrives."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from events import registering
from events.mail_words import start_text
from events.models import Event, EventMailText, Reminder, Session
from events.telling import tell
from tests import make
from tests.pages import words

pytestmark = pytest.mark.django_db
ADD = "/verwaltung/events/eventmailtext/add/"


@pytest.fixture
def evening():
    event = make.meeting()
    Event.objects.filter(pk=event.pk).update(date="2027-03-10", title="3. Kreis")
    make.make(Session, event=event, start="18:00", place="Rathaus")
    return Event.objects.get(pk=event.pk)


def own(event, **fields):
    return make.make(
        EventMailText,
        event=event,
        **{"kind": "confirmed", "subject": "Dabei, {name}!", "text": "Bis dann.", **fields},
    )


def test_what_the_team_wrote_arrives_with_the_placeholders_filled_in(evening):
    own(evening, text="{name}, {veranstaltung} ist am {wann}, {ort}.\n\n{anmeldung}\n\n[Mehr](<{seite}>)")
    person = make.registration(evening, name="Gerda *Garten*", email="gerda@garten.example")
    tell("confirmed", [person])
    (letter,) = mail.outbox
    assert letter.subject == "Dabei, Gerda *Garten*!"
    assert letter.body.startswith(
        "Gerda *Garten*, 3. Kreis ist am 10. März 2027, ab 18:00, Rathaus.\n\n"
        f"Zur eigenen Anmeldung: http://127.0.0.1:8000/anmeldung/{person.token}/\n\n"
        f"Mehr: http://127.0.0.1:8000/veranstaltungen/{evening.slug}/"
    )


def test_a_name_is_shown_as_it_is_and_never_read_as_a_placeholder_or_as_html(evening):
    own(evening, text="Hallo {name}")
    tell(
        "confirmed",
        [make.registration(evening, name="{anmeldung} {{ 7|add:1 }} <b>[x](http://boese.example)")],
    )
    (letter,) = mail.outbox
    assert letter.body.startswith("Hallo {anmeldung} {{ 7|add:1 }} <b>[x](http://boese.example)")
    html = letter.alternatives[0].content
    assert "&lt;b&gt;" in html
    assert 'href="http://boese.example"' not in html


def test_other_events_other_kinds_and_other_languages_keep_the_usual_words(evening):
    own(evening)
    tell("confirmed", [make.registration(make.meeting()), make.registration(evening, language="en")])
    tell("waiting", [make.registration(evening, state="waiting")])
    assert [each.subject for each in mail.outbox if "Dabei" in each.subject] == []
    assert len(mail.outbox) == 3


def test_the_link_that_is_sent_again_comes_in_the_words_of_the_team_too(evening):
    own(evening, kind="link", text="Hier: {anmeldung}")
    person = make.registration(evening)
    tell("link", [person], again=True)
    assert person.token in mail.outbox[0].body.partition("Hier: ")[2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Hallo {vorname}",
            "Den Platzhalter {vorname} gibt es nicht. Möglich sind: {name}, {veranstaltung}, {wann}, {ort}",
        ),
        ("Hallo {name", "Eine geschweifte Klammer „{“ gehört zu keinem Platzhalter."),
        ("Hallo {{ name }}", "Eine geschweifte Klammer „{“ gehört zu keinem Platzhalter."),
        ("Hallo name}", "Eine geschweifte Klammer „}“ gehört zu keinem Platzhalter."),
        ("{% include 'x' %}", "Den Platzhalter {% include 'x' %} gibt es nicht."),
        ("Platz {platz}", "Den Platzhalter {platz} gibt es nicht."),
    ],
)
def test_what_is_no_placeholder_is_an_error_at_the_field_that_names_those_there_are(
    planner, evening, text, said
):
    sent = {"event": evening.pk, "kind": "confirmed", "language": "de", "subject": "Ja", "text": text}
    page = planner.post(ADD, sent)
    assert page.context["adminform"].form.errors.keys() == {"text"}
    assert any(said in each for each in page.context["adminform"].form.errors["text"])
    assert EventMailText.objects.count() == 0
    assert text in page.context["adminform"].form["text"].value()


def test_a_place_on_the_list_is_a_placeholder_where_there_is_one(evening):
    own(evening, kind="waiting", text="Platz {platz}.").full_clean()
    with pytest.raises(ValidationError):
        own(evening, kind="offered", text="Platz {platz}.").full_clean()
    tell("waiting", [make.registration(evening, state="waiting")])
    assert mail.outbox[0].body.startswith("Platz 1.")


@pytest.mark.parametrize("language", EventMailText.Language)
@pytest.mark.parametrize("kind", EventMailText.Kind)
def test_the_usual_words_are_the_start_and_may_be_saved_as_they_are(evening, kind, language):
    subject, text = start_text(kind, language)
    EventMailText(event=evening, kind=kind, language=language, subject=subject, text=text).full_clean()
    assert "{name}" in text
    assert "\\" not in subject + text


def test_the_form_begins_with_the_usual_words_shows_an_example_and_sends_it(planner, planner_user, evening):
    page = planner.get(f"{ADD}?event={evening.pk}&kind=confirmed&language=de")
    assert page.context["adminform"].form["text"].value() == start_text("confirmed", "de")[1]
    text = own(evening, text="Hallo {name}, {wann}.")
    address = f"/verwaltung/events/eventmailtext/{text.pk}/"
    assert "Dabei, Mira Muster! Hallo Mira Muster, 10. März 2027, ab 18:00." in words(
        planner.get(f"{address}change/"), "example-de"
    )
    assert planner.post(f"{address}test/").status_code == 302
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([planner_user.email], "Dabei, Mira Muster!")


@pytest.mark.parametrize("address", [ADD, "/verwaltung/events/reminder/add/"])
def test_the_placeholders_and_what_they_stand_for_stand_below_the_text_always(planner, evening, address):
    text, reminder = own(evening), make.make(Reminder, event=evening)
    changed = text if "eventmailtext" in address else reminder
    wrong = {"text": "{falsch}", "subject": "Ja"}
    for page in (
        planner.get(address),
        planner.post(address, wrong),
        planner.get(address.replace("add/", f"{changed.pk}/change/")),
    ):
        assert "{wann} Tag und Uhrzeit {ort}" in words(page, "placeholders")
        assert ("{warum}" in words(page, "placeholders")) == (changed is text)


def test_a_reminder_shows_how_it_reads_in_both_languages_and_is_sent_as_a_test(
    planner, planner_user, evening
):
    reminder = make.make(Reminder, event=evening, subject="Bald, {name}", text="Bis gleich: {wann}.")
    address = f"/verwaltung/events/reminder/{reminder.pk}/"
    page = planner.get(f"{address}change/")
    assert "Bald, Mira Muster Bis gleich: 10. März 2027, ab 18:00." in words(page, "example-de")
    assert "Soon: 3. Kreis Hello Mira Muster," in words(page, "example-en")
    for language in ("de", "en", "xx"):
        assert planner.post(f"{address}test/", {"language": language}).status_code == 302
    assert [each.to for each in mail.outbox] == [[planner_user.email]] * 3
    assert [each.subject for each in mail.outbox] == [
        "Bald, Mira Muster",
        "Soon: 3. Kreis",
        "Bald, Mira Muster",
    ]
    assert planner.get(f"{address}test/").status_code == 405


def test_the_mail_that_confirms_brings_the_event_for_the_own_calendar(evening):
    person = make.registration(evening, state="unconfirmed", turn=None)
    registering.confirm(person)
    (letter,) = mail.outbox
    ((name, content, kind),) = letter.attachments
    assert (name, kind) == (f"{evening.slug}.ics", "text/calendar; charset=utf-8; method=PUBLISH")
    assert "SUMMARY:3. Kreis" in content
    assert b"text/calendar" in letter.message().as_bytes()
    Event.objects.update(date="2027-03")
    other = make.registration(evening, state="unconfirmed", turn=None)
    registering.confirm(other)
    assert mail.outbox[1].attachments == []

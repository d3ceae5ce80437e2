"""The planning team mends what somebody told: all but the address and the consents, and the audit keeps no word of it."""

import pytest
from django.contrib.admin.models import LogEntry

from events.models import Registration
from klimakreise.mailing.models import Message
from klimakreise.publishing.models import AuditRecord
from tests import make
from tests.pages import words

pytestmark = pytest.mark.django_db

LIST = "/en/verwaltung/events/registration/"


@pytest.fixture
def event():
    return make.meeting(places=2)


def page_of(registration):
    return f"{LIST}{registration.pk}/revise/"


def as_it_is(page):
    """What a browser sends if nothing is typed into the form."""
    form = page.context["form"]
    given = {field.html_name: field.value() for field in form}
    return {
        name: getattr(value, "pk", value) for name, value in given.items() if value not in (None, False, "")
    }


def revise(planner, registration, **typed):
    data = {**as_it_is(planner.get(page_of(registration))), **typed}
    return planner.post(page_of(registration), {name: value for name, value in data.items() if value})


def fresh(registration):
    return Registration.objects.get(pk=registration.pk)


def test_name_sector_group_needs_language_and_answers_are_mended(planner, event):
    question = make.registration_question(event, label_en="What else?")
    group = make.group(name="Radverein")
    gerda = make.registration(event, name="Gerda Gartn", access_needs="Rampe")
    gerda.answers.create(question=question, text="Kuchen")
    told = {
        "name": "Gerda Garten",
        "sector": "science",
        "group": group.pk,
        "access_needs": "",
        "language": "en",
    }
    answer = revise(planner, gerda, **told, **{f"question_{question.pk}": "Salat"})
    assert answer.url == f"{LIST}{gerda.pk}/change/"
    mended = fresh(gerda)
    assert (mended.name, mended.sector, mended.group, mended.access_needs, mended.language) == (
        "Gerda Garten", "science", group, "", "en",
    )  # fmt: skip
    assert [each.text for each in mended.answers.all()] == ["Salat"]
    assert (mended.state, mended.email, mended.turn) == ("confirmed", gerda.email, gerda.turn)
    assert not Message.objects.exists()


def test_the_audit_says_what_was_changed_and_holds_nothing_of_it(planner, event):
    gerda = make.registration(event, name="Gerda Garten", sector="science")
    revise(planner, gerda, name="Gerta Garten", sector="politics")
    record = AuditRecord.objects.get(act="revised")
    assert (record.key, record.detail) == (
        str(event.pk),
        f"Anmeldung {gerda.pk}: Name oder Pseudonym, Bereich",
    )
    for told in ("Gerda", "Gerta", gerda.email):
        assert told not in str(list(AuditRecord.objects.values()))
    assert not LogEntry.objects.exists()


def test_nothing_changed_is_nothing_noted(planner, event):
    gerda = make.registration(event, name="Gerda", sector="science", access_needs="Rampe")
    revise(planner, gerda)
    assert not AuditRecord.objects.filter(act="revised").exists()
    assert (fresh(gerda).sector, fresh(gerda).access_needs) == ("science", "Rampe")


def test_consents_stay_what_the_person_gave_and_the_address_is_not_asked(planner, event):
    gerda = make.registration(event, news_consent_at="2026-11-01T10:00Z")
    revise(planner, gerda, name="Gerda", email="boese@example.org", news="", photo="on")
    mended = fresh(gerda)
    assert mended.name == "Gerda"
    assert (mended.news_consent_at is None, mended.photo_consent_at, mended.email) == (
        False,
        None,
        gerda.email,
    )
    assert gerda.email in words(planner.get(page_of(gerda)))


def test_what_was_required_of_the_person_is_not_of_the_team(planner, event):
    make.registration_question(event, is_required=True)
    gerda = make.registration(event, way="team", email="")
    revise(planner, gerda, name="Gerda")
    assert fresh(gerda).name == "Gerda"


def test_a_name_there_must_be_and_nothing_typed_is_lost(planner, event):
    gerda = make.registration(event, name="Gerda")
    page = planner.post(page_of(gerda), {"name": "", "access_needs": "Rampe", "language": "de"})
    assert "This field is required." in words(page)
    assert "Rampe" in page.text
    assert fresh(gerda).name == "Gerda"


def test_who_is_found_to_come_for_the_city_takes_a_place_of_the_reserve(planner):
    event = make.meeting(1, reserved_for_city=1, reserved_until="2099-01-01T00:00Z")
    krause = make.registration(event, state="waiting")
    other = make.registration(event, state="waiting")
    revise(planner, krause, for_city="on")
    assert (fresh(krause).state, fresh(other).state) == ("confirmed", "waiting")


def test_only_the_planning_team_can_do_it(city, participant, visitor, event):
    gerda = make.registration(event, name="Gerda")
    for browser in (city, participant, visitor):
        browser.post(page_of(gerda), {"name": "Weg", "language": "de"})
        assert "Gerda" not in browser.get(page_of(gerda), follow=True).text
    assert fresh(gerda).name == "Gerda"

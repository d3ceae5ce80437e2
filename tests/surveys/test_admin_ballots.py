"""Where the planning team settles who may answer, prints sheets and reminds, without ever seeing who has answered."""

import re

import pytest
from django.urls import reverse

from klimakreise.mailing.models import Message
from surveys import codes, issuing, keys
from surveys.models import BallotTerms, Invited, Issuing
from tests import make

pytestmark = pytest.mark.django_db


def terms(who, **fields):
    return make.make(BallotTerms, survey=make.native(title="Was zuerst?", **fields), who=who)


def saved(planner, place, survey, **typed):
    form = {"survey": survey.pk, "who": "list", "event": "", "hour": 18, "pasted": "", **typed}
    return planner.post(place, form)


def test_a_list_is_pasted_and_changed(planner):
    survey = make.native()
    place = reverse("admin:surveys_ballotterms_add")
    assert (
        saved(planner, place, survey, pasted="Mira <mira@example.org>\njonas@example.org").status_code == 302
    )
    own = BallotTerms.objects.get()
    change = reverse("admin:surveys_ballotterms_change", args=[own.pk])
    assert "jonas@example.org\nmira@example.org" in planner.get(change).content.decode()
    assert saved(planner, change, survey, pasted="mira@example.org\nkarla@example.org").status_code == 302
    assert set(Invited.objects.values_list("address", flat=True)) == {"mira@example.org", "karla@example.org"}
    assert saved(planner, change, survey, who="anyone").status_code == 302
    assert not Invited.objects.exists()


def test_a_wrong_line_is_named_and_the_list_stays_as_typed(planner):
    answer = saved(
        planner, reverse("admin:surveys_ballotterms_add"), make.native(), pasted="mira@example.org\nJonas"
    )
    page = answer.content.decode()
    assert "Zeile 2: „Jonas“ ist keine E-Mail-Adresse." in page
    assert "mira@example.org\nJonas" in page.replace("\r", "")
    assert not BallotTerms.objects.exists()


def test_a_list_without_addresses_is_asked_for(planner):
    answer = saved(planner, reverse("admin:surveys_ballotterms_add"), make.native())
    assert "Bitte die Adressen derer einfügen" in answer.content.decode()


def test_once_codes_are_out_nobody_else_may_become_the_ones_who_are_asked(planner):
    own = terms("printed")
    issuing.print_codes(own.survey, 2)
    change = reverse("admin:surveys_ballotterms_change", args=[own.pk])
    saved(planner, change, own.survey, who="anyone", hour=9)
    own.refresh_from_db()
    assert (own.who, own.hour) == ("printed", 9)
    assert "Gedruckt: 2." in planner.get(change).content.decode()


def test_sheets_carry_good_codes_that_are_counted_and_not_kept(planner):
    own = terms("printed")
    sheets = reverse("admin:surveys_ballotterms_sheets", args=[own.pk])
    answer = planner.post(sheets, {"number": 3})
    made = re.findall(r'__code">([0-9A-Z-]+)<', answer.content.decode())
    issuing_now = Issuing.objects.get()
    assert len({codes.read(keys.read(issuing_now.key), code) for code in made}) == issuing_now.printed == 3
    assert answer.content.decode().count("<svg") >= 3
    assert "no-store" in answer["Cache-Control"]
    assert planner.post(sheets, {"number": 0}).status_code == 302
    assert Issuing.objects.get().printed == 3
    assert planner.get(sheets).status_code == 403


def test_a_reminder_goes_to_all_on_the_list(planner):
    own = terms("list")
    make.make(Invited, survey=own.survey, address="mira@example.org")
    address = reverse("admin:surveys_ballotterms_remind", args=[own.pk])
    assert planner.get(address).status_code == 403
    planner.post(address)
    assert Message.objects.filter(kind="surveys/reminder").count() == 1


def test_the_page_of_a_survey_says_who_may_answer(visitor):
    event, draft = make.meeting(), make.event(title="Noch geheim", published_at=None)
    said = {}
    for who, of in (
        ("event", event),
        ("event", draft),
        ("alliance", None),
        ("list", None),
        ("anyone", None),
        ("printed", None),
    ):
        own = make.make(BallotTerms, survey=make.native(), who=who, event=of)
        said[who, of] = visitor.get(own.survey.get_absolute_url()).content.decode()
    assert event.title in said["event", event]
    assert "Noch geheim" not in said["event", draft]
    assert "wer einen Platz bei einer Veranstaltung hat" in said["event", draft]
    assert "für eine Gruppe des Bündnisses handelt" in said["alliance", None]
    assert "eingeladen hat" in said["list", None]
    assert "spätestens um 18 Uhr" in said["anyone", None]
    assert "gedruckten Code" in said["printed", None]
    assert all("/geheime-umfragen/" in page for page in said.values())

"""The keys of a survey are lost: what waits in the urn cannot be opened, and the planning team closes without it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from klimakreise.publishing.audit import AuditRecord
from surveys import casting, closing, keys, tallying
from surveys.models import Ballot, Envelope, Issuing, Survey, SurveyResults
from tests import make
from tests.surveys.test_admin_survey import page_of

pytestmark = pytest.mark.django_db


def test_a_planner_closes_without_what_nobody_can_open_and_all_are_told(planner, visitor, settings, tmp_path):
    survey = make.native(mode="open")
    make.choice(survey, "ja", "nein")
    for _each in range(41):
        casting.cast_openly(survey, [])
    assert "Schlüssel" not in planner.get(page_of(survey, "close")).text
    settings.SURVEY_KEYS = tmp_path / "elsewhere"
    asked = planner.get(page_of(survey, "close")).text
    assert "21 Bögen in der Urne lassen sich nicht öffnen" in asked
    assert 'name="without_the_lost" required' in asked
    planner.post(page_of(survey, "close"), {"without_the_lost": "on"})
    survey.refresh_from_db()
    assert survey.is_closed
    assert (Ballot.objects.count(), Envelope.objects.count()) == (20, 0)
    assert "Ohne 21 Bögen" in AuditRecord.objects.get(act="closed", key=survey.pk).detail
    tallying.count_closed()
    results = SurveyResults.objects.get(survey=survey)
    results.published_at = timezone.now()
    results.save()
    page = visitor.get(reverse("surveys:results", args=[survey.slug])).text
    assert "21 Bögen: Die Schlüssel der Umfrage gingen vor dem Schluss verloren" in page


def test_other_keys_are_as_bad_as_none(planner, settings, tmp_path):
    survey = make.native(mode="open")
    make.choice(survey, "ja", "nein")
    casting.cast_openly(survey, [])
    settings.SURVEY_KEYS = tmp_path / "elsewhere"
    keys.make(Issuing.objects.get().key)
    assert "1 Bogen in der Urne lässt sich nicht öffnen" in planner.get(page_of(survey, "close")).text
    assert "Die Schlüssel der Umfrage fehlen" in planner.post(page_of(survey, "close")).text
    assert Envelope.objects.count() == 1


def test_a_survey_that_cannot_be_closed_does_not_keep_others_open(settings, tmp_path):
    broken, other = make.native(mode="open"), make.native(mode="open")
    casting.cast_openly(broken, [])
    settings.SURVEY_KEYS = tmp_path / "elsewhere"
    Survey.objects.update(closes_at=timezone.now())
    assert closing.close_what_is_over() == 1
    other.refresh_from_db()
    assert other.is_closed

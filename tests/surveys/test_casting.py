"""A ballot goes into the urn, and from there among the others: what is kept of it, and what is refused."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from klimakreise.publishing.audit import AuditRecord
from surveys import casting, closing, codes, forgetting, keys, mixing
from surveys.answers import Given
from surveys.models import (
    Ballot,
    BallotAnswer,
    Envelope,
    FreeText,
    Invited,
    Issued,
    Issuing,
    Spent,
    Survey,
    WaitingAddress,
)
from surveys.opening import prepare
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    """A secret survey with a choice, a rating and a free text."""
    survey = make.native()
    choice = make.choice(survey, "ja", "nein")
    rating = make.rating(survey, "schlecht", "gut")
    free = make.question(survey, type="free_text")
    survey.sheet = [
        Given(choice.pk, option=choice.options.first().pk),
        Given(rating.pk, value=Decimal(2)),
        Given(free.pk, text="Mehr Bäume"),
    ]
    return survey


def code_for(survey):
    return codes.make(keys.read(prepare(survey).key))


def cast_many(survey, number):
    for _each in range(number):
        casting.cast(survey, code_for(survey), survey.sheet)


def refusal(survey, code):
    with pytest.raises(ValidationError) as fault:
        casting.cast(survey, code, survey.sheet)
    return fault.value.code


def test_a_cast_waits_sealed_in_the_urn(asked):
    casting.cast(asked, code_for(asked), asked.sheet)
    (envelope,) = Envelope.objects.all()
    assert "Bäume".encode() not in bytes(envelope.sealed)
    assert (Spent.objects.count(), Ballot.objects.count()) == (1, 0)


def test_a_code_counts_once_however_it_is_typed(asked):
    code = code_for(asked)
    casting.cast(asked, code, asked.sheet)
    assert refusal(asked, code) == "spent"
    assert refusal(asked, code.lower().replace("-", " ")) == "spent"
    assert Envelope.objects.count() == 1


def test_what_is_no_code_of_this_survey_casts_nothing(asked):
    assert refusal(asked, code_for(make.native())) == "wrong"
    assert refusal(asked, "0000-0000-0000-0000-0000") == "wrong"
    prepare(asked)
    assert refusal(asked, code_for(make.native())) == "wrong"
    assert refusal(asked, "abc") == "wrong"
    assert not Envelope.objects.exists()


def test_nothing_is_cast_before_the_opening_after_the_close_or_in_a_draft(asked):
    code, now = code_for(asked), timezone.now()
    hour = datetime.timedelta(hours=1)
    for change in (
        {"opens_at": now + hour},
        {"closes_at": now - hour},
        {"published_at": None},
        {"mode": "open"},
    ):
        shut = Survey.objects.get(pk=asked.pk)
        shut.sheet = asked.sheet
        for name, value in change.items():
            setattr(shut, name, value)
        assert refusal(shut, code) == "closed"
    casting.cast(asked, code, asked.sheet)


def test_a_survey_that_closes_while_somebody_sends_takes_nothing(asked):
    code = code_for(asked)
    closing.close(Survey.objects.get(pk=asked.pk))
    assert asked.is_open, "as the request has read it"
    assert refusal(asked, code) == "closed"
    assert not Ballot.objects.exists()


def test_with_forty_in_the_urn_twenty_are_mixed_in_and_twenty_stay(asked):
    cast_many(asked, 39)
    assert (Envelope.objects.count(), Ballot.objects.count()) == (39, 0)
    cast_many(asked, 1)
    assert (Envelope.objects.count(), Ballot.objects.count()) == (20, 20)
    assert Spent.objects.filter(waits=True).count() == 20
    assert Spent.objects.count() == 40


def test_mixed_ballots_say_what_was_answered_and_free_text_stands_apart(asked):
    cast_many(asked, 3)
    closing.close(asked)
    assert Ballot.objects.filter(survey=asked).count() == 3
    said = {(row.question_id, row.option_id, row.value) for row in BallotAnswer.objects.all()}
    assert said == {(given.question, given.option, given.value) for given in asked.sheet if not given.text}
    assert BallotAnswer.objects.count() == 6
    assert list(FreeText.objects.values_list("text", flat=True)) == ["Mehr Bäume"] * 3
    assert {field.name for field in FreeText._meta.fields} >= {"key", "question", "text"}
    assert not any(field.related_model is Ballot for field in FreeText._meta.fields)


def test_no_answer_to_a_rating_is_kept_as_such(asked):
    asked.sheet = [Given(asked.sheet[1].question)]
    cast_many(asked, 1)
    closing.close(asked)
    (row,) = BallotAnswer.objects.all()
    assert (row.option, row.value) == (None, None)


def test_which_ones_are_mixed_is_chance(asked):
    """Sheets 0 to 39: those mixed first are no run of the first ones, nor twice the same."""
    secret, question = keys.read(prepare(asked).key), asked.sheet[2].question

    def mixed():
        sheets = [f'[[{question},null,null,"{number}"]]' for number in range(40)]
        mixing.fill_the_urn(asked, secret, sheets)
        found = set(FreeText.objects.values_list("text", flat=True))
        for model in (FreeText, Ballot, Envelope):
            model.objects.all().delete()
        return found

    first, second = mixed(), mixed()
    assert len(first) == len(second) == 20
    assert first != second
    assert first != {str(number) for number in range(20)}


def test_nothing_that_waits_looks_after_a_cast_as_before(asked):
    cast_many(asked, 5)
    before = set(Envelope.objects.values_list("key", flat=True))
    sealed = {bytes(each) for each in Envelope.objects.values_list("sealed", flat=True)}
    cast_many(asked, 1)
    assert not before & set(Envelope.objects.values_list("key", flat=True))
    assert not sealed & {bytes(each) for each in Envelope.objects.values_list("sealed", flat=True)}


def test_an_open_survey_goes_the_same_way_without_a_code(asked):
    asked.mode = "open"
    asked.save()
    casting.cast_openly(asked, asked.sheet)
    assert (Envelope.objects.count(), Spent.objects.count()) == (1, 0)
    with pytest.raises(ValidationError, match=r".+") as fault:
        casting.cast_openly(make.native(), [])
    assert fault.value.code == "closed"


@pytest.mark.parametrize("waiting", [1, 30])
def test_a_cast_costs_the_same_queries_however_many_wait(asked, waiting, django_assert_num_queries):
    cast_many(asked, waiting)
    code = code_for(asked)
    with django_assert_num_queries(8):
        casting.cast(asked, code, asked.sheet)


def test_without_its_keys_a_survey_takes_nothing_and_says_so(asked):
    code = code_for(asked)
    keys.destroy(Issuing.objects.get().key)
    with pytest.raises(keys.KeysMissingError):
        casting.cast(asked, code, asked.sheet)


def test_opening_makes_keys_once_and_freezes_the_questions(asked):
    first = keys.read(prepare(asked).key)
    assert keys.read(prepare(asked).key) == first
    assert Survey.objects.get(pk=asked.pk).is_frozen


def test_the_close_is_done_once_and_takes_all_addresses_with_it(asked):
    cast_many(asked, 2)
    make.make(Invited, survey=asked, address="mira@example.org")
    make.make(WaitingAddress, key=1, survey=asked, address="mira@example.org")
    assert closing.close(asked)
    assert not closing.close(asked)
    assert not Invited.objects.exists()
    assert not WaitingAddress.objects.exists()
    assert not Envelope.objects.exists()
    assert AuditRecord.objects.filter(act="closed").count() == 1
    assert Survey.objects.get(pk=asked.pk).is_closed


def test_surveys_whose_time_is_over_close_by_themselves(asked):
    cast_many(asked, 1)
    other = make.native()
    Survey.objects.filter(pk=asked.pk).update(closes_at=timezone.now())
    assert closing.close_what_is_over() == 1
    assert Ballot.objects.filter(survey=asked).count() == 1
    assert not Survey.objects.get(pk=other.pk).is_closed


def test_thirty_days_after_the_close_keys_and_issued_codes_go_and_ballots_stay(asked):
    cast_many(asked, 2)
    key = Issuing.objects.get().key
    make.make(Issued, key=7, survey=asked)
    closing.close(asked)
    now = timezone.now()
    assert forgetting.forget(now + datetime.timedelta(days=29)) == 0
    assert keys.path_of(key).exists()
    assert forgetting.forget(now + datetime.timedelta(days=31)) == 1
    assert not keys.path_of(key).exists()
    assert not Issued.objects.exists()
    assert not Spent.objects.exists()
    assert Ballot.objects.count() == 2
    assert forgetting.forget(now + datetime.timedelta(days=31)) == 0

"""What is looked through before a survey opens: conditions that never come true, answers that look the same, nobody who may answer."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from klimakreise.alliance.models import Membership
from surveys.completeness import problems
from surveys.issuing import print_codes
from surveys.models import BallotTerms, Invited, Question, Section, Survey
from surveys.starting import start
from tests import make

pytestmark = pytest.mark.django_db

NEVER = "Sie kann nie kommen: Sie hängt von Frage %s ab, die nie kommen kann."
NOT_BEFORE = "Die Bedingung gehört zu einer Frage, die nicht vor dieser kommt."


@pytest.fixture
def draft():
    """A survey that is open to everyone once it has questions."""
    return make.survey(mode="open", published_at=None, audience="alle")


def said(survey, grave=True):
    """{thing: [what is wrong with it]}, grave or only to consider."""
    found = {}
    for problem in problems(Survey.objects.get(pk=survey.pk)):
        if problem.grave == grave:
            found.setdefault(problem.thing, []).append(problem.text)
    return found


def chain(survey, length):
    """Choices of which each comes only after a `yes` to the one before."""
    asked = []
    for number in range(1, length + 1):
        before = asked[-1].options.get(number=1) if asked else None
        asked.append(
            make.choice(survey, "ja", "nein", number=number, text=f"Frage {number}?", shown_if=before)
        )
    return asked


def test_a_chain_of_conditions_from_front_to_back_is_fine(draft):
    chain(draft, 4)
    assert said(draft) == {}


def test_who_hangs_on_a_question_that_never_comes_never_comes_either(draft):
    first, second, third, fourth = chain(draft, 4)
    Question.objects.filter(pk=first.pk).update(number=9)  # behind all of them
    fourth.required = True
    fourth.save()
    assert said(draft) == {second: [NOT_BEFORE], third: [NEVER % 2], fourth: [NEVER % 3]}
    with pytest.raises(ValidationError, match="Frage 3 ab"):
        start(draft)


def test_a_section_that_was_moved_makes_a_circle_and_a_step_that_is_empty_for_everyone(draft):
    early, late = (
        Section.objects.create(survey=draft, number=number, title=str(number)) for number in (1, 2)
    )
    first, second = chain(draft, 2)
    Question.objects.filter(pk=first.pk).update(section=early, shown_if=second.options.get(number=1))
    Question.objects.filter(pk=second.pk).update(section=late)
    assert said(draft) == {
        early: ["Im Abschnitt „1“ kann nie eine Frage kommen."],
        late: ["Im Abschnitt „2“ kann nie eine Frage kommen."],
        first: [NOT_BEFORE],
        second: [NEVER % 1],
    }


def test_a_condition_on_what_is_no_choice_any_more_stops_all_that_follows(draft):
    first, second, third = chain(draft, 3)
    Question.objects.filter(pk=first.pk).update(type="ranking")
    assert said(draft) == {
        second: ["Die Bedingung gehört zu einer Frage ohne Auswahl."],
        third: [NEVER % 2],
    }


@pytest.mark.parametrize(
    ("labels", "english", "fault"),
    [
        (["Bus", " bus "], ["", ""], "(de): „Bus“"),
        (["Weg", "Straße"], ["Road", "road"], "(en): „Road“"),
        (["Weg", "Road"], ["Road", ""], "(en): „Road“"),
    ],
)
def test_answers_that_look_the_same_in_one_language_are_grave(draft, labels, english, fault):
    question = make.choice(draft, *labels)
    for option, words in zip(question.options.order_by("number"), english, strict=True):
        option.label_en = words
        option.save()
    assert said(draft) == {question: [f"Zwei Antworten sehen gleich aus {fault}."]}


def test_points_without_words_are_told_apart_by_their_value_and_rows_may_be_called_like_points(draft):
    matrix = make.rating(draft, "", "", "gut", type="matrix")
    assert said(draft) == {matrix: ["Die Matrix hat keine Zeilen."]}
    matrix.options.create(number=1, label="gut")
    assert said(draft) == {}
    matrix.scale_points.filter(number=2).update(label="Gut")
    assert said(draft) == {matrix: ["Zwei Antworten sehen gleich aus (de): „Gut“."]}


def test_english_that_is_there_for_some_only_is_counted(draft):
    question = make.choice(draft, "Rad", "Bus", "Auto")
    question.options.filter(number=1).update(label_en="Bike")
    assert "2 von 3 Antworten haben keinen englischen Wortlaut." in said(draft, grave=False)[question]


def test_a_secret_survey_for_which_nobody_settled_who_may_answer_does_not_open(planner, draft):
    make.choice(draft, "ja", "nein")
    Survey.objects.filter(pk=draft.pk).update(mode="secret")
    draft.refresh_from_db()
    assert said(draft) == {
        draft: ["Es ist nicht festgelegt, wer antworten darf: Niemand bekommt einen Code."]
    }
    with pytest.raises(ValidationError, match="wer antworten darf"):
        start(draft)
    draft.opens_at = draft.published_at = timezone.now()
    with pytest.raises(ValidationError, match="wer antworten darf"):
        draft.full_clean()
    page = planner.get(f"/verwaltung/surveys/survey/{draft.pk}/open/").text
    place = f"{reverse('admin:surveys_ballotterms_add')}?survey={draft.pk}"
    assert f'href="{place}"' in page
    assert f'value="{draft.pk}" selected' in planner.get(place).text


def secret(draft, who, **fields):
    Survey.objects.filter(pk=draft.pk).update(mode="secret")
    draft.refresh_from_db()
    return make.make(BallotTerms, survey=draft, who=who, **fields)


def nobody(who):
    return [f"Eingeladen würde noch niemand: {who}."]


def test_paper_of_which_none_is_printed_is_worth_a_look(draft):
    terms = secret(draft, "printed")
    assert said(draft, grave=False)[terms] == ["Es sind noch keine Blätter mit Codes gedruckt."]
    print_codes(draft, 1)
    assert terms not in said(draft, grave=False)


def test_an_event_without_participants_is_worth_a_look(draft):
    event = make.meeting()
    terms = secret(draft, "event", event=event)
    assert said(draft, grave=False)[terms] == nobody("Teilnehmende einer Veranstaltung")
    make.registration(event)
    assert terms not in said(draft, grave=False)


def test_an_empty_list_and_an_alliance_without_people_are_worth_a_look(draft):
    terms = secret(draft, "list")
    assert said(draft, grave=False)[terms] == nobody("eine Liste von Adressen")
    Invited.objects.create(survey=draft, address="mira@example.org")
    assert terms not in said(draft, grave=False)
    BallotTerms.objects.update(who="alliance")
    assert said(draft, grave=False)[terms] == nobody("Mitglieder des Bündnisses")
    make.make(Membership, user=make.person(), group=make.group(), role="contact")
    assert terms not in said(draft, grave=False)


def test_named_answers_need_somebody_who_speaks_for_a_group(draft):
    Survey.objects.filter(pk=draft.pk).update(mode="named")
    nobody_speaks = (
        "Noch keine Gruppe des Bündnisses hat eine Sprecherin oder einen Sprecher: Niemand kann antworten."
    )
    make.make(Membership, user=make.person(), group=make.group(), role="contact")
    assert nobody_speaks in said(draft, grave=False)[draft]
    make.make(Membership, user=make.person(), group=make.group(), role="speaker")
    assert nobody_speaks not in said(draft, grave=False)[draft]

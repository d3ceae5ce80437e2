"""Statements proposed while a survey is open: by anyone or by a group, decided on by the planning team, asked from then on."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from klimakreise.accounts.models import User
from klimakreise.alliance.changing import DecidedError
from klimakreise.publishing.models import AuditRecord, Entry
from klimakreise.site.worklist import worklist
from surveys.completeness import problems
from surveys.copying import copy_survey
from surveys.forgetting import forget_proposals
from surveys.models import Option, ProposedStatement, Question, Survey
from surveys.proposing import accept, decline, propose
from tests import make
from tests.events.test_registration_race import installation, told
from tests.pages import words
from tests.surveys.counting import counted
from tests.surveys.questionnaire import Browser, names
from tests.surveys.test_answering import opened_long_ago

__all__ = ["installation"]

pytestmark = pytest.mark.django_db

TEXT = "Der Domplatz soll autofrei werden"
HERE = "/umfragen/u/aussagen/1/vorschlagen/"


def asked_openly(**fields):
    survey = make.native(**{"slug": "u", "mode": "open", "audience": "alle", **fields})
    survey.asked = make.choice(survey, "Mehr Bäume", type="statements", number=1, takes_proposals=True)
    return survey


@pytest.fixture
def survey():
    return asked_openly()


@pytest.fixture
def proposed(survey):
    return propose(survey.asked, TEXT)


def send(browser, text=TEXT, **more):
    return browser.post(HERE, {"text": text, "opened": opened_long_ago(), **more})


def labels(survey):
    return [option.label for option in Option.objects.filter(question=survey.asked).order_by("number")]


def test_anyone_proposes_in_an_open_survey_and_nothing_is_known_of_them(visitor, survey):
    assert words(visitor.get(survey.get_absolute_url())).count("Aussage vorschlagen") == 1
    page = send(visitor, "  Der Domplatz\r\nsoll autofrei  werden ")
    assert page.url == f"{HERE}?danke=1"
    assert "Danke, Ihre Aussage ist angekommen" in words(visitor.get(page.url))
    (row,) = ProposedStatement.objects.values()
    del row["key"]
    assert row == {
        "question_id": survey.asked.pk, "group_id": None, "text": TEXT, "state": "waiting", "reason": "",
        "option_id": None, "decided_at": None, "decided_by_id": None,
    }  # fmt: skip
    assert not visitor.cookies
    assert labels(survey) == ["Mehr Bäume"]


def test_it_can_be_proposed_after_answering(visitor, survey):
    assert f'href="{HERE}"' in visitor.get("/umfragen/u/antworten/danke/").content.decode()
    Survey.objects.update(mode="secret")
    assert HERE not in visitor.get("/umfragen/u/antworten/danke/").content.decode()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Dieses Feld ist zwingend erforderlich."),
        ("   ", "Dieses Feld ist zwingend erforderlich."),
        ("Bäume!", "Bitte einen ganzen Satz schreiben."),
        ("a b" * 67, "höchstens 200 Zeichen"),
        ("a\x00b c", "Null"),
        (" mehr  BÄUME. ", "Diese Aussage gibt es schon."),
    ],
)
def test_what_is_no_statement_is_refused_and_stays_in_the_form(visitor, survey, text, message):
    page = send(visitor, text)
    assert page.status_code == 200
    assert message in words(page)
    assert text.strip().split("\x00")[0] in page.content.decode()
    assert not ProposedStatement.objects.exists()


def test_a_robot_is_thanked_whoever_is_too_fast_looks_once_more(visitor, survey):
    assert send(visitor, nickname="bot").url == f"{HERE}?danke=1"
    page = visitor.post(HERE, {"text": TEXT, "opened": visitor.get(HERE).context["human"].initial["opened"]})
    assert "Das ging sehr schnell." in words(page)
    assert TEXT in page.content.decode()
    assert not ProposedStatement.objects.exists()


def test_many_from_one_connection_are_slowed_down(visitor, survey, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "survey_statement": "1/h/ip"}
    assert send(visitor).status_code == 302
    page = send(visitor, "Parken bleibt billig")
    assert page.status_code == 429
    assert "Parken bleibt billig" in page.content.decode()
    assert ProposedStatement.objects.count() == 1


def test_a_form_on_another_site_is_refused(visitor, survey):
    page = visitor.post(HERE, {"text": TEXT}, HTTP_ORIGIN="https://fremd.example")
    assert page.status_code == 403


@pytest.mark.parametrize(
    "change",
    [{"published_at": None}, {"mode": "secret"}, {"mode": "", "opens_at": None, "closes_at": None}],
)
def test_drafts_secret_and_imported_surveys_have_no_such_page(visitor, survey, change):
    Survey.objects.update(**change)
    assert visitor.get(HERE).status_code == 404


def test_a_question_that_takes_none_has_no_such_page(visitor, survey):
    Question.objects.update(takes_proposals=False)
    assert visitor.get(HERE).status_code == 404
    assert "vorschlagen" not in words(visitor.get(survey.get_absolute_url()))


def test_after_the_close_nothing_is_taken_and_the_page_says_so(visitor, survey):
    Survey.objects.update(closed_at=timezone.now())
    assert "Die Umfrage ist seit" in words(send(visitor))
    with pytest.raises(ValidationError):
        propose(survey.asked, TEXT)
    assert not ProposedStatement.objects.exists()


def test_nobody_reads_it_before_the_team_has(visitor, survey, proposed):
    for address in (HERE, survey.get_absolute_url(), "/umfragen/u/antworten/"):
        assert TEXT not in visitor.get(address).content.decode()


@pytest.mark.parametrize("waiting", [1, 3])
def test_it_waits_on_the_front_page_of_the_administration(
    planner, survey, waiting, django_assert_num_queries
):
    for number in range(waiting):
        propose(survey.asked, f"Aussage Nummer {number}")
    with translation.override("de"):
        (task,) = worklist().surveys
    noun = "vorgeschlagene Aussage" if waiting == 1 else "vorgeschlagene Aussagen"
    assert task.text == f"{survey.title}: {waiting} {noun}"
    assert len(planner.get(task.url).context["cl"].result_list) == waiting
    assert noun in planner.get("/verwaltung/").content.decode()


def decide(planner, proposed, button, **typed):
    address = f"/verwaltung/surveys/proposedstatement/{proposed.pk}/change/"
    return planner.post(
        address, {"_save": button, "reason": "", "label": proposed.text, **typed}, follow=True
    )


def test_an_accepted_one_is_asked_though_the_questions_are_frozen(planner, visitor, survey, proposed):
    Survey.objects.update(frozen_at=timezone.now())
    entries = Entry.objects.count()
    page = decide(planner, proposed, "accept", label=f"{TEXT}.", label_en="No cars on the square")
    assert f"„{TEXT}.“ steht ab jetzt in der Umfrage." in page.content.decode()
    assert labels(survey) == ["Mehr Bäume", f"{TEXT}."]
    proposed.refresh_from_db()
    assert (proposed.state, proposed.option.label_en) == ("accepted", "No cars on the square")
    assert proposed.decided_by == User.objects.get(is_planner=True)
    assert TEXT in Browser(visitor, survey).text
    assert Entry.objects.count() == entries + 1
    assert AuditRecord.objects.filter(kind="surveys.proposedstatement", act="released").count() == 1
    assert worklist().surveys == []


def test_it_is_declined_only_with_a_reason(planner, survey, proposed):
    page = decide(planner, proposed, "decline")
    assert "Bitte sagen, warum" in page.content.decode() or "errorlist" in page.content.decode()
    proposed.refresh_from_db()
    assert proposed.state == "waiting"
    decide(planner, proposed, "decline", reason="Steht schon da")
    proposed.refresh_from_db()
    assert (proposed.state, proposed.reason, proposed.option) == ("declined", "Steht schon da", None)
    assert labels(survey) == ["Mehr Bäume"]
    assert worklist().surveys == []


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"label": " "}, "Bitte eine Aussage schreiben."),
        ({"label": "mehr bäume"}, "Diese Aussage gibt es schon."),
        ({"label": "x" * 301}, "300"),
    ],
)
def test_wrong_words_are_refused_and_stay_in_the_form(planner, survey, proposed, typed, message):
    page = decide(planner, proposed, "accept", label_en="Kept in English", **typed)
    assert message in page.content.decode()
    assert "Kept in English" in page.content.decode()
    assert labels(survey) == ["Mehr Bäume"]


def test_once_decided_or_closed_it_is_not_decided_again(planner, survey, proposed):
    other = propose(survey.asked, "Parken bleibt billig")
    planning = User.objects.get(is_planner=True)
    accept(proposed, planning, TEXT)
    with pytest.raises(DecidedError):
        decline(proposed, planning, "doch nicht")
    Survey.objects.update(closed_at=timezone.now())
    with pytest.raises(ValidationError):
        accept(other, planning, other.text)
    page = decide(planner, other, "accept")
    assert "Die Umfrage ist nicht offen" in page.content.decode()
    assert labels(survey) == ["Mehr Bäume", TEXT]
    assert worklist().surveys == []


def test_a_group_proposes_reads_the_reason_and_answers_what_is_new(speaker, speakers_group, planner):
    survey = asked_openly(mode="named")
    browser = Browser(speaker, survey)
    browser.press("next", {names(survey.asked)[0]: "1"}).press("send")
    assert "Vorschlag der Gruppe Radverein" in words(speaker.get(HERE))
    page = speaker.post(HERE, {"text": TEXT, "group": speakers_group.slug}, follow=True)
    assert "Danke, Ihre Aussage ist angekommen" in words(page)
    speaker.post(HERE, {"text": "Fahrräder sind rot"})
    first, second = ProposedStatement.objects.order_by("text")
    assert {first.group, second.group} == {speakers_group}
    decide(planner, first, "accept")
    decide(planner, second, "decline", reason="Keine Meinung")
    own = words(speaker.get(HERE), "own")
    assert f"{TEXT} Angenommen" in own
    assert "Fahrräder sind rot Abgelehnt Keine Meinung" in own
    browser.open()
    old, new = names(survey.asked)
    assert (browser.stands_there()[old], new in browser.stands_there()) == (["1"], False)
    browser.press("next", {new: "-1"}).press("send")
    lines = survey.group_answers.get().lines.order_by("option__number")
    assert [line.value for line in lines] == [1, -1]


def test_by_name_others_are_led_to_the_login_or_told_who_may(visitor, participant, planner):
    asked_openly(mode="named")
    assert visitor.get(HERE).url == f"/konto/login/?next={HERE}"
    for person in (participant, planner):
        assert "Sie sind für keine Gruppe als Sprecher*in eingetragen." in words(person.get(HERE))
        assert person.post(HERE, {"text": TEXT}).status_code == 200
    assert not ProposedStatement.objects.exists()


def test_a_foreign_form_cannot_propose_for_a_group(speaker, speakers_group):
    asked_openly(mode="named")
    speaker.handler.enforce_csrf_checks = True
    assert speaker.post(HERE, {"text": TEXT}).status_code == 403


def test_who_speaks_for_nobody_else_proposes_for_nobody_else(speaker, speakers_group):
    asked_openly(mode="named")
    other = make.group(slug="andere")
    speaker.post(HERE, {"text": TEXT, "group": other.slug})
    assert ProposedStatement.objects.get().group == speakers_group


def test_a_secret_survey_takes_none_and_the_team_is_told(survey):
    assert not [each for each in problems(survey) if each.grave]
    survey.mode = "secret"
    (problem,) = [each for each in problems(survey) if each.grave and each.thing == survey.asked]
    assert "geheime Umfrage nimmt keine Vorschläge" in problem.text
    Survey.objects.update(mode="secret")
    with pytest.raises(ValidationError):
        propose(survey.asked, TEXT)


def test_a_copy_takes_proposals_and_has_none(survey, proposed):
    copy = copy_survey(survey)
    assert copy.questions.get().takes_proposals
    assert ProposedStatement.objects.get().question == survey.asked


def test_a_month_after_the_close_proposals_are_forgotten_and_what_was_asked_stays(survey, proposed):
    accept(proposed, User.objects.create_user("p@example.org"), TEXT)
    propose(survey.asked, "Parken bleibt billig")
    counted(survey)
    now = timezone.now()
    assert forget_proposals(now + datetime.timedelta(days=29)) == 0
    assert forget_proposals(now + datetime.timedelta(days=31)) == 2
    assert labels(survey) == ["Mehr Bäume", TEXT]


@pytest.mark.parametrize("there", [1, 3])
def test_the_page_costs_the_same_however_many_are_asked(visitor, survey, there, django_assert_num_queries):
    for number in range(there):
        survey.asked.options.create(number=number + 2, label=f"Aussage {number}")
    visitor.get(HERE)
    with django_assert_num_queries(2):
        visitor.get(HERE)


RACE = """
import json
from concurrent.futures import ThreadPoolExecutor
from django.db import connection
from klimakreise.alliance.changing import DecidedError
from surveys.models import Option, ProposedStatement
from surveys.proposing import accept, propose
from tests import make
survey = make.native(mode="open")
asked = make.choice(survey, "Mehr Bäume", type="statements", takes_proposals=True)
rows = [propose(asked, f"Aussage Nummer {number}") for number in range(5)]

def act(row):
    try:
        accept(row, None, row.text)
    except DecidedError:
        return "decided"
    finally:
        connection.close()
    return "accepted"

with ThreadPoolExecutor(20) as planners:
    done = list(planners.map(act, rows * 4))
print(json.dumps({"done": sorted(done), "numbers": sorted(Option.objects.values_list("number", flat=True))}))
"""


@pytest.mark.trust
def test_twenty_decisions_at_once_make_each_statement_an_option_once(installation):
    told_by_it = told(installation, RACE)
    assert told_by_it["done"] == ["accepted"] * 5 + ["decided"] * 15
    assert told_by_it["numbers"] == [1, 2, 3, 4, 5, 6]

"""Named mode: each group answers once, by its speaker; that it has is shown at once, what it has said is not."""

import pytest
from django.utils import timezone

from klimakreise.alliance.models import Membership
from surveys.answering_for_groups import sheet_of
from surveys.models import GroupAnswer, Survey
from tests import make
from tests.conftest import logged_in
from tests.surveys.questionnaire import Browser, first_step, questionnaire, second_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    return questionnaire(mode=Survey.Mode.NAMED)


def all_answered(browser, survey, number=1, distance="12,5"):
    browser.press("next", first_step(survey, number)).press("next", second_step(survey))
    return browser.press("next", {f"q{survey.q['number'].pk}": distance})


def test_a_speaker_answers_for_the_group_and_changes_it_until_the_close(speaker, speakers_group, survey):
    browser = Browser(speaker, survey)
    assert "Antwort der Gruppe Radverein" in browser.text
    all_answered(browser, survey).press("send")
    assert browser.page.url == survey.get_absolute_url()
    first = GroupAnswer.objects.get(group=speakers_group)
    assert first.by.name == "Jonas Beispiel"
    browser.open()
    assert (
        browser.stands_there()[f"q{survey.q['single'].pk}"]
        == first_step(survey, 1)[f"q{survey.q['single'].pk}"]
    )
    browser.press("next", first_step(survey, 2)).press("next").press("next")
    assert "12,5 km" in browser.text
    browser.press("send")
    (answer,) = GroupAnswer.objects.all()
    (single,) = [given for given in sheet_of(answer) if given.question == survey.q["single"].pk]
    assert single.option == survey.q["single"].options.get(number=2).pk
    assert Survey.objects.get().is_frozen


def test_the_page_says_which_groups_have_answered_and_not_what(visitor, speaker, survey):
    assert "Noch keine." in visitor.get(survey.get_absolute_url()).content.decode()
    all_answered(Browser(speaker, survey), survey, distance="777").press("send")
    page = visitor.get(survey.get_absolute_url()).content.decode()
    assert 'href="/buendnis/gruppen/radverein/"' in page
    assert "777" not in page
    assert "Jonas" not in page


def test_a_group_that_is_a_draft_is_not_named(visitor, planner, survey):
    group = make.group(name="Geheimgruppe", published_at=None)
    GroupAnswer.objects.create(survey=survey, group=group)
    assert "Geheimgruppe" in planner.get(survey.get_absolute_url()).content.decode()
    assert "Geheimgruppe" not in visitor.get(survey.get_absolute_url()).content.decode()


def test_others_are_told_who_answers(visitor, participant, planner, speakers_group, survey):
    address = f"/umfragen/{survey.slug}/antworten/"
    assert visitor.get(address).url == f"/konto/login/?next={address}"
    for person in (participant, planner):
        assert "Sie sind für keine Gruppe als Sprecher*in eingetragen." in Browser(person, survey).text


def test_who_speaks_for_two_groups_chooses_one_and_for_no_other(survey):
    jonas = make.person()
    for slug in ("rad", "fuss"):
        make.make(Membership, user=jonas, group=make.group(slug=slug, name=slug.title()), role="speaker")
    other = make.group(slug="andere")
    browser = Browser(logged_in(jonas), survey)
    assert "Für welche Ihrer Gruppen antworten Sie?" in browser.text
    browser.address += "?gruppe=fuss"
    all_answered(browser.open(), survey).press("send", {"group": other.slug})
    assert not GroupAnswer.objects.filter(group=other).exists()
    all_answered(browser.open(), survey).press("send")
    assert GroupAnswer.objects.get().group.slug == "fuss"


def test_after_the_close_nothing_is_taken(speaker, survey):
    browser = all_answered(Browser(speaker, survey), survey)
    Survey.objects.update(closed_at=timezone.now())
    assert "Die Umfrage ist seit" in browser.press("send").text
    assert not GroupAnswer.objects.exists()


def test_a_foreign_form_cannot_answer_for_a_group(speaker, survey):
    speaker.handler.enforce_csrf_checks = True
    address = f"/umfragen/{survey.slug}/antworten/"
    assert speaker.post(address, {"go": "next", "step": "0"}).status_code == 403

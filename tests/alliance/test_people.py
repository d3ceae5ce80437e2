"""Who acts for a group: invited by its speakers, invited or appointed by planners, dismissed by either."""

import datetime
import re

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from klimakreise.alliance.models import GroupInvitation, JoinRequest, Membership
from klimakreise.publishing.audit import AuditRecord
from tests import make
from tests.conftest import logged_in
from tests.pages import words

pytestmark = pytest.mark.django_db

PEOPLE = "/en/buendnis/gruppen/radverein/menschen/"
SPEAKER = {"email": "maria@example.org", "role": "speaker"}
MARIA = {"name": "Maria Beispiel"}


def link():
    """The path of the link in the newest mail."""
    return re.search(r"https?://[^/\s]+(/\S*einladung/\S+/)", mail.outbox[-1].body)[1]


def end(browser, member):
    return browser.post(f"{PEOPLE}{member.pk}/ende/", follow=True)


@pytest.fixture
def maria():
    return make.person(email="maria@example.org", name="Maria Beispiel")


def test_a_speaker_invites_another_who_accepts_and_edits(speaker, speakers_group, maria):
    page = speaker.post(PEOPLE, SPEAKER, follow=True)
    assert "An invitation goes to maria@example.org." in words(page)
    assert "Invited maria@example.org speaker valid until" in words(page)
    marias = logged_in(maria)
    address = link()
    assert "For maria@example.org: As speaker of Radverein." in words(marias.get(address))
    assert not maria.memberships.exists()
    assert marias.post(address, MARIA).url == "/en/buendnis/gruppen/radverein/bearbeiten/"
    assert marias.get("/en/buendnis/gruppen/radverein/bearbeiten/").status_code == 200
    page = words(speaker.get(PEOPLE))
    assert "Maria Beispiel speaker" in page
    assert "valid until" not in page


def test_who_has_no_account_gets_one_by_accepting(visitor, speaker, speakers_group):
    speaker.post(PEOPLE, {**SPEAKER, "role": "contact"})
    assert "Name" in words(visitor.get(link()))
    assert visitor.post(link(), MARIA).url == "/en/buendnis/gruppen/radverein/"
    assert "Maria Beispiel contact" in words(speaker.get(PEOPLE))
    assert "Radverein (contact)" in words(visitor.get("/en/konto/"))


def test_nobody_else_answers_it(speaker, speakers_group, maria, participant):
    speaker.post(PEOPLE, SPEAKER)
    for page in (participant.get(link()), participant.post(link(), MARIA)):
        assert page.status_code == 403
        assert "It went to maria@example.org." in words(page)
    assert not Membership.objects.filter(user__email="mira@example.org").exists()
    assert GroupInvitation.objects.open().exists()


def test_the_link_works_once(visitor, speaker, speakers_group, maria):
    speaker.post(PEOPLE, SPEAKER)
    logged_in(maria).post(link(), MARIA)
    page = visitor.get(link())
    assert page.status_code == 410
    assert "was accepted already" in words(page)


def test_and_for_14_days(visitor, speaker, speakers_group, maria):
    speaker.post(PEOPLE, SPEAKER)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=14, minutes=1), tick=False):
        assert visitor.post(link(), MARIA).status_code == 410
        assert "no longer valid: invite again" in words(logged_in(make.person(is_planner=True)).get(PEOPLE))
    assert not maria.memberships.exists()


def test_a_closed_account_is_opened_again_by_the_planning_team_only(
    visitor, speaker, planner, speakers_group
):
    maria = make.person(email="maria@example.org", is_active=False)
    speaker.post(PEOPLE, SPEAKER)
    for page in (visitor.get(link()), visitor.post(link(), MARIA)):
        assert page.status_code == 410
        assert "The account of this address is closed." in words(page)
    assert not maria.memberships.exists()
    planner.post(PEOPLE, SPEAKER)
    assert visitor.post(link(), MARIA).url == "/en/buendnis/gruppen/radverein/bearbeiten/"
    assert maria.memberships.get().role == "speaker"


def test_links_that_were_sent_earlier_lead_to_the_page(visitor, speaker, speakers_group):
    speaker.post(PEOPLE, SPEAKER)
    earlier = link().replace("/konto/", "/buendnis/")
    assert visitor.get(earlier).url == link()


def test_whoever_is_invited_again_gets_the_same_link_once_more(speaker, speakers_group):
    speaker.post(PEOPLE, SPEAKER)
    first = link()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1), tick=False):
        speaker.post(PEOPLE, {**SPEAKER, "email": "Maria@Example.org"})
    assert len(mail.outbox) == 2
    assert link() == first
    assert GroupInvitation.objects.count() == 1


def test_a_withdrawn_invitation_leads_nowhere(speaker, speakers_group, maria):
    speaker.post(PEOPLE, SPEAKER)
    invitation = GroupInvitation.objects.get()
    speaker.post(f"{PEOPLE}einladungen/{invitation.pk}/ende/")
    assert logged_in(maria).post(link(), MARIA).status_code == 410
    assert not maria.memberships.exists()
    speaker.get(PEOPLE)  # says once what was done
    assert "maria@" not in words(speaker.get(PEOPLE))


@pytest.mark.parametrize("token", ["x", "Mg:abc", "%00", "a" * 900])
def test_a_link_that_is_no_link_of_ours_is_not_found(participant, token):
    assert participant.get(f"/en/konto/einladung/{token}/").status_code == 404
    assert participant.post(f"/en/konto/einladung/{token}/").status_code == 404


def test_a_speaker_is_told_the_same_whether_there_is_an_account_or_not(speaker, speakers_group, maria):
    known, unknown = (
        words(speaker.post(PEOPLE, {"email": email, "role": "speaker"}, follow=True))
        for email in ("maria@example.org", "nanna@example.org")
    )
    assert "An invitation goes to maria@example.org." in known
    assert "An invitation goes to nanna@example.org." in unknown
    assert "Appoint at once" not in known
    speaker.post(PEOPLE, {**SPEAKER, "at_once": "on"})
    assert not maria.memberships.exists()


def test_a_planner_appoints_somebody_who_has_an_account(planner, speakers_group, maria):
    page = planner.post(PEOPLE, {**SPEAKER, "at_once": "on"}, follow=True)
    assert "Maria Beispiel acts for the group now." in words(page)
    assert maria.memberships.get().role == "speaker"
    assert mail.outbox == []


def test_and_is_told_at_the_field_where_there_is_none(planner, speakers_group):
    page = planner.post(PEOPLE, {**SPEAKER, "at_once": "on"})
    assert "There is no account with this address. Send an invitation instead." in words(page)
    assert "maria@example.org" in page.text
    assert not Membership.objects.exists()


@pytest.mark.parametrize("fields", [{"email": ""}, {"email": "maria@"}, {"role": "chief"}, {"role": ""}])
def test_what_is_wrong_is_told_and_nobody_is_invited(speaker, speakers_group, fields):
    page = speaker.post(PEOPLE, {**SPEAKER, **fields})
    assert page.status_code == 200
    assert "kern-error" in page.text
    assert not GroupInvitation.objects.exists()


def test_a_speaker_dismisses_another_who_is_out_at_once(speaker, speakers_group, maria):
    member = make.make(Membership, user=maria, group=speakers_group, role="speaker")
    marias = logged_in(maria)
    assert marias.get(PEOPLE).status_code == 200
    assert "Maria Beispiel does not act for the group any more." in words(end(speaker, member))
    assert marias.get(PEOPLE).status_code == 404


def test_the_last_speaker_stays_until_a_planner_ends_it(speaker, planner, speakers_group, maria):
    make.make(Membership, user=maria, group=speakers_group, role="contact")
    jonas = speakers_group.memberships.get(role="speaker")
    page = words(end(speaker, jonas))
    assert "Nobody else speaks for the group. Ask the planning team to end it." in page
    assert "Jonas Beispiel does not act for the group any more." in words(end(planner, jonas))
    assert list(speakers_group.memberships.values_list("role", flat=True)) == ["contact"]


def test_a_speaker_who_is_not_the_last_may_leave(speaker, speakers_group, maria):
    make.make(Membership, user=maria, group=speakers_group, role="speaker")
    end(speaker, speakers_group.memberships.get(user__name="Jonas Beispiel"))
    assert speaker.get(PEOPLE).status_code == 404


def test_nobody_reaches_the_people_of_another_group(
    visitor, participant, city, speaker, maria, speakers_group
):
    other = make.group(slug="andere")
    member = make.make(Membership, user=maria, group=other, role="speaker")
    invitation = GroupInvitation.objects.create(group=other, email="nanna@example.org")
    assert visitor.get(PEOPLE).url.startswith("/en/konto/login/?next=")
    assert {browser.get(PEOPLE).status_code for browser in (participant, city, logged_in(maria))} == {404}
    for slug in ("andere", "radverein"):  # a foreign row under the own group's address, too
        start = f"/buendnis/gruppen/{slug}/menschen/"
        assert speaker.post(f"{start}{member.pk}/ende/").status_code == 404
        assert speaker.post(f"{start}einladungen/{invitation.pk}/ende/").status_code == 404
    assert Membership.objects.filter(pk=member.pk).exists()
    assert GroupInvitation.objects.open().filter(pk=invitation.pk).exists()


def test_nothing_changes_by_opening_an_address(planner, speaker, speakers_group):
    member = speakers_group.memberships.get()
    assert speaker.get(f"{PEOPLE}{member.pk}/ende/").status_code == 405
    assert Membership.objects.filter(pk=member.pk).exists()


def test_roles_are_written_into_the_audit_without_a_name(speaker, planner, speakers_group, maria):
    planner.post(PEOPLE, {**SPEAKER, "at_once": "on"})
    end(planner, maria.memberships.get())
    details = list(AuditRecord.objects.filter(act="role").order_by("pk").values_list("detail", flat=True))
    assert details == ["Sprecher*in: Radverein", "– Sprecher*in: Radverein"]


def test_whoever_asked_for_a_group_is_invited_to_speak_for_it(planner, maria):
    asked = JoinRequest.objects.create(
        name="Stadtgarten",
        description="Beete.",
        contact_email=maria.email,
        contact_name="Maria Muster",
        state="confirmed",
        confirmed_at=timezone.now(),
        language="en",
    )
    planner.post(f"/verwaltung/alliance/joinrequest/{asked.pk}/change/", {"_save": "accept"})
    assert mail.outbox[0].subject == "Invitation to act for Stadtgarten"
    assert "Hello Maria Muster," in mail.outbox[0].body
    assert logged_in(maria).post(link(), MARIA).url == "/en/buendnis/gruppen/stadtgarten/bearbeiten/"


def test_the_admins_page_of_a_group_leads_to_its_people(planner, speakers_group):
    page = planner.get(f"/en/verwaltung/alliance/alliancegroup/{speakers_group.pk}/change/")
    assert f'href="{PEOPLE}"' in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_with_many(speaker, speakers_group, count, django_assert_num_queries):
    for _number in range(count):
        make.make(Membership, user=make.person(), group=speakers_group, role="contact")
        GroupInvitation.objects.create(group=speakers_group, email=make.person().email)
    speaker.get("/en/netiquette/")
    with django_assert_num_queries(5):
        speaker.get(PEOPLE)

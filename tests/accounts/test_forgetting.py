"""What accounts leave behind goes in the night: each rule with what it deletes and what it must leave."""

import datetime

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone

from klimakreise.accounts.jobs import forget_what_is_over
from klimakreise.accounts.models import CityInvitation, SharedCacheRow, User
from klimakreise.alliance.models import GroupInvitation, Membership
from klimakreise.jobs.periodic import plans
from tests import make
from tests.conftest import logged_in

pytestmark = pytest.mark.django_db


def ago(days):
    return timezone.now() - datetime.timedelta(days=days)


def test_invitations_go_a_month_after_they_are_over(office):
    group = make.group()
    ends = {
        "angenommen": {"accepted_at": ago(31), "valid_until": ago(20)},
        "zurueckgezogen": {"withdrawn_at": ago(31), "valid_until": ago(20)},
        "verfallen": {"valid_until": ago(31)},
        "gerade-angenommen": {"accepted_at": ago(29), "valid_until": ago(20)},
        "gerade-verfallen": {"valid_until": ago(29)},
        "offen": {},
    }
    for name, fields in ends.items():
        CityInvitation.objects.create(email=f"{name}@stadt.example", department=office, **fields)
        GroupInvitation.objects.create(email=f"{name}@stadt.example", group=group, **fields)
    forget_what_is_over.func()
    for kind in (CityInvitation, GroupInvitation):
        kept = set(kind.objects.values_list("email", flat=True))
        assert kept == {
            f"{name}@stadt.example" for name in ("gerade-angenommen", "gerade-verfallen", "offen")
        }


def test_accounts_that_nobody_confirmed_go_after_two_weeks():
    def signed_up(name, *, days, verified=False, **fields):
        person = make.person(email=f"{name}@example.org", **fields)
        person.emailaddress_set.create(email=person.email, primary=True, verified=verified)
        User.objects.filter(pk=person.pk).update(date_joined=ago(days))
        return person

    signed_up("vergessen", days=15)
    signed_up("frisch", days=13)
    signed_up("bestaetigt", days=15, verified=True)
    signed_up("war-da", days=15, last_login=ago(14))
    signed_up("plant", days=15, is_planner=True)
    speaker = signed_up("spricht", days=15)
    make.make(Membership, user=speaker, group=make.group(), role="speaker")
    forget_what_is_over.func()
    kept = set(User.objects.values_list("email", flat=True))
    assert kept == {f"{name}@example.org" for name in ("frisch", "bestaetigt", "war-da", "plant", "spricht")}


def test_sessions_and_their_ip_addresses_go_when_they_are_over():
    over, running = (make.person(email=f"{name}@example.org") for name in ("over", "running"))
    for person in (over, running):
        session = logged_in(person).session
        UserSession.objects.create(user=person, ip="192.0.2.7", session_key=session.session_key)
    key = UserSession.objects.get(user=over).session_key
    Session.objects.filter(session_key=key).update(expire_date=ago(1))
    forget_what_is_over.func()
    assert UserSession.objects.get().user == running
    assert Session.objects.count() == 1


def test_expired_rows_of_the_shared_cache_go():
    cache.set("vorbei", 1, timeout=600)
    cache.set("gilt", 1, timeout=600)
    SharedCacheRow.objects.filter(cache_key__endswith="vorbei").update(expires=ago(1))
    forget_what_is_over.func()
    assert [row.cache_key.rpartition(":")[2] for row in SharedCacheRow.objects.all()] == ["gilt"]


def test_all_of_it_happens_every_night():
    names = [
        "accounts.jobs.forget_what_is_over", "alliance.jobs.forget_requests_to_join",
        "alliance.jobs.forget_authors_of_changes", "site.jobs.forget_preview_links",
    ]  # fmt: skip
    day = datetime.timedelta(days=1)
    assert {plans[f"klimakreise.{name}"].period for name in names} == {day}

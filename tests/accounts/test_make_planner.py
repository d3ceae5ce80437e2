"""`manage.py make_planner EMAIL`: somebody joins the planning team and logs in by a code."""

import io

import pytest
from django.core.management import CommandError, call_command

from klimakreise.accounts.models import User

pytestmark = pytest.mark.django_db


def make_planner(email, **options):
    said = io.StringIO()
    call_command("make_planner", email, stdout=said, **options)
    return said.getvalue()


def test_a_new_address_becomes_a_planner_without_a_password():
    make_planner("Petra@Example.org", name="Petra Planung")
    person = User.objects.get()
    assert (person.email, person.name, person.sees_drafts) == ("petra@example.org", "Petra Planung", True)
    assert not person.has_usable_password()
    assert [(address.email, address.verified) for address in person.emailaddress_set.all()] == [
        (person.email, True)
    ]


def test_somebody_who_has_an_account_joins_with_it_and_keeps_the_name(participant):
    make_planner("mira@example.org")
    assert [(person.name, person.is_planner) for person in User.objects.all()] == [("Mira Muster", True)]


def test_twice_is_as_good_as_once():
    make_planner("petra@example.org")
    make_planner("petra@example.org")
    assert User.objects.get().emailaddress_set.count() == 1


def test_in_the_demo_it_says_where_the_code_appears():
    assert "der Code erscheint hier im Terminal" in make_planner("planung@example.org", demo=True)


def test_what_is_no_address_is_refused():
    with pytest.raises(CommandError, match="“petra” is not an e-mail address"):
        make_planner("petra")
    assert not User.objects.exists()

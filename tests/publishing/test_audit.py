"""The audit: who did what, kept by the database against everyone."""

import datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from events.models import Event
from klimakreise.accounts.models import User
from klimakreise.publishing.acting import Role, acting_as
from klimakreise.publishing.audit import AuditRecord, note
from tests import make
from tests.conftest import logged_in
from tests.typed import typed

AUDIT = "/verwaltung/publishing/auditrecord/"
pytestmark = pytest.mark.django_db


def acts():
    """What the audit says, oldest first: (act, title, detail, role)."""
    return list(AuditRecord.objects.order_by("pk").values_list("act", "title", "detail", "role"))


def test_publishing_and_withdrawing_are_written_down_with_who_did_it(planner, planner_user):
    event = make.event(title="Klimakreis", published_at=None)
    page = f"/verwaltung/events/event/{event.pk}/change/"
    planner.post(page, typed(planner.get(page), _save="publish"))
    planner.post(page, typed(planner.get(page), _save="withdraw"))
    assert acts() == [
        ("login", "", "", "planner"),
        ("published", "Klimakreis", "", "planner"),
        ("withdrawn", "Klimakreis", "", "planner"),
    ]
    assert {record.actor for record in AuditRecord.objects.all()} == {planner_user.pk}
    assert {record.key for record in AuditRecord.objects.exclude(act="login")} == {str(event.pk)}


def test_cancelling_and_reinstating_too():
    event = make.event(title="Klimakreis")
    event.cancel("Sturm")
    event.reinstate()
    assert acts() == [
        ("cancelled", "Klimakreis", "", "command"),
        ("reinstated", "Klimakreis", "", "command"),
    ]


def test_so_is_what_is_to_appear_by_itself():
    make.event(title="Klimakreis", published_at=None).publish(timezone.now() + datetime.timedelta(days=1))
    assert acts() == [("scheduled", "Klimakreis", "", "command")]


def test_a_change_of_words_is_not_an_act_for_the_audit(planner):
    event = make.event()
    page = f"/verwaltung/events/event/{event.pk}/change/"
    planner.post(page, typed(planner.get(page), motto="Neu"))
    assert acts() == [("login", "", "", "planner")]


@transaction.atomic
def publish_and_stumble(event):
    event.publish()
    raise LookupError


def test_an_act_that_fails_leaves_no_line():
    event = make.event(published_at=None)
    with pytest.raises(LookupError):
        publish_and_stumble(event)
    assert acts() == []


def test_the_first_page_of_the_administration_in_a_session_is_written_down_once(planner, participant):
    planner.get("/verwaltung/")
    planner.get("/verwaltung/events/event/")
    participant.get("/verwaltung/")
    assert acts() == [("login", "", "", "planner")]


def test_a_list_that_is_taken_out_is_written_down(planner):
    make.group(slug="a"), make.group(slug="b")
    planner.get("/verwaltung/alliance/alliancegroup/export/")
    assert acts()[1:] == [("exported", "", "2 Zeilen", "planner")]
    assert AuditRecord.objects.latest("pk").kind == "alliance.alliancegroup"


def test_a_role_that_is_given_is_written_down_without_a_name(planner_user):
    planner_user.is_superuser = True
    planner_user.save()
    mira = make.person(email="mira@example.org", name="Mira Muster")
    superuser = logged_in(planner_user)
    page = f"/verwaltung/accounts/user/{mira.pk}/change/"
    superuser.post(page, typed(superuser.get(page), is_planner="on"))
    superuser.post(page, typed(superuser.get(page), name="Mira Neu"))
    assert acts()[1:] == [("role", "", "keine Rolle → Planungsteam", "superuser")]
    assert AuditRecord.objects.latest("pk").key == str(mira.pk)


def test_the_command_that_makes_planners_is_written_down_too():
    call_command("make_planner", "neu@example.org", verbosity=0)
    call_command("make_planner", "neu@example.org", verbosity=0)
    assert acts() == [("role", "", "keine Rolle → Planungsteam", "command")]
    assert AuditRecord.objects.get().key == str(User.objects.get().pk)


def test_jobs_act_by_themselves():
    with acting_as(Role.ITSELF):
        note("published", make.event(title="Klimakreis"))
    assert acts() == [("published", "Klimakreis", "", "itself")]


def test_no_name_of_a_person_gets_into_it(planner_user):
    note("role", planner_user, "Planungsteam")
    assert AuditRecord.objects.get().title == ""


def test_an_act_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="vanished"):
        note("vanished", make.event())


@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE publishing_auditrecord SET act = 'shown'",
        "DELETE FROM publishing_auditrecord",
        "TRUNCATE publishing_auditrecord",
    ],
)
def test_the_database_refuses_to_change_or_forget(attempt):
    if attempt.startswith("TRUNCATE") and connection.vendor == "sqlite":
        pytest.skip("SQLite knows no TRUNCATE")
    note("hidden", make.event(title="Klimakreis"))
    with pytest.raises(DatabaseError, match="publishing_auditrecord only grows"), transaction.atomic():
        connection.cursor().execute(attempt)
    assert acts() == [("hidden", "Klimakreis", "", "command")]


@pytest.mark.django_db(transaction=True)
def test_it_is_kept_when_everything_else_is_emptied_but_by_the_tests_themselves():
    note("hidden", make.event(title="Klimakreis"))
    call_command("flush", interactive=False, verbosity=0)
    assert acts() == []
    note("hidden", make.event(title="Klimakreis"))
    with pytest.raises(DatabaseError, match="only grows"):
        AuditRecord.objects.all().delete()


def test_removing_the_example_keeps_what_was_done(planner_user):
    call_command("make_example", verbosity=0)
    before = len(acts())
    assert {role for *_, role in acts()} == {"loading"}
    call_command("remove_example", verbosity=0)
    assert len(acts()) == before > 10
    assert not Event.objects.exists()


def test_planners_read_and_search_it_and_change_nothing(planner, planner_user, participant):
    with acting_as(Role.ITSELF):
        note("published", make.event(title="Sommerfest"))
    note("withdrawn", make.event(title="Herbstfest"))
    everything = planner.get(AUDIT).text
    assert "Petra Planung (Planungsteam)" in everything
    assert "Sommerfest" in everything
    found = planner.get(AUDIT, {"q": "Sommer", "act": "published"}).text
    assert "Sommerfest" in found
    assert "Herbstfest" not in found
    assert planner.get(AUDIT, {"kind": "accounts.user"}).text.count("fest") == 0
    assert planner.get(f"{AUDIT}add/").status_code == 403
    record = AuditRecord.objects.latest("pk")
    assert planner.post(f"{AUDIT}{record.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "delete_selected" not in everything
    assert participant.get(AUDIT).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_the_audit_needs_as_many_queries_for_many_as_for_few(planner, rows, django_assert_num_queries):
    for _ in range(rows):
        note("published", make.event())
    planner.get("/verwaltung/")
    with django_assert_num_queries(8):
        assert planner.get(AUDIT).text.count("veröffentlicht") >= rows


def test_whoever_left_is_a_number(planner):
    mira = make.person(email="mira@example.org", is_planner=True)
    logged_in(mira).get("/verwaltung/")
    number = mira.pk
    mira.delete()
    assert f"geschlossenes Konto {number} (Planungsteam)" in planner.get(AUDIT).text

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from klimakreise.alliance.models import DemandSet
from klimakreise.jobs.models import Worker
from klimakreise.site.models import Identity
from surveys.models import TopicChoice
from tests import make


@pytest.fixture
def a_worker(db):
    """A worker that has just been seen."""
    now = timezone.now()
    return Worker.objects.create(pk="worker-1", seen_at=now, alive_until=now + datetime.timedelta(seconds=30))


def test_healthz_answers_whatever_host_was_asked_and_without_a_database(visitor):
    response = visitor.get("/healthz", HTTP_HOST="10.1.2.3:9999")
    assert (response.status_code, response.content) == (200, b"ok")


def test_readyz_says_that_database_and_migrations_are_there_and_that_jobs_are_done(visitor, a_worker):
    response = visitor.get("/readyz")
    assert (response.status_code, response.json()) == (
        200,
        {"database": True, "migrations": True, "worker": True},
    )


def test_readyz_says_that_no_worker_was_seen_for_five_minutes_and_leaves_the_pages_in_service(
    visitor, a_worker
):
    a_worker.seen_at -= datetime.timedelta(minutes=5)
    a_worker.save()
    response = visitor.get("/readyz")
    assert (response.status_code, response.json()["worker"]) == (200, False)


def test_readyz_says_that_a_migration_has_not_run(visitor, a_worker):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'surveys'")
    response = visitor.get("/readyz")
    assert (response.status_code, response.json()["migrations"]) == (503, False)


def test_robots_are_kept_out_of_the_team_s_pages_and_led_to_the_sitemap(visitor):
    text = visitor.get("/robots.txt").content.decode()
    assert "Disallow: /verwaltung/\n" in text
    assert "Sitemap: http://testserver/sitemap.xml\n" in text


def test_security_txt_names_the_contact_and_expires_within_half_a_year(visitor, db, time_machine):
    assert visitor.get("/.well-known/security.txt").status_code == 404
    Identity.objects.create(contact_email="kontakt@example.org").save()
    time_machine.move_to(datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC))
    text = visitor.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:kontakt@example.org\n" in text
    assert "Expires: 2027-04-30T00:00:00Z\n" in text


def test_the_sitemap_lists_public_pages_in_both_languages_and_no_draft(visitor, db):
    make.event(slug="offen")
    make.event(slug="heimlich", published_at=None)
    text = visitor.get("/sitemap.xml").content.decode()
    assert "<loc>http://testserver/veranstaltungen/offen/</loc>" in text
    assert "<loc>http://testserver/en/veranstaltungen/offen/</loc>" in text
    assert "heimlich" not in text


def test_the_sitemap_lists_nothing_of_an_example(visitor, db):
    """What hangs on an example is one too, whatever is said of itself."""
    event = make.event(slug="beispiel-kreis", is_example=True)
    circle = make.circle(
        event, slug="beispiel-gruppe", topic=make.topic(slug="beispiel-thema", is_example=True)
    )
    survey = make.survey(slug="beispiel-umfrage", is_example=True)
    demands = make.make(DemandSet, label="Beispiel", is_example=True)
    things = [
        event, circle, survey, make.protocol(event), make.result(circle), make.results(survey),
        make.demand(demand_set=demands, slug="beispiel-forderung"), make.group(slug="beispiel-verein", is_example=True),
        make.measure(slug="beispiel-massnahme", is_example=True), circle.topic,
    ]  # fmt: skip
    make.make(TopicChoice, event=event, topic=make.topic(slug="echt"))
    text = visitor.get("/sitemap.xml").content.decode()
    assert [thing for thing in things if f"{thing.get_absolute_url()}</loc>" in text] == []
    assert "beispiel" not in text
    assert "/themen/echt/</loc>" in text
    for thing in things:
        assert (
            '<meta name="robots" content="noindex">' in visitor.get(thing.get_absolute_url()).content.decode()
        )

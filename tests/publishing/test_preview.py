"""A preview link shows one draft to somebody without an account, for as long as it is valid, and nothing else."""

import datetime

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from klimakreise.publishing.audit import AuditRecord
from klimakreise.publishing.models import PreviewLink
from klimakreise.publishing.preview import read
from klimakreise.site.jobs import forget_preview_links
from tests import make
from tests.files import A_PNG
from tests.world import SECRET, World

pytestmark = pytest.mark.django_db


def link_to(thing, days=7):
    ends = timezone.now() + datetime.timedelta(days=days)
    link = PreviewLink.objects.create(kind=thing._meta.label_lower, key=str(thing.pk), expires_at=ends)
    return link.get_absolute_url()


def test_a_planner_makes_a_link_and_a_guest_reads_the_draft(planner, visitor):
    event = make.event(title="Geheimtreffen", published_at=None)
    page = f"/verwaltung/events/event/{event.pk}/preview/"
    assert "preview/" in planner.get(f"/verwaltung/events/event/{event.pk}/change/").text
    planner.post(page, {"days": "7"})
    address = PreviewLink.objects.get().get_absolute_url()
    assert address in planner.get(page).text
    answer = visitor.get(address)
    assert answer.status_code == 200
    assert "Geheimtreffen" in answer.text
    assert "Vorschau eines Entwurfs" in answer.text
    assert visitor.get(event.get_absolute_url()).status_code == 404
    assert AuditRecord.objects.filter(act="preview", key=str(event.pk)).exists()


def test_the_address_is_kept_secret(visitor):
    answer = visitor.get(link_to(make.event(published_at=None)))
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert not answer.cookies


def test_the_link_itself_is_not_stored(db):
    link = PreviewLink.objects.create(kind="events.event", key="1", expires_at=timezone.now())
    assert link.token not in str(list(PreviewLink.objects.values()))


def test_it_ends_by_itself_or_by_the_planners(planner, visitor):
    event = make.event(title="Geheimtreffen", published_at=None)
    address = link_to(event, days=7)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=8)):
        over = visitor.get(address)
    assert (over.status_code, "Geheimtreffen" in over.text) == (410, False)
    assert visitor.get(address).status_code == 200
    planner.post(
        f"/verwaltung/events/event/{event.pk}/preview/", {"revoke": PreviewLink.objects.get().pk.hex}
    )
    assert visitor.get(address).status_code == 410
    assert AuditRecord.objects.filter(act="preview_end").count() == 1


def test_what_was_deleted_is_over_and_what_was_never_made_is_not_found(visitor):
    event = make.event(published_at=None)
    address = link_to(event)
    event.delete()
    assert visitor.get(address).status_code == 410
    assert visitor.get(address[:-4] + "abc/").status_code == 404
    assert visitor.get("/vorschau/x.y/").status_code == 404
    assert visitor.post(address).status_code == 405


KINDS = ["event", "circle", "measure", "survey", "surveyresults", "protocol", "page", "statement", "result",
    "topic", "alliancegroup", "demandset",]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_draft_can_be_shown(kind, visitor):
    thing = World(kind).things[kind]
    answer = visitor.get(link_to(thing))
    assert answer.status_code == 200
    assert SECRET in answer.text


def test_so_can_a_file(visitor):
    answer = visitor.get(link_to(World("material").things["material"]))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_what_hangs_on_it_is_shown_too_with_its_picture(visitor):
    picture = {"picture": ContentFile(A_PNG, "bild.png"), "picture_alt": "Bild"}
    event = make.event(published_at=None, **picture)
    circle = make.circle(event, title="Kreis Verkehr", published_at=None)
    address = link_to(event)
    page = visitor.get(address).text
    assert "Kreis Verkehr" in page
    assert visitor.get(f"{address}{circle.get_absolute_url()[1:]}").status_code == 200
    assert f'src="{address}veranstaltungen/{event.slug}/' in page


def test_another_draft_stays_hidden_everywhere(visitor):
    event, other = make.event(published_at=None), make.event(title=SECRET, published_at=None)
    make.circle(other, title=SECRET)
    address = link_to(event)
    for page in ("", "veranstaltungen/", "themen/", "massnahmen/", "quellen/"):
        answer = visitor.get(address + page)
        assert (answer.status_code, SECRET in answer.text) == (200, False)
    assert visitor.get(f"{address}{other.get_absolute_url()[1:]}").status_code == 404


def test_the_whole_that_a_draft_hangs_on_shows_no_other_part(visitor):
    event = make.event(published_at=None)
    circle, sibling = make.circle(event, title="Kreis Verkehr"), make.circle(event, title=SECRET)
    address = link_to(circle)
    page = visitor.get(address).text
    assert ("Kreis Verkehr" in page, SECRET in page) == (True, False)
    assert visitor.get(f"{address}{sibling.get_absolute_url()[1:]}").status_code == 404


def test_neither_the_administration_nor_accounts_are_behind_it(visitor):
    address = link_to(make.event(published_at=None))
    for page in ("verwaltung/", "konto/login/", "healthz", "x/", f"vorschau/{address.split('/')[2]}/"):
        assert visitor.get(address + page).status_code == 404


def test_in_english_too(visitor):
    address = link_to(make.event(title="Geheimtreffen", published_at=None))
    assert "Geheimtreffen" in visitor.get(f"/en{address}").text
    assert visitor.get(f"/en{address}veranstaltungen/").status_code == 200


@pytest.mark.parametrize("days", ["", "0", "91", "x", "-1"])
def test_a_senseless_number_of_days_is_refused_at_its_place(planner, days):
    event = make.event(published_at=None)
    answer = planner.post(f"/verwaltung/events/event/{event.pk}/preview/", {"days": days})
    assert answer.context["form"].errors["days"]
    assert not PreviewLink.objects.exists()


def test_what_is_published_needs_no_link_and_others_make_none(planner, participant):
    event, draft = make.event(), make.event(published_at=None)
    planner.post(f"/verwaltung/events/event/{event.pk}/preview/", {"days": "7"})
    participant.post(f"/verwaltung/events/event/{draft.pk}/preview/", {"days": "7"})
    assert not PreviewLink.objects.exists()
    assert reverse("publishing:preview", args=["x"]) == "/vorschau/x/"


def test_links_are_forgotten_a_month_after_their_end(visitor):
    event = make.event(published_at=None)
    old, recent, running, revoked = (link_to(event, days) for days in (-31, -29, 7, 7))
    PreviewLink.objects.filter(pk=read(revoked.split("/")[2]).pk).update(
        revoked_at=timezone.now() - datetime.timedelta(days=31)
    )
    forget_preview_links.func()
    assert [visitor.get(address).status_code for address in (old, recent, running, revoked)] == [
        404, 410, 200, 404,
    ]  # fmt: skip

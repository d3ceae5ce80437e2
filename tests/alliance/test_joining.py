"""A group asks to join: it confirms by mail, the planning team decides, and nobody learns who else has asked."""

import datetime
import re

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from klimakreise.alliance.jobs import forget_requests_to_join
from klimakreise.alliance.models import AllianceGroup, DemandSet, JoinRequest
from klimakreise.publishing import humans
from tests import make
from tests.pages import words

pytestmark = pytest.mark.django_db

FORM = "/en/buendnis/mitmachen/antrag/"
SENT = "/en/buendnis/mitmachen/antrag/gesendet/"
GIVEN = {
    "name": "Stadtgarten Musterstadt",
    "field": "green_space",
    "website": "https://garten.example/",
    "description": "Wir pflanzen **Beete**.",
    "contact_name": "Gerda Garten",
    "contact_email": "gerda@garten.example",
    "consent": "on",
}


@pytest.fixture
def demands():
    """A version of the demands that everyone sees, an older one, and a newer draft."""
    for label, date, published in (("2019", "2019", {}), ("Neu", "2026", {"published_at": None})):
        make.demand(
            demand_set=make.make(DemandSet, label=label, date=date, **published), title=f"Aus {label}"
        )
    newest = make.make(DemandSet, label="2021", date="2021")
    return [
        make.demand(demand_set=newest, number=number, title=title)
        for number, title in enumerate(["Mehr Bäume", "Weniger Lärm"], 1)
    ]


def send(browser, after=60, **fields):
    """Open the form, take some seconds to fill it in, and send it."""
    opened = browser.get(FORM).context["human"]["opened"].value()
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=after), tick=False):
        return browser.post(FORM, {**GIVEN, "opened": opened, **fields})


def link():
    """The path of the link in the only mail."""
    (message,) = mail.outbox
    return re.search(r"https?://[^/\s]+(/\S*bestaetigen/\S+/)", message.body)[1]


def asked(**fields):
    """A request that was confirmed, unless told otherwise."""
    given = {"name": "Stadtgarten", "description": "Beete.", "contact_email": "gerda@garten.example"}
    given |= {"state": "confirmed", "confirmed_at": timezone.now()}
    return JoinRequest.objects.create(**{**given, **fields})


def decide(planner, request, follow=True, **posted):
    return planner.post(f"/en/verwaltung/alliance/joinrequest/{request.pk}/change/", posted, follow=follow)


def test_a_group_asks_confirms_and_is_accepted_with_what_it_carries(visitor, planner, demands):
    assert send(visitor, demands=[demands[0].pk]).url == SENT
    request = JoinRequest.objects.get()
    assert request.state == "unconfirmed"
    address = link()
    assert "Confirm the request" in words(visitor.get(address))
    assert "The request is confirmed" in words(visitor.post(address, follow=True))
    mail.outbox.clear()
    page = decide(planner, request, _save="publish")
    assert "Stadtgarten Musterstadt has been taken into the alliance." in mail.outbox[0].body
    assert (
        "Stadtgarten Musterstadt is a group of the alliance now; its page is published. The contact"
        in page.text
    )
    group = words(visitor.get("/en/buendnis/gruppen/stadtgarten-musterstadt/"))
    assert "Wir pflanzen Beete." in group
    assert "Demand 1 Mehr Bäume" in group
    assert "gerda" not in group.lower()
    assert "Stadtgarten Musterstadt" in words(visitor.get(demands[0].get_absolute_url()))


def test_or_its_page_begins_as_a_draft(visitor, planner):
    decide(planner, asked(), _save="accept")
    group = AllianceGroup.objects.get()
    assert group.is_draft
    assert visitor.get(group.get_absolute_url()).status_code == 404
    assert group.joined.day == timezone.localdate()


def test_the_form_offers_the_demands_of_the_newest_version_that_everyone_sees(visitor, demands):
    page = words(visitor.get(FORM))
    assert "Mehr Bäume" in page
    assert "Weniger Lärm" in page
    assert "Aus " not in page


def test_a_demand_that_is_not_offered_cannot_be_slipped_in(visitor, demands):
    draft = DemandSet.objects.get(label="Neu").demands.get()
    page = send(visitor, demands=[draft.pk])
    assert page.status_code == 200
    assert not JoinRequest.objects.exists()


def test_to_open_the_link_changes_nothing_for_mail_scanners_do_it_too(visitor):
    send(visitor)
    address = link()
    visitor.get(address)
    visitor.head(address)
    assert JoinRequest.objects.get().state == "unconfirmed"
    for _time in range(2):
        visitor.post(address)
    assert JoinRequest.objects.get().state == "confirmed"


def test_the_page_of_the_link_keeps_its_address_to_itself(visitor):
    send(visitor)
    page = visitor.get(link())
    assert page["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page["Cache-Control"]


def test_planners_see_a_request_only_once_it_is_confirmed(visitor, planner):
    send(visitor)
    for address in ("/en/verwaltung/", "/en/verwaltung/alliance/joinrequest/"):
        assert "Stadtgarten" not in planner.get(address).text
    visitor.post(link())
    assert "Stadtgarten Musterstadt asks to join" in planner.get("/en/verwaltung/").text
    assert "Stadtgarten" in planner.get("/en/verwaltung/alliance/joinrequest/").text


def test_a_web_address_needs_no_scheme_neither_for_the_browser_nor_for_us(visitor):
    assert 'type="url"' not in visitor.get(FORM).text
    send(visitor, website="garten.example")
    assert JoinRequest.objects.get().website == "https://garten.example"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "x" * 201}, "at most 200 characters"),
        ({"description": ""}, "This field is required."),
        ({"description": "x" * 2001}, "at most 2000 characters"),
        ({"website": "gar nicht"}, "Enter a valid URL."),
        ({"contact_email": "gerda@"}, "Enter a valid email address."),
        ({"contact_email": "gerda@garten.example\r\nBcc: alle@example.org"}, "Enter a valid email address."),
        ({"field": "quatsch"}, "Select a valid choice."),
        ({"consent": ""}, "Without this consent the request cannot be looked at."),
        ({"name": "Null\x00"}, "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_is_told_at_its_place_and_what_was_typed_stays(visitor, fields, told):
    page = send(visitor, **{"contact_name": "Gerda Getippt", **fields})
    assert page.status_code == 200
    assert told in words(page)
    assert "Not saved yet. Please look at:" in words(page)
    assert "Gerda Getippt" in page.text
    assert not JoinRequest.objects.exists()
    assert mail.outbox == []


def test_a_robot_that_fills_in_the_hidden_field_gets_the_same_answer_and_nothing_more(visitor):
    assert send(visitor, nickname="Bob").url == SENT
    assert not JoinRequest.objects.exists()
    assert mail.outbox == []


def test_whoever_is_too_fast_sends_it_again_and_loses_nothing(visitor):
    page = send(visitor, after=1)
    assert "That was very fast." in words(page)
    assert "Gerda Garten" in page.text
    opened = page.context["human"]["opened"].value()
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=humans.QUICKEST + 1), tick=False):
        assert visitor.post(FORM, {**GIVEN, "opened": opened}).url == SENT


@pytest.mark.parametrize("opened", ["", "quatsch", "x:y:z"])
def test_a_forged_time_is_not_taken(visitor, opened):
    page = send(visitor, opened=opened)
    assert "Look at it once more and send it again." in words(page)
    assert not JoinRequest.objects.exists()


def test_a_form_that_was_open_for_days_is_sent_again(visitor):
    page = send(visitor, after=2 * 24 * 60 * 60)
    assert "The form was open for very long." in words(page)
    assert page.context["human"]["opened"].value()


def test_an_address_that_gets_many_mails_already_is_answered_the_same(visitor):
    answers = {(page.status_code, page.url) for page in (send(Client()) for _time in range(6))}
    assert answers == {(302, SENT)}
    assert len(mail.outbox) == JoinRequest.objects.count() == 3


def test_too_many_from_one_connection_are_told_so_and_lose_nothing(visitor):
    for number in range(10):
        assert send(visitor, contact_email=f"gerda-{number}@garten.example").status_code == 302
    page = send(visitor, contact_email="noch-eine@garten.example")
    assert page.status_code == 429
    assert "Please send it again in an hour." in words(page)
    assert "noch-eine@garten.example" in page.text
    assert JoinRequest.objects.count() == 10


def test_the_same_group_may_ask_twice_and_the_answer_does_not_tell(visitor):
    asked(name=GIVEN["name"])
    known, unknown = send(visitor), send(visitor, name="Ganz neu", contact_email="neu@neu.example")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert visitor.get(known.url).content == visitor.get(unknown.url).content


def test_the_mail_speaks_the_language_of_the_form(visitor):
    german = visitor.get("/buendnis/mitmachen/antrag/").context["human"]["opened"].value()
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=60), tick=False):
        visitor.post("/buendnis/mitmachen/antrag/", {**GIVEN, "opened": german})
    assert mail.outbox[0].subject == "Bitte bestätigen: Stadtgarten Musterstadt möchte dem Bündnis beitreten"
    send(visitor, contact_email="other@garten.example")
    assert mail.outbox[1].subject == "Please confirm: Stadtgarten Musterstadt asks to join the alliance"


@pytest.mark.parametrize("token", ["x", "eyJ4IjoxfQ:1abc:zzz", "%00", "a" * 900])
def test_a_link_that_is_no_link_of_ours_says_so(visitor, token):
    page = visitor.get(f"/en/buendnis/mitmachen/bestaetigen/{token}/")
    assert page.status_code == 404
    assert "This link is not valid any more" in words(page)
    assert visitor.post(f"/en/buendnis/mitmachen/bestaetigen/{token}/").status_code == 404


def test_the_link_is_valid_for_14_days(visitor):
    send(visitor)
    address = link()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=13, hours=23), tick=False):
        assert visitor.get(address).status_code == 200
    with time_machine.travel(timezone.now() + datetime.timedelta(days=14, hours=1), tick=False):
        assert visitor.post(address).status_code == 404
    assert JoinRequest.objects.get().state == "unconfirmed"


def test_to_decline_takes_a_reason_which_is_mailed(visitor, planner):
    request = asked(language="en")
    assert "Say why it is declined." in decide(planner, request, _save="decline").text
    decide(planner, request, _save="decline", reason="Leider *nur* für Gruppen\naus der Stadt.")
    (message,) = mail.outbox
    assert message.to == ["gerda@garten.example"]
    assert message.subject == "The request of Stadtgarten to join"
    assert "Leider *nur* für Gruppen\naus der Stadt." in message.body
    assert not AllianceGroup.objects.exists()
    assert "asks to join" not in planner.get("/en/verwaltung/").text


@pytest.mark.parametrize("first", [{"_save": "publish"}, {"_save": "decline", "reason": "Nein."}])
def test_the_second_of_two_planners_decides_nothing(planner, first):
    request = asked()
    decide(planner, request, **first)
    groups = AllianceGroup.objects.count()
    assert "Somebody else has decided on it already." in decide(planner, request, _save="publish").text
    assert AllianceGroup.objects.count() == groups


def test_a_planner_is_told_that_a_group_of_this_name_is_listed_already(planner):
    make.group(name="STADTGARTEN", slug="stadtgarten")
    request = asked()
    page = planner.get(f"/en/verwaltung/alliance/joinrequest/{request.pk}/change/")
    assert "A group of this name is listed already: STADTGARTEN." in words_of_admin(page)
    decide(planner, request, _save="publish")
    assert AllianceGroup.objects.filter(slug="stadtgarten-2").exists()


@pytest.mark.parametrize(("name", "slug"), [("Grüne Straße", "gruene-strasse"), ("★★★", "gruppe")])
def test_the_address_of_the_page_is_made_of_the_name(planner, name, slug):
    decide(planner, asked(name=name), _save="publish")
    assert AllianceGroup.objects.get().slug == slug


def test_what_nobody_confirms_is_deleted_and_contacts_go_a_month_after_the_decision(planner):
    now = timezone.now()
    days = lambda number: now - datetime.timedelta(days=number)  # noqa: E731 (reads as it is spoken)
    asked(name="zu spät", state="unconfirmed", confirmed_at=None, asked_at=days(15))
    asked(name="noch Zeit", state="unconfirmed", confirmed_at=None, asked_at=days(13))
    asked(name="wartet lange", asked_at=days(100), confirmed_at=days(99))
    for name, ago in (("alt", 31), ("frisch", 29)):
        asked(name=name, state="declined", reason="Nein.", decided_at=days(ago), contact_name="Gerda")
    asked(name="dabei", state="accepted", decided_at=days(31), contact_name="Gerda")
    forget_requests_to_join.func()
    kept = JoinRequest.objects.order_by("name").values_list("name", "contact_name", "contact_email")
    assert list(kept) == [
        ("alt", "", ""),
        ("dabei", "", ""),
        ("frisch", "Gerda", "gerda@garten.example"),
        ("noch Zeit", "", "gerda@garten.example"),
        ("wartet lange", "", "gerda@garten.example"),
    ]


def test_what_comes_of_the_examples_request_goes_with_the_example(planner):
    from django.core.management import call_command

    call_command("make_example", verbosity=0)
    request = JoinRequest.objects.get()
    decide(planner, request, _save="publish")
    assert AllianceGroup.objects.filter(slug="gartenfreunde-musterstadt-beispiel", is_example=True).exists()
    call_command("make_example", verbosity=0)
    call_command("remove_example", verbosity=0)
    assert not JoinRequest.objects.exists()
    assert not AllianceGroup.objects.exists()


def test_the_page_that_leads_to_the_form_can_be_cached(visitor):
    page = visitor.get("/en/buendnis/mitmachen/")
    assert f'href="{FORM}"' in page.text
    assert page.cookies == {}
    assert "csrf" not in page.text


def test_a_write_from_another_site_is_refused(db):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(FORM, GIVEN).status_code == 403


def words_of_admin(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).replace(" .", ".").split()).replace(" .", ".")


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_costs_the_same_with_many_demands(visitor, count, django_assert_num_queries):
    version = make.make(DemandSet, label="V", date="2021")
    for _number in range(count):
        make.demand(demand_set=version)
    visitor.get("/en/netiquette/")
    with django_assert_num_queries(3):
        visitor.get(FORM)

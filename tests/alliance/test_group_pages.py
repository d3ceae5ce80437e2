"""A group's page is changed by those who speak for it: after a look of the planning team, or at once."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from klimakreise.alliance.jobs import forget_authors_of_changes
from klimakreise.alliance.models import Alliance, GroupChange, Membership
from klimakreise.publishing.models import Entry
from tests import make
from tests.conftest import logged_in
from tests.files import picture
from tests.pages import words

pytestmark = pytest.mark.django_db

EDIT = "/en/buendnis/gruppen/radverein/bearbeiten/"
PAGE = "/en/buendnis/gruppen/radverein/"


@pytest.fixture
def group(speakers_group):
    speakers_group.description = "Wir fahren Rad."
    speakers_group.website = "https://rad.example/"
    speakers_group.save()
    speakers_group.links.create(label="Blog", url="https://rad.example/blog", position=1)
    return speakers_group


@pytest.fixture
def _at_once():
    Alliance.objects.create(slug="a", name="Bündnis", speakers_publish_at_once=True)


def typed(browser, **changed):
    """What the form sends after somebody has opened it and changed some fields."""
    form = browser.get(EDIT).context["form"]
    fields = [*form, *form.links.management_form, *(field for link in form.links for field in link)]
    given = {
        field.html_name: field.value() or "" for field in fields if field.name not in {"logo", "no_logo"}
    }
    return {**given, **changed}


def logo(name="logo.png", content=None):
    return SimpleUploadedFile(name, content or picture(size=(40, 20)))


def decide(planner, change, **posted):
    """Open a change in the admin and press a button there."""
    address = f"/en/verwaltung/alliance/groupchange/{change.pk}/change/"
    seen = planner.get(address).context["form"]["seen"].value()
    return planner.post(address, {"seen": seen, **posted}, follow=True)


def test_what_a_speaker_writes_waits_for_the_planning_team(visitor, speaker, planner, group):
    page = speaker.post(EDIT, typed(speaker, description="Wir fahren **viel** Rad."), follow=True)
    assert "Saved. The planning team looks at it." in words(page)
    assert "A change waits for the planning team Saved by Jonas Beispiel" in words(page)
    assert "Wir fahren Rad." in words(visitor.get(PAGE))
    change = GroupChange.objects.get()
    shown = planner.get(f"/en/verwaltung/alliance/groupchange/{change.pk}/change/")
    assert words(shown, "now").startswith("Stands there now Wir fahren Rad.")
    assert words(shown, "proposed").startswith("Proposed Wir fahren viel Rad.")
    assert "The page of Radverein is changed." in decide(planner, change, _save="accept").text
    assert "Wir fahren viel Rad." in words(visitor.get(PAGE))
    assert Entry.objects.first().act == Entry.Act.CHANGED


@pytest.mark.usefixtures("_at_once")
def test_or_is_seen_at_once_where_the_planning_team_has_set_that(visitor, speaker, group):
    page = speaker.post(EDIT, typed(speaker, description="Neu.", website="https://neu.example/"), follow=True)
    assert "The page is changed." in words(page)
    assert "waits" not in words(page)
    assert "https://neu.example/" in words(visitor.get(PAGE))
    assert GroupChange.objects.get().state == "accepted"


def test_a_planner_edits_there_without_asking_anyone(visitor, planner, group):
    planner.post(EDIT, typed(planner, description="Berichtigt."))
    assert "Berichtigt." in words(visitor.get(PAGE))


def test_links_are_added_changed_and_taken_out(visitor, planner, group):
    group.links.create(label="Weg damit", url="https://rad.example/weg", position=2)
    planner.post(
        EDIT,
        typed(planner, **{
            "links-0-label": "Tagebuch", "links-1-label": "", "links-1-url": "",
            "links-2-label": "Karte", "links-2-url": "rad.example/karte",
        }),
    )  # fmt: skip
    assert list(group.links.values_list("label", "url")) == [
        ("Tagebuch", "https://rad.example/blog"),
        ("Karte", "https://rad.example/karte"),
    ]
    assert "Tagebuch" in words(visitor.get(PAGE))


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"website": "kein link"}, "Enter a valid URL."),
        ({"website": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"links-1-url": "https://rad.example/neu"}, "Say what the link leads to."),
        ({"links-1-label": "Karte"}, "Give the address that the link leads to."),
        (
            {"links-1-label": "Zweimal", "links-1-url": "https://rad.example/blog"},
            "This address is listed already.",
        ),
        ({"links-1-label": "x" * 101, "links-1-url": "https://x.example"}, "at most 100 characters"),
        ({"links-TOTAL_FORMS": "30"}, "Please submit at most 8 forms."),
        ({"description": "Null\x00"}, "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_is_told_at_its_place_and_what_was_typed_stays(speaker, group, fields, told):
    page = speaker.post(EDIT, typed(speaker, **{"description": "Getippt.", **fields}))
    assert page.status_code == 200
    assert told in words(page)
    assert fields.get("description", "Getippt.").rstrip("\0") in page.text
    assert not GroupChange.objects.exists()


@pytest.mark.parametrize("broken", ["", "x", "99999999999999999999"])
def test_a_form_that_was_tampered_with_is_no_server_error(speaker, group, broken):
    page = speaker.post(EDIT, typed(speaker, **{"links-TOTAL_FORMS": broken, "description": "Getippt."}))
    assert page.status_code == 200
    assert "Getippt." in page.text


def test_two_speakers_do_not_overwrite_each_other_unasked(speaker, group):
    maria = make.person(name="Maria Beispiel")
    make.make(Membership, user=maria, group=group, role="speaker")
    marias = logged_in(maria)
    opened = typed(marias, description="Marias Text.")
    speaker.post(EDIT, typed(speaker, description="Text von Jonas."))
    page = marias.post(EDIT, opened)
    assert "The page was changed by somebody else meanwhile." in words(page)
    assert "Marias Text." in page.text
    assert words(page, "now").startswith("What stands there now Text von Jonas.")
    assert GroupChange.objects.get().description == "Text von Jonas."
    again = page.context["form"].data.dict()
    marias.post(EDIT, again)
    assert GroupChange.objects.get().description == "Marias Text."


def test_a_planner_is_told_if_the_page_changed_after_the_speaker_began(speaker, planner, group):
    speaker.post(EDIT, typed(speaker, description="Text von Jonas."))
    group.website = "https://berichtigt.example/"
    group.save()
    shown = planner.get(f"/en/verwaltung/alliance/groupchange/{GroupChange.objects.get().pk}/change/")
    assert "The page was changed after this had been begun." in words(shown)


def test_a_planner_decides_on_what_was_looked_at(speaker, planner, group):
    speaker.post(EDIT, typed(speaker, description="Harmlos."))
    change = GroupChange.objects.get()
    address = f"/en/verwaltung/alliance/groupchange/{change.pk}/change/"
    seen = planner.get(address).context["form"]["seen"].value()
    speaker.post(EDIT, typed(speaker, description="Ganz anders."))
    page = planner.post(address, {"seen": seen, "_save": "accept"})
    assert "This has changed since you opened it." in words(page)
    group.refresh_from_db()
    assert group.description == "Wir fahren Rad."


def test_to_decline_takes_a_reason_which_the_speaker_reads(visitor, speaker, planner, group):
    speaker.post(EDIT, typed(speaker, description="Werbung!"))
    change = GroupChange.objects.get()
    assert "Say why it is declined." in decide(planner, change, _save="decline", reason=" ").text
    decide(planner, change, _save="decline", reason="Bitte ohne Werbung.")
    page = words(speaker.get(EDIT))
    assert "The last change was declined Bitte ohne Werbung." in page
    assert "Werbung!" in page
    assert "Wir fahren Rad." in words(visitor.get(PAGE))


def test_who_wrote_a_change_is_forgotten_a_month_after_the_decision(group):
    ago = lambda days: timezone.now() - datetime.timedelta(days=days)  # noqa: E731 (reads as it is spoken)
    author = make.person()
    for name, decided in (("alt", ago(31)), ("frisch", ago(29))):
        make.make(
            GroupChange, group=group, author=author, description=name, state="accepted", decided_at=decided
        )
    make.make(GroupChange, group=group, author=author, description="wartet", at=ago(90))
    forget_authors_of_changes.func()
    kept = dict(GroupChange.objects.values_list("description", "author"))
    assert kept == {"alt": None, "frisch": author.pk, "wartet": author.pk}


def test_the_second_of_two_planners_decides_nothing(speaker, planner, group):
    speaker.post(EDIT, typed(speaker, description="Neu."))
    change = GroupChange.objects.get()
    decide(planner, change, _save="accept")
    page = decide(planner, change, _save="decline", reason="Zu spät.")
    assert "Somebody else has decided on it already." in page.text
    change.refresh_from_db()
    assert (change.state, change.reason) == ("accepted", "")


def test_a_logo_waits_with_its_change_and_is_seen_by_nobody_else(
    visitor, speaker, planner, participant, group
):
    speaker.post(EDIT, typed(speaker, logo=logo(), logo_alt="Ein Rad"))
    change = GroupChange.objects.get()
    proposed = f"/en/buendnis/gruppen/radverein/bearbeiten/logo/{change.pk}/"
    assert [browser.get(proposed).status_code for browser in (speaker, planner, participant, visitor)] == [
        200, 200, 404, 302,
    ]  # fmt: skip
    assert visitor.get("/buendnis/gruppen/radverein/logo/").status_code == 404
    assert proposed in planner.get(f"/en/verwaltung/alliance/groupchange/{change.pk}/change/").text
    decide(planner, change, _save="accept")
    page = visitor.get(PAGE).text
    assert 'alt="Ein Rad"' in page
    assert 'width="40" height="20"' in page
    sent = visitor.get("/buendnis/gruppen/radverein/logo/")
    assert sent["Content-Type"] == "image/png"
    assert "sandbox" in sent["Content-Security-Policy"]


def test_the_logo_of_a_draft_is_not_sent(visitor, planner, group):
    planner.post(EDIT, typed(planner, logo=logo(), logo_alt="Ein Rad"))
    group.refresh_from_db()
    group.withdraw()
    assert visitor.get("/buendnis/gruppen/radverein/logo/").status_code == 404
    assert planner.get("/buendnis/gruppen/radverein/logo/").status_code == 200


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"logo": logo()}, "Describe the picture in words too."),
        ({"logo": logo("logo.svg", b"<svg onload='alert(1)'/>"), "logo_alt": "Rad"}, "kern-error"),
        ({"logo": logo("logo.png", b"kein Bild"), "logo_alt": "Rad"}, "kern-error"),
        ({"logo": logo("leer.png", b" "), "logo_alt": "Rad"}, "kern-error"),
    ],
)
def test_what_is_no_fit_logo_is_refused_and_the_text_stays(speaker, group, fields, told):
    page = speaker.post(EDIT, typed(speaker, description="Getippt.", **fields))
    assert page.status_code == 200
    assert told in page.text
    assert "Getippt." in page.text
    assert not GroupChange.objects.exists()


def test_a_chosen_logo_is_asked_for_again_when_something_else_was_wrong(speaker, group):
    page = speaker.post(EDIT, typed(speaker, logo=logo(), logo_alt="Ein Rad", website="gar nicht"))
    assert "Please choose the picture once more" in page.text


def test_a_logo_is_kept_when_the_text_changes_and_taken_out_when_that_is_wished(visitor, planner, group):
    planner.post(EDIT, typed(planner, logo=logo(), logo_alt="Ein Rad"))
    planner.post(EDIT, typed(planner, description="Neu."))
    assert 'alt="Ein Rad"' in visitor.get(PAGE).text
    planner.post(EDIT, typed(planner, no_logo="on"))
    assert 'alt="Ein Rad"' not in visitor.get(PAGE).text
    group.refresh_from_db()
    assert (group.logo.name, group.logo_width) == ("", None)


def test_nobody_else_reaches_the_form(visitor, participant, city, speaker, planner, group):
    make.make(
        Membership,
        user=(contact := make.person()),
        group=group,
        role=Membership.Role.CONTACT,
    )
    make.group(slug="andere")
    assert visitor.get(EDIT).url.startswith("/en/konto/login/?next=")
    assert {browser.get(EDIT).status_code for browser in (participant, city, logged_in(contact))} == {404}
    assert {browser.post(EDIT).status_code for browser in (participant, city)} == {404}
    assert speaker.get("/buendnis/gruppen/andere/bearbeiten/").status_code == 404
    assert {browser.get(EDIT).status_code for browser in (speaker, planner)} == {200}


def test_a_speaker_whose_account_is_closed_is_out(speaker, group):
    assert speaker.get(EDIT).status_code == 200
    Membership.objects.get().user.delete()
    assert speaker.get(EDIT).status_code == 302


def test_the_way_to_the_form_is_shown_to_those_who_may(visitor, participant, speaker, planner, group):
    shown = {name: EDIT in browser.get(PAGE).text for name, browser in {
        "visitor": visitor, "participant": participant, "speaker": speaker, "planner": planner,
    }.items()}  # fmt: skip
    assert shown == {"visitor": False, "participant": False, "speaker": True, "planner": True}


def test_a_script_in_the_text_is_shown_as_text_also_to_planners(planner, speaker, group):
    speaker.post(EDIT, typed(speaker, description="<script>alert(1)</script>"))
    change = GroupChange.objects.get()
    page = planner.get(f"/en/verwaltung/alliance/groupchange/{change.pk}/change/")
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert" in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_costs_the_same_with_many_links(speaker, group, count, django_assert_num_queries):
    for number in range(count):
        group.links.create(label="Noch einer", url=f"https://rad.example/{number}")
    speaker.get("/en/netiquette/")
    with django_assert_num_queries(10):
        speaker.get(EDIT)

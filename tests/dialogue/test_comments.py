"""Everybody who is logged in says something to a result, a measure, a demand, minutes or an event."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from klimakreise.alliance.models import DemandSet, Membership
from klimakreise.dialogue.models import Comment
from tests import make
from tests.pages import words

KINDS = ["ergebnis", "massnahme", "forderung", "kurzprotokoll", "veranstaltung"]


@pytest.fixture
def things(circle):
    """One of each that can be commented on, by its word in addresses."""
    made = [
        make.result(circle, text="Mehr Bäume."),
        make.measure(title="Bäume pflanzen"),
        make.demand(title="Grünere Plätze"),
        make.protocol(circle.event),
        circle.event,
    ]
    return dict(zip(KINDS, made, strict=True))


@pytest.fixture
def result(things):
    return things["ergebnis"]


@pytest.fixture
def known(participant):
    """Mira, of whom a comment was approved before."""
    make.comment(author=mira(participant), measure=make.measure())
    return participant


def mira(browser):
    from klimakreise.accounts.models import User

    return User.objects.get(pk=browser.session["_auth_user_id"])


def place(thing, kind="ergebnis"):
    return f"/en/kommentare/{kind}/{thing.pk}/"


def say(browser, thing, text="Gute Idee.", kind="ergebnis", query="", **typed):
    return browser.post(f"{place(thing, kind)}schreiben/{query}", {"text": text, **typed})


@pytest.mark.parametrize("kind", KINDS)
def test_everybody_reads_what_was_said_and_comes_there_from_the_thing(visitor, known, things, kind):
    thing = things[kind]
    say(known, thing, kind=kind)
    page = visitor.get(place(thing, kind))
    assert "Mira Muster" in words(page)
    assert "Gute Idee." in words(page)
    link = f'<a href="{place(thing, kind)}">Read 1 comment, or write one</a>'
    assert link in visitor.get(thing.get_absolute_url()).text


def test_a_page_without_a_login_holds_no_form_and_is_the_same_for_all(visitor, result):
    make.comment(result=result)
    page = visitor.get(place(result))
    assert "<form" not in page.text
    assert "csrf" not in page.text
    assert page.cookies == {}
    assert f'href="/en/konto/login/?next={place(result)}schreiben/"' in page.text


def test_a_visitor_is_sent_to_the_login(visitor, result):
    assert visitor.get(f"{place(result)}schreiben/").url == f"/en/konto/login/?next={place(result)}schreiben/"
    assert say(visitor, result).status_code == 302
    assert not Comment.objects.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_longer_to_be_seen_is_closed(visitor, participant, planner, things, kind):
    thing = things[kind]
    make.comment(**{thing._meta.model_name: thing}, text="Vertraulich.")
    whole = thing.demand_set if kind == "forderung" else thing
    whole.withdraw()
    assert visitor.get(place(thing, kind)).status_code == 404
    for browser in (participant, planner):
        assert browser.get(f"{place(thing, kind)}schreiben/").status_code == 404
        assert say(browser, thing, kind=kind).status_code == 404
    comment = Comment.objects.get()
    assert visitor.get(f"/kommentare/{comment.pk}/").status_code == 404
    assert "Vertraulich." in planner.get(place(thing, kind)).text


def test_people_of_the_city_speak_for_their_office_with_a_mark(city, visitor, result):
    say(city, result, text="Wir schauen uns das an.")
    page = words(visitor.get(place(result)))
    assert "Umweltamt City administration" in page
    assert "Krause" not in page


def test_a_speaker_speaks_for_the_group_or_for_themselves(speaker, speakers_group, visitor, result):
    say(speaker, result, text="Der Verein ist dafür.", voice=f"group-{speakers_group.pk}")
    say(speaker, result, text="Ich sehe es anders.", voice="self")
    first, second = Comment.objects.order_by("pk")
    assert (first.group, second.group) == (speakers_group, None)
    page = words(visitor.get(place(result)))
    assert "Radverein Alliance group" in page
    assert "Jonas Beispiel" not in page
    assert second.is_waiting


def test_a_speaker_of_several_groups_chooses_and_nobody_speaks_for_a_foreign_one(
    speaker, speakers_group, result
):
    second, foreign = make.group(name="Solarverein"), make.group(name="Fremder Verein")
    secret = make.group(name="Geheimer Verein", published_at=None)
    for group in (second, secret):
        make.make(Membership, user=mira(speaker), group=group, role=Membership.Role.SPEAKER)
    page = words(speaker.get(f"{place(result)}schreiben/"))
    assert "Radverein" in page
    assert "Solarverein" in page
    assert "Geheimer Verein" not in page
    for group in (foreign, secret):
        assert "Select a valid choice." in words(say(speaker, result, voice=f"group-{group.pk}"))
    say(speaker, result, voice=f"group-{second.pk}")
    assert [comment.group for comment in Comment.objects.all()] == [second]


def test_a_contact_of_a_group_does_not_speak_for_it(participant, result):
    make.make(Membership, user=mira(participant), group=make.group(), role=Membership.Role.CONTACT)
    say(participant, result)
    assert Comment.objects.get().group is None


def test_what_was_said_stays_when_the_person_leaves(city, speaker, speakers_group, known, visitor, result):
    say(city, result, text="Vom Amt.")
    say(speaker, result, text="Vom Verein.", voice=f"group-{speakers_group.pk}")
    say(known, result, text="Von mir.")
    for browser in (city, speaker, known):
        mira(browser).delete()
    page = words(visitor.get(place(result)))
    for said in ("Umweltamt City administration", "Radverein Alliance group", "Participant"):
        assert said in page
    assert "Mira" not in page


def test_the_name_of_a_group_that_is_a_draft_again_is_not_told(visitor, speakers_group, result):
    make.comment(result=result, group=speakers_group)
    speakers_group.withdraw()
    page = words(visitor.get(place(result)))
    assert "Radverein" not in page
    assert "A group of the alliance" in page


def test_without_a_name_nobody_is_known_by_the_address(visitor, result):
    make.comment(result=result, author=make.person(email="geheim@example.org", name=""))
    page = visitor.get(place(result)).text
    assert "Participant" in page
    assert "geheim@example.org" not in page


def test_the_first_comment_of_an_account_waits_until_a_planner_approves(
    participant, visitor, planner, result
):
    page = say(participant, result)
    assert "The planning team looks at the comment" in words(participant.get(page.url, follow=True))
    assert "Gute Idee." in words(participant.get(place(result)))
    assert "waits for approval, not public yet" in words(participant.get(place(result)))
    assert "Gute Idee." not in visitor.get(place(result)).text
    assert "No comment yet" in words(visitor.get(result.get_absolute_url()))
    comment = Comment.objects.get()
    assert f'href="/en/kommentare/{comment.pk}/zeigen/"' in planner.get(place(result)).text
    planner.post(f"/en/kommentare/{comment.pk}/zeigen/")
    assert "Gute Idee." in visitor.get(place(result)).text
    say(participant, result, text="Noch etwas.")
    assert "Noch etwas." in visitor.get(place(result)).text


@pytest.mark.parametrize(
    "text", ["Siehe https://example.org/x.", "Siehe www.example.org", "HTTP://EXAMPLE.ORG"]
)
def test_a_comment_with_a_link_waits_but_not_that_of_the_city(known, city, visitor, result, text):
    say(known, result, text=text)
    assert Comment.objects.get(result=result).is_waiting
    say(city, result, text=text)
    assert "xample" in words(visitor.get(place(result))).lower().replace("EXAMPLE", "xample")


def test_links_lead_there_and_search_engines_do_not_follow(visitor, result):
    make.comment(result=result, text='Da: https://example.org/a?b=1&c="x". Und **fett**.')
    page = visitor.get(place(result)).text
    link = '<a href="https://example.org/a?b=1&amp;c=" rel="nofollow ugc external">https://example.org/a?b=1&amp;c=</a>'
    assert link in page
    assert "**fett**" in page


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "javascript:alert(1)",
        '"><img src=x onerror=alert(1)>',
        "https://x'onclick=alert(1)",
    ],
)
def test_a_script_is_shown_as_text(visitor, planner, participant, result, text):
    person = make.person(name=text)
    comment = make.comment(result=result, text=text, author=person)
    make.comment(result=result, state="hidden", hidden_reason=text, shown_at=timezone.now())
    pages = [
        visitor.get(place(result)),
        planner.get(f"/en/kommentare/{comment.pk}/ausblenden/"),
        participant.get(f"{place(result)}schreiben/?antwort={comment.pk}"),
        planner.get("/en/verwaltung/dialogue/comment/"),
        planner.get(f"/en/verwaltung/dialogue/comment/{comment.pk}/change/"),
    ]
    for page in pages:
        assert page.status_code == 200
        assert "alert(1)" in page.text
        for markup in ("<script>alert", "<img src=x", 'href="javascript:', "'onclick"):
            assert markup not in page.text


def test_replies_stand_below_and_have_no_replies(known, city, visitor, result):
    first = make.comment(result=result, text="Frage?", author=make.person(name="Fragende"))
    say(city, result, text="Antwort.", query=f"?antwort={first.pk}")
    reply = Comment.objects.get(text="Antwort.")
    assert reply.parent == first
    page = words(visitor.get(place(result)))
    assert page.index("Frage?") < page.index("Antwort.")
    assert say(known, result, query=f"?antwort={reply.pk}").status_code == 404
    with pytest.raises(ValidationError, match="replies have no replies"):
        Comment(result=result, parent=reply, text="Doch.").full_clean()
    with pytest.raises(ValidationError, match="on the same thing"):
        Comment(measure=make.measure(), parent=first, text="Anderswo.").full_clean()


@pytest.mark.parametrize("nonsense", ["abc", "-1", "99999999999999999999999", "٣", ""])
def test_a_reply_to_nonsense_is_not_found(participant, result, nonsense):
    assert participant.get(f"{place(result)}schreiben/", {"antwort": nonsense}).status_code == 404


@pytest.mark.parametrize("state", ["waiting", "hidden", "withdrawn"])
def test_nobody_replies_to_what_is_not_shown(participant, result, state):
    more = {"hidden": {"hidden_reason": "Beleidigung"}, "withdrawn": {"text": ""}}.get(state, {})
    comment = make.comment(result=result, state=state, **more)
    assert participant.get(f"{place(result)}schreiben/?antwort={comment.pk}").status_code == 404


def test_one_withdraws_ones_own_and_the_text_is_gone_for_good(known, visitor, result):
    say(known, result, text="Unüberlegt.")
    comment = Comment.objects.get(result=result)
    address = f"/en/kommentare/{comment.pk}/zurueckziehen/"
    assert "Unüberlegt." in words(known.get(address))
    assert Comment.objects.get(pk=comment.pk).is_shown
    known.post(address)
    assert "Unüberlegt." not in visitor.get(place(result)).text
    assert "Withdrawn" not in words(visitor.get(place(result)))
    assert Comment.objects.get(pk=comment.pk).text == ""
    assert known.post(address).status_code == 404


def test_a_withdrawn_comment_with_a_reply_leaves_a_gap(known, city, visitor, result):
    say(known, result, text="Unüberlegt.")
    comment = Comment.objects.get(result=result)
    say(city, result, text="Antwort.", query=f"?antwort={comment.pk}")
    known.post(f"/en/kommentare/{comment.pk}/zurueckziehen/")
    page = words(visitor.get(place(result)))
    assert "Withdrawn by its author." in page
    assert "Antwort." in page
    assert "Mira" not in page


def test_ids_counted_up_reach_nobody_elses_comment(participant, city, speaker, visitor, result):
    comment = make.comment(result=result, author=make.person())
    for act in ("zurueckziehen", "ausblenden", "zeigen"):
        for browser in (participant, city, speaker):
            address = f"/en/kommentare/{comment.pk}/{act}/"
            assert browser.get(address).status_code == 404
            assert browser.post(address, {"reason": "weg"}).status_code == 404
        assert visitor.post(f"/en/kommentare/{comment.pk}/{act}/").status_code == 302
    assert Comment.objects.get().is_shown


@pytest.mark.parametrize(
    "address", ["baum/1/", "ergebnis/0/", "ergebnis/999/", "ergebnis/99999999999999999999/"]
)
def test_nonsense_is_not_found(visitor, participant, result, address):
    assert visitor.get(f"/kommentare/{address}").status_code == 404
    assert participant.get(f"/kommentare/{address}schreiben/").status_code == 404


def test_too_long_or_empty_a_text_is_refused_and_nothing_is_lost(participant, result):
    long = "x" * 3001
    page = say(participant, result, text=long)
    assert "at most 3000 characters" in words(page)
    assert long in page.text
    assert "This field is required." in words(say(participant, result, text="   "))
    assert not Comment.objects.exists()


def test_many_comments_in_a_short_time_are_refused_and_the_text_stays(known, result):
    for number in range(5):
        say(known, result, text=f"Nummer {number}.")
    page = say(known, result, text="Nummer 6.")
    assert page.status_code == 429
    assert "many comments in a short time" in words(page)
    assert "Nummer 6." in page.text
    assert Comment.objects.filter(result=result).count() == 5


def test_sent_twice_it_is_one_comment(known, result):
    say(known, result)
    say(known, result)
    assert Comment.objects.filter(result=result).count() == 1


def test_a_new_version_of_a_demand_keeps_what_was_said_to_the_old_one(visitor, known, things):
    old = things["forderung"]
    make.comment(demand=old, text="Zur alten Fassung.")
    later = make.make(DemandSet, label="Neuere", date="2030")
    new = make.demand(demand_set=later, slug=old.slug, title="Grünere Plätze")
    say(known, new, text="Zur neuen.", kind="forderung")
    page = words(visitor.get(place(new, "forderung")))
    assert "Zur alten Fassung." in page
    assert "Zur neuen." in page
    assert "Read 2 comments" in words(visitor.get(new.get_absolute_url()))


def test_newest_first_twenty_on_a_page_and_each_has_an_address(visitor, result):
    start = timezone.now() - datetime.timedelta(days=1)
    for number in range(25):
        make.comment(
            result=result, text=f"Nr {number:02}.", created_at=start + datetime.timedelta(minutes=number)
        )
    assert words(visitor.get(place(result))).index("Nr 24.") < words(visitor.get(place(result))).index(
        "Nr 23."
    )
    oldest = Comment.objects.get(text="Nr 00.")
    address = visitor.get(f"/en/kommentare/{oldest.pk}/").url
    assert address == f"{place(result)}?page=2#kommentar-{oldest.pk}"
    assert f'id="kommentar-{oldest.pk}"' in visitor.get(address).text


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_page_takes_four_queries(visitor, django_assert_num_queries, result, count):
    for _number in range(count):
        first = make.comment(result=result, author=make.person())
        make.comment(result=result, parent=first, group=make.group())
    visitor.get("/en/themen/")
    with django_assert_num_queries(4):
        assert visitor.get(place(result)).status_code == 200

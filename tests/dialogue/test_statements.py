"""The city answers: drafts that look like drafts, published under the name of the office, one or all at once."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from klimakreise.dialogue.announcing import announce
from klimakreise.dialogue.models import Statement
from klimakreise.publishing.models import Entry
from klimakreise.publishing.partial_dates import PartialDate
from tests import make
from tests.pages import words

DESK = "/en/stadt/"
TYPED = {"kind": "accepted", "text": "Wir machen das.", "reason": "", "next_step": "", "next_step_date": ""}


def write(browser, result, act="save", **changes):
    """Open the form of a new statement on `result`, fill it in and send it with a button."""
    address = f"{DESK}antworten/ergebnis/{result.pk}/"
    return send(browser, address, act, **{**TYPED, **changes})


def ready(browser, result, **changes):
    """Address and data of a new statement on `result`, as a browser would send them."""
    address = f"{DESK}antworten/ergebnis/{result.pk}/"
    return address, {**opened(browser, address), **TYPED, **changes, "_save": "save"}


def send(browser, address, act="save", **typed):
    """Open a form, type into it, and send all of it, hidden fields too."""
    return browser.post(address, {**opened(browser, address), **typed, "_save": act})


def opened(browser, address):
    """What the form at `address` would send as it stands."""
    form = browser.get(address).context["form"]
    data = {field.html_name: field.field.prepare_value(field.value()) or "" for field in form}
    hidden = form["published_at"]
    return {**data, hidden.html_initial_name: hidden.field.hidden_widget().format_value(hidden.value()) or ""}


def test_a_draft_is_seen_by_its_office_and_the_planning_team_alone(
    city, colleague, other_city, planner, participant, visitor, asked
):
    assert write(city, asked).url == DESK
    page = f"/en/ergebnisse/{asked.pk}/"
    assert [("Wir machen das." in browser.get(page).text) for browser in (city, colleague, planner)] == [
        True
    ] * 3
    assert [
        ("Wir machen das." in browser.get(page).text) for browser in (other_city, participant, visitor)
    ] == [False] * 3
    assert "Draft: not published yet" in words(city.get(page), "statements")
    assert 'class="statement statement--draft"' in city.get(page).text
    assert "answered by the city draft" in words(city.get(asked.circle.get_absolute_url()))
    assert "answered" not in words(visitor.get(asked.circle.get_absolute_url()))
    assert not Entry.objects.exists()


def test_the_page_of_a_thing_leads_whoever_may_answer_to_the_form(city, planner, participant, visitor, asked):
    page, form = asked.get_absolute_url(), f"/stadt/antworten/ergebnis/{asked.pk}/"
    assert [form in browser.get(page).text for browser in (city, planner)] == [True, True]
    assert [form in browser.get(page).text for browser in (participant, visitor)] == [False, False]
    asked.withdraw()
    assert form not in planner.get(page).text


def test_whoever_saves_is_told_what_became_of_it_and_the_desk_shows_words_without_marks(city, asked):
    saved = city.post(*ready(city, asked, text="Wir **machen** das."), follow=True)
    assert "Saved as a draft. Only the department and the planning team see it." in words(saved)
    assert "Wir machen das. draft accepted Edit or publish" in words(saved, "drafts")


def test_a_draft_on_a_draft_is_not_seen_by_the_office(city, planner, asked, office):
    make.statement(result=asked, department=office, text="Geheimwort", published_at=None)
    asked.withdraw()
    for address in (DESK, f"{DESK}entwuerfe/", "/en/", "/en/bilanz/"):
        assert "Geheimwort" not in city.get(address).text
    statement = Statement.objects.get()
    assert city.get(f"{DESK}stellungnahmen/{statement.pk}/").status_code == 404
    assert planner.get(f"{DESK}stellungnahmen/{statement.pk}/").status_code == 200


def test_published_it_speaks_for_the_office_and_names_nobody(city, visitor, asked):
    write(
        city,
        asked,
        "publish",
        kind="partly",
        reason="Nicht überall.",
        next_step="Zählung",
        next_step_date="3.2027",
    )
    page = visitor.get(f"/en/ergebnisse/{asked.pk}/")
    today = PartialDate.of(timezone.localdate())
    assert words(page, "statements") == (
        f"Statements of the city City administration, Umweltamt, {today} partly accepted Wir machen das. "
        "Reason: Nicht überall. Next step: Zählung (by March 2027)"
    )
    assert "Krause" not in page.text
    assert Statement.objects.get().author.name == "Karla Krause"
    assert [entry.act for entry in Entry.objects.all()] == ["published"]


def test_a_colleague_publishes_the_draft_of_another(city, colleague, visitor, asked):
    write(city, asked)
    statement = Statement.objects.get()
    send(colleague, f"{DESK}stellungnahmen/{statement.pk}/", "publish")
    assert "Wir machen das." in words(visitor.get(f"/ergebnisse/{asked.pk}/"))


def test_a_refusal_needs_a_reason_and_nothing_typed_is_lost(city, asked):
    page = write(city, asked, kind="refused", text="Nein, leider.")
    assert "Give the reason for the refusal." in words(page)
    assert "Nein, leider." in page.text
    assert not Statement.objects.exists()
    write(city, asked, kind="refused", text="Nein, leider.", reason="Das Dach trägt nicht.")
    assert Statement.objects.get().reason == "Das Dach trägt nicht."


def test_the_kind_is_asked_for_but_may_be_unknown_in_what_was_found(city, visitor, asked):
    page = write(city, asked, kind="")
    assert "This field is required." in words(page)
    make.statement(result=asked)
    assert "City administration, date not known Die Stadt" in words(
        visitor.get(f"/en/ergebnisse/{asked.pk}/")
    )


def test_it_appears_by_itself_at_the_time_that_was_typed(city, visitor, asked):
    tomorrow = timezone.localtime() + datetime.timedelta(days=1)
    write(city, asked, published_at=tomorrow.strftime("%Y-%m-%dT%H:%M"))
    page = f"/en/ergebnisse/{asked.pk}/"
    assert "Wir machen das." not in visitor.get(page).text
    assert "Draft: appears on" in words(city.get(page), "statements")
    with time_machine.travel(tomorrow + datetime.timedelta(minutes=1)):
        seen = words(visitor.get(page), "statements")
    assert f"Umweltamt, {PartialDate.of(tomorrow.date())} accepted Wir machen das." in seen


def test_a_moment_that_has_passed_is_refused(city, asked):
    page = write(city, asked, published_at="2020-01-01T10:00")
    assert "This moment has passed. Leave it empty to publish now." in words(page)
    assert not Statement.objects.exists()


def test_what_is_out_is_corrected_or_withdrawn(city, visitor, asked):
    write(city, asked, "publish")
    address = f"{DESK}stellungnahmen/{Statement.objects.get().pk}/"
    send(city, address, text="Wir machen das 2027.")
    assert "Wir machen das 2027." in words(visitor.get(f"/ergebnisse/{asked.pk}/"))
    send(city, address, "withdraw")
    assert "Wir machen das 2027." not in words(visitor.get(f"/ergebnisse/{asked.pk}/"))
    assert [entry.act for entry in Entry.objects.order_by("pk")] == ["published", "changed", "withdrawn"]


def test_ids_counted_up_open_nobody_elses_statement(
    city, other_city, participant, speaker, visitor, asked, office
):
    statement = make.statement(result=asked, department=office, published_at=None)
    out = make.statement(result=asked, department=office)
    for pk in (statement.pk, out.pk, out.pk + 1):
        address = f"{DESK}stellungnahmen/{pk}/"
        for browser in (other_city, participant, speaker):
            assert browser.get(address).status_code == 404
            assert browser.post(address, {**TYPED, "_save": "publish"}).status_code == 404
        assert visitor.post(address, TYPED).status_code == 302
    statement.refresh_from_db()
    assert statement.is_draft


def test_the_office_cannot_be_chosen_by_the_city(city, asked, office):
    write(city, asked, department=make.department().pk)
    assert Statement.objects.get().department == office


def test_a_planner_writes_for_an_office_that_is_to_be_chosen(planner, asked, office):
    assert "This field is required." in words(write(planner, asked, department=""))
    write(planner, asked, department=office.pk)
    assert Statement.objects.get().department == office


def test_a_second_statement_opens_the_draft_that_is_there(city, asked):
    write(city, asked)
    draft = Statement.objects.get()
    assert city.get(f"{DESK}antworten/ergebnis/{asked.pk}/").url == f"{DESK}stellungnahmen/{draft.pk}/"


def test_sent_twice_it_is_one_draft(city, asked):
    typed = {**TYPED, "_save": "save", "revision": "new"}
    for _time in range(2):
        assert city.post(f"{DESK}antworten/ergebnis/{asked.pk}/", typed).status_code == 302
    assert Statement.objects.count() == 1


def test_whoever_saves_second_sees_both_texts_and_decides(city, colleague, asked):
    write(city, asked)
    address = f"{DESK}stellungnahmen/{Statement.objects.get().pk}/"
    early = opened(colleague, address)
    send(city, address, text="Von Frau Krause.")
    page = colleague.post(address, {**early, "text": "Von der Kollegin.", "_save": "publish"})
    assert "Somebody else has changed this statement meanwhile." in words(page)
    assert "Von Frau Krause." in words(page, "stored")
    assert "Von der Kollegin." in page.text
    statement = Statement.objects.get()
    assert (statement.text, statement.is_draft) == ("Von Frau Krause.", True)
    again = {field.html_name: field.value() or "" for field in page.context["form"]}
    assert colleague.post(address, {**again, "_save": "save"}).url == DESK
    assert Statement.objects.get().text == "Von der Kollegin."


def test_a_form_opened_before_a_withdrawal_does_not_publish_again(city, colleague, asked):
    write(city, asked, "publish")
    address = f"{DESK}stellungnahmen/{Statement.objects.get().pk}/"
    early = opened(colleague, address)
    send(city, address, "withdraw")
    page = colleague.post(address, {**early, "_save": "save"})
    assert "Somebody else has changed this statement meanwhile." in words(page)
    assert Statement.objects.get().is_draft


def test_all_drafts_of_an_office_come_out_on_one_day(city, visitor, circle, office):
    results = [make.result(circle, text=f"Ergebnis {n}.", responsible_department=office) for n in range(3)]
    for result in results:
        write(city, result, text=f"Antwort auf {result.pk}.")
    make.statement(result=results[0], department=make.department(), published_at=None)
    drafts = city.get(f"{DESK}entwuerfe/").context["form"]["statements"].value()
    assert len(drafts) == 3
    page = city.post(f"{DESK}entwuerfe/", {"statements": drafts, "at": ""}, follow=True)
    assert "3 statements are published." in words(page)
    assert len({each.date for each in Statement.objects.published()}) == 1
    assert Statement.objects.drafts().count() == 1
    assert f"Antwort auf {results[2].pk}." in visitor.get(f"/ergebnisse/{results[2].pk}/").text


def test_they_come_out_later_if_a_moment_is_given_and_never_in_the_past(city, asked, office):
    draft = make.statement(result=asked, department=office, published_at=None)
    page = city.post(f"{DESK}entwuerfe/", {"statements": [draft.pk], "at": "2020-01-01T10:00"})
    assert "This moment has passed. Leave it empty to publish now." in words(page)
    at = timezone.localtime() + datetime.timedelta(days=2)
    city.post(f"{DESK}entwuerfe/", {"statements": [draft.pk], "at": at.strftime("%Y-%m-%dT%H:%M")})
    draft.refresh_from_db()
    assert draft.is_scheduled
    assert draft.date == PartialDate.of(at.date())
    city.post(f"{DESK}entwuerfe/", {"statements": [draft.pk], "at": ""})
    draft.refresh_from_db()
    assert draft.is_published
    assert draft.date == PartialDate.of(timezone.localdate())


def test_a_draft_of_another_office_is_not_announced(city, asked):
    foreign = make.statement(result=asked, department=make.department(), published_at=None)
    city.post(f"{DESK}entwuerfe/", {"statements": [foreign.pk], "at": ""})
    foreign.refresh_from_db()
    assert foreign.is_draft


def test_all_of_them_come_out_or_none(asked, office):
    good = make.statement(result=asked, department=office, published_at=None)
    bad = make.statement(result=asked, department=office, published_at=None)
    Statement.objects.filter(pk=bad.pk).update(kind="unsinn")
    with pytest.raises(ValidationError):
        announce([good, bad])
    assert Statement.objects.drafts().count() == 2


def test_an_old_date_that_was_found_stays_when_it_is_published(asked, office):
    draft = make.statement(result=asked, department=office, date="2022-05-06", published_at=None)
    announce([draft])
    assert Statement.objects.get().date == PartialDate("2022-05-06")


@pytest.mark.parametrize("field", ["text", "reason", "next_step"])
def test_a_script_in_any_field_is_shown_as_text(city, visitor, planner, asked, field):
    script = "<script>alert(1)</script>"
    write(city, asked, "publish", **{"next_step": "Schritt", "reason": "Grund", field: script})
    address = f"{DESK}stellungnahmen/{Statement.objects.get().pk}/"
    for page in (
        visitor.get(f"/ergebnisse/{asked.pk}/"),
        city.get(DESK),
        city.get(address),
        planner.get(DESK),
    ):
        assert "<script>alert" not in page.text
    assert "alert(1)" in words(visitor.get(f"/ergebnisse/{asked.pk}/"), "statements")


def test_the_real_citys_word_is_of_no_known_kind(process, visitor):
    statement = Statement.objects.get()
    assert (statement.kind, statement.date.iso, statement.event.slug) == ("", "2022-05-06", "klimakreise-2")
    page = words(visitor.get("/en/veranstaltungen/klimakreise-2/"), "outcome")
    assert "Stadtentwicklung, 6 May 2022 Begrüßt" in page

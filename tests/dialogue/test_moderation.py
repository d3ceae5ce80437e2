"""The planning team approves and hides comments, on the page and in the queue of the admin."""

import pytest

from klimakreise.dialogue.models import Comment
from klimakreise.publishing.audit import AuditRecord
from tests import make
from tests.pages import words

QUEUE = "/en/verwaltung/dialogue/comment/"


@pytest.fixture
def said(circle):
    return make.comment(result=make.result(circle), text="Schimpfwort.", author=make.person(name="Rüpel"))


def place(comment):
    return f"/en/kommentare/ergebnis/{comment.result_id}/"


def test_a_hidden_comment_leaves_its_reason_and_nothing_else(planner, visitor, participant, said):
    planner.post(f"/en/kommentare/{said.pk}/ausblenden/", {"reason": "Beleidigung"})
    for browser in (visitor, participant):
        page = browser.get(place(said)).text
        assert "Hidden by the planning team. Reason: Beleidigung" in words(browser.get(place(said)))
        assert "Schimpfwort" not in page
        assert "Rüpel" not in page
    assert "No comment yet" in words(visitor.get(said.result.get_absolute_url()))
    assert visitor.get(f"/kommentare/{said.pk}/").status_code == 404


def test_hiding_needs_a_reason(planner, said):
    page = planner.post(f"/en/kommentare/{said.pk}/ausblenden/", {"reason": ""})
    assert "This field is required." in words(page)
    assert Comment.objects.get().is_shown


def test_it_is_shown_again(planner, visitor, said):
    planner.post(f"/en/kommentare/{said.pk}/ausblenden/", {"reason": "Versehen"})
    planner.post(f"/en/kommentare/{said.pk}/zeigen/")
    assert "Schimpfwort." in words(visitor.get(place(said)))
    assert [record.act for record in AuditRecord.objects.filter(kind="dialogue.comment").order_by("pk")] == [
        "hidden",
        "shown",
    ]


def test_what_was_never_shown_leaves_no_gap_but_its_author_is_told_why(planner, visitor, participant, circle):
    result = make.result(circle)
    participant.post(f"/en/kommentare/ergebnis/{result.pk}/schreiben/", {"text": "Werbung."})
    comment = Comment.objects.get()
    planner.post(f"/en/kommentare/{comment.pk}/ausblenden/", {"reason": "Reklame"})
    assert "Nobody has said anything here yet." in words(visitor.get(place(comment)))
    assert "Not published by the planning team. Reason: Reklame" in words(participant.get(place(comment)))


def test_what_was_withdrawn_cannot_be_shown_or_hidden(planner, said):
    Comment.objects.update(state="withdrawn", text="")
    for act in ("zeigen", "ausblenden"):
        assert planner.post(f"/en/kommentare/{said.pk}/{act}/", {"reason": "x"}).status_code == 404
    planner.post(QUEUE, {"action": "show_selected", "_selected_action": [said.pk]})
    assert Comment.objects.get().state == "withdrawn"


def test_the_queue_shows_first_what_waits_and_approves_many_at_once(planner, visitor, said):
    waiting = [make.comment(result=said.result, state="waiting", text=f"Wartet {n}.") for n in range(2)]
    page = planner.get(QUEUE).text
    assert page.index("Wartet 0.") < page.index("Schimpfwort.")
    planner.post(QUEUE, {"action": "show_selected", "_selected_action": [each.pk for each in waiting]})
    assert "Wartet 1." in visitor.get(place(said)).text


def test_many_are_hidden_at_once_with_a_reason(planner, visitor, said):
    data = {"action": "hide_selected", "_selected_action": [said.pk]}
    assert "Schimpfwort." in planner.post(QUEUE, data).text
    assert "This field is required." in planner.post(QUEUE, {**data, "reason": ""}).text
    planner.post(QUEUE, {**data, "reason": "Beleidigung"})
    assert "Beleidigung" in words(visitor.get(place(said)))


def test_nobody_changes_what_another_has_said(planner, said):
    page = planner.get(f"{QUEUE}{said.pk}/change/")
    assert "Schimpfwort." in page.text
    assert planner.post(f"{QUEUE}{said.pk}/change/", {"text": "Lob."}).status_code == 403
    assert Comment.objects.get().text == "Schimpfwort."

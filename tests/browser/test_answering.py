"""Answering the example's survey in a real browser: every type of question is for everyone, and no script is needed."""

import pytest

from tests.browsing import go_by

pytestmark = pytest.mark.browser

ADDRESS = "/en/umfragen/beispiel-umfrage-2/antworten/"


def press(page, name):
    go_by(page.get_by_role("button", name=name, exact=True))


def test_every_step_is_for_everyone_also_with_errors(site, window):
    opened = window(site, width=320)
    page = opened.visit(ADDRESS)
    press(page, "Next")
    opened.must_be_for_everyone()  # with an error
    page.get_by_label("another topic").check()
    press(page, "Next")
    page.get_by_label("Rank: build").select_option("2")
    press(page, "Next")
    opened.must_be_for_everyone()  # free text, matrix, ranking with an error
    page.get_by_label("Rank: plan").select_option("1")
    press(page, "Next")
    page.get_by_label("How far is your daily way?").fill("12.5 km")
    press(page, "Next")
    opened.must_be_for_everyone()  # ticks, number with an error, rating
    page.get_by_label("How far is your daily way?").fill("12,5")
    press(page, "Next")
    press(page, "Next")
    opened.must_be_for_everyone()  # all answers
    assert page.context.cookies() == []


def test_a_code_behind_the_link_goes_into_the_form_and_out_of_the_address(site, window):
    page = window(site).visit(f"{ADDRESS}#ABCD-EFGH-JKMN-PQRS-TVWX")
    assert page.url.endswith("/antworten/")
    page.get_by_label("Cycle paths").check()
    for _step in range(4):
        press(page, "Next")
    assert page.get_by_label("Your code").input_value() == "ABCD-EFGH-JKMN-PQRS-TVWX"


def test_without_script_one_walks_all_the_way_and_back(site, window):
    page = window(site, width=320, java_script_enabled=False).visit(ADDRESS)
    page.get_by_label("Solar power").first.check()
    press(page, "Next")
    press(page, "Next")
    page.get_by_label("by bicycle").check()
    press(page, "Back")
    press(page, "Next")
    assert page.get_by_label("by bicycle").is_checked()
    press(page, "Next")
    press(page, "Next")
    assert page.get_by_role("heading", name="All my answers").is_visible()
    assert page.get_by_text("by bicycle").is_visible()
    page.get_by_label("Your code").fill("ABCD")
    press(page, "Send")
    assert page.get_by_role("textbox", name="Your code").get_attribute("aria-invalid") == "true"

"""The handbook: a text of the repository that the planning team reads in its admin."""

import re

from klimakreise.site.handbook import FILE, chapters
from tests.pages import words

ADDRESS = "/verwaltung/handbuch/"


def test_every_page_of_the_admin_leads_to_the_handbook(planner):
    for page in ("/verwaltung/", "/verwaltung/events/event/", ADDRESS):
        assert f'href="{ADDRESS}"' in planner.get(page).content.decode()


def test_it_has_a_list_of_chapters_each_of_which_is_there(planner):
    page = planner.get(ADDRESS).content.decode()
    chapters = re.findall(r"^## (.+)$", FILE.read_text(encoding="utf-8"), re.MULTILINE)
    anchors = re.findall(r'<a href="#([\w-]+)">([^<]+)</a>', page)
    assert [title for _anchor, title in anchors] == chapters
    for anchor, title in anchors:
        assert re.findall(rf'<h2 id="{anchor}">([^<]+)</h2>', page) == [title]


def test_its_text_is_set_as_text(planner):
    page = planner.get(ADDRESS)
    assert "**" not in words(page)
    assert "<strong>Entwurf</strong>" in page.content.decode()
    assert [chapter.title for chapter in chapters()[1] if "<br" in chapter.text] == []


def test_it_is_for_the_planning_team_only(visitor, city):
    assert "login" in visitor.get(ADDRESS).url
    assert city.get(ADDRESS).status_code in {302, 403}

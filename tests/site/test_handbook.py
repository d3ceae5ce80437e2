"""The handbook: a text of the repository that the planning team reads in its admin."""

import re

from django.contrib.staticfiles import finders

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


def test_its_pictures_are_those_of_the_file_and_lie_with_the_static_files(planner):
    page = planner.get(ADDRESS).text
    wanted = re.findall(r"^!\[(.+)\]\(\.\./static/(.+)\)$", FILE.read_text(encoding="utf-8"), re.MULTILINE)
    shown = re.findall(
        r'<img src="/static/(\S+)" width="960" height="\d+" alt="" loading="lazy"><figcaption>([^<]+)<', page
    )
    assert [(words, path) for path, words in shown] == wanted
    assert len(wanted) == 4
    assert all(finders.find(path) for path, _words in shown)
    assert "![" not in page


def test_it_is_for_the_planning_team_only(visitor, city):
    assert "login" in visitor.get(ADDRESS).url
    assert city.get(ADDRESS).status_code in {302, 403}

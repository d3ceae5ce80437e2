"""Every page of the admin: who may open it, that it opens, and that long lists cost no more queries than short ones."""

import re

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import translation

from events.models import Event, Material
from klimakreise.accounts.models import User
from klimakreise.mailing.outbox import queue
from klimakreise.publishing.models import Entry
from klimakreise.site.models import Identity
from tests import make
from tests.typed import faults, typed
from tests.world import World

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label_lower)


def address(model, page, *arguments):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def pages(model):
    """The addresses of the pages that the admin has for a model, with one of its rows if there is one."""
    translation.activate("de")  # addresses without a prefix
    found = {"changelist": address(model, "changelist"), "add": address(model, "add")}
    if row := model._default_manager.first():
        found |= {name: address(model, name, row.pk) for name in ("change", "history", "delete")}
    return found


@pytest.fixture
def world(db):
    Entry.record(World().things["event"], Entry.Act.CHANGED)
    queue("mailing/test", to="mira@example.org", key="test-mira")


def test_the_admin_holds_our_own_rooms_only_and_all_that_is_public(db):
    rooms = {model._meta.app_label for model in MODELS}
    assert rooms == {
        "accounts",
        "publishing",
        "alliance",
        "events",
        "circles",
        "dialogue",
        "surveys",
        "site",
        "mailing",
    }


def test_visitors_are_sent_to_the_login_and_people_without_a_role_see_nothing(world, visitor, participant):
    for model in MODELS:
        for page in pages(model).values():
            assert visitor.get(page).status_code == 302
            assert "login" in visitor.get(page).url
            assert participant.get(page).status_code in {302, 403}
            assert participant.post(page).status_code in {302, 403}


@pytest.mark.parametrize("language", ["", "/en"])
def test_planners_open_every_page_but_those_of_people(world, planner, language):
    closed = {}
    for model in MODELS:
        for name, page in pages(model).items():
            status = planner.get(language + page).status_code
            if status not in {200, 302}:
                closed.setdefault(model._meta.label, []).append((name, status))
    all_pages = [(name, 403) for name in ("changelist", "add", "change", "history", "delete")]
    assert closed.pop("accounts.User") == all_pages
    for model in ("publishing.Entry", "publishing.AuditRecord", "mailing.Message"):
        assert closed.pop(model) == [("add", 403), ("delete", 403)]
    assert closed.pop("accounts.CityPerson") == [("add", 403), ("delete", 403)]
    assert closed == {
        "dialogue.Comment": [("add", 403), ("delete", 403)],
        "circles.SeatingRun": [("add", 403)],
        "events.AgendaItem": [("add", 403)],
        "events.Registration": [("delete", 403)],
        "alliance.Demand": [("add", 403)],
        "alliance.GroupChange": [("add", 403)],
        "alliance.JoinRequest": [("add", 403)],
        "alliance.Alliance": [("add", 403), ("delete", 403)],
        "site.Identity": [("add", 403), ("delete", 403)],
        "surveys.FreeText": [("add", 403)],
        "surveys.GroupAnswerLine": [("add", 403)],
        "surveys.QuestionResults": [("add", 403)],
        "surveys.Option": [("add", 403)],
        "surveys.ProposedStatement": [("add", 403)],
        "surveys.TopicCorrection": [("add", 403), ("delete", 403)],
    }


def test_a_nonsense_address_or_query_is_no_server_error(world, planner):
    for path in (
        "events/event/abc/change/", "events/event/0/copy/", "events/event/?standing=xyz", "events/event/?e=1",
        "events/event/add/?series=abc&number=x", "events/event/add/?extra=abc", "events/event/?o=99.-1",
        "events/material/?address=%00", "circles/circle/?event__id__exact=abc",
    ):  # fmt: skip
        assert planner.get(f"/verwaltung/{path}").status_code < 500


def test_no_folded_section_can_hide_an_error(db):
    for model_admin in admin.site._registry.values():
        for _, options in getattr(model_admin, "fieldsets", None) or []:
            if "collapse" in options.get("classes", []):
                assert all(isinstance(field, str) for field in options["fields"])


def test_superusers_make_people_who_log_in_by_code(db):
    boss = Client()
    boss.force_login(User.objects.create_user("boss@example.org", is_superuser=True))
    add = "/verwaltung/accounts/user/add/"
    boss.post(add, typed(boss.get(add), email="neu@example.org", name="Neu", is_planner="on"))
    person = User.objects.get(email="neu@example.org")
    assert person.is_planner
    assert not person.has_usable_password()
    assert person.emailaddress_set.get().verified
    change = f"/verwaltung/accounts/user/{person.pk}/change/"
    boss.post(change, typed(boss.get(change), email="anders@example.org"))
    assert [row.email for row in person.emailaddress_set.all()] == ["anders@example.org"]
    page = boss.post(add, typed(boss.get(add), email="BOSS@example.org"))
    assert list(faults(page)) == ["email"]


def rows(count):
    """That many of everything that has a list of its own."""
    event = make.event(series=make.series())
    for number in range(count):
        circle = make.circle(event)
        result = make.result(circle)
        measure = make.measure(demand=make.demand(), topic=circle.topic)
        make.report(measure)
        make.statement(result=result)
        make.material(event, source=make.source())
        make.protocol(make.event())
        make.supporter(group=make.group())
        survey = make.survey()
        make.results(survey)
        make.question(survey, text=f"Frage {number}")
        event.topic_choices.create(topic=circle.topic)


@pytest.fixture
def queries_of_lists(planner, django_assert_max_num_queries):
    """Returns how many queries the list of each model needs."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count():
        planner.get("/verwaltung/site/page/")
        found = {}
        for model in MODELS:
            with CaptureQueriesContext(connection) as queries:
                planner.get(address(model, "changelist"))
            found[model._meta.label] = len(queries)
        return found

    return count


def test_long_lists_need_as_many_queries_as_short_ones(queries_of_lists):
    rows(1)
    with_one = queries_of_lists()
    rows(2)
    assert queries_of_lists() == with_one
    rows(40)
    assert queries_of_lists() == with_one
    assert max(with_one.values()) <= 9


@pytest.mark.parametrize("event", ["99999999999999999999", "-1", "x", "²"])
def test_an_address_with_a_senseless_event_opens_an_empty_form(planner, db, event):
    page = planner.get("/verwaltung/circles/circle/add/", {"event": event})
    assert page.context["adminform"].form["number"].value() is None


def test_the_file_that_a_form_names_is_one_click_away(planner, visitor, db):
    things = World().things
    forms = {Event: things["event"], Material: things["material"], Identity: Identity.objects.get()}
    for model, thing in forms.items():
        page = planner.get(address(model, "change", thing.pk)).content.decode()
        links = re.findall(r'class="file-upload">[^<]*<a href="([^"]+)"', page)
        assert len(links) == (3 if model is Event else 1)  # its picture, and the files of its materials
        assert [visitor.get(link).status_code for link in links] == [200] * len(links)
        assert "/media/" not in page


def test_every_section_of_a_form_has_a_way_to_it(planner, db):
    page = planner.get(address(Event, "change", World().things["event"].pk)).content.decode()
    sections = re.search(r'<nav class="sections" aria-label.*?</nav>', page, re.DOTALL)[0]
    targets = re.findall(r'href="#([^"]+)">([^<]+)<', sections)
    assert targets[-1][1] == "Veröffentlichung"
    assert all(f'id="{target}"' in page for target, _ in targets)

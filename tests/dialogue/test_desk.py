"""What waits for the city at /stadt/, and who answers for what nobody is responsible for."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from klimakreise.dialogue.assigning import assign
from klimakreise.dialogue.models import Assignment
from tests import make
from tests.pages import words

DESK = "/en/stadt/"
PAGES = ["", "wartet/", "eingang/", "beantwortet/", "entwuerfe/"]


def hours_ago(hours):
    return timezone.now() - datetime.timedelta(hours=hours)


@pytest.mark.parametrize("page", PAGES)
def test_the_desk_is_for_the_city_and_the_planning_team(visitor, participant, speaker, city, planner, page):
    login = visitor.get(f"{DESK}{page}")
    assert (login.status_code, login.url) == (302, f"/en/konto/login/?next={DESK}{page}")
    assert [browser.get(f"{DESK}{page}").status_code for browser in (participant, speaker)] == [404, 404]
    assert [browser.get(f"{DESK}{page}").status_code for browser in (city, planner)] == [200, 200]


def test_the_menu_leads_there_for_those_who_may_open_it(city, planner, participant, visitor, db):
    link = 'href="/en/stadt/"'
    assert [link in browser.get("/en/themen/").text for browser in (city, planner)] == [True, True]
    assert [link in browser.get("/en/themen/").text for browser in (participant, visitor)] == [False, False]


def test_what_is_addressed_to_my_office_waits_newest_first(city, other_city, circle, office):
    make.result(circle, text="Alt.", responsible_department=office, published_at=hours_ago(9))
    make.result(circle, text="Neu.", responsible_department=office, published_at=hours_ago(2))
    make.measure(title="Radweg", department=office, published_at=hours_ago(5))
    page = words(city.get(DESK), "waiting")
    assert page.index("Neu.") < page.index("Radweg") < page.index("Alt.")
    assert words(other_city.get(DESK), "waiting") == "Waiting for an answer Nothing waits for an answer."


@pytest.mark.parametrize("hidden", ["result", "circle", "event", "scheduled"])
def test_a_draft_does_not_wait(city, planner, asked, hidden):
    thing = {"result": asked, "circle": asked.circle, "event": asked.circle.event}.get(hidden, asked)
    assert "Mehr Solardächer." in words(city.get(DESK), "waiting")
    if hidden == "scheduled":
        thing.publish(timezone.now() + datetime.timedelta(days=1))
    else:
        thing.withdraw()
    for browser in (city, planner):
        assert "Mehr Solardächer." not in words(browser.get(DESK))


def test_what_has_a_published_answer_waits_no_longer(city, asked, office):
    draft = make.statement(result=asked, department=office, published_at=None)
    assert "Mehr Solardächer." in words(city.get(DESK), "waiting")
    draft.publish()
    assert "Mehr Solardächer." not in words(city.get(DESK), "waiting")
    assert "Mehr Solardächer." in words(city.get(DESK), "answered")


def test_an_answer_of_another_voice_of_the_city_counts_too(city, other_city, asked):
    make.statement(result=asked, role="Oberbürgermeisterin")
    assert "Mehr Solardächer." in words(city.get(DESK), "answered")
    assert "Mehr Solardächer." not in words(other_city.get(DESK), "answered")


def test_the_inbox_holds_what_nobody_is_responsible_for(city, circle, office):
    make.result(circle, text="Wer macht das?")
    make.result(circle, text="Macht eine Gruppe.", responsible_group=make.group())
    make.measure(title="Herrenlose Maßnahme")
    make.event(title="Ohne Kreise")
    page = words(city.get(DESK), "inbox")
    assert "Wer macht das?" in page
    assert "Herrenlose Maßnahme" in page
    assert "Erste Runde" in page
    assert "Macht eine Gruppe." not in page
    assert "Ohne Kreise" not in page


def test_somebody_takes_it_on_and_passes_it_on(city, other_city, circle, office):
    result = make.result(circle, text="Wer macht das?")
    address = f"/en/stadt/zuordnen/ergebnis/{result.pk}/"
    assert f'action="{address}"' in city.get(DESK).text
    assert city.post(address, {"department": office.pk}).url == DESK
    assert "Wer macht das?" in words(city.get(DESK), "waiting")
    assert "Wer macht das?" not in words(city.get(DESK), "inbox")
    other = make.department(slug="gruen", name="Grünflächenamt")
    city.post(address, {"department": other.pk})
    assert "Wer macht das?" not in words(city.get(DESK))
    assert [(row.department, row.by.email) for row in Assignment.objects.all()] == [
        (other, "krause@stadt.example")
    ]


def test_what_was_passed_on_comes_first_at_the_other_office(city, other_city, circle):
    building = make.department()
    old = make.result(circle, text="Alt, aber neu hier.", published_at=hours_ago(99))
    make.result(circle, text="Neuer.", responsible_department=building, published_at=hours_ago(2))
    bauer = make.person(department=building)
    assign(old, building, bauer)
    other_city.force_login(bauer)
    page = words(other_city.get(DESK), "waiting")
    assert page.index("Alt, aber neu hier.") < page.index("Neuer.")


@pytest.mark.parametrize("responsible", ["department", "group"])
def test_what_somebody_is_responsible_for_is_not_assigned(city, circle, office, responsible):
    one = {
        "department": {"responsible_department": make.department()},
        "group": {"responsible_group": make.group()},
    }
    result = make.result(circle, **one[responsible])
    page = city.post(f"/en/stadt/zuordnen/ergebnis/{result.pk}/", {"department": office.pk})
    assert "Somebody is responsible for it already: change it there." in words(page)
    assert not Assignment.objects.exists()
    with pytest.raises(ValidationError):
        assign(make.measure(department=office), make.department(), None)


def test_the_office_written_down_later_counts_more_than_the_assignment(city, other_city, circle, office):
    result = make.result(circle, text="Wer macht das?")
    assign(result, office, None)
    result.responsible_department = make.department()
    result.save()
    assert "Wer macht das?" not in words(city.get(DESK), "waiting")


@pytest.mark.parametrize("address", ["zuordnen/ergebnis/{}/", "antworten/ergebnis/{}/", "antworten/baum/{}/"])
def test_a_draft_or_a_nonsense_address_is_not_found(city, planner, circle, address):
    hidden = make.result(circle, published_at=None)
    assert city.get(f"{DESK}{address.format(hidden.pk)}").status_code == 404
    assert planner.get(f"{DESK}{address.format(hidden.pk)}").status_code == 404
    assert city.get(f"{DESK}zuordnen/massnahme/{hidden.pk}/").status_code == 404


def test_a_planner_looks_at_all_desks_or_at_one(planner, circle, office):
    make.result(circle, text="Für das Umweltamt.", responsible_department=office)
    building = make.department(slug="bauamt", name="Bauamt")
    make.result(circle, text="Für das Bauamt.", responsible_department=building)
    page = words(planner.get(DESK), "waiting")
    assert "Für das Umweltamt." in page
    assert "Für das Bauamt." in page
    page = words(planner.get(f"{DESK}?department=bauamt"), "waiting")
    assert "Für das Bauamt." in page
    assert "Für das Umweltamt." not in page
    assert "Für das Umweltamt." in words(planner.get(f"{DESK}?department=unsinn"), "waiting")


def test_people_of_the_city_cannot_look_at_another_desk(city, circle, office):
    building = make.department(slug="bauamt", name="Bauamt")
    make.statement(result=make.result(circle), department=building, text="Geheim", published_at=None)
    assert "Geheim" not in words(city.get(f"{DESK}?department=bauamt"))
    assert "Geheim" not in words(city.get(f"{DESK}entwuerfe/?department=bauamt"))


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_desk_takes_nine_queries_and_its_lists_fewer(
    city, django_assert_num_queries, circle, office, count
):
    make.statement(event=circle.event, department=office)
    for _number in range(count):
        make.result(circle, responsible_department=office)
        make.result(circle)
        make.measure(department=office)
        make.statement(measure=make.measure(), department=office)
        make.statement(event=make.event(), department=office, published_at=None)
    city.get("/en/themen/")
    for page, queries in zip(PAGES, [9, 7, 6, 5, 5], strict=True):
        with django_assert_num_queries(queries):
            city.get(f"{DESK}{page}")

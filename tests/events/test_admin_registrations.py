"""The planning team's list of one event's registrations: what it shows, and what it does by hand."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Registration
from klimakreise.mailing.models import Message
from klimakreise.publishing.models import AuditRecord
from tests import make
from tests.pages import words

pytestmark = pytest.mark.django_db

LIST = "/en/verwaltung/events/registration/"


@pytest.fixture
def event():
    return make.meeting(places=2)


def listed(browser, event, **filters):
    """The names in the list, in its order."""
    page = browser.get(LIST, {"event": event.pk, **filters})
    return [person.name for person in page.context["cl"].result_list]


def page_of(registration):
    return f"{LIST}{registration.pk}/change/"


def act(browser, registration, act, **ticks):
    return browser.post(page_of(registration), {"act": act, **ticks}, follow=True)


def fresh(registration):
    return Registration.objects.get(pk=registration.pk)


def mails():
    return sorted(Message.objects.values_list("kind", flat=True))


def test_the_list_is_of_one_event_and_opens_with_the_next_one(planner, event):
    gerda = make.registration(event, name="Gerda Garten")
    other = make.meeting()
    make.registration(other, name="Olaf Andernorts")
    assert listed(planner, event) == ["Gerda Garten"]
    assert planner.get(LIST).url == f"{LIST}?event={event.pk}"
    assert planner.get(LIST, {"event": "abc"}).url == f"{LIST}?event={event.pk}"
    assert gerda.email in words(planner.get(LIST, {"event": event.pk}))


def test_without_any_registration_the_list_says_so(planner):
    assert "Nobody has registered yet." in words(planner.get(LIST))


def test_only_the_planning_team_sees_who_comes(planner, event, participant, speaker, city, visitor):
    make.registration(event, name="Gerda Garten")
    for browser in (participant, speaker, city, visitor):
        for address in (LIST, page_of(Registration.objects.get()), f"{LIST}add/"):
            assert "Gerda" not in browser.get(address, follow=True).text
    assert "Gerda" in planner.get(LIST, {"event": event.pk}).text


def test_filters_and_search_find_people(planner, event):
    group = make.group(name="Radverein")
    make.registration(event, name="Anna", sector="politics", for_city=True, email="anna@stadt.example")
    make.registration(event, name="Bert", sector="science", group=group, arrived_at="2026-11-28T10:00Z")
    make.registration(event, name="Cleo", state="waiting", turn=9)
    make.registration(event, name="Dora", state="waiting", turn=8)
    assert listed(planner, event, state__exact="waiting") == ["Dora", "Cleo"]
    assert listed(planner, event, sector__exact="science") == ["Bert"]
    assert listed(planner, event, group=group.pk) == ["Bert"]
    assert listed(planner, event, for_city__exact="1") == ["Anna"]
    assert listed(planner, event, arrived="yes") == ["Bert"]
    assert listed(planner, event, arrived="no") == ["Anna", "Cleo", "Dora"]
    assert listed(planner, event, q="stadt.example") == ["Anna"]
    assert listed(planner, event, q="cleo") == ["Cleo"]


def test_numbers_by_sector_and_state_stand_above_the_list(planner, event):
    for state, sector in [("confirmed", "science"), ("waiting", "science"), ("confirmed", "")]:
        make.registration(event, state=state, sector=sector)
    page = words(planner.get(LIST, {"event": event.pk}), "numbers")
    assert "2 of 2 places taken." in page
    assert "science – 1 1 – – 2" in page
    assert "no answer – 1 – – – 1" in page
    assert page.endswith("total – 2 1 – – 3")


@pytest.mark.parametrize("count", [1, 3, pytest.param(10_000, marks=pytest.mark.trust)])
def test_long_lists_cost_no_more_queries(planner, event, count):
    group = make.group()
    Registration.objects.bulk_create(
        Registration(
            event=event, name=f"Gast {n}", email=f"g{n}@x.example", group=group, state="confirmed", turn=n
        )
        for n in range(1, count + 1)
    )
    planner.get(LIST, {"event": event.pk})
    with CaptureQueriesContext(connection) as queries:
        page = planner.get(LIST, {"event": event.pk})
    assert len(page.context["cl"].result_list) == min(count, 100)
    assert len(queries) == QUERIES


QUERIES = 12


def test_somebody_is_added_by_hand_with_a_mail(planner, event):
    page = planner.post(
        f"{LIST}add/?event={event.pk}",
        {"name": "Gerda", "email": "Gerda@Garten.example", "place": "place", "by_mail": "on"},
        follow=True,
    )
    assert "Gerda: confirmed." in page.text
    added = Registration.objects.get()
    assert (added.email, added.state, added.way) == ("gerda@garten.example", "confirmed", "team")
    assert mails() == ["events/registration_moved_up"]


def test_somebody_is_added_to_the_list_without_a_mail_and_without_an_address(planner, event):
    make.registration(event)
    make.registration(event)
    planner.post(f"{LIST}add/?event={event.pk}", {"name": "Gerda", "place": "list"})
    assert Registration.objects.get(name="Gerda").state == "waiting"
    assert mails() == []


def test_beyond_the_limit_only_with_the_tick_and_the_audit_keeps_it(planner, event):
    make.registration(event)
    make.registration(event)
    add, given = f"{LIST}add/?event={event.pk}", {"name": "Gerda", "place": "place"}
    page = planner.post(add, given)
    assert "No place is free." in words(page)
    assert 'value="Gerda"' in page.text
    assert not Registration.objects.filter(name="Gerda").exists()
    planner.post(add, {**given, "beyond_limit": "on"})
    assert Registration.objects.get(name="Gerda").beyond_limit
    assert AuditRecord.objects.filter(act="beyond_limit", key=event.pk).count() == 1


def test_who_has_registered_already_is_not_added_twice_who_has_cancelled_is_again(planner, event):
    known = make.registration(event, name="Gerda", email="gerda@garten.example")
    add, given = f"{LIST}add/?event={event.pk}", {"name": "Gerta", "email": known.email, "place": "place"}
    assert "Gerda has registered with this address: confirmed." in words(planner.post(add, given))
    act(planner, known, "cancel")
    planner.post(add, given)
    assert (fresh(known).name, fresh(known).state) == ("Gerta", "confirmed")


def test_a_place_is_given_taken_back_and_cancelled(planner, event):
    gerda = make.registration(event, name="Gerda", state="waiting")
    make.registration(event)
    assert "Gerda: confirmed." in act(planner, gerda, "give", by_mail="on").text
    act(planner, gerda, "cancel")
    assert fresh(gerda).state == "cancelled"
    assert mails() == ["events/registration_moved_up"]
    assert "can register once more" in words(planner.get(page_of(gerda)))


def test_who_is_put_on_the_list_makes_room_for_the_next(planner, event):
    anna, _bert = make.registration(event, name="Anna"), make.registration(event, name="Bert")
    cleo = make.registration(event, name="Cleo", state="waiting")
    assert "Anna: on the waiting list." in act(planner, anna, "list").text
    assert [fresh(anna).state, fresh(cleo).state] == ["waiting", "confirmed"]


def test_a_place_beyond_the_limit_is_given_only_with_the_tick(planner, event):
    make.registration(event)
    make.registration(event)
    gerda = make.registration(event, state="waiting")
    assert "No place is free." in words(act(planner, gerda, "give"))
    assert fresh(gerda).state == "waiting"
    act(planner, gerda, "give", beyond_limit="on")
    assert fresh(gerda).beyond_limit


def test_cancelling_asks_first(planner, event):
    gerda = make.registration(event)
    assert "Really cancel" in words(planner.get(page_of(gerda), {"act": "cancel"}))
    assert "Really cancel" not in words(planner.get(page_of(gerda)))
    assert fresh(gerda).state == "confirmed"


@pytest.mark.parametrize("wrong", ["", "give", "royal"])
def test_what_cannot_be_done_with_somebody_does_nothing(planner, event, wrong):
    gerda = make.registration(event)
    assert planner.post(page_of(gerda), {"act": wrong}).status_code == 200
    assert fresh(gerda).state == "confirmed"


def test_a_page_of_nobody_is_not_found(planner, event):
    for address in ("0", "abc", "9" * 30):
        assert planner.get(f"{LIST}{address}/change/").status_code == 404


def test_no_name_and_no_address_is_written_into_a_log(planner, event):
    planner.post(f"{LIST}add/?event={event.pk}", {"name": "Gerda", "email": "g@g.example", "place": "place"})
    act(planner, Registration.objects.get(), "cancel")
    assert not LogEntry.objects.exists()
    assert "Gerda" not in str(list(AuditRecord.objects.values()))


def rows_of(response):
    text = response.content.decode("utf-8-sig")
    return [line.split(";") for line in text.splitlines()]


def test_the_list_for_a_spreadsheet_is_what_the_filters_show_guarded_and_audited(planner, event):
    question = make.registration_question(event, label="Was mitbringen?", label_en="What will you bring?")
    evil = make.registration(event, name="=HYPERLINK(1)", sector="science", access_needs="Rampe")
    evil.answers.create(question=question, text="+Kuchen")
    make.registration(event, name="Olaf Anders", sector="politics")
    make.registration(make.meeting(), name="Nora Nichthier", sector="science")
    response = planner.get(f"{LIST}export/", {"event": event.pk, "sector__exact": "science"})
    head, *rows = rows_of(response)
    assert [row[0] for row in rows] == ["'=HYPERLINK(1)"]
    assert dict(zip(head, rows[0], strict=True))["What will you bring?"] == "'+Kuchen"
    assert "Rampe" not in response.text
    record = AuditRecord.objects.get(act="exported")
    assert (record.key, record.detail) == (str(event.pk), "Anmeldungen: 1")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_long_spreadsheet_costs_no_more_queries(planner, event, count, django_assert_num_queries):
    question = make.registration_question(event)
    for _number in range(count):
        make.registration(event, group=make.group()).answers.create(question=question, text="Kuchen")
    planner.get(LIST)
    with django_assert_num_queries(13):
        assert len(rows_of(planner.get(f"{LIST}export/", {"event": event.pk}))) == count + 1


def test_the_paper_for_the_entrance_holds_names_of_those_with_a_place_and_nothing_else(planner, event):
    make.registration(event, name="Gerda Garten", email="gerda@garten.example", access_needs="Rampe")
    make.registration(event, name="Willi Warter", state="waiting")
    page = planner.get(f"{LIST}paper/", {"event": event.pk})
    assert "Gerda Garten" in words(page)
    for hidden in ("Willi", "garten.example", "Rampe"):
        assert hidden not in page.text


def test_lists_of_no_event_lead_back_and_are_for_the_team_only(planner, city, event):
    make.registration(event, name="Gerda Garten")
    for name in ("export", "paper"):
        assert planner.get(f"{LIST}{name}/", {"event": "x"}).url == LIST
        assert "Gerda" not in city.get(f"{LIST}{name}/", {"event": event.pk}, follow=True).text

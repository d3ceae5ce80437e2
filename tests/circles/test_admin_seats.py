"""The page on which the planning team distributes, looks through, changes and announces the seats of an event."""

import pytest

from circles.models import Seat, SeatingRun, Wish
from events.models import Registration
from klimakreise.publishing.models import AuditRecord
from tests import make
from tests.accounts.factors import shown
from tests.circles.test_seats import guest, guests, told, where

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    event = make.meeting()
    make.circle(event, title="Energie", position=1, most_people=2)
    make.circle(event, title="Verkehr", position=2)
    return event


@pytest.fixture
def team():
    return shown(make.person(is_planner=True))


def page(team, event, query=""):
    return team.get(f"/verwaltung/circles/seatingrun/veranstaltung/{event.pk}/{query}").content.decode()


def press(team, event, act, people=(), **more):
    data = {"act": act, "people": [person.pk for person in people], **more}
    answer = team.post(f"/verwaltung/circles/seatingrun/veranstaltung/{event.pk}/", data, follow=True)
    return answer.content.decode()


def test_the_event_leads_to_its_seats(team, meeting):
    form = team.get(f"/verwaltung/events/event/{meeting.pk}/change/").content.decode()
    assert f"/verwaltung/circles/seatingrun/veranstaltung/{meeting.pk}/" in form


def test_one_click_distributes_another_announces_and_everybody_is_told_seat_and_reason(
    team, meeting, visitor
):
    people = guests(meeting, 3, "Energie", "Verkehr")
    assert "Plätze verteilen" in page(team, meeting)
    assert "Die Plätze werden verteilt" in press(team, meeting, "distribute")
    seen = page(team, meeting)
    assert "Noch einmal verteilen" in seen
    assert "Zweiter Wunsch; der erste war voll" in seen
    assert "Energie: niemand für die Moderation" in seen
    assert told() == []
    assert "3 Plätze sind bekannt gegeben" in press(team, meeting, "release")
    assert sorted(told()) == [person.pk for person in people]
    second = Seat.objects.get(rank=2).registration
    own = visitor.get(f"/anmeldung/{second.token}/").content.decode()
    assert "Zweiter Wunsch; der erste war voll" in own
    assert "Platz bekannt zu geben" in press(team, meeting, "release")


def test_people_are_moved_kept_let_go_and_bound_by_hand(team, meeting):
    first, second, third = guests(meeting, 3, "Energie", "Verkehr")
    traffic = meeting.circles.get(title="Verkehr")
    assert "ankreuzen" in press(team, meeting, "move", to=traffic.pk)
    assert "Kreis auswählen" in press(team, meeting, "move", [first])
    press(team, meeting, "move", [first, second], to=traffic.pk)
    assert where(meeting) == {first.name: "Verkehr", second.name: "Verkehr"}
    press(team, meeting, "distribute")
    assert where(meeting) == {first.name: "Verkehr", second.name: "Verkehr", third.name: "Energie"}
    press(team, meeting, "keep", [third])
    press(team, meeting, "let_go", [first, second])
    press(team, meeting, "apart", [first, second])
    seen = press(team, meeting, "distribute")
    assert where(meeting)[third.name] == "Energie"
    assert where(meeting)[first.name] != where(meeting)[second.name]
    assert f"{first.name}, {second.name}" in seen
    press(team, meeting, "drop_rule", rule=meeting.seating_rules.get().pk)
    assert not meeting.seating_rules.exists()
    assert "mindestens zwei" in press(team, meeting, "together", [first])


def test_who_leads_a_talk_is_said_here_and_needs_an_account(team, meeting):
    traffic = meeting.circles.get(title="Verkehr")
    leader, other = (
        guest(meeting, "Energie", user=make.person()),
        guest(meeting, "Energie", name="Ohne Konto"),
    )
    assert "moderieren" in press(team, meeting, "lead", [leader])
    assert "Ohne Konto." in press(team, meeting, "lead", [leader, other], to=traffic.pk)
    assert "moderiert „Verkehr“" in press(team, meeting, "distribute")
    assert where(meeting)[leader.name] == "Verkehr"
    press(team, meeting, "lead_no_more", [leader])
    press(team, meeting, "distribute")
    assert where(meeting)[leader.name] == "Energie"
    notes = (
        AuditRecord.objects.filter(act="role", title="Verkehr")
        .order_by("pk")
        .values_list("detail", flat=True)
    )
    number = leader.user_id
    assert list(notes) == [f"moderiert: Person {number}", f"moderiert nicht mehr: Person {number}"]


def test_nobody_of_another_event_can_be_seated_here(team, meeting):
    stranger = guest(make.meeting())
    energy = meeting.circles.get(title="Energie")
    press(team, meeting, "move", [stranger], to=energy.pk)
    press(team, meeting, "move", guests(meeting, 1), to=make.circle(make.meeting()).pk)
    assert not Seat.objects.exists()


def test_wishes_are_closed_and_opened(team, meeting, visitor):
    own = f"/anmeldung/{guest(meeting).token}/wuensche/"
    press(team, meeting, "close_wishes")
    assert visitor.get(own).status_code == 302
    press(team, meeting, "open_wishes")
    assert visitor.get(own).status_code == 200


def test_what_cannot_be_done_is_said(team, meeting):
    assert "Noch hat niemand einen Platz" in press(team, meeting, "distribute")
    guests(meeting, 1)
    run = meeting.seating_runs.create(seed=1, progress=30)
    assert "gerade schon verteilt" in press(team, meeting, "distribute")
    assert 'value="30"' in page(team, meeting)
    stand = team.get(f"/verwaltung/circles/seatingrun/veranstaltung/{meeting.pk}/stand/").json()
    assert stand == {"progress": 30, "under_way": True}
    SeatingRun.objects.filter(pk=run.pk).update(state="failed")
    assert "ist gescheitert" in page(team, meeting)
    assert "kennt diese Schaltfläche nicht" in press(team, meeting, "erase")


def test_the_table_counts_by_sector_wish_and_city(team, meeting):
    guest(meeting, "Energie", sector="business")
    guest(meeting, "Verkehr", "Energie", sector="administration", for_city=True)
    press(team, meeting, "distribute")
    rows = [row.split("</tr>")[0] for row in page(team, meeting).split("<tbody>")[1].split("<tr>")[1:3]]
    numbers = [[cell.split("</td>")[0] for cell in row.split("<td>")[1:]] for row in rows]
    assert numbers[0][2:] == [
        "1",
        "0",
        "0",
        "0",
        "0",
        "<strong>0</strong>",
        "0",
        "0",
        "0",
        "0",
        "1",
        "0",
        "0",
    ]
    assert numbers[1][2:] == ["1", "0", "0", "0", "0", "1", "0", "1", "0", "0", "0", "0", "0"]


def test_the_list_is_narrowed_to_a_circle_a_name_and_those_without_a_seat(team, meeting):
    anna, berta = guest(meeting, "Energie", name="Anna Amsel"), guest(meeting, "Verkehr", name="Berta Buche")
    press(team, meeting, "distribute")
    late = guest(meeting, name="Cora Clever")
    energy = meeting.circles.get(title="Energie").pk
    everybody = {anna.name, berta.name, late.name}
    for query, names in [
        ("", everybody), ("?circle=none", {late.name}), (f"?circle={energy}", {anna.name}), ("?name=buch", {berta.name}),
        ("?circle=99999&name=x&page=x", set()),
    ]:  # fmt: skip
        seen = page(team, meeting, query)
        assert {name for name in everybody if name in seen} == names, query


@pytest.mark.parametrize("number", [1, 3, 300])
def test_the_page_costs_the_same_whoever_many_there_are(team, meeting, number, django_assert_num_queries):
    circles = list(meeting.circles.all())
    for person in guests(meeting, number):
        Registration.objects.filter(pk=person.pk).update(user=make.person())
        Wish.objects.bulk_create(
            Wish(registration=person, circle=each, rank=rank) for rank, each in enumerate(circles, 1)
        )
    press(team, meeting, "distribute")
    meeting.seating_rules.create(kind="apart").people.set(meeting.registrations.all()[:3])
    with django_assert_num_queries(20):
        page(team, meeting)


def test_late_people_are_counted_and_seated_with_one_button(team, meeting):
    guests(meeting, 2, "Energie", "Verkehr")
    press(team, meeting, "distribute")
    assert "Nachzügler*innen platzieren" not in page(team, meeting)
    press(team, meeting, "release")
    late = guest(meeting, name="Späte Sabine")
    seen = page(team, meeting)
    assert "1 Person ist dazugekommen" in seen
    assert "Nachzügler*innen platzieren" in seen
    assert "Eine Person hat jetzt einen Platz" in press(team, meeting, "late")
    assert where(meeting)[late.name] == "Verkehr"
    assert told()[-1] == late.pk
    assert "Niemand war zu setzen" in press(team, meeting, "late")
    assert "Nachzügler*innen zuletzt platziert" in page(team, meeting)


def test_what_counts_how_much_is_changed_with_bounds_kept_with_the_run_and_taken_back(team, meeting):
    guests(meeting, 2, "Energie", "Verkehr")
    weights = f"/verwaltung/circles/seatingrun/veranstaltung/{meeting.pk}/gewichte/"

    def send(**data):
        return team.post(weights, data, follow=True).content.decode()

    assert 'placeholder="200"' in team.get(weights).content.decode()
    seen = send(over="10", city="60000", tolerance="101", sector="7")
    assert "größer oder gleich 1000" in seen
    assert "kleiner oder gleich 50000" in seen
    assert "kleiner oder gleich 100" in seen
    assert 'value="60000"' in seen  # nothing that was typed is lost
    press(team, meeting, "close_wishes")
    seen = send(city="5", sector="0")
    assert "ein Kreis ohne jemanden aus der Stadtverwaltung: 5 statt 200" in seen
    assert "Die Wünsche sind seit" in seen
    press(team, meeting, "distribute")
    kept = SeatingRun.objects.get().problem["weights"]
    assert (kept["city"], kept["sector"], kept["over"]) == (5, 0, 100_000)
    assert "Es gilt wieder die Vorgabe" in send(reset="1")
    assert "statt 200" not in page(team, meeting)
    assert SeatingRun.objects.get().problem["weights"]["city"] == 5
    press(team, meeting, "distribute")
    assert SeatingRun.objects.first().problem["weights"]["city"] == 200

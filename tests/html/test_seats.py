"""The pages of wishes and seats, which no crawler reaches, before the Nu HTML checker."""

import pytest

from circles import distributing, seats
from circles.models import Wish
from tests import make
from tests.accounts.factors import shown
from tests.html.test_html import mistakes

pytestmark = [pytest.mark.html, pytest.mark.django_db]


def test_wishes_seats_and_the_page_of_the_planning_team(visitor, tmp_path):
    meeting = make.meeting()
    first, second = (make.circle(meeting, guiding_question="Was tun?", most_people=1) for _ in range(2))
    people = [make.registration(meeting) for _ in range(3)]
    for person in people:
        Wish.objects.create(registration=person, circle=first, rank=1)
    meeting.seating_rules.create(kind="apart").people.set(people)
    own, team = f"/anmeldung/{people[0].token}/", shown(make.person(is_planner=True))
    there = f"/verwaltung/circles/seatingrun/veranstaltung/{meeting.pk}/"
    twice = {"wish_1": second.pk, "wish_2": second.pk}
    found = {
        "wishes": visitor.get(f"{own}wuensche/"),
        "wishes, refused": visitor.post(f"{own}wuensche/", twice),
        "own, with wishes": visitor.get(own),
        "team, before": team.get(there),
    }
    meeting.seating_runs.create(seed=1, progress=30)
    found["team, under way"] = team.get(there)
    meeting.seating_runs.all().delete()
    distributing.start(meeting)
    found["team, after"] = team.get(there)
    seats.release(meeting)
    make.registration(meeting)
    found["team, with somebody late"] = team.get(there)
    found["weights, refused"] = team.post(f"{there}gewichte/", {"city": "60000"})
    come_in = {"walk_in": "1", "name": "Spontane Susi"}
    found["entrance, with a seat"] = team.post(f"{there}einlass/", come_in, follow=True)
    found["own, with a seat"] = visitor.get(f"/en{own}")
    assert [response.status_code for response in found.values()] == [200] * 10
    assert mistakes(found, tmp_path / "seats") == []

"""Makes the things that stories are about: published unless said otherwise (`published_at=None`)."""

import datetime
import itertools

from django.db.models import Max
from django.utils import timezone

from circles.models import Circle, Measure, Result, StatusReport, Topic
from events.models import (
    AgendaItem,
    AttendanceBySector,
    Event,
    EventSeries,
    Material,
    Protocol,
    Registration,
    RegistrationQuestion,
    RegistrationTerms,
)
from events.release import freeze_items
from klimakreise.accounts.models import Department, User
from klimakreise.alliance.models import AllianceGroup, Carrying, Demand, DemandSet, Supporter
from klimakreise.dialogue.models import Comment, LivePoll, LiveQuestion, LiveRoom, Statement
from klimakreise.publishing.models import Source
from klimakreise.publishing.partial_dates import PartialDate
from surveys.models import Question, Survey, SurveyResults, TopicSelection

numbers = itertools.count(1)


def make(model, **fields):
    """Create a row; a Publishable one is published an hour ago unless `published_at` is given."""
    if "published_at" in {field.name for field in model._meta.fields}:
        fields.setdefault("published_at", timezone.now() - datetime.timedelta(hours=1))
    if isinstance(fields.get("date"), str):
        fields["date"] = PartialDate.parse(fields["date"])
    return model.objects.create(**fields)


def person(**fields):
    number = next(numbers)
    return User.objects.create_user(
        **{"email": f"person-{number}@example.org", "name": f"Person {number}", **fields}
    )


def department(**fields):
    number = next(numbers)
    return make(Department, **{"slug": f"amt-{number}", "name": f"Amt {number}", **fields})


def source(**fields):
    number = next(numbers)
    return make(Source, **{"key": f"Q{number}", "publisher": "Beispielzeitung", **fields})


def series(**fields):
    number = next(numbers)
    return make(EventSeries, **{"slug": f"reihe-{number}", "title": f"Reihe {number}", **fields})


def event(**fields):
    number = next(numbers)
    fields.setdefault("series", None)
    fields["series"] = fields["series"] or series()
    return make(
        Event, **{"slug": f"ereignis-{number}", "title": f"Ereignis {number}", "number": number, **fields}
    )


def agenda_item(event, *, released=True, **fields):
    """An item of the agenda's newest version (the first if there is none); not `released`, of the draft alone."""
    item = make(AgendaItem, event=event, **{"kind": "talk", "title": "Vortrag", **fields})
    if released:
        item.refresh_from_db()
        into_newest_version(event, [item])
    return item


def agenda_items(event, count):
    """So many items, released at once: each `agenda_item` writes the whole version anew."""
    items = [agenda_item(event, released=False) for _number in range(count)]
    if items:
        into_newest_version(event, event.agenda_items.filter(pk__in=[item.pk for item in items]))
    return items


def into_newest_version(event, items):
    """Let the agenda's newest version (the first if there is none) have these items too."""
    note = {"number": 1, "note": "Erste Fassung."}
    newest = event.agenda_releases.order_by("-number").first() or event.agenda_releases.create(**note)
    shown = [*AgendaItem.objects.filter(versions__release=newest), *items]
    newest.items.all().delete()
    freeze_items(newest, sorted(shown, key=lambda each: (each.position, each.pk)))


def meeting(places=None, **fields):
    """An event to come that takes registrations for so many `places` (None: unlimited); `fields` are of its terms."""
    limit = {"capacity_kind": "limited", "capacity": places} if places else {}
    coming = event(date=f"{timezone.localdate() + datetime.timedelta(days=30)}", **limit)
    make(RegistrationTerms, event=coming, is_offered=True, **fields)
    return coming


def registration(event, **fields):
    """A registration: confirmed unless its `state` is another, behind all others of the event."""
    number = next(numbers)
    given = {"name": f"Gast {number}", "email": f"gast-{number}@example.org", "state": "confirmed", **fields}
    if given["state"] in {"confirmed", "waiting", "offered"}:
        given.setdefault("turn", (event.registrations.aggregate(last=Max("turn"))["last"] or 0) + 1)
    if given["state"] == "offered":
        given.setdefault("offer_ends_at", timezone.now() + datetime.timedelta(hours=48))
    return make(Registration, event=event, **given)


def registration_question(event, **fields):
    return make(RegistrationQuestion, event=event, **{"label": "Was noch?", **fields})


def material(event, **fields):
    if "file" in fields:
        fields = {"url": "", "kind": "slides", "text_alternative": "Was darin steht.", **fields}
    return make(Material, event=event, **{"kind": "link", "url": "https://example.org/folien", **fields})


def sector(event, name, number=None, **fields):
    """A sector that was there; `number` people of it, as some source states."""
    if number is not None:
        fields = {"value": number, "kind": "exact", "source": fields.get("source") or source()} | fields
    return make(AttendanceBySector, event=event, sector=name, position=next(numbers), **fields)


def protocol(event, **fields):
    return make(Protocol, event=event, **fields)


def topic(**fields):
    number = next(numbers)
    return make(Topic, **{"slug": f"thema-{number}", "title": f"Thema {number}", **fields})


def circle(event, **fields):
    number = next(numbers)
    fields.setdefault("topic", None)
    fields["topic"] = fields["topic"] or topic()
    return make(Circle, event=event, **{"slug": f"kreis-{number}", "title": f"Kreis {number}", **fields})


def result(circle, **fields):
    return make(Result, circle=circle, **{"kind": "agreement", "text": "Wir treffen uns wieder.", **fields})


def demand(**fields):
    number = next(numbers)
    fields.setdefault("demand_set", None)
    fields["demand_set"] = fields["demand_set"] or make(DemandSet, label=f"Fassung {number}")
    return make(
        Demand, **{"number": number, "slug": f"forderung-{number}", "title": f"Forderung {number}", **fields}
    )


def measure(**fields):
    number = next(numbers)
    return make(Measure, **{"slug": f"massnahme-{number}", "title": f"Maßnahme {number}", **fields})


def report(measure, **fields):
    return make(
        StatusReport, measure=measure, **{"voice": "city", "status": "open", "text": "Sachstand.", **fields}
    )


def supporter(**fields):
    return make(Supporter, **{"name": f"Hilfe {next(numbers)}", **fields})


def group(**fields):
    number = next(numbers)
    return make(AllianceGroup, **{"slug": f"gruppe-{number}", "name": f"Gruppe {number}", **fields})


def carrying(group, demand, **fields):
    return make(Carrying, group=group, demand=demand, **fields)


def survey(**fields):
    number = next(numbers)
    return make(Survey, **{"slug": f"umfrage-{number}", "title": f"Umfrage {number}", **fields})


def question(survey, **fields):
    return make(Question, survey=survey, **{"number": next(numbers), "text": "Welche?", **fields})


def native(**fields):
    """A survey that is answered here: open since yesterday, until tomorrow, and in secret unless its `mode` is another."""
    now, day = timezone.now(), datetime.timedelta(days=1)
    return survey(**{"mode": "secret", "opens_at": now - day, "closes_at": now + day, **fields})


def choice(survey, *labels, **fields):
    """A question with these options, a single choice unless its `type` is another."""
    asked = question(survey, **{"type": "single_choice", **fields})
    for number, label in enumerate(labels, 1):
        asked.options.create(number=number, label=label)
    return asked


def rating(survey, *labels, **fields):
    """A question with a scale of these points, valued from 1."""
    asked = question(survey, **{"type": "rating", **fields})
    for number, label in enumerate(labels, 1):
        asked.scale_points.create(number=number, label=label)
    return asked


def results(survey, **fields):
    return make(SurveyResults, survey=survey, **fields)


def topic_selection(event, **fields):
    """A choice of topics with a rule by which two topics are chosen."""
    return make(TopicSelection, event=event, **{"places": 2, **fields})


def statement(**fields):
    return make(Statement, **{"text": "Die Stadt begrüßt das.", **fields})


def comment(**fields):
    """A comment that is shown, unless its `state` is another."""
    if fields.get("state", Comment.State.SHOWN) == Comment.State.SHOWN:
        fields = {"state": Comment.State.SHOWN, "shown_at": timezone.now(), **fields}
    return make(Comment, **{"text": "Das finde ich auch.", **fields})


def live_room(event=None, **fields):
    """An open room in which questions appear at once, at an event to come."""
    room = {"state": LiveRoom.State.OPEN, "is_moderated": False, **fields}
    return make(LiveRoom, event=event or meeting(), **room)


def live_question(room, **fields):
    """A question that is shown, unless its `state` is another."""
    return make(LiveQuestion, room=room, **{"text": "Wann kommt der Radweg?", "state": "shown", **fields})


def live_poll(room, labels=("Ja", "Nein"), **fields):
    """An open poll with answers, unless its `state` is another."""
    poll = make(LivePoll, room=room, **{"question": "Noch einmal?", "state": "open", **fields})
    for label in labels:
        poll.options.create(label=label)
    return poll

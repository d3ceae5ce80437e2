"""What the planning team has to do: what is missing or unpublished before and after each event, and where to mend it.

Facts that nobody wrote down at the time are not asked for for ever: `RECENT` days after an event they become gaps
of the documentation. What is only unpublished stays on the list.
"""

import datetime
from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from circles.models import Circle, Result
from events.models import (
    AgendaItem,
    AttendanceStatement,
    Event,
    Material,
    Protocol,
    Registration,
    RegistrationTerms,
    Session,
)
from events.release import agenda_states
from klimakreise.dialogue.models import Statement
from klimakreise.publishing.admin import admin_url
from klimakreise.publishing.models import Publishable
from klimakreise.publishing.standing import moment, parents_of
from klimakreise.site import coming
from klimakreise.site.models import Page
from klimakreise.site.waiting import Task, asked_by_groups, proposed_statements

RECENT = 90  # days after an event in which facts about it are asked for


@dataclass
class EventWork:
    """What is to be done for one event: `before` it, `after` it; `gaps` are facts that may never be known.

    One that is to come has `numbers` of its registrations, in words, and `links` to where they are.
    """

    event: Event
    url: str
    is_coming: bool = False
    numbers: list[str] = field(default_factory=list)
    links: list[Task] = field(default_factory=list)
    before: list[Task] = field(default_factory=list)
    after: list[Task] = field(default_factory=list)
    gaps: list[Task] = field(default_factory=list)


@dataclass
class Worklist:
    events: list[EventWork]
    gaps: list[EventWork]
    groups: list[Task]
    surveys: list[Task]
    scheduled: list[Task]
    pages: list[Task]

    @property
    def number_of_gaps(self):
        return sum(len(work.gaps) for work in self.gaps)


def worklist():
    """The whole list; the number of queries does not depend on the number of rows."""
    events = list(events_with_facts())
    agendas = agenda_states(events)
    works = [work_for(event, agendas[event.pk]) for event in events]
    return Worklist(
        events=[work for work in works if work.is_coming or work.before or work.after],
        gaps=[work for work in works if work.gaps],
        groups=asked_by_groups(),
        surveys=proposed_statements(),
        scheduled=scheduled(),
        pages=pages(),
    )


def number(rows, **conditions):
    """A subquery that counts the `rows` of each event."""
    counted = rows.filter(**conditions).order_by().values("event").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def events_with_facts():
    """The events that take or took place, with all that the tasks ask for, in one query."""
    here = {"event": OuterRef("pk")}
    sessions, circles, materials = (model.objects.filter(**here) for model in (Session, Circle, Material))
    registrations = Registration.objects.filter(**here)
    results = Result.objects.filter(circle__event=OuterRef("pk")).annotate(event=F("circle__event"))
    return (
        Event.objects.filter(cancelled_at=None)
        .select_related("series")
        .annotate(
            has_start=Exists(sessions.filter(start__isnull=False)),
            has_place=Exists(sessions.exclude(place="")),
            has_agenda=Exists(AgendaItem.objects.filter(**here)),
            has_attendance=Exists(AttendanceStatement.objects.filter(**here)),
            has_statement=Exists(
                Statement.objects.filter(Q(event=OuterRef("pk")) | Q(result__circle__event=OuterRef("pk")))
            ),
            takes_registrations=Exists(RegistrationTerms.objects.filter(is_offered=True, **here)),
            taken=number(registrations.holding_a_place()),
            waiting=number(registrations.waiting()),
            unconfirmed=number(registrations, state=Registration.State.UNCONFIRMED),
            protocol_id=Subquery(Protocol.objects.filter(**here).values("pk")[:1]),
            protocol_is_draft=Exists(Protocol.objects.drafts().filter(**here)),
            circles_in_all=number(circles),
            circles_in_draft=number(circles.drafts()),
            circles_without_result=number(circles, results=None),
            results_in_draft=number(results.drafts()),
            materials_in_draft=number(materials.drafts()),
            materials_undescribed=number(materials.exclude(file=""), text_alternative=""),
            materials_lost=number(materials, address_unknown=True),
        )
        .order_by(F("date").desc(nulls_first=True), "series", F("number").desc(nulls_last=True))
    )


def work_for(event, agenda):
    work = EventWork(event, admin_url(event))
    unpublished = [*unreleased(event, agenda), *unpublished_parts(event)]
    if is_ahead(event):
        work.before = [*missing_before(event, work.url), *unpublished]
        work.is_coming = bool(event.date)
        work.numbers = coming.numbers(event) if work.is_coming else []
        work.links = ways_to_people(event) if work.is_coming and coming.has_people(event) else []
    elif is_recent(event):
        work.after = [*missing_after(event), *unpublished]
    else:
        work.after, work.gaps = unpublished, list(missing_after(event))
    return work


def is_ahead(event):
    """Whether it is still to come; one without a date is if it is not published."""
    return not event.is_over if event.date else not event.is_published


def ways_to_people(event):
    return [
        Task(_("Registrations"), rows("events_registration", event, "event")),
        Task(_("Entrance"), admin_url(event, "entrance")),
        Task(_("Seats in circles"), reverse("admin:circles_seatingrun_seats", args=[event.pk])),
    ]


def is_recent(event):
    if not event.date:
        return False
    limit = (timezone.localdate() - datetime.timedelta(days=RECENT)).isoformat()
    return event.date.iso >= limit[: len(event.date.iso)]


def missing_before(event, form):
    if not event.date or event.date.precision != "day":
        yield Task(_("Date"), f"{form}#id_date")
    if not event.format:
        yield Task(_("Format: online or on site"), f"{form}#id_format")
    if not event.has_start:
        yield Task(_("Time"), f"{form}#sessions-heading")
    if event.format != Event.Format.ONLINE and not event.has_place:
        yield Task(_("Place"), f"{form}#sessions-heading")
    if not event.purpose:
        yield Task(_("Purpose"), f"{form}#id_purpose")
    if not event.has_agenda:
        yield Task(_("Agenda"), f"{form}#agenda_items-heading")
    if not event.circles_in_all:
        yield Task(_("Circles with their topics"), f"{reverse('admin:circles_circle_add')}?event={event.pk}")
    if count := event.materials_undescribed:
        yield Task(
            ngettext(
                "%(count)s material without a text alternative",
                "%(count)s materials without a text alternative",
                count,
            )
            % {"count": count},
            f"{form}#materials-heading",
        )


def missing_after(event):
    form = admin_url(event)
    if not event.has_attendance:
        yield Task(_("How many were there"), f"{form}#attendance-heading")
    if not event.has_agenda:
        yield Task(_("Agenda"), f"{form}#agenda_items-heading")
    if count := event.materials_lost:
        text = ngettext(
            "%(count)s material of unknown address", "%(count)s materials of unknown address", count
        )
        yield Task(text % {"count": count}, rows("events_material", event, address="unknown"))
    if not event.circles_in_all:
        yield Task(_("Circles with their topics"), f"{reverse('admin:circles_circle_add')}?event={event.pk}")
    if count := event.circles_without_result:
        text = ngettext("%(count)s circle without a result", "%(count)s circles without a result", count)
        yield Task(text % {"count": count}, rows("circles_circle", event, results="none"))
    if not event.protocol_id:
        yield Task(_("Minutes"), f"{reverse('admin:events_protocol_add')}?event={event.pk}")
    if not event.has_statement:
        yield Task(_("Statement of the city"), f"{reverse('admin:dialogue_statement_add')}?event={event.pk}")


def unreleased(event, agenda):
    """What is to be done for an AgendaState."""
    if agenda.is_pending:
        count = len(agenda.differences)
        text = ngettext(
            "%(count)s change of the agenda is not released",
            "%(count)s changes of the agenda are not released",
            count,
        )
        yield Task(
            text % {"count": count} if agenda.release else _("The agenda is not released"),
            admin_url(event, "release"),
        )


def unpublished_parts(event):
    if event.is_draft:
        form = admin_url(event)
        yield Task(_("The event itself is a draft"), f"{form}#id_published_at")
    if count := event.circles_in_draft:
        text = ngettext("%(count)s circle is a draft", "%(count)s circles are drafts", count)
        yield Task(text % {"count": count}, rows("circles_circle", event, standing="drafts"))
    if count := event.results_in_draft:
        text = ngettext("%(count)s result is a draft", "%(count)s results are drafts", count)
        address = rows("circles_result", event, "circle__event__id__exact", standing="drafts")
        yield Task(text % {"count": count}, address)
    if count := event.materials_in_draft:
        text = ngettext("%(count)s material is a draft", "%(count)s materials are drafts", count)
        yield Task(text % {"count": count}, rows("events_material", event, standing="drafts"))
    if event.protocol_is_draft:
        yield Task(
            _("The minutes are a draft"), reverse("admin:events_protocol_change", args=[event.protocol_id])
        )


def rows(name, event, lookup="event__id__exact", **filters):
    return reverse(f"admin:{name}_changelist", query={lookup: event.pk, **filters})


def scheduled():
    """All that will appear by itself, the next first."""
    found = []
    for model in apps.get_models():
        if issubclass(model, Publishable):
            found += model.objects.scheduled().select_related(*parents_of(model) or [None])[:20]
    return [
        Task(f"{moment(thing.published_at)}: {thing}", admin_url(thing))
        for thing in sorted(found, key=lambda thing: thing.published_at)
    ]


def pages():
    known = {page.key: page for page in Page.objects.all()}
    tasks = []
    for key, label in Page.Key.choices:
        page = known.get(key)
        if page is None:
            tasks.append(
                Task(
                    _("%(page)s: not written") % {"page": label},
                    reverse("admin:site_page_add", query={"key": key}),
                )
            )
            continue
        url = admin_url(page)
        if page.has_placeholders:
            tasks.append(Task(_("%(page)s: placeholders are still in it") % {"page": label}, url))
        if page.is_draft:
            tasks.append(Task(_("%(page)s: a draft") % {"page": label}, url))
    return tasks

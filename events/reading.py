"""Reads an event with all that its page shows, in twelve queries however much there is.

Circles, results, measures, surveys and statements live in higher rooms: they are reached by the names of the reverse
relations, and only as far as the reader may see them. What the red thread needs of them is said at its own place.
"""

from collections import defaultdict
from html import unescape

from django.db.models import Exists, OuterRef, Prefetch, StringAgg, Subquery, TextField, Value
from django.db.models.fetch_modes import FETCH_RAISE
from django.db.models.functions import Concat
from django.shortcuts import get_object_or_404
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from events.agenda import read_agenda, surveys_of
from events.models import (
    AttendanceStatement,
    EditionNote,
    Event,
    EventSeries,
    EventSource,
    EventSupport,
    Material,
    Protocol,
    SeriesCount,
)
from events.models.registration_terms import terms_of
from events.release import agenda_states
from events.sectors import sectors_of, with_sectors
from klimakreise.publishing.relations import visible_behind, with_count_of
from klimakreise.publishing.text import render_markdown


def read_event(slug, user):
    """The event with its parts prefetched, its `agenda`, `measures_list`, `comments_count` and the hints of `with_hints`.

    Http404 if `user` may not see it.
    """
    circles = visible_behind(Event, "circles", user).select_related("topic__demand__demand_set")
    results = visible_behind(circles.model, "results", user).with_answers(user)
    event = get_object_or_404(
        with_sectors(with_count_of(with_hints(Event.objects.visible_to(user), user), "comments"))
        .select_related("series", "registration_terms")
        .prefetch_related(
            "sessions",
            Prefetch("attendance", AttendanceStatement.objects.select_related("source")),
            Prefetch("event_sources", EventSource.objects.select_related("source")),
            Prefetch("materials", Material.objects.visible_to(user).select_related("source")),
            Prefetch("circles", circles),
            Prefetch(
                "circles__results", results.select_related("responsible_group", "responsible_department")
            ),
            Prefetch("support", EventSupport.objects.select_related("supporter__group")),
            Prefetch("statements", with_source_lines(visible_behind(Event, "statements", user))),
        )
        .fetch_mode(FETCH_RAISE),
        slug=slug,
    )
    event.agenda = read_agenda(event, user)
    seen = visible_behind(circles.model, "results", user).filter(circle__event=event)
    measures = visible_behind(results.model, "measures", user).filter(results__in=seen).distinct()
    event.measures_list = list(
        measures.with_standing().with_answers(user).select_related("demand__demand_set", "topic")
    )
    return event


def with_hints(events, user):
    """Each event with `next_slug` and `next_title`, `next_note` on an edition not found, `has_protocol`, `has_choice`, and
    of its live room `is_live` and `has_live_results`.
    """
    notes = EditionNote.objects.filter(series=OuterRef("series"), number__gt=OuterRef("number"))
    protocols = Protocol.objects.visible_to(user).filter(event=OuterRef("pk"))
    choices = visible_behind(Event, "topic_choices", user).filter(event=OuterRef("pk"))
    rooms = Event._meta.get_field("live_room").related_model.objects
    return events.with_next(user).annotate(
        next_note=Subquery(notes.order_by("number").values("note")[:1]),
        has_protocol=Exists(protocols),
        has_choice=Exists(choices),
        is_live=Exists(rooms.running().filter(event=OuterRef("pk"))),
        has_live_results=Exists(rooms.visible_to(None).filter(event=OuterRef("pk"))),
    )


def with_source_lines(statements):
    """Each statement with `source_lines`: a line "publisher, tab, address" for each of its sources."""
    line = Concat("sources__publisher", Value("\t"), "sources__url", output_field=TextField())
    return statements.select_related("department").annotate(
        source_lines=StringAgg(line, delimiter=Value("\n"))
    )


def sources_in(lines):
    """The sources in `source_lines` as dicts: publisher, url."""
    pairs = [line.partition("\t") for line in sorted((lines or "").splitlines())]
    return [{"publisher": publisher, "url": url} for publisher, _tab, url in pairs if publisher]


def page_of(event):
    """What the page shows, sorted out: parts by agenda item, kind and wording, and what is left unsaid."""
    lies_ahead = event.date is not None and not event.is_over and not event.is_cancelled
    agenda, circles = agenda_of(event, marked=lies_ahead), list(event.circles.all())
    press, loose = loose_materials(event)
    is_documented = bool(agenda or circles)
    looks_back = event.is_over and is_documented and not event.is_cancelled
    for statement in event.statements.all():
        statement.shown_sources = sources_in(statement.source_lines)
    return {
        "agenda": agenda,
        "is_timed": any(item.start for item in agenda),
        "attendance": attendance_of(event),
        "sectors": sectors_of(event),
        "circles": circles,
        "has_results": any(circle.results.all() for circle in circles),
        "materials": loose,
        "press": press,
        "support": support_of(event),
        "sources": sources_about(event),
        "is_documented": is_documented,
        "looks_back": looks_back,
        "lies_ahead": lies_ahead,
        "terms": terms_of(event),
        "minutes_elsewhere": [each for each in event.materials.all() if each.kind == Material.Kind.PROTOCOL],
        "gaps": gaps_of(event, circles) if looks_back else [],
    }


def gaps_of(event, circles):
    """What one would like to know of a past event, and nobody does; what has a place of its own on the page says so there."""
    is_online = event.format != Event.Format.ONSITE
    known = {
        _("purpose and scope"): event.purpose or event.scope,
        _("how to register"): event.registration_note,
        _("facilitators of the circles"): any(each.facilitator for each in circles) or not circles,
        _("guiding questions of the circles"): any(each.guiding_question for each in circles) or not circles,
        _("video service"): event.video_tool or not is_online,
        _("other tools"): event.other_tools or not is_online,
    }
    return [gap for gap, value in known.items() if not value]


def attendance_of(event):
    """What is said of the attendance, one item a wording: {"statement", "sources"}; the smallest number first."""
    groups = defaultdict(list)
    for each in event.attendance.all():
        groups[each.value, each.kind, each.text].append(each)
    return [
        {"statement": same[0], "sources": [each.source for each in same]}
        for _wording, same in sorted(groups.items(), key=lambda group: group[0])
    ]


def support_of(event):
    """Who carried the event, by kind in the order of the kinds: {"kind", "label", "supporters"}."""
    rows = list(event.support.all())
    by_kind = {kind: [row.supporter for row in rows if row.kind == kind] for kind in EventSupport.Kind}
    return [
        {"kind": kind.value, "label": kind.label, "supporters": supporters}
        for kind, supporters in by_kind.items()
        if supporters
    ]


def agenda_of(event, *, marked):
    """The lines of the agenda, each with `shown_materials` and `shown_surveys`."""
    lines = event.agenda.lines(marked=marked)
    of_item = defaultdict(list)
    for material in event.materials.all():
        of_item[material.agenda_item_id].append(material)
    for item in lines:
        item.shown_materials, item.shown_surveys = of_item[item.key], surveys_of(item)
    return lines


def pending_for(event, user):
    """How many items of the draft are not released as they are; only who sees drafts is told."""
    if not getattr(user, "sees_drafts", False):
        return 0
    return len(agenda_states([event])[event.pk].differences)


def loose_materials(event):
    """What belongs to no item of the agenda as it is shown: press releases, and the rest."""
    shown = {item.key for item in event.agenda.items}
    loose = [each for each in event.materials.all() if each.agenda_item_id not in shown]
    press = [each for each in loose if each.kind == Material.Kind.PRESS]
    return press, [each for each in loose if each not in press]


def sources_about(event):
    """The event's sources by what they are about: {"event": [Source], "topics": …, "circles": …}."""
    rows = list(event.event_sources.all())
    return {
        about.value: [row.source for row in rows if row.about == about.value] for about in EventSource.About
    }


def summary_of(event):
    """One or two sentences for search engines and shared links: what it is for, or else what and when it is."""
    if event.purpose:
        words = unescape(strip_tags(render_markdown(event.purpose))).split()
    else:
        when = ", ".join(str(each) for each in (event.title, event.date, event.get_format_display()) if each)
        words = [": ".join(each for each in (when, event.motto or event.main_topic) if each)]
    return Truncator(" ".join(words)).chars(200)


def series_with_rows(user):
    """The series with something to show, each with `rows`, the highest number first: {"event"} or {"note"}."""
    held = Event.objects.visible_to(user).filter(series=OuterRef("series"), number=OuterRef("number"))
    unheld = EditionNote.objects.exclude(Exists(held))
    found = EventSeries.objects.prefetch_related(
        Prefetch("events", Event.objects.visible_to(user).past_or_undated()),
        Prefetch("counts", SeriesCount.objects.select_related("source")),
        Prefetch("edition_notes", unheld.prefetch_related("sources")),
    )
    shown = []
    for series in found:
        events = list(series.events.all())
        notes = [{"number": each.number, "note": each} for each in series.edition_notes.all()]
        rows = notes + [{"number": each.number or 0, "event": each} for each in events]
        series.rows = sorted(rows, key=lambda row: row["number"], reverse=True)
        shown += [series] if rows else []
    return shown

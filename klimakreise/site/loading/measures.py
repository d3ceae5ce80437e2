"""The tracks of the file: measures, what each voice reported of them, and the team's own assessment."""

import re

from circles.models import Measure, StatusReport
from circles.models.measure import Status
from klimakreise.site.loading.counts import PRECISION, cut, is_precise
from klimakreise.site.loading.leaves import Moment, Reference, Text, Whole, Word
from klimakreise.site.loading.schema import SOURCES, List, Record

VOICES = {
    "stadt": StatusReport.Voice.CITY,
    "buendnis": StatusReport.Voice.ALLIANCE,
    "stadtrat": StatusReport.Voice.COUNCIL,
    "klimabeirat": StatusReport.Voice.BOARD,
}
STATUSES = {
    "gefordert": Status.DEMANDED,
    "angemahnt": Status.URGED,
    "geplant": Status.PLANNED,
    "in_pruefung": Status.UNDER_REVIEW,
    "beschlossen": Status.DECIDED,
    "nicht_begonnen": Status.NOT_STARTED,
    "in_arbeit": Status.IN_PROGRESS,
    "verzoegert": Status.DELAYED,
    "vertagt": Status.POSTPONED,
    "teilweise": Status.PARTIAL,
    "umgesetzt": Status.DONE,
    "arbeitet": Status.OPERATING,
    "offen": Status.OPEN,
    "ablehnend": Status.DECLINED,
    "bestritten": Status.CONTESTED,
}
ASSESSMENTS = {
    "offen": Measure.Assessment.OPEN,
    "teilweise": Measure.Assessment.PARTIAL,
    "umgesetzt": Measure.Assessment.DONE,
    "strittig": Measure.Assessment.DISPUTED,
}
PLAN_REFERENCE = re.compile(r"\(Masterplan-Maßnahme (.+?)\)")


def contests_what_is_there(item):
    """A report contests one that stands before it in the same history."""
    before = set()
    for report in item.history:
        if report.contests and report.contests not in before:
            yield report, f"before this there is no report with the key “{report.contests}”"
        before.add(report.key)


REPORT = Record(
    named_by="key",
    key=Text(),
    date=Moment(apart=True),
    precision=PRECISION,
    actor=Word(VOICES, "voice", required=True),
    reported_by=Word(VOICES),
    contests=Text(apart=True),
    status=Word(STATUSES, required=True),
    percent=Whole(),
    text=Text(required=True),
    sources=SOURCES,
    check=lambda item: is_precise(item, "date"),
)
TRACK = Record(
    named_by="slug",
    slug=Text(required=True),
    title=Text(required=True),
    demand=Reference("demand"),
    assessment=Word(ASSESSMENTS),
    history=List(REPORT, apart=True),
    check=contests_what_is_there,
)


def keep_measures(store, items, as_of):
    """Keep the measures; the team's assessments were made on the date of the data set, `as_of`."""
    for item in items:
        reference = PLAN_REFERENCE.search(item.title)
        measure = store.keep(
            Measure,
            item,
            {"slug": item.slug},
            plan_reference=reference[1] if reference else "",
            demand=store.get("demand", item.demand),
            assessment_date=as_of if item.assessment else None,
        )
        keep_history(store, measure, item.history)


def keep_history(store, measure, items):
    entries = [(item, reported(store, position, item)) for position, item in enumerate(items, 1)]
    identities = store.identities(StatusReport, entries, measure)
    keyed = {}
    for (item, values), identity in zip(entries, identities, strict=True):
        contested = keyed.get(item.contests)
        row = store.keep(
            StatusReport,
            item,
            identity=identity,
            owner=measure,
            measure=measure,
            contests=contested,
            **values,
        )
        if item.key:
            keyed[item.key] = row


def reported(store, position, item):
    date = cut(item.date, item.precision)
    return {"date": date, "position": position, "sources": store.sources(item.sources)}

"""The city, and the measures that were followed."""

from circles.models import Measure, StatusReport
from klimakreise.accounts.models import Department
from klimakreise.site.models import CityFact, ContradictingStatement, Figure, Identity
from tests.site.leaves.checks import (
    count_source,
    dated,
    detail,
    field,
    line,
    of_all,
    precision,
    source,
)

STATUSES = {
    "gefordert": "demanded", "in_pruefung": "under_review", "beschlossen": "decided", "in_arbeit": "in_progress",
    "verzoegert": "delayed", "vertagt": "postponed", "umgesetzt": "done", "arbeitet": "operating",
    "geplant": "planned", "nicht_begonnen": "not_started", "angemahnt": "urged", "bestritten": "contested",
    "teilweise": "partial", "offen": "open", "ablehnend": "declined",
}  # fmt: skip
VOICES = {"stadt": "city", "buendnis": "alliance", "stadtrat": "council", "klimabeirat": "board"}
ASSESSMENTS = {"umgesetzt": "done", "strittig": "disputed", "teilweise": "partial", "offen": "open"}


def report(path, item, track, root):
    return StatusReport.objects.get(measure__slug=track["slug"], position=path[3] + 1)


def contested(row, value, record):
    return row.contests.key == value and row.contests.measure == row.measure


def fact(kind):
    return lambda path, *records: CityFact.objects.get(kind=kind)


PLACES = {
    "city": (lambda path, *records: Identity.objects.get(), {"name": field("city_name")}),
    "city.goal": (
        fact("goal"),
        {
            **{name: field(name) for name in ("decided", "decided_by", "document")},
            "text": field("title"),
            "sources.*": source,
        },
    ),
    "city.plan": (
        fact("plan"),
        {
            "name": field("title"),
            "decided": field("decided"),
            "targets.*": line("targets"),
            "measures": detail("Maßnahmen"),
            "sources.*": source,
        },
    ),
    "city.climate_relevance_check": (fact("rule"), {"text": field("title"), "sources.*": source}),
    "city.participation_concept": (
        fact("participation"),
        {
            "name": field("title"),
            "decided": field("decided"),
            "reference": field("reference"),
            "office": detail("Zuständig"),
            "online_platform_since": detail("Online-Plattform seit"),
            "sources.*": source,
        },
    ),
    "city.state_portal": (
        fact("portal"),
        {"name": field("title"), "used_by_city": detail("Von der Stadt genutzt"), "sources.*": source},
    ),
    "city.state_portal.integration_tender": (
        fact("portal"),
        {"reference": field("reference"), "target": detail("Einbindung ausgeschrieben in")},
    ),
    "city.offices.*": (
        lambda path, item, *records: Department.objects.get(name=item["name"]),
        {
            **{name: field(name) for name in ("name", "role", "seen_from", "seen_in")},
            "former_name": lambda row, value, record: (
                [former.name for former in row.former_names.all()] == [value]
            ),
            "sources.*": source,
        },
    ),
    "city.emissions.balance": (
        fact("balance"),
        {
            "period": detail("Zeitraum"),
            "author": detail("Erstellt von"),
            "newest_year": detail("Jüngstes Jahr"),
            "sources.*": source,
        },
    ),
    "city.emissions.figures.*": (
        lambda path, item, *records: Figure.objects.get(label=item["label"]),
        {**{name: field(name) for name in ("label", "value", "unit", "year")}, "sources.*": source},
    ),
    "city.emissions": (
        fact("balance"),
        {"sector_shares_other": detail("Anteile der übrigen Sektoren")},
    ),
    "city.emissions.conflicting_statements.*": (
        lambda path, item, *records: ContradictingStatement.objects.filter(source__key__in=item["sources"]),
        {"text": of_all(field("text")), "sources.*": count_source},
    ),
    "city.emissions.city_influence": (fact("influence"), {"text": field("text"), "sources.*": source}),
    "tracks.*": (
        lambda path, item, root: Measure.objects.get(slug=item["slug"]),
        {
            "slug": field("slug"),
            "title": field("title"),
            "demand": lambda row, value, record: row.demand.slug == value,
            "assessment": field("assessment", ASSESSMENTS),
        },
    ),
    "tracks.*.history.*": (
        report,
        {
            "date": dated("date"),
            "precision": precision("date"),
            "actor": field("voice", VOICES),
            "reported_by": field("reported_by", VOICES),
            "status": field("status", STATUSES),
            "contests": contested,
            **{name: field(name) for name in ("text", "key", "percent")},
            "sources.*": source,
        },
    ),
}

"""The city: its goal, plan, rules, offices, and the figures of its emissions, with what sources disagree on."""

from klimakreise.accounts.models import Department, FormerName
from klimakreise.publishing.partial_dates import PartialDate
from klimakreise.publishing.slugs import german_slug
from klimakreise.site.loading.leaves import Flag, Moment, Number, Text, Whole
from klimakreise.site.loading.schema import SOURCES, List, Record
from klimakreise.site.models import CityFact, CityFactDetail, ContradictingStatement, Contradiction, Figure

Kind = CityFact.Kind
DISAGREEMENT = "Rückgang der Emissionen seit 1990"
GOAL = Record(
    text=Text("title", required=True), decided=Moment(), decided_by=Text(), document=Text(), sources=SOURCES
)
PLAN = Record(
    name=Text("title", required=True),
    decided=Moment(),
    targets=List(Text()),
    measures=Whole(apart=True),
    sources=SOURCES,
)
RULE = Record(text=Text("title", required=True), sources=SOURCES)
PARTICIPATION = Record(
    name=Text("title", required=True),
    decided=Moment(),
    reference=Text(),
    office=Text(apart=True),
    online_platform_since=Moment(apart=True),
    sources=SOURCES,
)
PORTAL = Record(
    name=Text("title", required=True),
    used_by_city=Flag(apart=True),
    integration_tender=Record(inline=True, reference=Text(), target=Text(apart=True)),
    sources=SOURCES,
)
BALANCE = Record(
    period=Text(apart=True, required=True),
    author=Text(apart=True),
    newest_year=Whole(apart=True),
    sources=SOURCES,
)
OFFICE = Record(
    named_by="name",
    name=Text(required=True),
    former_name=Text(apart=True),
    role=Text(),
    seen_from=Moment(),
    seen_in=Moment(),
    sources=SOURCES,
)
FIGURE = Record(
    named_by="label",
    label=Text(required=True),
    value=Number(required=True),
    unit=Text(required=True),
    year=Whole(),
    sources=SOURCES,
)
CITY = Record(
    name=Text(apart=True),
    goal=GOAL,
    plan=PLAN,
    climate_relevance_check=RULE,
    participation_concept=PARTICIPATION,
    state_portal=PORTAL,
    offices=List(OFFICE, apart=True),
    emissions=Record(
        balance=BALANCE,
        figures=List(FIGURE, apart=True),
        sector_shares_other=Text(apart=True),
        conflicting_statements=List(Record(text=Text(required=True), sources=SOURCES), apart=True),
        city_influence=Record(text=Text(required=True), sources=SOURCES),
    ),
)


def keep_city(store, item):
    keep_fact(store, item.goal, Kind.GOAL)
    if plan := item.plan:
        keep_fact(store, plan, Kind.PLAN, {"measures": ("Maßnahmen", plan.measures)})
    keep_fact(store, item.climate_relevance_check, Kind.RULE)
    if concept := item.participation_concept:
        details = {
            "office": ("Zuständig", concept.office),
            "online_platform_since": ("Online-Plattform seit", concept.online_platform_since),
        }
        keep_fact(store, concept, Kind.PARTICIPATION, details)
    if portal := item.state_portal:
        used = {None: "", True: "ja", False: "nein"}[portal.used_by_city]
        details = {
            "used_by_city": ("Von der Stadt genutzt", used),
            "integration_tender": ("Einbindung ausgeschrieben in", portal.integration_tender.target),
        }
        keep_fact(store, portal, Kind.PORTAL, details)
    if item.emissions:
        keep_emissions(store, item.emissions)
    for office in item.offices:
        keep_office(store, office)


def keep_fact(store, item, kind, details=None, **values):
    """Keep a fact and those of its details that are known: each a label and a text, number or date."""
    if not item:
        return
    position = list(Kind).index(kind)
    sources = store.sources(item.sources)
    fact = store.keep(CityFact, item, kind=kind, position=position, sources=sources, **values)
    for place, (name, (label, value)) in enumerate((details or {}).items(), 1):
        if value not in (None, ""):
            date = value if isinstance(value, PartialDate) else None
            text = "" if date else str(value)
            by = {"fact": fact, "label": label}
            store.keep(CityFactDetail, item.bare(name), by, value=text, date=date, position=place)


def keep_emissions(store, item):
    if balance := item.balance:
        details = {
            "period": ("Zeitraum", balance.period),
            "author": ("Erstellt von", balance.author),
            "newest_year": ("Jüngstes Jahr", balance.newest_year),
            "sector_shares_other": ("Anteile der übrigen Sektoren", item.sector_shares_other),
        }
        keep_fact(store, balance, Kind.BALANCE, details, title=f"Emissionsbilanz {balance.period}")
    if influence := item.city_influence:
        title = "Einfluss der Stadtverwaltung"
        keep_fact(store, influence, Kind.INFLUENCE, title=title)
    for position, figure in enumerate(item.figures, 1):
        sources = store.sources(figure.sources)
        store.keep(Figure, figure, {"label": figure.label}, position=position, sources=sources)
    if item.conflicting_statements:
        place = item.bare("conflicting_statements")
        contradiction = store.keep(Contradiction, place, {"title": DISAGREEMENT})
        entries = [
            (statement, {"source": source})
            for statement in item.conflicting_statements
            for source in store.sources(statement.sources)
        ]
        store.keep_list(ContradictingStatement, entries, contradiction, contradiction=contradiction)


def keep_office(store, item):
    slug = german_slug(item.name)[:80].rstrip("-")
    department = store.keep(Department, item, {"slug": slug}, sources=store.sources(item.sources))
    if item.former_name:
        store.keep(FormerName, item.bare(), {"department": department, "name": item.former_name})

"""The alliance: who it is, its groups, its demands."""

from klimakreise.alliance.models import Alliance, AllianceGroup, Demand, DemandSet, MembershipStatement
from klimakreise.site.loading.counts import COUNT, keep_counts
from klimakreise.site.loading.leaves import Clock, Flag, Moment, Text, Whole, Word
from klimakreise.site.loading.schema import SOURCES, List, Record
from klimakreise.site.loading.store import identity_of

LANGUAGES = {"de": "Deutsch", "en": "Englisch"}
FIELDS = {
    "klima": AllianceGroup.Field.CLIMATE,
    "umwelt": AllianceGroup.Field.ENVIRONMENT,
    "mobilitaet": AllianceGroup.Field.MOBILITY,
    "stadtgruen": AllianceGroup.Field.GREEN_SPACE,
    "ernaehrung": AllianceGroup.Field.FOOD,
    "wissenschaft": AllianceGroup.Field.SCIENCE,
    "soziales": AllianceGroup.Field.SOCIAL,
    "kultur": AllianceGroup.Field.CULTURE,
    "hochschule": AllianceGroup.Field.UNIVERSITY,
    "genossenschaft": AllianceGroup.Field.COOPERATIVE,
    "gesundheit": AllianceGroup.Field.HEALTH,
    "nachhaltigkeit": AllianceGroup.Field.SUSTAINABILITY,
}

GROUP = Record(
    named_by="slug",
    slug=Text(names="group", required=True),
    name=Text(required=True),
    field=Word(FIELDS),
    sources=SOURCES,
)
DEMANDS = Record(
    version=Record(label=Text(required=True), date=Moment(), sources=SOURCES, required=True),
    addressee=Text(apart=True),
    items=List(
        Record(
            named_by="slug",
            number=Whole(required=True),
            slug=Text(names="demand", required=True),
            title=Text(required=True),
        )
    ),
)
ALLIANCE = Record(
    slug=Text(required=True),
    name=Text(required=True),
    short_name=Text(),
    website=Text(),
    contact_email=Text(),
    founded=Record(
        inline=True,
        date=Moment("founded"),
        time=Clock("founded_time"),
        place=Text("founded_place"),
        sources=SOURCES,
    ),
    legal_form=Text(),
    goal=Text(),
    joining=Text(),
    approach=Text(),
    working_groups=Text(),
    planning_team=Text(),
    languages_of_site=List(Word(LANGUAGES), "site_languages"),
    sources=SOURCES,
    member_count_statements=List(COUNT, apart=True),
    member_list_complete=Flag(),
    member_list_note=Text(),
    groups=List(GROUP, apart=True),
    groups_field_note=Text("fields_note"),
    demands=DEMANDS,
)


def keep_alliance(store, item):
    """Keep the one alliance, its groups and its demands; the groups and demands are remembered under their slugs."""
    there = Alliance.objects.first()
    alliance = store.keep(
        Alliance,
        item,
        {"slug": there.slug} if there else None,
        identity="the alliance",
        slug=item.slug,
        founding_sources=store.sources(item.founded.sources),
        sources=store.sources(item.sources),
    )
    keep_counts(store, MembershipStatement, item.member_count_statements, None, alliance=alliance)
    for group in item.groups:
        sources = store.sources(group.sources)
        row = store.keep(AllianceGroup, group, {"slug": group.slug}, sources=sources)
        store["group", group.slug] = store["group name", group.name] = row
    if item.demands:
        keep_demands(store, item.demands)


def keep_demands(store, item):
    version = store.keep(
        DemandSet,
        item.version,
        {"label": item.version.label},
        addressee=item.addressee,
        sources=store.sources(item.version.sources),
    )
    by = {demand.slug: {"demand_set": version, "slug": demand.slug} for demand in item.items}
    store.free_numbers(
        Demand, [(identity_of(Demand, by[demand.slug]), demand.number) for demand in item.items]
    )
    for demand in item.items:
        store["demand", demand.slug] = store.keep(Demand, demand, by[demand.slug], owner=version)

import unicodedata
from itertools import groupby

from django.db.models import F, Prefetch, Q
from django.shortcuts import get_list_or_404, get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from klimakreise.alliance.carrying import carriers, with_carriers
from klimakreise.alliance.models import Alliance, AllianceGroup, Carrying, Demand, DemandSet, Supporter
from klimakreise.publishing.relations import visible_behind, with_count_of

SUPPORT = ["cooperation", "money", "infrastructure", "moderation", "venue", "unspecified"]
COMMENTS_SHOWN = 20


def alliance_detail(request):
    """Who the alliance is, how many groups it has by whose word, and who supports its events."""
    alliance = Alliance.objects.prefetch_related(
        "founding_sources", "sources", "membership_statements__source"
    ).first()
    groups = AllianceGroup.objects.visible_to(request.user).members().filter(is_example=False)
    return render(
        request,
        "alliance/alliance.html",
        {
            "alliance": alliance,
            "membership": wordings(alliance.membership_statements.all()) if alliance else [],
            "listed_groups": groups.count(),
            "supporters": sorted(supporters_seen_by(request.user), key=by_name),
        },
    )


def wordings(statements):
    """Statements of one date and wording as one: dicts of `as_of`, `text` and `sources`."""
    rows = groupby(statements, key=lambda statement: (statement.as_of, str(statement)))
    return [
        {"as_of": as_of, "text": text, "sources": [statement.source for statement in same]}
        for (as_of, text), same in rows
    ]


def supporters_seen_by(user):
    """Who supported a real event that `user` may see, with that support, and who is listed without any event."""
    support = visible_behind(Supporter, "support", user).filter(kind__in=SUPPORT, event__is_example=False)
    return (
        Supporter.objects.filter(Q(pk__in=support.values("supporter")) | Q(support=None))
        .order_by()
        .prefetch_related(
            Prefetch(
                "support",
                support.select_related("event").order_by(
                    F("event__date").asc(nulls_last=True), "event", "pk"
                ),
            ),
            Prefetch("group", AllianceGroup.objects.visible_to(user)),
            "sources",
        )
        .distinct()
    )


def by_name(thing):
    """Sorts as people do: small letters beside capitals, umlauts beside their vowels."""
    letters = unicodedata.normalize("NFKD", thing.name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def group_list(request):
    """The groups known by name: by field, or in one list with `?by=name`."""
    groups = AllianceGroup.objects.visible_to(request.user)
    real = groups.filter(is_example=False)
    members = sorted(real.members(), key=by_name)
    fields = groupby(sorted(members, key=by_field), key=by_field)
    return render(
        request,
        "alliance/groups.html",
        {
            "alliance": Alliance.objects.first(),
            "members": members,
            "in_one_list": request.GET.get("by") == "name",
            "fields": [(label, list(row)) for (_unknown, label), row in fields],
            "former": sorted(real.former(), key=by_name),
            "examples": groups.filter(is_example=True),
            "crumbs": [alliance_crumb()],
        },
    )


def by_field(group):
    """Sorts groups by the word for their field, those whose field is not known last."""
    return not group.field, str(group.get_field_display())


def group_detail(request, slug):
    """One group: what it carries, contributes and answers for, and what the surveys say of it."""
    groups = AllianceGroup.objects.visible_to(request.user).prefetch_related("sources", "links")
    group = get_object_or_404(groups, slug=slug)
    user = request.user
    measures = visible_behind(Demand, "measures", user).with_standing()
    return render(
        request,
        "alliance/group.html",
        {
            "group": group,
            "may_edit": user.is_authenticated
            and AllianceGroup.objects.spoken_for_by(user).filter(pk=group.pk).exists(),
            "alliance": Alliance.objects.first(),
            "carries": carried_by(group, user),
            "results": group.results.visible_to(user)
            .select_related("circle__event")
            .prefetch_related(Prefetch("measures", measures)),
            "support": visible_behind(Supporter, "support", user)
            .filter(supporter__group=group)
            .select_related("event")
            .order_by(F("event__date").asc(nulls_last=True), "event", "position"),
            "tallies": tallies_of(AllianceGroup, user, group=group),
            "comments": comments_of(group),
            "crumbs": [alliance_crumb(), {"label": _("Groups"), "url": reverse("alliance:groups")}],
        },
    )


def comments_of(group):
    """The newest that was said for the `group`, as far as everyone sees it."""
    said = visible_behind(AllianceGroup, "comments", None).filter(group=group)
    return said.with_subjects().order_by("-created_at", "-pk")[:COMMENTS_SHOWN]


def carried_by(group, user):
    """That `group` carries a demand, for each demand that `user` may see: in its newest version, by number."""
    rows = (
        Carrying.objects.visible_to(user)
        .filter(group=group)
        .select_related("demand__demand_set")
        .order_by(F("demand__demand_set__date").asc(nulls_first=True), "demand__demand_set", "demand__number")
    )
    newest = {row.demand.slug: row for row in rows}
    return sorted(newest.values(), key=lambda row: (row.demand.number, row.pk))


def tallies_of(model, user, **condition):
    """What surveys with published results say of groups or demands (`model`): the tallies of their options."""
    options = visible_behind(model, "options", user)
    return (
        visible_behind(options.model, "tally", user)
        .filter(option__in=options.filter(**condition))
        .select_related("option__question", "results__survey")
        .prefetch_related("results__survey__sources")
        .order_by("results__survey", "option__question__number", "option__number")
    )


def demand_list(request):
    """The newest version of the demands, or an older one with `?version=`, and what became of each demand."""
    versions = list(DemandSet.objects.visible_to(request.user))
    newest = next((each for each in versions if not each.is_example), None)
    asked = request.GET.get("version")
    chosen = next((each for each in versions if str(each.pk) == asked), None)
    shown = chosen or newest
    return render(
        request,
        "alliance/demands.html",
        {
            "shown": shown,
            "newest": newest,
            "others": [each for each in versions if each != shown],
            "unknown_version": asked and not chosen,
            "demands": with_outcome(shown.demands.all(), request.user) if shown else [],
        },
    )


def with_outcome(demands, user):
    """Demands with their measures (and how they stand) and their topics, as far as `user` may see them."""
    return demands.prefetch_related(
        Prefetch("measures", visible_behind(Demand, "measures", user).with_standing().newest_first()),
        Prefetch("topics", visible_behind(Demand, "topics", user)),
    )


def demand_detail(request, slug):
    """One demand in all its versions, the newest first, and what became of it."""
    found = with_count_of(Demand.objects.visible_to(request.user).newest_version_first(), "comments")
    found = with_carriers(found.prefetch_related(*what_became_of_it(request.user)), request.user)
    versions = get_list_or_404(found, slug=slug)
    demand = versions[0]
    same = [each for each in versions if each.demand_set.is_example == demand.demand_set.is_example]
    return render(
        request,
        "alliance/demand.html",
        {
            "demand": demand,
            "older": versions[1:],
            "carriers": sorted(carriers(same), key=by_name),
            "measures": [measure for version in same for measure in version.measures.all()],
            "topics": [topic for version in same for topic in version.topics.all()],
            "tallies": tallies_of(Demand, request.user, demand__in=same),
            "comments_count": sum(version.comments_count for version in same),
            "crumbs": [{"label": _("Demands"), "url": reverse("alliance:demands")}],
        },
    )


def what_became_of_it(user):
    """Lookups from demands to their topics, to their measures, and to the results that these came from."""
    measures = visible_behind(Demand, "measures", user).with_standing().with_answers(user)
    results = visible_behind(measures.model, "results", user).with_answers(user)
    return [
        "demand_set__sources",
        Prefetch("topics", visible_behind(Demand, "topics", user)),
        Prefetch("measures", measures.newest_first().select_related("demand__demand_set")),
        Prefetch(
            "measures__results",
            results.select_related("circle__event", "circle__topic__demand__demand_set"),
        ),
    ]


def alliance_crumb():
    return {"label": _("Alliance"), "url": reverse("alliance:alliance")}

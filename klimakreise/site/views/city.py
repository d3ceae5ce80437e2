from django.shortcuts import render

from klimakreise.accounts.models import Department
from klimakreise.site.models import CityFact, Contradiction, Figure


def city(request):
    """The city's goal, plans, rules and offices, and its figures with year and source, contradictions side by side."""
    facts = CityFact.objects.prefetch_related("details", "sources")
    contradictions = Contradiction.objects.prefetch_related("statements__source")
    return render(
        request,
        "site/city.html",
        {
            "groups": grouped(facts),
            "figures": Figure.objects.prefetch_related("sources"),
            "contradictions": contradictions,
            "departments": Department.objects.prefetch_related("former_names", "sources"),
        },
    )


def grouped(facts):
    """The facts by kind in the order of the kinds, as (kind, its label, facts); kinds without a fact are left out."""
    facts = list(facts)
    groups = [(kind, kind.label, [fact for fact in facts if fact.kind == kind]) for kind in CityFact.Kind]
    return [group for group in groups if group[2]]

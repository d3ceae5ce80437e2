from django.shortcuts import render

from klimakreise.site.departments import real_departments
from klimakreise.site.models import CityFact, Contradiction, Figure

GOALS = [CityFact.Kind.GOAL, CityFact.Kind.PLAN, CityFact.Kind.RULE]
TAKING_PART = [CityFact.Kind.PARTICIPATION, CityFact.Kind.PORTAL]
EMISSIONS = [CityFact.Kind.BALANCE, CityFact.Kind.INFLUENCE]


def city(request):
    """The city's goal, plans, rules and offices, and its figures with year and source, contradictions side by side."""
    facts = list(CityFact.objects.prefetch_related("details", "sources"))
    return render(
        request,
        "site/city.html",
        {
            "goals": of_kinds(facts, GOALS),
            "taking_part": of_kinds(facts, TAKING_PART),
            "emissions": of_kinds(facts, EMISSIONS),
            "figures": Figure.objects.prefetch_related("sources"),
            "contradictions": Contradiction.objects.prefetch_related("statements__source"),
            "departments": real_departments().prefetch_related("former_names", "sources"),
        },
    )


def of_kinds(facts, kinds):
    """The facts of these kinds, in the order of the kinds."""
    return [fact for kind in kinds for fact in facts if fact.kind == kind]

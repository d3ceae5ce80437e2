"""What the pages of topics, circles and results read; measures have their own in circles/views/measures.py."""

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from circles.models import Circle, Measure, Result
from klimakreise.publishing.relations import visible_behind

HEADINGS = {
    Result.Kind.AGREEMENT: _("Agreements"),
    Result.Kind.COMMITMENT: _("Commitments"),
    Result.Kind.NEXT_STEP: _("Next steps"),
    Result.Kind.PROPOSAL: _("Proposals"),
    Result.Kind.IDEA: _("Ideas"),
    Result.Kind.OPEN_QUESTION: _("Open questions"),
    # Translators: German: „Dissens“
    Result.Kind.DISSENT: _("Dissent"),
}


def by_kind(results):
    """The results under headings, what binds first: a list of {"heading", "results"}."""
    groups = [
        (heading, [each for each in results if each.kind == kind]) for kind, heading in HEADINGS.items()
    ]
    return [{"heading": heading, "results": group} for heading, group in groups if group]


def whole_circles(user):
    """Circles with their event, and their topic with its demand, as the red thread asks for them."""
    return Circle.objects.visible_to(user).select_related("event__series", "topic__demand__demand_set")


def whole_results(user):
    """Results with who is responsible, and whether the city has answered."""
    results = Result.objects.visible_to(user).with_answers(user)
    return results.select_related("responsible_group", "responsible_department")


def standing_measures(user):
    """Measures with how they stand, as the red thread asks for them."""
    measures = Measure.objects.visible_to(user).with_standing().with_answers(user)
    return measures.select_related("demand__demand_set")


def results_with_measures(user, start=""):
    """The lookups from circles, to which `start` leads ("circles__"), to their results and what was taken up of them."""
    return [
        Prefetch(f"{start}results", whole_results(user)),
        Prefetch(f"{start}results__measures", standing_measures(user)),
    ]


def statements_on(model, user, start=""):
    """The lookup from things of `model` (Result, Measure) to the city's statements on them with their sources."""
    statements = visible_behind(model, "statements", user).select_related("department")
    return Prefetch(f"{start}statements", statements.prefetch_related("sources"))

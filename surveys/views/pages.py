"""Surveys and their published results, as everyone reads them."""

from django.db.models import Count, F
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from events.agenda import released_title
from surveys.charts import evaluations
from surveys.crossed import crossed
from surveys.earlier import add_earlier
from surveys.models import GroupAnswer, Question, Survey, SurveyPlacement, SurveyResults
from surveys.outcomes import counted


def way_here(survey=None):
    """The breadcrumb: the list of surveys and, for its results, the survey."""
    crumbs = [{"label": _("Surveys"), "url": reverse("surveys:surveys")}]
    return [*crumbs, {"label": survey.local_title, "url": survey.get_absolute_url()}] if survey else crumbs


def survey_list(request):
    """All surveys: first those that can be answered now, then the latest."""
    found = Survey.objects.visible_to(request.user).with_results(request.user)
    latest = sorted(found, key=lambda each: each.last_day, reverse=True)
    surveys = sorted(latest, key=lambda each: not each.is_open)
    return render(request, "surveys/survey_list.html", {"surveys": surveys})


def survey_detail(request, slug):
    """One survey: who was asked what, when and how, and where it was presented."""
    surveys = Survey.objects.visible_to(request.user).with_results(request.user)
    surveys = surveys.select_related("ballot_terms__event").prefetch_related("sources")
    survey = get_object_or_404(surveys, slug=slug)
    questions = Question.objects.visible_to(request.user).filter(survey=survey)
    placements = SurveyPlacement.objects.visible_to(request.user).filter(survey=survey)
    return render(
        request,
        "surveys/survey_detail.html",
        {
            "survey": survey,
            "crumbs": way_here(),
            "questions": questions.annotate(options_known=Count("options")),
            "corrections": survey.corrections.all() if survey.is_frozen else [],
            "group_answers": group_answers(request, survey),
            "placements": placements.annotate(item_title=released_title("agenda_item", request.user))
            .select_related("agenda_item__event")
            .order_by(F("agenda_item__event__date").asc(nulls_last=True), "pk"),
        },
    )


def group_answers(request, survey):
    """Which groups have answered, not what: shown from the first one on."""
    if survey.mode != Survey.Mode.NAMED:
        return []
    return GroupAnswer.objects.visible_to(request.user).filter(survey=survey).select_related("group")


def survey_results(request, slug):
    """The published results of one survey, question by question."""
    results = get_object_or_404(
        SurveyResults.objects.visible_to(request.user).select_related("survey__issuing"), survey__slug=slug
    )
    native = results.survey.is_native
    found = counted(results, request.user) if native else []
    add_earlier(found, request.user)
    return render(
        request,
        "surveys/survey_results.html",
        {
            "results": results,
            "survey": results.survey,
            "crumbs": way_here(results.survey),
            "evaluations": [] if native else evaluations(results),
            "counted": found,
            "tables": crossed(results.survey, request.user) if native else [],
            "sources": results.survey.sources.all(),
        },
    )

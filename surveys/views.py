from django.db.models import Count, F, Prefetch
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from circles.models import Circle
from events.agenda import released_title
from events.models import Event, EventSource
from surveys.charts import Evaluation
from surveys.choosing import candidates
from surveys.models import Option, Question, Survey, SurveyPlacement, SurveyResults, Tally


def way_here(survey=None):
    """The breadcrumb: the list of surveys and, for its results, the survey."""
    crumbs = [{"label": _("Surveys"), "url": reverse("surveys:surveys")}]
    return [*crumbs, {"label": survey.title, "url": survey.get_absolute_url()}] if survey else crumbs


def survey_list(request):
    """All surveys, the latest first."""
    surveys = Survey.objects.visible_to(request.user).with_results(request.user)
    return render(request, "surveys/survey_list.html", {"surveys": surveys})


def survey_detail(request, slug):
    """One survey: who was asked what, when and how, and where it was presented."""
    surveys = Survey.objects.visible_to(request.user).with_results(request.user)
    survey = get_object_or_404(surveys.prefetch_related("sources"), slug=slug)
    questions = Question.objects.visible_to(request.user).filter(survey=survey)
    placements = SurveyPlacement.objects.visible_to(request.user).filter(survey=survey)
    return render(
        request,
        "surveys/survey_detail.html",
        {
            "survey": survey,
            "crumbs": way_here(),
            "questions": questions.annotate(options_known=Count("options")),
            "placements": placements.annotate(item_title=released_title("agenda_item", request.user))
            .select_related("agenda_item__event")
            .order_by(F("agenda_item__event__date").asc(nulls_last=True), "pk"),
        },
    )


def survey_results(request, slug):
    """The published results of one survey, question by question."""
    results = get_object_or_404(
        SurveyResults.objects.visible_to(request.user).select_related("survey"), survey__slug=slug
    )
    options = Option.objects.select_related("group", "demand__demand_set", "topic")
    questions = Question.objects.filter(survey=results.survey).prefetch_related(
        Prefetch("options", options), Prefetch("options__tally", Tally.objects.filter(results=results))
    )
    return render(
        request,
        "surveys/survey_results.html",
        {
            "results": results,
            "survey": results.survey,
            "crumbs": way_here(results.survey),
            "evaluations": [Evaluation(question) for question in questions],
            "sources": results.survey.sources.all(),
        },
    )


def topic_choice(request, event_slug):
    """Why an event worked on these topics: what spoke for each candidate, and which circles came of it."""
    circles = Circle.objects.visible_to(request.user).select_related("topic__demand__demand_set")
    events = Event.objects.visible_to(request.user).with_next(request.user)
    event = get_object_or_404(events.prefetch_related(Prefetch("circles", circles)), slug=event_slug)
    found = candidates(event, event.circles.all(), request.user)
    taken = {candidate.topic.pk for candidate in found}
    placements = SurveyPlacement.objects.visible_to(request.user).filter(agenda_item__event=event)
    sources = event.event_sources.filter(about=EventSource.About.TOPICS).select_related("source")
    return render(
        request,
        "surveys/topic_choice.html",
        {
            "event": event,
            "crumbs": [
                {"label": _("Events"), "url": reverse("events:events")},
                {"label": event.title, "url": event.get_absolute_url()},
            ],
            "candidates": found,
            "further_circles": [circle for circle in event.circles.all() if circle.topic_id not in taken],
            "has_figures": any(candidate.choice.reasons.all() for candidate in found),
            "placements": placements.select_related("survey"),
            "sources": [row.source for row in sources],
        },
    )

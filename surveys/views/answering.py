"""Answering a survey, step by step: what was typed travels in the form, and nothing is remembered on the way."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from klimakreise.accounts.limits import used_up
from klimakreise.publishing.humans import HumanForm
from klimakreise.publishing.secrets import unlogged_reader
from surveys import casting, keys
from surveys.forms import Walk
from surveys.freezing import valid_for_good
from surveys.models import Survey
from surveys.proposing import takes_proposals
from surveys.views.naming import answer_by_name
from surveys.views.pages import way_here
from surveys.views.same_site import comes_from_here
from surveys.views.steps import Step

Mode = Survey.Mode


def read_survey(request, slug):
    surveys = Survey.objects.visible_to(request.user).exclude(mode__in=["", Mode.IMPORTED])
    surveys = surveys.select_related("issuing")
    return get_object_or_404(surveys, slug=slug)


@unlogged_reader
@csrf_exempt  # needs no cookie: nobody in particular answers, and `comes_from_here` asks the browser where the form was
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)  # what somebody has typed stays on no shared computer
def answer(request, slug):
    """The steps of a survey, or why it cannot be answered now."""
    survey = read_survey(request, slug)
    if not survey.is_open:
        return render(request, "surveys/not_open.html", {"survey": survey, "crumbs": way_here(survey)})
    if survey.mode == Mode.NAMED:
        return answer_by_name(request, survey)
    if request.method == "POST" and not comes_from_here(request):
        raise PermissionDenied
    step = Step(Walk(survey, request.POST), request.POST)
    human = HumanForm(request.POST if step.go == "send" else None) if survey.mode == Mode.OPEN else None
    if step.is_sent and (human is None or human.is_valid()) and send(request, step, human):
        return redirect("surveys:answered", slug)
    return step.render(request, {"human": human})


def send(request, step, human):
    """Cast what was answered; False if it was refused, which the step then says. A robot's answer is not kept."""
    try:
        if human is None:
            casting.cast(step.survey, step.code, step.walk.sheet)
        elif not human.is_trapped:
            send_openly(request, step)
    except keys.KeysMissingError:
        step.refuse(
            _("The site cannot take answers to this survey at the moment. Please try again later."), 503
        )
    except ValidationError as error:
        step.refuse(error)
        if error.code == "wrong" and used_up(request, survey_code=""):
            step.refuse(
                _("Many wrong codes have come from your connection. Please wait ten minutes."), status=429
            )
    return not step.is_refused


def send_openly(request, step):
    if used_up(request, survey_open=""):
        text = _("Many answers have come from your connection. Please send it again in an hour.")
        return step.refuse(text, status=429)
    if not valid_for_good(step.survey, step.walk.anew):
        return step.refuse(_("The questions have changed meanwhile. Please look at your answers once more."))
    return casting.cast_openly(step.survey, step.walk.sheet)


@unlogged_reader
@require_safe
def answered(request, slug):
    """The one answer to everybody who has sent theirs."""
    survey = read_survey(request, slug)
    open_to_proposals = [
        each for each in survey.questions.filter(takes_proposals=True) if takes_proposals(each)
    ]
    context = {"survey": survey, "questions": open_to_proposals, "crumbs": way_here(survey)}
    return render(request, "surveys/answered.html", context)

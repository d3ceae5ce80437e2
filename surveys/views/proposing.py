"""Proposing a statement: in an open survey by anyone and without a trace, in one by name for a group by its speaker."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from klimakreise.accounts.limits import used_up
from klimakreise.publishing.humans import HumanForm
from klimakreise.publishing.secrets import unlogged_reader
from surveys.forms.proposing import ProposalForm
from surveys.models import Question, Survey
from surveys.proposing import propose, takes_proposals
from surveys.views.naming import group_for
from surveys.views.pages import way_here
from surveys.views.same_site import comes_from_here

Mode = Survey.Mode


@unlogged_reader
@csrf_exempt  # as in surveys/views/answering.py: an open survey keeps no cookie
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def propose_statement(request, slug, number):
    """The form for a statement, with those that are asked already; where it cannot be sent now, why."""
    questions = Question.objects.visible_to(request.user).select_related("survey")
    questions = questions.filter(takes_proposals=True, survey__mode__in=[Mode.OPEN, Mode.NAMED])
    question = get_object_or_404(questions, survey__slug=slug, number=number)
    survey = question.survey
    if not takes_proposals(question):
        return render(request, "surveys/not_open.html", {"survey": survey, "crumbs": way_here(survey)})
    if survey.mode == Mode.NAMED:
        return propose_by_name(request, question)
    if request.method == "POST" and not comes_from_here(request):
        raise PermissionDenied
    return propose_for(request, question, HumanForm(request.POST or None))


@csrf_protect
@login_required
def propose_by_name(request, question):
    group, groups = group_for(request)
    if group is None:
        context = {"survey": question.survey, "groups": groups, "crumbs": way_here(question.survey)}
        return render(request, "surveys/which_group.html", {**context, "proposes": True})
    return propose_for(request, question, None, group)


def propose_for(request, question, human, group=None):
    """One form for both: `human` only where anyone may send it, `group` only by name."""
    form, status = ProposalForm(request.POST or None, question=question), 200
    if request.method == "POST" and all([form.is_valid(), human is None or human.is_valid()]):
        if (human and human.is_trapped) or send(request, question, form, group):
            return redirect(sent(question, group))
        status = form.status
    context = {
        "survey": question.survey,
        "question": question,
        "options": question.options.order_by("number"),
        "form": form,
        "human": human,
        "group": group,
        "own": question.proposed_statements.filter(group=group).order_by("key") if group else [],
        "is_sent": "danke" in request.GET and request.method != "POST",
        "crumbs": way_here(question.survey),
    }
    return render(request, "surveys/propose.html", context, status=status)


def send(request, question, form, group):
    """Let the statement wait; False if it was refused, which the form then says."""
    form.status = 200
    if group is None and used_up(request, survey_statement=""):
        form.status = 429
        form.add_error(
            None, _("Many statements have come from your connection. Please send it again in an hour.")
        )
        return False
    try:
        propose(question, form.cleaned_data["text"], group)
    except ValidationError as error:
        form.add_error("text", error)
        return False
    return True


def sent(question, group):
    """The page that says thank you; it can be opened by anyone and tells nothing."""
    query = {"danke": "1", **({"gruppe": group.slug} if group else {})}
    return reverse("surveys:propose", args=[question.survey.slug, question.number], query=query)

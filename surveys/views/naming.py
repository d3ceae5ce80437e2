"""Answering by name: for a group of the alliance, by whoever speaks for it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect

from surveys.answering_for_groups import answer_for, groups_of, sheet_of
from surveys.forms import Walk
from surveys.forms.walking import typed_for
from surveys.models import GroupAnswer
from surveys.views.pages import way_here
from surveys.views.steps import Step


@csrf_protect
@login_required
def answer_by_name(request, survey):
    """The steps of a survey in which groups answer; who speaks for several of them chooses one first."""
    group, groups = group_for(request)
    if group is None:
        context = {"survey": survey, "groups": groups, "crumbs": way_here(survey)}
        return render(request, "surveys/which_group.html", context)
    former = GroupAnswer.objects.filter(survey=survey, group=group).select_related("by").first()
    typed = request.POST if request.method == "POST" else typed_before(survey, former)
    step = Step(Walk(survey, typed), request.POST)
    if step.is_sent and keep(request, step, group):
        return redirect(survey)
    return step.render(request, {"group": group, "former": former, "needs_token": True})


def group_for(request):
    """(the group that the reader speaks for here, all of theirs): None where there is none or one has to be chosen."""
    groups = list(groups_of(request.user))
    asked_for = request.POST.get("group") or request.GET.get("gruppe") or ""
    only = groups[0] if len(groups) == 1 else None
    return next((each for each in groups if each.slug == asked_for), only), groups


def typed_before(survey, former):
    return typed_for(survey, sheet_of(former)) if former else None


def keep(request, step, group):
    """Keep what was answered; False if it was too late, which the step then says."""
    try:
        answer_for(group, step.survey, step.walk.sheet, by=request.user)
    except ValidationError as error:
        step.refuse(error)
        return False
    messages.success(
        request, _("The answer of %(group)s is saved. It can be changed until the close.") % {"group": group}
    )
    return True

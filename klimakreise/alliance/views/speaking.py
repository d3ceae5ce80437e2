"""Pages of those who speak for a group."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods, require_safe

from klimakreise.alliance.changing import accept, page_of, propose, publishes_at_once
from klimakreise.alliance.forms import PageForm
from klimakreise.alliance.models import AllianceGroup, GroupChange
from klimakreise.alliance.views.pages import alliance_crumb
from klimakreise.publishing.files.sending import POLICY, send_file


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def edit_group(request, slug):
    """What stands on a group's page, changed by its speaker: at once, or after a look of the planning team."""
    groups = AllianceGroup.objects.spoken_for_by(request.user).select_for_update(of=("self",))
    group = get_object_or_404(groups, slug=slug)
    waiting = group.changes.waiting().select_related("author").first()
    at_once = publishes_at_once(request.user)
    form = PageForm(request.POST or None, request.FILES or None, group=group, waiting=waiting)
    if request.method == "POST" and form.is_valid():
        change = propose(form.instance, request.user, form.links.links())
        if at_once:
            accept(change, request.user)
        messages.success(
            request, _("The page is changed.") if at_once else _("Saved. The planning team looks at it.")
        )
        return redirect("alliance:edit_group", slug)
    context = {"group": group, "waiting": waiting, "at_once": at_once, "form": form}
    context |= {"declined": last_declined(group), "crumbs": group_crumbs(group)}
    return render(request, "alliance/edit_group.html", context)


@require_safe
@csp_override(POLICY)
def group_logo(request, slug, width=None):
    """The logo of a group, or a size of it."""
    group = get_object_or_404(AllianceGroup.objects.visible_to(request.user).exclude(logo=""), slug=slug)
    return send_file(request, group.logo, slug, "Logo", public=group.is_visible(), width=width)


@login_required
@require_safe
@csp_override(POLICY)
def proposed_logo(request, slug, pk):
    """The logo that a change would put on the page, for those who may change the page."""
    group = get_object_or_404(AllianceGroup.objects.spoken_for_by(request.user), slug=slug)
    change = get_object_or_404(group.changes.exclude(logo=""), pk=pk)
    return send_file(request, change.logo, slug, "Logo", public=False)


def last_declined(group):
    """The newest change of the page, if it was declined: its author should read why."""
    newest = group.changes.prefetch_related("links").first()
    if newest is None or newest.state != GroupChange.State.DECLINED:
        return None
    newest.page = page_of(newest)
    return newest


def group_crumbs(group):
    return [
        alliance_crumb(),
        {"label": _("Groups"), "url": reverse("alliance:groups")},
        {"label": group.name, "url": group.get_absolute_url(), "german": True},
    ]

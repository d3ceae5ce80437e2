"""Who acts for a group: its speakers and the planning team look after that; the invited accept."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from klimakreise.accounts import joining
from klimakreise.alliance.forms import InviteForm
from klimakreise.alliance.models import AllianceGroup
from klimakreise.alliance.people import LastSpeakerError, appoint, dismiss, invite
from klimakreise.alliance.views.speaking import group_crumbs
from klimakreise.publishing.secrets import secret_address


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def group_people(request, slug):
    """Who acts for a group and who is invited; a form to invite, for planners also to appoint at once."""
    group = get_object_or_404(AllianceGroup.objects.spoken_for_by(request.user), slug=slug)
    form = InviteForm(request.POST or None, planner=request.user.sees_drafts)
    if request.method == "POST" and form.is_valid():
        if ratelimit.consume(request, action="invite", user=request.user):
            messages.success(request, add(group, form, request.user))
            return redirect("alliance:group_people", slug)
        form.add_error(None, _("Many invitations were sent today. Please go on tomorrow."))
    context = {
        "group": group,
        "form": form,
        "members": group.memberships.select_related("user"),
        "invitations": group.invitations.waiting(),
        "crumbs": group_crumbs(group),
    }
    return render(request, "alliance/group_people.html", context)


def add(group, form, by):
    """Invite or appoint whom the form names; return what to say about it."""
    email, role = form.cleaned_data["email"], form.cleaned_data["role"]
    if form.user:
        appoint(group, form.user, role)
        return _("%(person)s acts for the group now.") % {"person": form.user}
    invite(group, email, role, by)
    return _("An invitation goes to %(address)s.") % {"address": email}


@login_required
@require_POST
def dismiss_member(request, slug, pk):
    group = get_object_or_404(AllianceGroup.objects.spoken_for_by(request.user), slug=slug)
    member = get_object_or_404(group.memberships.select_related("user"), pk=pk)
    try:
        dismiss(member, request.user)
    except LastSpeakerError:
        messages.error(request, _("Nobody else speaks for the group. Ask the planning team to end it."))
        return redirect("alliance:group_people", slug)
    messages.success(request, _("%(person)s does not act for the group any more.") % {"person": member.user})
    still = AllianceGroup.objects.spoken_for_by(request.user).filter(pk=group.pk).exists()
    return redirect("alliance:group_people", slug) if still else redirect("alliance:alliance")


@login_required
@require_POST
def withdraw_invitation(request, slug, pk):
    group = get_object_or_404(AllianceGroup.objects.spoken_for_by(request.user), slug=slug)
    invitation = get_object_or_404(group.invitations, pk=pk)
    joining.withdraw(group.invitations.filter(pk=invitation.pk))
    messages.success(request, _("The invitation is withdrawn; its link leads nowhere any more."))
    return redirect("alliance:group_people", slug)


@require_safe
@secret_address
def accept_invitation(request, token):
    """Links that were sent before all invitations had one page."""
    return redirect("account_invitation", token)

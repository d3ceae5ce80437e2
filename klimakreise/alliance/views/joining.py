"""How a group joins: what it takes, the form, the confirmation."""

from allauth.core import ratelimit
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from klimakreise.alliance.forms import JoinForm
from klimakreise.alliance.joining import ask, confirm
from klimakreise.alliance.models import Alliance, Demand, DemandSet, JoinRequest
from klimakreise.alliance.views.pages import alliance_crumb
from klimakreise.publishing.humans import HumanForm
from klimakreise.publishing.secrets import secret_address


@require_safe
def joining(request):
    """How to join the alliance."""
    alliance = Alliance.objects.prefetch_related("sources").first()
    return render(request, "alliance/joining.html", {"alliance": alliance, "crumbs": [alliance_crumb()]})


@require_http_methods(["GET", "HEAD", "POST"])
def ask_to_join(request):
    """The form with which a group asks to join; whatever becomes of it, the answer is the same page."""
    form = JoinForm(request.POST or None, demands=demands_to_carry())
    human = HumanForm(request.POST or None)
    status = 200
    if request.method == "POST" and all([form.is_valid(), human.is_valid()]):
        if human.is_trapped:
            return redirect("alliance:asked_to_join")
        if ratelimit.consume(request, action="join"):
            take(request, form)
            return redirect("alliance:asked_to_join")
        form.add_error(
            None, _("Many requests have come from your connection. Please send it again in an hour.")
        )
        status = 429
    context = {"form": form, "human": human, "crumbs": joining_crumbs()}
    return render(request, "alliance/ask_to_join.html", context, status=status)


def demands_to_carry():
    """The demands of the newest version that everyone sees."""
    newest = DemandSet.objects.visible_to(None).filter(is_example=False).first()
    return Demand.objects.filter(demand_set=newest) if newest else Demand.objects.none()


def take(request, form):
    """Keep the request, unless this address gets many mails already: that must not show in the answer."""
    if ratelimit.consume(request, action="join_mail", key=form.instance.contact_email):
        form.instance.language = get_language()
        ask(form.instance, form.cleaned_data.get("demands", []))


@require_safe
def asked_to_join(request):
    """The one answer to every request."""
    return render(request, "alliance/asked_to_join.html", {"crumbs": joining_crumbs()})


@require_http_methods(["GET", "HEAD", "POST"])
@secret_address
def confirm_joining(request, token):
    """The link in the mail: the page asks, the button confirms, so that no mail scanner confirms by opening it."""
    asked = JoinRequest.objects.by_token(token).first()
    if asked and request.method == "POST":
        confirm(asked)
        return redirect("alliance:confirm_joining", token)
    status = 200 if asked else 404
    return render(request, "alliance/confirm_joining.html", {"asked": asked}, status=status)


def joining_crumbs():
    return [alliance_crumb(), {"label": _("How to join"), "url": reverse("alliance:joining")}]

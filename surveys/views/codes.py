"""How people get a code for a secret survey, and what its secrecy rests on."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from klimakreise.accounts.limits import used_up
from klimakreise.publishing.humans import HumanForm
from surveys.addresses import normalised
from surveys.forms.code import AskForm
from surveys.issuing import next_hour
from surveys.models import Survey
from surveys.requesting import ask
from surveys.views.pages import way_here


def read_asked(request, slug):
    """A secret survey that sends codes to whoever asks, as far as the reader may see it."""
    surveys = Survey.objects.visible_to(request.user).select_related("ballot_terms")
    return get_object_or_404(surveys, slug=slug, mode=Survey.Mode.SECRET, ballot_terms__who="anyone")


@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_code(request, slug):
    """The form for an address; whether it was given a code before does not show in the answer."""
    survey = read_asked(request, slug)
    due = next_hour(survey.ballot_terms, timezone.now()) if survey.is_open else None
    form, human = AskForm(request.POST or None), HumanForm(request.POST or None)
    status = 200
    if request.method == "POST" and due and all([form.is_valid(), human.is_valid()]):
        if human.is_trapped or take(request, survey, form.cleaned_data["address"]):
            return redirect("surveys:code_asked", slug)
        form.add_error(
            None, _("Many requests have come from your connection. Please send it again in an hour.")
        )
        status = 429
    context = {"survey": survey, "due": due, "form": form, "human": human, "crumbs": way_here(survey)}
    return render(request, "surveys/ask_for_code.html", context, status=status)


def take(request, survey, address):
    """Let the address wait, unless it asks all the time, which must not show; False if the connection does."""
    over = used_up(request, code_request="", code_request_mail=normalised(address))
    if not over:
        ask(survey, address, get_language())
    return "code_request" not in over


@require_safe
def code_asked(request, slug):
    """The one answer to every request for a code."""
    survey = read_asked(request, slug)
    due = next_hour(survey.ballot_terms, timezone.now())
    context = {"survey": survey, "due": due, "crumbs": way_here(survey)}
    return render(request, "surveys/code_asked.html", context)


@require_safe
def secrecy(request):
    """What a secret survey protects against, and what not."""
    return render(request, "surveys/secrecy.html", {"crumbs": way_here()})

"""The page on which the planning team says what counts how much when seats are distributed."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from circles.models import SeatingTerms
from circles.models.seating_terms import WEIGHTS
from circles.seating import Weights

HELP = {
    "over": gettext_lazy("The strongest rule: keep it far above the others."),
    "short": gettext_lazy("So a circle that takes place is not too small to work."),
    "together": gettext_lazy("The groups are made on the page of the seats."),
    "sector": gettext_lazy("The only one that is weighed against wishes: with 0 sectors are not mixed."),
    "tolerance": gettext_lazy(
        "With 25, a sector that is 40 of 100 people may be 30 to 50 of 100 in a circle, give or take one person."
    ),
}


class WeightsForm(forms.ModelForm):
    """A field for each weight; an empty one is as given, and says what that is."""

    class Meta:
        model = SeatingTerms
        fields = WEIGHTS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.update(placeholder=getattr(Weights(), name), inputmode="numeric")
            field.help_text = HELP.get(name, "")


def weights_page(request, event, context):
    """Show and keep the weights of the event; `context` is what the administration's frame needs."""
    terms = SeatingTerms.objects.filter(event=event).first() or SeatingTerms(event=event)
    seats = reverse("admin:circles_seatingrun_seats", args=[event.pk])
    if "reset" in request.POST:
        SeatingTerms.objects.filter(event=event).update(**dict.fromkeys(WEIGHTS))
        messages.success(request, _("Everything counts as given again."))
        return HttpResponseRedirect(seats)
    form = WeightsForm(request.POST or None, instance=terms)
    if request.method == "POST" and form.is_valid():
        SeatingTerms.objects.update_or_create(event=event, defaults=form.cleaned_data)
        messages.success(request, _("This counts from the next distribution on."))
        return HttpResponseRedirect(seats)
    context = {**context, "form": form, "own": bool(terms.own_weights()), "title": _("What counts how much")}
    return TemplateResponse(request, "admin/circles/seatingrun/weights.html", context)


def own_weights_in_words(terms):
    """What the team has set differently, as (label, number, the number given)."""
    own = terms.own_weights() if terms else {}
    return [
        (SeatingTerms._meta.get_field(name).verbose_name, number, getattr(Weights(), name))
        for name, number in own.items()
    ]

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from circles.late import is_announced, seat_late
from circles.wishing import WishForm, circles_to_wish_for, standing_seat, wishes_are_open
from events.registration_views import own_registration
from klimakreise.publishing.secrets import secret_address


@require_http_methods(["GET", "HEAD", "POST"])
@secret_address
def wishes(request, token):
    """The page behind somebody's personal link on which they say which circles they would like best."""
    own = own_registration(request, token)
    circles = circles_to_wish_for(own.event)
    if not circles or not wishes_are_open(own, standing_seat(own)):
        if request.method == "POST":
            messages.error(request, _("Wishes can no longer be changed. Nothing was saved."))
        return redirect("events:registration", token)
    form = WishForm(request.POST or None, own, circles)
    if request.method == "POST" and form.is_valid():
        if form.keep():
            is_late = seat_late(own.event_id, now_too=Q(pk=own.pk))
            messages.success(request, _("Your seat is settled.") if is_late else _("Your wishes are saved."))
        return redirect("events:registration", token)
    context = {
        "event": own.event,
        "token": token,
        "form": form,
        "circles": circles,
        "settles": own.state == own.State.CONFIRMED and is_announced(own.event_id),
    }
    return render(request, "circles/wishes.html", context)

"""Wishes for circles: who may give them until when, and keeping them."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from circles.distributing import circles_to_sit_in
from circles.models import Seat, SeatingTerms, Wish
from circles.models.seating import WISHES
from events.models import Registration
from events.places import lock

State = Registration.State
LABELS = [_("First wish"), _("Second wish"), _("Third wish")]


def circles_to_wish_for(event):
    """The circles that one can name, as a list; none where there is nothing to choose."""
    circles = list(circles_to_sit_in(event).exclude(most_people=0).select_related("topic"))
    return circles if len(circles) > 1 else []


def wishes_are_open(registration, seat=None):
    """Whether the person can still say and change what they wish: not once their seat is announced.

    `seat` is the standing seat of the registration, if it has one.
    """
    may_still = registration.state in {State.CONFIRMED, State.OFFERED, State.WAITING}
    announced = seat and seat.released_at
    return may_still and not (announced or wishes_are_closed(registration.event))


def wishes_are_closed(event):
    """Whether nobody of the event can say any more what they wish."""
    terms = SeatingTerms.objects.filter(event=event).first()
    closed = terms and terms.wishes_closed_at and terms.wishes_closed_at <= timezone.now()
    return closed or event.is_cancelled or event.is_over


def standing_seat(registration):
    """The Seat of a registration that counts, with its circle; None if there is none."""
    seats = Seat.objects.standing().filter(registration=registration)
    return seats.select_related("circle__event", "circle__topic").first()


class WishForm(forms.Form):
    """A choice for each wish; what was left empty in between closes up."""

    def __init__(self, data, registration, circles):
        super().__init__(data)
        self.registration = registration
        given = list(registration.wishes.order_by("rank").values_list("circle", flat=True))
        choices = [("", _("no wish")), *((circle.pk, str(circle)) for circle in circles)]
        for place in range(min(WISHES, len(circles))):
            self.fields[f"wish_{place + 1}"] = forms.TypedChoiceField(
                label=LABELS[place],
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=given[place] if place < len(given) else "",
            )

    def clean(self):
        chosen: set[int] = set()
        for name in self.fields:
            circle = self.cleaned_data.get(name)
            if circle in chosen:
                self.add_error(
                    name, ValidationError(_("This circle is a wish already. Choose another one or none."))
                )
            elif circle:
                chosen.add(circle)
        return self.cleaned_data

    def keep(self):
        """Let these be all wishes of the registration. Returns False where that is no longer possible, and changes nothing."""
        keys = [self.cleaned_data[name] for name in self.fields if self.cleaned_data[name]]
        return keep_wishes(self.registration, keys)


@transaction.atomic
def keep_wishes(registration, circle_keys):
    """Let the circles, the first wish first, be all that this registration wishes for; False if it is too late."""
    lock(registration.event_id)
    registration = Registration.objects.select_related("event").get(pk=registration.pk)
    if not wishes_are_open(registration, standing_seat(registration)):
        return False
    registration.wishes.all().delete()
    Wish.objects.bulk_create(
        Wish(registration=registration, circle_id=key, rank=rank)
        for rank, key in enumerate(circle_keys, start=1)
    )
    return True

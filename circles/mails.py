"""What is written to people about their seat. The template in `mail/circles/` may use what `events/mails.py` names, and

circle   the circle's title
question its guiding question, perhaps empty
why      how the seat came about, in words

The planning team may write it in its own words, as the mails of `events/mails.py`.
"""

from django.utils.translation import gettext_lazy as _

from circles.models import Seat
from circles.reasons import reason
from events.mail_words import own_words
from events.mails import letter
from events.models import Registration
from klimakreise.mailing.registry import absolute, mail


@mail("circles/seat", _("Seat in a circle"))
def seat(pk):
    """Nothing is sent to who has no announced seat any more."""
    found, context = letter(pk, Registration.State.CONFIRMED)
    seat = (
        found and Seat.objects.standing().announced().filter(registration=pk).select_related("circle").first()
    )
    if not seat:
        return None
    about = {
        "circle": seat.circle.title,
        "question": seat.circle.guiding_question,
        "why": reason(seat),
        "circle_address": absolute(seat.circle.get_absolute_url()),
    }
    written = {"context": {**context, **about}}
    words = own_words("seat", found.event, written["context"])
    return {**written, "words": words} if words else written

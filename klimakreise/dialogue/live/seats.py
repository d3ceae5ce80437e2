"""Who takes part in a room, and who hosts it.

One takes part with a confirmed registration for the event: through the personal link of the mail, which leaves a signed
cookie for this event, or logged in with the account that the registration belongs to. Planners and whoever facilitates a
circle of the event are hosts; to take part themselves they register like everyone.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import BigIntegerField, BooleanField, Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import translation

from circles.models import Facilitator
from events.models import Event, Registration
from klimakreise.dialogue.models import LiveRoom

SALT, COOKIE_LASTS = "dialogue.live", 3 * 24 * 3600  # seconds


@dataclass(frozen=True)
class Seat:
    """A reader of a live page: the room, the key of their confirmed registration if they have one, whether they host."""

    room: LiveRoom
    registration_id: int | None
    is_host: bool

    @property
    def may_act(self):
        return self.registration_id is not None and self.room.is_open

    @property
    def tag(self):
        """Names all that the reader is shown, as a weak ETag: it changes whenever that does."""
        room = self.room
        words = [room.pk, room.version, self.registration_id, self.is_host, room.event.is_cancelled]
        return f'W/"{translation.get_language()}-{"-".join(map(str, words))}"'


def seat_of(request, slug):
    """The Seat of whoever asks for the room of an event, by one query; Http404 if there is no room they may know of."""
    rooms = LiveRoom.objects.filter(event__in=Event.objects.visible_to(request.user), event__slug=slug)
    room = get_object_or_404(
        rooms.select_related("event").annotate(
            own=own_registration(request, slug), hosts=hosting(request.user)
        )
    )
    return Seat(room, room.own, room.hosts)


def own_registration(request, slug):
    """The key of the confirmed registration for the room's event: that of the cookie, else that of the account."""
    confirmed = Registration.objects.filter(state=Registration.State.CONFIRMED, event=OuterRef("event"))
    sources = []
    if key := request.get_signed_cookie(cookie_name(slug), None, salt=SALT, max_age=COOKIE_LASTS):
        sources.append(Subquery(confirmed.filter(pk=key).values("pk")[:1]))
    if getattr(request.user, "is_authenticated", False):
        sources.append(Subquery(confirmed.of(request.user).order_by("pk").values("pk")[:1]))
    sources.append(Value(None, output_field=BigIntegerField()))
    return Coalesce(*sources) if len(sources) > 1 else sources[0]


def hosting(user):
    """The condition under which `user` hosts the room."""
    if getattr(user, "sees_drafts", False):
        return Value(value=True, output_field=BooleanField())
    if not getattr(user, "is_authenticated", False):
        return Value(value=False, output_field=BooleanField())
    return Exists(Facilitator.objects.filter(user=user, circle__event=OuterRef("event")))


def hosted_room(request, slug):
    """The room of an event for one of its hosts, an unsaved one if there is none yet; Http404 for everybody else."""
    event = get_object_or_404(Event.objects.visible_to(request.user).select_related("live_room"), slug=slug)
    leads = Facilitator.objects.filter(user=request.user, circle__event=event)
    if not (request.user.sees_drafts or leads.exists()):
        raise Http404
    room = getattr(event, "live_room", None) or LiveRoom(event=event)
    room.event = event
    return room


def cookie_name(slug):
    return f"live-{slug}"


def sit_down(response, registration):
    """Let the browser keep, for three days, that it may take part with this registration in its event."""
    response.set_signed_cookie(
        cookie_name(registration.event.slug),
        registration.pk,
        salt=SALT,
        max_age=COOKIE_LASTS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )

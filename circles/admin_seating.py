"""The page on which the planning team distributes the seats of an event, looks at them, changes and announces them."""

from http import HTTPStatus

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from circles import distributing, late, seats
from circles.admin_weights import weights_page
from circles.models import SeatingRun, SeatingTerms
from circles.seating_page import seating_context
from events.admin.entrance import entrance
from events.models import Event, Registration


@admin.register(SeatingRun)
class SeatingRunAdmin(admin.ModelAdmin):
    """What was distributed when; to do it again, and to see the seats, there is a page for each event."""

    list_display = ["event", "asked_at", "state", "seed", "started_by"]
    list_filter = ["state"]
    list_select_related = ["event", "started_by"]
    readonly_fields = ["event", "asked_at", "finished_at", "state", "seed", "started_by"]
    show_facets = admin.ShowFacets.NEVER

    def get_fields(self, request, obj=None):
        return self.readonly_fields

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        own = [
            path(
                f"veranstaltung/<int:event_pk>/{end}",
                self.admin_site.admin_view(view),
                name=f"circles_seatingrun_{name}",
            )
            for end, view, name in [
                ("", self.seats_view, "seats"),
                ("stand/", self.progress_view, "progress"),
                ("gewichte/", self.weights_view, "weights"),
                ("einlass/", self.entrance_view, "entrance"),
            ]
        ]
        return own + super().get_urls()

    def event_or_none(self, request, event_pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return Event.objects.visible_to(request.user).filter(pk=event_pk).first()

    def seats_view(self, request, event_pk):
        event = self.event_or_none(request, event_pk)
        if event is None:
            return self._get_obj_does_not_exist_redirect(request, Event._meta, str(event_pk))
        if request.method == "POST":
            level, text = act_on(event, request)
            self.message_user(request, text, level)
            return HttpResponseRedirect(request.get_full_path())
        context = {
            **self.frame(request, event),
            **seating_context(event, request.GET),
            "title": _("Seats in circles"),
        }
        return TemplateResponse(request, "admin/circles/seatingrun/seats.html", context)

    def frame(self, request, event):
        return {**self.admin_site.each_context(request), "original": event, "opts": self.opts}

    def weights_view(self, request, event_pk):
        event = self.event_or_none(request, event_pk)
        if event is None:
            return self._get_obj_does_not_exist_redirect(request, Event._meta, str(event_pk))
        return weights_page(request, event, self.frame(request, event))

    def entrance_view(self, request, event_pk):
        """The page at the entrance, where whoever has come in gets their seat with the same tap."""
        answer = entrance(request, event_pk)
        if request.method == "POST" and answer.status_code == HTTPStatus.FOUND:
            late.seat_late(event_pk, by=request.user)
        return answer

    def progress_view(self, request, event_pk):
        """How far the last distribution is, for the script of the page."""
        event = self.event_or_none(request, event_pk)
        run = event and event.seating_runs.order_by("-pk").first()
        if run is None:
            return HttpResponseRedirect(reverse("admin:circles_seatingrun_seats", args=[event_pk]))
        return JsonResponse({"progress": run.progress, "under_way": run.is_under_way})


def act_on(event, request):
    """Do what a button of the page asks for; returns (level, text) of the message."""
    act = ACTS.get(request.POST.get("act"))
    if act is None:
        return messages.ERROR, _("The page does not know this button. Nothing was changed.")
    return act(event, request)


def distribute(event, request):
    try:
        distributing.start(event, by=request.user)
    except distributing.NothingToSeatError:
        return messages.ERROR, _("Nobody has a place yet, or no circle is published and has places.")
    except distributing.AlreadyRunningError:
        return messages.WARNING, _("Seats of this event are being distributed already.")
    return messages.SUCCESS, _("The seats are being distributed.")


def release(event, request):
    number = seats.release(event)
    if not number:
        return messages.WARNING, _("There is no seat that was not announced.")
    text = ngettext(
        "One seat is announced; a mail is on its way.",
        "%(n)s seats are announced; the mails are on their way.",
        number,
    )
    return messages.SUCCESS, text % {"n": number}


def seat_latecomers(event, request):
    number = late.seat_late(event.pk, now_too=late.EVERYBODY, by=request.user)
    if not number:
        return messages.WARNING, _("Nobody was to be seated, or seats are being distributed right now.")
    text = ngettext(
        "One person was seated and is told; nobody else has moved.",
        "%(n)s people were seated and are told; nobody else has moved.",
        number,
    )
    return messages.SUCCESS, text % {"n": number}


def close_wishes(event, request):
    now = timezone.now()
    SeatingTerms.objects.update_or_create(event=event, defaults={"wishes_closed_at": now})
    return messages.SUCCESS, _("Wishes can no longer be changed.")


def open_wishes(event, request):
    SeatingTerms.objects.filter(event=event).update(wishes_closed_at=None)
    return messages.SUCCESS, _("Wishes can be changed until the seats are announced.")


def chosen(event, request):
    """The people that are ticked, of those who have a place."""
    keys = [key for key in request.POST.getlist("people") if key.isdecimal()]
    return list(event.registrations.filter(pk__in=keys, state=Registration.State.CONFIRMED))


def for_chosen(act):
    """An act that is for ticked people: it is told what to do where there are none."""

    def guarded(event, request):
        people = chosen(event, request)
        if not people:
            return messages.WARNING, _("First tick the people that this is about.")
        return act(event, request, people)

    return guarded


def chosen_circle(event, request):
    asked = request.POST.get("to", "")
    return distributing.circles_to_sit_in(event).filter(pk=asked).first() if asked.isdecimal() else None


@for_chosen
def move(event, request, people):
    circle = chosen_circle(event, request)
    if circle is None:
        return messages.WARNING, _("Choose the circle in which they shall sit.")
    seats.move(event, people, circle)
    text = ngettext(
        "%(n)s person sits in “%(circle)s” now.", "%(n)s people sit in “%(circle)s” now.", len(people)
    )
    return messages.SUCCESS, text % {"n": len(people), "circle": circle}


@for_chosen
def keep(event, request, people):
    seats.keep(event, people)
    return messages.SUCCESS, _("Their seats stay when seats are distributed again.")


@for_chosen
def let_go(event, request, people):
    seats.let_go(event, people)
    return messages.SUCCESS, _(
        "They are seated anew with the next distribution, unless their seat is announced."
    )


@for_chosen
def lead(event, request, people):
    """Let the ticked people lead the talk in the chosen circle; that belongs to an account."""
    circle = chosen_circle(event, request)
    if circle is None:
        return messages.WARNING, _("Choose the circle whose talk they lead.")
    without = [str(person) for person in people if person.user_id is None]
    seats.let_lead(circle, [person.user_id for person in people if person.user_id])
    if without:
        text = _("Whoever leads a talk needs an account with the same address. Without one: %(names)s.")
        return messages.WARNING, text % {"names": ", ".join(without)}
    return messages.SUCCESS, _("They lead the talk in “%(circle)s” now.") % {"circle": circle}


@for_chosen
def lead_no_more(event, request, people):
    users = [person.user_id for person in people if person.user_id]
    seats.let_lead_no_more(event, users)
    return messages.SUCCESS, _("They lead no talk at this event any more.")


def rule(kind, said):
    @for_chosen
    def made(event, request, people):
        if len(people) < 2:
            return messages.WARNING, _("Tick two people at least.")
        event.seating_rules.create(kind=kind).people.set(people)
        return messages.SUCCESS, said()

    return made


def drop_rule(event, request):
    asked = request.POST.get("rule", "")
    gone, _rows = event.seating_rules.filter(pk=asked).delete() if asked.isdecimal() else (0, {})
    if not gone:
        return messages.WARNING, _("This rule is gone already.")
    return messages.SUCCESS, _("The rule no longer applies.")


ACTS = {
    "distribute": distribute,
    "release": release,
    "late": seat_latecomers,
    "close_wishes": close_wishes,
    "open_wishes": open_wishes,
    "move": move,
    "keep": keep,
    "let_go": let_go,
    "lead": lead,
    "lead_no_more": lead_no_more,
    "together": rule("together", lambda: _("They are seated together with the next distribution.")),
    "apart": rule("apart", lambda: _("They are seated apart with the next distribution.")),
    "drop_rule": drop_rule,
}

"""Of which event the list of registrations is, and by what it can be narrowed."""

from django.contrib import admin
from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import Event, Registration
from klimakreise.alliance.models import AllianceGroup


def list_address(event):
    return f"{reverse('admin:events_registration_changelist')}?event={event.pk}"


def asked_event(request):
    """The event of the address's `event`; None if it names none."""
    asked = request.GET.get("event", "")
    return Event.objects.visible_to(request.user).filter(pk=asked).first() if is_key(asked) else None


def is_key(text):
    return text.isascii() and text.isdecimal() and len(text) < 10


def likely_event(request):
    """The event whose list the team probably wants to see: the next one for which somebody has registered, else the latest."""
    events = list(registered_events(request))  # the latest first
    return next(
        (event for event in reversed(events) if event.date and not event.is_over), next(iter(events), None)
    )


def registered_events(request):
    """The events for which somebody has registered, the latest first; those without a date last."""
    registered = Exists(Registration.objects.filter(event=OuterRef("pk")))
    events = Event.objects.visible_to(request.user).filter(registered)
    return events.order_by(F("date").desc(nulls_last=True), "-pk")


class EventFilter(admin.SimpleListFilter):
    title = _("event")
    parameter_name = "event"

    def lookups(self, request, model_admin):
        return list(registered_events(request).values_list("pk", "title"))

    def choices(self, changelist):
        return list(super().choices(changelist))[1:]  # never the people of several events in one list

    def queryset(self, request, queryset):
        return queryset.filter(event=self.value()) if is_key(self.value() or "") else queryset.none()


class GroupFilter(admin.SimpleListFilter):
    title = _("alliance group")
    parameter_name = "group"

    def lookups(self, request, model_admin):
        asked = request.GET.get("event", "")
        groups = AllianceGroup.objects.filter(registrations__event=asked if is_key(asked) else None)
        return list(groups.distinct().order_by("name").values_list("pk", "name"))

    def queryset(self, request, queryset):
        return queryset.filter(group=self.value()) if is_key(self.value() or "") else queryset


class ArrivedFilter(admin.SimpleListFilter):
    title = _("arrived")
    parameter_name = "arrived"

    def lookups(self, request, model_admin):
        return [("yes", _("yes")), ("no", _("no"))]

    def queryset(self, request, queryset):
        known = self.value() in {"yes", "no"}
        return queryset.filter(arrived_at__isnull=self.value() == "no") if known else queryset

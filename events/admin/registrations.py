"""The planning team's list of who has registered for an event. Only the functions of the process change a state here."""

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from events import registering
from events.admin.registration_filters import (
    ArrivedFilter,
    EventFilter,
    GroupFilter,
    asked_event,
    is_key,
    likely_event,
    list_address,
)
from events.admin.registration_forms import NONE_FREE, AddForm, DecidedForm, ReviseForm
from events.admin.registration_lists import paper, table_of
from events.admin.writing import message_page
from events.models import Registration
from events.numbers import Numbers
from events.places import FullError, Places, give, put_on_list
from events.retention import plans

State = Registration.State
ACTS = {
    State.UNCONFIRMED: ["give", "list", "cancel"],
    State.WAITING: ["give", "cancel"],
    State.OFFERED: ["give", "list", "cancel"],
    State.CONFIRMED: ["list", "cancel"],
    State.CANCELLED: [],
}


@admin.register(Registration)
class RegistrationAdmin(admin.ModelAdmin):
    """One event's registrations. Nothing of it is written down elsewhere: no log of changes, no history."""

    list_display = ["name", "email", "sector", "group", "state", "number", "city", "arrived_at"]
    list_filter = [EventFilter, "state", "sector", GroupFilter, "for_city", ArrivedFilter]
    list_select_related = ["group"]
    search_fields = ["name", "email"]
    list_per_page = 100
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    actions = ["write"]

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        own = [
            path(f"{name}/", self.admin_site.admin_view(view), name=f"events_registration_{name}")
            for name, view in [
                ("export", self.export_view),
                ("paper", self.paper_view),
                ("goes", self.goes_view),
                ("message", self.message_view),
            ]
        ]
        revise = self.admin_site.admin_view(self.revise_view)
        own.append(path("<int:pk>/revise/", revise, name="events_registration_revise"))
        return own + super().get_urls()

    @admin.display(description=pgettext_lazy("in the order", "no."), ordering="turn")
    def number(self, registration):
        return registration.turn

    @admin.display(description=_("city"), ordering="for_city")
    def city(self, registration):
        return _("yes") if registration.for_city else ""

    def get_ordering(self, request):
        waits = request.GET.get("state__exact") == State.WAITING
        return ["turn"] if waits else ["name", "pk"]

    def changelist_view(self, request, extra_context=None):
        event = asked_event(request)
        if event is None and (likely := likely_event(request)):
            return HttpResponseRedirect(list_address(likely))
        context = {"title": _("Registrations"), "event": event}
        if event:
            context |= {"title": f"{gettext('Registrations')}: {event}", **self.standing(event)}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def listed(self, request):
        """(event, registrations): what the list shows with these filters, all pages of it; (None, None) if that is no list."""
        event = asked_event(request)
        try:
            listed = event and self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            event = listed = None
        return event, listed

    def export_view(self, request):
        event, listed = self.listed(request)
        if event is None:
            return HttpResponseRedirect(reverse("admin:events_registration_changelist"))
        return table_of(event, listed)

    @admin.action(description=_("Write to those chosen"))
    def write(self, request, chosen):
        """To the page on which one writes to those ticked, or to all that the filters find."""
        query = request.GET.copy()
        if request.POST.get("select_across") != "1":
            keys = ",".join(str(key) for key in chosen.order_by("pk").values_list("pk", flat=True))
            query = {"event": request.GET.get("event", ""), "id__in": keys}
        return HttpResponseRedirect(reverse("admin:events_registration_message", query=query))

    def message_view(self, request):
        event, listed = self.listed(request)
        if event is None:
            return HttpResponseRedirect(reverse("admin:events_registration_changelist"))
        chosen = Registration.objects.filter(pk__in=listed.order_by().values("pk"))
        return message_page(self, request, event, chosen, back=list_address(event))

    def revise_view(self, request, pk):
        """What somebody told, mended by the planning team."""
        own = get_object_or_404(Registration.objects.select_related("event", "group"), pk=pk)
        form = ReviseForm(request.POST or None, instance=own, user=request.user)
        if request.method == "POST" and form.is_valid():
            registering.revise(own, form.changed(), form.answers())
            self.message_user(request, _("The changes are saved."), messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:events_registration_change", args=[pk]))
        context = {"title": _("Change what was told"), "event": own.event, "own": own, "form": form}
        return self.page(request, "revise", context)

    def paper_view(self, request):
        event = asked_event(request)
        if event is None:
            return HttpResponseRedirect(reverse("admin:events_registration_changelist"))
        return paper(self, request, event)

    def goes_view(self, request):
        """What is deleted when, of all events."""
        shared = self.admin_site.each_context(request)
        context = {**shared, "title": _("What is deleted when"), "plans": plans()}
        return TemplateResponse(request, "admin/events/registration/goes.html", context)

    def standing(self, event):
        return {"numbers": Numbers.of(event), "places": Places.of(event)}

    def add_view(self, request, form_url="", extra_context=None):
        event = asked_event(request) or likely_event(request)
        if event is None:
            self.message_user(request, _("There is no event to register for yet."), messages.WARNING)
            return HttpResponseRedirect(reverse("admin:events_event_changelist"))
        blank = Registration(event=event, way=Registration.Way.TEAM)
        form = AddForm(request.POST or None, instance=blank, user=request.user)
        if request.method == "POST" and form.is_valid() and (added := self.add(form)):
            self.say(request, added)
            return HttpResponseRedirect(list_address(event))
        context = {"title": _("Add a registration"), "event": event, "form": form, **self.standing(event)}
        return self.page(request, "add", context)

    def add(self, form):
        """Add what was typed; None if no place is free, which the form says then."""
        told = form.cleaned_data
        try:
            return registering.add(
                form.instance,
                {},
                to_list=told["place"] == "list",
                beyond_limit=told["beyond_limit"],
                by_mail=told["by_mail"],
            )
        except FullError:
            form.add_error("beyond_limit", NONE_FREE)
        return None

    def change_view(self, request, object_id, form_url="", extra_context=None):
        people = Registration.objects.select_related("event", "group")
        own = get_object_or_404(people, pk=object_id if is_key(object_id) else 0)
        form = DecidedForm(request.POST or None)
        act = request.POST.get("act")
        possible = request.method == "POST" and form.is_valid() and act in ACTS[own.state]
        if possible and (moved := self.act(act, own, form)):
            self.say(request, moved)
            return HttpResponseRedirect(list_address(own.event))
        context = {
            "title": own.name,
            "event": own.event,
            "own": own,
            "answers": own.answers.select_related("question"),
            "form": form,
            "acts": ACTS[own.state],
            "asks_to_cancel": request.GET.get("act") == "cancel" and "cancel" in ACTS[own.state],
            **self.standing(own.event),
        }
        return self.page(request, "one", context)

    def act(self, act, own, form):
        """Give a place, put on the list, cancel; None if no place is free, which the form says then."""
        by_mail = form.cleaned_data["by_mail"]
        if act == "cancel":
            return registering.cancel(own, by_mail=by_mail)
        if act == "list":
            return put_on_list(own, by_mail=by_mail)
        try:
            return give(own, beyond_limit=form.cleaned_data["beyond_limit"], by_mail=by_mail)
        except FullError:
            form.add_error("beyond_limit", NONE_FREE)
        return None

    def say(self, request, registration):
        registration.refresh_from_db()  # who was put on the list may have moved up again
        told = gettext("{name}: {state}.")
        told = told.format(name=registration.name, state=registration.get_state_display())
        self.message_user(request, told, messages.SUCCESS)

    def page(self, request, name, context):
        shared = {**self.admin_site.each_context(request), "opts": self.opts}
        shared["list_address"] = list_address(context["event"])
        return TemplateResponse(request, f"admin/events/registration/{name}.html", {**shared, **context})

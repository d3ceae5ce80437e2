"""Lists of registrations to take along: for a spreadsheet, and on paper for the entrance."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _

from klimakreise.publishing.audit import note
from klimakreise.publishing.cells import sheet

TOLD = "%Y-%m-%d %H:%M"


def columns(questions):
    """{heading: text of a registration}; access needs stay on the person's page, for they need not travel."""
    shown = {
        _("Name or pseudonym"): lambda own: own.name,
        _("E-mail address"): lambda own: own.email,
        _("Alliance group"): lambda own: str(own.group or ""),
        _("Sector"): lambda own: own.get_sector_display(),
        _("Comes for the city"): lambda own: _("yes") if own.for_city else "",
        _("State"): lambda own: own.get_state_display(),
        _("No. in the order"): lambda own: str(own.turn or ""),
        _("Registered at"): lambda own: moment(own.asked_at),
        _("Arrived at"): lambda own: moment(own.arrived_at),
        _("News by mail"): lambda own: _("yes") if own.news_consent_at else "",
        _("Photos"): lambda own: _("yes") if own.photo_consent_at else "",
    }
    for question in questions:
        shown[question.shown_label] = lambda own, key=question.pk: answer(own, key)
    return shown


def moment(value):
    return timezone.localtime(value).strftime(TOLD) if value else ""


def answer(registration, key):
    return next((str(each.shown) for each in registration.answers.all() if each.question_id == key), "")


def table_of(event, registrations):
    """`registrations` (a queryset of this event) as a CSV file that no spreadsheet runs; the audit keeps who took it."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"{event.slug}-{timezone.localdate()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    shown = columns(event.registration_questions.all())
    people = list(registrations.select_related("group").prefetch_related("answers__question"))
    response.write(sheet(shown, ([str(text(own)) for text in shown.values()] for own in people)))
    note("exported", event, format_lazy("{}: {}", registrations.model._meta.verbose_name_plural, len(people)))
    return response


def paper(model_admin, request, event):
    """Who has a place, by name, with a box to tick: nothing else is needed at the entrance."""
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("List for the entrance"),
        "event": event,
        "people": event.registrations.filter(state="confirmed").only("name", "arrived_at"),
    }
    return TemplateResponse(request, "admin/events/registration/paper.html", context)

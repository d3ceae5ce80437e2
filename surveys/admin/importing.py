"""Answers from elsewhere, in three pages at one address: upload, columns and values, a look before anything is written.

Answers of people are never in an address, a session or a log: the file is sealed (`surveys/importing/keeping.py`), the decisions
travel in the form.
"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klimakreise.publishing.admin import admin_url
from surveys.admin.acts import for_change, frame
from surveys.completeness import problems
from surveys.importing import keeping, storing
from surveys.importing.files import LARGEST, read_table
from surveys.importing.mapping import Mapping
from surveys.models import Ballot, Survey


def import_page(model_admin, request, pk):
    """Whatever the pressed button says (`act`); without one, the page for the upload."""
    request.sensitive_post_parameters = "__ALL__"  # an error report names no answer and no ticket
    survey = for_change(model_admin, request, pk, mode=Survey.Mode.IMPORTED)
    steps = {
        "upload": upload, "map": show_mapping, "preview": preview, "import": bring_in, "cancel": cancel, "remove": remove,
    }  # fmt: skip
    step = steps.get(request.POST.get("act", ""), start)
    try:
        response = step(model_admin, request, survey)
    except ValidationError as error:
        response = start(model_admin, request, survey, error.messages)
    response["Cache-Control"] = "private, no-store"
    return response


def page(model_admin, request, survey, name, **context):
    frame_of_it = frame(model_admin, request, survey, _("Import answers"))
    return TemplateResponse(request, f"admin/surveys/survey/import{name}.html", {**frame_of_it, **context})


def start(model_admin, request, survey, errors=()):
    """The form for the upload, or what was imported, or why nothing can be."""
    found = [] if survey.is_frozen else problems(survey)
    ballots = Ballot.objects.filter(survey=survey).count()
    return page(
        model_admin, request, survey, "",
        errors=errors, problems=found if any(each.grave for each in found) else [], ballots=ballots, refusal=storing.refusal(survey),
    )  # fmt: skip


def upload(model_admin, request, survey):
    if reason := storing.refusal(survey):
        raise ValidationError(reason)
    if any(each.grave for each in problems(survey)):
        raise ValidationError(_("Questions are not complete yet: finish them first."))
    file = request.FILES.get("file")
    if file is None:
        raise ValidationError(_("Choose a file."))
    if file.size > LARGEST:
        raise ValidationError(_("The file is too large: up to 20 MB are possible."))
    content = file.read()
    mapping = Mapping(survey, read_table(content))
    ticket = keeping.keep(survey, content)
    return mapping_page(model_admin, request, survey, mapping, ticket)


def mapping_page(model_admin, request, survey, mapping, ticket, errors=()):
    context = {"mapping": mapping, "ticket": ticket, "errors": errors}
    return page(model_admin, request, survey, "_mapping", **context)


def read_again(request, survey):
    """(Mapping, ticket) of what was uploaded and decided."""
    ticket = request.POST.get("ticket", "")
    return Mapping(survey, read_table(keeping.fetch(survey, ticket)), request.POST), ticket


def show_mapping(model_admin, request, survey):
    """Back from the preview, with all decisions."""
    return mapping_page(model_admin, request, survey, *read_again(request, survey))


def preview(model_admin, request, survey):
    mapping, ticket = read_again(request, survey)
    if errors := mapping.errors:
        return mapping_page(model_admin, request, survey, mapping, ticket, errors)
    checked = mapping.check()
    answered = [(question, checked.answered[question.pk]) for question in mapping.questions]
    context = {"mapping": mapping, "ticket": ticket, "checked": checked, "answered": answered}
    return page(model_admin, request, survey, "_preview", **context)


def bring_in(model_admin, request, survey):
    """Import all or nothing; what has changed meanwhile is said above the decisions."""
    mapping, ticket = read_again(request, survey)

    def sheets(locked):
        checked = Mapping(locked, mapping.table, request.POST).check()
        if checked.faults:
            raise ValidationError(_("Some lines are wrong: look at the preview."))
        return checked.sheets

    try:
        number = storing.bring_in(survey, sheets, mapping.table.tool)
    except ValidationError as error:
        return mapping_page(model_admin, request, survey, mapping, ticket, error.messages)
    model_admin.log_change(request, survey, [{"changed": {"fields": ["frozen_at"]}}])
    words = ngettext("%(number)s ballot was imported.", "%(number)s ballots were imported.", number)
    further = _("The uploaded file is deleted. Close the answers, then they are counted.")
    model_admin.message_user(request, " ".join([words % {"number": number}, further]), messages.SUCCESS)
    return HttpResponseRedirect(admin_url(survey))


def cancel(model_admin, request, survey):
    keeping.forget(survey)
    model_admin.message_user(request, _("Nothing was imported. The uploaded file is deleted."), messages.INFO)
    return HttpResponseRedirect(admin_url(survey))


def remove(model_admin, request, survey):
    """Take the imported answers out again, before they are counted."""
    number = storing.take_out(survey)
    model_admin.log_change(request, survey, [{"changed": {"fields": ["frozen_at"]}}])
    words = ngettext("%(number)s ballot was removed.", "%(number)s ballots were removed.", number)
    model_admin.message_user(request, words % {"number": number}, messages.SUCCESS)
    return HttpResponseRedirect(admin_url(survey))

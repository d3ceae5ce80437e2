from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from klimakreise.accounts.models import Department
from klimakreise.dialogue import desk as cases
from klimakreise.dialogue.access import for_the_city
from klimakreise.dialogue.announcing import announce
from klimakreise.dialogue.assigning import assign
from klimakreise.dialogue.forms import AnnouncementForm, AssignmentForm, DeskFilter
from klimakreise.dialogue.things import ANSWERABLE, visible_thing, word_for

SHOWN = 5
ON_A_PAGE = 30
TITLES = {
    "wartet": gettext_lazy("Waiting for an answer"),
    "eingang": gettext_lazy("Nobody is responsible yet"),
    "beantwortet": gettext_lazy("Answered"),
}


@for_the_city
def desk(request):
    """What waits for an answer of one's department, what nobody is responsible for, drafts, and what was answered."""
    frame = frame_of(request)
    office = frame["office"]
    waiting, inbox = cases.fetched(cases.waiting(office).rows[: SHOWN + 1], cases.inbox().rows[: SHOWN + 1])
    lists = {
        "waiting": waiting if office else with_offices(waiting),
        "inbox": inbox,
        "drafts": list(cases.drafts(request.user, office)[: SHOWN + 1]),
        "answered": with_rights(cases.answered(request.user, office)[: SHOWN + 1], request.user),
    }
    shown = {name: {"rows": rows[:SHOWN], "has_more": len(rows) > SHOWN} for name, rows in lists.items()}
    return render(request, "dialogue/desk.html", {**frame, **shown})


@for_the_city
def desk_list(request, part):
    """One of the lists of the desk, page by page."""
    frame = frame_of(request)
    found = {
        "wartet": lambda: cases.waiting(frame["office"]),
        "eingang": cases.inbox,
        "beantwortet": lambda: cases.answered(request.user, frame["office"]),
    }[part]()
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    if part == "beantwortet":
        page.object_list = with_rights(page.object_list, request.user)
    elif not frame["office"]:
        page.object_list = with_offices(page.object_list)
    context = {**frame, "part": part, "title": TITLES[part], "page_obj": page, "crumbs": crumbs()}
    return render(request, "dialogue/desk_list.html", context)


@for_the_city
def announcement(request):
    """The drafts of one's department, to publish all or some of them at once."""
    frame = frame_of(request)
    drafts = cases.drafts(request.user, frame["office"])
    form = AnnouncementForm(
        drafts, request.POST or None, initial={"statements": [each.pk for each in drafts]}
    )
    if request.method == "POST" and form.is_valid():
        try:
            published = announce(form.cleaned_data["statements"], form.cleaned_data["at"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, what_happened(len(published), form.cleaned_data["at"]))
            return redirect("dialogue:desk")
    return render(
        request, "dialogue/drafts.html", {**frame, "form": form, "drafts": drafts, "crumbs": crumbs()}
    )


@for_the_city
@transaction.atomic
def assignment(request, kind, pk):
    """Take on what nobody is responsible for, or pass it on."""
    thing = visible_thing(ANSWERABLE, kind, pk, cases.EVERYBODY)
    form = AssignmentForm(request.POST or None, initial={"department": request.user.department_id})
    if request.method == "POST" and form.is_valid():
        try:
            assigned = assign(thing, form.cleaned_data["department"], request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Assigned to: %(department)s.") % {"department": assigned.department})
            return redirect("dialogue:desk")
    context = {"thing": thing, "word": word_for(thing), "form": form, "crumbs": crumbs()}
    return render(request, "dialogue/assign.html", context)


def frame_of(request):
    """What every page of the desk shows: `office`, the department (None: all), and for planners a choice of it."""
    if not request.user.sees_drafts:
        return {"office": request.user.department}
    if "department" not in request.GET and request.user.department:
        office = request.user.department
        return {"office": office, "filter": DeskFilter(initial={"department": office.slug})}
    form = DeskFilter(request.GET)
    return {"office": form.cleaned_data.get("department") if form.is_valid() else None, "filter": form}


def with_offices(found):
    """The Cases, each with `office_name`."""
    names = Department.objects.in_bulk({case.office for case in found if case.office})
    for case in found:
        case.office_name = names.get(case.office)
    return found


def with_rights(statements, user):
    """The statements as a list, each with `may_be_edited`: whether `user` may change it."""
    statements = list(statements)
    for statement in statements:
        statement.may_be_edited = statement.may_be_edited_by(user)
    return statements


def crumbs():
    return [{"label": _("City administration"), "url": reverse("dialogue:desk")}]


def what_happened(count, at):
    if at:
        return ngettext(
            "%(count)s statement will appear at the given time.",
            "%(count)s statements will appear at the given time.",
            count,
        ) % {"count": count}
    return ngettext("%(count)s statement is published.", "%(count)s statements are published.", count) % {
        "count": count
    }

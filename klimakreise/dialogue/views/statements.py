from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from klimakreise.dialogue import desk as cases
from klimakreise.dialogue.access import for_the_city
from klimakreise.dialogue.forms import StatementForm
from klimakreise.dialogue.models import Statement
from klimakreise.dialogue.things import ANSWERABLE, name_of, visible_thing, word_for
from klimakreise.dialogue.views.desk import crumbs
from klimakreise.publishing.standing import moment, standing


@for_the_city
@transaction.atomic
def statement_add(request, kind, pk):
    """A new statement of one's department; where it has a draft on the thing already, that one is opened."""
    thing = visible_thing(ANSWERABLE, kind, pk, cases.EVERYBODY)
    office = request.user.department
    if office:
        drafts = cases.drafts(request.user, office).filter(**{name_of(thing): thing})
        if request.method == "POST":  # sent twice
            drafts = drafts.filter(text=request.POST.get("text", ""))
        if draft := drafts.first():
            return redirect("dialogue:statement", draft.pk)
    statement = Statement(author=request.user, department=office, **{name_of(thing): thing})
    return edit(request, statement)


@for_the_city
@transaction.atomic
def statement_edit(request, pk):
    """A statement of one's department: change, publish, withdraw it."""
    found = Statement.objects.visible_to(request.user)
    if request.method == "POST":
        found = found.select_for_update(of=("self",))
    statement = get_object_or_404(found, pk=pk)
    if not statement.may_be_edited_by(request.user):
        raise Http404
    return edit(request, statement)


def edit(request, statement):
    """The form of a statement, saved or shown."""
    context = {
        "subject": statement.subject,
        "word": word_for(statement.subject),
        "is_out": statement.is_published,
        "is_scheduled": statement.is_scheduled,
    }
    form = StatementForm(request.user, request.POST or None, instance=statement)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        messages.success(request, what_became_of(saved))
        return redirect("dialogue:desk")
    context |= {"form": form, "statement": statement, "crumbs": crumbs()}
    return render(request, "dialogue/statement_form.html", context)


def what_became_of(saved):
    """What the person who saved a statement is told."""
    if saved.is_draft:
        return _("Saved as a draft. Only the department and the planning team see it.")
    if saved.is_scheduled:
        return _("Saved. It appears on %(time)s.") % {"time": moment(saved.published_at)}
    return f"{saved}: {standing(saved)}."

"""What others wait for until the planning team has decided on it, each with the way there."""

from dataclasses import dataclass

from django.db.models import Count, F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klimakreise.alliance.models import GroupChange, JoinRequest
from klimakreise.publishing.admin import admin_url
from surveys.models import ProposedStatement


@dataclass
class Task:
    text: str
    url: str


def asked_by_groups():
    """What groups wait for, the oldest first: to join the alliance, and changes of their pages."""
    joining = JoinRequest.objects.confirmed().order_by("confirmed_at")
    changes = GroupChange.objects.waiting().select_related("group").order_by("at")
    return [
        *(Task(_("%(group)s asks to join") % {"group": asked}, admin_url(asked)) for asked in joining),
        *(Task(_("%(group)s: a change of its page") % {"group": each}, admin_url(each)) for each in changes),
    ]


def proposed_statements():
    """Statements that people have proposed: one Task for each survey."""
    waiting = ProposedStatement.objects.waiting().order_by()
    counted = waiting.values(pk=F("question__survey"), title=F("question__survey__title")).annotate(
        n=Count("key")
    )
    return [Task(in_words(row), waiting_of(row["pk"])) for row in counted.order_by("title", "pk")]


def in_words(row):
    text = ngettext("%(survey)s: %(n)s proposed statement", "%(survey)s: %(n)s proposed statements", row["n"])
    return text % {"survey": row["title"], "n": row["n"]}


def waiting_of(survey):
    query = {"state__exact": ProposedStatement.State.WAITING, "question__survey__id__exact": survey}
    return reverse("admin:surveys_proposedstatement_changelist", query=query)

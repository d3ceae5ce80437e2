"""What may be done with comments: written, withdrawn, approved, hidden."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from klimakreise.accounts.models import Department
from klimakreise.alliance.models import AllianceGroup, Membership
from klimakreise.dialogue.links import has_link
from klimakreise.dialogue.models import Comment
from klimakreise.dialogue.things import name_of
from klimakreise.publishing.audit import note

State = Comment.State


@dataclass(frozen=True)
class Voice:
    """For whom a person may speak: an office, a group, or themselves."""

    key: str
    label: str
    department: Department | None = None
    group: AllianceGroup | None = None

    @property
    def is_personal(self):
        return not (self.department or self.group)


def voices_of(user):
    """The Voices that `user` may choose from, the usual one first. People of the city always speak for their office."""
    found = []
    if user.is_city:
        found.append(Voice("department", user.department.name, department=user.department))
    groups = AllianceGroup.objects.visible_to(None).filter(
        memberships__user=user, memberships__role=Membership.Role.SPEAKER
    )
    found += [Voice(f"group-{group.pk}", group.name, group=group) for group in groups]
    if not user.is_city:
        found.append(Voice("self", _("%(name)s (only for myself)") % {"name": user.name or _("Participant")}))
    return found


@transaction.atomic
def write(user, thing, text, voice, parent=None):
    """Write a comment on a thing that everybody sees, or a reply to `parent`, and return it; sent twice, it is one."""
    same = Comment.objects.filter(author=user, text=text, parent=parent, **{name_of(thing): thing})
    if known := same.exclude(state=State.WITHDRAWN).first():
        return known
    comment = Comment(
        author=user,
        department=voice.department,
        group=voice.group,
        text=text,
        parent=parent,
        **{name_of(thing): thing},
    )
    if not must_wait(user, voice, text):
        comment.state, comment.shown_at = State.SHOWN, timezone.now()
    comment.full_clean()
    comment.save()
    return comment


def must_wait(user, voice, text):
    """Whether a planner looks at it first: a person's comments until one was approved, and those with links."""
    if user.sees_drafts or not voice.is_personal:
        return False
    approved = Comment.objects.filter(author=user, department=None, group=None, state=State.SHOWN)
    return has_link(text) or not approved.exists()


def withdraw(comment):
    """Take back one's own comment: its text is gone for good. False if there was nothing to take back any more."""
    return move(comment, {State.SHOWN, State.WAITING}, state=State.WITHDRAWN, text="")


def show(comment):
    """Approve what waits, or show again what was hidden; False if it is neither."""
    with transaction.atomic():
        now = timezone.now()
        moved = move(
            comment, {State.WAITING, State.HIDDEN}, state=State.SHOWN, hidden_reason="", shown_at=now
        )
        if moved:
            note("shown", comment)
    return moved


def hide(comment, reason):
    """Hide it with a `reason` that is shown in its place; False if it is hidden or withdrawn already."""
    with transaction.atomic():
        moved = move(comment, {State.SHOWN, State.WAITING}, state=State.HIDDEN, hidden_reason=reason)
        if moved:
            note("hidden", comment, reason)
    return moved


def move(comment, states, **values):
    """Change the comment's row if its state is one of `states` now; returns whether it was."""
    return bool(Comment.objects.filter(pk=comment.pk, state__in=states).update(**values))

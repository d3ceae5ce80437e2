from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from circles.models import Measure, Result
from events.models import Event, Protocol
from klimakreise.accounts.models import Department
from klimakreise.alliance.models import AllianceGroup, Demand
from klimakreise.dialogue.models.exactly_one import exactly_one
from klimakreise.publishing.models import Part, VisibleQuerySet
from klimakreise.publishing.standing import parents_of

SUBJECTS = ("result", "measure", "demand", "protocol", "event")


class CommentQuerySet(VisibleQuerySet):
    def visible_to(self, user):
        """What is shown, and what the person has written that still waits; all of it for the planning team."""
        if getattr(user, "sees_drafts", False):
            return self.all()
        moment = timezone.now()
        seen = Comment.visibility(moment)
        if getattr(user, "is_authenticated", False):
            own = Q(state=Comment.State.WAITING, author=user)
            seen |= own & Comment.subject_visibility(moment)
        return self.filter(seen)

    def in_place(self, user):
        """First comments with their `replies` as a page shows them, newest first; a gap where one was taken away.

        A gap holds no text: it says that a comment which was shown has been hidden, or withdrawn after it was replied to.
        """
        State = Comment.State  # noqa: N806 (a class)
        mine = Q(pk=None)
        if getattr(user, "sees_drafts", False):
            mine = Q(state=State.WAITING)
        elif getattr(user, "is_authenticated", False):
            mine = Q(state__in=[State.WAITING, State.HIDDEN], author=user)
        seen = Q(state=State.SHOWN) | Q(state=State.HIDDEN, shown_at__isnull=False) | mine
        replies = Comment.objects.filter(seen).with_names().order_by("created_at", "pk")
        replied = Q(Exists(Comment.objects.filter(seen, parent=OuterRef("pk"))), state=State.WITHDRAWN)
        firsts = self.filter(seen | replied, parent=None).with_names().order_by("-created_at", "-pk")
        return firsts.prefetch_related(Prefetch("replies", replies))

    def with_names(self):
        """With what a comment says of its author."""
        return self.select_related("author", "department", "group")

    def with_subjects(self):
        """With what a comment is on, as its name asks for it."""
        return self.select_related(*parents_of(Comment), "event__series", "protocol__event__series")


class Comment(Part):
    """What somebody says, as a person, for an office or for a group, to exactly one thing."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for approval")
        SHOWN = "shown", pgettext_lazy("comment", "shown")
        WITHDRAWN = "withdrawn", _("withdrawn by its author")
        HIDDEN = "hidden", pgettext_lazy("comment", "hidden")

    hangs_on = SUBJECTS

    result = models.ForeignKey(
        Result, models.CASCADE, null=True, blank=True, related_name="comments", verbose_name=_("result")
    )
    measure = models.ForeignKey(
        Measure, models.CASCADE, null=True, blank=True, related_name="comments", verbose_name=_("measure")
    )
    demand = models.ForeignKey(
        Demand, models.CASCADE, null=True, blank=True, related_name="comments", verbose_name=_("demand")
    )
    protocol = models.ForeignKey(
        Protocol, models.CASCADE, null=True, blank=True, related_name="comments", verbose_name=_("minutes")
    )
    event = models.ForeignKey(
        Event, models.CASCADE, null=True, blank=True, related_name="comments", verbose_name=_("event")
    )
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name=_("in reply to"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("author"),
    )
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("for the department"),
    )
    group = models.ForeignKey(
        AllianceGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("for the group"),
    )
    text = models.TextField(_("text"), blank=True, max_length=3000)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    hidden_reason = models.CharField(_("reason for hiding"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("written at"), default=timezone.now, editable=False)
    shown_at = models.DateTimeField(_("shown since"), null=True, blank=True, editable=False)
    told_at = models.DateTimeField(_("told at"), null=True, blank=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "told_at"], name="comment_to_tell")]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one(*SUBJECTS),
                name="comment_is_on_exactly_one_thing",
                violation_error_message=_("A comment is on exactly one thing."),
            ),
            models.CheckConstraint(
                condition=Q(department=None) | Q(group=None),
                name="comment_is_said_for_one_at_most",
                violation_error_message=_("A comment is said for an office or for a group, not for both."),
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", text="") | (~Q(state="withdrawn") & ~Q(text="")),
                name="comment_says_something_until_it_is_withdrawn",
                violation_error_message=_("A comment needs a text."),
            ),
            models.CheckConstraint(
                condition=Q(state="hidden") & ~Q(hidden_reason="") | ~Q(state="hidden") & Q(hidden_reason=""),
                name="comment_is_hidden_with_a_reason",
                violation_error_message=_("Say why it is hidden; only a hidden comment has such a reason."),
            ),
            models.CheckConstraint(
                condition=~Q(state="shown") | Q(shown_at__isnull=False),
                name="comment_is_shown_since_a_moment",
                violation_error_message=_("Approve the comment, so that it is known since when it is shown."),
            ),
        ]

    def __str__(self):
        return _("Comment on %(subject)s") % {"subject": self.subject}

    @classmethod
    def visibility(cls, moment, prefix=""):
        return Q(**{f"{prefix}state": cls.State.SHOWN}) & super().visibility(moment, prefix)

    @classmethod
    def subject_visibility(cls, moment):
        """The condition under which everyone sees at `moment` what a comment is on, in whatever state it is."""
        return super().visibility(moment)

    @property
    def subject(self):
        """The thing that it is on."""
        return next(filter(None, (getattr(self, name) for name in SUBJECTS)))

    @property
    def name(self):
        """The name that it is shown under: of the office or group it was said for, or the one the person chose."""
        if self.department:
            return self.department.name
        if self.group and self.group.is_visible():
            return self.group.name
        if self.group:
            return _("A group of the alliance")
        return (self.author and self.author.name) or _("Participant")

    @property
    def is_shown(self):
        return self.state == self.State.SHOWN

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING

    @property
    def is_hidden(self):
        return self.state == self.State.HIDDEN

    def clean(self):
        if self.parent and self.parent.parent_id:
            raise ValidationError({"parent": _("Reply to the first comment: replies have no replies.")})
        if self.parent and self.parent.subject != self.subject:
            raise ValidationError({"parent": _("A reply is on the same thing as the comment.")})

    def get_absolute_url(self):
        return reverse("dialogue:comment", args=[self.pk])

"""What happens in the room while an event takes place: questions that others support, and a list of speakers.

Who asked, who supported and who wants to speak is known until the room is ended (`live/room.py`), and only the numbers after that.
"""

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Event, Registration
from klimakreise.publishing.models import Part, VisibleQuerySet


class LiveRoomQuerySet(VisibleQuerySet):
    def running(self):
        """Those in which one can take part now."""
        return self.filter(state=LiveRoom.State.OPEN, event__cancelled_at=None)


class LiveRoom(Part):
    """The live part of one event. Everybody sees what came of it if the hosts say so, and nothing before the end."""

    class State(models.TextChoices):
        PREPARED = "prepared", pgettext_lazy("live room", "prepared")
        OPEN = "open", pgettext_lazy("live room", "open")
        ENDED = "ended", pgettext_lazy("live room", "ended")

    hangs_on = ("event",)

    event = models.OneToOneField(Event, models.CASCADE, related_name="live_room", verbose_name=_("event"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PREPARED)
    is_moderated = models.BooleanField(
        _("Questions wait until a host releases them"),
        default=True,
        help_text=_("Without the tick everyone taking part sees them at once."),
    )
    has_floor = models.BooleanField(
        _("List of speakers"), default=True, help_text=_("People ask for the floor, a host calls the next.")
    )
    is_documented = models.BooleanField(
        _("Show questions and results to everyone after the event"),
        default=False,
        help_text=_("As part of the event's documentation, without names."),
    )
    version = models.PositiveBigIntegerField(default=1, editable=False)

    objects = LiveRoomQuerySet.as_manager()

    class Meta:
        verbose_name = _("live room")
        verbose_name_plural = _("live rooms")

    def __str__(self):
        return str(self.event)

    @classmethod
    def visibility(cls, moment, prefix=""):
        documented = Q(**{f"{prefix}is_documented": True, f"{prefix}state": cls.State.ENDED})
        return documented & super().visibility(moment, prefix)

    def get_absolute_url(self):
        return reverse("dialogue:live", args=[self.event.slug])

    @property
    def is_open(self):
        """Whether one can take part now."""
        return self.state == self.State.OPEN and not self.event.is_cancelled

    @property
    def has_ended(self):
        return self.state == self.State.ENDED


class LiveQuestionQuerySet(models.QuerySet):
    def with_support(self):
        """Each with `supports`: how many there are, or were until the room was ended."""
        given = LiveSupport.objects.filter(question=OuterRef("pk"))
        number = given.order_by().values("question").annotate(number=Count("pk")).values("number")
        return self.annotate(supports=F("kept_supports") + Coalesce(Subquery(number), 0))

    def by_support(self):
        """The most supported first, then the one that was asked first. Needs `with_support()`."""
        return self.order_by("-supports", "pk")


class LiveQuestion(models.Model):
    """What somebody taking part asks. What is withdrawn is deleted."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for approval")
        SHOWN = "shown", pgettext_lazy("question", "shown")
        ANSWERED = "answered", pgettext_lazy("question", "answered")
        HIDDEN = "hidden", pgettext_lazy("question", "hidden")

    room = models.ForeignKey(LiveRoom, models.CASCADE, related_name="questions", verbose_name=_("live room"))
    registration = models.ForeignKey(
        Registration,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="live_questions",
        verbose_name=_("registration"),
    )
    text = models.TextField(_("question"), max_length=500)
    name = models.CharField(_("name"), max_length=150, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    hidden_reason = models.CharField(_("reason for hiding"), max_length=300, blank=True)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now, editable=False)
    kept_supports = models.PositiveIntegerField(default=0, editable=False)

    objects = LiveQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("live question")
        verbose_name_plural = _("live questions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="live_question_says_something",
                violation_error_message=_("Write the question."),
            ),
            models.CheckConstraint(
                condition=Q(state="hidden") & ~Q(hidden_reason="") | ~Q(state="hidden") & Q(hidden_reason=""),
                name="live_question_is_hidden_with_a_reason",
                violation_error_message=_("Say why it is hidden; only a hidden question has such a reason."),
            ),
        ]

    def __str__(self):
        return self.text


class LiveSupport(models.Model):
    """Somebody taking part wants this question answered too."""

    question = models.ForeignKey(
        LiveQuestion, models.CASCADE, related_name="support", verbose_name=_("live question")
    )
    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="+", verbose_name=_("registration")
    )

    class Meta:
        verbose_name = _("support of a question")
        verbose_name_plural = _("support of questions")
        constraints = [
            models.UniqueConstraint(
                fields=["question", "registration"],
                name="live_question_is_supported_once_by_each",
                violation_error_message=_("This question is supported already."),
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.question_id}"


class LiveTurn(models.Model):
    """Somebody wants to speak, speaks, or has spoken. All of it is deleted when the room is ended."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("speaker", "waiting")
        SPEAKING = "speaking", pgettext_lazy("speaker", "speaking")
        DONE = "done", pgettext_lazy("speaker", "has spoken")

    room = models.ForeignKey(LiveRoom, models.CASCADE, related_name="turns", verbose_name=_("live room"))
    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="+", verbose_name=_("registration")
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)

    class Meta:
        verbose_name = _("turn to speak")
        verbose_name_plural = _("turns to speak")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["room", "registration"],
                condition=Q(state="waiting"),
                name="live_turn_is_waiting_once",
                violation_error_message=_("This person is on the list already."),
            ),
            models.UniqueConstraint(
                fields=["room"],
                condition=Q(state="speaking"),
                name="live_turn_is_the_only_speech",
                violation_error_message=_("Somebody else is speaking."),
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

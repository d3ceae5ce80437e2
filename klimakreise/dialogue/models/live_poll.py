"""Polls in the room: opened, closed and shown by a host. Who voted what is deleted when the poll is closed."""

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Registration
from klimakreise.dialogue.models.live import LiveRoom


class LivePollQuerySet(models.QuerySet):
    def with_voters(self):
        """Each with `voters_now`: how many have voted so far, or had when it was closed."""
        votes = LiveVote.objects.filter(poll=OuterRef("pk")).order_by().values("poll")
        voters = votes.annotate(number=Count("registration", distinct=True)).values("number")
        return self.annotate(voters_now=models.F("voters") + Coalesce(Subquery(voters), 0))


class LivePoll(models.Model):
    """A question to everyone taking part, with options."""

    class Kind(models.TextChoices):
        SINGLE = "single", _("one answer")
        MULTIPLE = "multiple", _("several answers possible")

    class State(models.TextChoices):
        PREPARED = "prepared", pgettext_lazy("poll", "prepared")
        OPEN = "open", pgettext_lazy("poll", "open")
        CLOSED = "closed", pgettext_lazy("poll", "closed")

    room = models.ForeignKey(LiveRoom, models.CASCADE, related_name="polls", verbose_name=_("live room"))
    question = models.CharField(_("question"), max_length=300)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.SINGLE)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PREPARED)
    is_shown = models.BooleanField(_("result shown"), default=False)
    voters = models.PositiveIntegerField(_("people who voted"), default=0, editable=False)

    objects = LivePollQuerySet.as_manager()

    class Meta:
        verbose_name = _("poll")
        verbose_name_plural = _("polls")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(question=""),
                name="live_poll_has_a_question",
                violation_error_message=_("Write the question."),
            ),
            models.CheckConstraint(
                condition=Q(is_shown=False) | Q(state="closed"),
                name="live_poll_shows_its_result_only_when_closed",
                violation_error_message=_("Close the poll before its result is shown."),
            ),
        ]

    def __str__(self):
        return self.question

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    @property
    def is_closed(self):
        return self.state == self.State.CLOSED

    @property
    def is_single(self):
        return self.kind == self.Kind.SINGLE


class LiveOption(models.Model):
    """One answer to choose; `votes` is what it had when the poll was closed."""

    poll = models.ForeignKey(LivePoll, models.CASCADE, related_name="options", verbose_name=_("poll"))
    label = models.CharField(_("answer"), max_length=200)
    votes = models.PositiveIntegerField(_("votes"), default=0, editable=False)

    class Meta:
        verbose_name = _("answer of a poll")
        verbose_name_plural = _("answers of polls")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(label=""),
                name="live_option_has_words",
                violation_error_message=_("Write the answer."),
            ),
            models.UniqueConstraint(
                fields=["poll", "label"],
                name="live_option_is_offered_once",
                violation_error_message=_("This answer is offered twice."),
            ),
        ]

    def __str__(self):
        return self.label


class LiveVote(models.Model):
    """What one participant has chosen, as long as the poll is open. `is_only` says that the poll is of the kind `single`."""

    poll = models.ForeignKey(LivePoll, models.CASCADE, related_name="votes", verbose_name=_("poll"))
    option = models.ForeignKey(LiveOption, models.CASCADE, related_name="chosen", verbose_name=_("answer"))
    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="+", verbose_name=_("registration")
    )
    is_only = models.BooleanField(default=True, editable=False)

    class Meta:
        verbose_name = _("vote in a poll")
        verbose_name_plural = _("votes in polls")
        constraints = [
            models.UniqueConstraint(
                fields=["option", "registration"],
                name="live_vote_is_given_once_for_an_answer",
                violation_error_message=_("This answer is chosen already."),
            ),
            models.UniqueConstraint(
                fields=["poll", "registration"],
                condition=Q(is_only=True),
                name="live_vote_is_one_where_one_is_chosen",
                violation_error_message=_("Only one answer can be chosen."),
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.poll_id}"

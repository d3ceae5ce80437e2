"""Who wants into which circle, who sits where, and how that came about. The algorithm itself is `circles/seating/`."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from circles.models.circle import Circle
from events.models import Event, Registration
from klimakreise.publishing.lines import LinesField

WISHES = 3


class Wish(models.Model):
    """A circle that somebody would like to sit in: the first wish, the second, the third."""

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="wishes", verbose_name=_("registration")
    )
    circle = models.ForeignKey(Circle, models.CASCADE, related_name="wishes", verbose_name=_("circle"))
    rank = models.PositiveSmallIntegerField(_("which wish"))

    class Meta:
        verbose_name = _("wish for a circle")
        verbose_name_plural = _("wishes for circles")
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "circle"],
                name="wish_is_for_a_circle_once",
                violation_error_message=_("Each circle can be wished for once."),
            ),
            models.UniqueConstraint(
                fields=["registration", "rank"],
                name="wish_has_a_rank_of_its_own",
                violation_error_message=_("There is a wish of this rank already."),
            ),
            models.CheckConstraint(
                condition=Q(rank__gte=1, rank__lte=WISHES),
                name="wish_is_the_first_to_third",
                violation_error_message=_("There are three wishes."),
            ),
        ]

    def __str__(self):
        return f"{self.rank}. {self.circle}"


class SeatQuerySet(models.QuerySet):
    def standing(self):
        """Seats that count: of people with a place, made since they have it (who cancels and comes back starts anew)."""
        return self.filter(registration__state="confirmed", made_at__gte=F("registration__state_since"))

    def announced(self):
        return self.filter(released_at__isnull=False)

    def kept(self):
        """Seats that a new run leaves as they are."""
        return self.filter(Q(by_hand=True) | Q(released_at__isnull=False))


class Seat(models.Model):
    """Where somebody sits, and why. Only the planning team sees it until it is released.

    `refused` has for each better wish, in their order, the word of `circles.seating.Obstacle` that was in its way.
    """

    class Why(models.TextChoices):
        HAND = "hand", _("set by hand")
        FACILITATES = "facilitates", _("leads the talk")
        WISH = "wish", _("wish")
        FREE = "free", _("had no wish")
        OTHER = "other", _("no wish could be met")

    registration = models.OneToOneField(
        Registration, models.CASCADE, related_name="seat", verbose_name=_("registration")
    )
    circle = models.ForeignKey(
        Circle, models.PROTECT, related_name="seats", verbose_name=_("circle")
    )  # a circle is not deleted from under people
    why = models.CharField(_("why"), max_length=11, choices=Why)
    rank = models.PositiveSmallIntegerField(_("which wish"), null=True, blank=True)
    refused = LinesField(_("what was in the way of better wishes"))
    by_hand = models.BooleanField(_("kept by hand"), default=False)
    made_at = models.DateTimeField(_("seated at"), default=timezone.now)
    released_at = models.DateTimeField(_("announced at"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(why="wish") | Q(rank__isnull=False),
                name="seat_says_which_wish_it_is",
                violation_error_message=_("Say which wish was met."),
            ),
            models.CheckConstraint(
                condition=~Q(why="hand") | Q(by_hand=True),
                name="seat_set_by_hand_is_kept",
                violation_error_message=_("What was set by hand is kept."),
            ),
        ]

    def __str__(self):
        return f"{self.registration}: {self.circle}"


class SeatingRule(models.Model):
    """People of an event who should sit in one circle, or who should not."""

    class Kind(models.TextChoices):
        TOGETHER = "together", _("together")
        APART = "apart", _("apart")

    event = models.ForeignKey(Event, models.CASCADE, related_name="seating_rules", verbose_name=_("event"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    people = models.ManyToManyField(Registration, related_name="seating_rules", verbose_name=_("people"))

    class Meta:
        verbose_name = _("rule of seating")
        verbose_name_plural = _("rules of seating")
        ordering = ["pk"]

    def __str__(self):
        return self.get_kind_display()


class SeatingRun(models.Model):
    """One distribution of seats: what it was made from, with which seed, and what came out, so that it can be repeated.

    `problem` and `outcome` are documents of `circles/seating_documents.py`: snapshots to repeat and to compare, which nobody asks
    by name. They know people by the number of their registration and are emptied when the registrations are deleted.
    `is_late` says that only those were seated who came after the seats were announced.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    event = models.ForeignKey(Event, models.CASCADE, related_name="seating_runs", verbose_name=_("event"))
    seed = models.PositiveIntegerField(_("seed"))
    is_late = models.BooleanField(_("only late people"), default=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(_("progress in per cent"), default=0)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("started by"),
    )
    asked_at = models.DateTimeField(_("asked for at"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    problem = models.JSONField(_("what it was made from"), null=True, blank=True)
    outcome = models.JSONField(_("what came out"), null=True, blank=True)

    class Meta:
        verbose_name = _("distribution of seats")
        verbose_name_plural = _("distributions of seats")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event"],
                condition=Q(state__in=["waiting", "running"]),
                name="seating_run_is_one_at_a_time",
                violation_error_message=_("Seats of this event are being distributed already."),
            ),
            models.CheckConstraint(
                condition=Q(progress__lte=100),
                name="seating_run_is_done_at_100_per_cent",
                violation_error_message=_("More than 100 per cent cannot be done."),
            ),
        ]

    def __str__(self):
        return f"{self.event}, {timezone.localtime(self.asked_at):%d.%m.%Y %H:%M}"

    @property
    def is_under_way(self):
        return self.state in {self.State.WAITING, self.State.RUNNING}

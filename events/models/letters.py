"""What the planning team writes in the mails about an event: its own words in place of ours, and reminders."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.event import Event
from klimakreise.mailing.placeholders import check
from klimakreise.publishing.history import History

# {placeholder: what it stands for}
EVERYWHERE = {
    "name": _("the name that the person gave"),
    "veranstaltung": _("title of the event"),
    "wann": _("day and time"),
    "ort": _("place, or “online”"),
    "anmeldung": _("link to the person’s own registration"),
    "seite": _("link to the page of the event"),
}


def check_words(thing, allowed, *names):
    """Raise ValidationError at each of the fields `names` of `thing` that uses a placeholder which is not `allowed`."""
    errors = {}
    for name in names:
        try:
            check(getattr(thing, name) or "", allowed)
        except ValidationError as error:
            errors[name] = error
    if errors:
        raise ValidationError(errors)


class EventMailText(models.Model):
    """Subject and text of one kind of mail about one event, in one language; without it the text is ours."""

    class Kind(models.TextChoices):
        CONFIRM = "confirm", _("Please confirm the registration")
        CONFIRMED = "confirmed", _("Registration confirmed")
        WAITING = "waiting", _("Place on the waiting list")
        OFFERED = "offered", _("A place is offered")
        MOVED_UP = "moved_up", _("Moved up from the waiting list")
        CANCELLED = "cancelled", _("Registration cancelled")
        LINK = "link", _("Link to one's own registration")
        SEAT = "seat", _("Seat in a circle")

    class Language(models.TextChoices):
        GERMAN = "de", _("German")
        ENGLISH = "en", _("English")

    OF_KIND = {
        Kind.CONFIRM: {"stunden": _("how many hours the link is valid")},
        Kind.WAITING: {"platz": _("place on the waiting list")},
        Kind.OFFERED: {"frist": _("until when the place is kept")},
        Kind.SEAT: {
            "kreis": _("title of the circle"),
            "kreisseite": _("link to the page of the circle"),
            "leitfrage": _("guiding question of the circle"),
            "warum": _("how the seat came about"),
        },
    }

    event = models.ForeignKey(Event, models.CASCADE, related_name="mail_texts", verbose_name=_("event"))
    kind = models.CharField(_("mail"), max_length=20, choices=Kind)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.GERMAN)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))

    history = History()

    class Meta:
        verbose_name = _("text of a mail")
        verbose_name_plural = _("texts of mails")
        ordering = ["event", "kind", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "kind", "language"],
                name="mail_text_is_one_for_event_kind_and_language",
                violation_error_message=_("This mail has a text of its own in this language already."),
            ),
            models.CheckConstraint(
                condition=~Q(subject="") & ~Q(text=""),
                name="mail_text_has_subject_and_text",
                violation_error_message=_("Give a subject and a text."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.get_language_display()})"

    def clean(self):
        check_words(self, placeholders_of(self.kind), "subject", "text")


def placeholders_of(kind):
    """{placeholder: what it stands for} of those that texts of this kind may use."""
    return {**EVERYWHERE, **EventMailText.OF_KIND.get(kind, {})}


class Reminder(models.Model):
    """A mail so long before the event begins, to those who had registered by then. `events/reminding.py` says when it goes."""

    class Unit(models.TextChoices):
        HOURS = "hours", _("hours")
        DAYS = "days", _("days")
        WEEKS = "weeks", _("weeks")

    class Audience(models.TextChoices):
        SEATED = "seated", _("those with a place")
        WAITING = "waiting", _("those on the waiting list")
        ALL = "all", _("both")

    event = models.ForeignKey(Event, models.CASCADE, related_name="reminders", verbose_name=_("event"))
    amount = models.PositiveSmallIntegerField(_("how long before"), default=2)
    unit = models.CharField(_("unit"), max_length=5, choices=Unit, default=Unit.DAYS)
    audience = models.CharField(_("to whom"), max_length=7, choices=Audience, default=Audience.SEATED)
    subject = models.CharField(
        _("subject"), max_length=200, blank=True, help_text=_("Empty, as the text: the usual words.")
    )
    text = models.TextField(_("text"), blank=True)
    subject_en = models.CharField(_("subject in English"), max_length=200, blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    counts_from = models.DateTimeField(default=timezone.now, editable=False)

    history = History()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["event", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__range=(1, 99)),
                name="reminder_is_sent_up_to_99_units_before",
                violation_error_message=_("Give a number from 1 to 99."),
            ),
            models.CheckConstraint(
                condition=Q(subject="", text="") | (~Q(subject="") & ~Q(text="")),
                name="reminder_has_subject_and_text_or_none",
                violation_error_message=_("Give a subject and a text, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(subject_en="", text_en="") | (~Q(subject_en="") & ~Q(text_en="")),
                name="reminder_has_subject_and_text_in_english_or_none",
                violation_error_message=_("Give a subject and a text in English, or neither."),
            ),
            models.UniqueConstraint(
                fields=["event", "amount", "unit", "audience"],
                name="reminder_is_one_for_a_moment_and_an_audience",
                violation_error_message=_("There is a reminder at this time for these people already."),
            ),
        ]

    def __str__(self):
        return f"{self.amount} {self.get_unit_display()}"

    def clean(self):
        check_words(self, EVERYWHERE, "subject", "text", "subject_en", "text_en")

    def due_before(self, start):
        """When it goes out if the event begins at `start` (aware datetime): days and weeks by the clock on the wall."""
        span = datetime.timedelta(**{self.unit: self.amount})
        if self.unit == self.Unit.HOURS:
            return start.astimezone(datetime.UTC) - span
        return timezone.localtime(start) - span  # Python counts by the clock within one zone

    def words_in(self, language):
        """Its own (subject, text) in a language; None if it has none."""
        own = (self.subject_en, self.text_en) if language == "en" else (self.subject, self.text)
        return own if all(own) else None


class ReminderRun(models.Model):
    """That a reminder went out for one beginning of its event; a moved event has another. So it goes once for each."""

    reminder = models.ForeignKey(Reminder, models.CASCADE, related_name="runs", verbose_name=_("reminder"))
    starts_at = models.DateTimeField(_("begin of the event"))
    ran_at = models.DateTimeField(_("sent at"), default=timezone.now)
    recipients = models.PositiveIntegerField(_("mails"), default=0)

    class Meta:
        verbose_name = _("reminder sent")
        verbose_name_plural = _("reminders sent")
        ordering = ["-ran_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["reminder", "starts_at"],
                name="reminder_run_is_one_for_a_beginning",
                violation_error_message=_("This reminder was sent already."),
            ),
        ]

    def __str__(self):
        return f"{self.reminder}: {self.recipients}"

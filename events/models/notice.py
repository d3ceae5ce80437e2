from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.event import Event
from events.models.letters import EVERYWHERE, check_words


class EventNotice(models.Model):
    """That people who are registered were told of a change by mail, and with what words of the planning team."""

    class What(models.TextChoices):
        MOVED = "moved", _("time or place changed")
        CANCELLED = "cancelled", _("event cancelled")
        AGENDA = "agenda", _("agenda changed")

    event = models.ForeignKey(Event, models.CASCADE, related_name="notices", verbose_name=_("event"))
    what = models.CharField(_("what"), max_length=10, choices=What)
    note = models.TextField(_("words of one's own"), blank=True)
    at = models.DateTimeField(_("sent at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    recipients = models.PositiveIntegerField(_("mails"))

    class Meta:
        verbose_name = _("notice to those registered")
        verbose_name_plural = _("notices to those registered")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(recipients__gte=1),
                name="event_notice_has_a_recipient",
                violation_error_message=_("Choose at least one person."),
            ),
        ]

    def __str__(self):
        return self.get_what_display()


class EventMessage(models.Model):
    """What the planning team has written by mail to people who are registered whom it had chosen."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="messages", verbose_name=_("event"))
    key = models.CharField(
        max_length=32, editable=False
    )  # of the form that it was written in: sent twice, it is one
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    subject_en = models.CharField(_("subject in English"), max_length=200, blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    at = models.DateTimeField(_("sent at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    recipients = models.PositiveIntegerField(_("mails"))

    class Meta:
        verbose_name = _("message to those registered")
        verbose_name_plural = _("messages to those registered")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "key"],
                name="event_message_is_one_for_a_form",
                violation_error_message=_("This message was sent already."),
            ),
            models.CheckConstraint(
                condition=~Q(subject="") & ~Q(text=""),
                name="event_message_has_subject_and_text",
                violation_error_message=_("Give a subject and a text."),
            ),
            models.CheckConstraint(
                condition=Q(subject_en="", text_en="") | (~Q(subject_en="") & ~Q(text_en="")),
                name="event_message_has_subject_and_text_in_english_or_none",
                violation_error_message=_("Give a subject and a text in English, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(recipients__gte=1),
                name="event_message_has_a_recipient",
                violation_error_message=_("Choose at least one person."),
            ),
        ]

    def __str__(self):
        return self.subject

    def clean(self):
        check_words(self, EVERYWHERE, "subject", "text", "subject_en", "text_en")

    def words_in(self, language):
        """(subject, text) for people who get mails in this language; the German ones if there are no others."""
        own = (self.subject_en, self.text_en)
        return own if language == "en" and all(own) else (self.subject, self.text)

    def language_for(self, language):
        """In which language people who get mails in `language` get this one."""
        return language if self.subject_en else "de"

"""The outbox: one row for each message, from the moment it is caused until long after it was sent."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klimakreise.mailing.registry import label_of


class MessageQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=Message.State.WAITING)

    def failed(self):
        return self.filter(state=Message.State.FAILED)

    def due(self):
        """What may be sent now and is in nobody's hands, most urgent first."""
        free = self.waiting().filter(claimed_by="", next_attempt__lte=timezone.now())
        return free.order_by("-urgent", "next_attempt", "pk")


class Message(models.Model):
    """A mail to one person. It is written when it is sent; afterwards neither the address nor a secret is kept."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        DROPPED = "dropped", _("dropped")

    class Fault(models.TextChoices):
        UNREACHABLE = "unreachable", _("The mail server does not answer or turns us away.")
        LATER = "later", _("The mail server asked to try this address again later.")
        REFUSED = "refused", _("The mail server says that there is no such address.")
        REJECTED = "rejected", _("The mail server does not accept this message.")
        UNWRITTEN = "unwritten", _("The mail could not be written; the log says why.")
        GIVEN_UP = "given_up", _("It could not be sent for three days.")
        EXPIRED = "expired", _("Its content was valid for a short time only and is too old.")
        POINTLESS = "pointless", _("There was no reason for it any more.")

    kind = models.CharField(_("kind"), max_length=80)
    about = models.BigIntegerField(_("about"), null=True, blank=True)
    recipient = models.EmailField(_("recipient"), blank=True)
    language = models.CharField(_("language"), max_length=5)
    urgent = models.BooleanField(_("urgent"), default=False)
    key = models.CharField(_("key"), max_length=200)
    sealed = models.BinaryField(_("sealed"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    fault = models.CharField(_("what was in the way"), max_length=15, choices=Fault, blank=True)
    smtp_code = models.PositiveSmallIntegerField(_("code of the mail server"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_attempt = models.DateTimeField(_("next attempt"), default=timezone.now)
    claimed_by = models.CharField(_("in the hands of"), max_length=64, blank=True)
    message_id = models.CharField(_("Message-ID"), max_length=200)
    queued_at = models.DateTimeField(_("queued at"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-queued_at", "-pk"]
        indexes = [
            models.Index(
                fields=["-urgent", "next_attempt"], condition=Q(state="waiting"), name="message_waiting"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                name="message_key_is_unique",
                violation_error_message=_("This mail is queued already."),
            ),
            models.CheckConstraint(
                condition=~Q(key__contains="@"),
                name="message_key_is_no_address",
                violation_error_message=_("The key stays for long: no e-mail address may stand in it."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["sent", "dropped"]) | ~Q(recipient=""),
                name="message_has_a_recipient_until_it_is_settled",
                violation_error_message=_("Without an address nothing can be sent."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "failed"]) | Q(recipient="", sealed=None),
                name="message_is_emptied_when_it_is_settled",
                violation_error_message=_("Address and secret must go when the mail has gone."),
            ),
            models.CheckConstraint(
                condition=Q(sealed=None) | Q(expires_at__isnull=False),
                name="message_with_a_secret_has_an_end",
                violation_error_message=_("A secret is kept for a limited time only."),
            ),
        ]

    def __str__(self):
        return f"{label_of(self.kind)} ({self.get_state_display()})"

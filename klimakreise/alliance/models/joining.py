"""Groups that ask to join the alliance."""

import datetime

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klimakreise.alliance.models.alliance import AllianceGroup, Demand

CONFIRM_WITHIN = datetime.timedelta(days=14)
SALT = "alliance.joining"


class JoinRequestQuerySet(models.QuerySet):
    def by_token(self, token):
        """The requests that the token of a confirmation link names: one, or none if it is not ours or too old."""
        try:
            key = signing.TimestampSigner(salt=SALT).unsign_object(token, max_age=CONFIRM_WITHIN)
        except signing.BadSignature:
            return self.none()
        return self.filter(pk=key)

    def confirmed(self):
        """Those on which the planning team has to decide."""
        return self.filter(state=JoinRequest.State.CONFIRMED)


class JoinRequest(models.Model):
    """A group asks to join; counts once its contact person has followed the link in the mail."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("not confirmed yet")
        CONFIRMED = "confirmed", _("waits for the planning team")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    name = models.CharField(_("name of the group"), max_length=200)
    field = models.CharField(_("field"), max_length=20, choices=AllianceGroup.Field, blank=True)
    website = models.URLField(_("website"), blank=True)
    description = models.TextField(
        _("description"), help_text=_("Two or three sentences for the group's page.")
    )
    demands = models.ManyToManyField(
        Demand, blank=True, related_name="+", verbose_name=_("demands that it carries")
    )
    contact_name = models.CharField(_("contact person"), max_length=150, blank=True)
    contact_email = models.EmailField(
        _("e-mail address"), blank=True
    )  # emptied when it is not needed any more
    language = models.CharField(max_length=5, default=settings.LANGUAGE_CODE, editable=False)
    state = models.CharField(_("state"), max_length=11, choices=State, default=State.UNCONFIRMED)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    reason = models.TextField(_("reason"), blank=True)
    group = models.ForeignKey(
        AllianceGroup,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("alliance group"),
    )
    is_example = models.BooleanField(_("example"), default=False, editable=False)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="join_request_has_a_name",
                violation_error_message=_("Give the name of the group."),
            ),
            models.CheckConstraint(
                condition=~Q(contact_email="") | Q(state__in=["accepted", "declined"]),
                name="join_request_has_an_address_until_it_is_decided",
                violation_error_message=_("Give an e-mail address."),
            ),
            models.CheckConstraint(
                condition=Q(state="unconfirmed") | Q(confirmed_at__isnull=False),
                name="join_request_is_confirmed_before_it_is_decided",
                violation_error_message=_("The address has not been confirmed yet."),
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""),
                name="join_request_is_declined_with_a_reason",
                violation_error_message=_("Say why it is declined."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def token(self):
        """The secret of the confirmation link, valid for two weeks from now; made when the mail is sent."""
        return signing.TimestampSigner(salt=SALT).sign_object(self.pk)

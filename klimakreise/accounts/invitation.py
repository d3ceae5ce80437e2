"""Invitations: a link in a mail that proves an address and gives it a role; single use, valid for 14 days."""

import datetime

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

VALID = datetime.timedelta(days=14)


def in_two_weeks():
    return timezone.now() + VALID


def by_token(token):
    """The invitation that a link's token names, of whatever kind, or None if the token was not made here."""
    named = (kind.objects.by_token(token).first() for kind in Invitation.__subclasses__())
    return next(filter(None, named), None)


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Neither accepted nor withdrawn, and still valid."""
        return self.filter(accepted_at=None, withdrawn_at=None, valid_until__gt=timezone.now())

    def waiting(self):
        """Neither accepted nor withdrawn, valid or not: what the team may withdraw or send again."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def by_token(self, token):
        """The invitations that a link's token names: one, or none if the token was not made here."""
        try:
            key = signing.Signer(salt=self.model._meta.label_lower).unsign_object(token)
        except signing.BadSignature:
            return self.none()
        return self.filter(pk=key)


class Invitation(models.Model):
    """What all invitations share; each kind says for itself what the person joins: `joins`, `offer`, `welcome(user)`, `mail`.

    These three are left open here, and say so when they are missing: Django's models have a metaclass already, so `abc`
    cannot do it.

    `klimakreise.accounts.joining` sends, withdraws and accepts them, `views.invitation` is the page of all kinds.

    The token of the link is made when the mail is sent and stored nowhere; it names the row, and the row says whether
    it may still be used. So a link that was sent again is the same link, valid for longer.
    """

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=150, blank=True, help_text=_("The person can change it."))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("invited by"),
    )
    invited_at = models.DateTimeField(_("invited at"), auto_now_add=True)
    valid_until = models.DateTimeField(_("valid until"), default=in_two_weeks, editable=False)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("accepted by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)

    mail = ""  # the kind of mail that brings the link

    objects = InvitationQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
                name="%(class)s_is_accepted_or_withdrawn",
                violation_error_message=_("The invitation was accepted already."),
            ),
        ]

    def __str__(self):
        return f"{self.email}: {self.joins}"

    @property
    def joins(self):
        """What the person joins, as text: the name of an office or a group."""
        raise NotImplementedError

    @property
    def offer(self):
        """What the person is asked to do, as a sentence."""
        raise NotImplementedError

    @property
    def in_the_audit(self):
        """What the person joins and as what, in German and without a name."""
        return self.joins

    @property
    def opens_closed_accounts(self):
        """Whether an account that was closed is opened again by this: the planning team may, nobody else."""
        return True

    def welcome(self, user):
        """Give the person the role; called once, inside the transaction that marks the invitation as accepted."""
        raise NotImplementedError

    def leads_to(self):
        """The address at which somebody goes on who has accepted."""
        return reverse("account")

    def is_for(self, user):
        """Whether `user` has the address that was invited; nobody else may answer."""
        return user.email.lower() == self.email.lower()

    @property
    def is_open(self):
        return not self.accepted_at and not self.withdrawn_at and self.valid_until > timezone.now()

    @property
    def token(self):
        return signing.Signer(salt=self._meta.label_lower).sign_object(self.pk)


class CityInvitation(Invitation):
    """Somebody of the city is invited to speak for an office."""

    department = models.ForeignKey(
        "accounts.Department", models.CASCADE, related_name="invitations", verbose_name=_("department")
    )

    mail = "accounts/city_invitation"

    class Meta(Invitation.Meta):
        verbose_name = _("invitation of the city")
        verbose_name_plural = _("invitations of the city")
        constraints = [
            *Invitation.Meta.constraints,
            models.UniqueConstraint(
                fields=["email", "department"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="city_invitation_is_open_once",
                violation_error_message=_("This address is invited to this department already."),
            ),
        ]

    @property
    def joins(self):
        return str(self.department)

    @property
    def offer(self):
        return _("From now on to speak for %(office)s.") % {"office": self.department}

    def welcome(self, user):
        user.department, user.department_since = self.department, timezone.localdate()
        user.save(update_fields=["department", "department_since"])

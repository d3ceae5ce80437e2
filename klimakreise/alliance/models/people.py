"""Who acts for a group, and who is invited to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from klimakreise.accounts.models import Invitation
from klimakreise.publishing.audit import note


class Role(models.TextChoices):
    SPEAKER = "speaker", _("speaker")
    CONTACT = "contact", _("contact")


def in_words(thing):
    """The role and group of a membership or invitation, in German and without a name, as the audit keeps them."""
    with translation.override("de"):
        return f"{thing.get_role_display()}: {thing.group}"


class Membership(models.Model):
    """A person acts for a group of the alliance."""

    ends_with_the_account = True
    Role = Role

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    group = models.ForeignKey(
        "AllianceGroup", models.CASCADE, related_name="memberships", verbose_name=_("alliance group")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["-role", "pk"]  # speakers first
        constraints = [
            models.UniqueConstraint(
                fields=["user", "group"],
                name="membership_is_one_for_a_person_and_a_group",
                violation_error_message=_("This person acts for the group already."),
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()}: {self.group}"


class GroupInvitation(Invitation):
    """Somebody is invited to act for a group."""

    group = models.ForeignKey(
        "AllianceGroup", models.CASCADE, related_name="invitations", verbose_name=_("alliance group")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.SPEAKER)

    mail = "alliance/group_invitation"

    class Meta(Invitation.Meta):
        verbose_name = _("invitation to act for a group")
        verbose_name_plural = _("invitations to act for groups")
        constraints = [
            *Invitation.Meta.constraints,
            models.UniqueConstraint(
                fields=["email", "group"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="group_invitation_is_open_once",
                violation_error_message=_("This address is invited to act for this group already."),
            ),
        ]

    @property
    def joins(self):
        return str(self.group)

    @property
    def offer(self):
        return _("As %(role)s of %(group)s.") % {"role": self.get_role_display(), "group": self.group}

    @property
    def in_the_audit(self):
        return in_words(self)

    @property
    def opens_closed_accounts(self):
        return self.invited_by is not None and self.invited_by.sees_drafts

    def welcome(self, user):
        member, _is_new = Membership.objects.update_or_create(
            user=user, group=self.group, defaults={"role": self.role}
        )
        note("role", member, in_words(member))

    def leads_to(self):
        """Speakers go on to what they may edit; contacts to the group's page, if it can be seen."""
        if self.role == Role.SPEAKER:
            return reverse("alliance:edit_group", args=[self.group.slug])
        return self.group.get_absolute_url() if self.group.is_visible() else reverse("alliance:alliance")

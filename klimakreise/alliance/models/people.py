"""Who acts for a group."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Membership(models.Model):
    """A person acts for a group of the alliance."""

    class Role(models.TextChoices):
        SPEAKER = "speaker", _("speaker")
        CONTACT = "contact", _("contact")

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

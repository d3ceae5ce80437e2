"""Free texts are read before anybody else sees them."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ReadFirst(models.Model):
    """A free text that is seen with the results only when somebody of the planning team has read and released it."""

    class Standing(models.TextChoices):
        UNREAD = "unread", pgettext_lazy("free text", "not read yet")
        RELEASED = "released", pgettext_lazy("free text", "released")
        HELD_BACK = "held_back", pgettext_lazy("free text", "held back")

    standing = models.CharField(
        pgettext_lazy("free text", "standing"), max_length=9, choices=Standing, default=Standing.UNREAD
    )

    class Meta:
        abstract = True

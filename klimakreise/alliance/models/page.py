"""What stands on a group's page, and what its speakers propose to put there."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klimakreise.alliance.models.alliance import AllianceGroup
from klimakreise.publishing.files import kinds
from klimakreise.publishing.files.fields import UploadField
from klimakreise.publishing.history import History
from klimakreise.publishing.uploads import validate_picture


class Link(models.Model):
    """An address to read on, with words for it."""

    label = models.CharField(_("name of the link"), max_length=100)
    url = models.URLField(_("address"), max_length=500)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self):
        return self.label


class GroupLink(Link):
    """A link on a group's page."""

    group = models.ForeignKey(
        AllianceGroup, models.CASCADE, related_name="links", verbose_name=_("alliance group")
    )

    history = History()

    class Meta(Link.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "url"],
                name="group_link_is_listed_once",
                violation_error_message=_("This address is listed already."),
            ),
        ]


class GroupChangeQuerySet(models.QuerySet):
    def waiting(self):
        """Those that the planning team has not decided on."""
        return self.filter(state=GroupChange.State.WAITING)


class GroupChange(models.Model):
    """What a speaker wrote for the group's page: the whole page as it should be, not only what differs."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for the planning team")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    group = models.ForeignKey(
        AllianceGroup, models.CASCADE, related_name="changes", verbose_name=_("alliance group")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("author"),
    )
    at = models.DateTimeField(_("time"), default=timezone.now)
    basis = models.CharField(max_length=64, editable=False)  # fingerprint of the page that it started from
    description = models.TextField(_("description"), blank=True, help_text=_("Markdown."))
    website = models.URLField(_("website"), blank=True)
    logo = UploadField(
        _("logo"),
        upload_to="groups/",
        blank=True,
        validators=[validate_picture],
        help_text=_("PNG, JPEG or WebP, up to 25 MB."),
        kinds=kinds.PICTURES,
        facts={"width": "logo_width", "height": "logo_height"},
    )
    logo_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    logo_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    logo_alt = models.CharField(
        _("text alternative of the logo"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    reason = models.TextField(_("reason"), blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    objects = GroupChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a group's page")
        verbose_name_plural = _("changes of groups' pages")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(state="waiting"),
                name="group_has_one_waiting_change",
                violation_error_message=_("A change of this group's page waits already."),
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""),
                name="group_change_is_declined_with_a_reason",
                violation_error_message=_("Say why it is declined."),
            ),
            models.CheckConstraint(
                condition=Q(logo="") | ~Q(logo_alt=""),
                name="group_change_logo_has_a_text_alternative",
                violation_error_message=_("Describe the picture in words too."),
            ),
        ]

    def __str__(self):
        return str(self.group)


class ProposedLink(Link):
    """A link that a change would put on the group's page."""

    change = models.ForeignKey(
        GroupChange, models.CASCADE, related_name="links", verbose_name=_("change of a group's page")
    )

    class Meta(Link.Meta):
        verbose_name = _("proposed link")
        verbose_name_plural = _("proposed links")

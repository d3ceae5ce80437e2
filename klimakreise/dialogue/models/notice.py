from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from circles.models import Measure, Result
from events.models import Event
from klimakreise.accounts.models import Department
from klimakreise.dialogue.models.comment import Comment
from klimakreise.dialogue.models.exactly_one import exactly_one

TOLD = ("result", "measure", "event", "comment")


class Notice(models.Model):
    """What the people of an office are told in one mail."""

    department = models.ForeignKey(
        Department, models.CASCADE, related_name="notices", verbose_name=_("department")
    )
    at = models.DateTimeField(_("told at"), default=timezone.now)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.department}, {self.at:%d.%m.%Y %H:%M}"


class NoticeItem(models.Model):
    """One thing that an office was told of: something addressed to it, or a comment on that. So nothing is told twice."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="items", verbose_name=_("notice"))
    result = models.ForeignKey(Result, models.CASCADE, null=True, blank=True, related_name="+")
    measure = models.ForeignKey(Measure, models.CASCADE, null=True, blank=True, related_name="+")
    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="+")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("part of a notice")
        verbose_name_plural = _("parts of notices")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one(*TOLD),
                name="notice_item_is_about_exactly_one_thing",
                violation_error_message=_("A part of a notice is about exactly one thing."),
            ),
        ]

    def __str__(self):
        return str(next(filter(None, (getattr(self, name) for name in TOLD))))


class NoReplyMail(models.Model):
    """A person who does not want to be told by mail when somebody replies."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="no_reply_mail", verbose_name=_("person")
    )
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("person who wants no mail about replies")
        verbose_name_plural = _("people who want no mail about replies")

    def __str__(self):
        return str(self.user)


class NoOfficeMail(models.Model):
    """A person of the city who does not want to be told by mail what is addressed to the office."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="no_office_mail", verbose_name=_("person")
    )
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("person who wants no mail to the department")
        verbose_name_plural = _("people who want no mail to the department")

    def __str__(self):
        return str(self.user)

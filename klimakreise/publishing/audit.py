"""The audit: who published, hid, took out or gave whom what role, and when. It only grows: the database refuses the rest.

It holds no name and no e-mail address: a person is the number of the account and says nothing once the account is gone.
"""

from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from klimakreise.publishing.acting import Role, acting


class AuditRecord(models.Model):
    """One act. Migration 0002 makes the database refuse to change or delete it."""

    class Act(models.TextChoices):
        PUBLISHED = "published", _("published")
        SCHEDULED = "scheduled", _("scheduled")
        WITHDRAWN = "withdrawn", _("withdrawn")
        CANCELLED = "cancelled", _("cancelled")
        REINSTATED = "reinstated", _("takes place after all")
        RELEASED = "released", _("released")
        HIDDEN = "hidden", _("hidden")
        SHOWN = "shown", _("shown again")
        DELETED = "deleted", _("deleted")
        EXPORTED = "exported", _("exported")
        IMPORTED = "imported", _("imported")
        ROLE = "role", _("role changed")
        INVITED = "invited", _("invited")
        LOGIN = "login", _("opened the administration")
        PREVIEW = "preview", _("preview link made")
        PREVIEW_END = "preview_end", _("preview link revoked")
        BEYOND_LIMIT = "beyond_limit", _("place given beyond the limit")
        RETRIED = "retried", _("mail tried again")
        REVISED = "revised", _("registration changed by hand")
        TOLD = "told", _("told by mail")
        OPENED = "opened", _("survey opened")
        CLOSED = "closed", _("survey closed")
        CORRECTED = "corrected", _("corrected")

    act = models.CharField(_("act"), max_length=12, choices=Act)
    kind = models.CharField(_("kind"), max_length=60, db_index=True)
    key = models.CharField(_("key"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    detail = models.CharField(_("detail"), max_length=300, blank=True)
    actor = models.PositiveBigIntegerField(_("person"), null=True)  # no foreign key: it could not be emptied
    role = models.CharField(_("role"), max_length=10, choices=Role)
    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("audit record")
        verbose_name_plural = _("audit")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.get_act_display()}: {self.title or self.kind}"


def note(act, thing, detail=""):
    """Write down, in the caller's transaction, that whoever acts now did `act` (an AuditRecord.Act) to `thing`.

    `thing` is a row, or a model where a whole list is meant. Its title is kept if it is publishable, for what else a row
    is called may be a person's name. `detail` may be lazy and is kept in German. ValueError if there is no such act.
    """
    who = acting()
    is_row = isinstance(thing, models.Model)
    with translation.override("de"):
        title = str(thing) if is_row and hasattr(thing, "published_at") else ""
        return AuditRecord.objects.create(
            act=AuditRecord.Act(act),
            kind=thing._meta.label_lower,
            key=str(thing.pk) if is_row else "",
            title=title[:300],
            detail=str(detail)[:300],
            actor=who.person,
            role=who.role,
        )

"""What every room needs to show its things at the right time: drafts, sources, and the journal of what was published."""

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klimakreise.publishing.audit import AuditRecord, note
from klimakreise.publishing.history import History
from klimakreise.publishing.partial_dates import PartialDateField
from klimakreise.publishing.preview import PreviewLink, shown_to

__all__ = ["AuditRecord", "CountStatement", "Entry", "Part", "PreviewLink", "Publishable", "Source"]


class Source(models.Model):
    """Where a fact was found: a public page, a press article, a document."""

    key = models.SlugField(_("key"), max_length=40, unique=True, help_text=_("Short and stable, e.g. S01."))
    publisher = models.CharField(_("publisher"), max_length=200)
    title = models.CharField(_("title"), max_length=300, blank=True)
    url = models.URLField(_("address"), max_length=1000, blank=True)

    history = History()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["key"]

    def __str__(self):
        return f"{self.publisher}: {self.title}" if self.title else f"{self.publisher} ({self.key})"


class CountStatement(models.Model):
    """How many there were, as one source states it. Two sources may disagree; both are kept."""

    class Kind(models.TextChoices):
        EXACT = "exact", _("exactly")
        APPROX = "approx", _("about")
        MORE_THAN = "more_than", _("more than")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    value = models.PositiveIntegerField(_("number"), help_text=_("With “more than”: the lower bound."))
    text = models.CharField(_("wording of the source"), max_length=200, blank=True)
    as_of = PartialDateField(_("as of"), null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))

    class Meta:
        abstract = True

    def __str__(self):
        return self.text or (
            str(self.value) if self.kind == self.Kind.EXACT else f"{self.get_kind_display()} {self.value}"
        )


class VisibleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What `user` may see: all of it for the planning team, else what is published with all that it hangs on."""
        if getattr(user, "sees_drafts", False):
            return self.all()
        if getattr(user, "previews", None):
            return self.filter(shown_to(user, self.model, timezone.now()))
        return self.filter(self.model.visibility(timezone.now()))


class Part(models.Model):
    """Something that is visible only if all that it hangs on is visible.

    `hangs_on` names the foreign keys to those parents; where one of them is null, it does not count.
    """

    hangs_on: tuple[str, ...] = ()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def visibility(cls, moment, prefix=""):
        """The condition under which everyone sees this at `moment` (aware datetime), its field names behind `prefix`."""
        condition = Q()
        for name in cls.hangs_on:
            field = cls._meta.get_field(name)
            parent = field.related_model.visibility(moment, f"{prefix}{name}__")
            condition &= parent | Q(**{f"{prefix}{name}__isnull": True}) if field.null else parent
        return condition

    def is_visible(self):
        """Whether everyone sees this now; walks the parents that it hangs on."""
        parents = [getattr(self, name) for name in self.hangs_on]
        return all(parent.is_visible() for parent in parents if parent is not None)


class PublishableQuerySet(VisibleQuerySet):
    def drafts(self):
        return self.filter(published_at__isnull=True)

    def scheduled(self):
        return self.filter(published_at__gt=timezone.now())

    def published(self):
        """Published in itself; whether it can be seen depends on its parents too: `visible_to()`."""
        return self.filter(published_at__lte=timezone.now())


class Publishable(Part):
    """A draft until `published_at`; a moment in the future is a scheduled publication."""

    published_at = models.DateTimeField(
        _("published at"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("Empty: a draft. In the future: appears by itself at that time."),
    )
    is_example = models.BooleanField(_("example"), default=False, editable=False)

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def visibility(cls, moment, prefix=""):
        return Q(**{f"{prefix}published_at__lte": moment}) & super().visibility(moment, prefix)

    @property
    def is_draft(self):
        return self.published_at is None

    @property
    def is_scheduled(self):
        return self.published_at is not None and self.published_at > timezone.now()

    @property
    def is_published(self):
        return not self.is_draft and not self.is_scheduled

    def is_visible(self):
        return self.is_published and super().is_visible()

    def publish(self, at=None):
        """Publish now, or at the aware datetime `at`; raise ValidationError where a rule of the model forbids it."""
        was_published, self.published_at = self.is_published, at or timezone.now()
        self.full_clean()
        acts = {
            (False, False): [Entry.Act.PUBLISHED],
            (False, True): [Entry.Act.SCHEDULED],
            (True, False): [Entry.Act.CHANGED],
            (True, True): [Entry.Act.WITHDRAWN, Entry.Act.SCHEDULED],  # it is not to be seen until then
        }[was_published, self.is_scheduled]
        with transaction.atomic():
            self.save(update_fields=["published_at"])
            for act in acts:
                Entry.record(self, act)
                if act != Entry.Act.CHANGED:
                    note(act, self)

    def withdraw(self):
        """Make it a draft again."""
        self.published_at = None
        with transaction.atomic():
            self.save(update_fields=["published_at"])
            Entry.record(self, Entry.Act.WITHDRAWN)
            note("withdrawn", self)


class Entry(models.Model):
    """One line of the journal of what was published; higher rooms read on from the last line that they know."""

    class Act(models.TextChoices):
        PUBLISHED = "published", _("published")
        SCHEDULED = "scheduled", _("scheduled")
        CHANGED = "changed", _("changed")
        WITHDRAWN = "withdrawn", _("withdrawn")
        CANCELLED = "cancelled", _("cancelled")
        READ = "read", _("text of the file read")  # for search: the thing says more, and is no news

    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("key"), max_length=40)
    title = models.CharField(_("title"), max_length=300)
    address = models.CharField(_("address"), max_length=500)
    act = models.CharField(_("act"), max_length=10, choices=Act)
    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.get_act_display()}: {self.title}"

    @classmethod
    def record(cls, thing, act):
        """Write down, in the caller's transaction, that `act` was done to the Publishable `thing`."""
        return cls.objects.create(
            kind=thing._meta.label_lower,
            key=str(thing.pk),
            title=str(thing)[:300],
            address=thing.get_absolute_url(),
            act=act,
        )

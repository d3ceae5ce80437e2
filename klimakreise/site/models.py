"""What is about the whole: the site's name, its pages, the city's figures, and what nobody knows."""

from django.core.cache import caches
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klimakreise.publishing.files import kinds
from klimakreise.publishing.files.fields import UploadField
from klimakreise.publishing.history import History
from klimakreise.publishing.lines import LinesField
from klimakreise.publishing.models import Publishable, Source
from klimakreise.publishing.partial_dates import PartialDateField
from klimakreise.publishing.uploads import validate_picture


class Identity(models.Model):
    """Name, city and logo of this installation: one row."""

    CACHE_KEY = "site-identity"

    name = models.CharField(_("name of the site"), max_length=100, default="Klimakreise")
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    alliance_name = models.CharField(_("name of the alliance"), max_length=200, blank=True)
    city_name = models.CharField(_("name of the city"), max_length=200, blank=True)
    contact_email = models.EmailField(_("contact address"), blank=True)
    logo = UploadField(
        _("logo"),
        upload_to="identity/",
        blank=True,
        validators=[validate_picture],
        help_text=_("PNG, JPEG or WebP, up to 25 MB."),
        kinds=kinds.PICTURES,
        facts={"width": "logo_width", "height": "logo_height"},
    )
    logo_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    logo_height = models.PositiveIntegerField(null=True, blank=True, editable=False)

    history = History()

    class Meta:
        verbose_name = _("name and logo")
        verbose_name_plural = _("name and logo")
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                name="identity_is_the_only_one",
                violation_error_message=_("There is one already: change that one."),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        caches["process"].delete(self.CACHE_KEY)

    @classmethod
    def current(cls):
        """The one row, or an unsaved default; remembered for a minute, for every page shows it."""
        remembered = caches["process"]
        identity = remembered.get(cls.CACHE_KEY)
        if identity is None:
            identity = cls.objects.order_by("pk").first() or cls()
            remembered.set(cls.CACHE_KEY, identity, 60)
        return identity


class Page(Publishable):
    """A page of plain text: legal notice, privacy, accessibility, easy language, netiquette."""

    CACHE_KEY = "site-pages"

    class Key(models.TextChoices):
        IMPRINT = "impressum", _("Legal notice")
        PRIVACY = "datenschutz", _("Privacy")
        ACCESSIBILITY = "barrierefreiheit", _("Accessibility")
        EASY_LANGUAGE = "leichte-sprache", _("Easy language")
        NETIQUETTE = "netiquette", _("Netiquette")

    key = models.CharField(_("page"), max_length=20, choices=Key, unique=True)
    text = models.TextField(
        _("text"), help_text=_("Markdown. Placeholders stand in double square brackets, e.g. [[address]].")
    )
    text_en = models.TextField(
        _("text in English"), blank=True, help_text=_("Markdown. Empty: the German text is shown.")
    )

    history = History()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["key"]

    def __str__(self):
        return self.get_key_display()

    def get_absolute_url(self):
        return reverse("site:page", args=[self.key])

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        caches["process"].delete(self.CACHE_KEY)

    @classmethod
    def readable(cls):
        """The keys of the pages that everyone may read, in their order; remembered for a minute, for every page links them."""
        keys = caches["process"].get(cls.CACHE_KEY)
        if keys is None:
            written = set(cls.objects.visible_to(None).values_list("key", flat=True))
            keys = [key for key in cls.Key if key in written]
            caches["process"].set(cls.CACHE_KEY, keys, 60)
        return keys

    @property
    def has_placeholders(self):
        return "[[" in self.text or "[[" in self.text_en


class CityFact(models.Model):
    """A decision, plan, rule or institution of the city that has to do with climate protection."""

    class Kind(models.TextChoices):
        GOAL = "goal", _("goal")
        PLAN = "plan", _("plan")
        RULE = "rule", _("rule")
        PARTICIPATION = "participation", _("participation")
        PORTAL = "portal", _("portal")
        BALANCE = "balance", _("emissions balance")
        INFLUENCE = "influence", _("influence of the city")

    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"), blank=True, help_text=_("Markdown."))
    decided = PartialDateField(_("decided"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    document = models.CharField(_("document"), max_length=300, blank=True)
    reference = models.CharField(_("number of the council paper"), max_length=60, blank=True)
    targets = LinesField(_("targets"), help_text=_("One a line."))
    sources = models.ManyToManyField(Source, blank=True, related_name="+", verbose_name=_("sources"))

    history = History()

    class Meta:
        verbose_name = _("fact about the city")
        verbose_name_plural = _("facts about the city")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "title"],
                name="city_fact_is_listed_once",
                violation_error_message=_("This fact is listed already."),
            ),
        ]

    def __str__(self):
        return self.title


class CityFactDetail(models.Model):
    """A further detail of a fact: a label and what it says, as text or as a date."""

    fact = models.ForeignKey(
        CityFact, models.CASCADE, related_name="details", verbose_name=_("fact about the city")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    label = models.CharField(_("label"), max_length=200)
    value = models.CharField(_("value"), max_length=300, blank=True)
    date = PartialDateField(_("date"), null=True, blank=True)

    history = History()

    class Meta:
        verbose_name = _("detail")
        verbose_name_plural = _("details")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(~Q(value="") & Q(date=None)) | Q(value="", date__isnull=False),
                name="city_fact_detail_is_a_text_or_a_date",
                violation_error_message=_("Give either a value or a date."),
            ),
        ]

    def __str__(self):
        return self.label


class Figure(models.Model):
    """A figure of the city; the year may be unknown, a source is always named."""

    label = models.CharField(_("label"), max_length=300, unique=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=40)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    sources = models.ManyToManyField(Source, blank=True, related_name="+", verbose_name=_("sources"))

    history = History()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.label


class Contradiction(models.Model):
    """A question on which sources disagree."""

    title = models.CharField(_("what they disagree on"), max_length=300, unique=True)

    history = History()

    class Meta:
        verbose_name = _("contradiction between sources")
        verbose_name_plural = _("contradictions between sources")
        ordering = ["title"]

    def __str__(self):
        return self.title


class ContradictingStatement(models.Model):
    """What one source says on it."""

    contradiction = models.ForeignKey(
        Contradiction, models.CASCADE, related_name="statements", verbose_name=_("contradiction")
    )
    text = models.CharField(_("statement"), max_length=300)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))

    history = History()

    class Meta:
        verbose_name = _("contradicting statement")
        verbose_name_plural = _("contradicting statements")
        ordering = ["pk"]

    def __str__(self):
        return self.text


class DataSet(models.Model):
    """Where the loaded facts come from, how they were gathered, and as of when."""

    title = models.CharField(_("title"), max_length=300, unique=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    as_of = PartialDateField(_("as of"), null=True, blank=True)
    method = models.TextField(_("method"), blank=True)

    history = History()

    class Meta:
        verbose_name = _("data set")
        verbose_name_plural = _("data sets")
        ordering = ["title"]

    def __str__(self):
        return self.title


class KnownGap(models.Model):
    """Something that is known not to be known."""

    text = models.CharField(_("what is not known"), max_length=300, unique=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    history = History()

    class Meta:
        verbose_name = _("gap")
        verbose_name_plural = _("gaps")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text


class LoadedRow(models.Model):
    """What a row held when the data file, or the example, was last loaded.

    So loading again writes only what has changed there since, and what the planning team changed stays.
    """

    origin = models.CharField(_("loaded from"), max_length=20)
    identity = models.CharField(_("identity"), max_length=400)
    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("key"), max_length=40)
    values = models.JSONField(_("values"))

    class Meta:
        verbose_name = _("loaded row")
        verbose_name_plural = _("loaded rows")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "identity"],
                name="loaded_row_is_remembered_once",
                violation_error_message=_("This row is remembered already."),
            ),
        ]

    def __str__(self):
        return self.identity


from klimakreise.site.search.models import (  # noqa: E402, F401 (Django looks for models here)
    SearchCursor,
    SearchEntry,
    SearchLink,
    SearchPosting,
    SearchWord,
)

"""The site's name and logo, and its pages of plain text."""

from django.core.cache import caches
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klimakreise.publishing.files import kinds
from klimakreise.publishing.files.fields import UploadField
from klimakreise.publishing.history import History
from klimakreise.publishing.models import Publishable
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
            remembered.set(cls.CACHE_KEY, identity)
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
            caches["process"].set(cls.CACHE_KEY, keys)
        return keys

    @property
    def has_placeholders(self):
        return "[[" in self.text or "[[" in self.text_en

"""The alliance: who it is, which groups belong to it, what it demands, who supports it."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klimakreise.publishing.files import kinds
from klimakreise.publishing.files.fields import UploadField
from klimakreise.publishing.history import History
from klimakreise.publishing.lines import LinesField
from klimakreise.publishing.models import (
    CountStatement,
    Part,
    Publishable,
    PublishableQuerySet,
    Source,
    VisibleQuerySet,
)
from klimakreise.publishing.partial_dates import PartialDateField, not_before
from klimakreise.publishing.uploads import validate_picture


class Alliance(models.Model):
    """The alliance of this installation: one row."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    website = models.URLField(_("website"), blank=True)
    contact_email = models.EmailField(_("contact address"), blank=True)
    founded = PartialDateField(_("founded"), null=True, blank=True)
    founded_time = models.TimeField(_("time of founding"), null=True, blank=True)
    founded_place = models.CharField(_("place of founding"), max_length=200, blank=True)
    founding_sources = models.ManyToManyField(
        Source, blank=True, related_name="+", verbose_name=_("sources for the founding")
    )
    legal_form = models.CharField(_("legal form"), max_length=200, blank=True)
    goal = models.TextField(_("goal"), blank=True)
    joining = models.TextField(_("how to join"), blank=True)
    approach = models.TextField(_("way of working"), blank=True)
    working_groups = models.TextField(_("working groups"), blank=True)
    planning_team = models.TextField(_("planning team"), blank=True)
    site_languages = LinesField(_("languages of its website"))
    member_list_complete = models.BooleanField(_("list of groups is complete"), null=True, blank=True)
    member_list_note = models.TextField(_("note on the list of groups"), blank=True)
    fields_note = models.TextField(_("note on the fields of the groups"), blank=True)
    speakers_publish_at_once = models.BooleanField(
        _("speakers publish at once"),
        default=False,
        help_text=_(
            "What a group's speaker changes on its page is seen at once; otherwise the planning team looks at it first."
        ),
    )
    sources = models.ManyToManyField(Source, blank=True, related_name="+", verbose_name=_("sources"))

    history = History()

    class Meta:
        verbose_name = _("alliance")
        verbose_name_plural = _("alliance")
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                name="alliance_is_the_only_one",
                violation_error_message=_("There is one already: change that one."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("alliance:alliance")


class MembershipStatement(CountStatement):
    """How many groups the alliance had, as one source states it; never counted from the rows of groups."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="membership_statements")

    history = History()

    class Meta:
        verbose_name = _("statement on the number of groups")
        verbose_name_plural = _("statements on the number of groups")
        ordering = [F("as_of").asc(nulls_first=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "as_of", "source"],
                name="membership_statement_is_made_once_by_a_source",
                violation_error_message=_("This source's statement for this date is listed already."),
            ),
        ]


class AllianceGroupQuerySet(PublishableQuerySet):
    def members(self):
        """Those that have not left."""
        return self.filter(Q(left=None) | not_before("left"))

    def former(self):
        """Those that have left."""
        return self.exclude(left=None).exclude(not_before("left"))

    def spoken_for_by(self, user):
        """Those whose page and people `user` looks after: all for the planning team, else where they are a speaker."""
        if getattr(user, "sees_drafts", False):
            return self.all()
        return self.filter(
            memberships__user=user.pk, memberships__role="speaker", memberships__user__is_active=True
        )


class AllianceGroup(Publishable):
    """A civil-society group of the alliance."""

    class Field(models.TextChoices):
        CLIMATE = "climate", _("climate")
        ENVIRONMENT = "environment", _("environment")
        MOBILITY = "mobility", _("mobility")
        GREEN_SPACE = "green_space", _("urban green")
        FOOD = "food", _("food")
        SCIENCE = "science", _("science")
        SOCIAL = "social", _("social affairs")
        CULTURE = "culture", _("culture")
        UNIVERSITY = "university", _("university")
        COOPERATIVE = "cooperative", _("cooperative")
        HEALTH = "health", _("health")
        SUSTAINABILITY = "sustainability", _("sustainability")

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    field = models.CharField(_("field"), max_length=20, choices=Field, blank=True)
    description = models.TextField(_("description"), blank=True, help_text=_("Markdown."))
    website = models.URLField(_("website"), blank=True)
    contact_email = models.EmailField(_("contact address"), blank=True)
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
    joined = PartialDateField(_("joined"), null=True, blank=True)
    left = PartialDateField(_("left"), null=True, blank=True)
    sources = models.ManyToManyField(Source, blank=True, related_name="+", verbose_name=_("sources"))

    objects = AllianceGroupQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("alliance group")
        verbose_name_plural = _("alliance groups")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(left__isnull=True)
                | models.Q(joined__isnull=True)
                | models.Q(left__gte=models.F("joined"))
                | models.Q(joined__startswith=models.F("left")),  # joined in May 2021, left in 2021
                name="group_leaves_after_it_joins",
                violation_error_message=_("A group cannot leave before it joins."),
            ),
            models.CheckConstraint(
                condition=~Q(slug=""),
                name="group_has_a_slug",
                violation_error_message=_("Give the last part of the page's address."),
            ),
            models.CheckConstraint(
                condition=Q(logo="") | ~Q(logo_alt=""),
                name="group_logo_has_a_text_alternative",
                violation_error_message=_("Describe the picture in words too."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("alliance:group", args=[self.slug])


class DemandSet(Publishable):
    """One dated version of the alliance's demands."""

    label = models.CharField(_("version"), max_length=100, unique=True)
    date = PartialDateField(_("date"), null=True, blank=True)
    addressee = models.CharField(_("addressee"), max_length=200, blank=True)
    sources = models.ManyToManyField(Source, blank=True, related_name="+", verbose_name=_("sources"))

    history = History()

    class Meta:
        verbose_name = _("set of demands")
        verbose_name_plural = _("sets of demands")
        ordering = [F("date").desc(nulls_last=True), "-pk"]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return f"{reverse('alliance:demands')}?version={self.pk}"


class DemandQuerySet(VisibleQuerySet):
    def newest_version_first(self):
        """With their set, by its date and then by number; those of examples come after the real ones."""
        newest = F("demand_set__date").desc(nulls_last=True)
        return self.select_related("demand_set").order_by(
            "demand_set__is_example", newest, "-demand_set_id", "number"
        )


class Demand(Part):
    """One demand in one version of the set."""

    hangs_on = ("demand_set",)

    demand_set = models.ForeignKey(
        DemandSet, models.CASCADE, related_name="demands", verbose_name=_("set of demands")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    slug = models.SlugField(_("slug"), max_length=80)
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("wording"), blank=True, help_text=_("Markdown."))

    objects = DemandQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("demand")
        verbose_name_plural = _("demands")
        ordering = ["demand_set", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["demand_set", "slug"],
                name="demand_slug_is_unique_in_its_set",
                violation_error_message=_("This set has a demand with this slug already."),
            ),
            models.UniqueConstraint(
                fields=["demand_set", "number"],
                name="demand_number_is_unique_in_its_set",
                violation_error_message=_("This set has a demand with this number already."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="demand_number_starts_at_one",
                violation_error_message=_("Demands are numbered from 1."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("alliance:demand", args=[self.slug])


class Supporter(models.Model):
    """Who helps: an organisation, or helpers whose organisation is not named."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    website = models.URLField(_("website"), blank=True)
    group = models.ForeignKey(
        AllianceGroup,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="as_supporter",
        verbose_name=_("alliance group"),
        help_text=_("If it is one of the alliance's groups."),
    )
    note = models.TextField(_("note"), blank=True)
    sources = models.ManyToManyField(Source, blank=True, related_name="+", verbose_name=_("sources"))

    history = History()

    class Meta:
        verbose_name = _("supporter")
        verbose_name_plural = _("supporters")
        ordering = ["name"]

    def __str__(self):
        return self.name

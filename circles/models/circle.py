from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import Event, Material
from klimakreise.accounts.models import Department
from klimakreise.alliance.models import AllianceGroup, Demand
from klimakreise.publishing.history import History
from klimakreise.publishing.models import Part, Publishable, PublishableQuerySet
from klimakreise.publishing.partial_dates import PartialDateField
from klimakreise.publishing.relations import visible_behind


class AnswerableQuerySet(PublishableQuerySet):
    """Things that the city may make a statement on."""

    def with_answers(self, user):
        """Each with `answered`: whether there is a statement on it that `user` may see; `answer_is_out`: no draft."""
        on_it = {self.model._meta.model_name: OuterRef("pk")}
        answers = visible_behind(self.model, "statements", user).filter(**on_it)
        return self.annotate(answered=Exists(answers), answer_is_out=Exists(answers.published()))


class Topic(Publishable):
    """A topic; it lives on across events."""

    class Colour(models.TextChoices):
        MOSS = "moss", _("moss")
        SKY = "sky", _("sky")
        SUN = "sun", _("sun")
        CLAY = "clay", _("clay")
        PLUM = "plum", _("plum")
        TEAL = "teal", _("teal")
        STONE = "stone", _("stone")
        ROSE = "rose", _("rose")

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True, help_text=_("Markdown."))
    colour = models.CharField(_("colour"), max_length=6, choices=Colour, default=Colour.STONE)
    demand = models.ForeignKey(
        Demand,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="topics",
        verbose_name=_("demand"),
        help_text=_("The demand that this topic takes up, if one is known."),
    )

    history = History()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(slug=""),
                name="topic_has_a_slug",
                violation_error_message=_("Give the last part of the page's address."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="topic_has_a_title",
                violation_error_message=_("Give a title."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("circles:topic", args=[self.slug])


class Circle(Publishable):
    """One topic worked on at one event."""

    hangs_on = ("event", "topic")

    event = models.ForeignKey(Event, models.PROTECT, related_name="circles", verbose_name=_("event"))
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="circles", verbose_name=_("topic"))
    slug = models.SlugField(_("slug"), max_length=80)
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=200)
    alternative_title = models.CharField(
        _("also called"), max_length=200, blank=True, help_text=_("If sources name it differently.")
    )
    guiding_question = models.CharField(_("guiding question"), max_length=300, blank=True)
    facilitator = models.CharField(
        _("facilitator"),
        max_length=200,
        blank=True,
        help_text=_("Organisation and role; a name only with consent."),
    )
    next_steps = models.TextField(_("next steps"), blank=True, help_text=_("Markdown."))
    least_people = models.PositiveSmallIntegerField(
        _("people it needs"),
        default=0,
        help_text=_("With fewer it does not take place. 0: any number is enough."),
    )
    most_people = models.PositiveSmallIntegerField(
        _("places"), null=True, blank=True, help_text=_("Empty: any number. 0: nobody is seated here.")
    )
    materials = models.ManyToManyField(
        Material, through="CircleMaterial", blank=True, related_name="circles", verbose_name=_("materials")
    )

    history = History()

    class Meta:
        verbose_name = _("circle")
        verbose_name_plural = _("circles")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "slug"],
                name="circle_slug_is_unique_at_its_event",
                violation_error_message=_("This event has a circle with this slug already."),
            ),
            models.UniqueConstraint(
                fields=["event", "number"],
                name="circle_number_is_unique_at_its_event",
                violation_error_message=_("This event has a circle with this number already."),
            ),
            models.CheckConstraint(
                condition=Q(most_people=None) | Q(most_people=0) | Q(most_people__gte=F("least_people")),
                name="circle_needs_no_more_people_than_it_has_places",
                violation_error_message=_("A circle cannot need more people than it has places."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="circle_has_a_title",
                violation_error_message=_("Give a title."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("circles:circle", args=[self.event.slug, self.slug])


class Facilitator(models.Model):
    """A person who leads the talk in a circle; who that is stays within the site (the page shows `Circle.facilitator`)."""

    ends_with_the_account = True

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="facilitators", verbose_name=_("circle"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="facilitates", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("facilitator")
        verbose_name_plural = _("facilitators")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "user"],
                name="facilitator_is_listed_once_for_a_circle",
                violation_error_message=_("This person facilitates the circle already."),
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.circle}"


class CircleMaterial(Part):
    """A material of the event that one of its circles shows."""

    hangs_on = ("circle", "material")

    circle = models.ForeignKey(
        Circle, models.CASCADE, related_name="shown_materials", verbose_name=_("circle")
    )
    material = models.ForeignKey(
        Material, models.CASCADE, related_name="shown_in", verbose_name=_("material")
    )

    history = History()

    class Meta:
        verbose_name = _("material of a circle")
        verbose_name_plural = _("materials of the circle")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "material"],
                name="circle_shows_a_material_once",
                violation_error_message=_("The circle shows this material already."),
            ),
        ]

    def __str__(self):
        return str(self.material)

    def clean(self):
        if self.circle_id and self.material_id and self.circle.event_id != self.material.event_id:
            raise ValidationError({"material": _("This material belongs to another event.")})


class Result(Publishable):
    """What a circle came to."""

    class Kind(models.TextChoices):
        AGREEMENT = "agreement", _("agreement")
        PROPOSAL = "proposal", _("proposal")
        NEXT_STEP = "next_step", _("next step")
        OPEN_QUESTION = "open_question", _("open question")
        DISSENT = "dissent", _("dissent")
        COMMITMENT = "commitment", _("commitment")
        IDEA = "idea", _("idea")

    hangs_on = ("circle",)

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="results", verbose_name=_("circle"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    text = models.TextField(_("text"), help_text=_("One result in one or two sentences."))
    responsible_group = models.ForeignKey(
        AllianceGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="results",
        verbose_name=_("responsible group"),
    )
    responsible_department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="results",
        verbose_name=_("responsible department"),
        help_text=_("Leave both empty if nobody is responsible yet."),
    )
    due = PartialDateField(_("by when"), null=True, blank=True)

    objects = AnswerableQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(responsible_group=None) | Q(responsible_department=None),
                name="result_has_one_responsible_at_most",
                violation_error_message=_("Choose either a group or a department as responsible."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="result_says_something",
                violation_error_message=_("A result needs a text."),
            ),
        ]

    def __str__(self):
        return (
            f"{self.get_kind_display()}: {self.text}"
            if len(self.text) < 100
            else f"{self.get_kind_display()}: {self.text[:97]}…"
        )

    def get_absolute_url(self):
        return reverse("circles:result", args=[self.pk])

    @property
    def responsible(self):
        """The group or department that is to act, or None; a group whose page is a draft is not named."""
        group = self.responsible_group
        return (group if group and group.is_visible() else None) or self.responsible_department

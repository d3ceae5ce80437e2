"""What a survey asks: sections with questions."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from klimakreise.publishing.history import History
from klimakreise.publishing.models import Part
from surveys.models.repeating import reason_against
from surveys.models.wording import in_language


class Section(Part):
    """A step of answering: a heading, a text, and the questions in it."""

    hangs_on = ("survey",)

    survey = models.ForeignKey(
        "surveys.Survey", models.CASCADE, related_name="sections", verbose_name=_("survey")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("heading"), max_length=200)
    title_en = models.CharField(_("heading in English"), max_length=200, blank=True)
    text = models.TextField(_("introduction"), blank=True, help_text=_("Markdown."))
    text_en = models.TextField(_("introduction in English"), blank=True)

    history = History()

    class Meta:
        verbose_name = _("section of a survey")
        verbose_name_plural = _("sections of surveys")
        ordering = ["survey", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "number"],
                name="survey_section_has_a_number_of_its_own",
                violation_error_message=_("This survey has a section with this number already."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="survey_section_has_a_heading",
                violation_error_message=_("Give a heading."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def local_title(self):
        return in_language(self, "title")

    @property
    def local_text(self):
        return in_language(self, "text")


class Question(Part):
    """One question; of an imported survey it may be known only that it was asked.

    Which fields count depends on the type: options are the choices, the rows of a matrix, the items of a ranking, the
    statements; points of the scale belong to ratings and matrices; unit and bounds to numbers.
    """

    class Type(models.TextChoices):
        SINGLE_CHOICE = "single_choice", _("single choice")
        MULTIPLE_CHOICE = "multiple_choice", _("multiple choice")
        RATING = "rating", _("rating")
        MATRIX = "matrix", _("matrix of ratings")
        RANKING = "ranking", _("ranking")
        STATEMENTS = "statements", _("statements to agree or disagree with")
        NUMBER = "number", pgettext_lazy("type of a question", "number")
        FREE_TEXT = "free_text", _("free text")

    hangs_on = ("survey",)

    survey = models.ForeignKey(
        "surveys.Survey", models.CASCADE, related_name="questions", verbose_name=_("survey")
    )
    section = models.ForeignKey(
        Section,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("section"),
        help_text=_("Empty: before the first section."),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.CharField(_("wording"), max_length=500, blank=True, help_text=_("Empty: not known."))
    text_en = models.CharField(_("wording in English"), max_length=500, blank=True)
    help = models.CharField(_("hint"), max_length=500, blank=True)
    help_en = models.CharField(_("hint in English"), max_length=500, blank=True)
    type = models.CharField(_("type"), max_length=20, choices=Type, blank=True)
    required = models.BooleanField(_("must be answered"), default=False)
    describes_person = models.BooleanField(
        _("describes the person"),
        default=False,
        help_text=_("E.g. age or sector. Its results are shown only where nobody can be recognised by them."),
    )
    shown_if = models.ForeignKey(
        "surveys.Option",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="leads_to",
        verbose_name=_("asked only if"),
        help_text=_("An answer to an earlier question with choices. Empty: always asked."),
    )
    choices_max = models.PositiveSmallIntegerField(
        _("at most"),
        null=True,
        blank=True,
        help_text=_("How many answers may be chosen or ranked. Empty: any number."),
    )
    offers_no_answer = models.BooleanField(
        _("offers “no answer”"),
        default=False,
        help_text=_("For ratings: a way to say that one has no opinion."),
    )
    takes_proposals = models.BooleanField(
        _("people may propose statements"),
        default=False,
        help_text=_(
            "While the survey is open; the planning team decides which are asked. Not in a secret survey."
        ),
    )
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    unit_en = models.CharField(_("unit in English"), max_length=40, blank=True)
    least = models.DecimalField(_("at least"), max_digits=12, decimal_places=4, null=True, blank=True)
    most = models.DecimalField(_("at most"), max_digits=12, decimal_places=4, null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(_("decimal places"), default=0)
    repeats = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="repeated_by",
        verbose_name=_("asks again"),
        help_text=_("The question of an earlier survey whose published figures stand beside these."),
    )
    note = models.TextField(_("note"), blank=True)
    answered_by = models.PositiveIntegerField(
        _("answered by"), null=True, blank=True, help_text=_("n of this question.")
    )
    options_total = models.PositiveSmallIntegerField(
        _("options in all"), null=True, blank=True, help_text=_("If more were offered than are listed here.")
    )
    percent_base = models.CharField(_("base of the percentages"), max_length=300, blank=True)
    statistic_label = models.CharField(_("what mean and SD describe"), max_length=200, blank=True)
    mean = models.DecimalField(_("mean"), max_digits=8, decimal_places=2, null=True, blank=True)
    sd = models.DecimalField(_("standard deviation"), max_digits=8, decimal_places=2, null=True, blank=True)

    history = History()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["survey", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "number"],
                name="question_number_is_unique_in_its_survey",
                violation_error_message=_("This survey has a question with this number already."),
            ),
            models.CheckConstraint(
                condition=Q(sd=None) | Q(mean__isnull=False, sd__gte=0),
                name="question_has_a_deviation_only_with_a_mean",
                violation_error_message=_("A standard deviation stands beside a mean and is not negative."),
            ),
            models.CheckConstraint(
                condition=Q(choices_max=None)
                | Q(choices_max__gte=1, type__in=["multiple_choice", "ranking"], choices_max__isnull=False),
                name="question_has_a_maximum_only_if_several_can_be_chosen",
                violation_error_message=_(
                    "Only a multiple choice or a ranking has a maximum, and it is at least 1."
                ),
            ),
            models.CheckConstraint(
                condition=Q(offers_no_answer=False) | Q(type__in=["rating", "matrix"]),
                name="question_has_no_answer_to_offer_unless_it_rates",
                violation_error_message=_("“No answer” belongs to ratings; other questions can be left out."),
            ),
            models.CheckConstraint(
                condition=Q(takes_proposals=False) | Q(type="statements"),
                name="question_has_proposals_only_for_statements",
                violation_error_message=_("Only statements can be proposed: choose that type."),
            ),
            models.CheckConstraint(
                condition=Q(type="number")
                | Q(unit="", unit_en="", least__isnull=True, most__isnull=True, decimals=0),
                name="question_has_unit_and_bounds_only_for_a_number",
                violation_error_message=_(
                    "Unit, bounds and decimal places belong to questions for a number."
                ),
            ),
            models.CheckConstraint(
                condition=Q(least=None) | Q(most=None) | Q(least__lte=F("most")),
                name="question_has_bounds_in_their_order",
                violation_error_message=_("The lower bound is not above the upper one."),
            ),
            models.CheckConstraint(
                condition=Q(decimals__lte=4),
                name="question_has_at_most_four_decimal_places",
                violation_error_message=_("A number has at most four decimal places."),
            ),
            models.CheckConstraint(
                condition=Q(describes_person=False)
                | ~Q(type__in=["free_text", "matrix", "ranking", "statements"]),
                name="question_has_no_free_words_about_the_person",
                violation_error_message=_(
                    "What describes the person is asked by choices, a rating or a number: free words could name somebody."
                ),
            ),
            models.CheckConstraint(
                condition=Q(repeats=None) | ~Q(repeats=F("id")),
                name="question_does_not_repeat_itself",
                violation_error_message=_("A question cannot repeat itself: choose one of another survey."),
            ),
        ]

    def __str__(self):
        return self.text or f"{self._meta.verbose_name} {self.number}"

    @property
    def local_text(self):
        return in_language(self, "text")

    @property
    def local_help(self):
        return in_language(self, "help")

    @property
    def local_unit(self):
        return in_language(self, "unit")

    @property
    def place(self):
        """Where it stands when the survey is answered: sections by number, before them what is in none."""
        return (self.section.number if self.section else 0, self.number)

    def clean(self):
        if self.survey_id and self.section and self.section.survey_id != self.survey_id:
            raise ValidationError({"section": _("This section belongs to another survey.")})
        if self.survey_id and self.shown_if:
            self.check_condition(self.shown_if.question)
        if self.survey_id and self.repeats and (reason := reason_against(self, self.repeats)):
            raise ValidationError({"repeats": reason})

    def check_condition(self, asked):
        if asked.survey_id != self.survey_id or asked.pk == self.pk or asked.place >= self.place:
            raise ValidationError({"shown_if": _("This must be the answer to an earlier question.")})
        if asked.type not in {self.Type.SINGLE_CHOICE, self.Type.MULTIPLE_CHOICE}:
            raise ValidationError({"shown_if": _("This must be the answer to a question with choices.")})

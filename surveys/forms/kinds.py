"""Each type of question in the form."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.answers import Given
from surveys.forms.asked import NO_ANSWER, Asked, Choice
from surveys.forms.numbers import decimals_of, in_words, read_number
from surveys.forms.rows import Matrix, Ranking, Statements
from surveys.models import Question

Type = Question.Type
LONGEST = 4000  # characters of a free text


def asked(question, data):
    """The `Asked` of a question's type."""
    return KINDS.get(question.type, Asked)(question, data)


class SingleChoice(Asked):
    template = "surveys/asked/single_choice.html"

    @property
    def choices(self):
        found = [
            Choice(self.name, str(option.pk), option.local_label, option.pk in self.chosen, option)
            for option in self.options
        ]
        left_out = Choice(self.name, "", _("not answered"), not self.first)
        return found if self.question.required else [*found, left_out]

    @property
    def chosen(self):
        return {option.pk for option in self.options if str(option.pk) == self.first}

    def read(self):
        return [Given(self.question.pk, self.option_by(self.first).pk)] if self.first else []

    def words(self):
        names = {option.pk: option.local_label for option in self.options}
        return [names[given.option] for given in self.given]

    def typed_for(self, given):
        return [(self.name, str(each.option)) for each in given]


class MultipleChoice(SingleChoice):
    template = "surveys/asked/multiple_choice.html"

    @property
    def choices(self):
        return [
            Choice(self.name, str(option.pk), option.local_label, option.pk in self.chosen, option)
            for option in self.options
        ]

    @property
    def further(self):
        most = self.question.choices_max
        if not most:
            return _("Several answers are possible.")
        return ngettext("At most %(most)s answer.", "At most %(most)s answers.", most) % {"most": most}

    @property
    def values(self):
        return list(dict.fromkeys(filter(None, self.data.getlist(self.name))))

    @property
    def chosen(self):
        return {option.pk for option in self.options if str(option.pk) in self.values}

    def read(self):
        chosen = [self.option_by(value) for value in self.values]
        most = self.question.choices_max
        if most and len(chosen) > most:
            words = ngettext(
                "Please choose at most %(most)s answer; these are %(chosen)s.",
                "Please choose at most %(most)s answers; these are %(chosen)s.",
                most,
            )
            raise ValidationError(words % {"most": most, "chosen": len(chosen)})
        return [Given(self.question.pk, option.pk) for option in self.options if option in chosen]


class Rating(Asked):
    template = "surveys/asked/rating.html"

    @property
    def choices(self):
        return self.scale(self.name, self.first)

    def read(self):
        return [Given(self.question.pk, value=self.point_by(self.first))] if self.first else []

    def words(self):
        return [self.label_of_point(given.value) for given in self.given]

    def typed_for(self, given):
        return [(self.name, NO_ANSWER if each.value is None else f"{each.value:.0f}") for each in given]


class Number(Asked):
    template = "surveys/asked/number.html"

    def read(self):
        if not self.first:
            return []
        number, question = read_number(self.first), self.question
        if decimals_of(number) > question.decimals:
            self.refuse_decimals()
        if question.least is not None and number < question.least:
            raise ValidationError(
                _("Please give at least %(number)s.")
                % {"number": in_words(question.least, question.local_unit)}
            )
        if question.most is not None and number > question.most:
            raise ValidationError(
                _("Please give at most %(number)s.")
                % {"number": in_words(question.most, question.local_unit)}
            )
        return [Given(question.pk, value=number)]

    def refuse_decimals(self):
        places = self.question.decimals
        if not places:
            raise ValidationError(_("Please give a whole number."))
        words = ngettext(
            "At most %(n)s decimal place, please.", "At most %(n)s decimal places, please.", places
        )
        raise ValidationError(words % {"n": places})

    @property
    def further(self):
        """In words what may be given; empty where there are no bounds."""
        unit = self.question.local_unit
        least, most = (None if each is None else in_words(each, unit) for each in self.limits)
        if least and most:
            return _("from %(least)s to %(most)s") % {"least": in_words(self.limits[0]), "most": most}
        if least:
            return _("at least %(number)s") % {"number": least}
        return _("at most %(number)s") % {"number": most} if most else ""

    @property
    def limits(self):
        return self.question.least, self.question.most

    def words(self):
        return [in_words(given.value, self.question.local_unit) for given in self.given]

    def typed_for(self, given):
        return [(self.name, in_words(each.value)) for each in given]


class FreeText(Asked):
    template = "surveys/asked/free_text.html"

    @property
    def text(self):
        return self.first.replace("\r\n", "\n").replace("\r", "\n")

    def read(self):
        if len(self.text) > LONGEST:
            words = _("Please write at most %(most)s characters; these are %(typed)s.")
            raise ValidationError(words % {"most": LONGEST, "typed": len(self.text)})
        if "\x00" in self.text:
            raise ValidationError(_("There is a character in it that cannot be kept. Please type it anew."))
        return [Given(self.question.pk, text=self.text)] if self.text else []

    def words(self):
        return [given.text for given in self.given]

    def typed_for(self, given):
        return [(self.name, each.text) for each in given]


KINDS = {
    Type.SINGLE_CHOICE: SingleChoice,
    Type.MULTIPLE_CHOICE: MultipleChoice,
    Type.RATING: Rating,
    Type.MATRIX: Matrix,
    Type.RANKING: Ranking,
    Type.STATEMENTS: Statements,
    Type.NUMBER: Number,
    Type.FREE_TEXT: FreeText,
}

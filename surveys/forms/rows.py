"""Questions with an input for each of their options: matrices and rankings."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.answers import STANCES, Given
from surveys.forms.asked import NO_ANSWER, Asked, Choice


class ByRow(Asked):
    """A question with an input for each of its options."""

    def name_of(self, option):
        return f"{self.name}-{option.pk}"

    @property
    def names(self):
        return [self.name_of(option) for option in self.options]

    @property
    def rows(self):
        """Each option with the name of its input, what was typed into it, and what is wrong with that."""
        return [
            {
                "option": option,
                "name": self.name_of(option),
                "value": self.data.get(self.name_of(option), "").strip(),
                "error": self.row_errors.get(option.pk, ""),
            }
            for option in self.options
        ]

    def read_rows(self, reader):
        """{option: reader(value)} of the rows into which something was typed."""
        found = {}
        for row in self.rows:
            if row["value"]:
                try:
                    found[row["option"]] = reader(row["value"])
                except ValidationError as error:
                    self.row_errors[row["option"].pk] = error.messages[0]
        return found


class Matrix(ByRow):
    template = "surveys/asked/matrix.html"

    @property
    def rows(self):
        return [{**row, "choices": self.scale(row["name"], row["value"])} for row in super().rows]

    def read(self):
        found = self.read_rows(self.point_by)
        if self.question.required:
            for option in self.options:
                if option not in found:
                    self.row_errors.setdefault(option.pk, _("Please choose an answer in this row."))
        return [Given(self.question.pk, option.pk, value) for option, value in found.items()]

    def words(self):
        names = {option.pk: option.local_label for option in self.options}
        return [f"{names[given.option]}: {self.label_of_point(given.value)}" for given in self.given]

    def typed_for(self, given):
        return [
            (f"{self.name}-{each.option}", NO_ANSWER if each.value is None else f"{each.value:.0f}")
            for each in given
        ]


class Statements(ByRow):
    """Statements to agree or disagree with; one that is left out was not seen, which is not the same as to pass."""

    template = "surveys/asked/statements.html"
    stances = {f"{value}": value for value in STANCES}

    @property
    def further(self):
        return _("Leave out what you do not want to say anything about.")

    @property
    def missing(self):
        return _("Please answer at least one statement.")

    @property
    def rows(self):
        return [{**row, "choices": self.choices_of(row)} for row in super().rows]

    def choices_of(self, row):
        return [
            Choice(row["name"], typed, STANCES[value], typed == row["value"])
            for typed, value in self.stances.items()
        ]

    def stance(self, value):
        if value not in self.stances:
            raise ValidationError(_("Please choose one of these answers."))
        return self.stances[value]

    def read(self):
        found = self.read_rows(self.stance)
        return [Given(self.question.pk, option.pk, value) for option, value in found.items()]

    def words(self):
        names = {option.pk: option.local_label for option in self.options}
        return [f"{names[given.option]}: {STANCES[given.value]}" for given in self.given]

    def typed_for(self, given):
        return [(f"{self.name}-{each.option}", f"{each.value:.0f}") for each in given]


class Ranking(ByRow):
    template = "surveys/asked/ranking.html"

    @property
    def further(self):
        if self.most < len(self.options):
            return _("Rank 1 is the most important; at most %(most)s ranks.") % {"most": self.most}
        return _("Rank 1 is the most important.")

    @property
    def ranks(self):
        """The ranks that can be given, as texts."""
        return [str(rank) for rank in range(1, self.most + 1)]

    @property
    def most(self):
        return min(self.question.choices_max or len(self.options), len(self.options))

    @property
    def missing(self):
        return ngettext("Please give rank 1.", "Please give the ranks 1 to %(most)s.", self.most) % {
            "most": self.most
        }

    def rank(self, value):
        if value not in self.ranks:
            raise ValidationError(_("Please choose one of these ranks."))
        return int(value)

    def read(self):
        found = self.read_rows(self.rank)
        self.no_rank_twice(found)
        given, wanted = (
            set(found.values()),
            self.most if self.question.required else max(found.values(), default=0),
        )
        if found and not self.row_errors and (gaps := set(range(1, wanted + 1)) - given):
            words = ngettext("Rank %(ranks)s is missing.", "The ranks %(ranks)s are missing.", len(gaps))
            raise ValidationError(words % {"ranks": ", ".join(map(str, sorted(gaps)))})
        return [Given(self.question.pk, option.pk, rank) for option, rank in found.items()]

    def no_rank_twice(self, found):
        given = list(found.values())
        for option, rank in found.items():
            if given.count(rank) > 1:
                self.row_errors[option.pk] = _("Rank %(rank)s is given more than once.") % {"rank": rank}

    def words(self):
        names = {option.pk: option.local_label for option in self.options}
        ranked = sorted(self.given, key=lambda given: given.value)
        return [f"{given.value}. {names[given.option]}" for given in ranked]

    def typed_for(self, given):
        return [(f"{self.name}-{each.option}", f"{each.value:.0f}") for each in given]

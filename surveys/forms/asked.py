"""One question as it stands in the form: its inputs, what was typed into them, and what that means."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

NO_ANSWER = "none"  # the value of the input that says "no answer"


@dataclass
class Choice:
    """One radio button or tick; `thing` is the Option or ScalePoint whose label it shows, if there is one."""

    name: str
    value: str
    label: str
    is_chosen: bool
    thing: object = None

    @property
    def id(self):
        return f"{self.name}-{self.value or 'left-out'}"


class Asked:
    """A question in the form; `data` is a QueryDict or MultiValueDict of all that was sent. `template` draws it; `errors` are told at it, `row_errors` at a row: {option key: message}."""

    template = ""

    def __init__(self, question, data):
        self.question, self.data = question, data
        self.errors, self.row_errors, self.given = [], {}, []

    @property
    def name(self):
        return f"q{self.question.pk}"

    @cached_property
    def options(self):
        return list(self.question.options.all())

    @cached_property
    def points(self):
        return list(self.question.scale_points.all())

    @property
    def names(self):
        """The names of its inputs."""
        return [self.name]

    @property
    def first(self):
        """The last input of that name counts, as in any form."""
        return self.data.get(self.name, "").strip()

    @property
    def typed(self):
        """All that was typed, as (name, value): what travels on in hidden inputs. Nothing of it needs to be right."""
        return [(name, value) for name in self.names for value in self.data.getlist(name) if value][:500]

    @property
    def further(self):
        """A sentence about how the question is answered; empty where that goes without saying."""
        return ""

    @property
    def has_hint(self):
        return bool(self.question.help or self.further)

    @property
    def hint_id(self):
        return f"{self.name}-hint"

    @property
    def error_id(self):
        return f"{self.name}-error"

    @property
    def problems(self):
        """What is wrong, for the list above the form: (id to lead to, message)."""
        names = {option.pk: option.local_label for option in self.options}
        rows = [(f"{self.name}-{key}", f"{names[key]}: {error}") for key, error in self.row_errors.items()]
        return [(self.name, message) for message in self.errors] + rows

    @property
    def described_by(self):
        """The ids of what says more about its input."""
        ids = [self.hint_id] if self.has_hint else []
        return " ".join([*ids, self.error_id] if self.errors else ids)

    @property
    def chosen(self):
        """The keys of the options that are chosen, for conditions of later questions."""
        return set()

    @property
    def has_errors(self):
        return bool(self.errors or self.row_errors)

    def check(self):
        """Read what was typed into `given`, or say in `errors` and `row_errors` what is wrong with it; True if nothing is."""
        self.errors, self.row_errors, self.given = [], {}, []
        try:
            given = self.read()
        except ValidationError as error:
            self.errors = error.messages
        else:
            if self.question.required and not given and not self.row_errors:
                self.errors = [self.missing]
            self.given = [] if self.has_errors else given
        return not self.has_errors

    @property
    def missing(self):
        return _("Please answer this question.")

    def read(self):
        """What was typed as a list of Given; ValidationError where it is wrong."""
        return []

    def words(self):
        """What is given, for people to read before they send it: a list of texts."""
        return []

    def typed_for(self, given):
        """Pairs (name, value) that lead to what was `given`: the opposite of reading."""
        return []

    def option_by(self, value):
        found = {str(option.pk): option for option in self.options}.get(value)
        if found is None:
            raise ValidationError(_("Please choose one of these answers."))
        return found

    def point_by(self, value):
        """The value of the point that `value` names, or None for "no answer"."""
        if value == NO_ANSWER and self.question.offers_no_answer:
            return None
        found = {str(point.number): point.number for point in self.points}.get(value)
        if found is None:
            raise ValidationError(_("Please choose one of these answers."))
        return found

    def scale(self, name, typed):
        """The points of the scale to choose from; below them what stands for no opinion, or for leaving the question out."""
        found = [
            Choice(name, str(point.number), point.local_label, str(point.number) == typed, point)
            for point in self.points
        ]
        if self.question.offers_no_answer:
            found.append(Choice(name, NO_ANSWER, _("no answer"), typed == NO_ANSWER))
        elif not self.question.required:
            found.append(Choice(name, "", _("not answered"), not typed))
        return found

    @property
    def is_wordy(self):
        """Whether the points have names that need a line each."""
        return any(len(point.local_label) > 3 for point in self.points)

    def label_of_point(self, value):
        if value is None:
            return _("no answer")
        return next(point.local_label for point in self.points if point.number == value)

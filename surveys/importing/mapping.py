"""What somebody has decided about a file: where each column goes, and what each value means. It travels in the form."""

import hashlib
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from surveys.importing.checking import check
from surveys.importing.guessing import guess_targets, is_of_the_tool, looks_personal
from surveys.importing.meanings import MOST_VALUES, find_meanings
from surveys.importing.targets import FINISHED, NOWHERE, all_targets, questions_of, targets_of

EXAMPLES = 4  # values of a column that are shown
SHORT = 40  # characters of each


class Mapping:
    """The decisions in `data` (QueryDict), or the guesses where there are none, for a Table and the questions of `survey`."""

    def __init__(self, survey, table, data=None):
        self.survey, self.table, self.data = survey, table, data
        self.questions = questions_of(survey)
        self.known = all_targets(self.questions)

    @cached_property
    def keys(self):
        """{index of column: key of a Target, FINISHED or NOWHERE}; what the tool has filled in goes to no question."""
        if self.data is None:
            return guess_targets(self.table, self.questions)
        return {column.index: self.allowed(column) for column in self.table.columns}

    def allowed(self, column):
        key = self.data.get(f"column-{column.index}", NOWHERE)
        is_question = key in self.known and not is_of_the_tool(self.table, column)
        return key if is_question or key == FINISHED else NOWHERE

    @cached_property
    def targets(self):
        return {index: self.known[key] for index, key in self.keys.items() if key in self.known}

    @property
    def finished(self):
        return next((index for index, key in self.keys.items() if key == FINISHED), None)

    @cached_property
    def meanings(self):
        found = find_meanings(self.table, self.targets, None if self.data is None else self.said)
        for each in found:
            for value in each.values:
                value.name = name_of(each.question, value.text)
        return found

    def said(self, question, text):
        """What was chosen for a value; None if it was not on the page."""
        return self.data.get(name_of(question, text))

    @cached_property
    def column_errors(self):
        """{index of column: sentence}"""
        errors, by_key, ranks, wordy = (
            {},
            {},
            {},
            {each.question.pk for each in self.meanings if each.is_too_much},
        )
        for index, key in self.keys.items():
            if key and key in by_key:
                words = _("The column “%(name)s” goes there already.")
                errors[index] = words % {"name": self.table.columns[by_key[key]].name}
            by_key.setdefault(key, index)
        for index, target in self.targets.items():
            if target.question.pk in wordy:
                words = _(
                    "These are more than %(most)s different values, or long texts: no answers to choose from."
                )
                errors.setdefault(index, words % {"most": MOST_VALUES})
            elif ranks.setdefault(target.question.pk, target.rank is None) != (target.rank is None):
                words = _(
                    "Of one ranking, columns hold either the ranks of items or the items on ranks, not both."
                )
                errors.setdefault(index, words)
        return errors

    @property
    def undecided(self):
        """The values of which nobody has said what they mean."""
        return [
            value
            for each in self.meanings
            if not each.is_too_much
            for value in each.values
            if not value.meaning
        ]

    @property
    def has_news(self):
        """Whether values have come that were not on the page before: they are to be looked at."""
        return any(value.is_new for each in self.meanings for value in each.values)

    @property
    def errors(self):
        """What stands above the form; what is wrong with a column stands there, too."""
        found = []
        if not self.targets:
            found.append(_("No column goes to a question yet."))
        if self.column_errors:
            found.append(_("Please look at the marked columns."))
        if self.undecided:
            found.append(_("Please say of the marked values what they mean."))
        if self.has_news and self.data is not None and not found:
            found.append(_("New values have come with the columns: please look at what they mean."))
        return found

    @property
    def without_column(self):
        """The options and questions that no column goes to, each as a text."""
        there, found = set(self.keys.values()), []
        for question in self.questions:
            of_it = targets_of(question)
            by_rank = any(target.rank and target.key in there for target in of_it)
            if not any(target.key in there for target in of_it):
                found.append(f"{question.number}. {question.local_text}")
            elif not by_rank:
                found += [target.label for target in of_it if target.option and target.key not in there]
        return found

    @property
    def rows(self):
        """The columns as the page shows them; those that the tool has filled in come last."""
        for column in sorted(self.table.columns, key=lambda each: is_of_the_tool(self.table, each)):
            seen = dict.fromkeys(self.table.values(column))
            is_technical = is_of_the_tool(self.table, column)
            yield {
                "column": column,
                "name": f"column-{column.index}",
                "key": self.keys[column.index],
                "examples": [] if is_technical else [text[:SHORT] for text in list(seen)[:EXAMPLES]],
                "more": max(0, len(seen) - EXAMPLES),
                "is_technical": is_technical,
                "is_personal": looks_personal(self.table, column),
                "error": self.column_errors.get(column.index, ""),
            }

    @cached_property
    def groups(self):
        """(question, its Targets) to choose from."""
        return [(question, targets) for question in self.questions if (targets := targets_of(question))]

    @property
    def carried(self):
        """(name, value) of all decisions, for the page that follows."""
        found = [(f"column-{index}", key) for index, key in self.keys.items() if key]
        return found + [(value.name, value.meaning) for each in self.meanings for value in each.values]

    def check(self):
        """All lines as Checked. Raises ValidationError if something is still to be decided."""
        if self.errors:
            raise ValidationError(self.errors)
        return check(self.table, self.targets, self.meanings, self.finished)


def name_of(question, text):
    """The name of the input for a value: short, whatever the value is."""
    return f"meaning-{question.pk}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"

"""Reads what somebody typed: the words that must all occur, and the phrases in quotes."""

import re
from dataclasses import dataclass

from klimakreise.site.search.words import is_empty, part, pieces, spelled, stem

LONGEST_QUERY = 200  # characters; the rest is cut
MOST_WORDS = 8
QUOTED = re.compile('["„“”«»]([^"„“”«»]+)["„“”«»]')


@dataclass(frozen=True)
class Term:
    """One word that is looked for."""

    stem: str
    part: str

    @classmethod
    def of(cls, word):
        return cls(stem(word), part(word))

    @property
    def has_compounds(self):
        """Whether compounds fit, too; numbers and words of one or two letters must stand alone."""
        return len(self.part) >= 3 and not self.part.isdigit()

    def fits(self, form, bare):
        """Whether the word spelled `form` with the stem `bare` is this word, or a compound with it.

        Words of three letters must stand at an end of the compound.
        """
        if bare == self.stem or not self.has_compounds:
            return bare == self.stem
        if len(self.part) == 3:
            return any(word.startswith(self.part) or word.endswith(self.part) for word in (form, bare))
        return self.part in form or self.part in bare


@dataclass(frozen=True)
class Question:
    """What is looked for: `terms` (of Term) all of which must occur, and `phrases` (of stems) that must stand together."""

    text: str
    terms: tuple
    phrases: tuple

    @classmethod
    def of(cls, text):
        """Read `text`; what is too long is cut, words without a meaning of their own are left out."""
        text = " ".join(text.replace("\x00", " ").split())[:LONGEST_QUERY]
        words = list(dict.fromkeys(Term.of(word) for word in pieces(text) if not is_empty(word)))
        quoted = [[stem(word) for word in pieces(phrase)] for phrase in QUOTED.findall(text)]
        phrases = [f" {' '.join(stems)} " for stems in quoted if len(stems) > 1]
        return cls(text, tuple(words[:MOST_WORDS]), tuple(phrases))

    def fitting(self, word):
        """The term that a word of a text fits, or None."""
        form, bare = spelled(word), stem(word)
        return next((term for term in self.terms if term.fits(form, bare)), None)

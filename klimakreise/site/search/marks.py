"""Shows where the words that were looked for stand: a stretch of the text, the hits in <mark>, all of it escaped."""

import re
from itertools import islice

from django.utils.html import escape
from django.utils.safestring import mark_safe

from klimakreise.site.search.words import PIECE

WIDTH = 260  # characters of a snippet
LEAD = 60  # of them before the first hit
MOST_PLACES = 150  # hits of a text that are looked at for the best stretch
LOOSE = {
    "a": "(?:[aäàáâãå]|ae)",
    "o": "(?:[oöòóôõ]|oe)",
    "u": "(?:[uüùúû]|ue)",
    "e": "[eèéêë]",
    "c": "[cç]",
    "n": "[nñ]",
}


def marked(text, question):
    """`text` as HTML with every word that fits the question in <mark>."""
    return highlighted(text, places(text, question))


def snippet(text, question):
    """The stretch of `text` with the most different terms, as HTML with marks; its beginning where none of them stands."""
    found = list(islice(places(text, question), MOST_PLACES))
    start = best_start(found)
    end = min(len(text), start + WIDTH)
    start, end = to_blank(text, start, -1), to_blank(text, end, 1)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    inside = [
        (first - start, last - start, term) for first, last, term in found if start <= first and last <= end
    ]
    shown = highlighted(text[start:end], inside).strip()
    shown = re.sub(r"\s*[\n\f]\s*", " · ", shown)
    return mark_safe(f"{before}{shown}{after}")  # noqa: S308 (highlighted() has escaped it)


def places(text, question):
    """(start, end, term) of each word of `text` that fits a term, in order; only likely words are stemmed."""
    if not question.terms:
        return
    likely = re.compile("|".join(map(loose, question.terms)), re.IGNORECASE)
    position = 0
    while match := likely.search(text, position):
        start = match.start()
        while start > position and PIECE.match(text, start - 1):
            start -= 1
        position = PIECE.match(text, match.end() - 1).end()
        if term := question.fitting("".join(PIECE.findall(text[start:position]))):
            yield start, position, term


def loose(term):
    """A pattern for how the beginning of a word that fits may be written before it is folded."""
    spelled = {
        "-?".join(LOOSE.get(char, char) for char in part).replace("s-?s", "(?:s-?s|ß)")
        for part in (term.stem, term.part)
    }
    alone = "" if term.has_compounds else r"(?<![^\W_])"
    return f"{alone}(?:{'|'.join(sorted(spelled))})"


def best_start(found):
    """Where the stretch with the most different terms begins."""
    best, most = 0, 0
    for number, (start, _end, _term) in enumerate(found):
        terms = {term for first, last, term in found[number:] if last <= start + WIDTH - LEAD}
        if len(terms) > most:
            best, most = max(0, start - LEAD), len(terms)
    return best


def to_blank(text, position, step):
    """The next place from `position` on, in the direction `step`, where no word is cut."""
    limit = position + 30 * step
    while 0 < position < len(text) and position != limit and not text[position - (step > 0)].isspace():
        position += step
    return position


def highlighted(text, found):
    parts, position = [], 0
    for start, end, _term in found:
        parts.append(f"{escape(text[position:start])}<mark>{escape(text[start:end])}</mark>")
        position = end
    return mark_safe("".join(parts) + escape(text[position:]))  # noqa: S308 (each part is escaped)

"""Ranks what fits a question, in an order that does not depend on the database."""

import json
from functools import reduce
from operator import add

from django.db import connection
from django.db.models import Case, F, FilteredRelation, Q, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from klimakreise.site.search.asking import Term
from klimakreise.site.search.models import SearchPosting, SearchStanding, SearchTerm, SearchWord

MOST_PARTS = 10_000  # compounds with one part
Place = SearchStanding.Place


def ranked(entries, question, frequent):
    """The entries in which every term and phrase occurs, the best first.

    Examples come after the real ones. Then counts how the terms stand: in the title before in the text, whole before
    as part of a compound, a title of nothing else before all. Then the newest first, the kinds in their order. All of
    it is counted here and nothing by the database's own measure of relevance, so the order is the same on each.
    `frequent` are those of the terms whose places are kept ready, with their keys.
    """
    places = {}
    words = matching_words([term for term in question.terms if term not in frequent])
    for number, term in enumerate(question.terms):
        if term in frequent:
            in_phrase = any(f" {term.stem} " in phrase for phrase in question.phrases)
            entries = standing(entries, f"standing{number}", frequent[term], in_phrase)
            places[f"place{number}"] = F(f"standing{number}__place")
        else:
            whole, parts = words[term]
            entries = entries.filter(pk__in=with_words(whole + parts))
            places[f"place{number}"] = place(term, whole)
    for phrase in question.phrases:
        entries = entries.filter(has("content__stems", phrase))
    title = " ".join(term.stem for term in question.terms)
    is_title = Case(When(title_words__startswith=f" {title} | ", then=1), default=0)
    rank = reduce(add, map(F, places), is_title)
    return (
        entries.annotate(**places)
        .annotate(rank=rank)
        .order_by("is_example", "-rank", F("date").desc(nulls_last=True), "kind", "key", "language")
    )


def standing(entries, name, key, is_whole):
    """The entries in which the frequent term with this key stands, how it stands joined as `name`."""
    where = {f"{name}__term": key} | ({f"{name}__is_whole": True} if is_whole else {})
    condition = Q(standings__term=key)
    return entries.annotate(**{name: FilteredRelation("standings", condition=condition)}).filter(**where)


def in_a_title(found, frequent, least):
    """Those of the ranked entries that come before all in which none of the (frequent) terms has the Place `least`."""
    in_title = SearchStanding.objects.filter(term__in=frequent.values(), place__gte=least).values("entry")
    best_of_others = len(frequent) * (least - 1)
    one = {"place0__gte": least} if len(frequent) == 1 else {"pk__in": in_title}
    return found.filter(is_example=False, rank__gt=best_of_others, **one)


def frequent_of(terms):
    """{term: key} of those of the terms whose places are kept ready; one query."""
    asked = Q(*[Q(stem=term.stem, part=term.part) for term in terms], _connector=Q.OR)
    rows = SearchTerm.objects.filter(asked).values_list("stem", "part", "pk").order_by()
    return {Term(bare, part): key for bare, part, key in rows}


def matching_words(terms, most=MOST_PARTS):
    """{term: (keys of the words that are it, keys of the compounds with it, `most` of them)}; one query, none without terms."""
    if not terms:
        return {}
    rows = list(
        SearchWord.objects.filter(Q(*map(candidates, terms), _connector=Q.OR)).values_list(
            "pk", "form", "stem"
        )
    )
    found = {}
    for term in terms:
        fitting = [row for row in rows if term.fits(*row[1:])]
        parts = sorted((len(form), form, pk) for pk, form, bare in fitting if bare != term.stem)
        found[term] = (
            [pk for pk, _form, bare in fitting if bare == term.stem],
            [pk for _length, _form, pk in parts[:most]],
        )
    return found


def candidates(term):
    """A condition that all words fitting the term fulfil, and that an index answers."""
    if not term.has_compounds:
        return Q(stem=term.stem)
    if connection.vendor == "sqlite":
        parts = RawSQL(
            "SELECT rowid FROM site_searchword_parts WHERE site_searchword_parts MATCH %s", [f'"{term.part}"']
        )
        return Q(stem=term.stem) | Q(pk__in=parts)
    return Q(stem=term.stem) | Q(spellings__contains=term.part)


def with_words(keys):
    """The entries in which one of the words with these keys stands; thousands of keys are one value of the query."""
    if connection.vendor == "sqlite":
        listed = RawSQL("SELECT value FROM json_each(%s)", [json.dumps(keys)])
    else:
        listed = RawSQL("SELECT unnest(%s::bigint[])", [keys])
    return SearchPosting.objects.filter(word__in=listed).values("entry")


def place(term, whole):
    """The Place of a term in an entry that has it; `whole` are the keys of the words that are it."""
    return Case(
        When(has("title_words", f" {term.stem} "), then=Place.IN_TITLE),
        When(has("title_words", *ends(term.part)), then=Place.IN_COMPOUND_OF_TITLE),
        When(pk__in=with_words(whole), then=Place.IN_TEXT),
        default=Place.IN_COMPOUND,
    )


def in_text(term, whole):
    """A condition: the term is a word of the entry, so that it may be part of a phrase there."""
    return Case(
        When(has("content__stems", f" {term.stem} "), then=True),
        When(pk__in=with_words(whole), then=True),
        default=False,
    )


def has(field, *texts):
    """A condition: the field holds one of the texts, with upper and lower case as they stand, on each database."""
    return Q(*[GreaterThan(StrIndex(F(field), Value(text)), 0) for text in texts], _connector=Q.OR)


def ends(part):
    """How a part stands in a row of words; one of three letters counts only at an end of its word."""
    return (f" {part}", f"{part} ") if len(part) == 3 else (part,)

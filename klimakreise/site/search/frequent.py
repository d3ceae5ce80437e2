"""Keeps ready where frequent terms stand: to work it out for "Stadt" takes thousands of words, the compounds with it."""

from collections import Counter, defaultdict
from itertools import combinations

from django.db import connection, transaction
from django.db.models import Count

from klimakreise.site.search.asking import Term
from klimakreise.site.search.models import (
    SearchCursor,
    SearchEntry,
    SearchPosting,
    SearchTerm,
    SearchWord,
)
from klimakreise.site.search.ranking import Place, ends, in_text, matching_words, place, with_words
from klimakreise.site.search.words import part_of

FREQUENT = 2000  # entries; what stands in fewer is found fast enough without


class Known:
    """Terms, to be asked which of them a word fits."""

    def __init__(self, terms):
        self.by_stem, self.by_part = defaultdict(list), defaultdict(list)
        for term in terms:
            self.by_stem[term.stem].append(term)
            if term.has_compounds:
                self.by_part[term.part].append(term)

    def fitting(self, form, bare):
        """The set of the terms that the word spelled `form` with the stem `bare` is, or is a compound with."""
        likely = list(self.by_stem.get(bare, ()))
        for word in {form, bare}:
            for start, end in combinations(range(len(word) + 1), 2):
                likely += self.by_part.get(word[start:end], ())
        return {term for term in likely if term.fits(form, bare)}


def choose_frequent():
    """Keep ready the terms that have become frequent, forget those that are no longer; return how many changed.

    Each term is a transaction of its own, so that nobody who writes waits for all.
    """
    kept = {Term(row.stem, row.part): row.pk for row in SearchTerm.objects.all()}
    if not kept and SearchEntry.objects.count() <= FREQUENT:
        return 0
    counts = places_of_terms()
    rare = [key for term, key in kept.items() if counts[term] <= FREQUENT // 2]
    fresh = [term for term, count in counts.items() if count > FREQUENT and term not in kept]
    SearchTerm.objects.filter(pk__in=rare).delete()
    for term in fresh:
        keep_ready(term)
    return len(rare) + len(fresh)


def places_of_terms():
    """{Term: in how many entries the words stand that fit it}, an entry with two of them counted twice.

    The terms are those of the words of the index: who looks for anything else finds less.
    """
    places = SearchPosting.objects.values_list("word").annotate(Count("entry"))
    counts, places = Counter(), dict(places.order_by())
    rows = list(SearchWord.objects.values_list("pk", "form", "stem"))
    known = Known({Term(bare, part_of(bare, form)) for _pk, form, bare in rows})
    for pk, form, bare in rows:
        for term in known.fitting(form, bare):
            counts[term] += places.get(pk, 0)
    return counts


def keep_ready(term):
    """Write down where the term stands."""
    with transaction.atomic():
        SearchCursor.locked()
        row = SearchTerm.objects.create(stem=term.stem, part=term.part)
        whole, parts = matching_words([term], most=None)[term]
        entries = SearchEntry.objects.filter(pk__in=with_words(whole + parts)).order_by()
        found = entries.annotate(place=place(term, whole), is_whole=in_text(term, whole))
        write_standings([(pk, row.pk, *how) for pk, *how in found.values_list("pk", "place", "is_whole")])


def keep_current(entries, words):
    """Write down which of the frequent terms stand in new entries; `words` maps their keys to {form: stem}."""
    keys = {Term(row.stem, row.part): row.pk for row in SearchTerm.objects.all()}
    known, fitting = Known(keys), {}
    rows = []
    for entry in entries if keys else ():
        places = {}
        for form, bare in words[entry.pk].items():
            if (form, bare) not in fitting:
                fitting[form, bare] = known.fitting(form, bare)
            for term in fitting[form, bare]:
                places[term] = places.get(term, False) or bare == term.stem
        rows += [(entry.pk, keys[term], *how_it_stands(term, entry, whole)) for term, whole in places.items()]
    write_standings(sorted(rows))


def how_it_stands(term, entry, whole):
    """What `place()` and `in_text()` say in the database: the Place, and whether the term is a word of the text."""
    is_whole = whole or f" {term.stem} " in entry.content.stems
    if f" {term.stem} " in entry.title_words:
        return Place.IN_TITLE, is_whole
    if any(end in entry.title_words for end in ends(term.part)):
        return Place.IN_COMPOUND_OF_TITLE, is_whole
    return Place.IN_TEXT if whole else Place.IN_COMPOUND, is_whole


def write_standings(rows):
    """Store (entry, term, place, is_whole): millions of rows, which take twice the time as objects."""
    statement = "INSERT INTO site_searchstanding (entry_id, term_id, place, is_whole) VALUES (%s, %s, %s, %s)"
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)

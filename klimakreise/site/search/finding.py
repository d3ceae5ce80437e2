"""Answers a question: which entries fit, in an order that does not depend on the database."""

import json
from collections import defaultdict
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Value, When, Window
from django.db.models.expressions import RawSQL
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from django.utils import timezone
from django.utils.translation import get_language

from klimakreise.publishing.models import Publishable
from klimakreise.site.search.documents import BY_LABEL, DOCUMENTS
from klimakreise.site.search.models import SearchEntry, SearchLink, SearchPosting, SearchWord

HITS_ON_A_PAGE = 20
MOST_PARTS = 10_000  # compounds with one part


@dataclass
class Answer:
    """One page of what was found."""

    total: int
    entries: list  # of SearchEntry, the best first
    page: Page


def find(question, number=1, **filters):
    """The Answer to a Question: page `number` (from 1; the first if there is none) of what everyone may see now.

    `filters` are kind (SearchEntry.Kind), event and topic (things), each perhaps None. Costs five queries.
    """
    found = ranked(narrowed(visible_entries(), **filters), question).annotate(total=Window(Count("pk")))
    start = (number - 1) * HITS_ON_A_PAGE
    rows = list(found.values_list("pk", "total")[start : start + HITS_ON_A_PAGE])
    if not rows and number > 1:
        return find(question, 1, **filters)
    entries = SearchEntry.objects.defer("title_words", "stems").in_bulk([pk for pk, _total in rows])
    shown = still_visible([entries[pk] for pk, _total in rows if pk in entries])
    total = rows[0][1] if rows else 0
    page = Paginator(range(total), HITS_ON_A_PAGE).page(number)
    return Answer(total - (len(rows) - len(shown)), shown, page)


def visible_entries():
    """The entries that everyone may see now, in the language of the page: none whose thing hangs on a draft.

    The index is up to a minute old; what was withdrawn since is looked up now, in one query.
    """
    entries = SearchEntry.objects.filter(
        visible_from__lte=timezone.now(), shown_in__in=["", get_language() or "de"]
    )
    hidden = list(hidden_things())
    if hidden:
        on_drafts = Q(*[Q(thing=thing, key=key) for thing, key in hidden], _connector=Q.OR)
        entries = entries.exclude(pk__in=SearchLink.objects.filter(on_drafts, hangs_on=True).values("entry"))
    return entries


def hidden_things():
    """(model, key) of the drafts, and of what was put off, that entries hang on; mostly there are none. One query."""
    rows = [
        hidden_rows(model)
        for model in {model for document in DOCUMENTS for model in publishable(document.model)}
    ]
    return rows[0].union(*rows[1:], all=True).order_by()


def publishable(model):
    """The Publishable models that things of `model` hang on, itself among them."""
    if issubclass(model, Publishable):
        yield model
    for name in getattr(model, "hangs_on", ()):
        yield from publishable(model._meta.get_field(name).related_model)


def hidden_rows(model):
    links = SearchLink.objects.filter(
        thing=model._meta.label_lower,
        key=OuterRef("pk"),
        hangs_on=True,
        entry__visible_from__lte=timezone.now(),
    )
    hidden = (model.objects.drafts() | model.objects.scheduled()).filter(Exists(links)).order_by()
    return hidden.values_list(Value(model._meta.label_lower, CharField()), F("pk"))


def narrowed(entries, kind=None, event=None, topic=None):
    """The entries of one kind, of one event, of one topic."""
    if kind is not None:
        entries = entries.filter(kind=kind)
    for thing in filter(None, (event, topic)):
        links = SearchLink.objects.filter(thing=thing._meta.label_lower, key=thing.pk)
        entries = entries.filter(pk__in=links.values("entry"))
    return entries


def ranked(entries, question):
    """The entries in which every term and phrase occurs, the best first.

    Examples come after the real ones. Then counts how the terms stand: in the title before in the text, whole before
    as part of a compound, a title of nothing else before all. Then the newest first, the kinds in their order. All of
    it is counted here and nothing by the database's own measure of relevance, so the order is the same on each.
    """
    title = " ".join(term.stem for term in question.terms)
    rank = Case(When(title_words__startswith=f" {title} | ", then=1), default=0)
    words = matching_words(question.terms)
    for term in question.terms:
        whole, parts = words[term]
        entries = entries.filter(pk__in=with_words(whole + parts))
        rank += Case(
            When(has("title_words", f" {term.stem} "), then=3),
            When(has("title_words", *ends(term.part)), then=2),
            When(pk__in=with_words(whole), then=1),
            default=0,
        )
    for phrase in question.phrases:
        entries = entries.filter(has("stems", phrase))
    return entries.annotate(rank=rank).order_by(
        "is_example", "-rank", F("date").desc(nulls_last=True), "kind", "key", "language"
    )


def matching_words(terms):
    """{term: (keys of the words that are it, keys of the compounds with it)}; one query."""
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
            [pk for _length, _form, pk in parts[:MOST_PARTS]],
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


def has(field, *texts):
    """A condition: the field holds one of the texts, with upper and lower case as they stand, on each database."""
    return Q(*[GreaterThan(StrIndex(F(field), Value(text)), 0) for text in texts], _connector=Q.OR)


def ends(part):
    """How a part stands in a row of words; one of three letters counts only at an end of its word."""
    return (f" {part}", f"{part} ") if len(part) == 3 else (part,)


def still_visible(entries):
    """Those of the entries whose things everyone sees now: asked of the things themselves, in one query."""
    keys = defaultdict(set)
    for entry in entries:
        keys[entry.thing].add(entry.key)
    rows = [
        BY_LABEL[thing]
        .visible()
        .filter(pk__in=those)
        .order_by()
        .values_list(Value(thing, CharField()), F("pk"))
        for thing, those in keys.items()
    ]
    shown = set(rows[0].union(*rows[1:], all=True).order_by()) if rows else set()
    return [entry for entry in entries if (entry.thing, entry.key) in shown]

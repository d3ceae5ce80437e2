"""Answers a question: one page of the entries that fit and that everyone may see now."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import CharField, Count, Exists, F, OuterRef, Q, Value, Window
from django.utils import timezone
from django.utils.translation import get_language

from klimakreise.publishing.models import Publishable
from klimakreise.site.search.documents import BY_LABEL, DOCUMENTS
from klimakreise.site.search.models import SearchEntry, SearchLink
from klimakreise.site.search.ranking import Place, frequent_of, in_a_title, ranked

HITS_ON_A_PAGE = 20
MOST_HITS = 1000  # that are counted and shown


@dataclass
class Answer:
    """One page of what was found."""

    total: int  # MOST_HITS at most
    has_more: bool  # than `total`
    entries: list  # of SearchEntry, the best first
    page: Page


def find(question, number=1, **filters):
    """The Answer to a Question: page `number` (from 1; the first if there is none) of what everyone may see now.

    `filters` are kind (SearchEntry.Kind), event and topic (things), each perhaps None. Costs six queries; one less, or one
    more, where all terms are frequent.
    """
    start = (number - 1) * HITS_ON_A_PAGE
    keys, total = (
        best(narrowed(visible_entries(), **filters), question, start) if start < MOST_HITS else ([], 0)
    )
    if not keys and number > 1:
        return find(question, 1, **filters)
    entries = (
        SearchEntry.objects.select_related("content").defer("title_words", "content__stems").in_bulk(keys)
    )
    shown = still_visible([entries[pk] for pk in keys if pk in entries])
    counted = min(total, MOST_HITS)
    page = Paginator(range(counted), HITS_ON_A_PAGE).page(number)
    return Answer(counted - (len(keys) - len(shown)), total > MOST_HITS, shown, page)


def best(entries, question, start):
    """Keys of a page of the best of the entries from `start` on, and how many there are; more than MOST_HITS is enough.

    Where all terms are frequent, a page is mostly full of titles before a text would have to be looked at.
    """
    end = min(start + HITS_ON_A_PAGE, MOST_HITS)
    frequent = frequent_of(question.terms)
    found = ranked(entries, question, frequent)
    if question.phrases or len(frequent) < len(question.terms):
        rows = list(found.annotate(total=Window(Count("pk"))).values_list("pk", "total")[start:end])
        return [pk for pk, _total in rows], rows[0][1] if rows else 0
    total = found.order_by().values("pk")[: MOST_HITS + 1].count()
    wanted = min(end, total) - start
    for least in (Place.IN_TITLE, Place.IN_COMPOUND_OF_TITLE)[len(frequent) > 1 :]:
        keys = list(in_a_title(found, frequent, least).values_list("pk", flat=True)[start:end])
        if len(keys) >= wanted:
            return keys, total
    return list(found.values_list("pk", flat=True)[start:end]), total


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

"""Brings the index up to date with things: writes what has changed, drops what can no longer be seen."""

import datetime
import hashlib
import unicodedata

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import translation

from circles.models import Topic
from events.models import Event
from klimakreise.publishing.models import Publishable
from klimakreise.site.search.frequent import keep_current
from klimakreise.site.search.models import (
    SearchCursor,
    SearchEntry,
    SearchLink,
    SearchPosting,
    SearchStanding,
    SearchText,
    SearchWord,
)
from klimakreise.site.search.words import is_empty, joined, pieces, spelled, stem

LONGEST_TEXT = 300_000  # characters of one thing that are searched: about a hundred dense pages
EVER = datetime.datetime(9000, 1, 1, tzinfo=datetime.UTC)
ALWAYS = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
COPIED = [
    "kind", "shown_in", "is_example", "visible_from", "date", "address", "title", "note", "title_words", "digest",
]  # fmt: skip


def index(document, keys):
    """Index the things of `document` with these keys anew, in one transaction; return how many entries changed.

    Things that are drafts, or gone, are dropped. What is scheduled is indexed too, to be found from its moment on.
    """
    with transaction.atomic(), translation.override("de"):
        SearchCursor.locked()
        there = {
            (entry.key, entry.language): entry
            for entry in SearchEntry.objects.filter(thing=document.label, key__in=keys).only(
                "key", "language", "digest"
            )
        }
        fresh = {}
        for thing in shown_some_day(document).filter(pk__in=keys):
            for content in document.contents(thing):
                fresh[thing.pk, content.language] = entry_of(document, thing, content)
        gone = [entry.pk for identity, entry in there.items() if identity not in fresh]
        SearchEntry.objects.filter(pk__in=gone).delete()
        changed = [
            (entry, links)
            for identity, (entry, links) in fresh.items()
            if identity not in there or there[identity].digest != entry.digest
        ]
        write(changed, there)
        return len(gone) + len(changed)


def shown_some_day(document):
    """The rows of a document that everyone sees or will see by themselves."""
    rows = document.rows()
    return rows.filter(document.model.visibility(EVER)) if document.writes_journal else rows


def entry_of(document, thing, content):
    """An unsaved SearchEntry of the thing and its links: a set of (model, key, whether it hangs on it)."""
    wholes = [thing, *ancestors(thing)]
    shown = [whole for whole in wholes if isinstance(whole, Publishable)]
    topics = {(Topic._meta.label_lower, key, False) for key in content.topics}
    links = {(whole._meta.label_lower, whole.pk, True) for whole in wholes} | topics
    text = unicodedata.normalize("NFC", content.text[:LONGEST_TEXT]).replace("\x00", "")
    with translation.override(content.language if content.shown_in else "de"):
        title = unicodedata.normalize("NFC", str(content.title))
    title_stems = [stem(word) for word in pieces(title)]
    title_forms = [spelled(word) for word in [*pieces(title), *joined(title)]]
    entry = SearchEntry(
        kind=document.kind,
        thing=document.label,
        key=thing.pk,
        language=content.language,
        shown_in=content.shown_in,
        is_example=any(whole.is_example for whole in shown),
        visible_from=max((whole.published_at for whole in shown), default=ALWAYS),
        date=content.date,
        address=document.address(thing),
        title=title,
        note=content.note or next((whole.title for whole in wholes[1:] if isinstance(whole, Event)), ""),
        title_words=f" {' '.join(title_stems)} | {' '.join(title_forms)} ",
    )
    stems = f" {' '.join([*title_stems, '|', *(stem(word) for word in pieces(text))])} "
    entry.content = SearchText(entry=entry, text=text, stems=stems)
    said = [*(getattr(entry, name) for name in COPIED if name != "digest"), text, stems, sorted(links)]
    entry.digest = hashlib.blake2b(repr(said).encode(), digest_size=16).hexdigest()
    return entry, links


def ancestors(thing):
    """All that the Part `thing` hangs on, and what that hangs on."""
    for name in getattr(thing, "hangs_on", ()):
        parent = getattr(thing, name)
        if parent is not None:
            yield parent
            yield from ancestors(parent)


def write(changed, there):
    """Store the `changed` (entry, links); `there` maps (key, language) to the entry that is to be overwritten."""
    made, overwritten = [], []
    for entry, _links in changed:
        if old := there.get((entry.key, entry.language)):
            entry.pk = old.pk
        (made if old is None else overwritten).append(entry)
    SearchEntry.objects.bulk_create(made)
    SearchEntry.objects.bulk_update(overwritten, COPIED, batch_size=100)
    old = [entry.pk for entry in overwritten]
    SearchText.objects.filter(entry__in=old).delete()
    SearchLink.objects.filter(entry__in=old).delete()
    SearchPosting.objects.filter(entry__in=old).delete()
    SearchStanding.objects.filter(entry__in=old).delete()
    SearchText.objects.bulk_create(
        SearchText(entry=entry, text=entry.content.text, stems=entry.content.stems)
        for entry, _links in changed
    )
    SearchLink.objects.bulk_create(
        SearchLink(entry=entry, thing=thing, key=key, hangs_on=hangs_on)
        for entry, links in changed
        for thing, key, hangs_on in sorted(links)
    )
    post([entry for entry, _links in changed])


def post(entries):
    """Write down which words stand in the entries."""
    forms = {}
    for entry in entries:
        whole = f"{entry.title}\n{entry.content.text}"
        forms[entry.pk] = {
            spelled(word): stem(word) for word in [*pieces(whole), *joined(whole)] if not is_empty(word)
        }
    numbers = numbers_of({form: bare for words in forms.values() for form, bare in words.items()})
    rows = sorted((numbers[form], pk) for pk, words in forms.items() for form in words)
    with connection.cursor() as cursor:  # millions of rows: as objects they take twice the time
        cursor.executemany("INSERT INTO site_searchposting (word_id, entry_id) VALUES (%s, %s)", rows)
    keep_current(entries, forms)


def numbers_of(words):
    """The keys of SearchWords for `words` (form → stem); those that are new are made."""
    known = {}
    for batch in batches(sorted(words), 5000):
        known |= dict(SearchWord.objects.filter(form__in=batch).values_list("form", "pk"))
    new = [form for form in sorted(words) if form not in known]
    SearchWord.objects.bulk_create(
        [SearchWord(form=form, stem=words[form], spellings=spellings(form, words[form])) for form in new],
        batch_size=5000,
        ignore_conflicts=True,
    )
    for batch in batches(new, 5000):
        known |= dict(SearchWord.objects.filter(form__in=batch).values_list("form", "pk"))
    return known


def spellings(form, bare):
    return form if bare in form else f"{form} {bare}"


def batches(items, size):
    return [items[start : start + size] for start in range(0, len(items), size)]


def drop_unused_words():
    """Delete the words that stand nowhere any more."""
    used = SearchPosting.objects.filter(word=OuterRef("pk"))
    return SearchWord.objects.filter(~Exists(used)).delete()[0]

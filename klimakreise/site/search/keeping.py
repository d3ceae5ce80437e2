"""Keeps the index up to date: reads on in the journal, and compares everything now and then."""

import datetime
from collections import defaultdict

from django.apps import apps
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from klimakreise.publishing.models import Entry
from klimakreise.site.search.documents import BY_LABEL, DOCUMENTS
from klimakreise.site.search.frequent import choose_frequent
from klimakreise.site.search.indexing import batches, drop_unused_words, index
from klimakreise.site.search.models import SearchCursor, SearchEntry, SearchLink

AT_ONCE = 200  # things indexed in one transaction
# A line may appear in the journal after one with a higher number, when its transaction took longer. So the lines of the
# last minutes are read again and again; what has not changed costs no write.
UNSETTLED = datetime.timedelta(minutes=5)


def catch_up():
    """Index what the journal says has changed since last time; everything if nothing was indexed yet.

    Returns how many entries changed.
    """
    if not SearchCursor.objects.filter(position__isnull=False).exists():
        return compare()
    with transaction.atomic():
        cursor, settled = SearchCursor.locked(), last_settled()
        touched = defaultdict(set)
        lines = Entry.objects.filter(pk__gt=cursor.position).order_by()
        for kind, key in lines.values_list("kind", "key").distinct():
            touched[kind].add(int(key))
        changed = sum(index_below(kind, keys) for kind, keys in touched.items())
        cursor.position = max(settled, cursor.position)
        cursor.save()
    return changed + sum(compare_document(document) for document in DOCUMENTS if not document.writes_journal)


def last_settled():
    """The number of the last line of the journal that no line with a lower number can follow any more."""
    return Entry.objects.filter(at__lt=timezone.now() - UNSETTLED).aggregate(last=Max("pk"))["last"] or 0


def index_below(kind, keys):
    """Index the things of the model `kind` with these keys, and all that hangs on them or did; return how many changed."""
    model = apps.get_model(kind)
    hanging = defaultdict(set)
    known = SearchLink.objects.filter(thing=kind, key__in=keys, entry__thing__in=BY_LABEL)
    known = known.values_list("entry__thing", "entry__key")
    for thing, key in known.distinct():
        hanging[thing].add(key)
    for document in DOCUMENTS:
        paths = paths_to(document.model, model)
        if paths:
            below = Q(*[Q(**{f"{path}__in": keys}) for path in paths], _connector=Q.OR)
            hanging[document.label].update(document.model.objects.filter(below).values_list("pk", flat=True))
    return sum(
        index(BY_LABEL[thing], batch)
        for thing, below in hanging.items()
        for batch in batches(sorted(below), AT_ONCE)
    )


def paths_to(model, above):
    """The lookups by which things of `model` hang on things of the model `above`: ["circle__event"]; ["pk"] for itself."""
    paths = ["pk"] if model is above else []
    for name in getattr(model, "hangs_on", ()):
        parent = model._meta.get_field(name).related_model
        paths += [name if path == "pk" else f"{name}__{path}" for path in paths_to(parent, above)]
    return paths


def compare(tell=lambda document, done, changed: None):
    """Compare the whole index with the things; write and drop what differs; return how many entries changed.

    After each batch `tell` gets the document, how many of its things are done and how many entries changed so far.
    """
    settled = last_settled()
    changed = sum(compare_document(document, tell) for document in DOCUMENTS)
    SearchEntry.objects.exclude(thing__in=BY_LABEL).delete()
    with transaction.atomic():
        cursor = SearchCursor.locked()
        drop_unused_words()
        cursor.position = max(settled, cursor.position or 0)
        cursor.save()
    choose_frequent()
    return changed


def compare_document(document, tell=lambda document, done, changed: None):
    """Compare the entries of one document with all its things; return how many changed."""
    keys = set(document.rows().order_by().values_list("pk", flat=True))
    keys |= set(SearchEntry.objects.filter(thing=document.label).values_list("key", flat=True))
    changed = 0
    for number, batch in enumerate(batches(sorted(keys), AT_ONCE)):
        changed += index(document, batch)
        tell(document, number * AT_ONCE + len(batch), changed)
    return changed

"""Numbers of groups, people or events as sources state them: one row for each source."""

from klimakreise.publishing.models import CountStatement
from klimakreise.publishing.partial_dates import PartialDate
from klimakreise.site.loading.leaves import Moment, Text, Whole, Word
from klimakreise.site.loading.schema import SOURCES, Record

PRECISIONS = {"day": 10, "month": 7, "year": 4}
PRECISION = Word(PRECISIONS, apart=True)


def cut(moment, length):
    """The partial date as far as its precision reaches: its invented day is dropped here and for good."""
    return PartialDate(moment.iso[: length or 10]) if moment else None


def is_precise(item, *keys):
    """Yield a fault where a precision is given without a date that is as precise."""
    if item.precision and not all(
        getattr(item, key) is None or len(getattr(item, key).iso) >= item.precision for key in keys
    ):
        yield "precision", "“precision” is finer than the date"
    if item.precision and all(getattr(item, key) is None for key in keys):
        yield "precision", "“precision” is given, but no date"


def is_stated(item):
    yield from is_precise(item, "as_of")
    if (item.value is None) == (item.lower_bound is None):
        yield "kind", "give either “value” or “lower_bound”"
    elif (item.kind == CountStatement.Kind.MORE_THAN) != (item.lower_bound is not None):
        yield "kind", "“lower_bound” goes with the kind more_than and “value” with the others"
    if not item.sources:
        yield "sources", "a number needs its source"


COUNT = Record(
    as_of=Moment(apart=True),
    precision=PRECISION,
    text=Text(),
    value=Whole(apart=True),
    lower_bound=Whole(apart=True),
    kind=Word(CountStatement.Kind.values, apart=True),
    sources=SOURCES,
    check=is_stated,
)


def keep_counts(store, model, items, owner, **of):
    """Keep one row of `model` for each source of each item; `of` is the foreign key to what is counted."""
    for item in items:
        as_of = cut(item.as_of, item.precision)
        for source in store.sources(item.sources):
            by = {**of, "source": source}
            if model._meta.model_name == "membershipstatement":
                by["as_of"] = as_of
            store.keep(
                model,
                item,
                by,
                owner=owner,
                as_of=as_of,
                value=item.lower_bound if item.value is None else item.value,
                kind=item.kind or CountStatement.Kind.EXACT,
            )

"""Removes the example: every row and file of it, and what was hung on it to try things out; nothing else."""

from django.db import models, transaction
from django.db.models import ProtectedError, Q

from circles.models import Circle, Measure, Result, StatusReport, Topic
from events.models import Event, EventSeries, Material, Protocol, Registration
from klimakreise.accounts.models import Department, User
from klimakreise.alliance.models import AllianceGroup, DemandSet, JoinRequest, Supporter
from klimakreise.dialogue.models import Statement
from klimakreise.publishing.acting import Role, acting, acting_as
from klimakreise.publishing.files.keeping import delete_with_sizes
from klimakreise.publishing.history import forget_deleted
from klimakreise.publishing.models import Entry, Publishable, Source
from klimakreise.site.example.ballots import remove_answers
from klimakreise.site.models import LoadedRow
from surveys.keys import destroy
from surveys.models import Survey, SurveyResults, TopicChoice, TopicSelection

# What is an example, or hangs on one, in the order in which it can go; the rest goes with what it is a part of.
OWN = Q(is_example=True)
STEPS = [
    (
        Statement,
        OWN
        | Q(event__is_example=True)
        | Q(result__circle__event__is_example=True)
        | Q(measure__is_example=True),
    ),
    (Measure, OWN),
    (Result, OWN | Q(circle__event__is_example=True)),
    (
        User,
        Q(email__endswith="@beispiel.invalid", facilitates__circle__event__is_example=True),
    ),
    (Registration, Q(event__is_example=True)),
    (Circle, OWN | Q(event__is_example=True)),
    (Material, OWN | Q(event__is_example=True)),
    (Protocol, OWN | Q(event__is_example=True)),
    (TopicSelection, OWN | Q(event__is_example=True)),
    (TopicChoice, Q(event__is_example=True)),
    (SurveyResults, OWN | Q(survey__is_example=True)),
    (Survey, OWN),
    (Event, OWN),
    (Topic, OWN),
    (JoinRequest, OWN),
    (DemandSet, OWN),
    (AllianceGroup, OWN),
]
REMEMBERED = [
    EventSeries,
    Department,
    Supporter,
    Source,
]  # not publishable, so only the memory of loading tells them


class StillUsedError(Exception):
    """Something that is no example uses a part of the example."""


def remove_example():
    """Remove it and return the number of rows; raise StillUsedError, and remove nothing, where something else needs it.

    Its history goes too. The journal keeps its lines and gets one more for each thing that could be seen, so that what is built on it forgets
    the thing too.
    """
    removed, files = 0, []
    remembered = LoadedRow.objects.filter(origin="example")
    with transaction.atomic(), acting_as(Role.LOADING):
        StatusReport.objects.filter(measure__is_example=True).update(contests=None)
        for name in remove_answers():
            transaction.on_commit(lambda name=name: destroy(name))
        for model, condition in STEPS:
            removed += remove(model.objects.filter(condition).distinct(), files)
        for model in REMEMBERED:
            keys = remembered.filter(kind=model._meta.label_lower).values_list("key", flat=True)
            removed += remove(model.objects.filter(pk__in=list(keys)), files)
        remembered.delete()
        forget_deleted(acting().occasion)
        transaction.on_commit(lambda: delete_files(files))
    return removed


def remove(rows, files):
    """Delete the rows with their parts, add their files to `files`, and return how many rows that were."""
    file_fields = [field for field in rows.model._meta.fields if isinstance(field, models.FileField)]
    found = list(rows)
    for row in found:
        files += [getattr(row, field.name) for field in file_fields if getattr(row, field.name)]
        if isinstance(row, Publishable) and row.is_published:
            Entry.record(row, Entry.Act.WITHDRAWN)
    try:
        return rows.model.objects.filter(pk__in=[row.pk for row in found]).delete()[0]
    except ProtectedError as error:
        users = "; ".join(
            f"{thing._meta.verbose_name} “{thing}”" for thing in list(error.protected_objects)[:3]
        )
        raise StillUsedError(users) from error


def delete_files(files):
    for file in files:
        delete_with_sizes(file)

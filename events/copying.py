"""The next edition from the last one: copy an event without what belongs to that one day."""

from django.db import transaction
from django.db.models import Max

from events.models import Event, EventSupport, RegistrationTerms
from klimakreise.publishing.slugs import german_slug

COPIED = [
    "series", "format", "purpose", "scope", "capacity_kind", "capacity", "registration_note", "video_tool",
    "other_tools",
]  # fmt: skip
COPIED_OF_SESSION = ["position", "kind", "format", "start", "end", "place"]
COPIED_OF_ITEM = ["position", "kind", "title", "start", "duration_minutes", "description"]
COPIED_OF_TERMS = ["has_waiting_list", "moving_up", "offer_hours"]
COPIED_OF_QUESTION = ["position", "kind", "label", "label_en", "choices", "choices_en", "is_required"]
COPIED_OF_REMINDER = ["amount", "unit", "audience", "subject", "text", "subject_en", "text_en"]
COPIED_OF_MAIL_TEXT = ["kind", "language", "subject", "text"]
ONE_DAY_ONLY = {EventSupport.Kind.PRESENTER, EventSupport.Kind.CONTRIBUTION}


def next_number(series):
    """The number after the highest in the series; 1 if none of its events has a number."""
    return (series.events.aggregate(highest=Max("number"))["highest"] or 0) + 1


def free_slug(text):
    """A slug for an event made of `text`, with a number behind it if it is taken."""
    base = german_slug(text)[:70] or "veranstaltung"
    taken = set(Event.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(slug for slug in (f"{base}-{n}" for n in range(2, len(taken) + 3)) if slug not in taken)


@transaction.atomic
def copy_event(event):
    """Return a new draft with the next number: invitation, sessions, agenda, questions at the registration, reminders,
    texts of mails, support.

    Registration is not open for it, whatever it is for `event`. Date, presenters, materials, circles and everything that was said of that day are not copied.
    """
    number = next_number(event.series) if event.number else None
    title = event.title
    if number and str(event.number) in title:
        title = title.replace(str(event.number), str(number), 1)
    slug = free_slug(f"{event.series.slug}-{number}" if number else event.slug)
    copy = Event.objects.create(number=number, title=title, slug=slug, **values(event, COPIED))
    for session in event.sessions.all():
        copy.sessions.create(**values(session, COPIED_OF_SESSION))
    for item in event.agenda_items.all():
        copy.agenda_items.create(**values(item, COPIED_OF_ITEM))
    if hasattr(event, "registration_terms"):
        RegistrationTerms.objects.create(event=copy, **values(event.registration_terms, COPIED_OF_TERMS))
    for question in event.registration_questions.all():
        copy.registration_questions.create(**values(question, COPIED_OF_QUESTION))
    for reminder in event.reminders.all():
        copy.reminders.create(**values(reminder, COPIED_OF_REMINDER))
    for text in event.mail_texts.all():
        copy.mail_texts.create(**values(text, COPIED_OF_MAIL_TEXT))
    for support in event.support.exclude(kind__in=ONE_DAY_ONLY):
        copy.support.create(**values(support, ["supporter", "kind", "position"]))
    return copy


def values(row, names):
    return {name: getattr(row, name) for name in names}

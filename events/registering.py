"""How somebody registers: submits the form, confirms the address, cancels. What states there are stands at the model."""

from django.db import transaction
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.models import Registration
from events.models.registration import CONFIRM_WITHIN
from events.places import give, lock, move_up, put_on_list, seat
from events.telling import tell
from klimakreise.accounts.models import User
from klimakreise.publishing.audit import note
from klimakreise.publishing.models import AuditRecord

State = Registration.State
TOLD = ["name", "group", "sector", "access_needs", "news_consent_at", "photo_consent_at"]
WITHDRAWN = {State.UNCONFIRMED, State.CANCELLED}  # a new form takes the place of these


def plain_address(email):
    """An e-mail address as registrations and accounts keep it."""
    return email.strip().lower()


@transaction.atomic
def submit(registration, answers, *, user=None):
    """Take the unsaved `registration` with `answers` ({RegistrationQuestion: text}); returns the one that counts.

    Whoever is known with this address keeps what they have and gets their link again; all others are asked by mail to
    confirm. Whoever is logged in as `user` with this very address has confirmed it. What the page says must be the same.
    """
    event = lock(registration.event_id)
    registration.email = plain_address(registration.email)
    known = event.registrations.filter(email=registration.email).first()
    if known and known.state not in WITHDRAWN:
        tell("link", [known], again=True)
        return known
    begin(registration, known)
    keep_answers(registration, answers, is_new=not known)
    if user and owns(user, registration.email):
        settle(event, registration)
    else:
        tell("confirm", [registration], again=True)
    return registration


def begin(registration, known):
    """Save it as unconfirmed, in the row of the `known` one that nobody has confirmed or that was cancelled."""
    if known:
        registration.pk, registration._state.adding = known.pk, False
    registration.state, registration.turn = State.UNCONFIRMED, None
    registration.state_since = registration.asked_at = timezone.now()
    registration.save()


def keep_answers(registration, answers, *, is_new=False):
    """Let `answers` ({RegistrationQuestion: text}) be all that this registration answers; empty ones are none."""
    if not is_new:
        registration.answers.all().delete()
    given = [(question, text) for question, text in answers.items() if text]
    registration.answers.bulk_create(
        registration.answers.model(registration=registration, question=question, text=text)
        for question, text in given
    )


def owns(user, email):
    """Whether the account has confirmed that this address is its own."""
    return user.emailaddress_set.filter(email=email, verified=True).exists()


def join_account(registration):
    """Let it belong to the account that has confirmed the same address, if there is one, and be the city's if that is."""
    owns = {"emailaddress__email": registration.email, "emailaddress__verified": True}
    registration.user = User.objects.filter(is_active=True, **owns).first() if registration.email else None
    registration.for_city = registration.for_city or bool(registration.user and registration.user.is_city)


def settle(event, registration):
    """The address is confirmed: the registration gets a place, or one on the list, or stays as it is."""
    join_account(registration)
    if seat(event, registration):
        tell(registration.state, [registration])


@transaction.atomic
def confirm(registration):
    """The owner of the address has pressed the button; returns the registration as it is now, None if it has lapsed.

    It stays unconfirmed where no place is free and there is no waiting list, and where the event is cancelled or over.
    """
    event = lock(registration.event_id)
    registration = Registration.objects.filter(pk=registration.pk).first()
    if registration is None or registration.state != State.UNCONFIRMED:
        return registration
    if registration.lapses_at <= timezone.now():
        return None
    if not event.is_cancelled and not event.is_over:
        settle(event, registration)
    return registration


@transaction.atomic
def cancel(registration, *, by_mail=True):
    """Cancel, from whatever state; the place goes to the first in line. Returns it as it is now, None if it has lapsed."""
    event = lock(registration.event_id)
    registration = Registration.objects.filter(pk=registration.pk).first()
    if registration is None or registration.state == State.CANCELLED:
        return registration
    was_confirmed = registration.state != State.UNCONFIRMED
    registration.turn_to(State.CANCELLED)
    if by_mail and was_confirmed:
        tell("cancelled", [registration])
    move_up(event)
    return registration


@transaction.atomic
def add(registration, answers, *, to_list=False, beyond_limit=False, by_mail=True):
    """The planning team adds the unsaved `registration`, whose `way` says so; returns the one that counts.

    With a place, or at the end of the list. Who is known with this address keeps what they have. Raises FullError as
    `give()` does.
    """
    event = lock(registration.event_id)
    registration.email = plain_address(registration.email)
    known = event.registrations.filter(email=registration.email).first() if registration.email else None
    if known and known.state not in WITHDRAWN:
        return known
    join_account(registration)
    begin(registration, known)
    keep_answers(registration, answers, is_new=not known)
    if to_list:
        return put_on_list(registration, by_mail=by_mail)
    return give(registration, beyond_limit=beyond_limit, by_mail=by_mail)


@transaction.atomic
def change(registration, answers):
    """Save what somebody has changed in their own registration, and nothing of its state; nothing if it is gone."""
    lock(registration.event_id)
    if Registration.objects.filter(pk=registration.pk).exists():
        registration.save(update_fields=TOLD)
        keep_answers(registration, answers)


@transaction.atomic
def revise(registration, changed, answers):
    """Save what the planning team has mended in a registration; the audit keeps what it was, and nothing of what it says.

    `changed` is {name of a field: its label}; `answers` are saved if "answers" is among the names. Nothing happens if
    nothing was changed, or the registration is gone.
    """
    event = lock(registration.event_id)
    if not changed or not Registration.objects.filter(pk=registration.pk).exists():
        return
    registration.save(update_fields=changed.keys() - {"answers"})
    if "answers" in changed:
        keep_answers(registration, answers)
    what = lazy(lambda: ", ".join(str(label) for label in changed.values()), str)()
    number = format_lazy(_("registration {number}"), number=registration.pk)
    note(AuditRecord.Act.REVISED, event, format_lazy("{}: {}", number, what))
    if "for_city" in changed:
        move_up(event)  # a place of the reserve may be theirs now, or one for everybody free


def lapse(now):
    """Delete what nobody has confirmed for 48 hours before `now` (aware datetime), event by event under its lock."""
    old = Registration.objects.filter(state=State.UNCONFIRMED, asked_at__lte=now - CONFIRM_WITHIN)
    for event_id in list(old.order_by().values_list("event", flat=True).distinct()):
        with transaction.atomic():
            lock(event_id)
            old.filter(event=event_id).delete()

"""What a secret survey keeps: that somebody was given a code, that a code was used, and ballots; no way from one to the other.

None of these rows has a time, a person or a history. Their keys are random (or an HMAC, which looks the same): the order of the
rows is the order of the keys. How they are written is in `surveys/issuing.py`, `surveys/casting.py` and `surveys/mixing.py`; why,
in docs/umfragen-geheim.md. Nothing counts or lists them before the close.
"""

import secrets

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Event
from klimakreise.publishing.history import History
from surveys.models.asking import Question
from surveys.models.offering import Option
from surveys.models.reading import ReadFirst
from surveys.models.survey import Survey


def random_key():
    return secrets.randbits(63)


class RandomKey(models.BigIntegerField):
    """A primary key of 63 random bits. On SQLite it is the rowid itself, so that there is no other order of the rows."""

    def __init__(self, **options):
        super().__init__(**{"primary_key": True, "default": random_key, "editable": False, **options})

    def db_type(self, connection):
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)

    def rel_db_type(self, connection):
        return "bigint"


class BallotTerms(models.Model):
    """Who may answer a secret survey, and how they get their code."""

    class Who(models.TextChoices):
        EVENT = "event", _("participants of an event")
        ALLIANCE = "alliance", _("members of the alliance")
        LIST = "list", _("a list of addresses")
        ANYONE = "anyone", _("anyone with an e-mail address")
        PRINTED = "printed", _("whoever was given a printed code")

    survey = models.OneToOneField(
        Survey, models.CASCADE, related_name="ballot_terms", verbose_name=_("survey")
    )
    who = models.CharField(_("who may answer"), max_length=10, choices=Who)
    event = models.ForeignKey(
        Event, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("event")
    )
    hour = models.PositiveSmallIntegerField(
        _("hour"),
        default=18,
        validators=[MaxValueValidator(23)],
        help_text=_("Codes go out when ten people wait for one, at the latest at this hour of the day."),
    )

    history = History()

    class Meta:
        verbose_name = _("who may answer")
        verbose_name_plural = _("who may answer")
        constraints = [
            models.CheckConstraint(
                condition=Q(who="event", event__isnull=False) | (~Q(who="event") & Q(event=None)),
                name="ballot_terms_event_is_named_for_its_participants",
                violation_error_message=_("Name the event if its participants are asked, and only then."),
            ),
            models.CheckConstraint(
                condition=Q(hour__lte=23),
                name="ballot_terms_hour_is_of_the_day",
                violation_error_message=_("An hour of the day is between 0 and 23."),
            ),
        ]

    def __str__(self):
        return self.get_who_display()

    @property
    def takes_requests(self):
        return self.who == self.Who.ANYONE

    @property
    def invites(self):
        return self.who in {self.Who.EVENT, self.Who.ALLIANCE, self.Who.LIST}


class Invited(models.Model):
    """An address of the list that the planning team pasted; kept until the close, whether a code was sent there or not."""

    key = RandomKey()
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="invited", verbose_name=_("survey"))
    address = models.EmailField(_("e-mail address"))

    class Meta:
        verbose_name = _("invited address")
        verbose_name_plural = _("invited addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "address"],
                name="invited_address_is_listed_once",
                violation_error_message=_("This address is on the list already."),
            ),
        ]

    def __str__(self):
        return self.address


class Issuing(models.Model):
    """That codes of a survey are being given out: it was opened and has keys, whose file is called by this row's key.

    The numbers are of codes, never of ballots. `unclear` counts a code from before it is sent until it is known what came of it.
    """

    key = RandomKey()
    survey = models.OneToOneField(Survey, models.CASCADE, related_name="issuing", verbose_name=_("survey"))
    sent = models.PositiveIntegerField(_("codes sent"), default=0)
    refused = models.PositiveIntegerField(_("codes that a mail server refused"), default=0)
    unclear = models.PositiveIntegerField(_("codes of which nobody knows whether they arrived"), default=0)
    printed = models.PositiveIntegerField(_("codes printed"), default=0)
    invited = models.BooleanField(_("invitations sent"), default=False)
    tidied = models.BooleanField(_("tidied up after the close"), default=False)
    forgotten = models.BooleanField(_("keys destroyed"), default=False)
    reminders = models.PositiveSmallIntegerField(_("reminders sent"), default=0)
    lost = models.PositiveIntegerField(_("ballots lost with the keys"), default=0)

    class Meta:
        verbose_name = _("issue of codes")
        verbose_name_plural = _("issues of codes")

    def __str__(self):
        return str(self.survey)


class WaitingAddress(models.Model):
    """Somebody waits for a code; the row goes before the code is made. Its key is that of the Issued row to come."""

    key = RandomKey(default=None)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="+", verbose_name=_("survey"))
    address = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=5, default=settings.LANGUAGE_CODE)

    class Meta:
        verbose_name = _("address that waits for a code")
        verbose_name_plural = _("addresses that wait for a code")

    def __str__(self):
        return self.address


class Issued(models.Model):
    """An address was given a code; which address, only whoever has k1 can check. Deleted 30 days after the close."""

    key = RandomKey(default=None)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="+", verbose_name=_("survey"))

    class Meta:
        verbose_name = _("issued code")
        verbose_name_plural = _("issued codes")

    def __str__(self):
        return f"{self.key:016x}"


class Spent(models.Model):
    """A code was used. `waits`: among the last ones, which are rewritten with each cast."""

    key = RandomKey(default=None)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="+", verbose_name=_("survey"))
    waits = models.BooleanField(_("waits"), default=True)

    class Meta:
        verbose_name = _("used code")
        verbose_name_plural = _("used codes")

    def __str__(self):
        return f"{self.key:016x}"


class Envelope(models.Model):
    """A ballot in the urn, sealed with k2; sealed anew under a new key with each cast, until it is mixed with others."""

    key = RandomKey()
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="+", verbose_name=_("survey"))
    sealed = models.BinaryField(_("sealed"))

    class Meta:
        verbose_name = _("ballot in the urn")
        verbose_name_plural = _("ballots in the urn")

    def __str__(self):
        return f"{self.key:016x}"


class Ballot(models.Model):
    """One filled-in secret or open survey, without any link to a person."""

    key = RandomKey()
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="+", verbose_name=_("survey"))

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")

    def __str__(self):
        return f"{self.key:016x}"


class BallotAnswer(models.Model):
    """One answer on a ballot, as in `surveys/answers.py` `Given`; free text never stands here."""

    key = RandomKey()
    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="answers", verbose_name=_("ballot"))
    question = models.ForeignKey(Question, models.PROTECT, related_name="+", verbose_name=_("question"))
    option = models.ForeignKey(
        Option, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("option")
    )
    value = models.DecimalField(_("value"), max_digits=15, decimal_places=4, null=True)

    class Meta:
        verbose_name = _("answer on a ballot")
        verbose_name_plural = _("answers on ballots")

    def __str__(self):
        return f"{self.key:016x}"


class FreeText(ReadFirst):
    """What somebody wrote to one question; neither the ballot nor the same person's other texts can be found from it."""

    key = RandomKey()
    question = models.ForeignKey(Question, models.PROTECT, related_name="+", verbose_name=_("question"))
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("free text")
        verbose_name_plural = _("free texts")

    def __str__(self):
        return self.text[:60]

"""Statements that people propose while a survey is open; the planning team says which of them are asked."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klimakreise.alliance.models import AllianceGroup
from surveys.models.asking import Question
from surveys.models.ballots import RandomKey
from surveys.models.offering import Option

LONGEST = 200  # characters of a proposed statement: one thought


class ProposedStatementQuerySet(models.QuerySet):
    def waiting(self):
        """Those that can still be decided on: once the survey is closed nothing is asked any more."""
        waits = self.filter(state=ProposedStatement.State.WAITING, question__survey__closed_at=None)
        return waits.filter(question__takes_proposals=True)


class ProposedStatement(models.Model):
    """One statement as it was proposed: by a group in a survey by name, by nobody in particular in an open one.

    There is neither a time nor a person: the key is by chance, and so is the order of the rows.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for the planning team")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    key = RandomKey()
    question = models.ForeignKey(
        Question, models.CASCADE, related_name="proposed_statements", verbose_name=_("question")
    )
    group = models.ForeignKey(
        AllianceGroup,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="proposed_statements",
        verbose_name=_("alliance group"),
    )
    text = models.CharField(_("text"), max_length=LONGEST)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    reason = models.TextField(_("reason"), blank=True)
    option = models.OneToOneField(
        Option,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="proposed",
        verbose_name=_("what became of it"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    objects = ProposedStatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed statement")
        verbose_name_plural = _("proposed statements")
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="proposed_statement_says_something",
                violation_error_message=_("Write a statement."),
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""),
                name="proposed_statement_is_declined_with_a_reason",
                violation_error_message=_("Say why it is declined."),
            ),
            models.CheckConstraint(
                condition=Q(option=None) | Q(state="accepted"),
                name="proposed_statement_is_asked_only_once_accepted",
                violation_error_message=_("Only an accepted statement is asked."),
            ),
        ]

    def __str__(self):
        return self.text

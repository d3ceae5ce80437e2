"""What is written to people who may answer a survey. Codes go out by `mailing.direct` and are in no outbox."""

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from klimakreise.mailing.registry import absolute, mail
from surveys.models import Survey


def about_survey(pk):
    """The survey, and what both mails tell of it; (None, None) if it takes no answers any more."""
    survey = Survey.objects.filter(pk=pk).first()
    if survey is None or not survey.is_open or not survey.is_visible():
        return None, None
    return survey, {
        "survey": survey.local_title,
        "closes": survey.closes_at and localtime(survey.closes_at),
        "address": absolute(survey.get_absolute_url()),
        "secrecy": absolute(reverse("surveys:secrecy")),
    }


@mail("surveys/code", _("Code for a survey"))
def code(pk, *, code):
    """The code and the link with it; the part behind # never reaches a server."""
    survey, told = about_survey(pk)
    if survey is None:
        return None
    answer = absolute(reverse("surveys:answer", args=[survey.slug]))
    return {"context": {**told, "code": code, "answer": f"{answer}#{code}"}}


@mail("surveys/reminder", _("Reminder of a survey"))
def reminder(pk):
    survey, told = about_survey(pk)
    return None if survey is None else {"context": told}

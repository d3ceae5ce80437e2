"""Whether a form that everyone may send was filled in by a person: without a riddle, and without asking anybody else."""

import time

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SALT = "klimakreise.humans"
QUICKEST = 3  # seconds; nobody reads and fills in a form faster
LONGEST = 24 * 60 * 60  # seconds; so that one opened form is not sent for ever


def opened_now():
    return signing.dumps(time.time(), salt=SALT)


class HumanForm(forms.Form):
    """Goes along with another form: a field that people do not see, and when the form was opened.

    `is_trapped` says that a robot filled in the hidden field: answer as always and do nothing.
    """

    nickname = forms.CharField(label=_("Leave this empty"), required=False)
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None):
        super().__init__(data, initial={"opened": opened_now()}, auto_id="id_human_%s")

    @property
    def is_trapped(self):
        return bool(self.data.get("nickname"))

    def clean_opened(self):
        try:
            opened = signing.loads(self.cleaned_data["opened"], salt=SALT, max_age=LONGEST)
        except signing.BadSignature:
            self.data = {**self.data.dict(), "opened": opened_now()}
            raise ValidationError(
                _("The form was open for very long. Look at it once more and send it again.")
            ) from None
        if time.time() - opened < QUICKEST:
            raise ValidationError(_("That was very fast. Look at it once more and send it again."))
        return opened

"""allauth's forms in our words: labels of our own, no placeholders, nothing that a strict CSP would refuse."""

import contextlib

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkey
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from klimakreise.accounts.wording import SECOND_FACTOR

LABELS = {
    "email": _("E-mail address"),
    "login": _("E-mail address"),
    "code": _("Code"),
    "website": _("Leave this field empty"),
    "passwordless": _("Log in with it, too, without a code by e-mail"),
}


class InOurWords:
    """Mixed into a form of allauth."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)


class LoginForm(InOurWords, account.LoginForm):
    pass


class RequestLoginCodeForm(InOurWords, account.RequestLoginCodeForm):
    pass


class ConfirmLoginCodeForm(InOurWords, account.ConfirmLoginCodeForm):
    pass


class ConfirmEmailVerificationCodeForm(InOurWords, account.ConfirmEmailVerificationCodeForm):
    pass


class ConfirmReauthenticationCodeForm(InOurWords, account.ConfirmReauthenticationCodeForm):
    pass


class AddEmailForm(InOurWords, account.AddEmailForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")


class SignupForm(InOurWords, account.SignupForm):
    field_order = ["name", "email"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # allauth hides the field that only robots fill in by an inline style; our template does it by a class.
        self.fields["website"].widget.attrs = {"tabindex": "-1", "autocomplete": "off"}


class AuthenticateForm(InOurWords, factor.AuthenticateForm):
    pass


class ReauthenticateForm(InOurWords, factor.ReauthenticateForm):
    pass


class ActivateTOTPForm(InOurWords, totp.ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code that the app shows")


class PasskeyName:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
        self.fields["name"].max_length = 80
        self.fields["name"].widget.attrs["maxlength"] = "80"


@contextlib.contextmanager
def nothing_but_a_passkey():
    """Refuse with our message what no device has written: the library that reads it fails in ways nobody has counted."""
    try:
        yield
    except ValidationError:
        raise
    except Exception as error:
        raise ValidationError(SECOND_FACTOR["incorrect_code"], "incorrect_code") from error


class AuthenticateWebAuthnForm(passkey.AuthenticateWebAuthnForm):
    def clean_credential(self):
        with nothing_but_a_passkey():
            return super().clean_credential()


class LoginWebAuthnForm(passkey.LoginWebAuthnForm):
    def clean_credential(self):
        with nothing_but_a_passkey():
            return super().clean_credential()


class ReauthenticateWebAuthnForm(passkey.ReauthenticateWebAuthnForm):
    def clean_credential(self):
        with nothing_but_a_passkey():
            return super().clean_credential()


class AddWebAuthnForm(PasskeyName, InOurWords, passkey.AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].help_text = _("The device then asks for a PIN, a fingerprint or a face.")

    def clean(self):
        with nothing_but_a_passkey():
            return super().clean()


class EditWebAuthnForm(PasskeyName, InOurWords, passkey.EditWebAuthnForm):
    pass

"""allauth's forms in our words: labels of our own, no placeholders, nothing that a strict CSP would refuse."""

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkey
from django.utils.translation import gettext_lazy as _

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


class AddWebAuthnForm(PasskeyName, InOurWords, passkey.AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].help_text = _("The device then asks for a PIN, a fingerprint or a face.")


class EditWebAuthnForm(PasskeyName, InOurWords, passkey.EditWebAuthnForm):
    pass

"""What allauth says, in our words and one form of address; its own German mixes two."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext_lazy as _

ACCOUNT = {
    **DefaultAccountAdapter.error_messages,
    "account_inactive": _("This account is closed."),
    "duplicate_email": _("This is the address of your account already."),
    "email_taken": _("This address cannot be used."),
    "incorrect_code": _("The code is not right. Please look at the newest mail again."),
    "invalid_login": _("The login did not work. Please try again."),
    "same_as_current": _("The new address must be another one."),
    "too_many_login_attempts": _("Too many attempts. Please wait a few minutes, then try again."),
    "rate_limited": _("Too many attempts. Please wait a few minutes, then try again."),
}

SECOND_FACTOR = {
    **DefaultMFAAdapter.error_messages,
    "add_email_blocked": _("The address cannot be changed while there is a second factor."),
    "cannot_delete_authenticator": _("This second factor cannot be removed."),
    "cannot_generate_recovery_codes": _("Recovery codes come with a second factor: please set one up first."),
    "incorrect_code": _("The code is not right."),
    "unverified_email": _("Please confirm the e-mail address first."),
}

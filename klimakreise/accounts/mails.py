"""The mails that allauth sends. What they say comes sealed: codes, and what a browser says of itself."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from klimakreise.accounts.models import CityInvitation
from klimakreise.mailing.registry import absolute, mail

# allauth's names of the mails that have a template of ours, `mail/accounts/<name>.md`
OURS = {
    "login_code": _("Code for logging in"),
    "email_confirmation": _("Confirmation of an address"),
    "email_confirmation_signup": _("Confirmation of an address"),
    "account_already_exists": _("There is an account already"),
    "unknown_account": _("There is no account"),
    "email_changed": _("Change of an account"),
    "email_confirm": _("Change of an account"),
    "email_deleted": _("Change of an account"),
    "totp_activated": _("Change of an account"),
    "totp_deactivated": _("Change of an account"),
    "webauthn_added": _("Change of an account"),
    "webauthn_removed": _("Change of an account"),
    "recovery_codes_generated": _("Change of an account"),
}


def from_what_was_sealed(_about, **secret):
    links = {"login": absolute(reverse("account_login")), "register": absolute(reverse("account_signup"))}
    return {"context": {**secret, **links}}


for name, label in {**OURS, "other": _("Mail about an account")}.items():
    mail(f"accounts/{name}", label)(from_what_was_sealed)


@mail("accounts/city_invitation", _("Invitation of the city"))
def city_invitation(pk):
    """The link with which somebody of the city joins an office; its token is made here."""
    invitation = (
        CityInvitation.objects.open().select_related("department", "invited_by").filter(pk=pk).first()
    )
    return invitation and {"context": in_the_letter(invitation)}


def in_the_letter(invitation):
    """What the mail of an invitation says: who invites to what, the link, until when."""
    return {
        "joins": invitation.joins,
        "inviter": str(invitation.invited_by.name) if invitation.invited_by else "",
        "link": absolute(reverse("account_invitation", args=[invitation.token])),
        "until": date_format(timezone.localtime(invitation.valid_until), "DATE_FORMAT"),
    }

import datetime
import secrets

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.utils.translation import get_language

from klimakreise.accounts.mails import OURS
from klimakreise.accounts.wording import ACCOUNT
from klimakreise.mailing.outbox import queue

A_CODE_LIVES = datetime.timedelta(minutes=15)
OTHERS_LIVE = datetime.timedelta(days=3)


class AccountAdapter(DefaultAccountAdapter):
    """Our words, and no way round a second factor."""

    error_messages = ACCOUNT

    def send_account_already_exists_mail(self, email):
        self.send_mail("account/email/account_already_exists", email, {})

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Tell the owner of an account what has changed in it; what they have just confirmed themselves is no news."""
        if template_prefix.rpartition("/")[2] in OURS:
            super().send_notification_mail(template_prefix, user, context, email)

    def get_reauthentication_methods(self, user):
        """Who has a second factor confirms with it: whoever only reads the mailbox must not be able to remove it."""
        methods = super().get_reauthentication_methods(user)
        return [way for way in methods if way["id"].startswith("mfa_reauthenticate")] or methods

    def send_mail(self, template_prefix, email, context):
        """Put the mail into the outbox, sealed and urgent: no page waits for the mail server."""
        name = template_prefix.rpartition("/")[2]
        if name in OURS:
            secret = {key: value for key, value in context.items() if isinstance(value, str)}
        else:
            whole = {"request": allauth_context.request, "email": email, **context}
            letter = self.render_mail(template_prefix, email, whole)
            name, secret = "other", {"subject": letter.subject, "text": letter.body}
        queue(
            f"accounts/{name}",
            to=email,
            key=f"accounts-{secrets.token_hex(12)}",
            language=get_language(),
            urgent=True,
            secret=secret,
            expires=A_CODE_LIVES if "code" in context else OTHERS_LIVE,
        )

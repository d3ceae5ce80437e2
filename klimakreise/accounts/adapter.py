import datetime
import secrets

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.utils.translation import get_language

from klimakreise.accounts.mails import OURS
from klimakreise.mailing.outbox import queue

A_CODE_LIVES = datetime.timedelta(minutes=15)
OTHERS_LIVE = datetime.timedelta(days=3)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the planning team until people can register themselves."""

    def is_open_for_signup(self, request):
        return False

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

from django.core.management.base import BaseCommand, CommandError

from klimakreise.accounts import second_factor
from klimakreise.accounts.models import User


class Command(BaseCommand):
    help = "Remove the second factors of a person who has lost them, and the recovery codes, and end all their sessions."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, email, **options):
        user = User.objects.filter(email__iexact=email.strip()).first()
        if user is None:
            raise CommandError(f"There is no account with the address “{email}”.")
        found = second_factor.reset(user)
        what = {"totp": "app", "webauthn": "passkeys"}
        removed = " and ".join(what[kind] for kind in found) or "nothing, for there was none"
        return (
            f"{user.email}: removed {removed}. All sessions have ended; the next login needs only the code sent by mail, "
            "and the administration asks for a new second factor."
        )

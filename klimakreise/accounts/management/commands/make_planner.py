from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from klimakreise.accounts.models import User
from klimakreise.accounts.roles import note_roles, roles_in_words


class Command(BaseCommand):
    help = "Make the person with this e-mail address a member of the planning team; they log in by a code sent there."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", default="")
        parser.add_argument("--demo", action="store_true", help="say where the code appears in the demo")

    @transaction.atomic
    def handle(self, email, name, *, demo, **options):
        email = email.strip().lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"“{email}” is not an e-mail address.") from error
        user = User.objects.filter(email__iexact=email).first() or User.objects.create_user(email, name=name)
        before = roles_in_words(user)
        user.is_planner, user.is_active, user.name = True, True, name or user.name
        user.save(update_fields=["is_planner", "is_active", "name"])
        note_roles(user, before)
        user.emailaddress_set.update_or_create(email=email, defaults={"verified": True, "primary": True})
        if demo:
            return (
                f"Zum Ausprobieren: anmelden unter /konto/login/ mit {email}; der Code erscheint hier im Terminal.\n"
                f"(To try it out: log in at /konto/login/ as {email}; the code appears here in the terminal.)"
            )
        return f"{email} belongs to the planning team now. Log in at /konto/login/ with a code sent by mail."

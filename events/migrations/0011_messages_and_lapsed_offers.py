import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("alliance", "0008_logos_of_groups"),
        ("events", "0010_notices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EventMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=32)),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("text", models.TextField(verbose_name="text")),
                (
                    "subject_en",
                    models.CharField(blank=True, max_length=200, verbose_name="subject in English"),
                ),
                ("text_en", models.TextField(blank=True, verbose_name="text in English")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sent at")),
                ("recipients", models.PositiveIntegerField(verbose_name="mails")),
            ],
            options={
                "verbose_name": "message to those registered",
                "verbose_name_plural": "messages to those registered",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="registration",
            name="offer_lapsed_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="has let an offer lapse at"
            ),
        ),
        migrations.AlterField(
            model_name="eventmailtext",
            name="kind",
            field=models.CharField(
                choices=[
                    ("confirm", "Please confirm the registration"),
                    ("confirmed", "Registration confirmed"),
                    ("waiting", "Place on the waiting list"),
                    ("offered", "A place is offered"),
                    ("moved_up", "Moved up from the waiting list"),
                    ("cancelled", "Registration cancelled"),
                    ("link", "Link to one's own registration"),
                    ("seat", "Seat in a circle"),
                ],
                max_length=20,
                verbose_name="mail",
            ),
        ),
        migrations.AlterField(
            model_name="historicaleventmailtext",
            name="kind",
            field=models.CharField(
                choices=[
                    ("confirm", "Please confirm the registration"),
                    ("confirmed", "Registration confirmed"),
                    ("waiting", "Place on the waiting list"),
                    ("offered", "A place is offered"),
                    ("moved_up", "Moved up from the waiting list"),
                    ("cancelled", "Registration cancelled"),
                    ("link", "Link to one's own registration"),
                    ("seat", "Seat in a circle"),
                ],
                max_length=20,
                verbose_name="mail",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(("offer_lapsed_at", None), ("state", "waiting"), _connector="OR"),
                name="registration_has_let_an_offer_lapse_only_if_it_waits",
                violation_error_message="Only somebody who waits can have let an offer lapse.",
            ),
        ),
        migrations.AddField(
            model_name="eventmessage",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="eventmessage",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="messages",
                to="events.event",
                verbose_name="event",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventmessage",
            constraint=models.UniqueConstraint(
                fields=("event", "key"),
                name="event_message_is_one_for_a_form",
                violation_error_message="This message was sent already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("subject", ""), _negated=True), models.Q(("text", ""), _negated=True)
                ),
                name="event_message_has_subject_and_text",
                violation_error_message="Give a subject and a text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("subject_en", ""), ("text_en", "")),
                    models.Q(
                        models.Q(("subject_en", ""), _negated=True), models.Q(("text_en", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="event_message_has_subject_and_text_in_english_or_none",
                violation_error_message="Give a subject and a text in English, or neither.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(("recipients__gte", 1)),
                name="event_message_has_a_recipient",
                violation_error_message="Choose at least one person.",
            ),
        ),
    ]

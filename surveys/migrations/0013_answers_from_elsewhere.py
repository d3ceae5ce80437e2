"""Surveys whose answers are imported: a mode of their own, and what is uploaded, for an hour."""

import django.db.models.deletion
import django.utils.timezone
import surveys.models.ballots
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0014_sectors_are_no_lines"),
        ("publishing", "0010_corrected_is_said_of_more"),
        ("surveys", "0012_tables_of_two_questions"),
    ]

    operations = [
        migrations.CreateModel(
            name="UploadedAnswers",
            fields=[
                (
                    "key",
                    surveys.models.ballots.RandomKey(
                        default=surveys.models.ballots.random_key,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("sealed", models.BinaryField(verbose_name="sealed")),
                (
                    "at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="time"
                    ),
                ),
            ],
            options={
                "verbose_name": "uploaded file with answers",
                "verbose_name_plural": "uploaded files with answers",
            },
        ),
        migrations.RemoveConstraint(
            model_name="survey",
            name="survey_is_closed_only_after_it_was_open",
        ),
        migrations.AlterField(
            model_name="historicalsurvey",
            name="mode",
            field=models.CharField(
                blank=True,
                choices=[
                    ("secret", "secret, with a code"),
                    ("named", "by name, one answer for each group"),
                    ("open", "open to everyone, without a code"),
                    ("import", "held elsewhere, its answers are imported and counted here"),
                ],
                help_text="Empty for a survey that was made elsewhere and whose figures are taken over.",
                max_length=6,
                verbose_name="mode",
            ),
        ),
        migrations.AlterField(
            model_name="survey",
            name="mode",
            field=models.CharField(
                blank=True,
                choices=[
                    ("secret", "secret, with a code"),
                    ("named", "by name, one answer for each group"),
                    ("open", "open to everyone, without a code"),
                    ("import", "held elsewhere, its answers are imported and counted here"),
                ],
                help_text="Empty for a survey that was made elsewhere and whose figures are taken over.",
                max_length=6,
                verbose_name="mode",
            ),
        ),
        migrations.AddConstraint(
            model_name="survey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at", None),
                    ("mode", "import"),
                    models.Q(("opens_at__isnull", False), ("opens_at__lte", models.F("closed_at"))),
                    _connector="OR",
                ),
                name="survey_is_closed_only_after_it_was_open",
                violation_error_message="Only a survey that was open can be closed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="survey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mode", "import"), _negated=True),
                    models.Q(("closes_at", None), ("opens_at", None)),
                    _connector="OR",
                ),
                name="survey_that_was_held_elsewhere_does_not_open_here",
                violation_error_message="A survey that was held elsewhere takes no answers here: leave the times empty.",
            ),
        ),
        migrations.AddField(
            model_name="uploadedanswers",
            name="survey",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="surveys.survey",
                verbose_name="survey",
            ),
        ),
    ]

"""Surveys that are answered here: modes and times, sections, scales, conditions, named answers, corrections."""

import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("alliance", "0008_logos_of_groups"),
        ("events", "0010_notices"),
        ("publishing", "0008_acts_on_surveys"),
        ("surveys", "0002_history"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="time")),
                ("where", models.CharField(max_length=200, verbose_name="where")),
                ("before", models.TextField(blank=True, verbose_name="before")),
                ("after", models.TextField(blank=True, verbose_name="after")),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
            ],
            options={
                "verbose_name": "correction of a survey",
                "verbose_name_plural": "corrections of surveys",
                "ordering": ["survey", "at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="GroupAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="time")),
            ],
            options={
                "verbose_name": "answer of a group",
                "verbose_name_plural": "answers of groups",
                "ordering": ["survey", "group__name"],
            },
        ),
        migrations.CreateModel(
            name="GroupAnswerLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=12, null=True, verbose_name="value"
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
            ],
            options={
                "verbose_name": "line of a group's answer",
                "verbose_name_plural": "lines of groups' answers",
                "ordering": ["answer", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalScalePoint",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "history_role",
                    models.CharField(
                        choices=[
                            ("superuser", "technical administration"),
                            ("planner", "planning team"),
                            ("city", "city administration"),
                            ("person", "person with an account"),
                            ("visitor", "somebody without an account"),
                            ("command", "a command on the server"),
                            ("loading", "loading of data"),
                            ("itself", "by itself"),
                        ],
                        max_length=10,
                    ),
                ),
                ("history_occasion", models.CharField(db_index=True, max_length=32)),
                ("number", models.SmallIntegerField(verbose_name="value")),
                (
                    "label",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the value stands for itself.",
                        max_length=200,
                        verbose_name="label",
                    ),
                ),
                ("label_en", models.CharField(blank=True, max_length=200, verbose_name="label in English")),
                ("history_user_id", models.PositiveBigIntegerField(null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
            ],
            options={
                "verbose_name": "historical point of a scale",
                "verbose_name_plural": "historical points of scales",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSection",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "history_role",
                    models.CharField(
                        choices=[
                            ("superuser", "technical administration"),
                            ("planner", "planning team"),
                            ("city", "city administration"),
                            ("person", "person with an account"),
                            ("visitor", "somebody without an account"),
                            ("command", "a command on the server"),
                            ("loading", "loading of data"),
                            ("itself", "by itself"),
                        ],
                        max_length=10,
                    ),
                ),
                ("history_occasion", models.CharField(db_index=True, max_length=32)),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("title", models.CharField(max_length=200, verbose_name="heading")),
                ("title_en", models.CharField(blank=True, max_length=200, verbose_name="heading in English")),
                ("text", models.TextField(blank=True, help_text="Markdown.", verbose_name="introduction")),
                ("text_en", models.TextField(blank=True, verbose_name="introduction in English")),
                ("history_user_id", models.PositiveBigIntegerField(null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
            ],
            options={
                "verbose_name": "historical section of a survey",
                "verbose_name_plural": "historical sections of surveys",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ScalePoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.SmallIntegerField(verbose_name="value")),
                (
                    "label",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the value stands for itself.",
                        max_length=200,
                        verbose_name="label",
                    ),
                ),
                ("label_en", models.CharField(blank=True, max_length=200, verbose_name="label in English")),
            ],
            options={
                "verbose_name": "point of a scale",
                "verbose_name_plural": "points of scales",
                "ordering": ["question", "number"],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("title", models.CharField(max_length=200, verbose_name="heading")),
                ("title_en", models.CharField(blank=True, max_length=200, verbose_name="heading in English")),
                ("text", models.TextField(blank=True, help_text="Markdown.", verbose_name="introduction")),
                ("text_en", models.TextField(blank=True, verbose_name="introduction in English")),
            ],
            options={
                "verbose_name": "section of a survey",
                "verbose_name_plural": "sections of surveys",
                "ordering": ["survey", "number"],
            },
        ),
        migrations.AddField(
            model_name="historicaloption",
            name="label_en",
            field=models.CharField(blank=True, max_length=300, verbose_name="label in English"),
        ),
        migrations.AddField(
            model_name="historicalquestion",
            name="choices_max",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="How many answers may be chosen or ranked. Empty: any number.",
                null=True,
                verbose_name="at most",
            ),
        ),
        migrations.AddField(
            model_name="historicalquestion",
            name="decimals",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="decimal places"),
        ),
        migrations.AddField(
            model_name="historicalquestion",
            name="describes_person",
            field=models.BooleanField(
                default=False,
                help_text="E.g. age or sector. Its results are shown only where nobody can be recognised by them.",
                verbose_name="describes the person",
            ),
        ),
        migrations.AddField(
            model_name="historicalquestion",
            name="help",
            field=models.CharField(blank=True, max_length=500, verbose_name="hint"),
        ),
        migrations.AddField(
            model_name="historicalquestion",
            name="help_en",
            field=models.CharField(blank=True, max_length=500, verbose_name="hint in English"),
        ),
        migrations.AddField(
            model_name="historicalquestion",
            name="least",
            field=models.DecimalField(
                blank=True, decimal_places=4, max_digits=12, null=True, verbose_name="at least"
            ),
        ),
        migrations.AddField(
            model_name="historicalquestion",
            name="most",
            field=models.DecimalField(
                blank=True, decimal_places=4, max_digits=12, null=True, verbose_name="at most"
            ),
        ),
        migrations.AddField(
            model_name="historicalquestion",
            name="offers_no_answer",
            field=models.BooleanField(
                default=False,
                help_text="For ratings: a way to say that one has no opinion.",
                verbose_name="offers “no answer”",
            ),
        ),
        migrations.AddField(
            model_name="historicalquestion",
            name="required",
            field=models.BooleanField(default=False, verbose_name="must be answered"),
        ),
        migrations.AddField(
            model_name="historicalquestion",
            name="shown_if",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="An answer to an earlier question with choices. Empty: always asked.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="surveys.option",
                verbose_name="asked only if",
            ),
        ),
        migrations.AddField(
            model_name="historicalquestion",
            name="text_en",
            field=models.CharField(blank=True, max_length=500, verbose_name="wording in English"),
        ),
        migrations.AddField(
            model_name="historicalquestion",
            name="unit",
            field=models.CharField(blank=True, max_length=40, verbose_name="unit"),
        ),
        migrations.AddField(
            model_name="historicalquestion",
            name="unit_en",
            field=models.CharField(blank=True, max_length=40, verbose_name="unit in English"),
        ),
        migrations.AddField(
            model_name="historicalsurvey",
            name="audience_en",
            field=models.CharField(blank=True, max_length=300, verbose_name="who was asked, in English"),
        ),
        migrations.AddField(
            model_name="historicalsurvey",
            name="closed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="closed at"),
        ),
        migrations.AddField(
            model_name="historicalsurvey",
            name="closes_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="closes at"),
        ),
        migrations.AddField(
            model_name="historicalsurvey",
            name="frozen_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="frozen since"),
        ),
        migrations.AddField(
            model_name="historicalsurvey",
            name="mode",
            field=models.CharField(
                blank=True,
                choices=[
                    ("secret", "secret, with a code"),
                    ("named", "by name, one answer for each group"),
                    ("open", "open to everyone, without a code"),
                ],
                help_text="Empty for a survey that was made elsewhere and whose figures are taken over.",
                max_length=6,
                verbose_name="mode",
            ),
        ),
        migrations.AddField(
            model_name="historicalsurvey",
            name="opens_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="opens at"),
        ),
        migrations.AddField(
            model_name="historicalsurvey",
            name="purpose_en",
            field=models.TextField(blank=True, verbose_name="purpose in English"),
        ),
        migrations.AddField(
            model_name="historicalsurvey",
            name="title_en",
            field=models.CharField(blank=True, max_length=300, verbose_name="title in English"),
        ),
        migrations.AddField(
            model_name="option",
            name="label_en",
            field=models.CharField(blank=True, max_length=300, verbose_name="label in English"),
        ),
        migrations.AddField(
            model_name="question",
            name="choices_max",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="How many answers may be chosen or ranked. Empty: any number.",
                null=True,
                verbose_name="at most",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="decimals",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="decimal places"),
        ),
        migrations.AddField(
            model_name="question",
            name="describes_person",
            field=models.BooleanField(
                default=False,
                help_text="E.g. age or sector. Its results are shown only where nobody can be recognised by them.",
                verbose_name="describes the person",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="help",
            field=models.CharField(blank=True, max_length=500, verbose_name="hint"),
        ),
        migrations.AddField(
            model_name="question",
            name="help_en",
            field=models.CharField(blank=True, max_length=500, verbose_name="hint in English"),
        ),
        migrations.AddField(
            model_name="question",
            name="least",
            field=models.DecimalField(
                blank=True, decimal_places=4, max_digits=12, null=True, verbose_name="at least"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="most",
            field=models.DecimalField(
                blank=True, decimal_places=4, max_digits=12, null=True, verbose_name="at most"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="offers_no_answer",
            field=models.BooleanField(
                default=False,
                help_text="For ratings: a way to say that one has no opinion.",
                verbose_name="offers “no answer”",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="required",
            field=models.BooleanField(default=False, verbose_name="must be answered"),
        ),
        migrations.AddField(
            model_name="question",
            name="shown_if",
            field=models.ForeignKey(
                blank=True,
                help_text="An answer to an earlier question with choices. Empty: always asked.",
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="leads_to",
                to="surveys.option",
                verbose_name="asked only if",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="text_en",
            field=models.CharField(blank=True, max_length=500, verbose_name="wording in English"),
        ),
        migrations.AddField(
            model_name="question",
            name="unit",
            field=models.CharField(blank=True, max_length=40, verbose_name="unit"),
        ),
        migrations.AddField(
            model_name="question",
            name="unit_en",
            field=models.CharField(blank=True, max_length=40, verbose_name="unit in English"),
        ),
        migrations.AddField(
            model_name="survey",
            name="audience_en",
            field=models.CharField(blank=True, max_length=300, verbose_name="who was asked, in English"),
        ),
        migrations.AddField(
            model_name="survey",
            name="closed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="closed at"),
        ),
        migrations.AddField(
            model_name="survey",
            name="closes_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="closes at"),
        ),
        migrations.AddField(
            model_name="survey",
            name="frozen_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="frozen since"),
        ),
        migrations.AddField(
            model_name="survey",
            name="mode",
            field=models.CharField(
                blank=True,
                choices=[
                    ("secret", "secret, with a code"),
                    ("named", "by name, one answer for each group"),
                    ("open", "open to everyone, without a code"),
                ],
                help_text="Empty for a survey that was made elsewhere and whose figures are taken over.",
                max_length=6,
                verbose_name="mode",
            ),
        ),
        migrations.AddField(
            model_name="survey",
            name="opens_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="opens at"),
        ),
        migrations.AddField(
            model_name="survey",
            name="purpose_en",
            field=models.TextField(blank=True, verbose_name="purpose in English"),
        ),
        migrations.AddField(
            model_name="survey",
            name="title_en",
            field=models.CharField(blank=True, max_length=300, verbose_name="title in English"),
        ),
        migrations.AlterField(
            model_name="historicalquestion",
            name="type",
            field=models.CharField(
                blank=True,
                choices=[
                    ("single_choice", "single choice"),
                    ("multiple_choice", "multiple choice"),
                    ("rating", "rating"),
                    ("matrix", "matrix of ratings"),
                    ("ranking", "ranking"),
                    ("number", "number"),
                    ("free_text", "free text"),
                ],
                max_length=20,
                verbose_name="type",
            ),
        ),
        migrations.AlterField(
            model_name="question",
            name="type",
            field=models.CharField(
                blank=True,
                choices=[
                    ("single_choice", "single choice"),
                    ("multiple_choice", "multiple choice"),
                    ("rating", "rating"),
                    ("matrix", "matrix of ratings"),
                    ("ranking", "ranking"),
                    ("number", "number"),
                    ("free_text", "free text"),
                ],
                max_length=20,
                verbose_name="type",
            ),
        ),
        migrations.AddConstraint(
            model_name="survey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mode", ""), _negated=True),
                    models.Q(
                        ("closed_at", None), ("closes_at", None), ("frozen_at", None), ("opens_at", None)
                    ),
                    _connector="OR",
                ),
                name="survey_has_a_mode_if_it_is_answered_here",
                violation_error_message="Choose a mode: without one the survey takes no answers.",
            ),
        ),
        migrations.AddConstraint(
            model_name="survey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closes_at", None),
                    models.Q(("opens_at__isnull", False), ("opens_at__lt", models.F("closes_at"))),
                    _connector="OR",
                ),
                name="survey_is_open_before_its_time_ends",
                violation_error_message="The survey closes after it has opened: give both times.",
            ),
        ),
        migrations.AddConstraint(
            model_name="survey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at", None),
                    models.Q(("opens_at__isnull", False), ("opens_at__lte", models.F("closed_at"))),
                    _connector="OR",
                ),
                name="survey_is_closed_only_after_it_was_open",
                violation_error_message="Only a survey that was open can be closed.",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="survey",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="corrections",
                to="surveys.survey",
                verbose_name="survey",
            ),
        ),
        migrations.AddField(
            model_name="groupanswer",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="sent by",
            ),
        ),
        migrations.AddField(
            model_name="groupanswer",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="survey_answers",
                to="alliance.alliancegroup",
                verbose_name="alliance group",
            ),
        ),
        migrations.AddField(
            model_name="groupanswer",
            name="survey",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="group_answers",
                to="surveys.survey",
                verbose_name="survey",
            ),
        ),
        migrations.AddField(
            model_name="groupanswerline",
            name="answer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lines",
                to="surveys.groupanswer",
                verbose_name="answer of a group",
            ),
        ),
        migrations.AddField(
            model_name="groupanswerline",
            name="option",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="surveys.option",
                verbose_name="option",
            ),
        ),
        migrations.AddField(
            model_name="groupanswerline",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="surveys.question",
                verbose_name="question",
            ),
        ),
        migrations.AddField(
            model_name="historicalscalepoint",
            name="question",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="surveys.question",
                verbose_name="question",
            ),
        ),
        migrations.AddField(
            model_name="historicalsection",
            name="survey",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="surveys.survey",
                verbose_name="survey",
            ),
        ),
        migrations.AddField(
            model_name="scalepoint",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="scale_points",
                to="surveys.question",
                verbose_name="question",
            ),
        ),
        migrations.AddField(
            model_name="section",
            name="survey",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sections",
                to="surveys.survey",
                verbose_name="survey",
            ),
        ),
        migrations.AddField(
            model_name="historicalquestion",
            name="section",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Empty: before the first section.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="surveys.section",
                verbose_name="section",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="section",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: before the first section.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="questions",
                to="surveys.section",
                verbose_name="section",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("choices_max", None),
                    models.Q(
                        ("choices_max__gte", 1),
                        ("choices_max__isnull", False),
                        ("type__in", ["multiple_choice", "ranking"]),
                    ),
                    _connector="OR",
                ),
                name="question_has_a_maximum_only_if_several_can_be_chosen",
                violation_error_message="Only a multiple choice or a ranking has a maximum, and it is at least 1.",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("offers_no_answer", False), ("type__in", ["rating", "matrix"]), _connector="OR"
                ),
                name="question_has_no_answer_to_offer_unless_it_rates",
                violation_error_message="“No answer” belongs to ratings; other questions can be left out.",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("type", "number"),
                    models.Q(
                        ("decimals", 0),
                        ("least__isnull", True),
                        ("most__isnull", True),
                        ("unit", ""),
                        ("unit_en", ""),
                    ),
                    _connector="OR",
                ),
                name="question_has_unit_and_bounds_only_for_a_number",
                violation_error_message="Unit, bounds and decimal places belong to questions for a number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("least", None), ("most", None), ("least__lte", models.F("most")), _connector="OR"
                ),
                name="question_has_bounds_in_their_order",
                violation_error_message="The lower bound is not above the upper one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("decimals__lte", 4)),
                name="question_has_at_most_four_decimal_places",
                violation_error_message="A number has at most four decimal places.",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("describes_person", False),
                    models.Q(("type__in", ["free_text", "matrix", "ranking"]), _negated=True),
                    _connector="OR",
                ),
                name="question_has_no_free_words_about_the_person",
                violation_error_message="What describes the person is asked by choices, a rating or a number: free words could name somebody.",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(("before", models.F("after")), _negated=True),
                name="survey_correction_does_change_something",
                violation_error_message="A correction changes something.",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="survey_correction_has_a_reason",
                violation_error_message="Say why it is corrected.",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupanswer",
            constraint=models.UniqueConstraint(
                fields=("survey", "group"),
                name="group_answer_is_the_only_one_of_its_group",
                violation_error_message="This group has answered this survey already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupanswerline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("option", None)),
                fields=("answer", "question"),
                name="group_answer_has_one_line_for_a_question",
                violation_error_message="This question is answered already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupanswerline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("option__isnull", False)),
                fields=("answer", "question", "option"),
                name="group_answer_has_one_line_for_an_option",
                violation_error_message="This option is answered already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="scalepoint",
            constraint=models.UniqueConstraint(
                fields=("question", "number"),
                name="scale_point_has_a_value_of_its_own",
                violation_error_message="This scale has a point with this value already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.UniqueConstraint(
                fields=("survey", "number"),
                name="survey_section_has_a_number_of_its_own",
                violation_error_message="This survey has a section with this number already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True),
                name="survey_section_has_a_heading",
                violation_error_message="Give a heading.",
            ),
        ),
    ]

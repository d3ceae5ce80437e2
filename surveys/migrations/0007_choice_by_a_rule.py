"""The choice of topics as a thing of its own: its rule, what it says, where the team deviated, corrections."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("circles", "0004_seating"),
        ("events", "0010_notices"),
        ("publishing", "0010_corrected_is_said_of_more"),
        ("surveys", "0006_counted_results"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalTopicCorrection",
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
                ("text", models.TextField(verbose_name="what was corrected, and why")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="time")),
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
                "verbose_name": "historical correction of a choice of topics",
                "verbose_name_plural": "historical corrections of choices of topics",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTopicSelection",
            fields=[
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
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        db_index=True,
                        help_text="Empty: a draft. In the future: appears by itself at that time.",
                        null=True,
                        verbose_name="published at",
                    ),
                ),
                ("is_example", models.BooleanField(default=False, editable=False, verbose_name="example")),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        help_text="Markdown. Who chose, when, and what the rule cannot say.",
                        verbose_name="how the topics were chosen",
                    ),
                ),
                (
                    "weight_relevance",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="weight of relevance",
                    ),
                ),
                (
                    "weight_emissions",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="weight of the share of emissions",
                    ),
                ),
                (
                    "weight_influence",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="weight of influence",
                    ),
                ),
                (
                    "relevance_measure",
                    models.CharField(
                        choices=[("mean", "mean of a rating"), ("share", "share of answers in per cent")],
                        default="mean",
                        max_length=5,
                        verbose_name="relevance is",
                    ),
                ),
                (
                    "relevance_low",
                    models.DecimalField(
                        decimal_places=2,
                        default=1,
                        help_text="Of a rating from 1 to 5: 1.",
                        max_digits=6,
                        verbose_name="relevance of 0 points",
                    ),
                ),
                (
                    "relevance_high",
                    models.DecimalField(
                        decimal_places=2, default=5, max_digits=6, verbose_name="relevance of 100 points"
                    ),
                ),
                (
                    "emissions_high",
                    models.DecimalField(
                        decimal_places=2,
                        default=40,
                        help_text="In per cent; no share gives 0 points, a greater one no more than 100.",
                        max_digits=5,
                        validators=[
                            django.core.validators.MaxValueValidator(100),
                            django.core.validators.MinValueValidator(Decimal("0.01")),
                        ],
                        verbose_name="share of emissions of 100 points",
                    ),
                ),
                (
                    "places",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty: as many as reach the thresholds.",
                        null=True,
                        verbose_name="number of topics",
                    ),
                ),
                (
                    "least_points",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=4,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="points at least",
                    ),
                ),
                (
                    "least_influence",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="From 0 to 3.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(3)],
                        verbose_name="influence at least",
                    ),
                ),
                (
                    "unknown",
                    models.CharField(
                        choices=[
                            ("left_out", "is left out, and the other criteria count the more"),
                            ("zero", "counts as 0 points"),
                        ],
                        default="left_out",
                        max_length=8,
                        verbose_name="an unknown figure",
                    ),
                ),
                (
                    "least_known",
                    models.PositiveSmallIntegerField(
                        default=50,
                        help_text="Of a topic of which less is known the rule says nothing.",
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="per cent of the weight that must be known",
                    ),
                ),
                ("frozen_at", models.DateTimeField(editable=False, null=True, verbose_name="frozen since")),
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
                "verbose_name": "historical choice of topics",
                "verbose_name_plural": "historical choices of topics",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="TopicCorrection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="what was corrected, and why")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="time")),
            ],
            options={
                "verbose_name": "correction of a choice of topics",
                "verbose_name_plural": "corrections of choices of topics",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TopicSelection",
            fields=[
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        db_index=True,
                        help_text="Empty: a draft. In the future: appears by itself at that time.",
                        null=True,
                        verbose_name="published at",
                    ),
                ),
                ("is_example", models.BooleanField(default=False, editable=False, verbose_name="example")),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="topic_selection",
                        serialize=False,
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        help_text="Markdown. Who chose, when, and what the rule cannot say.",
                        verbose_name="how the topics were chosen",
                    ),
                ),
                (
                    "weight_relevance",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="weight of relevance",
                    ),
                ),
                (
                    "weight_emissions",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="weight of the share of emissions",
                    ),
                ),
                (
                    "weight_influence",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="weight of influence",
                    ),
                ),
                (
                    "relevance_measure",
                    models.CharField(
                        choices=[("mean", "mean of a rating"), ("share", "share of answers in per cent")],
                        default="mean",
                        max_length=5,
                        verbose_name="relevance is",
                    ),
                ),
                (
                    "relevance_low",
                    models.DecimalField(
                        decimal_places=2,
                        default=1,
                        help_text="Of a rating from 1 to 5: 1.",
                        max_digits=6,
                        verbose_name="relevance of 0 points",
                    ),
                ),
                (
                    "relevance_high",
                    models.DecimalField(
                        decimal_places=2, default=5, max_digits=6, verbose_name="relevance of 100 points"
                    ),
                ),
                (
                    "emissions_high",
                    models.DecimalField(
                        decimal_places=2,
                        default=40,
                        help_text="In per cent; no share gives 0 points, a greater one no more than 100.",
                        max_digits=5,
                        validators=[
                            django.core.validators.MaxValueValidator(100),
                            django.core.validators.MinValueValidator(Decimal("0.01")),
                        ],
                        verbose_name="share of emissions of 100 points",
                    ),
                ),
                (
                    "places",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty: as many as reach the thresholds.",
                        null=True,
                        verbose_name="number of topics",
                    ),
                ),
                (
                    "least_points",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=4,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="points at least",
                    ),
                ),
                (
                    "least_influence",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="From 0 to 3.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(3)],
                        verbose_name="influence at least",
                    ),
                ),
                (
                    "unknown",
                    models.CharField(
                        choices=[
                            ("left_out", "is left out, and the other criteria count the more"),
                            ("zero", "counts as 0 points"),
                        ],
                        default="left_out",
                        max_length=8,
                        verbose_name="an unknown figure",
                    ),
                ),
                (
                    "least_known",
                    models.PositiveSmallIntegerField(
                        default=50,
                        help_text="Of a topic of which less is known the rule says nothing.",
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="per cent of the weight that must be known",
                    ),
                ),
                ("frozen_at", models.DateTimeField(editable=False, null=True, verbose_name="frozen since")),
            ],
            options={
                "verbose_name": "choice of topics",
                "verbose_name_plural": "choices of topics",
                "ordering": ["-event__date", "event"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="topicreason",
            name="topic_figure_has_a_source",
        ),
        migrations.AddField(
            model_name="historicaltopicchoice",
            name="deviation",
            field=models.TextField(
                blank=True,
                help_text="Needed if the team chose otherwise than the rule.",
                verbose_name="why the team deviated from the rule",
            ),
        ),
        migrations.AddField(
            model_name="historicaltopicchoice",
            name="rule_says",
            field=models.CharField(
                blank=True,
                choices=[
                    ("in", "chosen by the rule"),
                    ("out", "not chosen by the rule"),
                    ("open", "not decided by the rule"),
                ],
                editable=False,
                max_length=4,
                verbose_name="the rule says",
            ),
        ),
        migrations.AddField(
            model_name="historicaltopicreason",
            name="answered_by",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="n of the question that relevance comes from.",
                null=True,
                verbose_name="answered by",
            ),
        ),
        migrations.AddField(
            model_name="historicaltopicreason",
            name="option",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The answer that relevance comes from, if it is one of several.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="surveys.option",
                verbose_name="option",
            ),
        ),
        migrations.AddField(
            model_name="historicaltopicreason",
            name="question",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The question that relevance comes from; its results must be published.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="surveys.question",
                verbose_name="question",
            ),
        ),
        migrations.AddField(
            model_name="topicchoice",
            name="deviation",
            field=models.TextField(
                blank=True,
                help_text="Needed if the team chose otherwise than the rule.",
                verbose_name="why the team deviated from the rule",
            ),
        ),
        migrations.AddField(
            model_name="topicchoice",
            name="rule_says",
            field=models.CharField(
                blank=True,
                choices=[
                    ("in", "chosen by the rule"),
                    ("out", "not chosen by the rule"),
                    ("open", "not decided by the rule"),
                ],
                editable=False,
                max_length=4,
                verbose_name="the rule says",
            ),
        ),
        migrations.AddField(
            model_name="topicreason",
            name="answered_by",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="n of the question that relevance comes from.",
                null=True,
                verbose_name="answered by",
            ),
        ),
        migrations.AddField(
            model_name="topicreason",
            name="option",
            field=models.ForeignKey(
                blank=True,
                help_text="The answer that relevance comes from, if it is one of several.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="surveys.option",
                verbose_name="option",
            ),
        ),
        migrations.AddField(
            model_name="topicreason",
            name="question",
            field=models.ForeignKey(
                blank=True,
                help_text="The question that relevance comes from; its results must be published.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="surveys.question",
                verbose_name="question",
            ),
        ),
        migrations.AlterField(
            model_name="historicaltopicreason",
            name="value",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                help_text="Share of emissions: in per cent. Influence of the city: from 0 (none) to 3 (great).",
                max_digits=10,
                null=True,
                verbose_name="value",
            ),
        ),
        migrations.AlterField(
            model_name="topicreason",
            name="value",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                help_text="Share of emissions: in per cent. Influence of the city: from 0 (none) to 3 (great).",
                max_digits=10,
                null=True,
                verbose_name="value",
            ),
        ),
        migrations.AddConstraint(
            model_name="topicreason",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("value", None),
                    ("source__isnull", False),
                    ("question__isnull", False),
                    ("option__isnull", False),
                    ("kind", "influence"),
                    _connector="OR",
                ),
                name="topic_figure_has_a_source",
                violation_error_message="A figure needs its source.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topicreason",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "influence"), _negated=True),
                    ("value", None),
                    models.Q(("value__in", [0, 1, 2, 3]), models.Q(("text", ""), _negated=True)),
                    _connector="OR",
                ),
                name="topic_influence_is_0_to_3_with_a_reason",
                violation_error_message="The influence of the city is 0, 1, 2 or 3, with a reason in words.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topicreason",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "emission_share"), _negated=True),
                    ("value", None),
                    ("value__range", (0, 100)),
                    _connector="OR",
                ),
                name="topic_emissions_are_a_percentage",
                violation_error_message="The share of emissions lies between 0 and 100 per cent.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topicreason",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "relevance"),
                    models.Q(("answered_by", None), ("option", None), ("question", None)),
                    _connector="OR",
                ),
                name="topic_relevance_alone_is_from_a_survey",
                violation_error_message="Only relevance comes from a question of a survey.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topicreason",
            constraint=models.CheckConstraint(
                condition=models.Q(("question", None), ("option", None), _connector="OR"),
                name="topic_relevance_is_from_one_figure",
                violation_error_message="Give the question or one of its options, not both.",
            ),
        ),
        migrations.AddField(
            model_name="historicaltopicselection",
            name="event",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="events.event",
                verbose_name="event",
            ),
        ),
        migrations.AddConstraint(
            model_name="topicselection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("weight_relevance__gt", 0),
                    ("weight_emissions__gt", 0),
                    ("weight_influence__gt", 0),
                    _connector="OR",
                ),
                name="choice_has_a_weight",
                violation_error_message="At least one criterion needs a weight.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topicselection",
            constraint=models.CheckConstraint(
                condition=models.Q(("relevance_high__gt", models.F("relevance_low"))),
                name="choice_has_a_rising_span_of_relevance",
                violation_error_message="The relevance of 100 points is greater than that of 0 points.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topicselection",
            constraint=models.CheckConstraint(
                condition=models.Q(("emissions_high__gt", 0), ("emissions_high__lte", 100)),
                name="choice_has_a_share_of_emissions_for_100_points",
                violation_error_message="The share of emissions lies between 0 and 100 per cent.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topicselection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("places__isnull", False), ("least_points__isnull", False), _connector="OR"
                ),
                name="choice_has_a_limit",
                violation_error_message="Give the number of topics, or how many points a topic needs.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topicselection",
            constraint=models.CheckConstraint(
                condition=models.Q(("places", None), ("places__gte", 1), _connector="OR"),
                name="choice_has_room_for_a_topic",
                violation_error_message="At least one topic is chosen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topicselection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("weight_emissions__lte", 100),
                    ("weight_influence__lte", 100),
                    ("weight_relevance__lte", 100),
                    ("least_known__lte", 100),
                    models.Q(("least_points", None), ("least_points__range", (0, 100)), _connector="OR"),
                ),
                name="choice_has_numbers_up_to_100",
                violation_error_message="Weights, points and per cent go from 0 to 100.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topicselection",
            constraint=models.CheckConstraint(
                condition=models.Q(("least_influence", None), ("least_influence__lte", 3), _connector="OR"),
                name="choice_has_an_influence_up_to_3",
                violation_error_message="The influence of the city goes from 0 to 3.",
            ),
        ),
        migrations.AddField(
            model_name="topiccorrection",
            name="selection",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="corrections",
                to="surveys.topicselection",
                verbose_name="choice of topics",
            ),
        ),
        migrations.AddField(
            model_name="historicaltopiccorrection",
            name="selection",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="surveys.topicselection",
                verbose_name="choice of topics",
            ),
        ),
        migrations.AddField(
            model_name="historicaltopicchoice",
            name="selection",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="surveys.topicselection",
                verbose_name="choice of topics",
            ),
        ),
        migrations.AddField(
            model_name="topicchoice",
            name="selection",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="candidates",
                to="surveys.topicselection",
                verbose_name="choice of topics",
            ),
        ),
        migrations.AddConstraint(
            model_name="topicchoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("selection", None), ("selection", models.F("event")), _connector="OR"),
                name="candidate_is_of_the_choice_of_its_event",
                violation_error_message="The candidate belongs to the choice of topics of its event.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topicchoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("chosen", False), ("rule_says", "in")),
                        models.Q(("chosen", True), ("rule_says", "out")),
                        _connector="OR",
                        _negated=True,
                    ),
                    models.Q(("deviation", ""), _negated=True),
                    _connector="OR",
                ),
                name="deviation_from_the_rule_has_a_reason",
                violation_error_message="Say why the team chose otherwise than the rule.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topiccorrection",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="correction_of_a_choice_says_something",
                violation_error_message="Say what is corrected, and why.",
            ),
        ),
    ]

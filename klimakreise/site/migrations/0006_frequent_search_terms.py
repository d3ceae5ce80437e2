"""Where frequent terms stand is kept ready. The nightly run chooses them by itself; until then search is as slow as it was."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("site", "0005_parts_of_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stem", models.CharField(max_length=60, verbose_name="stem")),
                ("part", models.CharField(max_length=62, verbose_name="part of a compound")),
            ],
            options={
                "verbose_name": "frequent search term",
                "verbose_name_plural": "frequent search terms",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("stem", "part"),
                        name="search_term_is_kept_once",
                        violation_error_message="There is one already: change that one.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchStanding",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "entry_id", "term_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "place",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "in a compound"),
                            (1, "in the text"),
                            (2, "in a compound of the title"),
                            (3, "in the title"),
                        ],
                        verbose_name="place",
                    ),
                ),
                ("is_whole", models.BooleanField(verbose_name="whole word")),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="standings",
                        to="site.searchentry",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="standings",
                        to="site.searchterm",
                    ),
                ),
            ],
            options={
                "verbose_name": "standing of a frequent search term",
                "verbose_name_plural": "standings of frequent search terms",
                "indexes": [
                    models.Index(fields=["term", "place", "entry"], name="search_standing_by_place"),
                    models.Index(
                        fields=["term", "entry", "place", "is_whole"], name="search_standing_by_entry"
                    ),
                ],
            },
        ),
    ]

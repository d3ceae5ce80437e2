"""The texts leave the table of the entries. They are carried over; going back, the nightly run writes them anew."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("site", "0006_frequent_search_terms"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        primary_key=True,
                        related_name="content",
                        serialize=False,
                        to="site.searchentry",
                        verbose_name="search entry",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("stems", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "text of a search entry",
                "verbose_name_plural": "texts of search entries",
            },
        ),
        migrations.RunSQL(
            "INSERT INTO site_searchtext (entry_id, text, stems) SELECT id, text, stems FROM site_searchentry",
            "UPDATE site_searchentry SET digest = ''",
        ),
        migrations.RemoveField(
            model_name="searchentry",
            name="stems",
        ),
        migrations.RemoveField(
            model_name="searchentry",
            name="text",
        ),
    ]

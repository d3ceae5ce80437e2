"""Only a word for the column: nothing of the table changes, its triggers stay."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0009_told_and_revised"),
    ]

    operations = [
        migrations.AlterField(
            model_name="auditrecord",
            name="act",
            field=models.CharField(
                choices=[
                    ("published", "published"),
                    ("scheduled", "scheduled"),
                    ("withdrawn", "withdrawn"),
                    ("cancelled", "cancelled"),
                    ("reinstated", "takes place after all"),
                    ("released", "released"),
                    ("hidden", "hidden"),
                    ("shown", "shown again"),
                    ("deleted", "deleted"),
                    ("exported", "exported"),
                    ("imported", "imported"),
                    ("role", "role changed"),
                    ("invited", "invited"),
                    ("login", "opened the administration"),
                    ("preview", "preview link made"),
                    ("preview_end", "preview link revoked"),
                    ("beyond_limit", "place given beyond the limit"),
                    ("retried", "mail tried again"),
                    ("revised", "registration changed by hand"),
                    ("told", "told by mail"),
                    ("opened", "survey opened"),
                    ("closed", "survey closed"),
                    ("corrected", "corrected"),
                ],
                max_length=12,
                verbose_name="act",
            ),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0004_files_that_were_there"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="material",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_at", None),
                    ("file", ""),
                    models.Q(("text_alternative", ""), _negated=True),
                    _connector="OR",
                ),
                name="material_file_is_published_with_a_text_alternative",
                violation_error_message="Say in words what is in the file before you publish it.",
            ),
        ),
    ]

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("events", "0013_sectors_become_rows")]

    operations = [
        migrations.RemoveField(
            model_name="event",
            name="sectors_present",
        ),
        migrations.RemoveField(
            model_name="historicalevent",
            name="sectors_present",
        ),
    ]

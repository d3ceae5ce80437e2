import time
from pathlib import Path

from django.tasks import task


@task()
def sleep_and_write(file, seconds):
    with Path(file).open("a", encoding="utf-8") as log:
        log.write("begun ")
        log.flush()
        time.sleep(seconds)
        log.write("ended ")

import time
from pathlib import Path

from django.tasks import task


@task()
def write_and_wait(file):
    """Says in the file that it has begun, waits until there is a file `file`.go, and says that it has ended."""
    with Path(file).open("a", encoding="utf-8") as log:
        log.write("begun ")
        log.flush()
        while not Path(f"{file}.go").exists():
            time.sleep(0.05)
        log.write("ended ")

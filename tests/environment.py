"""Sets the environment that the suite runs in, before Django reads its settings."""

import os

os.environ.update(DEMO="1", SECRET_KEY="only-for-tests", DJANGO_ALLOW_ASYNC_UNSAFE="1")

import pytest


@pytest.fixture
def kept_jobs(settings):
    """Jobs are kept for a worker, as in production, and not run where they are caused."""
    settings.TASKS = {
        "default": {**settings.TASKS["default"], "BACKEND": "klimakreise.jobs.backends.JobBackend"}
    }

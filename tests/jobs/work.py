"""Jobs that the stories give out. What they do is written down in `done`."""

from django.tasks import task

done: list[str] = []


@task(max_attempts=3, retry_delay=60)
def stumble(text):
    done.append(text)
    raise ValueError(f"{text} went wrong")


@task()
def greet(name):
    done.append(name)
    return f"Hallo {name}"


@task(queue_name="mail", takes_context=True)
def who(context):
    done.append(context.task_result.worker_ids[-1])


@task()
def cover(since, until):
    done.append(f"{since}/{until}")


@task()
def sweep():
    done.append("swept")

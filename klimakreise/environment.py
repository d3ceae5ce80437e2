"""Reads settings from environment variables; what is missing or senseless is named in one sentence."""

import importlib.util
import os
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email


def env(name, default=None):
    """The variable `name`, or `default`; without a default it must be set."""
    value = os.environ.get(name, "").strip()
    if value or default is not None:
        return value or default
    raise ImproperlyConfigured(f"Set the environment variable {name}; the README says what belongs in it.")


def env_bool(name, default):
    """True for 1/true/yes/on, False for 0/false/no/off."""
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    value = env(name, "1" if default else "0").lower()
    if value not in words:
        raise ImproperlyConfigured(f"{name} is “{value}”; write 1 or 0.")
    return words[value]


def env_int(name, default):
    """A whole number of 0 or more."""
    value = env(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is “{value}”; write a whole number.")
    return int(value)


def env_list(name, default=""):
    """Comma-separated words."""
    return [word.strip() for word in env(name, default or " ").split(",") if word.strip()]


def env_choice(name, *words):
    """One of the `words`; the first is the default."""
    value = env(name, words[0])
    if value not in words:
        raise ImproperlyConfigured(f"{name} is “{value}”; write {' or '.join(words)}.")
    return value


def env_folder(name, default, *, must_exist):
    """A folder; one that is not the default must be there and be writable, if it `must_exist`."""
    folder = Path(env(name, str(default)))
    if must_exist and folder != default and not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
        raise ImproperlyConfigured(f"{name} is “{folder}”; write a folder that exists and can be written to.")
    return folder


def env_sender(name, default):
    """An e-mail address, or `Name <address>`."""
    value = " ".join(env(name, default).split())
    address = parseaddr(value)[1]
    try:
        validate_email(address)
    except ValidationError:
        address = ""
    if not address or not (value == address or value.endswith(f"<{address}>")):
        raise ImproperlyConfigured(f"{name} is “{value}”; write an e-mail address or Name <address>.")
    return value


def env_address(name, default):
    """The address of a site, `https://host` or `http://host:port`, without a slash at its end."""
    value = env(name, default).rstrip("/")
    parts = split_url(name, value)
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or value != f"{parts.scheme}://{parts.netloc}"
    ):
        raise ImproperlyConfigured(
            f"{name} is “{value}”; write an address like https://klimakreise.example.org."
        )
    return value


def split_url(name, url):
    """The parts of `url`, whose port must be a number."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 (reading it is what checks it)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is no valid address: {error}.") from error
    return parts


# PostgreSQL's planner expects slow disks and long reports; what a page asks for is short. Search is up to ten times faster.
PLANS_FOR_SHORT_QUERIES = "-c jit=off -c random_page_cost=1.1 -c max_parallel_workers_per_gather=0"


def database(url):
    """Django's settings for `sqlite:///path/file.sqlite3` or `postgresql://user:password@host:port/name?sslmode=…`."""
    parts = split_url("DATABASE_URL", url)
    if parts.scheme == "sqlite" and len(parts.path) > 1:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path.removeprefix("/")),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA temp_store=MEMORY;"
                    "PRAGMA mmap_size=1073741824;PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;"
                    "PRAGMA secure_delete=ON;"  # what is deleted is overwritten: no ballot may be read off a file
                ),
            },
        }
    if parts.scheme in {"postgres", "postgresql"} and parts.path.strip("/"):
        query = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.strip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or query.pop("host", "")),
            "PORT": str(parts.port or query.pop("port", "")),
            "CONN_HEALTH_CHECKS": True,  # the pool must not hand out connections of a server that has gone
            "OPTIONS": {
                # After a restart of the server each request tries at once, instead of waiting ever longer.
                "pool": {"min_size": 1, "max_size": 4, "timeout": 10, "reconnect_timeout": 2},
                "options": PLANS_FOR_SHORT_QUERIES,
                **query,
            },
        }
    raise ImproperlyConfigured(
        "DATABASE_URL must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME."
    )


def shared_cache(url):
    """Django's settings for `database:` (a table of the database) or `redis://host:port/number` (Redis or Valkey).

    What limits logins counts there, so it must be one for all processes and machines.
    """
    parts = split_url("CACHE_URL", url)
    if parts.scheme == "database":
        return {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "shared_cache",  # accounts.SharedCacheRow
            "OPTIONS": {
                "MAX_ENTRIES": 100_000
            },  # beyond that, counts would be thrown away: a way round the limits
        }
    if parts.scheme not in {"redis", "rediss"} or not parts.hostname:
        raise ImproperlyConfigured("CACHE_URL must be database: or redis://HOST:PORT/NUMBER.")
    if importlib.util.find_spec("redis") is None:
        raise ImproperlyConfigured("CACHE_URL asks for Redis: install the Python package redis, too.")
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}


def bucket(url):
    """Django's storage for `s3://KEY:SECRET@host:port/bucket?region=…` (TLS) or `s3+http://…` (without)."""
    parts = split_url("MEDIA_S3", url)
    name, query = parts.path.strip("/"), dict(parse_qsl(parts.query))
    complete = parts.hostname and parts.username and parts.password and name and "/" not in name
    if parts.scheme not in {"s3", "s3+http"} or not complete or query.keys() - {"region"}:
        raise ImproperlyConfigured(
            "MEDIA_S3 must be s3://KEY:SECRET@HOST:PORT/BUCKET, perhaps with ?region=REGION; s3+http:// without TLS."
        )
    scheme = "https" if parts.scheme == "s3" else "http"
    host = parts.hostname if parts.port is None else f"{parts.hostname}:{parts.port}"
    return {
        "BACKEND": "klimakreise.publishing.files.bucket.Bucket",
        "OPTIONS": {
            "endpoint_url": f"{scheme}://{host}",
            "access_key": unquote(parts.username),
            "secret_key": unquote(parts.password),
            "bucket_name": name,
            "region_name": query.get("region", "us-east-1"),
        },
    }


def mailer(url, mailbox):
    """Django's settings for `smtp://user:password@host:port`, `smtps://…` (TLS), `smtp+starttls://…` or `console:`.

    `mailbox:` keeps the mails as files in the folder `mailbox`; only a demo has one.
    """
    parts = split_url("MAIL_URL", url)
    if parts.scheme == "mailbox" and mailbox:
        return {"BACKEND": "klimakreise.mailing.mailbox.EmailBackend", "OPTIONS": {"folder": mailbox}}
    if parts.scheme == "console":
        return {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme not in {"smtp", "smtps", "smtp+starttls"} or not parts.hostname:
        raise ImproperlyConfigured(
            "MAIL_URL must be smtp+starttls://USER:PASSWORD@HOST:PORT, smtps://… or console:."
        )
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or (465 if parts.scheme == "smtps" else 587),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp+starttls",
            "timeout": 10,
        },
    }

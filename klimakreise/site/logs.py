"""Log lines as JSON: one object a line, without addresses of people and without query strings."""

import contextvars
import ipaddress
import json
import logging
import re

request_id = contextvars.ContextVar("request_id", default="")

EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
QUERY = re.compile(r"\?[^\s\"'<>]+")
FIELDS = ("method", "route", "path", "status", "milliseconds", "client")


def scrub(text):
    """Take e-mail addresses and query strings out of `text`."""
    return QUERY.sub("?…", EMAIL.sub("[e-mail]", text))


def shorten(address):
    """The network of an IP address: /24 of IPv4, /48 of IPv6; "" for what is none."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(ipaddress.ip_network((ip, 24 if ip.version == 4 else 48), strict=False).network_address)


class JsonFormatter(logging.Formatter):
    """Time, level, logger, message, request id, what the request log adds, and a traceback where there is one."""

    def format(self, record):
        line = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": scrub(self.message(record)),
        }
        if request_id.get():
            line["request"] = request_id.get()
        line.update({name: getattr(record, name) for name in FIELDS if hasattr(record, name)})
        if record.exc_info:
            line["traceback"] = scrub(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)

    @staticmethod
    def message(record):
        """Django's own lines name the path; the request log has said it already, or must not."""
        if (
            record.name.startswith("django.request")
            and isinstance(record.args, tuple)
            and len(record.args) == 2
        ):
            return str(record.args[0])
        return record.getMessage()


def configuration(*, plain):
    """Django's LOGGING: everything to stderr, as JSON or, for a local trial, as short plain lines from warnings on."""
    formatters = {
        "json": {"()": "klimakreise.site.logs.JsonFormatter"},
        "plain": {"format": "%(levelname)s %(name)s: %(message)s"},
    }
    handler = {"class": "logging.StreamHandler", "formatter": "plain" if plain else "json"}
    level = "WARNING" if plain else "INFO"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": formatters,
        "handlers": {"stderr": handler},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {"django": {"level": level, "handlers": ["stderr"], "propagate": False}},
    }

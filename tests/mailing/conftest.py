"""Kinds of mail that only the stories tell, and their templates."""

import pytest
from django.template import engines

from klimakreise.mailing.registry import writers

TEMPLATES = {
    "mail/tests/invitation.md": (
        "{% block subject %}Einladung: {{ title }}{% endblock %}"
        "{% block body %}Liebe Teilnehmer*innen, liebe Moderator*innen,\n\n{{ title }} beginnt um 18 Uhr.\n\n"
        "[Zur Veranstaltung](<{{ address }}>){% endblock %}"
    ),
}


@pytest.fixture
def kinds(monkeypatch):
    """Kinds of mail by name, as long as a story lasts: `kinds["tests/invitation"] = function`."""
    there = dict(writers)
    loader = engines["django"].engine.template_loaders[0]
    original = loader.get_template
    from django.template import Template

    def get_template(name, skip=None):
        if name in TEMPLATES:
            return Template(TEMPLATES[name], name=name, engine=engines["django"].engine)
        return original(name, skip)

    monkeypatch.setattr(loader, "get_template", get_template)
    yield writers
    writers.clear()
    writers.update(there)

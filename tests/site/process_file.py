"""A data file that can be changed and loaded: a small one for stories, or a copy of the real one."""

import io
from pathlib import Path

from django.core.management import call_command

SMALL = """\
meta: {title: "Kleiner Datensatz", as_of: 2026-11-22}
sources:
  S1: {publisher: "Zeitung", url: "https://example.org/1"}
  S2: {publisher: "Amtsblatt", url: "https://example.org/2"}
alliance:
  slug: buendnis
  name: "Bündnis"
  contact_email: "kontakt@example.org"
  member_count_statements:
    - {as_of: 2021-08-01, precision: month, text: "mehr als 40", lower_bound: 40, kind: more_than, sources: [S1]}
  groups:
    - {slug: rad, name: "Radgruppe", field: mobilitaet, sources: [S1]}
    - {slug: sonne, name: "Sonnengruppe", field: null, sources: [S1]}
  demands:
    version: {label: "Fassung 1", date: 2021-07-09, sources: [S1]}
    items:
      - {number: 1, slug: wege, title: "Sichere Wege"}
      - {number: 2, slug: dach, title: "Sonne aufs Dach"}
survey:
  slug: umfrage
  title: "Umfrage"
  period: {start: 2021-06-01, end: 2021-08-31, precision: month}
  questions:
    - number: 1
      text: "Welche Gruppen sind bekannt?"
      type: multiple_choice
      options_known: 2
      results:
        - {group: rad, count: 9, percent: 90.0}
        - {group: sonne, count: 5, percent: 50.0}
editions:
  - number: 1
    slug: klimakreise-1
    title: "1. Klimakreise"
    motto: "Gemeinsam"
    date: 2022-05-17
    start: "15:00"
    end: "18:00"
    format: online
    capacity: 50
    registration: "mit Anmeldung"
    hosts: ["Bündnis"]
    attendance:
      - {text: "ca. 50", value: 50, kind: approx, sources: [S1]}
    agenda:
      - {number: 1, title: "Begrüßung", kind: intro, documents: null}
      - {number: 2, title: "Vortrag", kind: talk, survey: umfrage, documents: [{kind: slides, url: null}]}
    circles:
      - {slug: verkehr, number: 1, title: "Verkehr", topic: mobilitaet, results: null, moderator: null}
    city_statement: {role: "Dezernat", gist: "Begrüßt das", date: 2022-05-06, sources: [S2]}
    sources: [S1]
topics:
  - {slug: mobilitaet, title: "Mobilität", editions: [1]}
tracks:
  - slug: zentrum
    title: "Zentrum (Masterplan-Maßnahme E 1.1)"
    demand: wege
    assessment: strittig
    history:
      - {date: 2021-12-31, precision: year, actor: stadt, status: geplant, text: "Geplant", sources: [S2]}
      - {key: stadt, date: 2023-05-04, actor: stadt, status: in_arbeit, percent: 80, text: "Fast fertig", sources: [S2]}
      - {date: 2023-05-04, actor: buendnis, contests: stadt, status: bestritten, text: "Nichts zu sehen", sources: [S1]}
unknowns: ["Vollständige Liste der Gruppen"]
"""


class ProcessFile:
    def __init__(self, folder, text=SMALL):
        self.path = Path(folder) / "prozess.yaml"
        self.path.write_text(text, encoding="utf-8")

    def change(self, old, new):
        """Replace the one place where `old` stands."""
        text = self.path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{text.count(old)} places: {old}"
        self.path.write_text(text.replace(old, new), encoding="utf-8")

    def load(self):
        """Load it and return the last line of what the command says."""
        return self.report().splitlines()[-1]

    def report(self):
        said = io.StringIO()
        call_command("load_process", self.path, stdout=said)
        return said.getvalue()

"""What came of the example's event: circles with results of every kind, answers of the city, comments, two measures."""

import datetime

from circles.models import Circle, CircleMaterial, Measure, Result, StatusReport
from circles.models.measure import Status
from klimakreise.dialogue.models import Comment, Statement
from klimakreise.site.example import PREFIX
from klimakreise.site.example.stage import HERE, day

Kind, Voice = Result.Kind, StatusReport.Voice
CIRCLES = {
    "wege": ("Radwege", "Was braucht es, damit Kinder sicher zur Schule fahren?"),
    "strom": ("Sonnenstrom", "Wie kommt Sonnenstrom auf die städtischen Dächer?"),
    "schatten": ("Schatten in der Stadt", "Wo fehlt Schatten, und was hilft schnell?"),
}
RESULTS = {
    "wege": [
        (
            Kind.AGREEMENT,
            "Am Musterplatz wird ein Jahr lang eine Radstraße erprobt.",
            "office",
            "2027-03",
        ),
        (Kind.PROPOSAL, "Vor allen Schulen gilt Tempo 30, auch am Nachmittag.", None, None),
        (Kind.DISSENT, "Uneinig: Sollen dafür Parkplätze am Musterplatz wegfallen?", None, None),
        (Kind.NEXT_STEP, "Die Radgruppe zählt im September den Verkehr.", "radgruppe", "2026-09-30"),
    ],
    "strom": [
        (
            Kind.COMMITMENT,
            "Der Solarverein plant das Dach der Musterschule kostenlos.",
            "solarverein",
            "2026",
        ),
        (Kind.OPEN_QUESTION, "Wer bezahlt die Prüfung, ob die Dächer tragen?", None, None),
        (Kind.IDEA, "Eine Anzeige in der Schule zeigt, wie viel Strom das Dach liefert.", None, None),
    ],
    "schatten": [
        (
            Kind.AGREEMENT,
            "Bis zum nächsten Sommer stehen zwölf Bäume in Kübeln auf dem Markt.",
            "office",
            "2027-05",
        ),
        (Kind.PROPOSAL, "Die Stadt veröffentlicht eine Karte der heißen Orte.", "office", None),
        (Kind.NEXT_STEP, "Alle Beteiligten melden Orte ohne Schatten.", None, "2026-08-31"),
    ],
}
MEASURES = {
    "wege": {
        "title": "Beispiel: Radstraße am Musterplatz",
        "description": "Ein Jahr lang hat der Radverkehr Vorrang. Danach wird gezählt und entschieden.",
        "plan_reference": "M 4",
        "came_from": [Kind.AGREEMENT, Kind.PROPOSAL],
        "assessment": Measure.Assessment.DISPUTED,
        "assessment_note": "Stadt und Bündnis beschreiben den Stand verschieden.",
        "reports": [
            ("2026-06-10", Voice.ALLIANCE, Status.DEMANDED, None, "Ergebnis des Kreises Radwege."),
            (
                "2026-07-06",
                Voice.CITY,
                Status.UNDER_REVIEW,
                None,
                "Die Verwaltung prüft, was der Versuch kostet.",
            ),
            ("2026-09-15", Voice.CITY, Status.IN_PROGRESS, 40, "Pläne und Schilder sind bestellt."),
            ("2026-10-02", Voice.ALLIANCE, Status.CONTESTED, None, "Von einem Auftrag ist nichts bekannt."),
        ],
        "contested": 2,
    },
    "strom": {
        "title": "Beispiel: Sonnenstrom auf dem Dach der Musterschule",
        "description": "Der Solarverein plant und betreibt, die Schule nutzt den Strom.",
        "came_from": [Kind.COMMITMENT],
        "assessment": Measure.Assessment.PARTIAL,
        "assessment_note": "Das Dach ist geprüft, der Bau hat noch nicht begonnen.",
        "reports": [
            (
                "2026-06-10",
                Voice.ALLIANCE,
                Status.PLANNED,
                None,
                "Zusage des Solarvereins im Kreis Sonnenstrom.",
            ),
            ("2026-09-15", Voice.CITY, Status.DECIDED, None, "Das Dach wird ohne Miete überlassen."),
            ("2026-10-20", Voice.ALLIANCE, Status.IN_PROGRESS, 30, "Die Planung ist fertig."),
        ],
    },
}


def keep_circles(store, event):
    for slug, results in RESULTS.items():
        keep_circle(store, event, slug, results)


def keep_circle(store, event, slug, results):
    title, question = CIRCLES[slug]
    number = list(CIRCLES).index(slug) + 1
    circle = store.keep(
        Circle,
        HERE,
        {"event": event, "slug": slug},
        topic=store["topic", slug],
        number=number,
        position=number,
        title=title,
        guiding_question=question,
        facilitator="Moderation des Beispiel-Bündnisses",
        next_steps="- Ergebnisse an die Stadtverwaltung geben\n- bei der nächsten Klimakreise nachfragen",
    )
    entries = []
    for position, (kind, text, responsible, due) in enumerate(results, 1):
        entries.append(
            (
                HERE,
                {
                    "position": position,
                    "kind": kind,
                    "text": text,
                    "responsible_group": store.known.get(("group", responsible)),
                    "responsible_department": store["office"] if responsible == "office" else None,
                    "due": day(due) if due else None,
                },
            )
        )
    for (_item, fields), row in zip(
        entries, store.keep_list(Result, entries, circle, circle=circle), strict=True
    ):
        store["result", slug, fields["kind"]] = row
    by = {"circle": circle, "material": store["material", "slides" if slug == "wege" else "board"]}
    store.keep(CircleMaterial, HERE, by, owner=circle)


def keep_statements(store, event):
    """Keep the word of the invented city on the event, on a result and on a measure."""
    agreed = store["result", "wege", Kind.AGREEMENT]
    said = [
        (
            {"event": event},
            "2026-06-12",
            {
                "kind": Statement.Kind.UNDER_REVIEW,
                "text": "Die Stadt dankt allen Beteiligten und prüft alle zehn Ergebnisse.",
            },
        ),
        (
            {"result": agreed},
            "2026-07-06",
            {
                "kind": Statement.Kind.PARTLY,
                "text": "Die Stadt wird den Versuch am Musterplatz im Frühjahr 2027 beginnen, wenn der Rat zustimmt.",
                "reason": "Vorher sind Schilder zu bestellen, und im Winter zählt man zu wenig Radverkehr.",
                "next_step": "Der Rat berät über den Versuch.",
                "next_step_date": day("2027-02"),
            },
        ),
        (
            {"measure": store["measure", "strom"]},
            "2026-09-15",
            {
                "kind": Statement.Kind.ACCEPTED,
                "text": "Das Dach der Musterschule trägt. Die Stadt überlässt es dem Solarverein ohne Miete.",
            },
        ),
    ]
    for subject, date, words in said:
        fields = {"event": None, "result": None, "measure": None, **subject}
        (parent,) = subject.values()
        entry = (HERE, {**fields, "date": day(date), **words})
        store.keep_list(
            Statement,
            [entry],
            parent,
            department=store["office"],
            role="Leitung des Beispiel-Amts",
            sources=[store["source"]],
        )


def keep_comments(store):
    """Keep what was said to an unanswered and to an answered result: two comments and a reply of the office."""
    agreed, asked = store["result", "wege", Kind.AGREEMENT], store["result", "schatten", Kind.PROPOSAL]
    group, office = store["group", "radgruppe"], store["office"]
    keep_comment(store, asked, "2026-07-01", "Die Karte bitte auch in Leichter Sprache.", group=group)
    first = keep_comment(
        store,
        agreed,
        "2026-07-08",
        "Bitte auch vor der Musterschule zählen, nicht nur am Platz.",
        group=group,
    )
    keep_comment(
        store, agreed, "2026-07-10", "Die Zählung vor der Schule planen wir ein.", first, department=office
    )


def keep_comment(store, result, date, text, parent=None, *, department=None, group=None):
    moment = datetime.datetime.fromisoformat(f"{date}T10:00+02:00")
    said = {"text": text, "parent": parent, "department": department, "group": group}
    shown = {"state": Comment.State.SHOWN, "created_at": moment, "shown_at": moment}
    (comment,) = store.keep_list(Comment, [(HERE, {**said, **shown})], parent or result, result=result)
    return comment


def keep_measures(store):
    for slug, fields in MEASURES.items():
        keep_measure(store, slug, **fields)


def keep_measure(store, slug, *, came_from, reports, contested=None, **fields):
    """Keep a measure and its reports; the last one contests that at the place `contested`."""
    measure = store.keep(
        Measure,
        HERE,
        {"slug": f"{PREFIX}{slug}"},
        demand=store["demand", slug],
        topic=store["topic", slug],
        department=store["office"],
        results=[store["result", slug, kind] for kind in came_from],
        assessment_date=day("2026-11-01"),
        **fields,
    )
    store["measure", slug] = measure
    rows = []
    for position, (date, voice, status, percent, text) in enumerate(reports, 1):
        last = contested is not None and position == len(reports)
        row = store.keep(
            StatusReport,
            HERE,
            {"measure": measure, "key": f"{PREFIX}{position}"},
            owner=measure,
            position=position,
            date=day(date),
            voice=voice,
            status=status,
            percent=percent,
            text=text,
            contests=rows[contested] if last else None,
            sources=[store["source"]],
        )
        rows.append(row)

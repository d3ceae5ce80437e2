"""One of everything, wired together as in the process; one kind may be kept a draft, with a secret word in its texts."""

import datetime
import re

from django.apps import apps
from django.core import signing
from django.core.files.base import ContentFile
from django.utils import timezone

from circles.models import CircleMaterial
from events.models import AttendanceStatement, EditionNote, EventSource, EventSupport, Session
from klimakreise.alliance.models import (
    Alliance,
    Carrying,
    Demand,
    DemandSet,
    GroupChange,
    GroupInvitation,
    GroupLink,
    JoinRequest,
    MembershipStatement,
    Supporter,
)
from klimakreise.dialogue.mails import SALT
from klimakreise.dialogue.models import Comment
from klimakreise.dialogue.models.comment import SUBJECTS
from klimakreise.publishing.models import PreviewLink, Publishable
from klimakreise.publishing.partial_dates import PartialDate
from klimakreise.site.models import Identity, Page
from surveys.models import (
    BallotTerms,
    Correction,
    Option,
    ProposedStatement,
    ScalePoint,
    Section,
    SurveyPlacement,
    Tally,
    TopicChoice,
    TopicCorrection,
    TopicReason,
)
from tests import make
from tests.files import A_PNG, pdf, picture

OPEN, SECRET, COMMON = "Offenes", "Verschlusssache", "überall"  # the last stands in every text

# What hangs on what, below the models' own `hangs_on`: the kinds that fall silent when the named one is a draft.
PUBLISHABLE = {model._meta.model_name for model in apps.get_models() if issubclass(model, Publishable)}


def falls_silent(kind, hidden):
    """Whether things of `kind` are invisible when those of the kind, or of one of the kinds, `hidden` are drafts."""
    if not isinstance(hidden, str):
        return any(falls_silent(kind, each) for each in hidden)
    model = next(model for model in apps.get_models() if model._meta.model_name == kind)
    parents = [
        model._meta.get_field(name).related_model._meta.model_name for name in getattr(model, "hangs_on", ())
    ]
    return kind == hidden or any(parent == hidden or falls_silent(parent, hidden) for parent in parents)


class World:
    """Builds it; `self.things` maps a kind (model name) to its row."""

    def __init__(self, hidden=None, published_at=None):
        """`hidden` is the model name of what stays a draft (`published_at` None) or is scheduled (a future moment).

        It may be several names.
        """
        self.hidden = {hidden} if isinstance(hidden, str) else set(hidden or ())
        self.hidden_at = published_at
        self.things = {}
        make.make(Identity, logo=ContentFile(A_PNG, "logo.png"))
        self.alliance()
        self.event()
        self.circle()
        self.survey()
        for subject in SUBJECTS:
            self.add(
                "comment", make.comment, **{subject: self.things[subject]}, text=self.word(subject, "gesagt")
            )

    def word(self, kind, text):
        """`text` with the secret word if things of `kind` must not be seen."""
        first = SECRET if falls_silent(kind, self.hidden) else OPEN
        return f"{first} {text} {COMMON}"

    def add(self, kind, function, /, *arguments, **fields):
        """Make a row; a publishable one is a draft if it is the hidden kind."""
        texts = {
            name: self.word(kind, value) if isinstance(value, Text) else value
            for name, value in fields.items()
        }
        if kind in PUBLISHABLE:
            shown_at = timezone.now() - datetime.timedelta(hours=1)
            texts["published_at"] = self.hidden_at if kind in self.hidden else shown_at
        self.things[kind] = function(*arguments, **texts)
        return self.things[kind]

    def alliance(self):
        self.source = make.source(url="https://example.org/quelle")
        alliance = make.make(Alliance, slug="buendnis", name="Bündnis")
        make.make(
            MembershipStatement, alliance=alliance, kind="exact", value=3, text="drei", source=self.source
        )
        logo = {"logo": ContentFile(A_PNG, "logo.png"), "logo_alt": self.word("alliancegroup", "Logo")}
        texts = {"name": Text("Gruppe"), "description": Text("Beschreibung")}
        group = self.add("alliancegroup", make.group, **texts, **logo)
        make.make(Supporter, name="Helferin", group=group)
        link = {"label": self.word("alliancegroup", "Link"), "url": "https://example.org/"}
        make.make(GroupLink, group=group, **link)
        self.invited = make.make(
            GroupInvitation,
            group=make.group(slug="laedt-ein", name=f"{OPEN} lädt ein"),
            email="b@example.org",
        )
        self.asked = make.make(
            JoinRequest, name=f"{OPEN} will mitmachen", contact_email="a@example.org",
            state="confirmed", confirmed_at=timezone.now(),
        )  # fmt: skip
        make.make(GroupChange, group=group, description=f"{SECRET}: wartet noch")
        demand_set = self.add(
            "demandset", lambda **fields: make.make(DemandSet, **fields), label=Text("Fassung")
        )
        demand = {"demand_set": demand_set, "number": 1, "slug": "f1"}
        self.add("demand", make.make, Demand, **demand, title=Text("Forderung"), text=Text("Wortlaut"))
        make.make(Carrying, group=group, demand=self.things["demand"])
        for key in Page.Key.values:
            self.add("page", make.make, Page, key=key, text=Text("Seite"), text_en=Text("page"))

    def event(self):
        texts = ("title", "motto", "main_topic", "purpose", "scope", "follow_up", "agenda_note", "topic_note")
        event = self.add(
            "event",
            make.event,
            date=PartialDate("2022-05-17"),
            **{name: Text(name) for name in texts},
            topic_reasons=[self.word("event", "Grund")],
            picture=ContentFile(A_PNG, "bild.png"),
            picture_alt=self.word("event", "Bild"),
        )
        self.add("session", make.make, Session, event=event, place=Text("Ort"))
        item = self.add("agendaitem", make.agenda_item, event, title=Text("Punkt"), presenter=Text("Wer"))
        board = {"kind": "image", "file": ContentFile(picture(size=(600, 10)), "tafel.png")}
        self.board = self.add("material", make.material, event, **board, title=Text("Tafel"))
        file = ContentFile(pdf(self.word("material", "Inhalt")), "folien.pdf")
        material = {"kind": "slides", "url": "", "file": file, "agenda_item": item}
        words = {"text_alternative": Text("In Worten"), "file_text": Text("Auf Seite 1")}
        self.add(
            "material", make.material, event, **material, title=Text("Folien"), note=Text("Notiz"), **words
        )
        make.make(
            AttendanceStatement, event=event, kind="approx", value=50, text="etwa 50", source=self.source
        )
        make.make(EventSource, event=event, source=self.source)
        make.make(EventSupport, event=event, supporter=Supporter.objects.get(), kind="money")
        self.registered = make.registration(event)
        self.live(event)
        make.make(EditionNote, series=event.series, number=9, note="nicht gefunden")
        protocol = self.add("protocol", make.protocol, event, summary=Text("Zusammenfassung"))
        protocol.sections.create(
            heading=self.word("protocol", "Abschnitt"), text=self.word("protocol", "Text")
        )

    def live(self, event):
        room = make.live_room(event, state="ended", is_documented=True)
        self.add("livequestion", make.live_question, room, text=Text("Frage im Raum"))
        shown = make.live_poll(room, state="closed", is_shown=True, question=self.word("event", "Abstimmung"))
        shown.options.create(label=self.word("event", "Antwort im Raum"))
        make.live_poll(room, state="closed", question=f"{SECRET}: nicht gezeigt")
        make.live_question(room, state="hidden", hidden_reason="So.", text=f"{SECRET}: ausgeblendet")
        self.poll = make.live_poll(room, state="prepared", question=f"{SECRET}: noch nicht gestellt")

    def circle(self):
        event, demand, group = (self.things[kind] for kind in ("event", "demand", "alliancegroup"))
        topic = self.add("topic", make.topic, title=Text("Thema"), description=Text("Worum"), demand=demand)
        circle = self.add(
            "circle", make.circle, event, topic=topic, title=Text("Kreis"), guiding_question=Text("Frage")
        )
        make.make(CircleMaterial, circle=circle, material=self.things["material"])
        result = self.add("result", make.result, circle, text=Text("Ergebnis"), responsible_group=group)
        links = {"demand": demand, "topic": topic}
        measure = self.add("measure", make.measure, title=Text("Maßnahme"), description=Text("Was"), **links)
        measure.results.add(result)
        report = self.add(
            "statusreport", make.report, measure, text=Text("Sachstand"), date=PartialDate("2023-05")
        )
        report.sources.add(self.source)
        for field in ("event", "result", "measure"):
            subject = {field: self.things[field]}
            is_silent = "statement" in self.hidden or falls_silent(field, self.hidden)
            text = SECRET if is_silent else OPEN
            words = {"text": f"{text} Wort {COMMON}", "role": f"{text} Rolle"}
            self.add("statement", make.statement, **subject, **words)

    def survey(self):
        kinds = ("event", "agendaitem", "topic", "demand", "alliancegroup")
        event, item, topic, demand, group = (self.things[kind] for kind in kinds)
        survey = self.add(
            "survey",
            make.native,
            title=Text("Umfrage"),
            purpose=Text("Zweck"),
            used_for=Text("Wofür"),
            frozen_at=timezone.now(),
        )
        make.make(BallotTerms, survey=survey, who="anyone")
        question = self.add("question", make.question, survey, text=Text("Frage"), answered_by=10)
        section = make.make(Section, survey=survey, number=1, title=self.word("survey", "Überschrift"))
        asked = make.choice(
            survey, self.word("survey", "Ja"), section=section, text=self.word("survey", "Danach")
        )
        make.make(ScalePoint, question=asked, number=1, label=self.word("survey", "Wert"))
        make.make(
            Correction,
            survey=survey,
            where=self.word("survey", "Stelle"),
            before="alt",
            after="neu",
            reason="Tippfehler",
        )
        results = self.add("surveyresults", make.results, survey, summary=Text("Auswertung"))
        options = {"group": group, "topic": topic, "demand": demand, "number": 1}
        option = make.make(Option, question=question, label=self.word("survey", "Antwort"), **options)
        make.make(Tally, results=results, option=option, count=7, percent=70)
        make.make(SurveyPlacement, survey=survey, agenda_item=item)
        self.choice(event, topic, option)
        self.opinions()

    def opinions(self):
        """An open survey with statements, to which more can be proposed."""
        shown = {} if "survey" not in self.hidden else {"published_at": self.hidden_at}
        survey = make.native(slug="meinungen", mode="open", title=self.word("survey", "Meinungen"), **shown)
        asked = make.choice(
            survey, self.word("survey", "Aussage"), type="statements", number=1, takes_proposals=True,
            text=self.word("survey", "Was meinen Sie"),
        )  # fmt: skip
        make.make(ProposedStatement, question=asked, text=f"{SECRET}: wartet noch")

    def choice(self, event, topic, option):
        selection = self.add(
            "topicselection", make.topic_selection, event, text=Text("Auswahl"), frozen_at=timezone.now()
        )
        make.make(TopicCorrection, selection=selection, text=self.word("topicselection", "Berichtigung"))
        words = {name: self.word("topicchoice", name) for name in ("note", "deviation")}
        out = {"selection": selection, "chosen": True, "rule_says": "out"}
        choice = make.make(TopicChoice, event=event, topic=topic, **out, **words)
        make.make(TopicReason, choice=choice, kind="other", text=self.word("topicchoice", "Grund"))
        share = {"kind": "relevance", "value": 1, "answered_by": 10, "option": option}
        make.make(TopicReason, choice=choice, **share, text=self.word("topicchoice", "Relevanz"))

    def addresses(self):
        """Sample values for every named part of a public address: {route name: [kwargs, …]}."""
        things = self.things
        event, circle = things["event"], things["circle"]
        # A draft of its own: whoever may see that one sees no other.
        other = make.event(title=f"{OPEN} anderes", published_at=None)
        preview = make.make(
            PreviewLink,
            kind="events.event",
            key=other.pk,
            expires_at=timezone.now() + datetime.timedelta(days=1),
        )
        by_slug = {
            "event": "event",
            "topic": "topic",
            "measure": "measure",
            "survey": "survey",
            "group": "alliancegroup",
        }
        kinds = {"ergebnis": "result", "massnahme": "measure", "forderung": "demand", "kurzprotokoll": "protocol",
                 "veranstaltung": "event"}  # fmt: skip
        return {
            "dialogue:comments": [{"kind": kind, "pk": things[name].pk} for kind, name in kinds.items()],
            "dialogue:no_reply_mail": [{"token": signing.dumps(make.person().pk, salt=SALT)}],
            "dialogue:comment": [{"pk": comment.pk} for comment in Comment.objects.all()],
            **{f"{room}:{name}": [{"slug": things[by_slug[name]].slug}] for room, name in (
                ("events", "event"), ("circles", "topic"), ("circles", "measure"), ("surveys", "survey"),
                ("alliance", "group"),
            )},
            "events:picture": [{"slug": event.slug}],
            "publishing:preview": [{"token": preview.token}],
            "publishing:preview_page": [
                {"token": preview.token, "address": address}
                for address in ("veranstaltungen/", "themen/", f"veranstaltungen/{event.slug}/", "quellen/")
            ],
            "events:picture_size": [{"slug": event.slug, "width": 480}],
            "events:releases": [{"slug": event.slug}],
            "events:release": [{"slug": event.slug, "number": 1}],
            "events:release_feed": [{"slug": event.slug}],
            "events:event_calendar": [{"slug": event.slug}],
            "events:protocol": [{"slug": event.slug}],
            **{
                f"events:{name}": [{"token": self.registered.token}]
                for name in ("registration", "change_registration", "cancel_registration", "own_calendar")
            },
            "events:register": [{"slug": event.slug}],
            "events:registration_sent": [{"slug": event.slug}],
            "circles:wishes": [{"token": self.registered.token}],
            "dialogue:live_enter": [{"token": self.registered.token}],
            "dialogue:live": [{"slug": event.slug}],
            "dialogue:live_results": [{"slug": event.slug}],
            "events:material": [{"slug": event.slug, "pk": things["material"].pk}],
            "events:material_size": [{"slug": event.slug, "pk": self.board.pk, "width": 480}],
            "site:logo_size": [{"width": 480}],
            "circles:circle": [{"event_slug": event.slug, "slug": circle.slug}],
            "circles:plenary": [{"event_slug": event.slug}],
            "circles:result": [{"pk": things["result"].pk}],
            "circles:thread": [{"pk": things["result"].pk}],
            "alliance:group_logo": [{"slug": things["alliancegroup"].slug}],
            "alliance:group_logo_size": [{"slug": things["alliancegroup"].slug, "width": 480}],
            "alliance:accept_invitation": [{"token": self.invited.token}],
            "alliance:confirm_joining": [{"token": self.asked.token}],
            "alliance:demand": [{"slug": things["demand"].slug}],
            **{f"surveys:{name}": [{"slug": things["survey"].slug}] for name in (
                "results", "results_csv", "results_json", "codebook", "answer", "answered", "ask_for_code", "code_asked")},
            "surveys:propose": [{"slug": "meinungen", "number": 1}],
            "surveys:choice": [{"event_slug": event.slug}],
            "site:balance_year": [{"year": 2022}, {"year": 2023}],
            "site:page": [{"key": key} for key in Page.Key.values],
        }  # fmt: skip


# Pages of people who are logged in: not public, and seen by their own tests.
BEHIND_LOGIN = {
    "alliance:edit_group", "alliance:group_people", "alliance:dismiss_member", "alliance:withdraw_invitation",
    "alliance:proposed_logo", "dialogue:desk", "dialogue:desk_list", "dialogue:drafts", "dialogue:assign",
    "dialogue:answer", "dialogue:statement", "dialogue:comment_add", "dialogue:comment_withdraw",
    "dialogue:comment_hide", "dialogue:comment_show", "dialogue:mail_choice",
    "dialogue:live_host", "dialogue:live_settings", "dialogue:live_end", "dialogue:live_poll_add",
    "dialogue:live_poll", "dialogue:live_hide", "dialogue:live_screen",
}  # fmt: skip


class Text(str):
    """A text of a thing: the world puts its word before it."""

    __slots__ = ()


def public_routes(resolver, namespace="", prefix=""):
    """All named routes that everyone may open, not the admin's and the account pages: (name, names of its parts)."""
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            if pattern.app_name != "admin" and "konto/" not in route:
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from public_routes(pattern, inner, route)
        elif f"{namespace}{pattern.name}" not in BEHIND_LOGIN:
            yield f"{namespace}{pattern.name}", set(re.findall(r"[<](?:\w+:)?(\w+)[>]", route))

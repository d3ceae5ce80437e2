"""Addresses of every kind of public page, with the real process and with the example."""

EVENT, EXAMPLE = "/veranstaltungen/klimakreise-1/", "/veranstaltungen/beispiel-1/"

FULL = {
    "site:home": ["/", "/en/"],
    "mailing:mailbox": ["/postfach/"],
    "site:city": ["/stadt-und-klima/"],
    "site:balance": ["/bilanz/"],
    "site:balance_year": ["/bilanz/2022/"],
    "site:search": ["/suche/?q=Energie", "/en/suche/?q=Klimaschutz", "/suche/"],
    "site:sources": ["/quellen/"],
    "site:page": ["/impressum/", "/datenschutz/", "/barrierefreiheit/", "/leichte-sprache/", "/netiquette/"],
    "events:events": ["/veranstaltungen/"],
    "events:event": [
        EVENT, "/en/veranstaltungen/klimakreise-2/", "/veranstaltungen/klimagespraeche-1/", EXAMPLE,
        "/veranstaltungen/beispiel-2/",
    ],
    "events:releases": ["/veranstaltungen/beispiel-2/programm/", f"/en{EVENT}programm/"],
    "events:release": ["/veranstaltungen/beispiel-2/programm/1/", "/en/veranstaltungen/beispiel-2/programm/2/"],
    "events:registration_sent": ["/veranstaltungen/beispiel-2/anmeldung/gesendet/"],
    "events:protocol": [f"{EXAMPLE}kurzprotokoll/"],
    "circles:circle": [f"{EVENT}kreise/k1-energie/", f"{EXAMPLE}kreise/wege/"],
    "circles:plenary": [f"{EVENT}plenum/", f"{EXAMPLE}plenum/"],
    "circles:topics": ["/themen/"],
    "circles:topic": ["/themen/energie/", "/themen/beispiel-wege/"],
    "circles:result": ["/ergebnisse/1/", "/en/ergebnisse/5/"],
    "circles:thread": ["/faden/1/"],
    "circles:measures": ["/massnahmen/", "/massnahmen/?status=disputed"],
    "circles:measure": ["/massnahmen/klimaschutzzentrum/", "/en/massnahmen/beispiel-wege/"],
    "surveys:surveys": ["/umfragen/"],
    "surveys:secrecy": ["/geheime-umfragen/"],
    "surveys:survey": [
        "/umfragen/buendnisbefragung-2021/", "/umfragen/beispiel-umfrage/", "/en/umfragen/beispiel-umfrage-2/",
    ],
    "surveys:answer": ["/umfragen/beispiel-umfrage-2/antworten/", "/en/umfragen/beispiel-umfrage-2/antworten/"],
    "surveys:answered": ["/umfragen/beispiel-umfrage-2/antworten/danke/"],
    "surveys:results": [
        "/umfragen/buendnisbefragung-2021/ergebnisse/", "/en/umfragen/beispiel-umfrage/ergebnisse/",
    ],
    "surveys:codebook": [
        "/umfragen/buendnisbefragung-2021/ergebnisse/codebuch/", "/en/umfragen/beispiel-umfrage/ergebnisse/codebuch/",
    ],
    "surveys:choice": ["/themenwahl/beispiel-2/", "/themenwahl/klimakreise-2/", "/themenwahl/beispiel-1/"],
    "alliance:alliance": ["/buendnis/"],
    "alliance:groups": ["/buendnis/gruppen/"],
    "alliance:group": ["/buendnis/gruppen/adfc/", "/buendnis/gruppen/beispiel-radgruppe/"],
    "alliance:joining": ["/buendnis/mitmachen/"],
    "alliance:asked_to_join": ["/buendnis/mitmachen/antrag/gesendet/"],
    "alliance:demands": ["/forderungen/"],
    "dialogue:comments": ["/kommentare/ergebnis/1/", "/en/kommentare/veranstaltung/1/"],
    "dialogue:live": ["/veranstaltungen/beispiel-2/live/"],
    "dialogue:live_results": ["/veranstaltungen/beispiel-1/live/ergebnisse/"],
    "alliance:demand": ["/forderungen/transparenz-masterplan/", "/forderungen/beispiel-wege/"],
}  # fmt: skip

# Files and answers to machines: no pages.
NO_PAGES = {
    "dialogue:comment",
    "dialogue:no_reply_mail",
    "readyz",
    "robots",
    "site:search_description",
    "sitemap",
    "security_txt",
    "surveys:results_csv",
    "surveys:results_json",
    "events:picture",
    "events:material",
    "events:release_feed",
    "events:feed",
    "events:calendar",
    "events:event_calendar",
    "events:own_calendar",
    "site:logo",
    "events:picture_size",
    "alliance:group_logo",
    "alliance:group_logo_size",
    "events:material_size",
    "site:logo_size",
}

# Pages whose address is a secret: looked at in the tests of their rooms.
BY_LINK = {
    "alliance:accept_invitation",
    "alliance:confirm_joining",
    "circles:wishes",
    "dialogue:live_enter",
    "dialogue:no_reply_mail",
    "events:registration",
    "events:change_registration",
    "events:cancel_registration",
    "publishing:preview",
    "publishing:preview_page",
    "surveys:ask_for_code",
    "surveys:code_asked",
    "surveys:propose",
}

# Forms, which keep a cookie against forged requests.
FORMS = {
    "alliance:ask_to_join": "/buendnis/mitmachen/antrag/",
    "events:register": "/veranstaltungen/beispiel-2/anmeldung/",
}

LOGIN = ["/konto/login/", "/en/konto/login/code/"]

# What a new installation has: lists, and pages that say that nothing is known.
EMPTY = [
    "/", "/en/", "/veranstaltungen/", "/themen/", "/massnahmen/", "/umfragen/", "/buendnis/", "/buendnis/gruppen/",
    "/buendnis/mitmachen/", "/forderungen/", "/stadt-und-klima/", "/bilanz/", "/quellen/", "/konto/login/", "/postfach/",
]  # fmt: skip


def full():
    return [address for addresses in FULL.values() for address in addresses]


def one_of_each():
    """The first page of each kind, which is a full one; the slow suite takes all."""
    return [addresses[0] for addresses in FULL.values()]

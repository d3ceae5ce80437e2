"""Who may open what: every address of the site, every role, one table.

A letter says what a GET answers: `o` opens, `l` leads to the login, `2` to the second factor, `c` to a code that confirms
who it is, `r` elsewhere, `-` refuses (403, 404, 405, 410). The roles, in the order of the letters, are tests.roles.ROLES:
visitor, participant, speaker, facilitator, city, planner without a second factor, planner, superuser.
"""

import re

import pytest
from django.contrib import admin
from django.urls import get_resolver, reverse
from django.utils import translation

from events.models import Event
from klimakreise.accounts.joining import send
from klimakreise.accounts.models import CityInvitation, User
from tests import make
from tests.accounts.factors import set_up_passkey
from tests.roles import ROLES, answers, browsers
from tests.world import World

PAGES = """
oooooooo  site:home site:city site:balance site:balance_year site:search site:search_description site:sources site:page
oooooooo  site:logo site:logo_size readyz robots sitemap mailing:mailbox
--------  security_txt
oooooooo  events:events events:event events:picture events:picture_size events:protocol events:material
oooooooo  events:material_size events:releases events:release events:release_feed events:feed
oooooooo  events:register events:registration_sent events:registration
oooooooo  events:cancel_registration events:own_calendar
oooooooo  events:calendar events:event_calendar
rrrrrrrr  events:change_registration
oooooooo  circles:topics circles:topic circles:circle circles:plenary circles:result circles:thread circles:measures
rrrrrrrr  circles:wishes
oooooooo  circles:measure surveys:surveys surveys:survey surveys:results surveys:choice
oooooooo  surveys:results_csv surveys:results_json surveys:codebook
oooooooo  surveys:answer surveys:answered surveys:propose
oooooooo  surveys:secrecy surveys:ask_for_code surveys:code_asked
oooooooo  alliance:alliance alliance:groups alliance:group alliance:demands alliance:demand alliance:joining
oooooooo  alliance:group_logo alliance:group_logo_size
oooooooo  alliance:ask_to_join alliance:asked_to_join alliance:confirm_joining
l-o---oo  alliance:edit_group alliance:group_people
l-------  alliance:proposed_logo alliance:dismiss_member alliance:withdraw_invitation
l---o-oo  dialogue:desk dialogue:desk_list dialogue:drafts dialogue:assign dialogue:answer
l-----oo  dialogue:statement
oooooooo  dialogue:comments dialogue:no_reply_mail publishing:preview publishing:preview_page
rrrrrrrr  dialogue:comment alliance:accept_invitation
looooooo  dialogue:comment_add dialogue:mail_choice
l-------  dialogue:comment_withdraw
l-----oo  dialogue:comment_hide dialogue:comment_show
oooooooo  dialogue:live dialogue:live_results dialogue:live_enter
l--o--oo  dialogue:live_host dialogue:live_settings dialogue:live_end dialogue:live_poll_add dialogue:live_poll
l--o--oo  dialogue:live_hide dialogue:live_screen

orrrrrrr  account_login account_request_login_code account_signup
lrrrrrrr  account_confirm_login_code account_email_verification_sent mfa_authenticate mfa_login_webauthn
rooooooo  account_logout
oooooooo  account_inactive
o-------  account_invitation
looooooo  account account_email mfa_index mfa_list_webauthn usersessions_list
lccccc22  account_delete account_reauthenticate
looooo22  account_request_reauthentication_code
lccccccc  account_confirm_reauthentication_code
lcccccoo  mfa_reauthenticate
lccccc22  mfa_activate_totp
l-----22  mfa_deactivate_totp
lccccc22  mfa_generate_recovery_codes mfa_add_webauthn mfa_remove_webauthn mfa_edit_webauthn
lccccc22  mfa_reauthenticate_webauthn
l-------  mfa_view_recovery_codes mfa_download_recovery_codes
"""

# The administration: `l----2oo`, and for what cannot be added or deleted there `l----2--`. A page that leads on counts as open.
OPEN, CLOSED, BOSS = "l----2oo", "l----2--", "l----2-o"
CLOSED_THERE = """
surveys_questionresults: add delete
surveys_freetext: add delete
surveys_groupanswerline: add delete
accounts_cityinvitation: delete
accounts_cityperson: add delete
alliance_alliance: add delete
alliance_alliancegroup: process_import
alliance_demand: add
alliance_groupchange: add
alliance_joinrequest: add
circles_measure: process_import
circles_seatingrun: add delete
dialogue_comment: add delete
events_agendaitem: add
events_eventmailtext: test
events_registration: delete
events_reminder: test
mailing_message: test add delete
publishing_auditrecord: add delete
publishing_entry: add delete
site_identity: add delete
surveys_ballotterms: sheets remind
surveys_option: add
surveys_proposedstatement: add
surveys_survey: import
surveys_topiccorrection: add delete
"""
SUPERUSERS_ONLY = ["accounts_user"]
OTHER = {"admin:login": OPEN, "admin:logout": "oooooo--", "admin:autocomplete": CLOSED}

SENTENCE = (
    "{name} has no row in tests/test_permissions.py. Add its name to the line of PAGES with the letters that each role "
    "should get, and sample values for its parts to `samples()` or to World.addresses()."
)


def expected():
    """{name of a route: letters} of PAGES."""
    lines = [line.split() for line in PAGES.splitlines() if line]
    return {name: letters for letters, *names in lines for name in names}


def routes(resolver, namespace="", prefix=""):
    """All routes but the admin's: (name, names of the parts)."""
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if not hasattr(pattern, "url_patterns"):
            yield f"{namespace}{pattern.name}", re.findall(r"[<](?:\w+:)?(\w+)[>]", route)
        elif pattern.app_name != "admin":
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern, inner, route)


@pytest.fixture
def world(db, settings):
    settings.PLANNER_SECOND_FACTOR = True
    translation.activate("de")
    return World()


@pytest.fixture
def people(world):
    return browsers(world.things)


def samples(world):
    """Values for the parts of the addresses that are not everyone's; where a person owns the thing, it is another person."""
    things = world.things
    result, group = {"kind": "ergebnis", "pk": things["result"].pk}, {"slug": things["alliancegroup"].slug}
    invitation = CityInvitation(email="neu@stadt.example", department=make.department())
    send(invitation)
    passkey = {"pk": set_up_passkey(make.person()).pk}
    comment = {"pk": world.addresses()["dialogue:comment"][0]["pk"]}
    return {
        "dialogue:desk_list": {"part": "wartet"},
        "dialogue:assign": result,
        "dialogue:answer": result,
        "dialogue:statement": {"pk": things["statement"].pk},
        "dialogue:comment_add": result,
        **{f"dialogue:comment_{act}": comment for act in ("withdraw", "hide", "show")},
        **{
            f"dialogue:live_{page}": {"slug": things["event"].slug}
            for page in ("host", "settings", "end", "poll_add", "screen")
        },
        "dialogue:live_poll": {"slug": things["event"].slug, "pk": world.poll.pk},
        "dialogue:live_hide": {"slug": things["event"].slug, "pk": things["livequestion"].pk},
        "alliance:edit_group": group,
        "alliance:group_people": group,
        "alliance:proposed_logo": {**group, "pk": 1},
        "alliance:dismiss_member": {**group, "pk": 1},
        "alliance:withdraw_invitation": {**group, "pk": 1},
        "account_invitation": {"token": invitation.token},
        "mfa_remove_webauthn": passkey,
        "mfa_edit_webauthn": passkey,
    }


def test_every_page_answers_every_role_as_the_table_says(world, people):
    table = expected()
    values = {**{name: rows[0] for name, rows in world.addresses().items()}, **samples(world)}
    found = {}
    for name, parts in routes(get_resolver()):
        assert name in table, SENTENCE.format(name=name)
        assert not parts or name in values, SENTENCE.format(name=name)
        found[name] = answers(reverse(name, kwargs=values.get(name) if parts else None), people)
    assert {name: letters for name, letters in found.items() if letters != table[name]} == {}
    assert table.keys() == found.keys(), "the table has rows for pages that are gone"


def test_the_letters_are_one_for_each_role():
    assert {len(letters) for letters in [*expected().values(), OPEN, CLOSED, BOSS]} == {len(ROLES)}


def expected_there(name):
    """The letters of a page of the administration."""
    closed = dict(line.split(": ") for line in CLOSED_THERE.strip().splitlines())
    model = next((each for each in [*closed, *SUPERUSERS_ONLY] if name.startswith(f"admin:{each}_")), "")
    page = name.removeprefix(f"admin:{model}_")
    if model in SUPERUSERS_ONLY:
        return BOSS
    return CLOSED if page in closed.get(model, "").split() else OTHER.get(name, OPEN)


def addresses_there():
    """(name, address) of every page of the administration, with the first row of its kind if there is one."""
    events = {"event_pk": Event.objects.first().pk}
    for model, model_admin in admin.site._registry.items():
        first = model._default_manager.first()
        for pattern in model_admin.get_urls():
            parts = re.findall(r"[<](?:\w+:)?(\w+)[>]", str(pattern.pattern))
            if getattr(pattern, "name", None):
                name = f"admin:{pattern.name}"
                own = first.pk if first else 1
                yield name, reverse(name, kwargs={part: events.get(part, own) for part in parts})
    for pattern in admin.site.get_urls():
        if getattr(pattern, "name", None) and "<" not in str(pattern.pattern):
            yield f"admin:{pattern.name}", reverse(f"admin:{pattern.name}")


@pytest.mark.trust
def test_every_page_of_the_administration_has_one_door(world, people):
    found = {name: answers(address, people).replace("r", "o") for name, address in addresses_there()}
    assert {name: letters for name, letters in found.items() if letters != expected_there(name)} == {}
    assert len(found) > 150


def test_ids_counted_up_never_open_what_belongs_to_somebody_else(world, people):
    owner = make.person(name="Petra Planung", email="petra@example.org")
    passkey = set_up_passkey(owner, name="Petras Telefon")
    for role, browser in people.items():
        for number in range(1, passkey.pk + 2):
            for act in ("edit", "remove"):
                page = browser.get(f"/konto/zweiter-faktor/webauthn/keys/{number}/{act}/")
                assert page.status_code in {302, 404}, role
                assert "Petras Telefon" not in page.content.decode()
        for person in User.objects.all():
            page = browser.get(f"/verwaltung/accounts/user/{person.pk}/change/")
            assert page.status_code == 200 if role == "superuser" else page.status_code in {302, 403}, role

"""Every rule that a model states is kept by the database, and told in words of its own before it comes to that."""

import datetime
import re

import pytest
from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from circles.models import (
    Circle,
    CircleMaterial,
    Facilitator,
    Measure,
    Result,
    Seat,
    SeatingRun,
    SeatingTerms,
    StatusReport,
    Topic,
    Wish,
)
from events.models import (
    AgendaItem,
    AgendaRelease,
    AttendanceBySector,
    AttendanceStatement,
    EditionNote,
    Event,
    EventMailText,
    EventMessage,
    EventNotice,
    EventSource,
    EventSupport,
    Material,
    Registration,
    RegistrationAnswer,
    RegistrationQuestion,
    RegistrationTerms,
    ReleasedItem,
    Reminder,
    ReminderRun,
    Session,
)
from klimakreise.accounts.models import CityInvitation, Department, FormerName, User
from klimakreise.alliance.models import (
    Alliance,
    AllianceGroup,
    Carrying,
    Demand,
    GroupChange,
    GroupInvitation,
    GroupLink,
    JoinRequest,
    Membership,
    MembershipStatement,
    Supporter,
)
from klimakreise.dialogue.models import (
    Assignment,
    Comment,
    LiveOption,
    LivePoll,
    LiveQuestion,
    LiveSupport,
    LiveTurn,
    LiveVote,
    Notice,
    NoticeItem,
    Statement,
)
from klimakreise.jobs.models import Tick
from klimakreise.mailing.models import Message
from klimakreise.publishing.partial_dates import PartialDate
from klimakreise.site.models import (
    CityFact,
    CityFactDetail,
    Identity,
    LoadedRow,
    SearchCursor,
    SearchEntry,
    SearchTerm,
)
from surveys.models import (
    BallotTerms,
    Correction,
    CrossCell,
    CrossLine,
    CrossTable,
    GroupAnswer,
    GroupAnswerLine,
    Invited,
    OpinionFigure,
    OpinionGroup,
    OpinionMap,
    Option,
    Outcome,
    OutcomeLine,
    ProposedStatement,
    Question,
    QuestionResults,
    ScalePoint,
    Section,
    Survey,
    SurveyPlacement,
    Tally,
    TopicChoice,
    TopicCorrection,
    TopicReason,
    TopicSelection,
)
from tests import make
from tests.files import A_PNG

pytestmark = pytest.mark.django_db

ROOMS = {"klimakreise", "events", "circles", "surveys"}
RULES = {
    constraint.name: (model, constraint)
    for model in apps.get_models(include_auto_created=True)
    if model.__module__.split(".")[0] in ROOMS
    for constraint in model._meta.constraints
}


def day(text):
    return PartialDate.parse(text)


def twice(model, **fields):
    """A second row like one that is there."""
    model.objects.create(**fields)
    return model(**fields)


def demand(**fields):
    there = make.demand(number=1, slug="wege")
    return Demand(**{"demand_set": there.demand_set, "number": 2, "slug": "dach", "title": "Dach", **fields})


def event(**fields):
    return Event(**{"series": make.series(), "slug": "neu", "title": "Neu", **fields})


def circle(**fields):
    there = make.circle(make.event(), number=1, slug="wege")
    return Circle(**{"event": there.event, "topic": there.topic, "slug": "dach", "title": "Dach", **fields})


def result(**fields):
    return Result(**{"circle": make.circle(make.event()), "kind": "idea", "text": "Bäume", **fields})


def report(**fields):
    return StatusReport(
        **{"measure": make.measure(), "voice": "city", "status": "open", "text": "Offen", **fields}
    )


def report_contesting_itself():
    there = make.report(make.measure())
    there.contests = there
    return there


def second_report_with_the_key():
    there = make.report(make.measure(), key="stadt")
    return report(measure=there.measure, key="stadt")


def group(**fields):
    return AllianceGroup(**{"slug": "neu", "name": "Neu", **fields})


def request(**fields):
    given = {"name": "Neu", "description": "Neu.", "contact_email": "neu@example.org"}
    return JoinRequest(**{**given, **fields})


def second_alliance():
    Alliance.objects.create(slug="buendnis", name="Bündnis")
    return Alliance(slug="noch-eins", name="Noch eins")


def office(slug="amt"):
    return Department.objects.create(slug=slug, name="Amt")


def saved(row):
    row.save()
    return row


def comment(**fields):
    return Comment(**{"measure": make.measure(), "text": "Ja.", **fields})


def live_poll(**fields):
    return LivePoll(**{"room": make.live_room(), "question": "Noch einmal?", **fields})


def second_support():
    question = make.live_question(make.live_room())
    return twice(LiveSupport, question=question, registration=make.registration(question.room.event))


def second_speech():
    """Somebody begins to speak while another one does."""
    room = make.live_room()
    room.turns.create(registration=make.registration(room.event), state="speaking")
    return LiveTurn(room=room, registration=make.registration(room.event), state="speaking")


def second_turn():
    room = make.live_room()
    return twice(LiveTurn, room=room, registration=make.registration(room.event))


def vote_for_another_answer():
    poll = make.live_poll(make.live_room())
    yes, no = poll.options.all()
    person = make.registration(poll.room.event)
    LiveVote.objects.create(poll=poll, option=yes, registration=person)
    return LiveVote(poll=poll, option=no, registration=person)


def vote_for_the_same_answer():
    poll = make.live_poll(make.live_room(), kind="multiple")
    person = make.registration(poll.room.event)
    return twice(LiveVote, poll=poll, option=poll.options.first(), registration=person, is_only=False)


def second_assignment(**thing):
    return twice(Assignment, department=office(), **thing)


def material(**fields):
    return Material(event=make.event(), **fields)


def repeating_itself():
    asked = make.question(make.native())
    asked.repeats = asked
    return asked


def question(**fields):
    there = make.question(make.survey(), number=1)
    return Question(**{"survey": there.survey, "number": 2, **fields})


def survey(**fields):
    """A survey that is open, with a time for its end."""
    now = timezone.now()
    times = {"opens_at": now - datetime.timedelta(days=1), "closes_at": now + datetime.timedelta(days=1)}
    return Survey(**{"slug": "neu", "title": "Neu", "mode": "secret", **times, **fields})


def correction(**fields):
    given = {"where": "Frage 1", "before": "Radwge", "after": "Radwege", "reason": "Tippfehler"}
    return Correction(survey=make.survey(), **{**given, **fields})


def second_answer_of_a_group():
    return twice(GroupAnswer, survey=make.survey(mode="named"), group=make.group())


def second_line(**fields):
    """A group's answer says a thing twice; with an option or without."""
    asked = make.question(make.survey(mode="named"))
    if "option" in fields:
        fields["option"] = Option.objects.create(question=asked, number=1, label="ja")
    answer = GroupAnswer.objects.create(survey=asked.survey, group=make.group())
    return twice(GroupAnswerLine, answer=answer, question=asked, **fields)


def tally(**fields):
    asked = make.question(make.survey())
    option = Option.objects.create(question=asked, number=1, label="ja")
    return Tally(results=make.results(asked.survey), option=option, count=1, **fields)


def counted():
    asked = make.question(make.native())
    return QuestionResults.objects.create(
        results=make.results(asked.survey, published_at=None), question=asked
    )


def outcome_of_a_row():
    of = counted()
    row = Option.objects.create(question=of.question, number=1, label="Bäume")
    return twice(Outcome, of=of, voices="people", row=row)


def outcome_line():
    return twice(OutcomeLine, outcome=Outcome.objects.create(of=counted(), voices="people"), number=1)


def opinion_map():
    return OpinionMap.objects.create(of=counted(), voices="people")


def opinion_figure():
    group = OpinionGroup.objects.create(map=opinion_map(), number=0, people=20)
    statement = Option.objects.create(question=group.map.of.question, number=1, label="Mehr Bäume")
    return twice(OpinionFigure, group=group, statement=statement)


def proposed(**fields):
    asked = make.question(make.survey(mode="open"), type="statements", takes_proposals=True)
    return ProposedStatement(question=asked, **{"text": "Mehr Bäume in die Stadt", **fields})


def proposed_and_asked():
    row = proposed()
    row.option = Option.objects.create(question=row.question, number=1, label="Mehr Bäume in die Stadt")
    return row


def crossed(**fields):
    survey = make.native()
    row, column = (make.choice(survey, "ja", "nein", number=number) for number in (1, 2))
    return CrossTable(**{"survey": survey, "row_question": row, "column_question": column, **fields})


def crossed_again():
    there = crossed()
    there.save()
    return CrossTable(
        survey=there.survey, row_question=there.column_question, column_question=there.row_question
    )


def crossed_with_itself():
    table = crossed()
    table.column_question = table.row_question
    return table


def cross_line(number):
    table = crossed()
    table.save()
    return CrossLine.objects.create(table=table, axis="row", number=number, total=10)


def reason(**fields):
    choice = TopicChoice.objects.create(event=make.event(), topic=make.topic())
    return TopicReason(choice=choice, **fields)


def from_question_and_option():
    asked = make.question(make.survey())
    option = Option.objects.create(question=asked, number=1, label="ja")
    return reason(kind="relevance", value=4, question=asked, option=option)


def selection(**fields):
    return TopicSelection(event=make.event(), **{"places": 2, **fields})


def second_reason():
    there = reason(kind="influence", text="hoch")
    there.save()
    return TopicReason(choice=there.choice, kind="influence", text="gering")


def second_person_in_capitals():
    User.objects.create_user("mira@example.org")
    return User(email="MIRA@example.org", password="!")


def message(**fields):
    there = {"kind": "tests/any", "recipient": "mira@example.org", "key": "any-1", "language": "de"}
    return Message(**{**there, "message_id": "<1@example.org>", **fields})


def second_message_with_the_key():
    message().save()
    return message(recipient="jonas@example.org")


def detail(**fields):
    return CityFactDetail(
        fact=CityFact.objects.create(kind="plan", title="Plan"), label="Maßnahmen", **fields
    )


def second_entry_of_a_thing():
    fields = {"kind": 1, "thing": "events.event", "key": 1, "visible_from": timezone.now()}
    return twice(SearchEntry, **fields, address="/", title="Titel", digest="0")


def version(number=1, **fields):
    return AgendaRelease(event=make.event(), number=number, **{"note": "Erste Fassung.", **fields})


def released_item(**fields):
    """An item for a version that has one: key 7, in the first place."""
    release = version()
    release.save()
    release.items.create(kind="talk", title="Vortrag", key=7, position=1)
    return ReleasedItem(
        release=release, **{"kind": "talk", "title": "Vortrag", "key": 8, "position": 2, **fields}
    )


def event_message(**fields):
    """A message to people who are registered, not saved."""
    given = {"key": "a", "subject": "Neues", "text": "Hallo.", "recipients": 1}
    return EventMessage(**{"event": make.event(), **given, **fields})


def second_message():
    there = event_message()
    there.save()
    return event_message(event=there.event)


def registration(**fields):
    return Registration(event=make.event(), **{"name": "Gerda", "email": "gerda@garten.example", **fields})


def terms(**fields):
    return RegistrationTerms(event=make.event(), **fields)


def registration_answer(**fields):
    event = make.event()
    given = {"registration": make.registration(event), "question": make.registration_question(event)}
    return RegistrationAnswer(**given, **fields)


def second_answer():
    there = registration_answer(text="ja")
    there.save()
    return RegistrationAnswer(registration=there.registration, question=there.question, text="nein")


def second_registration(**fields):
    there = make.registration(make.event(), email="gerda@garten.example", turn=1)
    given = {"name": "Gerda", "email": "anders@garten.example", **fields}
    return Registration(event=there.event, **given)


def wish(**fields):
    """A wish of somebody whose first wish is another circle."""
    circle = make.circle(make.event())
    there = Wish.objects.create(registration=make.registration(circle.event), circle=circle, rank=1)
    other = make.circle(circle.event)
    return Wish(**{"registration": there.registration, "circle": other, "rank": 2, **fields})


def second_wish_for_the_circle():
    there = wish()
    return Wish(registration=there.registration, circle=Circle.objects.earliest("pk"), rank=2)


def seat(**fields):
    circle = make.circle(make.event())
    return Seat(registration=make.registration(circle.event), circle=circle, **fields)


def mail_text(**fields):
    return EventMailText(
        event=make.event(), **{"kind": "confirmed", "subject": "Dabei", "text": "Bis bald!", **fields}
    )


def second_mail_text():
    there = mail_text()
    there.save()
    return EventMailText(event=there.event, kind="confirmed", subject="Ja", text="Ja.")


def reminder(**fields):
    return Reminder(event=make.event(), **fields)


def reminder_run():
    there = reminder()
    there.save()
    return {"reminder": there, "starts_at": timezone.now()}


BREAKS = {
    "ballot_terms_event_is_named_for_its_participants": lambda: BallotTerms(
        survey=make.survey(), who="event"
    ),
    "ballot_terms_hour_is_of_the_day": lambda: BallotTerms(survey=make.survey(), who="anyone", hour=24),
    "invited_address_is_listed_once": lambda: twice(
        Invited, survey=make.survey(), address="mira@example.org"
    ),
    "event_message_has_a_recipient": lambda: event_message(recipients=0),
    "event_message_has_subject_and_text": lambda: event_message(subject=""),
    "event_message_has_subject_and_text_in_english_or_none": lambda: event_message(subject_en="News"),
    "event_message_is_one_for_a_form": second_message,
    "event_notice_has_a_recipient": lambda: EventNotice(event=make.event(), what="moved", recipients=0),
    "mail_text_has_subject_and_text": lambda: mail_text(subject=""),
    "mail_text_is_one_for_event_kind_and_language": second_mail_text,
    "reminder_has_subject_and_text_in_english_or_none": lambda: reminder(text_en="Soon."),
    "reminder_has_subject_and_text_or_none": lambda: reminder(subject="Bald"),
    "reminder_is_one_for_a_moment_and_an_audience": lambda: twice(Reminder, event=make.event()),
    "reminder_is_sent_up_to_99_units_before": lambda: reminder(amount=0),
    "reminder_run_is_one_for_a_beginning": lambda: twice(ReminderRun, **reminder_run()),
    "circle_needs_no_more_people_than_it_has_places": lambda: circle(least_people=5, most_people=4),
    "seat_says_which_wish_it_is": lambda: seat(why="wish"),
    "seat_set_by_hand_is_kept": lambda: seat(why="hand"),
    "seating_run_is_done_at_100_per_cent": lambda: SeatingRun(event=make.event(), seed=1, progress=101),
    "seating_run_is_one_at_a_time": lambda: twice(SeatingRun, event=make.event(), seed=1),
    "seating_terms_rule_is_50000_at_most": lambda: SeatingTerms(event=make.event(), city=50_001),
    "seating_terms_size_is_dear": lambda: SeatingTerms(event=make.event(), over=999),
    "seating_terms_tolerance_is_100_at_most": lambda: SeatingTerms(event=make.event(), tolerance=101),
    "wish_has_a_rank_of_its_own": lambda: wish(rank=1),
    "wish_is_the_first_to_third": lambda: wish(rank=4),
    "wish_is_for_a_circle_once": second_wish_for_the_circle,
    "registration_address_is_in_small_letters": lambda: registration(email="Gerda@garten.example"),
    "registration_answer_has_a_text": lambda: registration_answer(text=""),
    "registration_answer_is_one_for_a_question": second_answer,
    "registration_closes_after_it_has_opened": lambda: terms(opens_at=(now := timezone.now()), closes_at=now),
    "registration_has_a_name": lambda: registration(name=""),
    "registration_has_a_turn_of_its_own": lambda: second_registration(state="waiting", turn=1),
    "registration_has_a_turn_once_it_is_confirmed": lambda: registration(state="waiting"),
    "registration_has_an_address_unless_the_team_made_it": lambda: registration(email=""),
    "registration_has_an_end_exactly_if_it_is_an_offer": lambda: registration(state="offered", turn=1),
    "registration_has_arrived_only_with_a_place": lambda: registration(arrived_at=timezone.now()),
    "registration_has_let_an_offer_lapse_only_if_it_waits": lambda: registration(
        offer_lapsed_at=timezone.now()
    ),
    "registration_is_beyond_the_limit_only_with_a_place": lambda: registration(beyond_limit=True),
    "registration_is_one_for_an_address": lambda: second_registration(email="gerda@garten.example"),
    "registration_offer_lasts_an_hour_to_thirty_days": lambda: terms(offer_hours=0),
    "registration_question_has_answers_exactly_if_one_chooses": lambda: RegistrationQuestion(
        event=make.event(), label="Womit?", kind="choice"
    ),
    "registration_question_has_words": lambda: RegistrationQuestion(event=make.event(), label=""),
    "registration_reserve_has_an_end": lambda: terms(reserved_for_city=3),
    "assignment_is_of_exactly_one_thing": lambda: Assignment(
        event=make.event(), measure=make.measure(), department=office()
    ),
    "assignment_is_one_for_a_result": lambda: second_assignment(result=saved(result())),
    "assignment_is_one_for_a_measure": lambda: second_assignment(measure=make.measure()),
    "assignment_is_one_for_an_event": lambda: second_assignment(event=make.event()),
    "agenda_release_has_a_note": lambda: version(note=""),
    "agenda_release_has_a_number_from_one_on": lambda: version(0),
    "agenda_release_has_a_number_of_its_own": lambda: twice(
        AgendaRelease, event=make.event(), number=1, note="Erste Fassung."
    ),
    "released_item_has_a_place_of_its_own": lambda: released_item(position=1),
    "released_item_has_the_key_of_its_agenda_item": lambda: released_item(
        item=make.agenda_item(make.event(), pk=9)
    ),
    "released_item_is_once_in_a_version": lambda: released_item(key=7),
    "released_item_lasts_up_to_a_day": lambda: released_item(duration_minutes=1441),
    "agenda_item_lasts_up_to_a_day": lambda: AgendaItem(
        event=make.event(), kind="talk", title="Vortrag", duration_minutes=1441
    ),
    "alliance_is_the_only_one": second_alliance,
    "attendance_is_stated_once_by_a_source": lambda: twice(
        AttendanceStatement, event=make.event(), source=make.source(), kind="exact", value=5
    ),
    "circle_has_a_title": lambda: circle(title=""),
    "circle_number_is_unique_at_its_event": lambda: circle(number=1),
    "circle_shows_a_material_once": lambda: twice(
        CircleMaterial, circle=make.circle(there := make.event()), material=make.material(there)
    ),
    "circle_slug_is_unique_at_its_event": lambda: circle(slug="wege"),
    "city_fact_detail_is_a_text_or_a_date": lambda: detail(value="60", date=day("2018")),
    "city_fact_is_listed_once": lambda: twice(CityFact, kind="plan", title="Plan"),
    "demand_is_carried_once_by_a_group": lambda: twice(Carrying, group=make.group(), demand=make.demand()),
    "demand_number_is_unique_in_its_set": lambda: demand(number=1),
    "demand_number_starts_at_one": lambda: demand(number=0),
    "demand_slug_is_unique_in_its_set": lambda: demand(slug="wege"),
    "department_has_a_slug": lambda: Department(slug="", name="Amt"),
    "edition_note_is_written_once": lambda: twice(EditionNote, series=make.series(), number=3, note="keine"),
    "event_has_a_number_of_places_if_limited": lambda: event(capacity_kind="limited", capacity=None),
    "event_has_a_reason_for_cancelling_only_if_cancelled": lambda: event(cancellation_reason="Sturm"),
    "event_has_a_slug": lambda: event(slug=""),
    "event_has_a_title": lambda: event(title=""),
    "event_is_cancelled_with_a_reason": lambda: event(cancelled_at=timezone.now()),
    "event_number_is_unique_in_its_series": lambda: event(
        series=(there := make.event(number=1)).series, number=there.number
    ),
    "event_picture_has_a_text_alternative": lambda: event(picture=ContentFile(A_PNG, "bild.png")),
    "event_source_is_listed_once": lambda: twice(EventSource, event=make.event(), source=make.source()),
    "event_support_is_listed_once": lambda: twice(
        EventSupport, event=make.event(), supporter=Supporter.objects.create(name="Stiftung"), kind="money"
    ),
    "cityinvitation_is_accepted_or_withdrawn": lambda: CityInvitation(
        email="neu@stadt.example",
        department=office(),
        accepted_at=timezone.now(),
        withdrawn_at=timezone.now(),
    ),
    "city_invitation_is_open_once": lambda: twice(
        CityInvitation, email="neu@stadt.example", department=office()
    ),
    "facilitator_is_listed_once_for_a_circle": lambda: twice(
        Facilitator, circle=make.circle(make.event()), user=make.person()
    ),
    "former_name_is_listed_once": lambda: twice(FormerName, department=office(), name="Altes Amt"),
    "group_change_is_declined_with_a_reason": lambda: GroupChange(
        group=make.group(), basis="x", state="declined"
    ),
    "group_change_logo_has_a_text_alternative": lambda: GroupChange(
        group=make.group(), basis="x", logo=ContentFile(A_PNG, "logo.png")
    ),
    "group_has_a_slug": lambda: group(slug=""),
    "group_has_one_waiting_change": lambda: twice(GroupChange, group=make.group(), basis="x"),
    "group_invitation_is_open_once": lambda: twice(
        GroupInvitation, group=make.group(), email="b@example.org"
    ),
    "groupinvitation_is_accepted_or_withdrawn": lambda: GroupInvitation(
        group=make.group(), email="b@example.org", accepted_at=timezone.now(), withdrawn_at=timezone.now()
    ),
    "group_leaves_after_it_joins": lambda: group(joined=day("2022-01"), left=day("2021-12")),
    "group_link_is_listed_once": lambda: twice(
        GroupLink, group=make.group(), label="Blog", url="https://example.org/"
    ),
    "group_logo_has_a_text_alternative": lambda: group(logo=ContentFile(A_PNG, "logo.png")),
    "identity_is_the_only_one": lambda: twice(Identity),
    "join_request_has_a_name": lambda: request(name=""),
    "join_request_has_an_address_until_it_is_decided": lambda: request(contact_email=""),
    "join_request_is_confirmed_before_it_is_decided": lambda: request(state="accepted"),
    "join_request_is_declined_with_a_reason": lambda: request(state="declined", confirmed_at=timezone.now()),
    "loaded_row_is_remembered_once": lambda: twice(
        LoadedRow, origin="process", identity="eins", kind="x", key="1", values={"a": 1}
    ),
    "material_file_is_published_with_a_text_alternative": lambda: material(
        file="materials/folien.pdf", published_at=timezone.now()
    ),
    "material_is_a_file_or_a_link_or_of_unknown_address": lambda: material(
        url="https://example.org/", address_unknown=True
    ),
    "measure_assessment_is_dated": lambda: Measure(slug="neu", title="Neu", assessment="open"),
    "measure_has_a_date_or_note_only_with_an_assessment": lambda: Measure(
        slug="neu", title="Neu", assessment_note="Der Rat zögert."
    ),
    "measure_has_a_slug": lambda: Measure(slug="", title="Neu"),
    "measure_has_a_title": lambda: Measure(slug="neu", title=""),
    "membership_is_one_for_a_person_and_a_group": lambda: twice(
        Membership, user=make.person(), group=make.group(), role="speaker"
    ),
    "membership_statement_is_made_once_by_a_source": lambda: twice(
        MembershipStatement,
        alliance=Alliance.objects.create(slug="buendnis", name="Bündnis"),
        as_of=day("2021"),
        source=make.source(),
        kind="exact",
        value=50,
    ),
    "message_has_a_recipient_until_it_is_settled": lambda: message(recipient=""),
    "message_is_emptied_when_it_is_settled": lambda: message(state="sent"),
    "message_key_is_no_address": lambda: message(key="an-mira@example.org"),
    "message_key_is_unique": second_message_with_the_key,
    "message_with_a_secret_has_an_end": lambda: message(sealed=b"geheim"),
    "opinion_figure_is_one_for_group_and_statement": opinion_figure,
    "opinion_group_has_a_number_of_its_own": lambda: twice(
        OpinionGroup, map=opinion_map(), number=0, people=20
    ),
    "opinion_map_is_one_for_voices": lambda: twice(OpinionMap, of=counted(), voices="people"),
    "option_number_is_unique_in_its_question": lambda: twice(
        Option, question=make.question(make.survey()), number=1, label="ja"
    ),
    "proposed_statement_is_asked_only_once_accepted": proposed_and_asked,
    "proposed_statement_is_declined_with_a_reason": lambda: proposed(state="declined"),
    "proposed_statement_says_something": lambda: proposed(text=""),
    "question_has_proposals_only_for_statements": lambda: question(type="matrix", takes_proposals=True),
    "question_has_a_deviation_only_with_a_mean": lambda: question(sd=2),
    "question_number_is_unique_in_its_survey": lambda: question(number=1),
    "result_has_one_responsible_at_most": lambda: result(
        responsible_group=make.group(), responsible_department=office()
    ),
    "result_says_something": lambda: result(text=""),
    "sector_present_has_a_name": lambda: AttendanceBySector(event=make.event(), sector=""),
    "sector_present_is_counted_from_three_people_on": lambda: AttendanceBySector(
        event=make.event(), sector="Politik", value=2, kind="exact", source=make.source()
    ),
    "sector_present_is_stated_once_by_a_source": lambda: twice(
        AttendanceBySector, event=make.event(), sector="Politik", source=make.source()
    ),
    "sector_present_with_a_number_has_kind_and_source": lambda: AttendanceBySector(
        event=make.event(), sector="Politik", value=5, kind="exact"
    ),
    "sector_present_without_a_source_is_named_once": lambda: twice(
        AttendanceBySector, event=make.event(), sector="Politik"
    ),
    "session_ends_after_it_starts": lambda: Session(event=make.event(), start="18:00", end="15:00"),
    "statement_is_on_exactly_one_thing": lambda: Statement(
        event=make.event(), measure=make.measure(), text="Wir prüfen das."
    ),
    "statement_says_something": lambda: Statement(measure=make.measure(), text=""),
    "notice_item_is_about_exactly_one_thing": lambda: NoticeItem(
        notice=Notice.objects.create(department=office()), event=make.event(), measure=make.measure()
    ),
    "live_option_has_words": lambda: LiveOption(poll=make.live_poll(make.live_room()), label=""),
    "live_option_is_offered_once": lambda: LiveOption(poll=make.live_poll(make.live_room()), label="Ja"),
    "live_poll_has_a_question": lambda: live_poll(question=""),
    "cross_table_is_of_two_questions": crossed_with_itself,
    "cross_table_is_the_only_one_of_its_pair": crossed_again,
    "cross_table_is_released_after_it_was_counted": lambda: crossed(released_at=timezone.now()),
    "cross_line_has_a_number_of_its_own": lambda: CrossLine(
        table=cross_line(1).table, axis="row", number=1, total=10
    ),
    "cross_cell_is_one_for_row_and_column": lambda: twice(
        CrossCell, row=(line := cross_line(1)), column=line
    ),
    "outcome_is_one_for_voices": lambda: twice(Outcome, of=counted(), voices="people"),
    "outcome_is_one_for_voices_and_row": outcome_of_a_row,
    "outcome_line_has_a_number_of_its_own": outcome_line,
    "outcome_that_is_withheld_has_no_figures": lambda: Outcome(
        of=counted(), voices="people", withheld="few", mean=3
    ),
    "live_poll_shows_its_result_only_when_closed": lambda: live_poll(is_shown=True),
    "live_question_is_hidden_with_a_reason": lambda: LiveQuestion(
        room=make.live_room(), text="Wann?", state="hidden"
    ),
    "live_question_is_supported_once_by_each": second_support,
    "live_question_says_something": lambda: LiveQuestion(room=make.live_room(), text=""),
    "live_turn_is_the_only_speech": second_speech,
    "live_turn_is_waiting_once": second_turn,
    "live_vote_is_given_once_for_an_answer": vote_for_the_same_answer,
    "live_vote_is_one_where_one_is_chosen": vote_for_another_answer,
    "comment_is_on_exactly_one_thing": lambda: comment(event=make.event()),
    "comment_is_said_for_one_at_most": lambda: comment(department=office(), group=make.group()),
    "comment_says_something_until_it_is_withdrawn": lambda: comment(text=""),
    "comment_is_hidden_with_a_reason": lambda: comment(state="hidden"),
    "comment_is_shown_since_a_moment": lambda: comment(state="shown"),
    "statement_is_refused_with_a_reason": lambda: Statement(
        measure=make.measure(), text="Nein.", kind="refused"
    ),
    "statement_has_a_date_for_a_next_step_only": lambda: Statement(
        measure=make.measure(), text="Ja.", next_step_date=day("2027-03")
    ),
    "status_report_does_not_contest_itself": report_contesting_itself,
    "status_report_is_passed_on_by_another_voice": lambda: report(reported_by="city"),
    "status_report_key_is_unique_at_its_measure": second_report_with_the_key,
    "status_report_percent_is_at_most_100": lambda: report(percent=101),
    "status_report_says_something": lambda: report(text=""),
    "group_answer_has_one_line_for_a_question": lambda: second_line(text="Ja."),
    "group_answer_has_one_line_for_an_option": lambda: second_line(option="ja", value=3),
    "group_answer_is_the_only_one_of_its_group": second_answer_of_a_group,
    "question_has_a_maximum_only_if_several_can_be_chosen": lambda: question(
        type="single_choice", choices_max=2
    ),
    "question_has_at_most_four_decimal_places": lambda: question(type="number", decimals=5),
    "question_has_bounds_in_their_order": lambda: question(type="number", least=10, most=9),
    "question_does_not_repeat_itself": repeating_itself,
    "question_has_no_answer_to_offer_unless_it_rates": lambda: question(type="number", offers_no_answer=True),
    "question_has_no_free_words_about_the_person": lambda: question(type="free_text", describes_person=True),
    "question_has_unit_and_bounds_only_for_a_number": lambda: question(type="rating", unit="km"),
    "scale_point_has_a_value_of_its_own": lambda: twice(
        ScalePoint, question=make.question(make.survey()), number=1
    ),
    "survey_correction_does_change_something": lambda: correction(after="Radwge"),
    "survey_correction_has_a_reason": lambda: correction(reason=""),
    "survey_has_a_mode_if_it_is_answered_here": lambda: survey(mode=""),
    "survey_is_closed_only_after_it_was_open": lambda: survey(
        opens_at=None, closes_at=None, closed_at=timezone.now()
    ),
    "survey_is_open_before_its_time_ends": lambda: survey(opens_at=None),
    "survey_that_was_held_elsewhere_does_not_open_here": lambda: survey(mode="import"),
    "survey_section_has_a_heading": lambda: Section(survey=make.survey(), number=1, title=""),
    "survey_section_has_a_number_of_its_own": lambda: twice(
        Section, survey=make.survey(), number=1, title="Zur Person"
    ),
    "survey_ends_after_it_starts": lambda: Survey(
        slug="neu", title="Neu", start=day("2021-08"), end=day("2021-06")
    ),
    "survey_has_a_slug": lambda: Survey(slug="", title="Neu"),
    "survey_is_placed_once_on_an_agenda_item": lambda: twice(
        SurveyPlacement, survey=make.survey(), agenda_item=make.agenda_item(make.event())
    ),
    "tally_percent_is_between_0_and_100": lambda: tally(percent="100.1"),
    "tick_is_given_out_once": lambda: twice(Tick, name="jobs.any", due_at=timezone.now()),
    "candidate_is_of_the_choice_of_its_event": lambda: TopicChoice(
        event=make.event(), topic=make.topic(), selection=make.topic_selection(make.event())
    ),
    "choice_has_an_influence_up_to_3": lambda: selection(least_influence=4),
    "choice_has_a_rising_span_of_relevance": lambda: selection(relevance_low=5, relevance_high=5),
    "choice_has_numbers_up_to_100": lambda: selection(least_points="100.1"),
    "choice_has_a_limit": lambda: selection(places=None),
    "choice_has_a_share_of_emissions_for_100_points": lambda: selection(emissions_high=0),
    "choice_has_room_for_a_topic": lambda: selection(places=0),
    "choice_has_a_weight": lambda: selection(weight_relevance=0, weight_emissions=0, weight_influence=0),
    "correction_of_a_choice_says_something": lambda: TopicCorrection(
        selection=make.topic_selection(make.event()), text=""
    ),
    "deviation_from_the_rule_has_a_reason": lambda: TopicChoice(
        event=make.event(), topic=make.topic(), rule_says="out", chosen=True
    ),
    "topic_emissions_are_a_percentage": lambda: reason(
        kind="emission_share", value=101, source=make.source()
    ),
    "topic_figure_has_a_source": lambda: reason(kind="relevance", value=4),
    "topic_has_a_slug": lambda: Topic(slug="", title="Neu"),
    "topic_has_a_title": lambda: Topic(slug="neu", title=""),
    "search_cursor_is_the_only_one": lambda: twice(SearchCursor),
    "search_entry_is_made_once_in_a_language": second_entry_of_a_thing,
    "search_term_is_kept_once": lambda: twice(SearchTerm, stem="dach", part="dach"),
    "topic_has_one_figure_of_a_kind": second_reason,
    "topic_is_a_candidate_once": lambda: twice(TopicChoice, event=make.event(), topic=make.topic()),
    "topic_influence_is_0_to_3_with_a_reason": lambda: reason(
        kind="influence", value="1.5", text="ein wenig"
    ),
    "topic_relevance_alone_is_from_a_survey": lambda: reason(
        kind="other", text="So.", question=make.question(make.survey())
    ),
    "topic_relevance_is_from_one_figure": from_question_and_option,
    "topic_reason_says_something": lambda: reason(kind="influence"),
    "user_email_is_unique_in_any_case": second_person_in_capitals,
}


def test_no_rule_is_without_a_case():
    assert sorted(BREAKS) == sorted(RULES)


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses_what_breaks_the_rule(name):
    row = BREAKS[name]()
    with pytest.raises(IntegrityError, match=wording(name)), transaction.atomic():
        row.save()


def wording(name):
    """What the database says: the name of the rule, or (SQLite on a plain unique rule) its columns."""
    model, constraint = RULES[name]
    columns = [
        f"{model._meta.db_table}.{model._meta.get_field(each).column}"
        for each in getattr(constraint, "fields", ())
    ]
    return "|".join(filter(None, [re.escape(name), re.escape(", ".join(columns))]))


@pytest.mark.parametrize("name", BREAKS)
def test_a_form_refuses_it_before_that(name):
    with pytest.raises(ValidationError):
        BREAKS[name]().full_clean()


@pytest.mark.parametrize("name", BREAKS)
def test_the_rule_is_told_in_its_own_words(name):
    _model, constraint = RULES[name]
    with pytest.raises(ValidationError) as error:
        BREAKS[name]().validate_constraints()
    assert error.value.message_dict == {NON_FIELD_ERRORS: [str(constraint.violation_error_message)]}
    assert constraint.violation_error_message != constraint.default_violation_error_message


@pytest.mark.parametrize("name", RULES)
def test_the_name_of_a_rule_reads_as_a_sentence(name):
    words = name.split("_")
    assert re.fullmatch(r"[a-z]+(_[a-z0-9]+){2,}", name)
    assert {"is", "has", "are", "can", "lasts", "shows", "starts", "says", "leaves", "ends", "does"} & set(
        words
    )

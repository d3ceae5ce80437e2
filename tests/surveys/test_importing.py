"""The planning team brings answers here that were given elsewhere: all or none, without who and when, for an hour at most."""

import datetime
import re

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.utils import timezone

from klimakreise.publishing.audit import AuditRecord
from surveys.answers import Given
from surveys.importing import keeping, storing
from surveys.importing.files import Tool
from surveys.models import Ballot, BallotAnswer, FreeText, Survey, UploadedAnswers
from surveys.tallying import count_closed
from tests import make
from tests.roles import browsers
from tests.surveys.exported import LIME, LIME_CODES, changed, held_elsewhere, limesurvey, sosci
from tests.surveys.questionnaire import Browser
from tests.world import World

pytestmark = pytest.mark.django_db


class Importing(Browser):
    """A planner on the page of an import, who sends what stands there."""

    def __init__(self, client, survey):
        self.client, self.address = client, f"/verwaltung/surveys/survey/{survey.pk}/import/"
        self.open()

    @property
    def form(self):
        return next(form for form in self.html.split("<form")[1:] if 'name="act"' in form)

    def upload(self, content, name="export.csv"):
        self.page = self.client.post(
            self.address, {"act": "upload", "file": SimpleUploadedFile(name, content)}
        )
        return self

    def stands_there(self):
        found = {}
        for tag in re.findall(r'<input type="hidden"[^>]*>', self.form):
            found[re.search(r'name="([^"]*)"', tag)[1]] = re.search(r'value="([^"]*)"', tag)[1]
        for name, options in re.findall(
            r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', self.form, re.DOTALL
        ):
            found[name] = (re.findall(r'<option value="([^"]*)" selected', options) or [""])[0]
        return found

    def press(self, act, **values):
        self.page = self.client.post(self.address, {**self.stands_there(), **values, "act": act})
        return self

    @property
    def told(self):
        return re.findall(
            r"<li>([^<]*)</li>", self.html.split('class="errorlist import-errors"')[1].split("</ul>")[0]
        )


@pytest.fixture
def survey():
    return held_elsewhere()


@pytest.fixture
def importing(planner, survey):
    return Importing(planner, survey)


def everything(survey):
    return (
        Ballot.objects.filter(survey=survey).count(),
        BallotAnswer.objects.filter(ballot__survey=survey).count(),
        FreeText.objects.filter(question__survey=survey).count(),
    )


@pytest.mark.parametrize("export", [limesurvey, sosci])
def test_an_export_becomes_ballots_in_three_pages(importing, survey, export):
    importing.upload(export())
    assert "Erkannt als" in importing.text
    importing.press("preview")
    assert "Antwortbögen 2" in importing.text
    assert everything(survey) == (0, 0, 0)
    importing.press("import")
    assert importing.page.status_code == 302
    ballots, answers, texts = everything(survey)
    assert (ballots, texts) == (2, 1)
    assert answers == {limesurvey: 16, sosci: 17}[export]
    survey.refresh_from_db()
    assert survey.is_frozen
    assert survey.tool == {limesurvey: "LimeSurvey", sosci: "SoSci Survey"}[export]
    assert UploadedAnswers.objects.count() == 0
    record = AuditRecord.objects.get(act="imported")
    assert (record.title, record.detail) == (survey.title, f"2 Antwortbögen aus {survey.tool}")


def test_nothing_of_who_and_when_comes_along(importing, survey):
    importing.upload(limesurvey()).press("preview").press("import")
    for model in apps.get_models():
        for row in model._default_manager.values():
            told = repr(row)
            for word in ("tokenAda", "192.0.2.1", "2025-03-01"):
                assert word not in told, model


def test_the_file_is_sealed_and_its_key_is_on_the_page_alone(importing, survey):
    importing.upload(limesurvey())
    row = UploadedAnswers.objects.get()
    assert b"tokenAda" not in bytes(row.sealed)
    ticket = importing.stands_there()["ticket"]
    assert b"tokenAda" in keeping.fetch(survey, ticket)
    secret = ticket.partition(".")[2].encode()
    for model in apps.get_models():
        assert not any(secret in repr(each).encode() for each in model._default_manager.values()), model
    assert "no-store" in importing.page["Cache-Control"]
    with pytest.raises(ValidationError):
        keeping.fetch(survey, ticket[:-3] + "AA=")
    with pytest.raises(ValidationError):
        keeping.fetch(held_elsewhere(), ticket)


def test_the_file_goes_after_an_hour_or_when_somebody_cancels(importing, survey):
    importing.upload(limesurvey()).press("cancel")
    assert UploadedAnswers.objects.count() == 0
    importing.open().upload(limesurvey())
    assert keeping.forget_old(timezone.now()) == 0
    UploadedAnswers.objects.update(at=timezone.now() - datetime.timedelta(hours=1, seconds=1))
    importing.press("preview")
    assert importing.told == [
        "Die hochgeladene Datei ist nicht mehr da: Sie wird nach einer Stunde gelöscht. Bitte noch einmal hochladen."
    ]
    assert keeping.forget_old(timezone.now()) == 1


def test_a_new_upload_replaces_the_one_before(importing, survey):
    importing.upload(limesurvey()).open().upload(sosci())
    assert UploadedAnswers.objects.count() == 1


def test_lines_that_are_wrong_are_named_and_nothing_is_imported(importing, survey):
    rows = changed(LIME, 0, LIME_CODES, Q6="340")
    importing.upload(limesurvey(rows)).press("preview")
    assert "1 Zeile ist falsch" in importing.text
    assert "Zeile Spalte Was 2 Q6 „340“: Mehr als 120 Jahre." in importing.text
    assert 'value="import"' not in importing.html
    importing.press("import")
    assert importing.told == ["Einige Zeilen sind falsch: Sehen Sie die Vorschau an."]
    assert everything(survey) == (0, 0, 0)
    assert not Survey.objects.get(pk=survey.pk).is_frozen


def test_a_value_that_nobody_knows_is_asked_for_and_typed_decisions_stay(importing, survey):
    importing.upload(limesurvey(changed(LIME, 1, LIME_CODES, Q1="Zeppelin")))
    other = f"q{survey.asked['words'].pk}"
    column = f"column-{LIME_CODES.index('Q2[other]')}"
    importing.press("preview", **{column: other, f"column-{LIME_CODES.index('Q8')}": ""})
    assert importing.told == ["Bitte sagen Sie bei den markierten Werten, was sie bedeuten."]
    assert importing.stands_there()[column] == other
    blank = next(
        name for name, value in importing.stands_there().items() if name.startswith("meaning-") and not value
    )
    bus = survey.asked["traffic"].options.get(label="Bus")
    importing.press("preview", **{blank: f"option-{bus.pk}"}).press("map")
    assert importing.stands_there()[blank] == f"option-{bus.pk}"
    importing.press("preview").press("import")
    assert BallotAnswer.objects.get(question=survey.asked["traffic"], option=bus)
    assert FreeText.objects.get().text == "Kegeln"


def test_columns_that_clash_are_marked(importing, survey):
    names = LIME_CODES
    traffic = survey.asked["traffic"]
    importing.upload(limesurvey())
    importing.press("preview", **{f"column-{names.index('Q3')}": f"q{traffic.pk}"})
    assert importing.told == ["Bitte sehen Sie die markierten Spalten an."]
    assert "Dorthin geht schon die Spalte „Q1“." in importing.text
    item = survey.asked["order"].options.first()
    importing.open().upload(limesurvey()).press(
        "preview", **{f"column-{names.index('Q5[1]')}": f"q{item.question_id}-{item.pk}"}
    )
    assert "nicht beides" in importing.text
    importing.open().upload(limesurvey()).press("preview", **{f"column-{i}": "" for i in range(len(names))})
    assert importing.told == ["Noch geht keine Spalte zu einer Frage."]


def test_what_the_tool_has_filled_in_cannot_be_taken_over(importing, survey):
    importing.upload(limesurvey())
    column = f"column-{LIME_CODES.index('token')}"
    importing.press(
        "preview", **{column: f"q{survey.asked['words'].pk}", f"column-{LIME_CODES.index('Q8')}": ""}
    )
    importing.press("import")
    assert FreeText.objects.count() == 0
    assert Ballot.objects.count() == 2


def test_new_values_are_looked_at_before_they_count(importing, survey):
    importing.upload(limesurvey())
    importing.press("preview", **{f"column-{LIME_CODES.index('Q1')}": ""})
    assert "Antwortbögen 2" in importing.text
    importing.press("map")
    importing.press("preview", **{f"column-{LIME_CODES.index('Q1')}": f"q{survey.asked['traffic'].pk}"})
    assert importing.told == [
        "Mit den Spalten sind Werte dazugekommen: Bitte sehen Sie an, was sie bedeuten."
    ]
    importing.press("preview")
    assert "Antwortbögen 2" in importing.text


def test_a_file_that_cannot_be_read_says_so_on_the_page(importing, survey):
    importing.upload(b"Q1;Q2;Q1\r\n1;2;3\r\n")
    assert importing.told[0].startswith("Diese Spalten gibt es zweimal: Q1.")
    importing.page = importing.client.post(importing.address, {"act": "upload"})
    assert importing.told == ["Wählen Sie eine Datei."]
    assert UploadedAnswers.objects.count() == 0


def test_a_second_import_needs_the_first_to_be_removed(importing, survey):
    importing.upload(limesurvey()).press("preview").press("import")
    importing.open()
    assert "Es wurden schon Antworten importiert." in importing.text
    importing.upload(sosci())
    assert importing.told[0].startswith("Es wurden schon Antworten importiert.")
    importing.press("remove")
    assert everything(survey) == (0, 0, 0)
    survey.refresh_from_db()
    assert not survey.is_frozen
    assert AuditRecord.objects.get(act="deleted").detail == "2 importierte Antwortbögen"
    importing.open().upload(sosci()).press("preview").press("import")
    assert everything(survey) == (2, 17, 1)


def test_after_the_import_it_goes_on_as_with_any_survey(importing, survey, planner):
    rows = [changed([LIME[0]], 0, LIME_CODES, Q1=f"A{1 + number % 2}")[0] for number in range(12)]
    importing.upload(limesurvey(rows)).press("preview").press("import")
    planner.post(f"/verwaltung/surveys/survey/{survey.pk}/close/")
    survey.refresh_from_db()
    assert survey.is_closed
    assert count_closed() == 1
    lines = survey.results.question_results.get(question=survey.asked["traffic"]).outcomes.get().lines
    assert [line.count for line in lines.all()] == [6, 6, 0]
    importing.open()
    assert "abgeschlossen und ausgezählt" in importing.text
    with pytest.raises(ValidationError):
        storing.take_out(survey)
    survey.results.question_results.update(released_at=timezone.now())
    survey.results.publish()
    page = planner.get(f"/umfragen/{survey.slug}/ergebnisse/").content.decode()
    assert "Die Umfrage lief anderswo, mit LimeSurvey" in page
    detail = planner.get(f"/umfragen/{survey.slug}/").content.decode()
    assert "Teilnehmen" not in detail
    assert planner.get(f"/umfragen/{survey.slug}/antworten/").status_code == 404


def test_nothing_stays_when_writing_fails_at_the_last_moment(survey, monkeypatch):
    def fail(*_args):
        raise IntegrityError("the disk is full")

    ticket = keeping.keep(survey, b"something")
    monkeypatch.setattr(storing, "note", fail)
    ballot_of_one = [
        [Given(survey.asked["words"].pk, text="Mehr Bäume"), Given(survey.asked["age"].pk, value=34)]
    ]
    with pytest.raises(IntegrityError):
        storing.bring_in(survey, lambda _locked: ballot_of_one, Tool.SOSCI)
    assert everything(survey) == (0, 0, 0)
    survey.refresh_from_db()
    assert not survey.is_frozen
    assert keeping.fetch(survey, ticket) == b"something"


def test_questions_that_are_not_complete_come_first(planner):
    survey = make.survey(mode="import")
    importing = Importing(planner, survey)
    assert "Bevor Antworten importiert werden können" in importing.text
    importing.upload(limesurvey())
    assert importing.told == ["Die Fragen sind noch nicht vollständig: Bitte erst fertigstellen."]


def test_only_surveys_held_elsewhere_take_imports(planner):
    survey = make.native()
    assert planner.get(f"/verwaltung/surveys/survey/{survey.pk}/import/").status_code == 404
    with pytest.raises(ValidationError):
        storing.bring_in(survey, lambda _locked: [[]], Tool.OTHER)


def test_only_planners_import(survey, settings):
    settings.PLANNER_SECOND_FACTOR = True
    address = f"/verwaltung/surveys/survey/{survey.pk}/import/"
    for role, client in browsers(World().things).items():
        for act in ("upload", "remove", "cancel"):
            answer = client.post(address, {"act": act})
            assert (
                answer.status_code == 200 or (answer.status_code == 302 and "login" not in answer.url)
            ) == (role in {"planner", "superuser"}), (role, act)


def test_it_cannot_be_opened_or_closed_before_there_are_answers(planner, survey):
    planner.post(f"/verwaltung/surveys/survey/{survey.pk}/open/")
    planner.post(f"/verwaltung/surveys/survey/{survey.pk}/close/")
    survey.refresh_from_db()
    assert (survey.opens_at, survey.closed_at) == (None, None)

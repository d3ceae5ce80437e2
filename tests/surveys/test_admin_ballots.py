"""Where the planning team settles who may answer, prints sheets and reminds, without ever seeing who has answered."""

import io
import json
import re
import sys

import pypdfium2
import pytest
import zxingcpp
from django.urls import reverse
from pypdf import PdfReader

from klimakreise.mailing.models import Message
from klimakreise.mailing.registry import absolute
from surveys import codes, issuing, keys
from surveys.admin import paper
from surveys.models import BallotTerms, Invited, Issuing
from tests import make
from tests.surveys.attacking import dump

pytestmark = pytest.mark.django_db


def terms(who, **fields):
    return make.make(BallotTerms, survey=make.native(title="Was zuerst?", **fields), who=who)


def saved(planner, place, survey, **typed):
    form = {"survey": survey.pk, "who": "list", "event": "", "hour": 18, "pasted": "", **typed}
    return planner.post(place, form)


def test_a_list_is_pasted_and_changed(planner):
    survey = make.native()
    place = reverse("admin:surveys_ballotterms_add")
    assert (
        saved(planner, place, survey, pasted="Mira <mira@example.org>\njonas@example.org").status_code == 302
    )
    own = BallotTerms.objects.get()
    change = reverse("admin:surveys_ballotterms_change", args=[own.pk])
    assert "jonas@example.org\nmira@example.org" in planner.get(change).content.decode()
    assert saved(planner, change, survey, pasted="mira@example.org\nkarla@example.org").status_code == 302
    assert set(Invited.objects.values_list("address", flat=True)) == {"mira@example.org", "karla@example.org"}
    assert saved(planner, change, survey, who="anyone").status_code == 302
    assert not Invited.objects.exists()


def test_a_wrong_line_is_named_and_the_list_stays_as_typed(planner):
    answer = saved(
        planner, reverse("admin:surveys_ballotterms_add"), make.native(), pasted="mira@example.org\nJonas"
    )
    page = answer.content.decode()
    assert "Zeile 2: „Jonas“ ist keine E-Mail-Adresse." in page
    assert "mira@example.org\nJonas" in page.replace("\r", "")
    assert not BallotTerms.objects.exists()


def test_a_list_without_addresses_is_asked_for(planner):
    answer = saved(planner, reverse("admin:surveys_ballotterms_add"), make.native())
    assert "Bitte die Adressen derer einfügen" in answer.content.decode()


def test_once_codes_are_out_nobody_else_may_become_the_ones_who_are_asked(planner):
    own = terms("printed")
    issuing.print_codes(own.survey, 2)
    change = reverse("admin:surveys_ballotterms_change", args=[own.pk])
    saved(planner, change, own.survey, who="anyone", hour=9)
    own.refresh_from_db()
    assert (own.who, own.hour) == ("printed", 9)
    assert "Gedruckt: 2." in planner.get(change).content.decode()


def test_sheets_carry_good_codes_that_are_counted_and_not_kept(planner):
    own = terms("printed")
    sheets = reverse("admin:surveys_ballotterms_sheets", args=[own.pk])
    answer = planner.post(sheets, {"number": 3})
    made = re.findall(r'__code">([0-9A-Z-]+)<', answer.content.decode())
    issuing_now = Issuing.objects.get()
    assert len({codes.read(keys.read(issuing_now.key), code) for code in made}) == issuing_now.printed == 3
    assert answer.content.decode().count("<svg") >= 3
    assert "no-store" in answer["Cache-Control"]
    assert planner.post(sheets, {"number": 0}).status_code == 302
    assert Issuing.objects.get().printed == 3
    assert planner.get(sheets).status_code == 403


def test_a_reminder_goes_to_all_on_the_list(planner):
    own = terms("list")
    make.make(Invited, survey=own.survey, address="mira@example.org")
    address = reverse("admin:surveys_ballotterms_remind", args=[own.pk])
    assert planner.get(address).status_code == 403
    planner.post(address)
    assert Message.objects.filter(kind="surveys/reminder").count() == 1


def test_the_page_of_a_survey_says_who_may_answer(visitor):
    event, draft = make.meeting(), make.event(title="Noch geheim", published_at=None)
    said = {}
    for who, of in (
        ("event", event),
        ("event", draft),
        ("alliance", None),
        ("list", None),
        ("anyone", None),
        ("printed", None),
    ):
        own = make.make(BallotTerms, survey=make.native(), who=who, event=of)
        said[who, of] = visitor.get(own.survey.get_absolute_url()).content.decode()
    assert event.title in said["event", event]
    assert "Noch geheim" not in said["event", draft]
    assert "wer einen Platz bei einer Veranstaltung hat" in said["event", draft]
    assert "für eine Gruppe des Bündnisses handelt" in said["alliance", None]
    assert "eingeladen hat" in said["list", None]
    assert "spätestens um 18 Uhr" in said["anyone", None]
    assert "gedruckten Code" in said["printed", None]
    assert all("/geheime-umfragen/" in page for page in said.values())


@pytest.fixture
def pdf(planner):
    """Ten sheets of a printed survey as (the answer, a document of PDFium, the survey)."""
    own = terms("printed")
    answer = planner.post(
        reverse("admin:surveys_ballotterms_sheets", args=[own.pk]), {"number": 10, "pdf": "1"}
    )
    return answer, pypdfium2.PdfDocument(answer.content), own.survey


def pictures(document):
    """What cameras read on the pages of a PDF."""
    seen = [zxingcpp.read_barcodes(page.render(scale=3).to_pil()) for page in document]
    return [code.text for codes_of_page in seen for code in codes_of_page]


def test_the_pdf_has_a_good_code_on_each_sheet_twice_as_text_and_for_cameras(pdf):
    answer, document, survey = pdf
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    typed = re.findall(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}", text)
    secret = keys.read(Issuing.objects.get().key)
    assert len({codes.read(secret, code) for code in typed}) == Issuing.objects.get().printed == 10
    address = absolute(reverse("surveys:answer", args=[survey.slug]))
    assert sorted(pictures(document)) == sorted(f"{address}#{code}" for code in typed)
    assert len(document) == 2, "eight to a page"
    assert text.count(survey.title) >= 10


def test_the_pdf_is_given_away_and_kept_nowhere(pdf, settings, caplog):
    answer, document, survey = pdf
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == f'attachment; filename="codes-{survey.slug}.pdf"'
    assert "no-store" in answer["Cache-Control"]
    assert not [file for file in settings.MEDIA_ROOT.rglob("*") if file.is_file()]
    code = pictures(document)[0].rpartition("#")[2]
    kept = json.dumps(
        dump(),
        default=lambda value: (
            bytes(value).decode(errors="replace") if isinstance(value, memoryview | bytes) else str(value)
        ),
    )
    assert code not in kept
    assert code not in caplog.text


def test_a_sheet_fetches_nothing_but_its_fonts():
    fetcher = paper.only_fonts()
    assert fetcher.fetch("ours:FiraSans-Regular.woff2").read()[:4] == b"wOF2"
    for address in ("https://example.org/x.woff2", "file:///etc/passwd", "ours:../x.woff2", "ours:OFL.txt"):
        with pytest.raises(ValueError, match="Nothing is fetched"):
            fetcher.fetch(address)


def test_without_pango_there_is_the_page_and_a_sentence_says_why(planner, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    own = terms("printed")
    page = planner.get(reverse("admin:surveys_ballotterms_change", args=[own.pk])).content.decode()
    assert "Pango" in page
    assert 'name="pdf"' not in page
    sheets = reverse("admin:surveys_ballotterms_sheets", args=[own.pk])
    answer = planner.post(sheets, {"number": 2, "pdf": "1"})
    assert answer["Content-Type"].startswith("text/html")
    assert answer.content.decode().count("<svg") >= 2

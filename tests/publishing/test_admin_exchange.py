"""Groups and measures go out as a list and come back: seen before it is written, refused whole if a line is wrong."""

import csv
import io
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from circles.models import Measure
from klimakreise.accounts.models import Department
from klimakreise.alliance.models import AllianceGroup
from klimakreise.publishing.cells import guard, unguard
from klimakreise.publishing.models import Entry
from klimakreise.publishing.partial_dates import PartialDate
from tests import make

GROUPS = "/en/verwaltung/alliance/alliancegroup/"
MEASURES = "/en/verwaltung/circles/measure/"


def exported(planner, room):
    """The exported list as text."""
    return planner.get(f"{room}export/").content.decode("utf-8-sig")


def table(text):
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def upload(planner, room, content):
    """The page that shows what the list `content` (str or bytes) would change."""
    content = content if isinstance(content, bytes) else content.encode()
    file = SimpleUploadedFile("liste.csv", content, "text/csv")
    return planner.post(f"{room}import/", {"import_file": file, "format": "0", "resource": "0"})


def confirm(planner, room, preview):
    form = preview.context["confirm_form"]
    return planner.post(f"{room}process_import/", {name: form[name].value() for name in form.fields})


def errors(page):
    """The messages of a refused list, one string each."""
    part = re.search(r'<ul class="errorlist".*?</ul>', page.content.decode(), re.DOTALL)
    return [
        " ".join(re.sub("<[^>]+>", "", item).split())
        for item in re.findall("<li>.*?</li>", part[0], re.DOTALL)
    ]


def test_the_list_of_groups_is_readable_in_a_german_spreadsheet(planner):
    make.group(slug="adfc", name="ADFC; Kreisverband", field="mobility", joined=PartialDate("2021-07"))
    response = planner.get(f"{GROUPS}export/")
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert 'filename="' in response["Content-Disposition"]
    (row,) = table(exported(planner, GROUPS))
    assert row.pop("Bereich").lower().startswith("mobil")
    assert row == {
        "Kürzel": "adfc",
        "Name": "ADFC; Kreisverband",
        "Beschreibung": "",
        "Website": "",
        "Kontaktadresse": "",
        "Beigetreten": "07.2021",
        "Ausgetreten": "",
    }


def test_the_export_holds_what_the_list_shows(planner):
    make.group(name="ADFC", field="mobility")
    make.group(name="BUND", field="environment")
    rows = table(planner.get(f"{GROUPS}export/?field__exact=mobility").content.decode("utf-8-sig"))
    assert [row["Name"] for row in rows] == ["ADFC"]


def test_no_cell_leaves_as_a_formula(planner):
    for text in ("=HYPERLINK(1)", "+49 391", "-1", "@SUM(A1)", "\tx", "\rx"):
        make.group(name=text)
    cells = [row["Name"] for row in table(exported(planner, GROUPS))]
    assert len(cells) == 6
    assert all(cell.startswith("'") for cell in cells)


@given(st.text())
def test_a_guarded_cell_is_no_formula_and_comes_back_as_it_was(text):
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguard(guard(text)) == text


def test_an_exported_list_comes_back_without_a_change(planner):
    make.group(name="=1+1", description="Zeile 1\r\nZeile 2; mit „Zeichen“\n", joined=PartialDate("2021"))
    make.group(name="'=Zitat", description=" -Strich")
    make.group(name="Ohne alles")
    preview = upload(planner, GROUPS, exported(planner, GROUPS))
    totals = preview.context["result"].totals
    assert (totals["new"], totals["update"], totals["skip"]) == (0, 0, 3)


def test_the_real_groups_and_measures_come_back_without_a_change(planner, process):
    for room, model in ((GROUPS, AllianceGroup), (MEASURES, Measure)):
        totals = upload(planner, room, exported(planner, room)).context["result"].totals
        assert (totals["new"], totals["update"], totals["skip"]) == (0, 0, model.objects.count())


def test_an_import_shows_what_would_change_and_writes_only_after_the_confirmation(planner):
    group = make.group(slug="adfc", name="ADFC")
    preview = upload(planner, GROUPS, "Kürzel;Name\nadfc;ADFC Magdeburg\nbund;BUND\n")
    page = preview.content.decode()
    assert "<del>ADFC</del> <ins>ADFC Magdeburg</ins>" in page
    assert "1 new, 1 changed, 0 as before." in page
    assert list(AllianceGroup.objects.values_list("name", flat=True)) == ["ADFC"]
    assert Entry.objects.count() == 0

    confirm(planner, GROUPS, preview)
    group.refresh_from_db()
    assert group.name == "ADFC Magdeburg"
    assert group.is_published
    assert AllianceGroup.objects.get(slug="bund").is_draft
    assert list(Entry.objects.values_list("act", "key")) == [("changed", str(group.pk))]
    assert LogEntry.objects.count() == 2


def test_a_column_that_is_missing_is_left_as_it_is(planner):
    group = make.group(slug="adfc", name="ADFC", description="Fahrradclub")
    confirm(planner, GROUPS, upload(planner, GROUPS, "Kürzel;Name\nadfc;ADFC e. V.\n"))
    group.refresh_from_db()
    assert group.description == "Fahrradclub"


@pytest.mark.parametrize(
    "text", ["Kürzel,Name\nadfc,Jürgen\n", "Kürzel\tName\nadfc\tJürgen\n", "Kürzel;Name\r\nadfc;Jürgen"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_lists_of_other_spreadsheets_are_read_too(planner, text, encoding):
    confirm(planner, GROUPS, upload(planner, GROUPS, text.encode(encoding)))
    assert AllianceGroup.objects.get(slug="adfc").name == "Jürgen"


def test_errors_name_the_line_and_the_column_and_nothing_is_written(planner):
    text = "Kürzel;Name;Bereich;Beigetreten;Ausgetreten\na;A;Klimaa;gestern;\nb;B;;;\nc;C;;2022;2021\nb;B;;;\n;Ohne;;;\n"
    page = upload(planner, GROUPS, text)
    found = errors(page)
    assert [line.partition(":")[0] for line in found] == [
        "Line 2, Bereich", "Line 2, Beigetreten", "Line 4", "Line 5, Kürzel", "Line 6, Kürzel",
    ]  # fmt: skip
    assert "confirm_form" not in page.context
    assert AllianceGroup.objects.count() == 0


def test_a_line_with_more_cells_than_columns_is_refused_and_nothing_is_cut(planner):
    text = "Kürzel;Name\na;A;;\n\nb;B;;Verein; e. V.\n"  # empty cells at the end say nothing
    page = upload(planner, GROUPS, text)
    assert errors(page) == ["Line 4: This line has more cells than there are columns."]
    assert "confirm_form" not in page.context
    assert AllianceGroup.objects.count() == 0


@pytest.mark.parametrize(
    "content",
    [
        "",
        "\n\n",
        "Kürzel;Name\n",
        "Name;Foo\nA;B\n",
        "Name\nA\n",
        "Kürzel;Kürzel\na;b\n",
        'Kürzel;Name\n"a;b\n',
        b"\x00\xff;\x00",
    ],
)
def test_what_is_no_such_list_is_refused_with_a_message(planner, content):
    page = upload(planner, GROUPS, content)
    assert page.status_code == 200
    assert errors(page)
    assert AllianceGroup.objects.count() == 0


def test_a_list_over_one_megabyte_is_refused(planner):
    assert errors(upload(planner, GROUPS, b"x" * 1_100_000))


def test_a_changed_preview_is_refused(planner):
    preview = upload(planner, GROUPS, "Kürzel;Name\nadfc;ADFC\n")
    form = preview.context["confirm_form"]
    data = {name: form[name].value() for name in form.fields}
    for change in ({"import_file_name": "../../etc/passwd"}, {"format": "7"}, {"resource": "7"}):
        page = planner.post(f"{GROUPS}process_import/", {**data, **change})
        assert page.context["confirm_form"].errors
    assert AllianceGroup.objects.count() == 0


def test_an_import_that_no_longer_fits_writes_nothing(planner):
    make.group(slug="adfc", joined=PartialDate("2020"))
    preview = upload(planner, GROUPS, "Kürzel;Ausgetreten\nneu;\nadfc;2021\n".replace("neu;\n", ""))
    AllianceGroup.objects.update(joined=PartialDate("2024"))
    answer = confirm(planner, GROUPS, preview)
    assert answer.url.endswith("/import/")
    assert AllianceGroup.objects.get().left is None


def test_measures_name_their_office_demand_and_topic(planner):
    Department.objects.create(slug="umweltamt", name="Umweltamt")
    topic, demand = make.topic(), make.demand()
    text = f"Kürzel;Titel;Amt;Forderung;Thema;Bewertung;Bewertet am\nm;M;umweltamt;{demand.slug};{topic.slug};partial;05.2026\n"
    confirm(planner, MEASURES, upload(planner, MEASURES, text))
    measure = Measure.objects.get()
    assert (measure.department.slug, measure.demand, measure.topic) == ("umweltamt", demand, topic)
    assert (measure.assessment, measure.assessment_date) == ("partial", PartialDate("2026-05"))
    assert errors(upload(planner, MEASURES, "Kürzel;Amt\nm;gibtsnicht\n")) == [
        "Line 2, Amt: There is no “gibtsnicht”."
    ]


def test_participants_and_visitors_get_no_lists(participant, visitor):
    for browser in (participant, visitor):
        for page in ("export/", "import/", "process_import/"):
            assert browser.get(f"{GROUPS}{page}").status_code in {302, 403}
            assert browser.post(f"{GROUPS}{page}").status_code in {302, 403}

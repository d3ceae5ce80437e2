"""Only what is what it says it is may be uploaded: pictures, PDF and presentations that do nothing by themselves.

The trust row "hostile upload": refused with a clear message, never a 500.
"""

import contextlib
import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf.generic import NameObject, TextStringObject

from klimakreise.publishing import uploads
from klimakreise.publishing.files import confined, kinds, office, pictures
from klimakreise.publishing.files import pdf as reading
from klimakreise.publishing.uploads import validate_document, validate_picture
from tests import files


def upload(content, name):
    return SimpleUploadedFile(name, content)


JAVASCRIPT = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert(1)")}
LAUNCH = {"/S": NameObject("/Launch"), "/F": TextStringObject("cmd.exe")}


def refusal(content, name, check=validate_document):
    """The code with which `check` refuses the file, and says why."""
    with pytest.raises(ValidationError) as refused:
        check(upload(content, name))
    assert str(refused.value.messages[0])
    return refused.value.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_pictures_are_taken(kind):
    ending = {"JPEG": "jpg"}.get(kind, kind.lower())
    validate_picture(upload(files.picture(kind), f"bild.{ending}"))
    validate_document(upload(files.picture(kind), f"BILD.{ending.upper()}"))


@pytest.mark.parametrize(
    ("make", "name"), [(files.pdf, "folien.pdf"), (files.odp, "folien.odp"), (files.pptx, "folien.PPTX")]
)
def test_plain_documents_are_taken_and_can_be_read_from_their_start_after_the_check(make, name):
    content = make("Eins", "Zwei")
    file = upload(content, name)
    validate_document(file)
    assert file.read() == content


def test_a_name_of_300_letters_is_no_hindrance():
    validate_document(upload(files.pdf(), "ä" * 300 + ".pdf"))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "logo.svg"),
        (b"<html><script>alert(1)</script></html>", "folien.html"),
        (b"<html><script>alert(1)</script></html>", "bild.png"),
        (b"MZ\x90\x00", "folien.pdf"),
        (b"PK\x03\x04" + bytes(200), "folien.pptx"),
        (files.archive({"xl/workbook.xml": "<x/>"}), "tabelle.xlsx"),
        (files.archive({"mimetype": "application/vnd.oasis.opendocument.text"}, {"mimetype"}), "brief.odp"),
        (files.picture("GIF"), "bild.gif"),
        (files.picture("TIFF"), "bild.png"),
        (b"", "leer.pdf"),
    ],
)
def test_what_is_of_no_kind_that_is_taken_is_refused_whatever_its_name(content, name):
    assert refusal(content, name) == "wrong_kind"


def test_the_refusal_says_what_was_found_and_what_to_do():
    with translation.override("de"), pytest.raises(ValidationError) as refused:
        validate_document(upload(files.picture("GIF"), "bild.png"))
    with translation.override("de"):
        (said,) = refused.value.messages
    assert said.endswith(
        "noch ein JPEG-, PNG- oder WebP-Bild, dem Inhalt nach eher .gif. Bitte als PDF speichern."
    )


def test_a_pdf_or_a_presentation_is_no_picture():
    assert refusal(files.pdf(), "bild.png", validate_picture) == "wrong_kind"
    assert refusal(files.odp(), "bild.png", validate_picture) == "wrong_kind"


def test_a_name_that_promises_something_else_is_refused():
    assert refusal(files.pdf(), "folien.png") == "wrong_ending"
    assert refusal(files.picture(), "folien.pdf") == "wrong_ending"
    assert refusal(files.odp(), "folien.pptx") == "wrong_ending"
    assert refusal(files.picture(), "bild.jpg", validate_picture) == "wrong_ending"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_breaks_off_is_refused(kind):
    whole = files.picture(kind, (300, 300), colour=(7, 90, 200))
    noise = Image.effect_noise((300, 300), 90).convert("RGB")
    file = io.BytesIO()
    noise.save(file, kind)
    whole = file.getvalue()
    ending = {"JPEG": "jpg"}.get(kind, kind.lower())
    validate_picture(upload(whole, f"bild.{ending}"))
    assert refusal(whole[: len(whole) // 2], f"bild.{ending}", validate_picture) == "unreadable"


@pytest.mark.parametrize(("width", "height"), [(8000, 7000), (30_000, 30_000)])
def test_a_picture_that_would_fill_the_memory_is_refused(width, height):
    content = bytearray(files.picture())
    content[16:24] = struct.pack(">II", width, height)
    content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))
    assert refusal(bytes(content), "bild.png") == "too_many_pixels"


def test_a_file_over_25_mb_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST", 100)
    assert refusal(files.pdf(), "folien.pdf") == "too_large"
    assert refusal(files.picture(size=(900, 900)), "bild.png") == "too_large"


@pytest.mark.parametrize("on_page", [False, True])
@pytest.mark.parametrize("actions", [JAVASCRIPT, LAUNCH])
def test_a_pdf_that_acts_is_refused(actions, on_page):
    assert refusal(files.pdf(actions=actions, on_page=on_page), "folien.pdf") == "scripted"


def test_a_script_whose_name_is_disguised_is_found():
    content = (
        files.pdf(actions=JAVASCRIPT).replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/#4AS")
    )
    assert refusal(content, "folien.pdf") == "scripted"


def test_a_pdf_that_holds_a_file_is_refused():
    from pypdf import PdfWriter

    writer = PdfWriter(io.BytesIO(files.pdf()))
    writer.add_attachment("innen.exe", b"MZ")
    file = io.BytesIO()
    writer.write(file)
    assert refusal(file.getvalue(), "folien.pdf") == "carrying"


def test_an_encrypted_pdf_is_refused():
    assert refusal(files.pdf(password="geheim"), "folien.pdf") == "encrypted"


def test_a_pdf_that_cannot_be_read_within_the_limits_is_refused(monkeypatch):
    monkeypatch.setattr(confined, "SECONDS", 0)
    assert refusal(files.pdf(), "folien.pdf") == "unreadable"


def test_a_broken_pdf_is_refused():
    assert refusal(b"%PDF-1.7\nnothing of a PDF", "folien.pdf") == "unreadable"


def test_a_pdf_runs_no_longer_and_takes_no_more_memory_than_it_may(monkeypatch):
    """In the process of its own, hence by a program that loops and one that grows."""
    import subprocess
    import sys

    for work, code in (("while True: pass", -24), ("x = 'x' * 2**33", 1)):
        program = f"from klimakreise.publishing.files import pdf; pdf.SECONDS = 1; pdf.limit()\n{work}"
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
        assert done.returncode in {code, -9}


BOMB = {"ppt/media/null.bin": bytes(3 * 1024**2)}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORKBOOK = files.archive({"xl/workbook.xml": "<workbook/>"})


@pytest.mark.parametrize(
    ("code", "made"),
    [
        ("too_much_inside", {"entries": BOMB}),
        ("scripted", {"entries": {"ppt/vbaProject.bin": b"x"}}),
        ("scripted", {"entries": {"ppt/activeX/activeX1.xml": "<x/>"}}),
        ("scripted", {"inside": "<a:hlinkClick xmlns:a='a' action='ppaction://program'/>"}),
        ("scripted", {"inside": "<a:hlinkClick xmlns:a='a' action='ppaction://macro?name=Los'/>"}),
        ("scripted", {"links": [("r1", "hyperlink", "javascript:alert(1)", 'TargetMode="External"')]}),
        ("scripted", {"links": [("r1", "oleObject", "../embeddings/a.bin", "")]}),
        ("loading", {"links": [("r1", "image", "https://example.org/zaehler.png", 'TargetMode="External"')]}),
        (
            "loading",
            {"links": [("r1", "attachedTemplate", "https://example.org/x", 'TargetMode="External"')]},
        ),
        ("carrying", {"entries": {"ppt/embeddings/a.bin": OLE}}),
        ("carrying", {"entries": {"ppt/media/bild.png": b"MZ\x90\x00"}}),
        ("carrying", {"entries": {"ppt/embeddings/mappe.zip": WORKBOOK}}),
        ("carrying", {"entries": {"ppt/embeddings/a.xlsx": files.archive({"xl/innen.xlsx": WORKBOOK})}}),
        ("scripted", {"entries": {"ppt/embeddings/a.xlsx": files.archive({"xl/vbaProject.bin": "x"})}}),
        ("unreadable", {"entries": {"../../etc/passwd": "x"}}),
        ("unreadable", {"entries": {"C:/Windows/x": "x"}}),
        ("unreadable", {"entries": {"ppt/presentation.xml": "<p"}}),
        ("unreadable", {"entries": {"ppt/presentation.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}}),
    ],
)
def test_a_pptx_that_is_more_than_slides_is_refused(code, made):
    assert refusal(files.pptx("Eins", **made), "folien.pptx") == code


@pytest.mark.parametrize(
    ("code", "made"),
    [
        ("scripted", {"entries": {"Basic/Standard/Module1.xml": "<x/>"}}),
        ("scripted", {"entries": {"Scripts/python/los.py": "x"}}),
        ("scripted", {"inside": "<script:event-listener script:language='ooo:script' xlink:href='x'/>"}),
        (
            "scripted",
            {"inside": "<presentation:event-listener presentation:action='execute' xlink:href='x.exe'/>"},
        ),
        ("scripted", {"inside": "<draw:applet/>"}),
        ("loading", {"inside": "<draw:image xlink:href='https://example.org/zaehler.png'/>"}),
        ("loading", {"inside": "<draw:plugin xlink:href='../film.mp4'/>"}),
        ("encrypted", {"manifest": "<m:manifest xmlns:m='m'><m:encryption-data/></m:manifest>"}),
        ("carrying", {"entries": {"Object 1": OLE}}),
    ],
)
def test_an_odp_that_is_more_than_slides_is_refused(code, made):
    assert refusal(files.odp("Eins", **made), "folien.odp") == code


def test_links_pictures_and_the_figures_of_a_chart_may_be_in_a_presentation():
    link = ("r1", "hyperlink", "https://example.org/", 'TargetMode="External"')
    more = {"ppt/embeddings/tabelle.xlsx": WORKBOOK, "ppt/media/bild.png": files.picture()}
    validate_document(upload(files.pptx("Eins", links=[link], entries=more), "folien.pptx"))
    inside = (
        "<text:a xlink:href='https://example.org/'>hier</text:a><draw:image xlink:href='Pictures/a.png'/>"
    )
    validate_document(upload(files.odp("Eins", inside=inside), "folien.odp"))


def test_an_archive_of_too_many_entries_or_one_with_a_password_is_refused(monkeypatch):
    content = files.pptx("Eins", entries={"ppt/x.xml": "<x/>"})
    locked = bytearray(content)
    place = content.index(b"PK\x01\x02")  # the flags of the first entry in the directory
    locked[place + 8] |= 1
    with pytest.raises(ValidationError) as refused:
        office.judge(io.BytesIO(bytes(locked)), is_odp=False)
    assert refused.value.code == "encrypted"
    monkeypatch.setattr(office, "MOST_ENTRIES", 5)
    assert refusal(content, "folien.pptx") == "too_much_inside"


NAMES = {
    kinds.PDF: "a.pdf",
    kinds.ODP: "a.odp",
    kinds.PPTX: "a.pptx",
    kinds.PNG: "a.png",
    kinds.JPEG: "a.jpg",
}


@settings(max_examples=300)
@given(
    kind=st.sampled_from([kinds.ODP, kinds.PPTX, kinds.PNG, kinds.JPEG]),
    place=st.floats(0, 1),
    noise=st.binary(max_size=60),
    drop=st.integers(0, 3000),
)
def test_damaged_files_are_refused_or_taken_but_never_break(kind, place, noise, drop):
    whole = {
        kinds.ODP: files.odp("Eins", "Zwei"),
        kinds.PPTX: files.pptx("Eins", "Zwei"),
        kinds.PNG: files.picture(size=(40, 40)),
        kinds.JPEG: files.picture("JPEG", size=(40, 40)),
    }[kind]
    cut = round(len(whole) * place)
    with contextlib.suppress(ValidationError):
        validate_document(upload(whole[:cut] + noise + whole[cut + drop :], NAMES[kind]))


@settings(max_examples=100)
@given(
    content=st.binary(max_size=400),
    head=st.sampled_from([b"", b"%PDF-", office.ZIP, b"\xff\xd8\xff", b"RIFF0000WEBP"]),
)
def test_any_bytes_are_of_some_kind_or_none_but_never_break(content, head):
    file = io.BytesIO(head + content)
    assert kinds.kind_of(file) in {*kinds.DOCUMENTS, None}
    assert isinstance(kinds.guess(file), str)


@settings(max_examples=8)
@given(place=st.floats(0, 1), noise=st.binary(max_size=60), drop=st.integers(0, 300))
def test_a_damaged_pdf_is_refused_or_taken_but_never_breaks(place, noise, drop):
    whole = files.pdf("Eins", actions=JAVASCRIPT)
    cut = round(len(whole) * place)
    with contextlib.suppress(ValidationError):
        validate_document(upload(b"%PDF-1.7\n" + whole[:cut] + noise + whole[cut + drop :], "folien.pdf"))


def test_what_the_camera_wrote_is_not_stored():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010F] = "Kamera"
    exif.get_ifd(0x8825)[1] = "N"
    file = io.BytesIO(files.picture("JPEG", (40, 20), exif=exif, comment=b"Zuhause"))
    content, width, height = pictures.cleaned(file, kinds.JPEG)
    with Image.open(content) as stored:
        assert (stored.size, (width, height)) == ((20, 40), (20, 40))
        assert (dict(stored.getexif()), "comment" in stored.info, stored.info.get("icc_profile")) == (
            {},
            False,
            None,
        )
    assert b"Kamera" not in content.file.getvalue()


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16"])
@pytest.mark.parametrize("kind", [kinds.PNG, kinds.WEBP])
def test_pictures_of_every_mode_can_be_stored_and_made_smaller(mode, kind):
    file = io.BytesIO()
    made = Image.new(mode, (900, 30))
    made.convert("RGBA" if mode in {"LA", "I;16"} and kind == kinds.WEBP else mode).save(
        file, pictures.FORMATS[kind]
    )
    content, width, _height = pictures.cleaned(file, kind)
    with Image.open(pictures.sized(content, kind, 480)) as small:
        assert (width, small.format, small.size) == (900, "WEBP", (480, 16))


def test_a_huge_picture_is_stored_smaller(monkeypatch):
    monkeypatch.setattr(pictures, "LARGEST_EDGE", 100)
    _content, width, height = pictures.cleaned(io.BytesIO(files.picture(size=(50, 200))), kinds.PNG)
    assert (width, height) == (25, 100)


@pytest.mark.parametrize(
    ("width", "sizes"),
    [
        (None, []),
        (300, [(480, 300)]),
        (480, [(480, 480)]),
        (1200, [(480, 480), (960, 960), (1600, 1200)]),
        (4000, [(480, 480), (960, 960), (1600, 1600)]),
    ],
)
def test_there_are_sizes_up_to_that_of_the_picture(width, sizes):
    assert pictures.sizes_of(width) == sizes


def test_the_limits_of_a_pdf_are_those_that_are_promised():
    assert (uploads.LARGEST, pictures.MOST_PIXELS) == (25 * 1024**2, 50_000_000)
    assert reading.SECONDS < confined.SECONDS <= 60

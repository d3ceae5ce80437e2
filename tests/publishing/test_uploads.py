"""Only what is what it says it is may be uploaded: pictures, and PDF that do nothing by themselves."""

import contextlib
import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from klimakreise.publishing import uploads
from klimakreise.publishing.uploads import validate_document, validate_picture


def upload(content, name):
    return SimpleUploadedFile(name, content)


def picture(kind="PNG", size=(8, 8)):
    file = io.BytesIO()
    Image.new("RGB", size, "green").save(file, kind)
    return file.getvalue()


def pdf(action=None, password=None, pages=1, on_page=False):
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if action:
        entry = DictionaryObject({NameObject(key): value for key, value in action.items()})
        holder, key = (writer.pages[0], "/AA") if on_page else (writer.root_object, "/OpenAction")
        holder[NameObject(key)] = writer._add_object(
            DictionaryObject({NameObject("/O"): entry}) if on_page else entry
        )
    if password:
        writer.encrypt(password)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


JAVASCRIPT = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert(1)")}


def refusal(check, content, name):
    """The code with which `check` refuses the file."""
    with pytest.raises(ValidationError) as refused:
        check(upload(content, name))
    assert str(refused.value.messages[0])
    return refused.value.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_pictures_and_plain_pdf_are_taken(kind):
    ending = {"JPEG": "jpg"}.get(kind, kind.lower())
    validate_picture(upload(picture(kind), f"bild.{ending}"))
    validate_document(upload(picture(kind), f"BILD.{ending.upper()}"))
    validate_document(upload(pdf(pages=3), "folien.pdf"))


def test_the_file_can_be_read_from_its_start_after_the_check():
    file = upload(pdf(), "folien.pdf")
    validate_document(file)
    assert file.read(5) == b"%PDF-"
    file = upload(picture(), "bild.png")
    validate_picture(file)
    assert file.read(4) == b"\x89PNG"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "logo.svg"),
        (b"<html><script>alert(1)</script></html>", "folien.html"),
        (b"<html><script>alert(1)</script></html>", "bild.png"),
        (b"MZ\x90\x00", "folien.pdf"),
        (b"PK\x03\x04" + bytes(200), "folien.pptx"),
        (b"", "leer.pdf"),
    ],
)
def test_what_is_neither_picture_nor_pdf_is_refused_whatever_its_name(content, name):
    assert refusal(validate_document, content, name) == "unreadable"


def test_a_pdf_is_no_picture():
    assert refusal(validate_picture, pdf(), "bild.png") == "unreadable"


def test_a_name_that_promises_something_else_is_refused():
    assert refusal(validate_document, pdf(), "folien.png") == "wrong_ending"
    assert refusal(validate_document, picture("PNG"), "folien.pdf") == "wrong_ending"
    assert refusal(validate_picture, picture("PNG"), "bild.jpg") == "wrong_ending"


def test_a_damaged_picture_is_refused():
    assert refusal(validate_picture, picture()[:40], "bild.png") == "unreadable"


@pytest.mark.parametrize(
    ("width", "height", "code"), [(8000, 7000, "too_many_pixels"), (30_000, 30_000, "unreadable")]
)
def test_a_picture_that_would_fill_the_memory_is_refused(width, height, code):
    content = bytearray(picture())
    content[16:24] = struct.pack(">II", width, height)
    content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))
    assert refusal(validate_picture, bytes(content), "bild.png") == code


def test_a_file_over_25_mb_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST", 100)
    assert refusal(validate_document, pdf(), "folien.pdf") == "too_large"
    assert refusal(validate_picture, picture("PNG", (900, 900)), "bild.png") == "too_large"


@pytest.mark.parametrize("on_page", [False, True])
@pytest.mark.parametrize(
    "action",
    [JAVASCRIPT, {"/S": NameObject("/Launch"), "/F": TextStringObject("cmd.exe")}],
    ids=["script", "launch"],
)
def test_a_pdf_that_acts_by_itself_is_refused(action, on_page):
    assert refusal(validate_document, pdf(action, on_page=on_page), "folien.pdf") == "scripted"


def test_a_script_under_a_disguised_name_is_found():
    content = pdf(JAVASCRIPT).replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/J#53")
    assert refusal(validate_document, content, "folien.pdf") == "scripted"


def test_a_protected_pdf_is_refused():
    assert refusal(validate_document, pdf(password="geheim"), "folien.pdf") == "encrypted"


def test_a_broken_or_empty_pdf_is_refused():
    assert refusal(validate_document, b"%PDF-1.7\nnothing of a PDF", "folien.pdf") == "unreadable"
    assert refusal(validate_document, pdf(pages=0), "folien.pdf") in {"empty", "unreadable"}


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 400), noise=st.binary(max_size=40))
def test_damaged_pdf_are_refused_or_taken_but_never_break(cut, noise):
    whole = pdf(JAVASCRIPT)
    with contextlib.suppress(ValidationError):
        validate_document(upload(whole[:cut] + noise + whole[cut:], "folien.pdf"))

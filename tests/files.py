"""Makes small real files: pictures, PDF, presentations."""

import io
import zipfile

from django.core.files.base import ContentFile
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from klimakreise.publishing.files.office import ODP_TYPE, PPTX_TYPE
from klimakreise.site.example.files import slides


def picture(kind="PNG", size=(8, 8), mode="RGB", colour="green", **saved):
    """The bytes of a picture of one colour."""
    file = io.BytesIO()
    Image.new(mode, size, colour).save(file, kind, **saved)
    return file.getvalue()


A_PNG = picture(size=(1, 1))


def pdf(*pages, actions=None, password=None, on_page=False):
    """The bytes of a PDF with a page for each text; `actions` is what it does when it is opened, or its page is."""
    writer = PdfWriter(io.BytesIO(slides("x.pdf", [(text, []) for text in pages or ["Seite"]]).read()))
    if actions:
        entry = DictionaryObject({NameObject(key): value for key, value in actions.items()})
        holder, key = (writer.pages[0], "/AA") if on_page else (writer.root_object, "/OpenAction")
        holder[NameObject(key)] = writer._add_object(
            DictionaryObject({NameObject("/O"): entry}) if on_page else entry
        )
    if password:
        writer.encrypt(password)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def archive(entries, first=()):
    """The bytes of a ZIP archive of {name: text or bytes}; the `first` names are not compressed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content, zipfile.ZIP_STORED if name in first else None)
    return file.getvalue()


ODP_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in {
        "office": "office", "draw": "drawing", "text": "text", "presentation": "presentation", "script": "script"
    }.items()
)  # fmt: skip


def odp(*pages, inside="", manifest="<manifest/>", **more):
    """The bytes of an ODP with a page of each text, `inside` on the last one, and `more` entries."""
    drawn = "".join(
        f"<draw:page><draw:frame><text:p>{text}</text:p></draw:frame></draw:page>" for text in pages
    )
    content = (
        f'<office:document-content {ODP_SPACES} xmlns:xlink="http://www.w3.org/1999/xlink"><office:body>'
        f"<office:presentation>{drawn}<draw:page>{inside}</draw:page></office:presentation></office:body>"
        "</office:document-content>"
    )
    entries = {"mimetype": ODP_TYPE, "content.xml": content, "META-INF/manifest.xml": manifest}
    return archive({**entries, **more.get("entries", {})}, first={"mimetype"})


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(*rows):
    """A part of relations: (id, kind, target, more attributes) each."""
    inner = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}" {more}/>'
        for key, kind, target, more in rows
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def pptx(*pages, inside="", links=(), entries=None):
    """The bytes of a PPTX whose slides lie in the archive in the opposite order of showing; `links` are the first's."""
    order = [f"slide{number}" for number in range(len(pages), 0, -1)]
    names = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
        f'PartName="/ppt/presentation.xml" ContentType="{PPTX_TYPE}.main+xml"/></Types>',
        "ppt/presentation.xml": '<p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        f'xmlns:r="{RELATIONS}"><p:sldIdLst>'
        + "".join(f'<p:sldId id="{256 + place}" r:id="{name}"/>' for place, name in enumerate(order))
        + "</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(
            *((name, "slide", f"slides/{name}.xml", "") for name in reversed(order))
        ),
        "ppt/slides/_rels/slide1.xml.rels": relations(*links),
    }
    for name, text in sorted(zip(order, pages, strict=True)):
        names[f"ppt/slides/{name}.xml"] = (
            '<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
            'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:txBody><a:p><a:r><a:t>'
            f"{text}</a:t></a:r></a:p></p:txBody>{inside}</p:sld>"
        )
    return archive({**names, **(entries or {})})


def stored(content, name="folien.pdf"):
    return ContentFile(content, name)

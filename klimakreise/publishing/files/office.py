"""Presentations (ODP, PPTX): ZIP archives of XML, judged by their structure, and their text slide by slide.

The parts are those of OpenDocument 1.3 (part 2, 2.2 and 3) and Office Open XML (ECMA-376, parts 1 and 2).
"""

import re
import zipfile
from contextlib import contextmanager

from defusedxml.ElementTree import fromstring

from klimakreise.publishing.files.unfit import UnfitError

ZIP = b"PK\x03\x04"
ODP_TYPE = "application/vnd.oasis.opendocument.presentation"
PPTX_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

MOST_ENTRIES = 5_000
MOST_BYTES = 300 * 1024**2  # unpacked, all entries together, with those of archives inside
MOST_XML = 30 * 1024**2  # unpacked, one XML part
MOST_RATIO = 200  # unpacked to packed, of an entry over FREE_RATIO bytes
FREE_RATIO = 1024**2
# What only programs begin with: Windows, Linux, OLE containers (old Office, with macros of their own), shell scripts.
PROGRAMS = (b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"#!")
MACROS = re.compile(
    r"(^|/)(vbaProject\.bin|vbaData\.xml|Basic/.+|Scripts/.+|activeX/.+|.+\.(exe|dll|jar|vbs|js|bat|cmd))$",
    re.IGNORECASE,
)
WORKBOOK = re.compile(r"ppt/embeddings/[^/]+\.xlsx", re.IGNORECASE)  # the figures of a chart
ACTING_LINK = re.compile(rb"ppaction://(program|macro|ole)|(java|vb)script:", re.IGNORECASE)


@contextmanager
def opened(file):
    """The archive in `file`; whatever is broken in it raises UnfitError("unreadable"); the file is at its start again."""
    try:
        file.seek(0)
        with zipfile.ZipFile(file) as archive:
            yield archive
    except UnfitError:
        raise
    except (
        Exception
    ) as error:  # foreign bytes: whatever zipfile and the XML parser make of them, the file is no use
        raise UnfitError("unreadable") from error
    finally:
        file.seek(0)


def content(archive, name):
    """The bytes of an XML part."""
    if archive.getinfo(name).file_size > MOST_XML:
        raise UnfitError("too_much_inside")
    return archive.read(name)


def part(archive, name):
    """The root of an XML part; no document type, no entity."""
    return fromstring(content(archive, name), forbid_dtd=True)


def type_of(file):
    """ODP_TYPE, PPTX_TYPE or "": what the archive says that it is."""
    try:
        with opened(file) as archive:
            first = archive.infolist()[0] if archive.infolist() else None
            if first and first.filename == "mimetype":
                with archive.open(first) as entry:
                    found = entry.read(100).decode("ascii")
                return ODP_TYPE if found.strip() == ODP_TYPE else ""
            kinds = {each.get("ContentType", "") for each in part(archive, "[Content_Types].xml")}
            return PPTX_TYPE if f"{PPTX_TYPE}.main+xml" in kinds else ""
    except UnfitError:
        return ""


def judge(file, is_odp):
    """Raise UnfitError if the presentation is broken, too large inside, acts by itself or loads from elsewhere."""
    with opened(file) as archive:
        check_entries(archive)
        check_odp(archive) if is_odp else check_pptx(archive)


def check_entries(archive, is_inside=False, used=0):
    """The archive as such: names, sizes, encryption, programs. `used` bytes have been unpacked before."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    total = used + sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or total > MOST_BYTES or any(map(is_bomb, entries)):
        raise UnfitError("too_much_inside")
    if len(set(names)) < len(names) or any(map(leads_out, names)):
        raise UnfitError("unreadable")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnfitError("encrypted")
    if any(map(MACROS.search, names)):
        raise UnfitError("scripted")
    for entry in entries:
        check_entry(archive, entry, is_inside, total)


def is_bomb(entry):
    return entry.file_size > FREE_RATIO and entry.file_size > MOST_RATIO * entry.compress_size


def leads_out(name):
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def check_entry(archive, entry, is_inside, total):
    """Read an entry to its end, so that what is damaged is found, and refuse programs and archives in it."""
    with archive.open(entry) as inside:
        head = inside.read(16)
        while inside.read(65536):
            pass
    if head.startswith(PROGRAMS):
        raise UnfitError("carrying")
    if head.startswith(ZIP):
        if is_inside or not WORKBOOK.fullmatch(entry.filename):
            raise UnfitError("carrying")
        with archive.open(entry) as inside, zipfile.ZipFile(inside) as workbook:
            check_entries(workbook, is_inside=True, used=total)


def check_pptx(archive):
    """Only links may lead out of the presentation, and none may start anything."""
    for name in archive.namelist():
        if name.endswith(".rels"):
            for relation in part(archive, name):
                kind, target = relation.get("Type", "").rpartition("/")[2], relation.get("Target", "")
                if kind in {"oleObject", "vbaProject", "control"} or ACTING_LINK.search(target.encode()):
                    raise UnfitError("scripted")
                if relation.get("TargetMode") == "External" and kind != "hyperlink":
                    raise UnfitError("loading")
        elif name.startswith("ppt/") and name.endswith(".xml") and ACTING_LINK.search(content(archive, name)):
            raise UnfitError("scripted")
    slides_of_pptx(archive)


HREF = "{http://www.w3.org/1999/xlink}href"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
SCRIPT = "{urn:oasis:names:tc:opendocument:xmlns:script:1.0}"
PRESENTATION = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
ELSEWHERE = re.compile(
    r"[a-z][a-z0-9+.-]*:|/|\.\./", re.IGNORECASE
)  # an address, or a path out of the archive
LINKS = {f"{TEXT}a", f"{DRAW}a", f"{PRESENTATION}event-listener"}


def check_odp(archive):
    """As for PPTX: only links may lead out, no listener may run a script, nothing is locked with a password."""
    if b"encryption-data" in content(archive, "META-INF/manifest.xml"):
        raise UnfitError("encrypted")
    for name in archive.namelist():
        if name.rpartition("/")[2] not in {"content.xml", "styles.xml"}:
            continue
        for element in part(archive, name).iter():
            target = element.get(HREF, "")
            starts = element.get(f"{PRESENTATION}action") in {"execute", "execute-macro"}
            acts = element.tag in {f"{SCRIPT}event-listener", f"{OFFICE}script", f"{DRAW}applet"}
            if acts or starts or ACTING_LINK.search(target.encode()):
                raise UnfitError("scripted")
            if ELSEWHERE.match(target) and element.tag not in LINKS:
                raise UnfitError("loading")


def slides(file, is_odp):
    """The texts of the slides of a presentation, in their order; raises UnfitError("unreadable")."""
    with opened(file) as archive:
        if is_odp:
            return [paragraphs(page, {f"{TEXT}p", f"{TEXT}h"}) for page in pages_of_odp(archive)]
        return [paragraphs(part(archive, name), {f"{A}p"}) for name in slides_of_pptx(archive)]


def pages_of_odp(archive):
    return part(archive, "content.xml").iterfind(f"{OFFICE}body/{OFFICE}presentation/{DRAW}page")


A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def slides_of_pptx(archive):
    """The names of the slides' parts in the order in which they are shown."""
    relations = part(archive, "ppt/_rels/presentation.xml.rels")
    targets = {each.get("Id"): each.get("Target", "").removeprefix("/ppt/") for each in relations}
    shown = part(archive, "ppt/presentation.xml").iterfind(f"{P}sldIdLst/{P}sldId")
    return [f"ppt/{targets[slide.get(RELATION)]}" for slide in shown]


WORDS = {f"{A}t", f"{TEXT}p", f"{TEXT}h", f"{TEXT}span", f"{TEXT}a"}  # elements whose own text is read
GAPS = {f"{A}br": "\n", f"{TEXT}line-break": "\n", f"{TEXT}tab": " ", f"{TEXT}s": " "}
NOT_SHOWN = {f"{PRESENTATION}notes", f"{OFFICE}annotation"}  # what only the speaker sees


def paragraphs(slide, kinds):
    """The paragraphs under an element, one a line; `kinds` are the elements that are one."""
    found, waiting = [], [slide]
    while waiting:
        element = waiting.pop()
        if element.tag in kinds:
            found.append("".join(words(element)))
        elif element.tag not in NOT_SHOWN:
            waiting += reversed(element)
    return "\n".join(found)


def words(element):
    yield GAPS.get(element.tag, "")
    if element.tag in WORDS:
        yield element.text or ""
    for child in element:
        if child.tag not in NOT_SHOWN:
            yield from words(child)
            if element.tag in WORDS:
                yield child.tail or ""

"""What is in a PDF: whether it acts by itself, and its text. Run only in a process of its own, by `confined.py`.

`python -m klimakreise.publishing.files.pdf judge|texts` reads the PDF from its standard input. `judge` writes one word
(see `judge()`), `texts` one line of JSON for each page as soon as it is read. A foreign file may make pypdf loop, eat
memory or raise anything; the limits of the process are the answer to that, so that nothing here has to be.
"""

import io
import json
import logging
import resource
import sys

SECONDS = 30  # of computing time
MEMORY = 2 * 1024**3  # bytes of address space
MOST_OBJECTS = 200_000
MOST_PAGES = 2_000
# What acts by itself, runs programs or carries other files (ISO 32000-1, 7.11.4 and 12.6.4): keys of dictionaries, kinds
# of actions, kinds of annotations.
ACTIVE_KEYS = {"/JS", "/JavaScript", "/XFA", "/RichMedia", "/RichMediaContent"}
CARRYING_KEYS = {"/EF", "/EmbeddedFiles"}
ACTIVE_ACTIONS = {
    "/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/RichMedia", "/RichMediaExecute", "/Movie", "/Rendition",
    "/GoToE", "/GoToR",
}  # fmt: skip
CARRYING_ANNOTATIONS = {"/FileAttachment"}


def judge(data):
    """“sound”, or why the PDF is not taken: “encrypted”, “scripted”, “carrying” or “empty”. Raises whatever pypdf raises."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        return "encrypted"
    if not len(reader.pages):
        return "empty"
    return harm(reader) or "sound"


def harm(reader):
    """“scripted” or “carrying” if anything that can be reached in the PDF acts by itself or is a file in it, else None."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    seen, waiting = set(), [reader.trailer.raw_get("/Root")]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, IndirectObject):
            if (thing.idnum, thing.generation) in seen:
                continue
            seen.add((thing.idnum, thing.generation))
            if len(seen) > MOST_OBJECTS:
                raise ValueError("too many objects")
            thing = thing.get_object()
        if isinstance(thing, ArrayObject):
            waiting += list.__iter__(thing)
        elif isinstance(thing, DictionaryObject):
            if found := harm_in(thing):
                return found
            waiting += dict.values(thing)
    return None


def harm_in(dictionary):
    if not ACTIVE_KEYS.isdisjoint(dictionary) or name_at(dictionary, "/S") in ACTIVE_ACTIONS:
        return "scripted"
    if not CARRYING_KEYS.isdisjoint(dictionary) or name_at(dictionary, "/Subtype") in CARRYING_ANNOTATIONS:
        return "carrying"
    return None


def name_at(dictionary, key):
    from pypdf.generic import IndirectObject, NameObject

    value = dictionary.get(key)
    value = value.get_object() if isinstance(value, IndirectObject) else value
    return value if isinstance(value, NameObject) else None


def texts(data):
    """The text of each page, one after the other."""
    from pypdf import PdfReader

    for page, _ in zip(PdfReader(io.BytesIO(data), strict=False).pages, range(MOST_PAGES), strict=False):
        yield page.extract_text()


def limit():
    """Let this process compute and take memory only so far."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main():
    limit()
    logging.disable(logging.CRITICAL)  # pypdf tells of every fault of a file
    data = sys.stdin.buffer.read()
    if sys.argv[1] == "judge":
        sys.stdout.write(judge(data))
        return
    for text in texts(data):
        sys.stdout.write(json.dumps(text) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

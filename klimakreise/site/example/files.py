"""Files for the example, made on the spot: slides as PDF, a picture as PNG."""

import io

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

SLIDE = (842, 474)  # points
PICTURE = (1200, 675)  # pixels
PAPER, INK, THREAD, GREENS = "#f6f1e7", "#1d2b27", "#c4122f", ("#2f6f57", "#5c946e", "#a3c9a8")


def slides(name, pages):
    """A PDF `name` with a page for each (heading, lines) of `pages`, as real text."""
    writer = PdfWriter()
    letters = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): letters})
    for heading, lines in pages:
        page = writer.add_blank_page(*SLIDE)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        content = DecodedStreamObject()
        content.set_data(written(heading, lines))
        page.replace_contents(content)
    writer.add_metadata({"/Title": pages[0][0]})
    writer.root_object[NameObject("/Lang")] = TextStringObject("de-DE")
    file = io.BytesIO()
    writer.write(file)
    return ContentFile(file.getvalue(), name)


def written(heading, lines):
    """The drawing instructions of one slide."""
    rows = [(34, 380, heading)] + [(20, 310 - 40 * row, line) for row, line in enumerate(lines)]
    rows.append((12, 30, "Beispiel: frei erfunden"))
    instructions = [
        b"BT /F1 %d Tf 60 %d Td (%s) Tj ET" % (size, height, escaped(text)) for size, height, text in rows
    ]
    return b"\n".join(instructions)


def escaped(text):
    return text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")


def picture(name):
    """A PNG `name`: three circles on a red thread, and the word that says what it is."""
    image = Image.new("RGB", PICTURE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.line([(0, 380), (400, 300), (800, 380), (1200, 300)], fill=THREAD, width=12, joint="curve")
    for place, colour in enumerate(GREENS):
        left, top = 150 + 320 * place, 220
        draw.ellipse([left, top, left + 240, top + 240], fill=colour, outline=INK, width=6)
    draw.text((60, 60), "Beispiel", fill=INK, font=ImageFont.load_default(size=64))
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return ContentFile(file.getvalue(), name)

"""Pictures: really decoded before they are taken, stored without what the camera wrote into them, and made in sizes."""

import io
import warnings

from django.core.files.base import ContentFile
from PIL import Image, ImageCms, ImageOps

from klimakreise.publishing.files.kinds import JPEG, PNG, WEBP
from klimakreise.publishing.files.unfit import UnfitError

MOST_PIXELS = 50_000_000
LARGEST_EDGE = 4000  # pixels of a stored picture
WIDTHS = (480, 960, 1600)  # pixels of the sizes that are made of it
FORMATS = {PNG: "PNG", JPEG: "JPEG", WEBP: "WEBP"}
SAVED = {
    PNG: {"optimize": True},
    JPEG: {"quality": 88, "optimize": True, "progressive": True},
    WEBP: {"quality": 88, "method": 4},
}
MODES = {PNG: {"1", "L", "LA", "P", "RGB", "RGBA"}, JPEG: {"L", "RGB"}, WEBP: {"RGB", "RGBA"}}
SEE_THROUGH = {"LA", "La", "PA", "RGBA", "RGBa"}


def decoded(file, kind):
    """The picture in `file`, upright, its colours in sRGB, and nothing else: no place, no time, no camera.

    Of a moving picture it is the first frame. Raises UnfitError.
    """
    file.seek(0)
    try:
        picture = opened(file, kind)
        picture.load()
        picture = in_srgb(ImageOps.exif_transpose(picture))
    except UnfitError:
        raise
    except Image.DecompressionBombError as error:
        raise UnfitError("too_many_pixels") from error
    except Exception as error:  # foreign bytes: whatever a decoder makes of them, the picture is no use
        raise UnfitError("unreadable") from error
    finally:
        file.seek(0)
    picture.info = {name: picture.info[name] for name in ("transparency",) if name in picture.info}
    return picture


def opened(file, kind):
    """The picture in `file`, of which only the size has been read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # MOST_PIXELS is what counts
        picture = Image.open(file, formats=[FORMATS[kind]])
    if picture.width * picture.height > MOST_PIXELS:
        raise UnfitError("too_many_pixels")
    return picture


def in_srgb(picture):
    """The picture with the colours that its profile means, in a mode of 8 bits a channel."""
    if picture.mode.startswith(("I", "F")):
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a damaged profile: the colours are taken as they are
    return picture


def cleaned(file, kind):
    """The ContentFile to store for the picture in `file` (a Kind of PICTURES), and its width and height in pixels."""
    picture = decoded(file, kind)
    picture = in_mode(picture, MODES[kind])
    if max(picture.size) > LARGEST_EDGE:
        picture = smaller(picture, LARGEST_EDGE * picture.width // max(picture.size))
    return written(picture, kind), *picture.size


def sized(file, kind, width):
    """The picture in `file` as WebP, at most `width` pixels wide, as ContentFile."""
    picture = in_mode(decoded(file, kind), MODES[WEBP])
    return written(smaller(picture, width) if picture.width > width else picture, WEBP, quality=80)


def in_mode(picture, modes):
    if picture.mode in modes:
        return picture
    see_through = picture.mode in SEE_THROUGH or "transparency" in picture.info
    return picture.convert("RGBA" if see_through and "RGBA" in modes else "RGB")


def smaller(picture, width):
    """The picture `width` pixels wide, at least one pixel high."""
    if picture.mode in {"1", "P"}:
        picture = in_mode(picture, {"RGB", "RGBA"})
    return picture.resize(
        (max(width, 1), max(round(picture.height * width / picture.width), 1)), Image.Resampling.LANCZOS
    )


def written(picture, kind, **options):
    file = io.BytesIO()
    picture.save(file, FORMATS[kind], **{**SAVED[kind], **options})
    return ContentFile(file.getvalue())


def sizes_of(width):
    """What is made of a picture that is `width` pixels wide: (number in the address, real width), smallest first.

    The last one is as wide as the picture, up to the largest of WIDTHS.
    """
    if not width:
        return []
    smaller_ones = [(each, each) for each in WIDTHS if each < width]
    last = next((each for each in WIDTHS if each >= width), WIDTHS[-1])
    return (
        smaller_ones
        if smaller_ones and smaller_ones[-1][0] == last
        else [*smaller_ones, (last, min(width, last))]
    )

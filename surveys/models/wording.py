"""German first, English where it is there: the texts of a survey in the language of the page."""

from django.utils import translation


def in_language(thing, name):
    """The text of the field `name` in the present language; in German where there is no English one."""
    english = getattr(thing, f"{name}_en") if translation.get_language() == "en" else ""
    return english or getattr(thing, name)

"""The form in which a survey is answered: questions as they are typed, and the way through them in steps."""

from surveys.forms.asked import Asked
from surveys.forms.kinds import asked
from surveys.forms.walking import Page, Walk

__all__ = ["Asked", "Page", "Walk", "asked"]

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from circles.models import Topic
from events.models import Event
from klimakreise.site.search.asking import LONGEST_QUERY
from klimakreise.site.search.models import SearchEntry


class SearchForm(forms.Form):
    """What is looked for and where. Search is the same for everyone: drafts are not offered, whoever asks."""

    q = forms.CharField(
        label=_("Search for"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": LONGEST_QUERY, "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    event = forms.ChoiceField(label=_("Event"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)

    def __init__(self, data):
        super().__init__(data)
        everyone = AnonymousUser()
        self.events = {event.slug: event for event in Event.objects.visible_to(everyone)}
        self.topics = {topic.slug: topic for topic in Topic.objects.visible_to(everyone)}
        self.kinds = {kind.name.lower().replace("_", "-"): kind for kind in SearchEntry.Kind}
        self.offer("kind", {slug: kind.label for slug, kind in self.kinds.items()})
        self.offer("event", self.events)
        self.offer("topic", self.topics)

    def offer(self, name, choices):
        self.fields[name].choices = [("", _("All")), *((slug, str(thing)) for slug, thing in choices.items())]
        # Translators: German: „Diesen Wert gibt es hier nicht; danach wird nicht gefiltert.“
        self.fields[name].error_messages["invalid_choice"] = _(
            "There is no such value here; nothing is filtered by it."
        )

    @cached_property
    def filters(self):
        """The kind, event and topic that were chosen; what does not exist does not narrow anything."""
        self.is_valid()
        chosen = {
            "kind": self.kinds.get(self.cleaned_data.get("kind")),
            "event": self.events.get(self.cleaned_data.get("event")),
            "topic": self.topics.get(self.cleaned_data.get("topic")),
        }
        return {name: thing for name, thing in chosen.items() if thing is not None}

from django import forms
from django.utils.translation import gettext_lazy as _

from circles.models import Measure, Status, Topic
from klimakreise.alliance.models import Demand

DISPUTED = "disputed"


class MeasureFilter(forms.Form):
    """Narrows the list of measures; offers only what occurs in the measures that `user` may see."""

    status = forms.ChoiceField(label=_("Status"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    department = forms.ChoiceField(label=_("Department"), required=False)
    demand = forms.ChoiceField(label=_("Demand"), required=False)

    def __init__(self, data, user):
        super().__init__(data)
        self.measures = Measure.objects.visible_to(user).with_standing()
        offered = self.standings() | {
            "topic": Topic.objects.visible_to(user)
            .filter(pk__in=self.measures.values("topic"))
            .values_list("slug", "title"),
            "demand": Demand.objects.visible_to(user)
            .filter(pk__in=self.measures.values("demand"))
            .newest_version_first()
            .values_list("slug", "title"),
        }
        for name, choices in offered.items():
            self.offer(name, choices)

    def standings(self):
        """The statuses and the departments that occur, as choices."""
        rows = self.measures.order_by("department__name").values_list(
            "newest_status", "disputed", "department__slug", "department__name"
        )
        rows = list(rows.distinct())
        statuses = {status for status, *_rest in rows}
        disputed = [(DISPUTED, _("disputed"))] if any(row[1] for row in rows) else []
        return {
            "status": disputed + [choice for choice in Status.choices if choice[0] in statuses],
            "department": [(slug, name) for *_rest, slug, name in rows if slug],
        }

    def offer(self, name, choices):
        """Let the field `name` offer `choices`, the first of each value; without any, it is there only if asked for."""
        offered = {}
        for value, label in choices:
            offered.setdefault(value, label)
        if not offered and not self.data.get(name):
            del self.fields[name]
            return
        self.fields[name].choices = [("", _("All")), *offered.items()]
        # Translators: German: „Diesen Wert gibt es hier nicht; die Liste ist danach nicht gefiltert.“
        self.fields[name].error_messages["invalid_choice"] = _(
            "There is no such value here; the list is not filtered by it."
        )

    @property
    def chosen(self):
        """The filters that are in use, by field."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def found(self):
        """The measures that fit, what was reported on last first; senseless values do not narrow them."""
        lookups = {
            "status": "newest_status",
            "topic": "topic__slug",
            "department": "department__slug",
            "demand": "demand__slug",
        }
        narrowed = {lookups[name]: value for name, value in self.chosen.items()}
        if narrowed.get("newest_status") == DISPUTED:
            del narrowed["newest_status"]
            narrowed["disputed"] = True
        return self.measures.filter(**narrowed).newest_first()

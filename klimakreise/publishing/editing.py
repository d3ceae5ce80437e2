"""Forms with which the planning team edits: rules shown at their field, drafts, parts in their order."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.forms.models import BaseInlineFormSet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klimakreise.publishing.inputs import to_the_minute
from klimakreise.publishing.standing import settle


def fields_of_rule(constraint):
    """The names of the fields that a constraint speaks of, in its order."""
    if isinstance(constraint, UniqueConstraint):
        parts = [part for expression in constraint.expressions for part in expression.flatten()]
        return [*constraint.fields, *(part.name for part in parts if isinstance(part, F))]
    names, parts = [], [constraint.condition] if isinstance(constraint, CheckConstraint) else []
    while parts:
        part = parts.pop(0)
        if isinstance(part, Q):
            parts = [*part.children, *parts]
        elif isinstance(part, tuple):
            names.append(part[0].split("__")[0])
    return names


class RuleForm(forms.ModelForm):
    """Checks every rule of its model and shows a broken one at the field that the rule speaks of most, or last."""

    def validate_constraints(self):
        # Django would pass over a rule that also speaks of a field which the form does not show.
        try:
            self.instance.validate_constraints(exclude=self._get_validation_exclusions() & set(self.fields))
        except ValidationError as error:
            self._update_errors(error)

    def _update_errors(self, errors):
        if hasattr(errors, "error_dict"):
            placed = {}
            for name, found in errors.error_dict.items():
                for error in found:
                    field = name if name in self.fields else self.field_of(error)
                    placed.setdefault(field, []).append(error)
            errors = ValidationError(placed)
        super()._update_errors(errors)

    def field_of(self, error):
        for constraint in self.instance._meta.constraints:
            if str(constraint.violation_error_message) in error.messages:
                names = [name for name in fields_of_rule(constraint) if name in self.fields]
                return max(reversed(names), key=names.count, default=NON_FIELD_ERRORS)
        return NON_FIELD_ERRORS


class PublishableForm(RuleForm):
    """The button that sent it says what becomes of the thing: `_save` is "publish", "withdraw" or anything else.

    The time of publication is only what somebody typed: a form that was opened before somebody else withdrew the thing
    brings the old time with it and does not publish it again. What waits for its time is published now by "publish".
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "published_at" in self.fields:
            self.fields["published_at"].show_hidden_initial = True

    def clean(self):
        cleaned = super().clean()
        if "published_at" not in self.fields or "published_at" in self.errors:
            return cleaned
        before, asked = self.initial.get("published_at"), self.cleaned_data.get("published_at")
        if "published_at" not in self.changed_data:
            asked = before
        now, act = timezone.now(), self.data.get("_save")
        if before and to_the_minute(before) == to_the_minute(asked):
            asked = before
        if act == "withdraw":
            asked = None
        elif act == "publish" and (asked is None or (asked > now) == (asked == before)):
            asked = now  # unless it is out since `before` already, or somebody typed another moment to come
        self.cleaned_data["published_at"] = asked
        return self.cleaned_data

    def _post_clean(self):
        # What is published must be right in the fields that the form does not show, too: publish() checks them.
        super()._post_clean()
        if self.instance.published_at and not self.errors:
            try:
                self.instance.clean_fields(exclude=set(self.fields))
            except ValidationError as error:
                self._update_errors(error)


class PartForm(RuleForm):
    """One part among others on the page of the thing that it belongs to; empty new ones are left out."""

    filled_in_for_you = {"position", "shown"}

    def has_changed(self):
        return bool(set(self.changed_data) - (set() if self.instance.pk else self.filled_in_for_you))


class ShownPartForm(PartForm):
    """A part that is publishable itself: one tick says whether it is seen as soon as its parent is."""

    shown = forms.BooleanField(
        label=_("Visible as soon as this page is"),
        required=False,
        initial=True,
        help_text=_("Without the tick it stays a draft that only the planning team sees."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["shown"].show_hidden_initial = True
        if self.instance.pk:
            self.initial["shown"] = not self.instance.is_draft
        self.before = self.instance.published_at

    def clean(self):
        cleaned = super().clean()
        shown = self.cleaned_data.get("shown")
        if self.instance.pk and "shown" not in self.changed_data:
            shown = self.before  # as it is now, whatever it was when the form was opened
        self.instance.published_at = (self.before or timezone.now()) if shown else None
        return cleaned

    def save(self, commit=True):
        wanted, self.instance.published_at = self.instance.published_at, self.before
        thing = super().save(commit)
        if commit:
            settle(thing, wanted, changed=self.has_changed())
        return thing


class PartFormSet(BaseInlineFormSet):
    """The parts of one thing: new ones without a position come last; what readers see is not deleted unasked."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "position" in form.fields:
            form.fields["position"].required = False
            if not form.instance.pk:
                form.initial["position"] = None

    def clean(self):
        super().clean()
        for form in self.initial_forms:
            if self._should_delete_form(form) and getattr(form.instance, "published_at", None):
                self.refuse_deletion(form.instance)
        self.place_at_the_end([form for form in self.forms if not self._should_delete_form(form)])

    def refuse_deletion(self, thing):
        if thing.is_visible():
            raise ValidationError(
                _("“%(thing)s” is published. Make it a draft and save before you delete it."),
                params={"thing": thing},
            )

    def place_at_the_end(self, forms):
        if "position" not in self.empty_form.fields:
            return
        filled = [form for form in forms if form.has_changed() or form.instance.pk]
        last = max((form.instance.position or 0 for form in filled), default=0)
        for form in filled:
            if "position" not in form.errors and form.cleaned_data.get("position") is None:
                form.instance.position = last = last + 1

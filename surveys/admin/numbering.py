"""Parts that have a number of their own in their whole: typed, moved by buttons, and never twice the same."""

from django.db.models import F

from klimakreise.publishing.admin import PartInline
from klimakreise.publishing.editing import PartForm, PartFormSet

FAR = 20_000  # numbers are moved there while others take their place
LAST = float("inf")


class NumberedForm(PartForm):
    """One part; its number is settled by the formset, so that two can change places."""

    filled_in_for_you = PartForm.filled_in_for_you | {"number"}
    moved = False

    def has_changed(self):
        return self.moved or super().has_changed()

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"number"}


class NumberedFormSet(PartFormSet):
    """New parts come last; of two with the same number the one that was given it just now comes first."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["number"].required = False
        if not form.instance.pk:
            form.initial["number"] = None

    def validate_unique(self):
        """Not asked: `give_numbers` sees to it."""

    def clean(self):
        super().clean()
        forms = [form for form in self.forms if not self._should_delete_form(form)]
        self.give_numbers([form for form in forms if form.has_changed() or form.instance.pk])

    def give_numbers(self, forms):
        if any("number" in form.errors for form in forms):
            return
        before = 0
        for form in sorted(forms, key=self.wanted):
            typed = form.cleaned_data.get("number")
            before = typed if typed and typed > before else before + 1
            form.instance.number = form.cleaned_data["number"] = before
            form.moved = before != form.initial.get("number")

    def wanted(self, form):
        return (form.cleaned_data.get("number") or LAST, "number" not in form.changed_data)

    def save(self, commit=True):
        going = [
            form.instance.pk for form in self.initial_forms if form.moved or self._should_delete_form(form)
        ]
        if commit and going:
            self.model._base_manager.filter(pk__in=going).update(number=F("number") + FAR)
        return super().save(commit)


class NumberedInline(PartInline):
    form = NumberedForm
    formset = NumberedFormSet
    order_field = "number"

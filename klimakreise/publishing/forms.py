"""How every form of the site is drawn: `{{ form }}` with the templates in `templates/forms/`."""

from django import forms
from django.forms.renderers import TemplatesSetting

KERN_CLASSES = {
    "select": "kern-form-input__select",
    "checkbox": "kern-form-check__checkbox",
    "radio": "kern-form-check__radio",
}


class BoundField(forms.BoundField):
    """A field whose input carries KERN's class for its kind, beside the classes that the widget has anyway."""

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if widget.is_hidden:
            return attrs
        kern = KERN_CLASSES.get(getattr(widget, "input_type", ""), "kern-form-input__input")
        classes = [attrs.get("class") or widget.attrs.get("class", ""), kern]
        if self.errors:
            classes.append(f"{kern}--error")
        return {**attrs, "class": " ".join(filter(None, classes))}


class Renderer(TemplatesSetting):
    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = BoundField

"""The history of a thing in the admin, and the way back: an earlier state is put into the form, to be saved or not."""

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.forms.models import _get_foreign_key
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from klimakreise.publishing.changes import A_PAGE, Chronicle, columns_of, read_links, value, who

KEPT_AS_IT_IS = {"published_at"}  # publishing is an act of its own


class VersionsMixin:
    """For a ModelAdmin: `history_view` shows the thing with its parts, `?version=` puts a state into its form."""

    def chronicle(self, key):
        parts = [
            (each.model, _get_foreign_key(self.model, each.model, fk_name=each.fk_name).attname)
            for each in self.inlines
        ]
        return Chronicle(self.model, key, parts)

    def history_view(self, request, object_id, extra_context=None):
        """What was changed, when and by whom, also where the thing itself is gone."""
        thing = self.get_object(request, object_id) if object_id.isdecimal() else None
        if not self.has_view_or_change_permission(request, thing):
            raise PermissionDenied
        chronicle = self.chronicle(object_id if object_id.isdecimal() else 0)
        page = Paginator(chronicle.occasions(), A_PAGE).get_page(request.GET.get("p"))
        if thing is None and not page.object_list:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History"),
            "original": thing,
            "opts": self.opts,
            "page": page,
            "occasions": chronicle.read(page.object_list),
        }
        return TemplateResponse(request, "admin/chronicle.html", context)

    def version(self, request):
        """The line of the history that `?version=room.model:number` asks for, or None."""
        kind, _colon, number = request.GET.get("version", "").partition(":")
        models_here = [self.model, *(inline.model for inline in self.inlines)]
        model = next((each for each in models_here if each._meta.label_lower == kind), None)
        if model is None or not hasattr(model, "history") or not number.isdecimal() or len(number) > 18:
            return None
        line = model.history.model.objects.filter(history_id=number).first()
        if line:
            read_links([line])
        return line

    def render_change_form(self, request, context, *args, **kwargs):
        line = self.version(request) if request.method == "GET" else None
        if line and self.put_back(line, context["adminform"].form, context["inline_admin_formsets"]):
            context["version"] = {"at": line.history_date, "who": who(line, get_people(line))}
        return super().render_change_form(request, context, *args, **kwargs)

    def put_back(self, line, form, sections):
        """Put the values of `line` into the form it belongs to; whether there is one."""
        forms = [form, *(each for section in sections for each in section.formset.forms)]
        fitting = [each for each in forms if each._meta.model is line.instance_type]
        place = next((each for each in fitting if each.instance.pk == line.tracked_key), None)
        place = place or next((each for each in fitting if each.instance.pk is None), None)
        if place:
            place.initial |= values_for_form(line, place)
        return place is not None


def get_people(*lines):
    return get_user_model().objects.in_bulk({line.history_user_id for line in lines} - {None})


def values_for_form(line, form):
    """The initial values with which `form` shows the state of `line`; files and publication stay as they are now."""
    columns = {column.name: column for column in columns_of(line)}
    return {
        name: value(line, columns[name])
        for name in form.fields
        if name in columns and name not in KEPT_AS_IT_IS and not isinstance(columns[name], models.FileField)
    }


def brings_back(request, model):
    """Whether `?version=` asks for a row of `model` that is gone, which then comes back as a new one."""
    kind, _colon, number = request.GET.get("version", "").partition(":")
    if (
        kind != model._meta.label_lower
        or not number.isdecimal()
        or len(number) > 18
        or not hasattr(model, "history")
    ):
        return False
    line = model.history.model.objects.filter(history_id=number).first()
    return line is not None and not model._base_manager.filter(pk=line.tracked_key).exists()

"""What every room's admin stands on: drafts and publishing, the journal, parts on the page of their whole."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected as ask_and_delete
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klimakreise.publishing import records, usage
from klimakreise.publishing.addresses import admin_url
from klimakreise.publishing.editing import (
    PartForm,
    PartFormSet,
    PublishableForm,
    RuleForm,
    ShownPartForm,
)
from klimakreise.publishing.files.fields import upload_fields
from klimakreise.publishing.inputs import FieldsMixin
from klimakreise.publishing.inviting import PreviewMixin
from klimakreise.publishing.jobs import prepare_later
from klimakreise.publishing.meanwhile import MeanwhileMixin
from klimakreise.publishing.models import Entry, Source
from klimakreise.publishing.standing import is_out, parents_of, published_wholes, settle, standing
from klimakreise.publishing.versions import VersionsMixin, brings_back

__all__ = [
    "OneRowAdmin",
    "PartInline",
    "PlanningAdmin",
    "PublishableAdmin",
    "ShownPartInline",
    "admin_url",
    "records",
]


class PlanningAdmin(MeanwhileMixin, VersionsMixin, FieldsMixin, admin.ModelAdmin):
    """Edits something that is public as soon as it is saved, perhaps on the page of a published whole."""

    form = RuleForm
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    actions = ["delete_selected"]

    @property
    def media(self):
        return super().media + forms.Media(js=["js/choice-names.js"])

    def view_on_site(self, thing):
        return thing.get_absolute_url() if hasattr(thing, "get_absolute_url") else None

    def changelist_view(self, request, extra_context=None):
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.prepare_files([form, *(part for formset in formsets for part in formset.forms)])
        self.tell_readers(form, form.has_changed() or any(map(self.changes_the_page, formsets)))

    def changes_the_page(self, formset):
        """Whether readers see something of what was changed in these parts."""
        return formset.has_changed()

    def render_change_form(self, request, context, *args, **kwargs):
        if context["original"]:
            context["reason_to_keep"] = self.reason_to_keep(context["original"])
        if request.FILES:  # the form has come back, and no browser keeps a chosen file
            names = ", ".join(file.name[:60] for file in request.FILES.values())
            text = gettext("Nothing is saved yet. Please choose again after mending: %(files)s")
            messages.warning(request, text % {"files": names})
        return super().render_change_form(request, context, *args, **kwargs)

    def prepare_files(self, forms):
        for form in forms:
            new = {field.name for field in upload_fields(form._meta.model)} & set(form.changed_data)
            if new and form.instance.pk:
                prepare_later(form.instance)

    def tell_readers(self, form, changed):
        if changed:
            self.tell_wholes(form.instance)

    def tell_wholes(self, thing):
        for whole in published_wholes(thing):
            Entry.record(whole, Entry.Act.CHANGED)

    def reason_to_keep(self, thing):
        """Why `thing` must not be deleted now; empty if it may."""
        return ""

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and self.reason_to_keep(obj))

    def delete_view(self, request, object_id, extra_context=None):
        thing = self.get_object(request, object_id)
        if reason := thing and self.reason_to_keep(thing):
            self.message_user(request, reason, messages.ERROR)
            return HttpResponseRedirect(admin_url(thing))
        return super().delete_view(request, object_id, extra_context)

    @admin.action(permissions=["delete"], description=_("Delete selected %(verbose_name_plural)s"))
    def delete_selected(self, request, queryset):
        kept = [f"{thing}: {reason}" for thing in queryset if (reason := self.reason_to_keep(thing))]
        for message in kept:
            self.message_user(request, message, messages.ERROR)
        return None if kept else ask_and_delete(self, request, queryset)

    def delete_model(self, request, thing):
        with transaction.atomic():
            super().delete_model(request, thing)
            self.tell_wholes(thing)

    def delete_queryset(self, request, queryset):
        for thing in queryset:
            self.delete_model(request, thing)


class LookedUpAdmin(PlanningAdmin):
    """A part that is edited on the page of its whole; here it is only found, to be chosen elsewhere."""

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class StandingFilter(admin.SimpleListFilter):
    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [("drafts", _("draft")), ("scheduled", _("scheduled")), ("published", _("published"))]

    def queryset(self, request, queryset):
        return getattr(queryset, self.value())() if self.value() in dict(self.lookup_choices) else queryset


class PublishableAdmin(PreviewMixin, PlanningAdmin):
    """Edits a Publishable: save, publish or withdraw it with one button each, many of them by list actions."""

    form = PublishableForm
    actions = ["publish_selected", "withdraw_selected", "delete_selected"]

    def get_list_filter(self, request):
        return [StandingFilter, *super().get_list_filter(request)]

    def get_list_select_related(self, request):
        return [*(super().get_list_select_related(request) or []), *parents_of(self.model)]

    @admin.display(description=_("standing"), ordering="published_at")
    def standing(self, thing):
        words = standing(thing)
        return gettext("%(standing)s (example)") % {"standing": words} if thing.is_example else words

    def render_change_form(self, request, context, *args, **kwargs):
        thing = context["original"]
        if thing:
            context["standing"] = self.standing(thing)
        context |= {"publishable": True, "can_withdraw": bool(thing and not thing.is_draft)}
        context["can_publish"] = not (thing and thing.is_published)
        context["show_save_and_add_another"] = not thing and not self.inlines
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        form.wanted, obj.published_at = obj.published_at, form.initial.get("published_at")
        super().save_model(request, obj, form, change)

    def tell_readers(self, form, changed):
        settle(form.instance, form.wanted, changed)

    def response_change(self, request, thing):
        self.say_what_became(request, thing)
        return super().response_change(request, thing)

    def response_add(self, request, thing, post_url_continue=None):
        self.say_what_became(request, thing)
        return super().response_add(request, thing, post_url_continue)

    def say_what_became(self, request, thing):
        if request.POST.get("_save") in {"publish", "withdraw"}:
            name = format_html('<a href="{}">{}</a>', thing.get_absolute_url(), thing)
            self.message_user(
                request,
                format_html(gettext("{thing}: {standing}."), thing=name, standing=standing(thing)),
            )

    def reason_to_keep(self, thing):
        return _("It is published: withdraw it before you delete it.") if is_out(thing) else ""

    @admin.action(permissions=["change"], description=_("Publish selected %(verbose_name_plural)s"))
    def publish_selected(self, request, queryset):
        self.act_on(request, [thing for thing in queryset if not thing.is_published], "publish")

    @admin.action(permissions=["change"], description=_("Withdraw selected %(verbose_name_plural)s"))
    def withdraw_selected(self, request, queryset):
        self.act_on(request, [thing for thing in queryset if not thing.is_draft], "withdraw")

    def act_on(self, request, things, verb):
        for thing in things:
            try:
                getattr(thing, verb)()
            except ValidationError as error:
                reason = f"{thing}: {' '.join(error.messages)}"
                self.message_user(request, reason, messages.ERROR)
            else:
                self.message_user(request, f"{thing}: {standing(thing)}.", messages.SUCCESS)


class PartInline(FieldsMixin, admin.StackedInline):
    """Parts on the page of their whole, each folded to a line that opens; works without script, too."""

    template = "admin/edit_inline/parts.html"
    form = PartForm
    formset = PartFormSet
    extra = 0
    select_related: tuple[str, ...] = ()
    prefetch_related: tuple[str, ...] = ()
    order_field = "position"  # where the model has it, buttons move the parts

    @property
    def is_sortable(self):
        return self.order_field in {field.name for field in self.opts.fields}

    @property
    def media(self):
        return super().media + forms.Media(js=["js/agenda-order.js"] if self.is_sortable else [])

    def get_queryset(self, request):
        rows = super().get_queryset(request).prefetch_related(*self.prefetch_related)
        return rows.select_related(*self.select_related) if self.select_related else rows

    def label(self, thing):
        """The line that stands for a saved part while it is folded."""
        return str(thing)

    def get_extra(self, request, obj=None, **kwargs):
        asked = request.GET.get("extra", "")
        extra = min(int(asked), 9) if asked.isascii() and asked.isdecimal() else self.extra
        return extra + brings_back(request, self.model)


class ShownPartInline(PartInline):
    """Parts that are publishable themselves: one tick each."""

    form = ShownPartForm

    def label(self, thing):
        label = super().label(thing)
        return gettext("%(part)s (draft)") % {"part": label} if thing.is_draft else label


class OneRowAdmin(PlanningAdmin):
    """Something of which the site has one: its list is its form."""

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not self.model.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        row = self.model.objects.order_by("pk").first()
        room = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        return HttpResponseRedirect(admin_url(row) if row else reverse(f"{room}_add"))


@admin.register(Source)
class SourceAdmin(PlanningAdmin):
    list_display = ["key", "publisher", "title", "url", "uses"]
    search_fields = ["key", "publisher", "title", "url"]
    readonly_fields = ["used_by"]

    def get_queryset(self, request):
        return usage.with_uses(super().get_queryset(request))

    def reason_to_keep(self, source):
        return _("It is used. See the list on its page.") if source.uses else ""

    @admin.display(description=_("used"), ordering="uses")
    def uses(self, source):
        return source.uses

    @admin.display(description=_("used by"))
    def used_by(self, source):
        return usage.as_links(usage.users_of(source)) if source.pk else "–"

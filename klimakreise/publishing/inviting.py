"""Preview links of a draft in the admin: make one, copy it, revoke it."""

import datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klimakreise.publishing.audit import note
from klimakreise.publishing.preview import PreviewLink
from klimakreise.publishing.standing import moment


class DaysForm(forms.Form):
    days = forms.IntegerField(
        label=gettext_lazy("Valid for days"), min_value=1, max_value=90, initial=7, widget=forms.NumberInput
    )


class PreviewMixin:
    """For a ModelAdmin of Publishables: a page with the preview links of one."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        view = self.admin_site.admin_view(self.preview_view)
        return [path("<int:pk>/preview/", view, name=name), *super().get_urls()]

    def preview_view(self, request, pk):
        thing = get_object_or_404(self.model.objects.visible_to(request.user), pk=pk)
        if not self.has_change_permission(request, thing):
            raise PermissionDenied
        form = DaysForm(request.POST if "days" in request.POST else None)
        if request.method == "POST" and self.change_links(request, thing, form):
            return HttpResponseRedirect(request.path)
        links = [link for link in PreviewLink.of(thing) if link.is_valid]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Preview link"),
            "original": thing,
            "opts": self.opts,
            "form": form,
            "is_visible": thing.is_visible(),
            "links": [(link, request.build_absolute_uri(link.get_absolute_url())) for link in links],
        }
        return TemplateResponse(request, "admin/preview_links.html", context)

    @transaction.atomic
    def change_links(self, request, thing, form):
        """Make or revoke a link as asked for; whether something was done."""
        asked = request.POST.get("revoke", "")
        for link in PreviewLink.of(thing).filter(revoked_at=None):
            if link.pk.hex == asked:
                link.revoked_at = timezone.now()
                link.save(update_fields=["revoked_at"])
                note("preview_end", thing)
                self.message_user(request, _("The link is revoked."), messages.SUCCESS)
                return True
        if thing.is_visible() or not form.is_bound or not form.is_valid():
            return False
        ends = timezone.now() + datetime.timedelta(days=form.cleaned_data["days"])
        PreviewLink.objects.create(kind=thing._meta.label_lower, key=str(thing.pk), expires_at=ends)
        note("preview", thing, moment(ends))
        return True

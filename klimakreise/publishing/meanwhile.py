"""Two people edit the same form: the second is shown what the first saved, beside what they typed, and decides."""

from django.db import transaction
from django.utils.translation import gettext as _

from klimakreise.publishing import opened
from klimakreise.publishing.changes import who
from klimakreise.publishing.merging import Merge
from klimakreise.publishing.versions import get_people

OPENED, THEIRS = "_opened_with", "_theirs"  # names of inputs


class MeanwhileMixin:
    """For a ModelAdmin. Every form holds fingerprints of what it was opened with; saving compares them with the database."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        page = opened.loads(request.POST.get(OPENED, "")) if request.method == "POST" else None
        if page is None or not (object_id or "").isdecimal() or not self.has_change_permission(request):
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            # The lock lets the second of two who save at once wait, and then see what the first has saved.
            thing = self.model._base_manager.select_for_update().filter(pk=object_id).first()
            if thing:
                self.compare(request, thing, page)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def compare(self, request, thing, page):
        now = opened.of_database(thing, self.get_inline_instances(request, thing), request, page)
        request.opened_with = opened.dumps(now)
        data = request.POST.copy()
        if now != page:
            meanwhile = Merge(self, request, thing, data).with_what_came_between(page)
            if line := self.newest_line(thing.pk):
                meanwhile.who, meanwhile.at = who(line, get_people(line)), line.history_date
            request.meanwhile = meanwhile
        elif chosen := data.getlist(THEIRS):
            Merge(self, request, thing, data).take(chosen)
        data._mutable = False
        request.POST = data

    def newest_line(self, key):
        chronicle = self.chronicle(key)
        lines = [lines.order_by("-history_date", "-history_id").first() for lines in chronicle.lines.values()]
        return max(filter(None, lines), key=lambda line: line.history_date, default=None)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return held_back(form) if getattr(request, "meanwhile", None) else form

    def render_change_form(self, request, context, *args, **kwargs):
        form, sections = context["adminform"].form, context["inline_admin_formsets"]
        if hasattr(request, "opened_with"):
            context["opened_with"] = request.opened_with
        elif context["original"] and not form.is_bound:
            page = opened.of_page(form, [section.formset for section in sections])
            context["opened_with"] = opened.dumps(page)
        context["meanwhile"] = getattr(request, "meanwhile", None)
        return super().render_change_form(request, context, *args, **kwargs)


def held_back(form_class):
    """The form, but it is not saved before what came between was seen."""

    class HeldBack(form_class):
        def clean(self):
            self.add_error(
                None, _("Somebody else has saved meanwhile. Look at both versions and save again.")
            )
            return super().clean()

    return HeldBack

"""Lists as CSV, out of the admin and back into it: seen before it is written, refused whole if a line is wrong."""

import csv
import io

import tablib
from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from import_export.admin import ImportExportMixin
from import_export.formats.base_formats import CSV
from import_export.forms import ConfirmImportForm, ImportForm
from import_export.resources import Diff, ModelResource
from import_export.tmp_storages import BaseStorage

from klimakreise.publishing.audit import note
from klimakreise.publishing.cells import sheet, unguard
from klimakreise.publishing.models import Entry

LARGEST = 1024 * 1024  # bytes


class GuardedCSV(CSV):
    """Semicolons and a byte order mark, as German spreadsheets like it; reads semicolons, commas and tabs."""

    def export_data(self, dataset, **kwargs):
        return sheet(dataset.headers, ([str(cell) for cell in row] for row in dataset))

    def create_dataset(self, in_stream, **kwargs):
        text = decode(in_stream)
        first = text.partition("\n")[0]
        delimiter = max(";,\t", key=first.count)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
        headers = [header.strip() for header in rows[0]] if rows else []
        if not any(headers):
            raise ValueError(_("the first line holds no names of columns"))
        dataset = tablib.Dataset(headers=headers)
        dataset.too_long = set()  # numbers of the lines that hold more than the columns do, from 1
        for number, row in enumerate(rows[1:], start=1):
            cells = [unguard(cell) for cell in row]
            dataset.append([*cells, *[""] * (len(headers) - len(cells))][: len(headers)])
            if any(cells[len(headers) :]):
                dataset.too_long.add(number)
        return dataset


def decode(content):
    """Text of UTF-8 or, as older spreadsheets save it, of Windows-1252."""
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


class Changes(Diff):
    """What a line changes, as pairs of text before and after."""

    def as_html(self):
        return [
            {"before": "" if self.new else old, "after": new}
            for old, new in zip(self.left, self.right, strict=True)
        ]


class PlanningResource(ModelResource):
    """Lines are told apart by their slug; new ones become drafts; a column that is missing is left as it is."""

    class Meta:
        import_id_fields = ["slug"]
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True
        fields: list[str] = []

    @classmethod
    def get_diff_class(cls):
        return Changes

    def before_import(self, dataset, **kwargs):
        self.too_long = dataset.too_long
        known = [field.column_name for field in self.fields.values()]
        strange = [header for header in dataset.headers if header not in known]
        twice = {header for header in dataset.headers if dataset.headers.count(header) > 1}
        if strange or twice:
            raise ValidationError(
                _("These columns are unknown or there twice: %(columns)s. Possible are: %(known)s.")
                % {"columns": ", ".join([*strange, *twice]), "known": ", ".join(known)}
            )

    def import_row(self, row, instance_loader, **kwargs):
        found = super().import_row(row, instance_loader, **kwargs)
        if hasattr(found.validation_error, "error_dict"):
            columns = {field.attribute: field.column_name for field in self.fields.values()}
            found.validation_error = ValidationError(
                {
                    columns.get(name, name): errors
                    for name, errors in found.validation_error.error_dict.items()
                }
            )
        return found

    def before_import_row(self, row, row_number=None, **kwargs):
        if row_number in self.too_long:
            raise ValidationError(_("This line has more cells than there are columns."))
        seen, column = self.__dict__.setdefault("seen", set()), self.fields["slug"].column_name
        if row.get(column) in seen:
            raise ValidationError({column: _("This line is there twice.")})
        seen.update(filter(None, [row.get(column)]))

    def import_field(self, field, instance, row, is_m2m=False, **kwargs):
        # A cell that says what is there already changes nothing, whatever else it could mean.
        if row.get(field.column_name) != field.export(instance):
            super().import_field(field, instance, row, is_m2m, **kwargs)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        blank = not any(row.values())
        return blank or super().skip_row(instance, original, row, import_validation_errors)

    def after_save_instance(self, instance, row, **kwargs):
        if instance.is_published:
            Entry.record(instance, Entry.Act.CHANGED)


class InTheForm(BaseStorage):
    """Keeps an uploaded list in the confirming form itself, signed, instead of on the disk of one server."""

    SALT = "klimakreise.exchange"

    def save(self, data):
        self.name = signing.dumps(decode(data), salt=self.SALT, compress=True)

    def read(self):
        return signing.loads(self.name, salt=self.SALT, max_age=86_400)

    def remove(self):
        pass


class UploadForm(ImportForm):
    def clean_import_file(self):
        file = self.cleaned_data["import_file"]
        if file.size > LARGEST:
            raise ValidationError(_("The list is too large: up to 1 MB is possible."))
        return file


class ConfirmForm(ConfirmImportForm):
    def clean_import_file_name(self):
        try:
            InTheForm(name=self.cleaned_data["import_file_name"]).read()
        except signing.BadSignature as error:
            raise ValidationError(_("This preview has expired. Upload the list again.")) from error
        return self.cleaned_data["import_file_name"]

    format = forms.ChoiceField(choices=[("0", "csv")], widget=forms.HiddenInput)
    resource = forms.ChoiceField(choices=[("0", "")], widget=forms.HiddenInput, required=False)


class ExchangeMixin(ImportExportMixin):
    """Two links above the list of a ModelAdmin: export what the list shows, import with a look before."""

    formats = [GuardedCSV]
    skip_export_form = True
    import_template_name = "admin/exchange/import.html"
    import_form_class = UploadForm
    confirm_form_class = ConfirmForm
    tmp_storage_class = InTheForm
    to_encoding = "utf-8"

    def has_import_permission(self, request):
        return self.has_change_permission(request) and self.has_add_permission(request)

    def has_export_permission(self, request):
        return self.has_view_permission(request)

    def get_export_filename(self, request, queryset, file_format):
        return f"{slugify(self.opts.verbose_name_plural)}-{timezone.localdate()}.csv"

    def get_export_data(self, file_format, request, queryset, **kwargs):
        content = super().get_export_data(file_format, request, queryset, **kwargs)
        note("exported", self.model, ngettext_lazy("%d line", "%d lines") % queryset.count())
        return content

    def add_data_read_fail_error_to_form(self, form, e):
        form.add_error("import_file", _("The file is no list in CSV format: %(reason)s") % {"reason": e})

    def process_dataset(self, dataset, form, request, **kwargs):
        return super().process_dataset(dataset, form, request, rollback_on_validation_errors=True, **kwargs)

    def process_result(self, result, request):
        if not result.has_errors() and not result.has_validation_errors():
            return super().process_result(result, request)
        self.message_user(
            request,
            _("Nothing was imported: the data have changed meanwhile. Upload the list again."),
            messages.ERROR,
        )
        return HttpResponseRedirect(reverse("admin:{}_{}_import".format(*self.get_model_info())))

    def generate_log_entries(self, result, request):
        for row in result:
            if row.is_new():
                self.log_addition(request, row.instance, [{"added": {}}])
            elif row.is_update():
                self.log_change(request, row.instance, [{"changed": {"fields": []}}])

    def add_success_message(self, result, request):
        self.message_user(
            request,
            _("Imported: %(new)s new (as drafts), %(changed)s changed, %(same)s as before.")
            % {
                "new": result.totals["new"],
                "changed": result.totals["update"],
                "same": result.totals["skip"],
            },
            messages.SUCCESS,
        )

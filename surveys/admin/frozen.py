"""What is frozen is shown and not changed: asked anew, under the lock that freezing waits for, whenever a form comes back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect

from surveys.freezing import FROZEN, changeable
from surveys.models import Survey


class FrozenInlineMixin:
    """Parts of a survey or of a question (`survey_of`) that stay as they are once the survey is frozen."""

    def is_frozen(self, obj):
        return obj is not None and survey_of(obj).is_frozen

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and not self.is_frozen(obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not self.is_frozen(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not self.is_frozen(obj)


def survey_of(thing):
    return thing if thing._meta.model_name == "survey" else thing.survey


class FrozenQuestionMixin:
    """For the admin of questions: each change holds the lock on the survey; what is frozen is refused."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            if refusal := self.refusal(request, object_id):
                return refusal
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        with transaction.atomic():
            if refusal := self.refusal(request, object_id):
                return refusal
            return super().delete_view(request, object_id, extra_context)

    def refusal(self, request, object_id):
        """Where the request is led to instead, if its survey, or the one it would be moved to, is frozen by now; else None."""
        thing = self.get_object(request, object_id) if object_id else None
        typed = request.POST.get("survey", "")
        keys = {int(typed)} if typed.isascii() and typed.isdecimal() and len(typed) < 19 else set()
        try:
            for key in sorted(keys | ({thing.survey_id} if thing else set())):
                changeable(key)
        except Survey.DoesNotExist:
            return None  # the form says so
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(request.path if thing else "../")
        return None

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.survey.is_frozen)

    def reason_to_keep(self, question):
        return FROZEN if question.survey.is_frozen else super().reason_to_keep(question)

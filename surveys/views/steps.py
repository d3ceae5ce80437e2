"""Which step of answering a request leads to, and how it is shown."""

from django.core.exceptions import ValidationError
from django.shortcuts import render

from surveys.views.pages import way_here

MOST_STEPS = 1000
CODE_ERRORS = {"missing", "wrong", "spent"}  # codes of errors that stand at the code of a secret survey


class Step:
    """What one request shows: a page of questions, or all answers before they are sent (`page` is None).

    `data` is what was sent. Its `go` is the button: "next", "back", "review" (where all was looked at before), "page-3", "send".
    """

    def __init__(self, walk, data):
        self.walk, self.survey, self.data = walk, walk.survey, data
        self.go, self.seen = data.get("go", ""), bool(data.get("seen"))
        self.errors, self.code_errors, self.status = [], [], 200
        self.page = self.find() if walk.pages else None
        self.is_sent = self.go == "send" and self.page is None and bool(walk.pages)
        self.seen = self.seen or self.page is None

    @property
    def code(self):
        return self.data.get("code", "")[:100].strip()

    def find(self):
        walk = self.walk
        here = walk.page(as_number(self.data.get("step", "")))
        if self.go.startswith("page-"):
            return walk.page(as_number(self.go.removeprefix("page-")))
        if self.go == "back":
            return walk.before(here)
        if self.go == "send":
            return walk.first_wrong()
        if "step" not in self.data or not walk.check(here):
            return here
        following = None if self.go == "review" and self.seen else walk.after(here)
        return following or walk.first_wrong()

    def refuse(self, error, status=200):
        """Do not take the answers: show them once more and why, at the code if `error` (ValidationError or text) is about it."""
        messages = error.messages if isinstance(error, ValidationError) else [error]
        is_of_the_code = getattr(error, "code", "") in CODE_ERRORS
        self.errors, self.code_errors = ([], messages) if is_of_the_code else (messages, [])
        self.page, self.status = None, status

    @property
    def is_refused(self):
        return bool(self.errors or self.code_errors)

    def render(self, request, context):
        """The page of this step; `context` has what goes along with it in the survey's mode."""
        context = {
            "survey": self.survey,
            "step": self,
            "page": self.page,
            "carried": self.walk.carried(self.page),
            "crumbs": way_here(self.survey),
            **context,
        }
        if not self.walk.pages:
            return render(request, "surveys/not_open.html", {**context, "is_empty": True})
        if self.page is None:
            context["pages"] = [page for page in self.walk.pages if page.questions]
            context["last"] = self.walk.pages[-1]
            return render(request, "surveys/answer_review.html", context, status=self.status)
        context["number"], context["total"] = self.walk.place(self.page)
        context["has_back"] = context["number"] > 1
        context["wrong"] = [each for each in self.page.questions if each.has_errors]
        return render(request, "surveys/answer.html", context)


def as_number(text):
    return min(int(text), MOST_STEPS) if text.isascii() and text.isdecimal() and len(text) < 5 else 0

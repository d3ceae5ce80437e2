"""A survey with a question of every type, and somebody who answers it as a browser without script would."""

import html
import re

from surveys.models import Question, Section
from tests import make

Type = Question.Type


def questionnaire(**fields):
    """A native survey in two sections; `survey.q` holds its questions by type, and `survey.other` the one with a condition."""
    survey = make.native(audience="alle", **fields)
    topics = Section.objects.create(
        survey=survey, number=1, title="Themen", text="Es geht um *Ihren* Alltag."
    )
    person = Section.objects.create(survey=survey, number=2, title="Zur Person", title_en="About you")
    q = {
        "single": make.choice(
            survey, "Radwege", "Strom", "anderes", section=topics, number=1, required=True, text="Was zuerst?"
        )
    }
    survey.other = make.question(
        survey, type=Type.FREE_TEXT, section=topics, number=2, text="Was sonst?", required=True,
        shown_if=q["single"].options.get(number=3),
    )  # fmt: skip
    q["multiple"] = make.choice(
        survey, "Rad", "Bus", "Auto", section=topics, number=3, type=Type.MULTIPLE_CHOICE, choices_max=2
    )
    q["rating"] = make.rating(
        survey, "schlecht", "mittel", "gut", section=topics, number=4, offers_no_answer=True
    )
    q["matrix"] = make.rating(
        survey, "", "", "", section=topics, number=5, type=Type.MATRIX, required=True, offers_no_answer=True
    )
    q["ranking"] = make.question(survey, section=topics, number=6, type=Type.RANKING)
    for number, label in enumerate(["Wege", "Strom", "Schatten"], 1):
        q["matrix"].options.create(number=number, label=label)
        q["ranking"].options.create(number=number, label=label)
    q["number"] = make.question(
        survey, section=person, number=7, type=Type.NUMBER, unit="km", least=0, most=2000, decimals=1,
        text="Wie weit?",
    )  # fmt: skip
    q["text"] = make.question(survey, section=person, number=8, type=Type.FREE_TEXT, text="Noch etwas?")
    survey.q = q
    return survey


def names(question):
    """Names of the inputs of a matrix or ranking, by row."""
    return [f"q{question.pk}-{option.pk}" for option in question.options.order_by("number")]


def pick(question, *numbers):
    """What a browser sends for these options of a choice."""
    return {f"q{question.pk}": [str(question.options.get(number=number).pk) for number in numbers]}


def rows(question, *values):
    """What it sends for a matrix or ranking: a value a row."""
    return dict(zip(names(question), values, strict=True))


def first_step(survey, number=1):
    return pick(survey.q["single"], number)


def second_step(survey, **more):
    """All that has to be answered on the second step; `more` are the values of further questions by their type."""
    return {**rows(survey.q["matrix"], "1", "none", "3"), **more}


class Browser:
    """Fills in the form on a page and presses its buttons; it sends what stands in the page and nothing else."""

    def __init__(self, client, survey, language=""):
        self.client, self.address = client, f"{language}/umfragen/{survey.slug}/antworten/"
        self.open()

    def open(self):
        self.page = self.client.get(self.address)
        return self

    def press(self, button, values=(), **headers):
        """Send the form on the page with `values` typed into it."""
        data = {**self.stands_there(), **dict(values), "go": button}
        self.page = self.client.post(self.address, data, **headers)
        return self

    def stands_there(self):
        """The values of hidden inputs, text inputs, chosen radio buttons, ticks and selected options."""
        form, found = self.html.split("<form", 1)[1].split("</form>")[0], {}
        for tag in re.findall(r"<input[^>]*>", form):
            kind = attribute(tag, "type") or "text"
            if kind in {"hidden", "text"} or " checked" in tag:
                found.setdefault(attribute(tag, "name"), []).append(attribute(tag, "value"))
        for name, text in re.findall(
            r'<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL
        ):
            found[name] = [html.unescape(text)]
        for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
            found[name] = re.findall(r'<option value="([^"]*)" selected', options)
        return found

    @property
    def html(self):
        return self.page.content.decode()

    @property
    def text(self):
        """The words of the page within main."""
        main = self.html.split("<main")[1].split("</main>")[0]
        return " ".join(re.sub(r"<[^>]+>", " ", main).split())

    @property
    def problems(self):
        """What the list above the form says is wrong."""
        return [
            html.unescape(message.strip())
            for message in re.findall(r'<li><a href="#q[^"]*">([^<]*)</a>', self.html)
        ]


def attribute(tag, name):
    found = re.search(rf' {name}="([^"]*)"', tag)
    return html.unescape(found[1]) if found else ""

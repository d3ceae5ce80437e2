"""Reads published results as their readers do: from the page, from the table (CSV) and from the data (JSON), each in the same shape.

{(question, voices, row): (n, {answer: (count, per cent or mean rank)}, (mean, SD))}, every figure as a text in English; None where
nothing is shown.
"""

import csv
import io
import re

from tests.pages import plain

WORDS = {"people": "personal voices", "groups": "groups"}


def files(browser, slug="u", language="/en"):
    """(page, lines of the CSV as dicts, JSON) of the results."""
    at = f"{language}/umfragen/{slug}/ergebnisse/"
    table = browser.get(f"{at}ergebnisse.csv").content.decode()
    lines = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline=""), delimiter=";"))
    return browser.get(at).content.decode(), lines, browser.get(f"{at}ergebnisse.json").json()


def number(value, places=None):
    if value is None:
        return None
    return f"{value:.{places}f}" if places else f"{value:g}"


def of_json(data):
    found = {}
    for asked in data["questions"]:
        for figures in asked["figures"]:
            if figures["state"] != "shown":
                continue
            key = (asked["number"], figures["voices"], figures["row"] and figures["row"]["label"])
            answers = {
                each["label"]: (
                    number(each["count"]),
                    number(each["mean_rank"]) if asked["type"] == "ranking" else number(each["percent"], 1),
                )
                for each in figures["answers"]
            }
            found[key] = (number(figures["n"]), answers, (number(figures["mean"]), number(figures["sd"])))
    return found


def of_csv(lines):
    found, voices = {}, {label: code for code, label in WORDS.items()}
    for line in lines:
        said = {key: value or None for key, value in line.items()}
        if (
            said["State of the figure"] in {"too few", "withheld", "text", "not known"}
            and said["Count"] is None
        ):
            continue
        key = (int(said["Question no."]), voices.get(said["Voices"], "published"), said["Row"])
        _n, answers, _statistic = found.setdefault(key, (said["n"], {}, (said["Mean"], said["SD"])))
        if said["Answer given"]:
            part = said["Mean rank"] if said["Type"] == "ranking" else with_place(said["Per cent"])
            answers[said["Answer given"]] = (said["Count"], part)
    return found


def with_place(percent):
    return percent and f"{float(percent):.1f}"


def of_page(page, matrices=()):
    """The same from the tables of the page; `matrices` are the numbers of questions that are matrices of three points."""
    found = {}
    for section in re.findall(
        r'<section[^>]*aria-labelledby="question-(\d+)"(.*?)</section>', page, re.DOTALL
    ):
        asked, markup = int(section[0]), section[1]
        for kind, part in re.findall(r'<h4 id="question-\d+-(\w+)">(.*?)(?=<h4 id=|\Z)', markup, re.DOTALL):
            rows = table(part)
            if asked in matrices:
                found |= {
                    (asked, kind, cells[0]): matrix(rows[0], cells)
                    for cells in rows[1:]
                    if cells[-3] != "< 10"
                }
            elif n := re.search(r"\(n = (\d+)\)", part):
                answers = {label: shown(rest) for label, *rest in rows[1:]}
                found[asked, kind, None] = (n[1], answers, statistic(plain(part)))
    return found


def table(markup):
    """The rows of the table in a piece of HTML, the head first."""
    return [
        [plain(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr.*?</tr>", markup, re.DOTALL)
    ]


def shown(cells):
    return (None, None) if cells == ["hidden"] else (cells[0], known(cells[1]))


def known(cell):
    return None if cell in {"", "–"} else cell


def statistic(text):
    mean, sd = re.search(r"\bmean ([\d.]+)", text), re.search(r"\(SD\) ([\d.]+)", text)
    return mean and mean[1].rstrip("."), sd and sd[1].rstrip(".")


def matrix(head, cells):
    """The page has no per cent there."""
    answers = {label: (count, None) for label, count in zip(head[1:4], cells[1:4], strict=True)}
    return cells[head.index("n")], answers, (known(cells[-2]), known(cells[-1]))

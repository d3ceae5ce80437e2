"""What a search costs in the database among 50,000 entries, and how long it takes to index them. Printed, not judged.

On PostgreSQL: `.ci/postgres.py .venv/bin/python -m pytest -s -o python_files='bench_*.py' tests/bench/bench_search.py`
"""

import itertools
import random
import re
import statistics
import time

from django.db import connection
from django.utils import timezone

from circles.models import Topic
from klimakreise.site.models import SearchPosting, SearchWord
from klimakreise.site.search.asking import Question
from klimakreise.site.search.finding import find
from klimakreise.site.search.keeping import compare
from klimakreise.site.search.models import SearchEntry

ENTRIES, ROUNDS = 50_000, 400
FILLING = "der die das und in zu den von für mit auf ist im nicht ein eine des dem sich als auch es an werden aus wird bei".split()  # noqa: SIM905
PARTS = """klima schutz energie solar dach wind kraft werk verkehr rad weg bus bahn haus gebäude sanierung wärme netz strom markt
stadt rat plan konzept forderung antrag ziel bürger beteiligung kreis bündnis gruppe wasser boden luft baum wald park fläche bau
land wirtschaft recht schule kinder jugend umwelt amt natur arten vielfalt abfall ernährung tier pflanze garten halle platz straße
brücke ufer hitze schatten speicher batterie auto teil gemeinde wohnung quartier miete finanzierung kosten steuer geld bank daten
messung wert grenze norm prüfung bericht ausschuss verwaltung haushalt vergabe projekt förderung gesetz satzung heizung dämmung
fenster pumpe leitung anlage gutachten entwurf kommune region zukunft wandel folge vorsorge gesundheit pflege kultur""".split()  # noqa: SIM905
ENDINGS = ["", "", "", "", "n", "en", "s", "e", "er"]
QUERIES = {
    "common stem": ["Stadt", "Klima", "Energie"],
    "stem": ["Gutachten", "Pumpen", "Quartiere", "Bäume"],
    "compound": ["Klimaschutzkonzept", "Gebäudesanierung", "Solardach", "Radweg"],
    "part": ["Sanierung", "Schutz", "Dach", "Rad"],
    "two words": ["Klima Stadt", "Dach Solar", "Förderung Heizung", "Kosten der Sanierung"],
    "phrase": ['"Plan für Wald"', '"Klima und Stadt"'],
    "rare": ["Wolpertinger", "Pflegevorsorge", "2035"],
    "three words": ["Stadt Plan Kosten", "Wärme Netz Förderung"],
}


SYLLABLES = re.findall("...", "felgarherkamlenmonnorpulriksentorvinwarzegbaldorfingolhulkirlammes")


def words(dice):
    """A word list with weights: 1,600 simple nouns, those of PARTS the most common, and compounds of them, by Zipf's law."""
    simple = [*PARTS, *("".join(dice.choices(SYLLABLES, k=dice.choice([2, 3]))) for _ in range(1500))]
    often = list(itertools.accumulate(1 / (rank + 30) for rank in range(len(simple))))
    compounds = [
        "".join(dice.choices(simple, cum_weights=often, k=dice.choice([2, 2, 2, 3]))) for _ in range(60_000)
    ]
    return [(word, 1 / (rank + 30)) for rank, word in enumerate(dict.fromkeys([*simple, *compounds]))]


def texts(dice):
    """Endless texts of 10 to 300 words, half of them filling words, capitals and endings as in German."""
    listed = words(dice)
    found, weights = [word for word, _ in listed], list(itertools.accumulate(weight for _, weight in listed))
    while True:
        number = dice.choice([10, 20, 40, 60, 100, 300])
        content = dice.choices(found, cum_weights=weights, k=number // 2)
        yield " ".join(
            f"{dice.choice(FILLING)} {word.capitalize()}{dice.choice(ENDINGS)}" for word in content
        )


def test_searching_50000_entries(db, capsys):
    dice = random.Random(1)  # noqa: S311 (the same texts each time)
    text = texts(dice)
    Topic.objects.bulk_create(
        (
            Topic(
                slug=f"t{n}",
                title=" ".join(next(text).split()[:5]),
                description=next(text),
                published_at=timezone.now(),
            )
            for n in range(ENTRIES)
        ),
        batch_size=2000,
    )
    started = time.perf_counter()
    compare()
    seconds = time.perf_counter() - started
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with capsys.disabled():
        counts = [model.objects.count() for model in (SearchEntry, SearchWord, SearchPosting)]
        print(f"\n{connection.vendor}: {counts} entries, words, postings; indexed in {seconds:.0f} s")
        everything = []
        for name, queries in QUERIES.items():
            costs = [cost(dice.choice(queries)) for _ in range(ROUNDS // len(QUERIES))]
            everything += costs
            print(line(name, costs))
        print(line("all", everything))


def cost(text):
    """(milliseconds in the database, milliseconds in all, hits) of one search, half of them narrowed to a kind."""
    spent = []

    def timed(execute, *arguments):
        started = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            spent.append(time.perf_counter() - started)

    started = time.perf_counter()
    with connection.execute_wrapper(timed):
        answer = find(Question.of(text), kind=SearchEntry.Kind.TOPIC if len(text) % 2 else None)
    return sum(spent) * 1000, (time.perf_counter() - started) * 1000, answer.total


def line(name, costs):
    database, whole, hits = zip(*costs, strict=True)
    p50, p95 = statistics.median(database), statistics.quantiles(database, n=20)[-1]
    return (
        f"{name:12} database p50 {p50:6.1f} ms p95 {p95:6.1f} ms · in all p95 {statistics.quantiles(whole, n=20)[-1]:6.1f} ms"
        f" · hits up to {max(hits)}"
    )

"""A small corpus in which the German of the issue stands, and what finds what in it."""

from klimakreise.publishing.partial_dates import PartialDate
from klimakreise.site.search.keeping import compare
from tests import make

MEASURES = {
    "daecher": ("Auf städtischen Dächern", "Solaranlagen auf allen Schulen.", "2023-05-04"),
    "dach": ("Dach", "Was oben ist.", "2021"),
    "solardach": ("Solardachkataster", "Ein Verzeichnis der Stadt.", "2024-02"),
    "raeder": ("Platz für Fahrrädern am Bahnhof", "Stellplätze in der Straße am Ring.", "2022-03-01"),
    "sanierung": ("Gebäudesanierung", "Die Stadt saniert ihre Häuser bis 2035.", "2020-07"),
    "sanieren": ("Schulen", "Wir wollen sanieren, was wir haben.", None),
    "konzept": ("Klimaschutzkonzepte", "Für Magdeburg und das Umland.", "2019"),
    "buerger": ("Bürgerenergie", "Strom von hier.", "2018"),
    "schutz": ("Klima-Schutz im Alltag", "Mit der EU und 12 Städten.", "2017"),
}


def fill():
    """Make the measures and index them."""
    for slug, (title, text, date) in MEASURES.items():
        measure = make.measure(slug=slug, title=title, description=text)
        if date:
            make.report(measure, date=PartialDate(date), text="Stand.")
    compare()


# What somebody types: the slugs of what is found, in this order, whatever the database.
FINDS = {
    "Dach": ["dach", "daecher", "solardach"],
    "dächern": ["dach", "daecher", "solardach"],
    "DAECHER": ["dach", "daecher", "solardach"],
    "Fahrrad": ["raeder"],
    "Rad": ["raeder"],
    "Sanierung": ["sanierung", "sanieren"],
    "strasse": ["raeder"],
    "Straßen": ["raeder"],
    "schutzkonzept": ["konzept"],
    "Gebaeude": ["sanierung"],
    "gebäude": ["sanierung"],
    "Bürger": ["buerger"],
    "Magdeburg": ["konzept"],
    "Klimaschutz": ["schutz", "konzept"],
    "Stadt": ["daecher", "solardach", "sanierung", "schutz"],
    "Stadt Dach": ["daecher", "solardach"],
    "die Stadt und ihre Häuser": ["sanierung"],
    '"ihre Häuser"': ["sanierung"],
    '"Häuser ihre"': [],
    "„Klima-Schutz im Alltag“": ["schutz"],
    "EU": ["schutz"],
    "12": ["schutz"],
    "203": [],
    "2035": ["sanierung"],
    "Wald": [],
}

"""German words as search compares them: without inflection, umlauts and case."""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

LONGEST = 60  # letters; what is longer is no word that somebody looks for
WORD = re.compile(r"[^\W_]+(?:[-'’*:_][^\W_]+)*")
PIECE = re.compile(r"[^\W_]+")
DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})

# Words that say nothing by themselves: not searched for, unless within quotes.
EMPTY = frozenset(
    """
    aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist da dabei damit dann das dass dein
    dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen einer
    eines er es etwas euch euer für gegen gewesen hab habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr
    ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes jener kann kein keine können könnte man mein mich
    mir mit muss nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner sich sie sind so soll
    sollen sondern sonst über um und uns unser unter viel vom von vor war waren was weil welche welcher wenn wer werden
    wie wieder will wir wird wo wurde wurden zu zum zur zwar zwischen the of and
    """.split()  # noqa: SIM905 (a text is easier to read)
)

# Nouns that form their plural with -er: only of these does "-er" not belong to the word ("Dächer", but "Bürger").
PLURAL_IN_ER = (
    "amt", "bad", "band", "bild", "blatt", "brett", "buch", "dach", "dorf", "ei", "fach", "fass", "feld", "geld", "glas",
    "glied", "grab", "gras", "gut", "haupt", "haus", "holz", "huhn", "kalb", "kind", "kleid", "korn", "kraut", "lamm",
    "land", "licht", "lied", "loch", "mal", "mann", "nest", "pfand", "rad", "rand", "rind", "schild", "schloss", "strauch",
    "tal", "tuch", "tum", "volk", "wald", "wort", "wurm",
)  # fmt: skip

_german = snowballstemmer.stemmer("german")


def fold(text):
    """Lower case without umlauts and accents, ß as ss: "Straßenbäume" becomes "strassenbaume"."""
    lower = unicodedata.normalize("NFC", text).lower().replace("ß", "ss")
    return "".join(
        char if char.isascii() else f"u{ord(char):x}" if char.isalnum() else " " for char in bare(lower)
    )


def bare(text):
    """`text` without umlauts and accents."""
    return "".join(
        char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)
    ).lower()


@lru_cache(maxsize=100_000)
def spelled(word):
    """A word as it is written, folded to a-z and 0-9, cut to LONGEST."""
    return "".join(char for char in fold(word) if char.isalnum())[:LONGEST]


@lru_cache(maxsize=100_000)
def stem(word):
    """What a word has in common with its inflected forms: "Dächern" and "Daecher" have the stem "dach"."""
    lower = "".join(
        char if char in "äöüß" else bare(char) for char in unicodedata.normalize("NFC", word).lower()
    )
    return spelled(_german.stemWord(lower[:LONGEST])) or spelled(word)


@lru_cache(maxsize=20_000)
def part(word):
    """What other words must contain to be compounds with `word`; the stem, mostly.

    The stemmer takes "er" for an ending wherever it stands last: "Bürger" has the stem "burg", which would be a part of
    "Magdeburg". So "er" stays, but for the nouns that form their plural with it.
    """
    core, whole = stem(word), spelled(word)
    if not whole.startswith(core):
        whole = spelled(re.sub("([aou])e", r"\1", word.lower()))  # "Buerger"
    return part_of(core, whole)


def part_of(core, whole):
    """The part for a word with the stem `core` that is spelled `whole`."""
    takes_er = whole.startswith(f"{core}er") and not core.endswith(PLURAL_IN_ER)
    return f"{core}er" if takes_er else core


def pieces(text):
    """The words of `text` in order; the parts of "Klima-Schutz" one by one."""
    return PIECE.findall(unicodedata.normalize("NFC", text))


def joined(text):
    """The hyphenated words of `text` as if written in one, so that "Klimaschutz" finds "Klima-Schutz"."""
    return ["".join(PIECE.findall(word)) for word in WORD.findall(text) if not word.isalnum()]


def is_empty(word):
    """Whether a word says nothing by itself."""
    return word.lower() in EMPTY or not spelled(word)

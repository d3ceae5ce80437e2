"""Keys and codes of a secret survey: what is a code, who can make one, and what the keys give away."""

import secrets
import stat

import pytest
from cryptography.exceptions import InvalidTag
from django.core.exceptions import ImproperlyConfigured, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from klimakreise.environment import env_folder
from surveys import checks, codes, keys
from surveys.addresses import normalised, read_list

HERS = keys.Keys(secrets.token_bytes(32), secrets.token_bytes(32))
OTHERS = keys.Keys(secrets.token_bytes(32), secrets.token_bytes(32))


def test_a_code_is_20_characters_in_groups_of_four_and_never_the_same():
    made = {codes.make(HERS) for _each in range(500)}
    assert len(made) == 500
    for code in made:
        assert [len(group) for group in code.split("-")] == [4] * 5
        assert set(code) <= {*codes.ALPHABET, "-"}
        codes.read(HERS, code)
    assert {letter for code in made for letter in code} == {*codes.ALPHABET, "-"}


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", " – "),
        lambda code: f"  {code}\n",
        lambda code: code.replace("0", "O").replace("1", "l"),
        lambda code: code.replace("0", "o").replace("1", "I"),
        lambda code: "".join(chr(ord(letter) + 0xFEE0) for letter in code),  # full width
    ],
)
def test_a_code_is_read_as_people_type_it(typed):
    code = next(code for code in iter(lambda: codes.make(HERS), "") if "0" in code and "1" in code)
    assert codes.tidy(typed(code)) == code
    assert codes.read(HERS, typed(code)) == codes.read(HERS, code)


@given(st.integers(0, 19), st.integers(1, 31))
def test_one_wrong_character_makes_it_no_code(place, further):
    letters = codes.make(HERS).replace("-", "")
    other = codes.ALPHABET[(codes.ALPHABET.index(letters[place]) + further) % 32]
    with pytest.raises(ValidationError) as fault:
        codes.read(HERS, letters[:place] + other + letters[place + 1 :])
    assert fault.value.code == "wrong"


def test_a_code_of_another_survey_is_none_here():
    code = codes.make(OTHERS)
    assert codes.read(OTHERS, code)
    with pytest.raises(ValidationError):
        codes.read(HERS, code)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_refused_in_words(typed):
    with pytest.raises(ValidationError) as fault:
        codes.read(HERS, typed)
    assert fault.value.code == "wrong"
    assert fault.value.messages[0]


@given(st.text(max_size=3000))
def test_the_seal_opens_to_what_was_sealed(text):
    assert HERS.unseal(HERS.seal(text)) == text


def test_two_seals_of_one_text_look_different_and_short_and_long_alike():
    assert HERS.seal("ja") != HERS.seal("ja")
    assert len(HERS.seal("ja")) == len(HERS.seal("nein, " * 200))
    with pytest.raises(InvalidTag):
        OTHERS.unseal(HERS.seal("ja"))
    with pytest.raises(ValueError, match="too long"):
        HERS.seal("ä" * 300_000)


def test_what_the_keys_say_of_an_address_depends_on_the_survey_and_the_purpose():
    said = {each.issued("mira@example.org") for each in (HERS, OTHERS)}
    said |= {int(HERS.reminded("mira@example.org", times), 16) for times in (1, 2)}
    said |= {HERS.spent(7), HERS.proof(7, 63)}
    assert len(said) == 6
    assert all(0 <= number < 2**63 for number in said)


def test_keys_are_made_once_read_by_one_user_and_gone_when_destroyed():
    keys.make(5)
    assert stat.S_IMODE(keys.path_of(5).stat().st_mode) == 0o600
    assert stat.S_IMODE(keys.path_of(5).parent.stat().st_mode) == 0o700
    assert keys.read(5) == keys.read(5)
    assert keys.read(5).k1 != keys.read(5).k2
    assert keys.read(5).k1.hex() not in repr(keys.read(5))
    with pytest.raises(FileExistsError):
        keys.make(5)
    keys.destroy(5)
    keys.destroy(5)
    with pytest.raises(keys.KeysMissingError):
        keys.read(5)


def test_a_damaged_file_of_keys_is_not_taken_for_other_keys():
    keys.make(6)
    keys.path_of(6).write_text("abcd\nabcd\n")
    with pytest.raises(keys.KeysMissingError):
        keys.read(6)


def test_before_going_live_somebody_looks_where_the_keys_lie(settings, monkeypatch, tmp_path):
    def told():
        return {fault.id for fault in checks.keys_lie_apart(None)}

    settings.SURVEY_KEYS = tmp_path / "keys"
    assert told() == set()
    settings.SURVEY_KEYS.mkdir(mode=0o755)
    settings.SURVEY_KEYS.chmod(0o755)
    assert told() == {"surveys.W003"}
    settings.SURVEY_KEYS = settings.MEDIA_ROOT / "keys"
    assert told() == {"surveys.W001"}
    settings.SURVEY_KEYS = tmp_path / "none"
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", tmp_path / "none" / "k.sqlite3")
    assert told() == {"surveys.W002"}


def test_a_folder_that_is_set_must_be_there(monkeypatch, tmp_path):
    monkeypatch.setenv("SURVEY_KEYS", str(tmp_path / "nowhere"))
    with pytest.raises(ImproperlyConfigured, match="SURVEY_KEYS"):
        env_folder("SURVEY_KEYS", tmp_path, must_exist=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mira@Example.ORG", "mira@example.org"),
        (" mira@example.org ", "mira@example.org"),
        ("mira+umfrage@example.org", "mira@example.org"),
        ("mira@münchen.example", "mira@xn--mnchen-3ya.example"),
        ("m.i.r.a@googlemail.com", "mira@gmail.com"),
    ],
)
def test_one_address_in_two_spellings_is_one(one, other):
    assert normalised(one) == normalised(other) == other


def test_other_addresses_stay_others():
    several = ["mira@example.org", "mi.ra@example.org", "mira@example.com", "+mira@example.org"]
    assert len({normalised(each) for each in several}) == 4


def test_a_pasted_list_is_read_as_people_paste_it():
    pasted = "Mira Muster <mira@example.org>\n\n jonas@example.org; Karla@Stadt.example,MIRA@example.org\n"
    assert read_list(pasted) == ["mira@example.org", "jonas@example.org", "Karla@Stadt.example"]


def test_what_is_no_address_is_named_with_its_line():
    with pytest.raises(ValidationError) as fault:
        read_list("mira@example.org\nJonas\n<karla@>")
    assert len(fault.value.messages) == 2
    assert "2" in fault.value.messages[0]
    assert "Jonas" in fault.value.messages[0]

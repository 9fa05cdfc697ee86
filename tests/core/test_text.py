"""Cleaning keeps what people see; folding brings together what is the same."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infodesk.core.text import (
    clean_line,
    clean_name,
    clean_text,
    fold,
    fold_company,
    fold_name,
    initials,
    shortened,
    sort_key,
)

# Any code point, half characters too, with the signs that matter made likely.
ANYTHING = st.lists(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from(" ,.&'-;()\t\r\n\0\u200b\u200d\u202e\u2066\ufeff\xad\xa0\u0301\xc3\xa9"),
        st.sampled_from(["&amp;", "&#8238;", " PhD", " Inc.", "Dr ", " & Co", " S.A."]),
    ),
    max_size=30,
).map("".join)
ALL = [clean_line, clean_text, clean_name, fold, fold_name, fold_company, sort_key]


@pytest.mark.parametrize("function", ALL)
@given(text=ANYTHING)
def test_twice_is_once_and_nothing_unprintable_stays(function, text):
    once = function(text)
    assert function(once) == once
    kept = once.replace("\n", "").replace("\t", "") if function is clean_text else once
    assert not [sign for sign in kept if unicodedata.category(sign) in ("Cc", "Cs")]
    assert not set("\u200b\u2060\ufeff\xad\u200e\u202e\u2067") & set(kept)
    once.encode("utf-8")


@given(ANYTHING)
def test_a_clean_line_is_one_line_without_outer_blanks(text):
    line = clean_line(text)
    assert line == " ".join(line.split())
    assert unicodedata.is_normalized("NFC", line)
    assert len(clean_line(text, limit=5)) <= 5
    assert initials(text) == initials(text).strip()
    assert len(initials(text)) <= 2


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  Dilip \xa0 Ashok\u2028", "Dilip Ashok"),
        ("Line\x85Break", "Line Break"),
        ("Fred \u202egnp.exe\u202c", "Fred gnp.exe"),
        ("G\u200bi\u2060l", "Gil"),
        ("\u200dAda\u200c", "Ada"),
        ("می\u200cنمونه", "می\u200cنمونه"),
        ("Ola 👩\u200d💻", "Ola 👩\u200d💻"),
        ("Ame\u0301lie", "Amélie"),
        ("Ha\0l\x07", "Hal"),
        ("\u3164", ""),
        ("𝗔𝗱𝗮", "𝗔𝗱𝗮"),
        ("R&amp;D", "R&amp;D"),
    ],
)
def test_clean_line(text, clean):
    assert clean_line(text) == clean


def test_entities_are_decoded_in_names_only_and_cannot_smuggle():
    assert clean_name("O&#39;Sampla &amp;amp; Co") == "O'Sampla & Co"
    assert clean_name("Ada&#8238;&#0;") == "Ada"
    assert clean_name("AT&T &copy") == "AT&T &copy"


def test_text_keeps_lines_and_tabs():
    assert clean_text("\r\n one\r\n\ttwo\u2028three\x0b\0 ") == "one\n\ttwo\nthree"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dr. Bo Muster, PhD (he/him)", "BO MÜSTER"),
        ("Cara Sampleby, PMP®, CFA", "Cara Sampleby"),
        ("Fay 🌟 Sampleton", "fay sampleton"),
        ("𝗔𝗱𝗮 𝗕𝗲𝗶𝘀𝗽𝗶𝗲𝗹", "Ada Beispiel"),
        ("Siobhán O’Sampla", "Siobhan O'Sampla"),
        ("Élodie Fictive (Inventée)", "Elodie Fictive"),
        ("Prof. Dr. Max Modell", "Max Modell"),
        ("Łukasz Østra-Ünal", "Lukasz Ostra-Unal"),
    ],
)
def test_same_person(one, other):
    assert fold_name(one) == fold_name(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yo Yo Ma", "Yo Yo"),
        ("Ing Lee", "Lee"),
        ("が", "か"),  # voicing makes another syllable
        ("नमूना", "नमना"),
        ("Dr", ""),
        ("🌟", "🚀"),
    ],
)
def test_different_people(one, other):
    assert fold_name(one) != fold_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Google LLC", "google"),
        ("Muster GmbH & Co. KG", "Müster"),
        ("Przykład Sp. z o.o.", "Przyklad"),
        ("Esempio S.p.A.", "Esempio"),
        ("Lorem & Ipsum", "Lorem and Ipsum, Inc."),
        ("The Sample Company", "Sample"),
        ("Dummy A/S", "Dummy"),
        ("Örnek A.Ş.", "ornek"),
        ("Пример ООО", "пример"),
        ("株式会社見本", "見本"),
        ("見本（株）", "見本"),
        ("(주)예시", "예시 주식회사"),
        ("示例集团股份有限公司", "示例"),
        ("ООО «Пример»", "Пример"),
        ("Παράδειγμα Α.Ε.", "παραδειγμα"),
        ("PT Contoh Tbk", "Contoh"),
        ("Ejemplo, S.A.B. de C.V.", "ejemplo"),
        ("Ejemplo S. de R.L. de C.V.", "Ejemplo SA de CV"),
        ("Ukázka spol. s r.o.", "Ukazka, a.s."),
        ("Örnek Ltd. Şti.", "Örnek"),
        ("Contoh Sdn. Bhd.", "Contoh Berhad"),
        ("Beispiel Aktiengesellschaft", "Beispiel AG"),
        ("Sample FZ-LLC", "Sample W.L.L."),
        ("Sample™ Pty Ltd", "sample (Pty) limited"),
    ],
)
def test_same_company(one, other):
    assert fold_company(one) == fold_company(other) != ""


FORMS = (
    "Inc.", "inc", "LLC", "L.L.C.", "Ltd", "Limited", "PLC", "GmbH", "GmbH & Co. KG", "AG", "SE",
    "S.A.", "SAS", "Sàrl", "S.p.A.", "SpA", "S.r.l.", "S.L.", "B.V.", "N.V.", "AB", "Oy", "A/S",
    "ApS", "AS", "Sp. z o.o.", "s.r.o.", "a.s.", "Kft.", "d.o.o.", "OÜ", "UAB", "Ltda.",
    "S.A. de C.V.", "Pty Ltd", "Pvt. Ltd.", "Pte. Ltd.", "Sdn. Bhd.", "K.K.", "Co., Ltd.",
    "A.Ş.", "ООО", "有限公司", "株式会社",
)  # fmt: skip


@settings(deadline=None)
@given(
    words=st.lists(
        st.sampled_from(["Muster", "Bäcker", "Northwind", "Şeker", "Zahl", "Größe", "3M"]),
        min_size=1,
        max_size=3,
    ),
    form=st.sampled_from(FORMS),
    comma=st.sampled_from([" ", ", "]),
    other=st.sampled_from(FORMS),
)
def test_a_legal_form_names_no_other_company(words, form, comma, other):
    name = " ".join(words)
    assert fold_company(f"{name}{comma}{form}") == fold_company(name) != ""
    assert fold_company(f"{name.upper()} {other}") == fold_company(f"{name} {form}")


def test_different_companies():
    assert fold_company("Trade Ad") != fold_company("Trade")
    assert fold_company("Muster Group") != fold_company("Muster")
    assert fold_company("Day Spa") != fold_company("Day")
    assert fold_company("-") != fold_company("+")
    assert all(map(fold_company, ("Co", "S.A.", "🚀")))


def test_names_sort_as_they_are_shown():
    names = ["Zoë", "élodie", "Émile", "Ada", "'Bo'", "🌟", "(Cy)", ""]
    assert sorted(names, key=sort_key) == [
        "Ada",
        "'Bo'",
        "(Cy)",
        "élodie",
        "Émile",
        "Zoë",
        "",
        "🌟",
    ]


@pytest.mark.parametrize(
    ("name", "signs"),
    [
        ("Ada Beispiel", "AB"),
        ("Dr. Bo van der Muster, PhD", "BM"),
        ("Élodie (Elo) Fictive", "ÉF"),
        ("示例 样本", "示"),
        ("예시 견본", "예"),
        ("مثال نموذج", "م"),
        ("उदाहरण नमूना", "उन"),
        ("𝗔𝗱𝗮 𝗕𝗲𝗶𝘀𝗽𝗶𝗲𝗹", "AB"),
        ("🌟", "🌟"),
        ("Fay 🌟", "F"),
        ("bo@example.org", "B"),
        ("", ""),
    ],
)
def test_initials(name, signs):
    assert initials(name) == signs


@given(text=ANYTHING, most=st.integers(min_value=2, max_value=80))
def test_shortened_is_one_short_line_and_says_when_it_goes_on(text, most):
    found = shortened(text, most)
    assert len(found) <= most
    assert len(found.splitlines()) <= 1
    whole = " ".join(text.split())
    assert found == whole or (found.endswith("…") and whole.startswith(found[:-1]))

"""Which font prints which word, and letters that none can print."""

import pytest

from letters.pdf import fonts


@pytest.fixture(autouse=True, scope="module")
def _registered() -> None:
    fonts.register()


LANGUAGES = {
    "Polish": "Zażółć gęślą jaźń",
    "Albanian": "Gjergj Çela, Kuçovë",
    "Kurdish": "Şîlan Çetîn Ûrmiye",
    "Welsh": "Llŷr Ŵyn Ẅ Ẁ",
    "Vietnamese": "Nguyễn Thị Hường Đỗ ơ ử ỵ",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("font", [fonts.REGULAR, fonts.BOLD])
def test_the_letters_of_our_neighbours_are_all_printed(language: str, font: str) -> None:
    assert "".join(piece for _, piece in fonts.runs(LANGUAGES[language], font)) == LANGUAGES[language]


def test_a_word_is_never_printed_in_two_fonts() -> None:
    assert fonts.runs("Tam Nguyễn rents", fonts.REGULAR) == [
        (fonts.REGULAR, "Tam "),
        (fonts.FALLBACK, "Nguyễn"),
        (fonts.REGULAR, " rents"),
    ]


def test_a_bold_text_is_printed_in_one_font_since_the_fallback_has_no_bold() -> None:
    assert fonts.runs("Tam Nguyễn", fonts.BOLD) == [(fonts.FALLBACK, "Tam Nguyễn")]
    assert fonts.runs("Żaneta £5", fonts.BOLD) == [(fonts.BOLD, "Żaneta £5")]


def test_a_decomposed_letter_is_composed_first() -> None:
    assert fonts.runs("Ze\u0301", fonts.REGULAR) == [(fonts.REGULAR, "Zé")]


def test_a_letter_in_no_font_is_named_and_nothing_is_printed_as_a_box() -> None:
    with pytest.raises(fonts.LettersWithoutFont, match=r"ሰ \(ETHIOPIC SYLLABLE SA\), ላ") as wrong:
        fonts.runs("Selam ሰላም", fonts.REGULAR)
    assert wrong.value.letters == "ሰላም"


def test_what_looks_like_markup_is_printed_as_it_is() -> None:
    assert fonts.markup("<b>A & B</b>", fonts.REGULAR) == "&lt;b&gt;A &amp; B&lt;/b&gt;"
    assert fonts.markup("a Đặng", fonts.REGULAR) == 'a <font name="NotoSans">Đặng</font>'

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


def test_a_bold_word_stays_bold_in_the_font_it_is_printed_in() -> None:
    assert fonts.runs("Tam Nguyễn", fonts.BOLD) == [(fonts.BOLD, "Tam "), (fonts.FALLBACK_BOLD, "Nguyễn")]
    assert fonts.runs("Żaneta £5", fonts.BOLD) == [(fonts.BOLD, "Żaneta £5")]
    assert fonts.runs("ሰላም", fonts.BOLD) == [(fonts.ETHIOPIC_BOLD, "ሰላም")]


def test_a_name_in_another_script_is_printed_in_its_own_font_and_the_brackets_in_ours() -> None:
    assert fonts.runs("Rojin (رۆژین کەریم)", fonts.REGULAR) == [
        (fonts.REGULAR, "Rojin ("),
        (fonts.ARABIC, "رۆژین کەریم"),
        (fonts.REGULAR, ")"),
    ]


def test_a_decomposed_letter_is_composed_first() -> None:
    assert fonts.runs("Ze\u0301", fonts.REGULAR) == [(fonts.REGULAR, "Zé")]


def test_a_letter_in_no_font_is_named_and_nothing_is_printed_as_a_box() -> None:
    with pytest.raises(fonts.LettersWithoutFont, match=r"გ \(GEORGIAN LETTER GAN\), ი") as wrong:
        fonts.runs("Giorgi გიგი", fonts.REGULAR)
    assert wrong.value.letters == "გი"


def test_a_letter_of_a_known_script_that_its_font_lacks_is_named_too() -> None:
    with pytest.raises(fonts.LettersWithoutFont) as wrong:
        fonts.runs("ሰ\u1257", fonts.BOLD)
    assert wrong.value.letters == "\u1257"


def test_what_looks_like_markup_is_printed_as_it_is() -> None:
    assert fonts.markup("<b>A & B</b>", fonts.REGULAR) == "&lt;b&gt;A &amp; B&lt;/b&gt;"
    assert fonts.markup("a Đặng", fonts.REGULAR) == 'a <font name="NotoSans">Đặng</font>'

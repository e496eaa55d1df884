"""Names of persons and bodies."""

import pytest

from build_scripts.brief.model import Name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ({"literal": "Acme Water Inc."}, "Acme Water Inc."),
        ({"given": "Ada", "family": "Hale"}, "Ada Hale"),
        ({"family": "Hale"}, "Hale"),
        ({"given": "近平", "family": "习"}, "习近平"),
        ({"given": "正恩", "family": "金"}, "金正恩"),
        ({"given": "정은", "family": "김"}, "김정은"),
        ({"given": "さくら", "family": "高橋"}, "高橋さくら"),
        ({"given": "Jinping", "family": "Xi"}, "Jinping Xi"),
        ({"given": "Ludwig", "dropping-particle": "van", "family": "Beethoven"}, "Ludwig van Beethoven"),
        ({"given": "Vincent", "non-dropping-particle": "van", "family": "Gogh"}, "Vincent van Gogh"),
        (
            {"given": "Jean", "dropping-particle": "de", "non-dropping-particle": "La", "family": "Fontaine"},
            "Jean de La Fontaine",
        ),
        ({"given": "Charles", "dropping-particle": "d’", "family": "Artagnan"}, "Charles d’Artagnan"),
        ({"given": "Bashar", "non-dropping-particle": "al-", "family": "Assad"}, "Bashar al-Assad"),
        ({"given": "Martin Luther", "family": "King", "suffix": "Jr."}, "Martin Luther King Jr."),
    ],
)
def test_a_name_is_written_as_its_script_has_it(name: dict[str, str], words: str) -> None:
    assert str(Name.model_validate(name)) == words

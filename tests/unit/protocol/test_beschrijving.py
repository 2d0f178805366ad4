"""PROTOCOL.md says what the code does, where that can be compared."""

from importlib.resources import files

from zvh_desktop.protocol.errors import Weigering
from zvh_desktop.protocol.rights import rechtentabel

TEKST = files("zvh_desktop.protocol").joinpath("PROTOCOL.md").read_text(encoding="utf-8")


def test_de_tabel_van_rechten_is_die_van_de_code() -> None:
    na = TEKST.split("<!-- rechtentabel -->\n")[1]
    assert na.split("<!-- einde rechtentabel -->")[0].strip() == rechtentabel()


def test_elke_code_van_weigering_staat_beschreven() -> None:
    deel = TEKST.split("### 8.4 Refusal codes")[1].split("## 9.")[0]
    beschreven = [regel.split("`")[1] for regel in deel.splitlines() if regel.startswith("| `")]
    assert beschreven == [code.value for code in Weigering]

"""Run by `test_toegang`: opens a vault, goes into the meeting, types half a line, and waits to be killed."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from zvh_testing.sessieplek import ZIN, sessie, typ, wacht

from zvh_desktop.gui.app_qt import maak_app
from zvh_desktop.gui.pages.voorzitten import Voorzitten


def main(kluis: Path, overleg_id: str) -> None:
    """Type, say when the draft is kept, and stand still."""
    maak_app(["zvh-desktop"])
    with sessie(kluis.parent, kluis) as s:
        s.ontgrendel(ZIN)
        wacht(lambda: s.venster.huidige_pagina is not None)
        s.venster.ga_naar("overleggen.overleg", overleg_id=overleg_id, doe="voorzitten")
        wacht(lambda: isinstance(s.venster.centralWidget(), Voorzitten))
        v = s.venster.centralWidget()
        wacht(lambda: v.scherm.beeld is not None and not s.taken.open_taken)
        v._stap(1)
        wacht(lambda: v.scherm.beeld.casus is not None and not s.taken.open_taken)
        v.scherm.naar_invoer()
        zin = "dit stond er toen de stroom uitviel: één zin"
        gemeld: list[str] = []
        v.scherm.concept.connect(lambda _punt, tekst, *_: gemeld.append(tekst))
        typ(zin)
        wacht(lambda: gemeld and gemeld[-1] == zin and not v._typt)
        print("KLAAR", flush=True)
        wacht(lambda: False, 600_000)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])

"""A long document asks hardly more memory than a short one: what is drawn is written and let go."""

import gc
import sys

import pytest
from documents.stukken import inhoud

from zvh_desktop.documents import compose
from zvh_desktop.documents.compose.structuur import TaggedCanvas
from zvh_desktop.domain.verslag import Actiepunt


def _hoogste(monkeypatch: pytest.MonkeyPatch, acties: int) -> tuple[int, int]:
    """Return pages, and the most pieces of memory that were in use at the end of one, above what was before."""
    stuk = inhoud(acties=tuple(Actiepunt(wat=str(nummer), organisatie="P") for nummer in range(acties)))
    standen: list[int] = []
    toon = TaggedCanvas.showPage

    def tel(self: TaggedCanvas) -> None:
        toon(self)
        standen.append(sys.getallocatedblocks())

    gc.collect()
    voor = sys.getallocatedblocks()
    with monkeypatch.context() as tijdelijk:
        tijdelijk.setattr(TaggedCanvas, "showPage", tel)
        compose.verslag(stuk)
    return len(standen), max(standen) - voor


def test_een_lang_verslag_vraagt_nauwelijks_meer_geheugen_dan_een_kort(monkeypatch: pytest.MonkeyPatch) -> None:
    compose.verslag(inhoud())  # What is loaded once does not count.
    kort, weinig = _hoogste(monkeypatch, 60)
    lang, veel = _hoogste(monkeypatch, 480)
    assert lang > 3 * kort
    # Kept until the end, the pages cost seven times as much; what is left to grow is the file and its places.
    assert veel < 3 * weinig

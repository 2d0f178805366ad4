"""The list of words: as many as eleven bits need, easy to tell apart."""

import re

from zvh_desktop.crypto.words import enrol_words
from zvh_desktop.protocol.enrol import WOORDENLIJST


def test_er_zijn_2048_verschillende_woorden_in_volgorde() -> None:
    woorden = enrol_words()
    assert len(woorden) == WOORDENLIJST
    assert list(woorden) == sorted(set(woorden))
    assert all(re.fullmatch("[a-z]{3,8}", woord) for woord in woorden)


def test_geen_twee_woorden_schelen_een_letter() -> None:
    woorden = set(enrol_words())
    for woord in woorden:
        korter = {woord[:plek] + woord[plek + 1 :] for plek in range(len(woord))}
        assert not korter & woorden
    vormen = [woord[:plek] + "." + woord[plek + 1 :] for woord in woorden for plek in range(len(woord))]
    assert len(set(vormen)) == len(vormen)

"""Values from elsewhere: many at once are judged as each by itself."""

import json
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from zvh_desktop.domain.casus import Aanmelding
from zvh_desktop.domain.overleg import Agendapunt
from zvh_desktop.store.values import ONGELDIG, column_values, reader

_TEKST, _JA_NEE = reader(Aanmelding, "aanleiding"), reader(Aanmelding, "verwijderd")
_GETAL = reader(Agendapunt, "gebruikt_s")
_RARE = (
    '"',
    '""',
    '"a"b"',
    '"a\x1eb"',
    '"a\\u0041"',
    '"\n"',
    "",
    "1",
    "null",
    '["a"]',
    '"a","b"',
    '"\\',
    '"é…"',
    ' "a"',
)


def _zo(tekst: str) -> str:
    return json.dumps(tekst, ensure_ascii=False)


@example([(_TEKST, tekst) for tekst in ('"a","b"', '""', '"', '"')])
@example([(_TEKST, '"a","b"'), (_GETAL, "7"), (_TEKST, '"'), (_TEKST, '"')])
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just(_TEKST), st.one_of(st.text(max_size=5).map(_zo), st.sampled_from(_RARE))),
            st.tuples(st.just(_JA_NEE), st.sampled_from(("true", "false", "0", '"true"'))),
        ),
        max_size=8,
    )
)
def test_vele_waarden_tegelijk_zijn_elk_zoals_alleen(paren: list[tuple[Any, str]]) -> None:
    samen = column_values([lees for lees, _ in paren], [tekst for _, tekst in paren])
    alleen = [column_values([lees], [tekst])[0] for lees, tekst in paren]
    assert samen == alleen
    for (lees, tekst), waarde in zip(paren, samen, strict=True):
        if lees is _TEKST:
            # Only the one form that this program writes passes.
            assert waarde is ONGELDIG or _zo(waarde) == tekst

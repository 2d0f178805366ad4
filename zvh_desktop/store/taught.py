"""Words that this house taught the spelling: a local setting, because most of them are names of people."""

import json

from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.store.connection import Verbinding

__all__ = ["SETTING", "forget_names"]

SETTING = "spelling_geleerd"


def forget_names(verbinding: Verbinding, stream: str) -> None:
    """Forget every taught word that stands in the name, alias, street or place of someone in this stream.

    For the transaction in which the stream is destroyed, while its records are still there.
    """
    waarde = verbinding.value("SELECT waarde FROM instelling WHERE naam = ?", (SETTING,))
    if not waarde:
        return
    namen = verbinding.rows(
        "SELECT voornamen || ' ' || achternaam || ' ' || aliassen || ' ' || straat || ' ' || woonplaats "
        "FROM betrokkene WHERE stream = ?",
        (stream,),
    )
    weg = {vouw(w) for (naam,) in namen for w in str(naam).replace("-", " ").replace('"', " ").split()}
    blijft = [w for w in json.loads(str(waarde)) if not any(vouw(deel) in weg for deel in (w, *w.split("-")))]
    verbinding.run("UPDATE instelling SET waarde = ? WHERE naam = ?", (json.dumps(blijft, ensure_ascii=False), SETTING))

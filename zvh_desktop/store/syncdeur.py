"""What services and `sync` ask of one store about sharing, at this moment; each that writes is one transaction.

Comes from `Store.sync`; belongs to the thread of that store.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version

from zvh_desktop.domain.errors import Omstandigheid
from zvh_desktop.ports import Klok, Willekeur
from zvh_desktop.protocol.destruction import read_destroyed
from zvh_desktop.protocol.statements import Regiostand
from zvh_desktop.store import destroy, meta, outgoing, pieces, shred, streams, sync_keys
from zvh_desktop.store.connection import Verbinding
from zvh_desktop.store.drafts import Conceptbegin
from zvh_desktop.store.sealing import Zegelaar
from zvh_desktop.store.times import to_ms, to_text

__all__ = ["Syncdeur", "Verzegeld"]

PROGRAMMA = version("zvh-desktop")
"""Version of this program, as deltas tell it."""


@dataclass(frozen=True, slots=True)
class Verzegeld:
    """What sealing came to.

    Attributes:
        deltas: how many were made.
        geweigerd: stream → refusal code, of streams in which this device may not seal (yet).
    """

    deltas: int
    geweigerd: Mapping[str, str]


class Syncdeur:
    """The doors for sharing, of one store."""

    def __init__(
        self,
        verbinding: Verbinding,
        *,
        klok: Klok,
        willekeur: Willekeur,
        concepten: Conceptbegin,
    ) -> None:
        self._verbinding = verbinding
        self._klok = klok
        self._willekeur = willekeur
        self._concepten = concepten
        self._stand: tuple[int, Regiostand] | None = None

    def _nu(self) -> tuple[int, str]:
        nu = self._klok.nu()
        return to_ms(nu), to_text(nu)

    def zegelaar(self) -> Zegelaar:
        """Return what sealing needs, at this moment."""
        nu_ms, tijd = self._nu()
        return Zegelaar(self.stand(), self._willekeur.bytes, nu_ms, tijd, PROGRAMMA)

    def stand(self) -> Regiostand:
        """Return what the statements come to, at this moment."""
        nu_ms = self._nu()[0]
        nr = int(self._verbinding.value("SELECT coalesce(max(nr), 0) FROM regiostuk"))
        # Terms run by days; a second is exact enough for them.
        if self._stand is None or self._stand[0] != nr or not 0 <= nu_ms - self._stand[1].nu_ms < 1000:
            self._stand = (nr, sync_keys.region_state(self._verbinding, nu_ms=nu_ms))
        return self._stand[1]

    def verzegel(self, stream: str | None = None) -> Verzegeld:
        """Seal what was made here and is not sealed yet, in one stream or in all; one transaction a stream."""
        zegelaar, deltas = self.zegelaar(), 0
        geweigerd: dict[str, str] = {}
        wachtend = streams.list_streams(self._verbinding, wachtend=True) if stream is None else []
        for een in [stream] if stream is not None else [s.stream for s in wachtend]:
            try:
                with self._verbinding.transaction():
                    deltas += outgoing.seal_stream(self._verbinding, een, zegelaar)
            except Omstandigheid as fout:
                if "code" not in fout.gegevens:
                    raise
                geweigerd[een] = str(fout.gegevens["code"])
        return Verzegeld(deltas, geweigerd)

    def kopie_gezien(self) -> bool:
        """Whether another copy of this vault speaks as this device; then nothing more is sealed."""
        return self._verbinding.value("SELECT 1 FROM meta WHERE naam = ?", (meta.KOPIE_GEZIEN,)) is not None

    def vernietig(self, stream: str) -> destroy.Vernietigd:
        """Destroy a stream here: keys, history, records, words, drafts, files that nothing names any more.

        Returns when the pages themselves are overwritten; backups are not touched, and are named as what is left.
        """
        tijd = self._nu()[1]
        with self._verbinding.transaction():
            shred.give_up_drafts(self._verbinding, stream, self._concepten, houd=False)
            gedaan = destroy.destroy_stream(self._verbinding, stream, tijd=tijd)
        destroy.overwrite(self._verbinding)
        return gedaan

    def vernietig_op_last(self, wire: bytes) -> shred.Uitgevoerd:
        """Carry out, on the device where it was confirmed, the order of two persons, and have it sent.

        Returns when the pages themselves are overwritten.

        Raises:
            ProtocolFout: the order does not hold; nothing was destroyed.
        """
        stand, tijd = self.stand(), self._nu()[1]
        with self._verbinding.transaction():
            uit = shred.take_in(self._verbinding, wire, stand, tijd=tijd, houd=False, concepten=self._concepten)
            pieces.enqueue(self._verbinding, read_destroyed(wire).id.hex(), uit.stream)
        destroy.overwrite(self._verbinding)
        return uit

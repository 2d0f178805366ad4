"""Push: what may be kept is kept in one transaction, and every piece gets an answer of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from zvh_desktop.protocol.delta import EERSTE
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.statements import DeviceCert, Regiostand
from zvh_desktop.server.pieces import (
    Stuk,
    keur,
    lees_stuk,
    mag_alles_toekennen,
    mag_toekennen_buiten_audit,
    naam_van,
)
from zvh_desktop.server.storage import TOEGANG, Keten, NieuwStuk, Opslag, OpslagWeg, Schrijf, Soort, Stroomstand

__all__ = ["Grenzen", "Oordeel", "Uitslag", "duw"]

_DAG_MS: Final = 86_400_000
_POGINGEN: Final = 3


@dataclass(frozen=True, slots=True)
class Grenzen:
    """What a push may cost."""

    dag_bytes: int
    voorloop_ms: int


@dataclass(frozen=True, slots=True)
class Oordeel:
    """What became of one piece.

    Attributes:
        hash: 32 bytes.
        soort: kind, None when it could not be read.
        stream: 16 bytes, empty when it could not be read.
        nr: number in the chain, 0 for what is not chained.
        volgnr: number in the stream, None when refused.
        weigering: why, None when it is kept.
        nieuw: it was not there before.
    """

    hash: bytes
    soort: Soort | None = None
    stream: bytes = b""
    nr: int = 0
    volgnr: int | None = None
    weigering: Weigering | None = None
    nieuw: bool = False


@dataclass(frozen=True, slots=True)
class Uitslag:
    """What became of a push: a verdict per piece in their order, and what others should be told of."""

    oordelen: tuple[Oordeel, ...]
    gewekt: dict[bytes, int]


@dataclass(frozen=True, slots=True)
class _Gelezen:
    """A piece that passed what can be checked outside the store."""

    stuk: Stuk
    cert: DeviceCert


def duw(
    opslag: Opslag,
    stand: Regiostand,
    *,
    afzender: bytes,
    wires: Sequence[bytes],
    nu_ms: int,
    grenzen: Grenzen,
    hervul: bool = False,
) -> Uitslag:
    """Check and keep pieces.

    Args:
        opslag: the store.
        stand: the region now.
        afzender: device of the session, in good standing.
        wires: pieces in the order in which they should be kept.
        nu_ms: now.
        grenzen: limits.
        hervul: the sender fills a store that was emptied or restored: what was accepted before under an epoch that
            has been followed up since is accepted again. The server cannot know; it only helps honest devices.

    Raises:
        OpslagFout: nothing was kept.
    """
    gelezen: list[_Gelezen | Oordeel] = []
    for wire in wires:
        try:
            stuk = lees_stuk(wire)
        except ProtocolFout as fout:
            gelezen.append(Oordeel(naam_van(wire), weigering=fout.code))
            continue
        try:
            cert = keur(stuk, stand, afzender=afzender, voorloop_ms=grenzen.voorloop_ms)
            gelezen.append(_Gelezen(stuk, cert))
        except ProtocolFout as fout:
            gelezen.append(Oordeel(stuk.hash, stuk.soort, stuk.stream, stuk.nr or 0, weigering=fout.code))
    goede = [deel.stuk for deel in gelezen if isinstance(deel, _Gelezen)]
    if not goede:
        return Uitslag(tuple(deel for deel in gelezen if isinstance(deel, Oordeel)), {})
    toegang = {TOEGANG + stuk.voor for stuk in goede if stuk.voor is not None}
    streams = {stuk.stream for stuk in goede}
    nieuw = [(naam, 2) for naam in toegang]
    eerste = {s.stream for s in goede if (s.soort is Soort.EPOCH and not s.ouders) or s.opdracht is not None}
    nieuw += [(naam, 0) for naam in eerste]
    for poging in range(_POGINGEN):
        try:
            with opslag.schrijf(op_slot=streams | toegang, nieuw=nieuw) as t:
                t.vraag_vooraf(nu_ms // _DAG_MS, afzender, ((s.stream, s.toestel) for s in goede if s.nr is not None))
                werk = _Duw(t, afzender=afzender, nu_ms=nu_ms, grenzen=grenzen, hervul=hervul)
                oordelen = tuple(deel if isinstance(deel, Oordeel) else werk.oordeel(deel) for deel in gelezen)
                werk.rond_af()
            return Uitslag(oordelen, dict(t.gewekt))
        except OpslagWeg:
            # Doing it twice is doing it once, also when the first time did get through.
            if poging == _POGINGEN - 1:
                raise
    raise AssertionError


class _Duw:
    """The checks that need the store, for one push inside one transaction."""

    def __init__(self, t: Schrijf, *, afzender: bytes, nu_ms: int, grenzen: Grenzen, hervul: bool) -> None:
        self._t, self._afzender, self._nu_ms, self._hervul = t, afzender, nu_ms, hervul
        self._dag = nu_ms // _DAG_MS
        self._strooms: dict[bytes, Stroomstand | None] = {}
        self._tellers: dict[bytes, Stroomstand] = {}
        self._epochs: dict[int, dict[bytes, tuple[bytes, bool]]] = {}
        self._ketens: dict[tuple[int, bytes], Keten] = {}
        self._verzet: set[tuple[int, bytes]] = set()
        self._schakels: dict[tuple[int, bytes, int], tuple[int, bytes]] = {}
        self._los: dict[tuple[int, bytes], int] = {}
        self._mag: dict[tuple[bytes, bytes], bool] = {}
        self._grants: set[tuple[int, bytes, bytes]] = set()
        self._dekt: dict[int, list[dict[str, tuple[int, bytes]]]] = {}
        self._ruimte = grenzen.dag_bytes - t.verbruikt(self._dag, afzender)
        self._bytes = self._aantal = 0

    # What is known

    def _stroom(self, naam: bytes) -> Stroomstand | None:
        if naam not in self._strooms:
            self._strooms[naam] = self._t.stroom(naam)
        return self._strooms[naam]

    def _epochs_van(self, stroom: Stroomstand) -> dict[bytes, tuple[bytes, bool]]:
        if stroom.id not in self._epochs:
            self._epochs[stroom.id] = self._t.epochs(stroom.id)
        return self._epochs[stroom.id]

    def _keten(self, stroom: Stroomstand, toestel: bytes) -> Keten:
        sleutel = (stroom.id, toestel)
        if sleutel not in self._ketens:
            self._ketens[sleutel] = self._t.keten(*sleutel) or Keten(0, EERSTE)
        return self._ketens[sleutel]

    def _schakel(self, stroom: Stroomstand, toestel: bytes, nr: int) -> tuple[int, bytes] | None:
        return self._schakels.get((stroom.id, toestel, nr)) or self._t.schakel_hash(stroom.id, toestel, nr)

    def _mag_in(self, stroom: Stroomstand, toestel: bytes) -> bool:
        """Whether a device holds a key of a current epoch, or started one."""
        sleutel = (stroom.naam, toestel)
        if sleutel not in self._mag:
            toegang = self._t.toegang(stroom.naam, toestel)
            self._mag[sleutel] = (toegang is not None and toegang.nu) or any(
                maker == toestel and not gevolgd for maker, gevolgd in self._epochs_van(stroom).values()
            )
        return self._mag[sleutel]

    def _mocht_in(self, stroom: Stroomstand, toestel: bytes) -> bool:
        """Whether a device ever held a key, or started an epoch."""
        return (
            self._mag_in(stroom, toestel)
            or self._t.toegang(stroom.naam, toestel) is not None
            or any(maker == toestel for maker, _ in self._epochs_van(stroom).values())
        )

    def _houdt(self, stroom: Stroomstand, toestel: bytes, epoch: bytes) -> bool:
        """Whether a device holds the key of an epoch, as far as the server can know."""
        maker = self._epochs_van(stroom).get(epoch, (b"", False))[0]
        return (
            maker == toestel
            or (stroom.id, toestel, epoch) in self._grants
            or self._t.heeft_grant(stroom.id, toestel, epoch)
        )

    # One piece

    def oordeel(self, deel: _Gelezen) -> Oordeel:
        """Check one piece and keep it, or say why not."""
        stuk = deel.stuk
        nr = stuk.nr or 0
        try:
            volgnr, nieuw = self._neem(deel)
        except ProtocolFout as fout:
            return Oordeel(stuk.hash, stuk.soort, stuk.stream, nr, weigering=fout.code)
        return Oordeel(stuk.hash, stuk.soort, stuk.stream, nr, volgnr=volgnr, nieuw=nieuw)

    def _neem(self, deel: _Gelezen) -> tuple[int, bool]:
        stuk = deel.stuk
        stroom = self._stroom(stuk.stream)
        if stroom is None:
            raise ProtocolFout(Weigering.STREAM_ONBEKEND)
        bekend = self._bekend(stroom, stuk)
        if bekend is not None:
            return bekend, False
        if stroom.vernietigd is not None and stuk.soort is not Soort.VERNIETIGD:
            raise ProtocolFout(Weigering.STREAM_ONBEKEND, "vernietigd")
        match stuk.soort:
            case Soort.EPOCH:
                self._keur_epoch(stroom, deel)
            case Soort.GRANT:
                self._keur_grant(stroom, deel)
            case Soort.BEVESTIGING:
                self._keur_bevestiging(stroom, stuk)
            case Soort.VERNIETIGD:
                self._keur_vernietigd(stroom, deel)
            case _:
                self._keur_schakel(stroom, stuk)
        if len(stuk.wire) > self._ruimte:
            raise ProtocolFout(Weigering.QUOTA)
        return self._bewaar(stroom, stuk), True

    def _bekend(self, stroom: Stroomstand, stuk: Stuk) -> int | None:
        """Return the number of a piece that is there already."""
        if stuk.nr is None:
            return self._los.get((stroom.id, stuk.hash)) or self._t.los(stroom.id, stuk.hash)
        keten = self._keten(stroom, stuk.toestel)
        if stuk.nr > keten.nr:
            return None
        schakel = self._schakel(stroom, stuk.toestel, stuk.nr)
        return schakel[0] if schakel is not None and schakel[1] == stuk.hash else None

    def _keur_epoch(self, stroom: Stroomstand, deel: _Gelezen) -> None:
        stuk, epochs = deel.stuk, self._epochs_van(stroom)
        if not stuk.ouders:
            if epochs:
                raise ProtocolFout(Weigering.KETEN_VORK, "epoch")
            return
        if any(ouder not in epochs for ouder in stuk.ouders):
            raise ProtocolFout(Weigering.EPOCH_ONBEKEND, "ouder")
        self._keur_toekenner(stroom, deel, stuk.ouders)

    def _keur_grant(self, stroom: Stroomstand, deel: _Gelezen) -> None:
        stuk = deel.stuk
        if stuk.epoch not in self._epochs_van(stroom):
            raise ProtocolFout(Weigering.EPOCH_ONBEKEND, "grant")
        self._keur_toekenner(stroom, deel, (stuk.epoch,))

    def _keur_toekenner(self, stroom: Stroomstand, deel: _Gelezen, epochs: tuple[bytes, ...]) -> None:
        """Who gives access must have it, or hold the region's recovery key."""
        rol, toestel = deel.cert.rol, deel.stuk.toestel
        if mag_alles_toekennen(rol):
            return
        if not any(self._houdt(stroom, toestel, epoch) for epoch in epochs):
            raise ProtocolFout(Weigering.GEEN_TOEGANG, "toekennen")
        # A role that may only do so in its own audit stream: that is one that nobody else ever started.
        vreemd = any(maker != toestel for maker, _ in self._epochs_van(stroom).values())
        if vreemd and not mag_toekennen_buiten_audit(rol):
            raise ProtocolFout(Weigering.ROL, "toekennen")

    def _keur_bevestiging(self, stroom: Stroomstand, stuk: Stuk) -> None:
        self._keur_toegang(stroom)
        self._t.schrijf_weg()
        over = self._t.momentopname(stroom.id, stuk.over)
        if over is None:
            raise ProtocolFout(Weigering.KETEN_GAT, "momentopname")
        if over[1] == stuk.toestel:
            raise ProtocolFout(Weigering.ROL, "bevestiging")

    def _keur_vernietigd(self, stroom: Stroomstand, deel: _Gelezen) -> None:
        """An order of two persons (their roles were checked) comes first; reports of devices follow it.

        A stream of which nothing is known, in a store that was emptied, is marked all the same: nobody fills it again.
        """
        stuk = deel.stuk
        if stroom.vernietigd is not None:
            return
        if stuk.opdracht is None:
            raise ProtocolFout(Weigering.STREAM_ONBEKEND, "vernietigd")
        bekend = bool(self._epochs_van(stroom))
        if bekend and not self._mag_in(stroom, stuk.toestel) and not mag_alles_toekennen(deel.cert.rol):
            raise ProtocolFout(Weigering.GEEN_TOEGANG)

    def _keur_toegang(self, stroom: Stroomstand) -> None:
        if not self._mag_in(stroom, self._afzender):
            raise ProtocolFout(Weigering.GEEN_TOEGANG)

    def _keur_schakel(self, stroom: Stroomstand, stuk: Stuk) -> None:
        assert stuk.nr is not None
        if not self._mocht_in(stroom, self._afzender):
            raise ProtocolFout(Weigering.GEEN_TOEGANG)
        epoch = self._epochs_van(stroom).get(stuk.epoch)
        if epoch is None:
            raise ProtocolFout(Weigering.EPOCH_ONBEKEND)
        keten = self._keten(stroom, stuk.toestel)
        if stuk.nr <= keten.gesnoeid:
            raise ProtocolFout(Weigering.DUBBEL, "gesnoeid")
        # Before the chain: all that is sealed under an old epoch hears so at once, not only the first of a row.
        if epoch[1] and not self._hervul:
            raise ProtocolFout(Weigering.EPOCH_VEROUDERD)
        self._keur_toegang(stroom)
        if stuk.nr <= keten.nr:
            self._keur_gat(stroom, stuk)
        elif stuk.nr == keten.nr + 1:
            if stuk.vorige != keten.hash:
                raise ProtocolFout(Weigering.KETEN_VORK)
        elif not any(
            dekt.get(stuk.toestel.hex()) == (stuk.nr - 1, stuk.vorige) for dekt in self._die_dekken(stroom, stuk)
        ):
            raise ProtocolFout(Weigering.KETEN_GAT)
        if stuk.dekt is not None:
            self._keur_dekking(stroom, stuk)

    def _keur_gat(self, stroom: Stroomstand, stuk: Stuk) -> None:
        """A link below the last one: a fork, or one that a snapshot stood in for until now."""
        assert stuk.nr is not None
        if self._schakel(stroom, stuk.toestel, stuk.nr) is not None:
            raise ProtocolFout(Weigering.KETEN_VORK)
        onder = self._schakel(stroom, stuk.toestel, stuk.nr - 1)
        if stuk.nr > 1 and (onder is None or onder[1] != stuk.vorige):
            raise ProtocolFout(Weigering.KETEN_GAT if onder is None else Weigering.KETEN_VORK)
        self._t.schrijf_weg()
        boven = self._t.schakel(stroom.id, stuk.toestel, stuk.nr + 1)
        if boven is not None and lees_stuk(boven[2]).vorige != stuk.hash:
            raise ProtocolFout(Weigering.KETEN_VORK)

    def _die_dekken(self, stroom: Stroomstand, stuk: Stuk) -> list[dict[str, tuple[int, bytes]]]:
        """Return what may stand for the links before a piece: snapshots that are here.

        While a store is filled again, a snapshot stands for its own maker's links too: whoever began from it has no
        others to bring. Somebody who has them may still bring them later.
        """
        eigen = [dict(stuk.dekt)] if self._hervul and stuk.dekt is not None else []
        return eigen + self._gedekt(stroom)

    def _gedekt(self, stroom: Stroomstand) -> list[dict[str, tuple[int, bytes]]]:
        """Return what each snapshot of a stream covers."""
        if stroom.id not in self._dekt:
            self._t.schrijf_weg()
            rijen = self._t.bijzonder(stroom.id, Soort.MOMENTOPNAME)
            self._dekt[stroom.id] = [dict(lees_stuk(wire).dekt or {}) for _, _, wire in rijen]
        return self._dekt[stroom.id]

    def _keur_dekking(self, stroom: Stroomstand, stuk: Stuk) -> None:
        """A snapshot names links as they are here, where they are here."""
        for toestel, (nr, hash_) in (stuk.dekt or {}).items():
            schakel = self._schakel(stroom, bytes.fromhex(toestel), nr)
            if schakel is not None and schakel[1] != hash_:
                raise ProtocolFout(Weigering.KETEN_VORK, "dekt")

    # Keeping

    def _bewaar(self, stroom: Stroomstand, stuk: Stuk) -> int:
        volgnr = self._t.voeg_toe(
            stroom, NieuwStuk(stuk.soort, stuk.toestel, stuk.nr, stuk.hash, stuk.wire), self._nu_ms
        )
        self._ruimte -= len(stuk.wire)
        self._bytes += len(stuk.wire)
        self._aantal += 1
        if stuk.nr is not None:
            self._schakels[(stroom.id, stuk.toestel, stuk.nr)] = (volgnr, stuk.hash)
            keten = self._keten(stroom, stuk.toestel)
            if stuk.nr > keten.nr:
                self._ketens[(stroom.id, stuk.toestel)] = Keten(stuk.nr, stuk.hash, keten.gesnoeid)
                self._verzet.add((stroom.id, stuk.toestel))
            if stuk.dekt is not None and stroom.id in self._dekt:
                self._dekt[stroom.id].append(dict(stuk.dekt))
            return volgnr
        self._los[(stroom.id, stuk.hash)] = volgnr
        match stuk.soort:
            case Soort.EPOCH:
                self._t.zet_epoch(stroom.id, stuk.hash, stuk.toestel, volgnr, stuk.ouders)
                epochs = self._epochs_van(stroom)
                epochs.update({ouder: (epochs[ouder][0], True) for ouder in stuk.ouders})
                epochs[stuk.hash] = (stuk.toestel, False)
                self._vergeet_toegang(stroom)
            case Soort.GRANT if stuk.voor is not None:
                self._ken_toe(stroom, stuk.voor, stuk.epoch, volgnr)
            case Soort.VERNIETIGD if stroom.vernietigd is None:
                self._verzet = {sleutel for sleutel in self._verzet if sleutel[0] != stroom.id}
                self._t.vernietig(stroom, volgnr)
                self._epochs[stroom.id] = {}
            case _:
                pass
        return volgnr

    def _ken_toe(self, stroom: Stroomstand, toestel: bytes, epoch: bytes, volgnr: int) -> None:
        naam = TOEGANG + toestel
        teller = self._tellers.get(naam) or self._t.stroom(naam)
        assert teller is not None
        self._tellers[naam] = teller
        self._t.zet_toegang(teller, toestel, stroom.id, epoch, volgnr)
        self._grants.add((stroom.id, toestel, epoch))
        self._mag.pop((stroom.naam, toestel), None)
        if not self._epochs_van(stroom)[epoch][1]:
            self._mag[(stroom.naam, toestel)] = True

    def _vergeet_toegang(self, stroom: Stroomstand) -> None:
        for sleutel in [sleutel for sleutel in self._mag if sleutel[0] == stroom.naam]:
            del self._mag[sleutel]

    def rond_af(self) -> None:
        """Write what belongs to the push as a whole."""
        self._t.zet_keten(
            [
                (stroom, toestel, k.nr, k.hash)
                for (stroom, toestel) in self._verzet
                for k in [self._ketens[stroom, toestel]]
            ]
        )
        if self._aantal:
            self._t.tel_verbruik(self._dag, self._afzender, self._bytes, self._aantal)
        self._t.ruim_lege(stroom.id for stroom in self._strooms.values() if stroom is not None and not stroom.laatste)

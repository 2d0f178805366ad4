"""A region in memory: devices, a server that stores and orders, sticks; everything that travels is really sealed."""

import copy
import random
from dataclasses import dataclass, field

from zvh_desktop.crypto.envelope import new_kem_keys, open_delta, seal, unwrap, wrap
from zvh_desktop.protocol.clock import Tijdstempel, bijgesteld, volgende
from zvh_desktop.protocol.delta import (
    EERSTE,
    SNAPSHOT,
    Change,
    DeltaBody,
    Header,
    Txn,
    decode_body,
    encode_body,
    read_sealed,
)
from zvh_desktop.protocol.epochs import (
    EPOCH_SOORT,
    GRANT_SOORT,
    EpochStart,
    Grant,
    StreamKey,
    commit_of,
    epoch_heads,
    grant_info,
    kies_epoch,
    opgevolgd,
    read_epoch_start,
    read_grant,
    read_stream_key,
    sign_epoch_start,
    sign_grant,
    stream_key_bytes,
)
from zvh_desktop.protocol.errors import ProtocolFout, Weigering
from zvh_desktop.protocol.merge import HeadBook
from zvh_desktop.protocol.rights import mag_toekennen, mag_verzegelen
from zvh_desktop.protocol.signing import load_signing_key, publiek_van, read_signed
from zvh_desktop.protocol.snapshot import covered_heads, covered_until, dekt_alles
from zvh_desktop.protocol.statements import (
    DeviceCert,
    RegionBegin,
    Regiostand,
    Regiostuk,
    Revocation,
    accept_statement,
    sign_statement,
)

REGIO, STREAM, RECORD, TIJD = "ab" * 16, "5e" * 16, "01" * 16, "2026-11-22T04:00:00.000000Z"
Keten = dict[str, tuple[int, bytes]]


@dataclass
class Stand:
    """What one device has on its disk."""

    id: str
    klok: Tijdstempel
    boek: HeadBook = field(default_factory=HeadBook)
    log: dict[str, Change] = field(default_factory=dict)
    keten: Keten = field(default_factory=dict)
    epochs: dict[bytes, EpochStart] = field(default_factory=dict)
    sleutels: dict[bytes, bytes] = field(default_factory=dict)
    los: list[Change] = field(default_factory=list)
    """Made here, not sealed."""
    uit: list[tuple[bytes, list[Change]]] = field(default_factory=list)
    """Made here, sealed or signed, no receipt; with the changes in it."""
    gezien: dict[bytes, bytes] = field(default_factory=dict)
    """Everything that was taken in or made, by its id: what a stick carries."""
    apart: dict[bytes, bytes] = field(default_factory=dict)
    gehaald: int = 0


class Spel:
    """The region, its server and its devices, for one stream of kind casus."""

    def __init__(self, zaad: int) -> None:
        self.rng = random.Random(zaad)
        self.regio = load_signing_key(self.rng.randbytes(32))
        self.begin = RegionBegin(REGIO, b"", publiek_van(self.regio), self._kem()[1], 0)
        self.stukken: list[Regiostuk] = [accept_statement(sign_statement(self.begin, self.regio), None)]
        self.server: list[bytes | None] = []
        """What the server keeps, in its order; None for what it pruned."""
        self.op_server: set[bytes] = set()
        self.server_epochs: dict[bytes, tuple[bytes, ...]] = {}
        self.server_keten: Keten = {}
        self.archief: dict[str, Change] = {}
        """Every change that was ever taken in anywhere."""
        self._namen: dict[bytes, bytes] = {}
        self.prive: dict[str, tuple[bytes, bytes]] = {}
        self.toestellen: dict[str, Stand] = {}
        self.kopie: dict[str, Stand] = {}
        self.nu = 1000

    def _kem(self) -> tuple[bytes, bytes]:
        return new_kem_keys(self.rng.randbytes(96))

    @property
    def regiostand(self) -> Regiostand:
        """Return the standing: statements reach everybody at once here, their order is tested elsewhere."""
        return Regiostand.van(self.stukken, nu_ms=self.nu)

    def _state(self, inhoud: DeviceCert | Revocation) -> None:
        self.stukken.append(accept_statement(sign_statement(inhoud, self.regio), self.begin))

    # -- devices ---------------------------------------------------------------------------------------------------

    def erbij(self, rol: str, stand: Stand | None = None) -> str:
        """Certify a device with new keys: an empty one, or one restored from a copy; return its id."""
        id_ = self.rng.randbytes(8).hex()
        teken, (kem, kem_publiek) = self.rng.randbytes(32), self._kem()
        self.prive[id_] = (teken, kem)
        publiek = publiek_van(load_signing_key(teken))
        self._state(DeviceCert(REGIO, id_, "0a" * 16, rol, publiek, kem_publiek, self.nu, 1 << 40))
        if stand is None:
            stand = Stand(id_, Tijdstempel(0, 0, id_))
        else:
            stand = copy.deepcopy(stand)
            self._stempel_opnieuw(stand, id_)
        self.toestellen[id_] = stand
        return id_

    def _stempel_opnieuw(self, stand: Stand, id_: str) -> None:
        """What was not receipted yet becomes the new device's own, with its stamps."""
        zelf = [w for _, deel in stand.uit for w in deel] + stand.los
        naam = {wijziging.id: wijziging.id[:18] + id_ for wijziging in zelf}
        nieuw = [w._replace(id=naam[w.id], vervangt=tuple(naam.get(oud, oud) for oud in w.vervangt)) for w in zelf]
        for wijziging in zelf:
            del stand.log[wijziging.id]
        eigen = {read_sealed(wire).hash for wire, deel in stand.uit if deel}
        stand.gezien = {hash_: wire for hash_, wire in stand.gezien.items() if hash_ not in eigen}
        stand.uit = [(wire, deel) for wire, deel in stand.uit if wire[:1] != b"\x83"]
        stand.log |= {wijziging.id: wijziging for wijziging in nieuw}
        oud_boek, stand.boek = stand.boek, HeadBook(tot=stand.boek.tot)
        stand.boek.vooruit = {i for i in oud_boek.vooruit if i not in stand.log}
        for wijziging in sorted(stand.log.values()):
            stand.boek.apply(wijziging)
        stand.keten = {t: kop for t, kop in stand.keten.items() if t != stand.id}
        stand.los, stand.id = nieuw, id_
        stand.klok = Tijdstempel(stand.klok.ms, stand.klok.teller, id_)

    def goede(self) -> list[str]:
        """Return the devices that were not revoked."""
        stand = self.regiostand
        return [id_ for id_ in self.toestellen if (t := stand.toestel(id_)) is not None and t.weigering is None]

    def trek_in(self, id_: str) -> None:
        """Revoke a device: what any other device has of it still counts."""
        tot = max((d.keten.get(id_, (0, EERSTE)) for ander, d in self.toestellen.items() if ander != id_), default=None)
        grenzen = {STREAM: tot} if tot is not None and tot[0] else {}
        self._state(Revocation(REGIO, id_, self.nu, "verloren", grenzen))

    # -- work ------------------------------------------------------------------------------------------------------

    def schrijf(self, id_: str, veld: str, waarde: str) -> None:
        """Change a field at a device."""
        d = self.toestellen[id_]
        self.nu += self.rng.choice([0, 1, 40])
        d.klok = volgende(d.klok, self.nu + self.rng.choice([-500, 0, 500]))
        oud = tuple(sorted(d.boek.heads.get((RECORD, veld), {})))
        wijziging = Change(d.klok.tekst, "notitie", RECORD, veld, waarde, oud, 0)
        d.boek.apply(wijziging)
        d.log[wijziging.id] = wijziging
        d.los.append(wijziging)

    def nieuwe_epoch(self, id_: str) -> None:
        """Start an epoch over all heads that the device knows, and grant it to all good devices."""
        d = self.toestellen[id_]
        teken = load_signing_key(self.prive[id_][0])
        sleutel = StreamKey(STREAM, "casus", self.rng.randbytes(32))
        start = EpochStart(STREAM, epoch_heads(d.epochs.values()), commit_of(sleutel), id_, self.nu)
        wire = sign_epoch_start(start, teken)
        epoch = read_epoch_start(wire)
        d.epochs[epoch.id], d.sleutels[epoch.id] = epoch, sleutel.sleutel
        d.uit.append((wire, []))
        d.gezien[epoch.id] = wire
        for ander in self.goede():
            self.geef(id_, ander, epoch.id)

    def geef(self, id_: str, ander: str, epoch: bytes) -> None:
        """Wrap the key of an epoch for another device."""
        d, stand = self.toestellen[id_], self.regiostand.verwacht(ander)
        inhoud = stream_key_bytes(StreamKey(STREAM, "casus", d.sleutels[epoch]))
        ct = wrap(stand.cert.kem, grant_info(REGIO, STREAM, epoch, ander), inhoud)
        wire = sign_grant(Grant(STREAM, epoch, ander, ct, id_, self.nu), load_signing_key(self.prive[id_][0]))
        d.uit.append((wire, []))
        d.gezien[read_grant(wire).id] = wire

    def verzegel(self, id_: str) -> None:
        """Seal what is not sealed; a device that may grant first joins concurrent epochs."""
        d = self.toestellen[id_]
        koppen = epoch_heads(d.epochs.values())
        if len(koppen) > 1 and mag_toekennen(self.regiostand.verwacht(id_).cert.rol, "casus"):
            self.nieuwe_epoch(id_)
            koppen = epoch_heads(d.epochs.values())
        if d.los and any(epoch in d.sleutels for epoch in koppen):
            deel, d.los = d.los, []
            body = DeltaBody([Txn("01" * 16, "x", "", "x", TIJD)], deel, {t: k for t, k in d.keten.items() if t != id_})
            self._seal(d, body, kies_epoch(koppen, d.sleutels), deel)

    def momentopname(self, id_: str) -> None:
        """Seal a snapshot of all that the device knows."""
        d = self.toestellen[id_]
        self.verzegel(id_)
        koppen = [epoch for epoch in epoch_heads(d.epochs.values()) if epoch in d.sleutels]
        if d.los or not koppen or not d.keten:
            return
        tot = dict(d.boek.tot)
        for toestel, hoogste in covered_until(d.log).items():
            tot[toestel] = max(hoogste, tot.get(toestel, ""))
        boven = [d.log[kop.id] for koppen_ in d.boek.state().values() for kop in koppen_]
        body = DeltaBody(
            [Txn("01" * 16, "x", "", "x", TIJD)], sorted(boven), tot=tot, vooruit=tuple(sorted(d.boek.vooruit))
        )
        self._seal(d, body, min(koppen), [], dekt=dict(d.keten))

    def _seal(self, d: Stand, body: DeltaBody, epoch: bytes, deel: list[Change], dekt: Keten | None = None) -> None:
        nr, vorige = d.keten.get(d.id, (0, EERSTE))
        wire = seal(
            encode_body(body, d.id),
            stream=STREAM,
            epoch=epoch,
            toestel=d.id,
            nr=nr + 1,
            vorige=vorige,
            tijd=self.nu,
            epoch_key=d.sleutels[epoch],
            teken=load_signing_key(self.prive[d.id][0]),
            zout=self.rng.randbytes(32),
            soort=0 if dekt is None else SNAPSHOT,
            dekt=dekt,
        )
        hash_ = read_sealed(wire).hash
        d.keten[d.id] = (nr + 1, hash_)
        d.uit.append((wire, deel))
        d.gezien[hash_] = wire

    # -- the server ------------------------------------------------------------------------------------------------

    def duw(self, id_: str, *, bon_verloren: bool = False) -> None:
        """Push what has no receipt; when refused for an old epoch, unseal it: it is sealed again after a pull."""
        d = self.toestellen[id_]
        self.verzegel(id_)
        terug: list[Change] = []
        over: list[tuple[bytes, list[Change]]] = []
        wacht = False
        for wire, deel in d.uit:
            if wacht and wire[:1] == b"\x83":
                over.append((wire, deel))
                continue
            try:
                self._neem_op_server(wire, id_)
            except ProtocolFout as fout:
                if fout.code is Weigering.EPOCH_VEROUDERD or terug:
                    hash_ = read_sealed(wire).hash
                    terug += deel
                    del d.gezien[hash_]
                    header = read_sealed(wire).header
                    if d.keten[id_][0] >= header.nr:
                        d.keten[id_] = (header.nr - 1, header.vorige) if header.nr > 1 else (0, EERSTE)
                    continue
                if fout.code is not Weigering.EPOCH_ONBEKEND:
                    raise
                # The epoch came by stick, and who started it did not push yet: what hangs on it waits.
                wacht = True
                over.append((wire, deel))
                continue
            if bon_verloren:
                over.append((wire, deel))
        d.uit = over
        if d.keten.get(id_, (1, b""))[0] == 0:
            del d.keten[id_]
        d.los = terug + d.los

    def _neem_op_server(self, wire: bytes, id_: str) -> None:
        naam = self.naam(wire)
        if naam in self.op_server:
            return
        self.regiostand.verwacht(id_)
        if wire[:1] == b"\x83":
            header = read_sealed(wire).header
            if header.epoch not in self.server_epochs:
                raise ProtocolFout(Weigering.EPOCH_ONBEKEND)
            if opgevolgd(header.epoch, epoch_heads(self.server_epochs)):
                raise ProtocolFout(Weigering.EPOCH_VEROUDERD)
            if (header.nr - 1, header.vorige) != self.server_keten.get(header.toestel, (0, EERSTE)):
                raise ProtocolFout(Weigering.KETEN_GAT)
            self.server_keten[header.toestel] = (header.nr, naam)
        elif read_signed(wire).soort == EPOCH_SOORT:
            self.server_epochs[naam] = read_epoch_start(wire).ouders
        self.server.append(wire)
        self.op_server.add(naam)

    def naam(self, wire: bytes) -> bytes:
        """Return hash or id of what travels."""
        if wire not in self._namen:
            self._namen[wire] = read_sealed(wire).hash if wire[:1] == b"\x83" else read_signed(wire).id
        return self._namen[wire]

    def snoei(self) -> None:
        """Drop what the newest snapshot at the server covers, there and on the sticks."""
        opnames = [s.header for w in self.server if w and w[:1] == b"\x83" and (s := read_sealed(w)).header.dekt]
        if not opnames:
            return
        dekt = opnames[-1].dekt or {}

        def gedekt(wire: bytes) -> bool:
            if wire[:1] != b"\x83":
                return False
            header = read_sealed(wire).header
            return header.soort != SNAPSHOT and header.nr <= dekt.get(header.toestel, (0, b""))[0]

        self.server = [None if wire is None or gedekt(wire) else wire for wire in self.server]
        for d in self.toestellen.values():
            d.gezien = {naam: wire for naam, wire in d.gezien.items() if not gedekt(wire)}
            d.apart = {naam: wire for naam, wire in d.apart.items() if not gedekt(wire)}

    def haal(self, id_: str, hoeveel: int) -> None:
        """Pull the next so many from the server."""
        d = self.toestellen[id_]
        for wire in self.server[d.gehaald : d.gehaald + hoeveel]:
            d.gehaald += 1
            if wire is not None:
                self.neem(id_, wire)
        self._opnieuw(id_)

    def stick(self, van: str, naar: str) -> None:
        """Hand over everything, in any order."""
        stukken = list(self.toestellen[van].gezien.values())
        self.rng.shuffle(stukken)
        for wire in stukken:
            self.neem(naar, wire)
        self._opnieuw(naar)

    # -- taking in -------------------------------------------------------------------------------------------------

    def _opnieuw(self, id_: str) -> None:
        d = self.toestellen[id_]
        while True:
            wachtend, d.apart = d.apart, {}
            for wire in wachtend.values():
                self.neem(id_, wire)
            if d.apart.keys() == wachtend.keys():
                return

    def neem(self, id_: str, wire: bytes) -> None:
        """Take one thing in, or set it aside; anything else is a fault of the model."""
        d = self.toestellen[id_]
        naam = self.naam(wire)
        if naam in d.gezien or self._oud(d, wire):
            return
        try:
            if wire[:1] == b"\x83":
                self._neem_verzegeld(d, wire)
            elif read_signed(wire).soort == GRANT_SOORT:
                self._neem_toegang(d, wire)
            else:
                start = read_epoch_start(wire)
                start.verify(self.regiostand.toestellen[start.toestel].cert.teken)
                d.epochs[start.id] = start
        except ProtocolFout as fout:
            if fout.code in (Weigering.KETEN_GAT, Weigering.EPOCH_ONBEKEND):
                d.apart[naam] = wire
                return
            if fout.code is Weigering.TOESTEL_INGETROKKEN:
                return
            raise
        d.gezien[naam] = wire

    def _oud(self, d: Stand, wire: bytes) -> bool:
        """Is this a delta that was taken in, and pruned since?"""
        if wire[:1] != b"\x83":
            return False
        header = read_sealed(wire).header
        return header.soort != SNAPSHOT and header.nr <= d.keten.get(header.toestel, (0, b""))[0]

    def _neem_toegang(self, d: Stand, wire: bytes) -> None:
        toegang = read_grant(wire)
        toegang.verify(self.regiostand.toestellen[toegang.toestel].cert.teken)
        if toegang.epoch not in d.epochs:
            raise ProtocolFout(Weigering.EPOCH_ONBEKEND)
        if toegang.voor == d.id:
            info = grant_info(REGIO, STREAM, toegang.epoch, d.id)
            sleutel = read_stream_key(unwrap(self.prive[d.id][1], info, toegang.kem_ct))
            assert commit_of(sleutel) == d.epochs[toegang.epoch].commit
            d.sleutels[toegang.epoch] = sleutel.sleutel

    def _neem_verzegeld(self, d: Stand, wire: bytes) -> None:
        sealed = read_sealed(wire)
        header = sealed.header
        zender = self.regiostand.toestellen[header.toestel]
        grens = zender.grens(STREAM)
        if grens is not None and header.nr > grens:
            raise ProtocolFout(Weigering.TOESTEL_INGETROKKEN)
        if header.epoch not in d.sleutels:
            raise ProtocolFout(Weigering.EPOCH_ONBEKEND)
        header, ruw = open_delta(sealed, epoch_key=d.sleutels[header.epoch], publiek=zender.cert.teken)
        body = decode_body(ruw, header.toestel)
        assert all(mag_verzegelen(zender.cert.rol, "casus", w.soort) for w in body.changes)
        if header.soort == SNAPSHOT:
            self._neem_opname(d, header, body)
        else:
            assert all(w.id[18:] == header.toestel for w in body.changes)
        nr, vorige = d.keten.get(header.toestel, (0, EERSTE))
        if header.nr <= nr:
            # Under a snapshot that was taken in: history only.
            assert header.soort == SNAPSHOT or all(d.boek.is_gedekt(w.id) for w in body.changes)
        elif (header.nr - 1, header.vorige) == (nr, vorige):
            d.keten[header.toestel] = (header.nr, sealed.hash)
        else:
            raise ProtocolFout(Weigering.KETEN_GAT)
        if header.soort != SNAPSHOT:
            for wijziging in body.changes:
                self._neem_wijziging(d, wijziging)

    def _neem_wijziging(self, d: Stand, wijziging: Change) -> None:
        d.boek.apply(wijziging)
        d.log[wijziging.id] = self.archief[wijziging.id] = wijziging
        stempel = Tijdstempel.uit_tekst(wijziging.id)
        d.klok = bijgesteld(d.klok, stempel, nu_ms=max(self.nu, stempel.ms))

    def _neem_opname(self, d: Stand, header: Header, body: DeltaBody) -> None:
        assert header.dekt is not None
        if dekt_alles(d.keten, header.dekt):
            return
        d.boek.apply_snapshot(body.changes, tot=body.tot, vooruit=body.vooruit)
        for wijziging in body.changes:
            d.log[wijziging.id] = wijziging
            stempel = Tijdstempel.uit_tekst(wijziging.id)
            d.klok = bijgesteld(d.klok, stempel, nu_ms=max(self.nu, stempel.ms))
        for toestel, kop in header.dekt.items():
            d.keten[toestel] = max(kop, d.keten.get(toestel, (0, EERSTE)))

    # -- the end ---------------------------------------------------------------------------------------------------

    def alles_overal(self) -> None:
        """Let every good device push, pull and exchange until nothing moves."""
        for ronde in range(10):
            # Who joins concurrent epochs makes the others seal again: the first one has the last word.
            for id_ in self.goede():
                self.haal(id_, len(self.server))
                self.duw(id_)
            if ronde > 1 and not any(self.toestellen[id_].los or self.toestellen[id_].uit for id_ in self.goede()):
                break
        for _ in range(2):
            for id_ in self.goede():
                self.haal(id_, len(self.server))
                for ander in self.goede():
                    self.stick(ander, id_)

    def verwacht(self) -> dict[tuple[str, str], set[str]]:
        """Return the ids that hold by definition: taken in anywhere, and replaced by none."""
        alle = {w.id: w for id_ in self.goede() for w in self.toestellen[id_].log.values()} | self.archief
        uit: dict[tuple[str, str], set[str]] = {}
        for wijziging in covered_heads(alle.values()):
            uit.setdefault((wijziging.record, wijziging.veld), set()).add(wijziging.id)
        return uit

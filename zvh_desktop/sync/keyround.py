"""Carry out what `access` decides: epochs are started, keys given, joined and taken away, within the vault."""

from collections.abc import Collection
from typing import Final

from zvh_desktop.domain.partner import Medewerker
from zvh_desktop.domain.stroomrecht import Betrokkenheid, Persoon, krijgt_stroom
from zvh_desktop.ports import Willekeur
from zvh_desktop.protocol.errors import ProtocolFout
from zvh_desktop.protocol.statements import Regiostand
from zvh_desktop.store import audit_share, sync_keys
from zvh_desktop.store.involved import Sleutelrij, key_standings, streams_with_people
from zvh_desktop.store.store import Store
from zvh_desktop.sync.access import Plan, Sleutelstand, plan_access

__all__ = ["GEDULD_MS", "carry_out", "plan_for"]

GEDULD_MS: Final = 15 * 60 * 1000
"""So long others leave it to a beheerder to take a key away, and to the starters to join epochs."""

_PER_TRANSACTIE: Final = 50


def _personen(store: Store, stand: Regiostand) -> dict[str, Persoon]:
    """Return device → whose it is, of the devices in good standing."""
    goed = {id_: t.cert for id_, t in stand.toestellen.items() if t.weigering is None}
    namen = {m.id: m for m in store.find(Medewerker, id=sorted({cert.persoon for cert in goed.values()}))}
    uit: dict[str, Persoon] = {}
    for toestel, cert in goed.items():
        wie = namen.get(cert.persoon)
        uit[toestel] = Persoon(wie.naam if wie else "", wie.partner_id if wie else "", cert.rol, cert.persoon)
    return uit


class _Rechten:
    """Which devices may have a stream."""

    def __init__(self, store: Store, stand: Regiostand, ik: str) -> None:
        self._personen = _personen(store, stand)
        self._strooms = streams_with_people(store.verbinding)
        self._audit = audit_share.own_stream(store.verbinding)
        self._ik = ik

    def mogen(self, stand: Sleutelstand) -> Collection[str]:
        """Return the devices in good standing that may have a stream."""
        stroom = self._strooms.get(stand.stream)
        genoemd = [Betrokkenheid(naam, partner) for naam, partner in sorted(stroom.genoemd)] if stroom else []
        casus = stroom.afgeschermd if stroom else None
        mogen = {t for t, persoon in self._personen.items() if krijgt_stroom(persoon, stand.soort, genoemd, casus)}
        if stand.stream == self._audit:
            mogen.add(self._ik)
        elif stand.soort == "audit":
            # Of the log of another device nobody gives keys but that device.
            mogen.discard(self._ik)
        return mogen


def _als_stand(stream: str, rij: Sleutelrij) -> Sleutelstand:
    return Sleutelstand(
        stream,
        rij.soort,
        {bytes.fromhex(e): tuple(bytes.fromhex(o) for o in deel[0]) for e, deel in rij.epochs.items()},
        {bytes.fromhex(e): deel[1] for e, deel in rij.epochs.items()},
        [bytes.fromhex(e) for e, deel in rij.epochs.items() if deel[3]],
        {bytes.fromhex(e): voor for e, voor in rij.gegeven.items()},
    )


def plan_for(store: Store, stand: Regiostand, ik: str, nu_ms: int) -> Plan:
    """Decide what this device should do about keys, from what the vault knows now."""
    eigen = stand.toestel(ik)
    if eigen is None or eigen.weigering is not None:
        return Plan((), (), {})
    rol = eigen.cert.rol
    rijen = key_standings(store.verbinding)

    def meteen(een: Sleutelstand) -> bool:
        laatste = max((deel[2] for deel in rijen[een.stream].epochs.values()), default=0)
        return rol == "beheerder" or nu_ms - laatste > GEDULD_MS

    return plan_access(
        [_als_stand(stream, rij) for stream, rij in sorted(rijen.items())],
        ik=ik,
        rol=rol,
        krijgt=_Rechten(store, stand, ik).mogen,
        meteen=meteen,
    )


def carry_out(store: Store, stand: Regiostand, plan: Plan, *, willekeur: Willekeur, tijd_ms: int) -> int:
    """Start the epochs and give the keys of a plan, a few streams in one transaction; return how many grants."""
    verbinding = store.verbinding
    ontvangers: dict[str, set[str]] = {}
    for stream, _, voor in plan.geef:
        ontvangers.setdefault(stream, set()).add(voor)
    beginnen = {stream: soort for stream, soort, _ in plan.begin}
    for stream in beginnen:
        ontvangers.setdefault(stream, set()).update(plan.krijgt[stream])
    werk = sorted(ontvangers)
    aantal = 0
    for plek in range(0, len(werk), _PER_TRANSACTIE):
        with verbinding.transaction():
            for stream in werk[plek : plek + _PER_TRANSACTIE]:
                if stream in beginnen:
                    sync_keys.start_epoch(
                        verbinding,
                        stream,
                        stand,
                        sleutel=willekeur.bytes(sync_keys.SLEUTEL_BYTES),
                        tijd=tijd_ms,
                        soort=beginnen[stream],
                    )
                for voor in sorted(ontvangers[stream] & stand.toestellen.keys()):
                    try:
                        aantal += len(sync_keys.grant(verbinding, stream, voor, stand, tijd=tijd_ms))
                    except ProtocolFout:
                        # Revoked or expired since the plan was made; the next plan knows.
                        continue
    return aantal

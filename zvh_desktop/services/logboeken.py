"""The audit logs of other devices: up to where they are here, whether they hold together, and what is missing."""

from dataclasses import dataclass
from datetime import datetime

from zvh_desktop.domain.partner import ROLLEN, Medewerker
from zvh_desktop.domain.rechten import Daad
from zvh_desktop.domain.tijd import kalendermoment, lokaal
from zvh_desktop.services import kluissleutels
from zvh_desktop.services.logboek import gebeurtenisnaam
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import audit_share, chains, queries
from zvh_desktop.store.times import from_text

__all__ = ["ElderRegel", "Toestellog", "regels_van", "toestellogs"]


@dataclass(frozen=True, slots=True)
class Toestellog:
    """The log of one other device, as far as it is here.

    Attributes:
        toestel: its id.
        wie: whose it is.
        rol: its certified role, in words.
        regels: number of the last row that is here, 0 when none is.
        genoemd: number of the last row that the device spoke of.
        tot: when that last row was written, None when none is here.
        woorden: how it stands, in a sentence.
        hoe: "volledig", "achter" (rows are still to come), "gat" (something does not fit) or "niets".
    """

    toestel: str
    wie: str
    rol: str
    regels: int
    genoemd: int
    tot: datetime | None
    woorden: str
    hoe: str


@dataclass(frozen=True, slots=True)
class ElderRegel:
    """One row of the log of another device."""

    nummer: int
    tijdstip: datetime
    wie: str
    wat: str


def toestellogs(wp: Werkplek) -> list[Toestellog]:
    """Return the logs of the other devices of the region, what does not fit first; that it was looked at is logged.

    Every delta names the last row of its device's log. So a server that holds rows back, or a device whose log tells
    two stories, shows here.

    Raises:
        Omstandigheid: NIET_BEVOEGD.
    """
    wp.eis_recht(Daad.LOGBOEK_ANDEREN)
    if not kluissleutels.heeft_regio(wp):
        return []
    v = wp.store.verbinding
    hier = audit_share.devices(v)
    mist = audit_share.missing(v)
    geweigerd = {r.toestel: r.aantal for r in chains.refusals(v) if r.reden == "waarde"}
    namen = {m.id: m.naam for m in wp.store.find(Medewerker, ook_verwijderd=True)}
    uit: list[Toestellog] = []
    for id_, toestel in kluissleutels.regiostand(wp).toestellen.items():
        if id_ == wp.store.toestel:
            continue
        nr = hier.get(id_, (0, ""))[0]
        laatste = audit_share.rows_of(v, id_, na=nr - 1, limit=1) if nr else []
        tot = lokaal(from_text(laatste[0].tijd)) if laatste else None
        genoemd, _, anders = mist.get(id_, (nr, nr, False))
        ingetrokken = toestel.ingetrokken is not None
        woorden, hoe = _woorden(nr, genoemd, tot, anders=anders, fout=geweigerd.get(id_, 0), ingetrokken=ingetrokken)
        rol = ROLLEN.get(toestel.cert.rol, toestel.cert.rol)
        uit.append(Toestellog(id_, namen.get(toestel.cert.persoon, "onbekend"), rol, nr, genoemd, tot, woorden, hoe))
    wp.log("logboeken_bekeken", (), toestellen=len(uit))
    return sorted(uit, key=lambda t: (("gat", "achter", "niets", "volledig").index(t.hoe), t.wie, t.toestel))


def _woorden(
    nr: int, genoemd: int, tot: datetime | None, *, anders: bool, fout: int, ingetrokken: bool
) -> tuple[str, str]:
    regels = f"{nr} {'regel' if nr == 1 else 'regels'}"
    tot_ = f", volledig tot {kalendermoment(tot)}" if tot else ""
    staart = " Het toestel is ingetrokken." if ingetrokken else ""
    if anders:
        return (
            f"{regels}, maar regel {genoemd} is een andere dan het toestel eerder noemde: het logboek is veranderd, "
            f"of er is een kopie in gebruik. Vraag na bij wie het toestel heeft.{staart}",
            "gat",
        )
    if fout:
        return (
            f"{regels}{tot_}; {fout} {'regel past' if fout == 1 else 'regels passen'} niet op wat ervoor komt en "
            f"{'is' if fout == 1 else 'zijn'} niet overgenomen.{staart}",
            "gat",
        )
    if nr < genoemd:
        van = "regel 1" if not nr else f"regel {nr + 1}"
        gat = van if nr + 1 == genoemd else f"{van} tot en met {genoemd}"
        begin = f"{regels}{tot_}; " if nr else "hier is nog niets van; "
        return (
            f"{begin}er ontbreekt nog {gat}. Logboeken worden ongeveer een uur later gedeeld. Blijft dit zo terwijl "
            f"het toestel wel contact heeft, dan kan de server iets achterhouden.{staart}",
            "achter",
        )
    if not nr:
        return f"nog niets van ontvangen, en het toestel noemde ook nog niets.{staart}", "niets"
    return f"{regels}{tot_}; alles past op elkaar.{staart}", "volledig"


def regels_van(wp: Werkplek, toestel: str, *, voor: int = 0, aantal: int = 200) -> list[ElderRegel]:
    """Return rows of the log of another device, the newest first; `voor` a number gives what came before it.

    Raises:
        Omstandigheid: NIET_BEVOEGD.
    """
    wp.eis_recht(Daad.LOGBOEK_ANDEREN)
    laatste = audit_share.devices(wp.store.verbinding).get(toestel, (0, ""))[0]
    eind = voor - 1 if voor else laatste
    rijen = audit_share.rows_of(wp.store.verbinding, toestel, na=max(0, eind - aantal), limit=aantal)
    namen = queries.medewerkernamen(wp.store.verbinding)
    return [
        ElderRegel(r.seq, lokaal(from_text(r.tijd)), namen.get(r.persoon, ""), gebeurtenisnaam(r.gebeurtenis))
        for r in reversed(rijen)
        if r.seq <= eind
    ]

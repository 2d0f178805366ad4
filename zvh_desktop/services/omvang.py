"""A large vault of invented casussen, for measuring and for trying out size; the same content for the same number."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from zvh_desktop.assets import asset
from zvh_desktop.domain.betrokkene import Betrokkene, casusnaam, vouw
from zvh_desktop.domain.casus import Aanmelding, Casus, Notitie, Triage
from zvh_desktop.domain.errors import Omstandigheid, Reden
from zvh_desktop.domain.overleg import Agendapunt, Deelnemer, Inbreng, Overleg, Uitkomst
from zvh_desktop.domain.partner import Partner
from zvh_desktop.domain.plan import FASEN, Actie, Doel, Fase
from zvh_desktop.domain.record import Record
from zvh_desktop.domain.tijd import AMSTERDAM
from zvh_desktop.services import klokstand, kluizen
from zvh_desktop.services.demo import KLUIS, Gemaakt, Verhaal
from zvh_desktop.services.machine import SysteemWillekeur, VerhaalKlok
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store.files import file_errors

__all__ = ["GROOTST", "maak_omvang"]

GROOTST = 50_000
"""Most casussen in one go."""
_ZAAD = 20_261_124
_DAGEN = 900
"""The oldest casus began so many days ago."""
_PER_OVERLEG = 6
_PARTIJ = 120
"""Casussen a transaction."""


def maak_omvang(uit: Path, aantal: int, vandaag: date | None = None, wachtwoord: str | None = None) -> Gemaakt:
    """Make a vault of `aantal` invented casussen in `uit`, with notities, acties, doelen and what was said of them.

    Args:
        uit: folder; made when it is not there. An existing demonstration in it is refused, not overwritten.
        aantal: 1 to GROOTST.
        vandaag: the day to count back from; today when not given.
        wachtwoord: passphrase; the demonstration's own when not given.

    Raises:
        Omstandigheid: VERKEERD_GEBRUIK for an impossible number, KLUIS_BESTAAT_AL, and what the store raises.
    """
    if not 1 <= aantal <= GROOTST:
        raise Omstandigheid(Reden.VERKEERD_GEBRUIK, wat="aantal")
    dag = vandaag or datetime.now(AMSTERDAM).date()
    geheim = wachtwoord or kluizen.DEMO_WACHTWOORD
    klok = VerhaalKlok(_om(dag - timedelta(days=_DAGEN + 30), 8))
    with file_errors(onderdeel="demo"):
        uit.mkdir(parents=True, exist_ok=True)
    wp, _ = kluizen.nieuw(uit / KLUIS, geheim, klok=klok, willekeur=SysteemWillekeur(), demo=True)
    try:
        Verhaal(wp, klok, dag).richt_in()
        _Maker(wp, klok, dag).maak(aantal)
        klokstand.vergeet(wp)
    finally:
        kluizen.sluit(wp)
    regels = (
        f"Kluis gemaakt in {uit / KLUIS} met {aantal} verzonnen casussen.",
        f"Wachtwoordzin van de demonstratie: {geheim}",
    )
    return Gemaakt(uit / KLUIS, geheim, (), None, (), regels)


def _om(dag: date, uur: int, minuut: int = 0) -> datetime:
    return datetime.combine(dag, time(uur, minuut), AMSTERDAM)


@dataclass
class _Tafel:
    """A closed overleg to which casussen are added until it is full."""

    overleg: Overleg
    plaatsen: int = 0
    records: list[Record] = field(default_factory=list)


class _Maker:
    """Makes the records; every choice comes from one seeded source, so that they are the same each time."""

    def __init__(self, wp: Werkplek, klok: VerhaalKlok, vandaag: date) -> None:
        self._wp, self._klok, self._vandaag = wp, klok, vandaag
        self._kies = Random(_ZAAD)
        self._woorden = json.loads(asset("resources", "demo", "woorden.json").read_text(encoding="utf-8"))
        self._themas: list[str] = list(self._woorden["themas"])
        self._regio = wp.regio()
        self._ik = wp.wie
        self._partners: dict[str, Partner] = {}
        for partner in wp.store.find(Partner):
            self._partners[vouw(partner.naam)] = self._partners[vouw(partner.kort)] = partner
        self._nummers: dict[int, int] = {}
        self._tafel: _Tafel | None = None

    def maak(self, aantal: int) -> None:
        """Write all casussen, oldest first, in batches."""
        dagen = sorted(self._kies.randrange(_DAGEN) for _ in range(aantal))
        begin = [self._vandaag - timedelta(days=_DAGEN - d) for d in dagen]
        komend: list[Casus] = []
        for van in range(0, aantal, _PARTIJ):
            partij: list[Record] = []
            for dag in begin[van : van + _PARTIJ]:
                records = list(self._casus(dag))
                casus = records[0]
                if isinstance(casus, Casus) and casus.status == "loopt":
                    komend = [*komend[-3:], casus]
                partij.extend(records)
            self._schrijf(partij, begin[min(van + _PARTIJ, aantal) - 1])
        self._schrijf(list(self._vandaag_gepland(komend)), self._vandaag)

    def _schrijf(self, records: list[Record], dag: date) -> None:
        if not records:
            return
        self._klok.naar(max(self._klok.nu(), _om(min(dag, self._vandaag), 16)))
        # Kinds together: the store then writes each with one statement.
        records.sort(key=lambda r: r.soort)
        with self._wp.transactie("casussen ingevoerd") as t:
            t.save_many(records)
            t.audit("casus_ingevoerd", (), {"aantal": sum(isinstance(r, Casus) for r in records)})

    def _nummer(self, jaar: int) -> str:
        self._nummers[jaar] = self._nummers.get(jaar, 0) + 1
        return f"{jaar}-{self._nummers[jaar]:04d}"

    def _partner(self, naam: str) -> Partner | None:
        return self._partners.get(vouw(naam))

    def _een(self, lijst: list[Any]) -> Any:
        return lijst[self._kies.randrange(len(lijst))]

    def _tot_vandaag(self, dag: date) -> date:
        return min(dag, self._vandaag)

    def _casus(self, dag: date) -> Iterator[Record]:
        """The records of one casus, the casus itself first."""
        wp, kies = self._wp, self._kies
        thema = self._een(self._themas)
        w = self._woorden["themas"][thema]
        type_ = self._een(w["typen"])
        id_, stream, nummer = wp.nieuw_id(), wp.nieuwe_stream(), self._nummer(dag.year)
        vast: dict[str, Any] = {"stream": stream, "casus_id": id_}
        oud = (self._vandaag - dag).days
        kans = kies.random()
        if oud < 12 and kans < 0.6:
            status = "aangemeld"
        elif kans < 0.08:
            status = "afgewezen" if kans < 0.02 else "doorgeleid"
        else:
            status = "afgesloten" if oud > 500 and kies.random() < 0.7 else "loopt"
        plaats, cijfers = self._een(self._woorden["plaatsen"])
        straat = self._een(self._woorden["straten"])
        postcode = f"{self._een(cijfers)} {self._een(self._woorden['postcodeletters'])}"
        huisnummer = str(kies.randrange(1, 240))
        tussen, achternaam = self._een(self._woorden["achternamen"])
        personen = [
            Betrokkene(
                id=wp.nieuw_id(),
                voornamen=self._een(self._woorden["voornamen"]),
                tussenvoegsel=tussen,
                achternaam=achternaam,
                geboortedatum=self._vandaag - timedelta(days=kies.randrange(14 * 365, 82 * 365)),
                rol="betrokkene" if nr == 0 else self._een(w["rollen"]),
                hoofdpersoon=nr == 0,
                straat=straat,
                huisnummer=huisnummer,
                postcode=postcode,
                woonplaats=plaats,
                adres_geheim=nr > 0 and kies.random() < 0.05,
                geinformeerd="ja" if nr == 0 else "onbekend",
                geinformeerd_op=dag if nr == 0 else None,
                **vast,
            )
            for nr in range(0 if type_ == "gebied" else 1 + (type_ == "systeem" or kies.random() < 0.4))
        ]
        gebied = f"{straat}, {plaats}" if type_ == "gebied" else ""
        aanleiding, doel = self._een(w["aanleiding"]), self._een(w["doel"])
        melder = self._een(self._woorden["aanmelders"])
        casus = Casus(
            id=id_,
            stream=stream,
            nummer=nummer,
            type=type_,
            thema=[thema],
            gebied=gebied,
            naam=casusnaam(personen[0] if personen else None, gebied, nummer, self._regio.naamregel),
            grondslag=self._regio.grondslag,
            doel=doel,
            status=status,
            begonnen_op=dag,
            casusregisseur=self._functionaris() if status in ("loopt", "afgesloten") else "",
            evaluatiedatum=self._vandaag + timedelta(days=kies.randrange(7, 120)) if status == "loopt" else None,
        )
        yield casus
        yield from personen
        for fase in FASEN:
            open_ = status == "loopt" and fase <= 1 + (oud > 200)
            yield Fase(
                id=wp.nieuw_id(),
                nummer=fase,
                status="open" if open_ else "niet_gestart",
                geopend_op=self._tot_vandaag(dag + timedelta(days=20)) if open_ else None,
                **vast,
            )
        yield Aanmelding(
            id=wp.nieuw_id(),
            ontvangen_op=dag,
            aanmelder_organisatie=melder,
            aanmelder_naam=self._functionaris(),
            aanmelder_functie=self._een(self._woorden["functies"]),
            aanleiding=aanleiding,
            doel_overleg=doel,
            eerder_geprobeerd=self._een(w["eerder"]),
            acuut_onveilig=kies.random() < 0.3,
            criterium_1=True,
            criterium_2=True,
            criterium_3=True,
            criterium_4=type_ == "gebied",
            geinformeerd="ja",
            geinformeerd_op=dag,
            **vast,
        )
        if status == "aangemeld":
            return
        yield Triage.model_validate(
            {
                "id": wp.nieuw_id(),
                "datum": self._tot_vandaag(dag + timedelta(days=5)),
                "uitkomst": status if status in ("afgewezen", "doorgeleid") else "overleg",
                "motivering": "Meerdere leefgebieden en ketens; binnen één keten lukte het niet.",
                **vast,
            }
        )
        if status not in ("loopt", "afgesloten"):
            return
        yield from self._dossier(casus, w, vast)

    def _functionaris(self) -> str:
        voornaam, (tussen, achternaam) = self._een(self._woorden["voornamen"]), self._een(self._woorden["achternamen"])
        return " ".join(d for d in (f"{voornaam[0]}.", tussen, achternaam) if d)

    def _dossier(self, casus: Casus, w: dict[str, Any], vast: dict[str, Any]) -> Iterator[Record]:
        """What grew after triage: notes, goals, and a closed overleg with what was said and agreed."""
        wp, kies, dag = self._wp, self._kies, casus.begonnen_op
        for nr in range(2):
            moment = self._tot_vandaag(dag + timedelta(days=8 + nr * kies.randrange(9, 60)))
            yield Notitie(
                id=wp.nieuw_id(),
                tijdstip=_om(moment, 9 + nr, kies.randrange(60)),
                notitiesoort=self._een(["notitie", "telefoon", "contact"]),
                tekst=self._een(w["notitie"]),
                bron=self._een(w["partners"]),
                **vast,
            )
        eigenaar = self._partner(self._een(w["partners"]))
        yield Doel(
            id=wp.nieuw_id(),
            fase=1,
            tekst=casus.doel,
            partner_id=eigenaar.id if eigenaar else "",
            uiterlijk=dag + timedelta(days=90),
            **vast,
        )
        held = dag + timedelta(days=21)
        if held >= self._vandaag:
            return
        tafel = self._aan_tafel(held)
        yield from tafel.records
        tafel.records = []
        overleg = tafel.overleg
        punt = Agendapunt(
            id=wp.nieuw_id(),
            stream=overleg.stream,
            overleg_id=overleg.id,
            volgorde=1 + tafel.plaatsen,
            casus_id=casus.id,
            minuten=20,
            gebruikt_s=20 * 60,
            begonnen_op=overleg.begonnen_op,
            besproken=True,
        )
        yield punt
        plek = {**vast, "overleg_id": overleg.id}
        besluit = self._een(w["besluit"])
        gezegd = (
            ("informatie", self._een(w["informatie"]), "", self._een(w["partners"])),
            ("oordeel", self._een(w["oordeel"]), "", self._een(w["partners"])),
            ("besluit", besluit["tekst"], besluit["motivering"], ""),
        )
        for nr, (soort, tekst, waarom, bron) in enumerate(gezegd, 1):
            partner = self._partner(bron) if bron else None
            yield Inbreng.model_validate(
                {
                    "id": wp.nieuw_id(), "agendapunt_id": punt.id, "volgorde": nr, "inbrengsoort": soort,
                    "tekst": tekst, "motivering": waarom, "bron": bron,
                    "bron_partner_id": partner.id if partner else "",
                    "tijdstip": _om(overleg.datum, 9, 30 + nr), **plek,
                }
            )  # fmt: skip
        for nr, tekst in enumerate(kies.sample(w["actie"], 2)):
            yield from self._actie(casus, overleg, punt.id, tekst, nr, plek, self._een(w["partners"]))
        yield Uitkomst(
            id=wp.nieuw_id(),
            agendapunt_id=punt.id,
            uitkomst="besluit",
            informeren="De casusregisseur belt dezelfde week.",
            evaluatiedatum=casus.evaluatiedatum or overleg.datum + timedelta(days=60),
            **plek,
        )

    def _actie(
        self, casus: Casus, overleg: Overleg, punt_id: str, tekst: str, nr: int, plek: dict[str, Any], wie: str
    ) -> Iterator[Record]:
        partner = self._partner(wie)
        uiterlijk = overleg.datum + timedelta(days=self._kies.randrange(7, 60))
        open_ = casus.status == "loopt" and (uiterlijk >= self._vandaag or self._kies.random() < 0.06)
        klaar = None if open_ else _om(self._tot_vandaag(uiterlijk), 15)
        actie = Actie(
            id=self._wp.nieuw_id(),
            tekst=tekst,
            partner_id=partner.id if partner else "",
            persoon="" if partner else wie,
            uiterlijk=uiterlijk,
            fase=1,
            status="open" if open_ else "gedaan",
            terugkoppeling="" if open_ else "Gedaan zoals afgesproken.",
            gemaakt_op=overleg.datum,
            afgerond_op=klaar,
            afgerond_door="" if open_ else overleg.voorzitter,
            **plek,
        )
        yield actie
        yield Inbreng(
            id=self._wp.nieuw_id(),
            agendapunt_id=punt_id,
            volgorde=4 + nr,
            inbrengsoort="actie",
            tekst=tekst,
            bron=wie,
            bron_partner_id=actie.partner_id,
            fase=1,
            tijdstip=_om(overleg.datum, 9, 40 + nr),
            actie_id=actie.id,
            **plek,
        )

    def _aan_tafel(self, dag: date) -> _Tafel:
        """The overleg with room for one more casus; a new one when the last is full or was long before."""
        tafel = self._tafel
        if tafel is None or tafel.plaatsen >= _PER_OVERLEG or (dag - tafel.overleg.datum).days > 7:
            tafel = self._tafel = self._nieuwe_tafel(dag)
        tafel.plaatsen += 1
        return tafel

    def _nieuwe_tafel(self, dag: date, status: str = "gesloten") -> _Tafel:
        wp, voorzitter = self._wp, self._ik.naam if self._ik else "voorzitter"
        gehouden = status == "gesloten"
        overleg = Overleg.model_validate(
            {
                "id": wp.nieuw_id(), "stream": wp.nieuwe_stream(), "titel": f"Casusoverleg {dag.day}-{dag.month}",
                "datum": dag, "begin": time(9, 30), "eind": time(12, 0), "plaats": "Stadhuis, kamer 2.14",
                "status": status, "voorzitter": voorzitter,
                "begonnen_op": _om(dag, 9, 30) if gehouden else None, "gesloten_op": _om(dag, 12) if gehouden else None,
            }
        )  # fmt: skip
        vast = {"stream": overleg.stream, "overleg_id": overleg.id}
        aan = {"aanwezigheid": "aanwezig", "binnen_sinds": _om(dag, 9, 30), "vertrokken_op": _om(dag, 12)}
        aan = aan if gehouden else {}
        wie = [(voorzitter, self._regio.naam, "", "voorzitter")]
        vaste = sorted((p for p in set(self._partners.values()) if p.vast), key=lambda p: p.naam)[:5]
        wie += [(self._functionaris(), p.naam, p.id, "deelnemer") for p in vaste]
        records: list[Record] = [overleg]
        for nr, (naam, organisatie, partner_id, rol) in enumerate(wie):
            velden = {"volgorde": nr, "naam": naam, "organisatie": organisatie, "partner_id": partner_id, "rol": rol}
            records.append(Deelnemer.model_validate({"id": wp.nieuw_id(), **velden, **vast, **aan}))
        return _Tafel(overleg, records=records)

    def _vandaag_gepland(self, casussen: list[Casus]) -> Iterator[Record]:
        """An open overleg of today with the newest running casussen."""
        tafel = self._nieuwe_tafel(self._vandaag, "open")
        yield from tafel.records
        for nr, casus in enumerate(casussen, 1):
            yield Agendapunt(
                id=self._wp.nieuw_id(),
                stream=tafel.overleg.stream,
                overleg_id=tafel.overleg.id,
                volgorde=nr,
                casus_id=casus.id,
                minuten=20,
            )

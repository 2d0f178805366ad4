"""The probleemanalyse on paper: what may be known by whom it is for, cut before it is laid out, handed out recorded."""

import re
from collections.abc import Iterator
from pathlib import Path

from zvh_desktop.documents import compose
from zvh_desktop.domain.analyse import (
    PUNTSOORTEN,
    VOORWAARDEN,
    VOORWAARDESTATEN,
    ZRM_DOMEINEN,
    ZRM_EDITIES,
    ZRM_VERSIES,
    Analysepunt,
    Reeks,
    Risicotaxatie,
    is_verlopen,
)
from zvh_desktop.domain.betrokkene import vouw
from zvh_desktop.domain.brieven import Brief, Briefdeel
from zvh_desktop.domain.casus import CASUSTYPEN, themanaam
from zvh_desktop.domain.datumtekst import voluit
from zvh_desktop.domain.partner import Partner
from zvh_desktop.domain.uittreksel import NIET_DELEN, Lezer, mag_weten
from zvh_desktop.domain.zoekfragment import schoon
from zvh_desktop.services.analyse import Analyse, BlokInhoud, analyse
from zvh_desktop.services.stukken import Bladbron
from zvh_desktop.services.uitgaan import Uitgaand, geef_uit, noteer
from zvh_desktop.services.werkplek import Bon, Werkplek

__all__ = ["inhoud", "verstrek", "voorbeeld"]

IEDEREEN = ("iedereen", "niemand delen", "alle partners")
"""Words in "niet delen met" that keep something in the dossier, whoever asks."""

GEHEIM_WEG = "geheime adressen, BSN’s en wat niet buiten het dossier mag komen"
_METINGEN = 6
"""So many columns of scores fit on a page; the latest are printed."""


def inhoud(wp: Werkplek, casus_id: str, *, aan: str = "", partner_id: str = "") -> Brief:
    """Return what is printed, frozen; what this reader may not know is not in it.

    Args:
        wp: workplace.
        casus_id: its casus.
        aan: for whom, as printed; "" for a copy that says so, without anything that is kept from anybody.
        partner_id: the partner it goes to, "" when not in the register.
    """
    a = analyse(wp, casus_id)
    return _Papier(a, aan.strip(), a.partners.get(partner_id)).brief(wp)


def voorbeeld(wp: Werkplek, casus_id: str, aan: str = "", partner_id: str = "") -> Bladbron:
    """Return what the pages are made from, to look at before it is handed out."""
    return Bladbron(inhoud=inhoud(wp, casus_id, aan=aan, partner_id=partner_id))


def verstrek(
    wp: Werkplek, casus_id: str, pad: Path, aan: str, hoe: str, partner_id: str = "", doel: str = ""
) -> tuple[Path, Bon]:
    """Hand out the probleemanalyse as a tagged PDF/A-2 file; to whom, how and what was left out is recorded.

    Raises:
        Omstandigheid: as `uitgaan.geef_uit`; without recipient or way nothing is written.
    """
    a = analyse(wp, casus_id)
    papier = _Papier(a, aan.strip(), a.partners.get(partner_id))
    stuk = papier.brief(wp)
    uit = Uitgaand(
        casus_id=casus_id,
        stuk="probleemanalyse",
        wat=f"probleemanalyse van {voluit(wp.vandaag())}",
        aan=aan,
        hoe=hoe,
        inhoud=compose.brief(stuk) if aan.strip() and hoe.strip() else b"",
        partner_id=partner_id,
        doel=doel,
        weggelaten=papier.weggelaten(),
    )
    return geef_uit(wp, uit, pad)


def noteer_afdruk(wp: Werkplek, casus_id: str, wat: str) -> Bon:
    """Record that a sheet of the analysis goes to a printer; it is recorded before it is sent."""
    huis = "eigen gebruik van het huis"
    return noteer(wp, Uitgaand(casus_id=casus_id, stuk="probleemanalyse", wat=wat, aan=huis, hoe="afgedrukt"))


class _Papier:
    """The analysis as one reader may have it, and its parts on paper."""

    def __init__(self, a: Analyse, aan: str, partner: Partner | None) -> None:
        self.a, self.aan = a, aan
        namen = (aan, partner.naam, partner.kortweg) if partner else (aan,)
        wie, id_ = tuple(n for n in namen if n), partner.id if partner else ""
        self._lezer = Lezer("partner", aan, wie, personen=a.betrokkenen, id=id_) if aan else None
        self._gesneden = False

    def weggelaten(self) -> tuple[str, ...]:
        """Kinds of things that are not on it, after `brief`."""
        return (*((NIET_DELEN,) if self._gesneden else ()), GEHEIM_WEG)

    def _mag(self, niet_delen_met: str) -> bool:
        namen = [n.strip() for n in re.split(r"[,;\n]", niet_delen_met) if n.strip()]
        # Nobody named as the reader: then it is nobody's, and what is kept from anybody stays out.
        verboden = bool(namen) and (
            self._lezer is None
            or any(vouw(n) in {vouw(w) for w in IEDEREEN} for n in namen)
            or not mag_weten(namen, self._lezer)
        )
        self._gesneden |= verboden
        return not verboden

    def _tekst(self, soort: str, veld: str, tekst: str) -> str:
        return schoon(soort, veld, tekst.strip(), self.a.betrokkenen)

    def _wie(self, partner_id: str, persoon: str) -> str:
        partner = self.a.partners.get(partner_id)
        return ", ".join(filter(None, (partner.naam if partner else "", self._tekst("", "", persoon))))

    def brief(self, wp: Werkplek) -> Brief:
        """Put all parts together."""
        a, regio = self.a, wp.regio()
        delen = [*self._leefgebieden(), *self._zrm(), *self._risico(), *self._voorwaarden(), *self._themas()]
        casus = a.casus
        kop = Briefdeel(
            gegevens=(
                ("Casus", f"{casus.nummer}, {casus.naam} ({CASUSTYPEN[casus.type]})"),
                ("Thema", ", ".join(themanaam(t) for t in casus.thema)),
                ("Grondslag", casus.grondslag),
                ("Doel", self._tekst("casus", "doel", casus.doel)),
                ("Opgesteld op", f"{voluit(a.vandaag)}, door {wp.wie_naam()}"),
                ("Bestemd voor", self.aan),
            )
        )
        slot = Briefdeel(
            kop="Verantwoording",
            alineas=(
                "Feit en oordeel staan apart, elk met bron en datum. Scores en uitkomsten van instrumenten zijn "
                "overgenomen van wie ze vaststelde; het programma heeft niets berekend, gewogen of gesorteerd.",
                f"Weggelaten: {'; '.join(self.weggelaten())}.",
            ),
        )
        return Brief(
            zvh=regio.naam,
            rubricering=regio.rubricering,
            titel=f"Probleemanalyse {casus.nummer}",
            ondertitel=f"{casus.naam} \u00b7 stand van {voluit(a.vandaag)}",
            bestandstitel=f"Probleemanalyse {casus.nummer}",
            delen=(kop, *delen, slot),
            gemaakt_op=wp.nu(),
            voet=f"Probleemanalyse {casus.nummer} \u00b7 {voluit(a.vandaag)}",
        )

    def _leefgebieden(self) -> Iterator[Briefdeel]:
        leeg = []
        for stand in self.a.standen:
            punten = [p for s in PUNTSOORTEN for p in stand.punten[s] if self._mag(p.niet_delen_met)]
            if not punten:
                # Told as empty only when it is: what was cut is not betrayed by its place.
                if stand.leeg and stand.in_lijst:
                    leeg.append(stand.gebied.naam)
                continue
            rijen = tuple((self._soort(p), self._tekst(p.soort, "tekst", p.tekst), self._bron(p)) for p in punten)
            yield Briefdeel(
                kop=stand.gebied.naam,
                tabel=(("Soort", "Wat", "Bron, datum en over wie"), *rijen),
                breedtes=(0.16, 0.54, 0.3),
            )
        if leeg:
            yield Briefdeel(kop="Nog niet beschreven", alineas=(", ".join(leeg) + ".",))

    @staticmethod
    def _soort(p: Analysepunt) -> str:
        return PUNTSOORTEN[p.puntsoort] + (f" ({p.aard})" if p.puntsoort in ("kracht", "zorg") else "")

    def _bron(self, p: Analysepunt) -> str:
        delen = [self._wie(p.bron_partner_id, self._tekst(p.soort, "bron", p.bron)) or "bron niet genoemd"]
        if p.datum:
            delen.append(voluit(p.datum))
        if p.betrokkene_id:
            delen.append(f"over {self.a.naam_van(p.betrokkene_id)}")
        return "; ".join(delen)

    def _zrm(self) -> Iterator[Briefdeel]:
        for reeks in self.a.reeksen:
            wie = self.a.naam_van(reeks.betrokkene_id)
            kop = f"{ZRM_EDITIES.get(reeks.editie, reeks.editie)}, {ZRM_VERSIES.get(reeks.versie, reeks.versie)}"
            kop = kop[:1].upper() + kop[1:]
            tabel = self._scores(reeks)
            yield Briefdeel(
                kop=f"{kop}: {wie}" if wie else kop,
                alineas=self._onder_zrm(reeks),
                tabel=tabel,
                breedtes=(2.6, *(1.0 for _ in tabel[0][1:])),
            )

    def _onder_zrm(self, reeks: Reeks) -> tuple[str, ...]:
        laatste = reeks.metingen[-1]
        door = self._wie(laatste.partner_id, laatste.afnemer)
        zinnen = ["1 is acute problematiek, 5 is volledig zelfredzaam; een streepje is niet gescoord."]
        if door:
            zinnen.append(f"De laatste meting is afgenomen door {door}.")
        if len(reeks.metingen) > _METINGEN:
            zinnen.append(f"Van de {len(reeks.metingen)} metingen staan de laatste {_METINGEN} in de tabel.")
        return (" ".join(zinnen), *filter(None, [self._tekst("zrmmeting", "toelichting", laatste.toelichting)]))

    @staticmethod
    def _scores(reeks: Reeks) -> tuple[tuple[str, ...], ...]:
        dagen = [f"{m.datum.day}-{m.datum.month}-{m.datum.year}" for m in reeks.metingen[-_METINGEN:]]
        rijen = (
            (ZRM_DOMEINEN.get(d, d), *(str(s) if s else "\u2013" for s in reeks.scores[d][-_METINGEN:]))
            for d in reeks.domeinen
        )
        return (("Domein", *dagen), *rijen)

    def _risico(self) -> Iterator[Briefdeel]:
        taxaties = [t for t in self.a.taxaties if self._mag(t.niet_delen_met)]
        if taxaties:
            yield Briefdeel(
                kop="Risicotaxatie",
                tabel=(("Instrument", "Uitkomst, in woorden", "Afgenomen en geldig"), *map(self._taxatie, taxaties)),
                breedtes=(0.2, 0.5, 0.3),
            )

    def _taxatie(self, t: Risicotaxatie) -> tuple[str, str, str]:
        delen = [voluit(t.datum) if t.datum else "datum niet genoemd", self._wie(t.partner_id, t.afnemer)]
        if t.betrokkene_id:
            delen.append(f"over {self.a.naam_van(t.betrokkene_id)}")
        if t.geldig_tot:
            verlopen = is_verlopen(t, self.a.vandaag)
            delen.append(f"{'verlopen op' if verlopen else 'geldig tot en met'} {voluit(t.geldig_tot)}")
        return t.instrument, self._tekst(t.soort, "uitkomst", t.uitkomst), "; ".join(filter(None, delen))

    def _voorwaarden(self) -> Iterator[Briefdeel]:
        if not self.a.met_voorwaarden:
            return
        rijen = tuple(
            (
                VOORWAARDEN[v.voorwaarde],
                VOORWAARDESTATEN[v.staat] + (f", {voluit(v.datum)}" if v.datum else ""),
                "; ".join(filter(None, (self._wie(v.partner_id, v.wie), self._tekst(v.soort, "notitie", v.notitie)))),
            )
            for v in self.a.voorwaarden
        )
        yield Briefdeel(
            kop="Basisvoorwaarden",
            tabel=(("Voorwaarde", "Stand", "Wie en toelichting"), *rijen),
            breedtes=(0.26, 0.28, 0.46),
        )

    def _themas(self) -> Iterator[Briefdeel]:
        for b in self.a.blokken:
            if b.actief and not b.leeg:
                yield from self._blok(b)

    def _blok(self, b: BlokInhoud) -> Iterator[Briefdeel]:
        gegevens = []
        for veld in b.blok.velden:
            if veld.soort == "elders" or veld.geheim or veld.binnen:
                continue
            waarde = getattr(b.record, veld.naam)
            if veld.keuzes is not None:
                woord = veld.keuzes.get(waarde, waarde) if waarde else ""
            else:
                woord = voluit(waarde) if veld.soort == "datum" and waarde else str(waarde or "")
            gegevens.append((veld.titel, self._tekst(b.blok.soort, veld.naam, woord)))
        if any(w for _, w in gegevens):
            yield Briefdeel(kop=b.blok.titel, gegevens=tuple(gegevens))
        for lijst in b.blok.lijsten:
            rijen = tuple(
                tuple(self._cel(v.naam, v.soort, v.keuzes, getattr(r, v.naam)) for v in lijst.velden)
                for r in b.rijen[lijst.naam]
            )
            if rijen:
                yield Briefdeel(kop=lijst.titel, tabel=(tuple(v.titel for v in lijst.velden), *rijen))

    def _cel(self, naam: str, soort: str, keuzes: object, waarde: object) -> str:
        if isinstance(waarde, bool):
            return "ja" if waarde else "nee"
        if soort == "keuze" and isinstance(keuzes, dict):
            return str(keuzes.get(waarde, waarde)) if waarde else ""
        if soort == "datum":
            return voluit(waarde) if waarde else ""  # type: ignore[arg-type]  # a datum holds a date or nothing
        return self._tekst("themarij", naam, str(waarde or ""))

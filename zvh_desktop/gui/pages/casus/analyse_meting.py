"""The panel of one meting: when, by whom, which edition, and a score for each domain."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from zvh_desktop.domain.analyse import ZRM_DOMEINEN, ZRM_EDITIES, ZRM_NIVEAUS, ZRM_VERSIES, Zrmmeting, domeinen_van
from zvh_desktop.gui.formulierconcept import FormulierConcept
from zvh_desktop.gui.onderdelen import DatumVeld, KeuzeVeld, Knop, RegelVeld, Tekst, TekstVeld, Veld, Zijpaneel
from zvh_desktop.gui.pages.casus.analyse_deel import Inhoud, partnerkeuzes, persoonkeuzes
from zvh_desktop.gui.pages.casus.tab import Huis
from zvh_desktop.services import analyse, concepten
from zvh_desktop.services.meldingen import zin

__all__ = ["Metingpaneel"]


class Metingpaneel(Zijpaneel):
    """Scores are typed: a digit chooses the level, Tab goes to the next domain.

    Nothing is saved before the button; what is typed is a draft from the first choice on.
    """

    def __init__(self, huis: Huis) -> None:
        super().__init__("", huis.gastheer(), breedte=560)
        self._huis = huis
        self._id = ""
        self._casus_id = ""
        self.datum = DatumVeld(vandaag=huis.vandaag, verleden=True)
        self.editie = KeuzeVeld(tuple(ZRM_EDITIES.items()))
        self.versie = KeuzeVeld(tuple(ZRM_VERSIES.items()))
        self.persoon = KeuzeVeld()
        self.partner = KeuzeVeld()
        for keuze in (self.editie, self.versie, self.persoon, self.partner):
            keuze.zet_smal()
        self.afnemer = RegelVeld()
        self.toelichting = TekstVeld(regels=2)
        self.editie.gewijzigd.connect(self._toon_domeinen)
        self.datumveld = Veld(self.tr("Datum"), self.datum, verplicht=True)
        raster = QGridLayout()
        raster.setSpacing(10)
        for half in (0, 1):
            raster.setColumnStretch(half, 1)
        for nr, veld in enumerate(
            (
                self.datumveld,
                Veld(self.tr("Over wie"), self.persoon),
                Veld(self.tr("Editie"), self.editie),
                Veld(self.tr("Versie"), self.versie),
                Veld(self.tr("Afgenomen door, organisatie"), self.partner),
                Veld(self.tr("Afgenomen door"), self.afnemer),
            )
        ):
            raster.addWidget(veld, nr // 2, nr % 2, Qt.AlignmentFlag.AlignTop)
        self.inhoud.addLayout(raster)
        self.inhoud.addWidget(
            Tekst(
                self.tr(
                    "Beoordeel hoe het nu is, niet hoe het kwam; gegevens ouder dan 30 dagen tellen in de regel niet."
                ),
                maat="klein",
                rol="tekst2",
                omloop=True,
            )
        )
        self.melding = Tekst("", rol="gevaar", omloop=True)
        self.melding.hide()
        self.inhoud.addWidget(self.melding)
        niveaus = tuple((str(n), f"{n} {woord}" if n else woord) for n, woord in ZRM_NIVEAUS.items())
        self._raster = QGridLayout()
        self._raster.setSpacing(8)
        self._raster.setColumnStretch(1, 1)
        self.scores: dict[str, KeuzeVeld] = {}
        self._labels: dict[str, Tekst] = {}
        for nr, (domein, naam) in enumerate(ZRM_DOMEINEN.items()):
            keuze = KeuzeVeld(niveaus)
            keuze.setAccessibleName(naam)
            # A label with a buddy takes one ampersand for a shortcut.
            label = Tekst(naam.replace("&", "&&"), maat="knop")
            label.setBuddy(keuze)
            self._raster.addWidget(label, nr, 0)
            self._raster.addWidget(keuze, nr, 1)
            self.scores[domein], self._labels[domein] = keuze, label
        self.inhoud.addLayout(self._raster)
        self.inhoud.addWidget(Veld(self.tr("Toelichting"), self.toelichting))
        self.weg = self.voeg_knop_toe(Knop(self.tr("Intrekken"), soort="gevaar", icoon="trash-2"))
        self.weg.clicked.connect(self._trek_in)
        self.annuleer = self.voeg_knop_toe(Knop(self.tr("Annuleren"), soort="vlak"))
        self.annuleer.clicked.connect(self._annuleer)
        self.knop = self.voeg_knop_toe(Knop(self.tr("Vastleggen"), soort="primair", icoon="check"))
        self.knop.clicked.connect(self._bewaar)
        velden: dict[str, QWidget] = {
            "datum": self.datum, "editie": self.editie, "versie": self.versie, "persoon": self.persoon,
            "partner": self.partner, "afnemer": self.afnemer, "toelichting": self.toelichting,
            **{f"score_{domein}": veld for domein, veld in self.scores.items()},
        }  # fmt: skip
        self.formulier = FormulierConcept(huis.context, self, self.tr("ZRM-meting"), velden)
        self.formulier.hersteld.connect(self._toon_domeinen)
        self.gesloten.connect(self.formulier.leg_neer)

    def begin(self, inhoud: Inhoud, meting: Zrmmeting | None) -> None:
        """Open for a meting, or for a new one."""
        self.formulier.stop()
        a = inhoud.analyse
        self._casus_id, self._id = a.casus.id, meting.id if meting else ""
        self._vul_keuzes(self.persoon, persoonkeuzes(a))
        self._vul_keuzes(self.partner, partnerkeuzes(a))
        self._vul_keuzes(self.editie, self._edities(meting))
        hoofd = next((b.id for b in a.betrokkenen if b.hoofdpersoon), "")
        self.datum.zet(meting.datum if meting else self._huis.vandaag())
        self.persoon.kies(meting.betrokkene_id if meting else hoofd)
        self.editie.kies(meting.editie if meting else "zrm_2017")
        self.versie.kies(meting.versie if meting else "volwassenen")
        self.partner.kies(meting.partner_id if meting else "")
        self.afnemer.setText(meting.afnemer if meting else "")
        self.toelichting.zet(meting.toelichting if meting else "")
        reeks = next((r for r in a.reeksen if meting is not None and meting in r.metingen), None)
        plek = reeks.metingen.index(meting) if reeks and meting else 0
        for domein, veld in self.scores.items():
            rij = reeks.scores.get(domein) if reeks else None
            veld.kies(str((rij[plek] or 0) if rij else 0))
        self._toon_domeinen()
        self._meld("")
        self.zet_titel(self.tr("ZRM-meting") if meting else self.tr("Nieuwe ZRM-meting"))
        self.knop.zet_tekst(self.tr("Bewaren") if meting else self.tr("Vastleggen"))
        self.weg.setVisible(meting is not None)
        self.open(self.scores[domeinen_van("zrm_2017")[0]] if meting is None else None)
        self.formulier.begin(concepten.formulier("zrmmeting", self._casus_id, *((self._id,) if self._id else ())))

    @staticmethod
    def _edities(meting: Zrmmeting | None) -> list[tuple[str, str]]:
        bekend = list(ZRM_EDITIES.items())
        return [*bekend, (meting.editie, meting.editie)] if meting and meting.editie not in ZRM_EDITIES else bekend

    @staticmethod
    def _vul_keuzes(veld: KeuzeVeld, keuzes: list[tuple[str, str]]) -> None:
        veld.clear()
        for waarde, woord in keuzes:
            veld.addItem(woord, waarde)

    def _domeinen(self) -> tuple[str, ...]:
        """The domains of the edition chosen; of an unknown one those that were scored."""
        editie = str(self.editie.waarde() or "")
        return domeinen_van(editie) or tuple(d for d, veld in self.scores.items() if veld.waarde() != "0")

    def _toon_domeinen(self, _waarde: object = None) -> None:
        nu = self._domeinen()
        for domein in self.scores:
            for deel in (self.scores[domein], self._labels[domein]):
                deel.setVisible(domein in nu)

    def _meld(self, tekst: str) -> None:
        self.melding.setText(tekst)
        self.melding.setVisible(bool(tekst))

    def _annuleer(self) -> None:
        self.formulier.weggooien()
        self.sluit()

    def _bewaar(self) -> None:
        self.datumveld.zet_fout("")
        if self.datum.dag is None:
            self.datumveld.zet_fout(self.tr("Vul in wanneer er is gemeten."))
            self.datum.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        velden: dict[str, Any] = {
            "datum": self.datum.dag,
            "editie": str(self.editie.waarde()),
            "versie": str(self.versie.waarde()),
            "betrokkene_id": str(self.persoon.waarde() or ""),
            "partner_id": str(self.partner.waarde() or ""),
            "afnemer": self.afnemer.text().strip(),
            "toelichting": self.toelichting.tekst().strip(),
        }
        scores = {domein: int(self.scores[domein].waarde() or 0) for domein in self._domeinen()}
        self._meld("")
        self.formulier.bewaar(
            analyse.bewaar_meting, self._casus_id, velden, scores, self._id, klaar=self._klaar, fout=self._fout
        )

    def _klaar(self, uit: tuple[str, object]) -> None:
        self.formulier.klaar()
        self.sluit()
        self._huis.gedaan(self.tr("De meting is vastgelegd."), uit[1])

    def _fout(self, wat: BaseException) -> None:
        # What was chosen stays as it is, and in its draft.
        self._meld(zin(wat))

    def _trek_in(self) -> None:
        id_ = self._id
        self.formulier.weggooien()
        self.sluit()
        klaar = partial(self._huis.gedaan, self.tr("De meting is ingetrokken; de geschiedenis blijft bewaard."))
        self._huis.context.taken.doe(analyse.trek_in, "zrmmeting", id_, klaar=klaar, voor=self)

"""The logs of other devices, in a panel beside the own one: up to where they are here, and what does not fit."""

from PySide6.QtWidgets import QSizePolicy, QWidget

from zvh_desktop.gui.onderdelen import Knop, Tekst, Zijpaneel
from zvh_desktop.gui.pages.casus.waarden import moment_in_woorden
from zvh_desktop.gui.pagina import Context
from zvh_desktop.gui.rijen import Rij, RijenLijst, Tegel
from zvh_desktop.services import logboeken
from zvh_desktop.services.logboeken import ElderRegel, Toestellog
from zvh_desktop.services.meldingen import zin

__all__ = ["LogboekenPaneel"]

_HOE = {
    "volledig": ("check", "goed"),
    "achter": ("hourglass", "waarschuwing"),
    "gat": ("circle-alert", "gevaar"),
    "niets": ("clock", "neutraal"),
}


class LogboekenPaneel(Zijpaneel):
    """Devices first; the rows of the one that is opened below them."""

    def __init__(self, context: Context, gastheer: QWidget) -> None:
        super().__init__("", gastheer, breedte=600)
        self.context = context
        self._logs: dict[str, Toestellog] = {}
        self.zet_titel(self.tr("Logboeken van andere toestellen"))
        self.inhoud.addWidget(
            Tekst(
                self.tr(
                    "Elk toestel noemt bij alles wat het verstuurt de laatste regel van zijn logboek. Zo valt op "
                    "wanneer een server iets achterhoudt, of een logboek is veranderd."
                ),
                rol="tekst2",
                omloop=True,
            )
        )
        self.leeg = Tekst("", rol="tekst2", omloop=True)
        self.inhoud.addWidget(self.leeg)
        self.toestellen = RijenLijst(self.tr("Toestellen"), in_kaart=True)
        self.toestellen.geactiveerd.connect(self._open)
        self.kop = Tekst("", gewicht=600, omloop=True)
        self.stand = Tekst("", omloop=True)
        self.regels = RijenLijst(self.tr("Regels van dit toestel"), in_kaart=True, kiesbaar=False)
        for lijst in (self.toestellen, self.regels):
            lijst.zet_marge(0)
            lijst.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for deel in (self.toestellen, self.kop, self.stand, self.regels):
            self.inhoud.addWidget(deel)
        self.voeg_knop_toe(Knop(self.tr("Sluiten"), soort="vlak")).clicked.connect(self.sluit)

    def begin(self) -> None:
        """Open it; that it was looked at is logged."""
        for deel in (self.toestellen, self.kop, self.stand, self.regels):
            deel.hide()
        self.leeg.setText(self.tr("Wordt opgezocht…"))
        self.leeg.show()
        self.open()
        self.context.taken.vraag(logboeken.toestellogs, klaar=self._vul, fout=self._niet, enkel="logboeken")

    def _vul(self, logs: list[Toestellog]) -> None:
        self._logs = {t.toestel: t for t in logs}
        self.leeg.setText(self.tr("Er zijn geen andere toestellen."))
        self.leeg.setVisible(not logs)
        self.toestellen.setVisible(bool(logs))
        self.toestellen.zet(
            Rij(
                t.toestel,
                self.tr("{wie}, {rol}").format(wie=t.wie, rol=t.rol),
                f"{t.wie}, {t.rol}: {t.woorden}",
                lead=Tegel(*_HOE[t.hoe]),
                tweede=t.woorden[:1].upper() + t.woorden[1:],
                maat="knop",
            )
            for t in logs
        )

    def _open(self, sleutel: str) -> None:
        log = self._logs.get(sleutel)
        if log is None:
            return
        self.kop.setText(self.tr("Toestel {id} van {wie}").format(id=log.toestel[:8], wie=log.wie))
        self.stand.setText(log.woorden[:1].upper() + log.woorden[1:])
        self.kop.show()
        self.stand.show()
        self.context.taken.vraag(logboeken.regels_van, sleutel, klaar=self._vul_regels, fout=self._niet, enkel="elders")

    def _vul_regels(self, regels: list[ElderRegel]) -> None:
        self.regels.setVisible(bool(regels))
        self.regels.zet(
            Rij(
                str(r.nummer),
                r.wat[:1].upper() + r.wat[1:],
                f"{r.nummer}, {r.wat}, {r.wie}",
                tweede=self.tr("{nr} · {wanneer} · {wie}").format(
                    nr=r.nummer, wanneer=moment_in_woorden(r.tijdstip), wie=r.wie or self.tr("niemand aangemeld")
                ),
                maat="knop",
            )
            for r in regels
        )

    def _niet(self, fout: BaseException) -> None:
        self.leeg.setText(zin(fout))
        self.leeg.show()

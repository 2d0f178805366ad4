"""The entry line on the chairing screen: the text of each point is its own until it is recorded."""

from zvh_desktop.domain.invoerregel import Bekend, Bekende, Regel, naar_regel, ontleed
from zvh_desktop.gui.voorzitten.kamer import SchermKamer
from zvh_desktop.services.voorzitten_beeld import Concept, InbrengRij

__all__ = ["SchermLijn"]


class SchermLijn(SchermKamer):
    """The entry line; see `VoorzitScherm`."""

    def _bekend(self) -> Bekend:
        """Return whom the line knows: those of the picture, and who is named in an entry being edited."""
        assert self._beeld is not None
        bekend = self._beeld.bekend
        bewerkt = next((i for i in self._beeld.inbreng if i.inbreng_id == self.lijn.bewerkt), None)
        return self._bekend_voor(bekend, bewerkt) if bewerkt else bekend

    @staticmethod
    def _bekend_voor(bekend: Bekend, inbreng: InbrengRij) -> Bekend:
        """Add the names of an entry that are not known any more, so that editing does not lose them."""
        korten = {b.kortweg for b in bekend.namen}
        anders = (m.partition(": ")[0] for m in inbreng.afwijkend if ": " in m)
        for naam in (inbreng.persoon, inbreng.bron, *inbreng.niet_delen_met, *anders):
            if naam and naam not in korten:
                bekend = bekend.met(Bekende(naam))
        return bekend

    def _wissel_lijn(self, doel: str, bewaard: Concept) -> None:
        """Leave the text of one point behind with that point and take up the text of another."""
        if self._lijn_punt:
            self.lijn.bewaar_nu()
            self._onthoud()
        self._lijn_punt = doel
        nieuw = (self._concepten.get(doel) or bewaard) if doel else Concept()
        self.lijn.zet_tekst(nieuw.tekst, nieuw.plek, bewerkt=nieuw.bewerkt)

    def _onthoud(self) -> None:
        if self.lijn.tekst():
            self._concepten[self._lijn_punt] = Concept(self.lijn.tekst(), self.lijn.plek(), self.lijn.bewerkt)
        else:
            self._concepten.pop(self._lijn_punt, None)

    def bewaar_nu(self) -> None:
        """Tell the draft at once: before locking, closing or going elsewhere."""
        self.lijn.bewaar_nu()

    def terug(self, agendapunt_id: str, tekst: str, bewerkt: str = "") -> None:
        """Give an entry back that could not be recorded; it waits in the line of its own point."""
        if agendapunt_id == self._lijn_punt:
            self.lijn.terug(tekst, bewerkt=bewerkt)
            return
        eerder = self._concepten.get(agendapunt_id, Concept())
        samen = f"{tekst}\n{eerder.tekst}" if eerder.tekst.strip() else tekst
        self._concepten[agendapunt_id] = Concept(samen, len(samen), bewerkt)
        self.concept.emit(agendapunt_id, samen, len(samen), bewerkt)

    def zet_bewaard(self) -> None:
        """Say that everything typed so far is kept; call it when the store has answered."""
        self._bewaarklok.stop()
        self._zeg_bewaard(self.tr("bewaard"), "check", "goed")

    def zet_bewaarfout(self, zin: str) -> None:
        """Say that keeping failed; the text itself still stands in the line."""
        self._bewaarklok.stop()
        self._zeg_bewaard(zin, "triangle-alert", "gevaar")

    def _nog_niet_bewaard(self) -> None:
        self._zeg_bewaard(self.tr("bezig met bewaren"), "hourglass", "tekst2")

    def _zeg_bewaard(self, woorden: str, beeld: str, rol: str) -> None:
        if self.bewaard.text() != woorden:
            self.bewaard.setText(woorden)
            self.bewaard.zet_rol(rol)
            self._bewaaricoon.zet(beeld, rol)

    def _concept(self, tekst: str, plek: int) -> None:
        if not self._lijn_punt:
            return
        if not self._bewaarklok.isActive():
            self._bewaarklok.start()
        self.concept.emit(self._lijn_punt, tekst, plek, self.lijn.bewerkt)

    def _vastgelegd(self, regel: Regel, tekst: str) -> None:
        self._concepten.pop(self._lijn_punt, None)
        if self.lijn.bewerkt:
            self.inbreng_wijzigen.emit(self.lijn.bewerkt, regel, tekst)
        else:
            self.vastgelegd.emit(self._lijn_punt, regel, tekst)

    def _splitsen(self, voor: str, na: str) -> None:
        bekend = self._bekend()
        sleutel = self.lijn.bewerkt
        self._concepten.pop(self._lijn_punt, None)
        self.inbreng_splitsen.emit(sleutel, ontleed(voor, bekend), ontleed(na, bekend), f"{voor} {na}")

    def _vorige_wijzigen(self) -> None:
        """Take the last entry in; again takes the one before, while nothing was changed in it."""
        if self._beeld is None or not self._beeld.inbreng:
            return
        ids = [i.inbreng_id for i in self._beeld.inbreng]
        nu = self.lijn.bewerkt
        if nu in ids and self.lijn.tekst() == self._als_regel(self._beeld.inbreng[ids.index(nu)]):
            self.lijn.zet_tekst("")
            self.wijzig(ids[max(0, ids.index(nu) - 1)])
        else:
            self.wijzig(ids[-1])

    def _als_regel(self, i: InbrengRij) -> str:
        assert self._beeld is not None
        bekend = self._bekend_voor(self._beeld.bekend, i)
        return naar_regel(
            i.soort,
            i.tekst,
            bekend,
            wie=i.persoon or i.bron,
            datum=i.uiterlijk,
            fase=i.fase,
            gebied=i.leefgebied,
            aangeleverd=i.aangeleverd_op,
            motivering=i.motivering,
            niet_delen_met=i.niet_delen_met,
            afwijkend=i.afwijkend,
        )

    def wijzig(self, inbreng_id: str) -> None:
        """Take an earlier entry into the line for editing."""
        beeld = self._beeld
        inbreng = next((i for i in beeld.inbreng if i.inbreng_id == inbreng_id), None) if beeld else None
        if beeld is not None and inbreng is not None:
            self.lijn.zet_bekend(self._bekend_voor(beeld.bekend, inbreng))
            self.lijn.bewerk(inbreng_id, self._als_regel(inbreng))
            self.naar_invoer()

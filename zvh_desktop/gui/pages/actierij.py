"""An action of a partner as one row: whose, for which casus, by when, and how late."""

from datetime import date

from zvh_desktop.domain.actieloop import STANDEN
from zvh_desktop.domain.plan import ACTIESTATUS
from zvh_desktop.gui.onderdelen import datum_in_woorden
from zvh_desktop.gui.rijen import Avatar, Chipje, Rij
from zvh_desktop.services.acties import ActieRegel

__all__ = ["actierij", "wanneer"]

_STATUSROL = {"gedaan": ("goed", "check"), "niet_mogelijk": ("waarschuwing", "circle-slash"),
              "niet_gedaan": ("gevaar", "circle-x"), "geweigerd": ("waarschuwing", "circle-slash"),
              "vervallen": ("neutraal", "minus")}  # fmt: skip


def wanneer(regel: ActieRegel, vandaag: date) -> Chipje:
    """Return the chip that says by when, how late, or how it ended."""
    if regel.status != "open":
        rol, icoon = _STATUSROL[regel.status]
        return Chipje(ACTIESTATUS[regel.status], rol, icoon)
    if regel.uiterlijk is None:
        return Chipje("geen datum")
    if regel.dagen_te_laat:
        dagen = "1 dag" if regel.dagen_te_laat == 1 else f"{regel.dagen_te_laat} dagen"
        return Chipje(f"{dagen} te laat", "gevaar")
    over = (regel.uiterlijk - vandaag).days
    if over == 0:
        return Chipje("vandaag", "waarschuwing")
    if over == 1:
        return Chipje("morgen", "waarschuwing")
    return Chipje(datum_in_woorden(regel.uiterlijk, jaar=regel.uiterlijk.year != vandaag.year))


def actierij(regel: ActieRegel, vandaag: date, *, terugkoppeling: bool = False, gemerkt: bool = False) -> Rij:
    """Return the row of an action; ended ones are dimmed and may show their terugkoppeling, `gemerkt` is ticked."""
    wie = regel.organisatie or regel.persoon or "zonder eigenaar"
    persoon = regel.persoon if regel.organisatie else ""
    delen = [wie, persoon, regel.casusnaam]
    if regel.fase:
        delen.append(f"fase {regel.fase}")
    if regel.vanaf and regel.vanaf > vandaag:
        delen.append(f"vanaf {datum_in_woorden(regel.vanaf)}")
    if regel.uitgesteld:
        delen.append(f"{regel.uitgesteld} keer uitgesteld")
    if terugkoppeling and regel.terugkoppeling:
        delen.append(f"“{' '.join(regel.terugkoppeling.split())}”")
    tweede = " · ".join(deel for deel in delen if deel)
    chip = wanneer(regel, vandaag)
    keuze = [Chipje("gekozen", "accent", "check")] if gemerkt else []
    voor: list[Chipje] = []
    if regel.status == "open":
        if regel.prioriteit == "hoog":
            voor.append(Chipje("hoge prioriteit", "waarschuwing"))
        if regel.stand != "aanvaard":
            voor.append(Chipje(STANDEN[regel.stand], "info"))
    return Rij(
        regel.id,
        " ".join(regel.tekst.split()),
        ". ".join((*(c.tekst for c in keuze), regel.tekst, tweede, *(c.tekst for c in (*voor, chip)))),
        lead=Avatar("✓" if gemerkt else wie[:1].upper()),
        tweede=tweede,
        achter=(*keuze, *voor, chip),
        maat="knop",
        maat2="klein",
        gedimd=regel.status != "open",
        tip=regel.tekst,
    )

"""Make rows out of the picture of a meeting: what is shown, and the sentence a screen reader speaks."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from zvh_desktop.domain.datumtekst import schrijf_datum
from zvh_desktop.domain.overleg import INBRENGSOORTEN
from zvh_desktop.domain.plan import ACTIESTATUS, FASEN
from zvh_desktop.gui.onderdelen.inbrengsoort import SOORTICOON, SOORTROL
from zvh_desktop.gui.rijen import Avatar, Icoon, Lead, Rij, Stuk, Tegel
from zvh_desktop.gui.schilder import Chipje
from zvh_desktop.services.meeschrijven import VERS_S
from zvh_desktop.services.voorzitten_beeld import (
    BESLISPUNTEN,
    KAMERSTATUS,
    AgendaRij,
    InbrengRij,
    KamerRij,
    TeVerslaan,
    VoorzitBeeld,
    VorigeActie,
    verstreken_s,
)

__all__ = [
    "GROEPEN",
    "agenda_rij",
    "beslis_rij",
    "inbreng_rij",
    "initialen",
    "kamer_rij",
    "klok",
    "klok_woorden",
    "mee_in_woorden",
    "verslagen_in_woorden",
    "vorige_rij",
]

GROEPEN: Final[dict[str, tuple[str, ...]]] = {
    "beeld": ("informatie", "veiligheid"),
    "oordeel": ("oordeel",),
    "besluit": ("besluit",),
    "acties": ("actie",),
    "samenvatting": ("samenvatting",),
}
"""Kinds of entries by the steps of the conversation: beeld, oordeel, besluit en plan, acties, samenvatting."""

_KAMERCHIP: Final = {
    "aanwezig": ("goed", "user-check"),
    "wacht_buiten": ("neutraal", "user-x"),
    "verwacht": ("neutraal", "hourglass"),
    "vertrokken": ("neutraal", "log-out"),
    "afwezig_met_bericht": ("neutraal", "user-x"),
    "afwezig_zonder_bericht": ("waarschuwing", "user-x"),
}
_KORT: Final = {"verwacht": "verwacht", "afwezig_met_bericht": "afgemeld", "afwezig_zonder_bericht": "afwezig"}
"""Shorter than KAMERSTATUS, where the whole words would leave no room for the name; those are spoken and in the tip."""

_ACTIETEGEL: Final = {
    "open": ("circle-dot", "neutraal"),
    "gedaan": ("check", "goed"),
    "niet_mogelijk": ("clock", "waarschuwing"),
    "niet_gedaan": ("circle-alert", "gevaar"),
    "geweigerd": ("circle-slash", "waarschuwing"),
    "vervallen": ("circle-slash", "neutraal"),
}


def initialen(naam: str) -> str:
    """Return two letters for the circle: first and last capital of a name, titles left out."""
    woorden = [
        w for w in naam.replace("’", "'").split() if w[:1].isalpha() and w.casefold() not in ("mr.", "dr.", "drs.")
    ]
    groot = [w for w in woorden if w[0].isupper()] or woorden
    if not groot:
        return "?"
    return (groot[0][0] + (groot[-1][0] if len(groot) > 1 else "")).upper()


def klok(seconden: int) -> str:
    """Return minutes and seconds as a clock: "18:40", "1:02:05"."""
    uren, rest = divmod(max(0, seconden), 3600)
    return f"{uren}:{rest // 60:02d}:{rest % 60:02d}" if uren else f"{rest // 60:02d}:{rest % 60:02d}"


def klok_woorden(seconden: int) -> str:
    """Return the minutes as they are spoken."""
    minuten = max(0, seconden) // 60
    return "1 minuut" if minuten == 1 else f"{minuten} minuten"


def _zin(*delen: str) -> str:
    return ". ".join(d.rstrip(". ") for d in delen if d) + "."


def agenda_rij(punt: AgendaRij, nummer: int, *, huidig: bool, nu: datetime, concept: bool = False) -> Rij:
    """Describe a point of the agenda; the current one shows its running clock."""
    gebruikt = verstreken_s(punt.gebruikt_s, punt.loopt_sinds, nu)
    over = gebruikt > punt.minuten * 60
    lead: Lead = Stuk(str(nummer), "tekst2", 600, breedte=27)
    if huidig:
        lead = Icoon("play", "accent")
    elif punt.besproken:
        lead = Icoon("check", "tekst3")
    tijd = klok(gebruikt) if huidig and (gebruikt or punt.loopt_sinds) else f"{punt.minuten}′"
    rol = ("gevaar" if over else "accent") if huidig else "tekst"
    achter: tuple[Icoon | Stuk, ...] = (Stuk(tijd, rol, 600, maat="klein"),)
    if concept and not huidig:
        achter = (Icoon("pencil", "waarschuwing"), *achter)
    stand = "nu aan de orde" if huidig else "besproken" if punt.besproken else ""
    tijd_zin = (
        f"{klok_woorden(gebruikt)} van {klok_woorden(punt.minuten * 60)}" if huidig else klok_woorden(punt.minuten * 60)
    )
    wacht = "er staat een regel die nog niet is vastgelegd" if concept and not huidig else ""
    return Rij(
        punt.agendapunt_id,
        (Stuk(punt.titel, "accent" if huidig else "tekst", 600),),
        _zin(f"{nummer}, {punt.titel}", stand, tijd_zin, wacht),
        lead=lead,
        achter=achter,
        maat="sectie",
        gedimd=punt.besproken and not huidig,
    )


def kamer_rij(wie: KamerRij) -> Rij:
    """Describe a person: name, organisation, where they are, and whether they are covered."""
    rol, beeld = _KAMERCHIP[wie.status]
    woord = _KORT.get(wie.status, KAMERSTATUS[wie.status])
    if wie.houdt_tegen:
        rol, beeld, woord = "gevaar", "shield-alert", "niet gedekt"
    elif wie.toegelaten and wie.status == "aanwezig":
        rol, beeld, woord = "waarschuwing", "user-check", "toegelaten"
    elif wie.digitaal and wie.status == "aanwezig":
        # One chip: two leave no room for the name.
        beeld, woord = "monitor", "digitaal"
    voor = f"waarnemer voor {wie.waarneemt_voor}" if wie.waarneemt_voor else ""
    dekking = wie.dekking_woorden or ("gedekt" if wie.gedekt else "niet gedekt")
    return Rij(
        wie.deelnemer_id,
        (Stuk(wie.naam, gewicht=600),),
        _zin(
            f"{wie.naam}, {wie.organisatie}",
            voor,
            KAMERSTATUS[wie.status],
            "digitaal" if wie.digitaal else "",
            "toegelaten" if wie.toegelaten else "",
            dekking,
        ),
        lead=Avatar(initialen(wie.naam)),
        tweede=f"{voor} · {wie.organisatie}" if voor else wie.organisatie,
        achter=(Chipje(woord, rol, beeld),),
        maat="knop",
        tip=" · ".join((wie.naam, wie.organisatie, KAMERSTATUS[wie.status], dekking)),
    )


def inbreng_rij(inbreng: InbrengRij, vandaag: date) -> Rij:
    """Describe an entry of the log."""
    soort = INBRENGSOORTEN[inbreng.soort]
    stukken = [Stuk(f"{inbreng.bron}  ", gewicht=700)] if inbreng.bron else []
    stukken.append(Stuk(inbreng.tekst))
    chips = []
    if inbreng.persoon and inbreng.persoon != inbreng.bron:
        chips.append(Chipje(inbreng.persoon))
    if inbreng.uiterlijk:
        chips.append(Chipje(schrijf_datum(inbreng.uiterlijk, vandaag)))
    if inbreng.fase:
        chips.append(Chipje(f"fase {inbreng.fase}", f"fase{inbreng.fase}"))
    if inbreng.leefgebied:
        chips.append(Chipje(inbreng.leefgebied))
    onder = []
    if inbreng.aangeleverd_op:
        onder.append(f"aangeleverd op {schrijf_datum(inbreng.aangeleverd_op, vandaag, 'lang')}")
    if inbreng.motivering:
        onder.append(f"omdat: {inbreng.motivering}")
    for mening in inbreng.afwijkend:
        wie, dubbel, zin = mening.partition(": ")
        onder.append(f"{wie} oordeelt anders: {zin}" if dubbel else mening)
    if inbreng.door:
        onder.append(f"geschreven door {inbreng.door}")
    if inbreng.niet_delen_met:
        onder.append("niet delen met " + ", ".join(inbreng.niet_delen_met))
    uiterlijk = f"uiterlijk {schrijf_datum(inbreng.uiterlijk, vandaag, 'lang')}" if inbreng.uiterlijk else ""
    fase = f"fase {inbreng.fase}, {FASEN[inbreng.fase].lower()}" if inbreng.fase else ""
    spreek = _zin(
        f"{soort}, {inbreng.bron}: {inbreng.tekst}" if inbreng.bron else f"{soort}: {inbreng.tekst}",
        inbreng.persoon if inbreng.persoon != inbreng.bron else "",
        uiterlijk,
        fase,
        f"leefgebied {inbreng.leefgebied}" if inbreng.leefgebied else "",
        *onder,
    )
    return Rij(
        inbreng.inbreng_id,
        tuple(stukken),
        spreek,
        lead=Chipje(soort, SOORTROL[inbreng.soort], SOORTICOON[inbreng.soort], breedte=98),
        tweede=" · ".join(onder),
        chips=tuple(chips),
        maat="log",
        maat2="knop",
    )


def vorige_rij(actie: VorigeActie, vandaag: date) -> Rij:
    """Describe an action agreed last time and what came of it."""
    beeld, rol = _ACTIETEGEL[actie.status]
    delen = [actie.wie] if actie.wie else []
    if actie.status == "open":
        if actie.dagen_te_laat:
            rol, beeld = "gevaar", "circle-alert"
            delen.append(f"{actie.dagen_te_laat} {'dag' if actie.dagen_te_laat == 1 else 'dagen'} te laat")
        elif actie.uiterlijk:
            delen.append(f"open, uiterlijk {schrijf_datum(actie.uiterlijk, vandaag)}")
        else:
            delen.append("open")
    else:
        woord = ACTIESTATUS[actie.status]
        delen.append(f"{woord}: {actie.terugkoppeling}" if actie.terugkoppeling else woord)
    onder = " · ".join(delen)
    return Rij(
        actie.actie_id,
        (Stuk(actie.tekst, gewicht=600),),
        _zin(actie.tekst, *delen),
        lead=Tegel(beeld, rol),
        tweede=onder,
        maat="knop",
        tip=f"{actie.tekst} · {onder}",
    )


def mee_in_woorden(beeld: VoorzitBeeld, nu: datetime) -> str:
    """Say who writes on another device and where, and which point is led elsewhere; "" when there is nothing to say.

    What was last said too long ago is left out: nobody is said to be writing who may have gone.
    """
    nummers = {p.agendapunt_id: n for n, p in enumerate(beeld.agenda, 1)}
    delen = []
    for m in beeld.meeschrijvers:
        if m.agendapunt_id in nummers and abs((nu - m.sinds).total_seconds()) < VERS_S:
            waar = "hier mee" if m.agendapunt_id == beeld.huidig else f"bij punt {nummers[m.agendapunt_id]}"
            delen.append(f"{m.naam or 'Een ander toestel'} schrijft {waar} ({m.sinds:%H:%M})")
    if beeld.geleid_bij in nummers:
        delen.append(
            f"Punt {nummers[beeld.geleid_bij]} is aan de orde; u kijkt en schrijft hier zonder het te verzetten"
        )
    return ". ".join(delen) + "." if delen else ""


def beslis_rij(sleutel: str) -> Rij:
    """Describe a point that is still undecided."""
    woord = BESLISPUNTEN[sleutel]
    return Rij(
        sleutel, (Stuk(woord),), _zin("Nog te beslissen", woord), lead=Icoon("circle-alert", "tekst"), maat="knop"
    )


def verslagen_in_woorden(verslagen: Iterable[TeVerslaan]) -> str:
    """Say where the verslagen of the last overleg stand, a line each; numbers, no names."""
    regels = []
    for v in verslagen:
        stand = {"concept": "concept", "reactie": "ligt ter reactie", "vastgesteld": "vastgesteld"}.get(
            v.status, "ondertekend"
        )
        if v.open_reacties:
            stand += (
                ", 1 reactie nog niet verwerkt"
                if v.open_reacties == 1
                else (f", {v.open_reacties} reacties nog niet verwerkt")
            )
        regels.append(f"{v.nummer}: {stand}")
    return "\n".join(regels)

"""Vandaag: the overleg of today, and what asks for attention, in order, each with the one thing to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from zvh_desktop.domain.rechten import Daad, wie_wel
from zvh_desktop.domain.tijd import kalenderdag
from zvh_desktop.services import acties, beheer, concepten, overlegbeeld
from zvh_desktop.services.acties import ActieRegel
from zvh_desktop.services.kijker import bedek_regels
from zvh_desktop.services.overlegbeeld import OverlegDetail
from zvh_desktop.services.volledig import ontbreekt
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import queries

__all__ = ["Aandacht", "VandaagBeeld", "eerste_blik", "vandaag"]


@dataclass(frozen=True, slots=True)
class Aandacht:
    """Something that asks for attention.

    Attributes:
        ernst: "danger", "warning", "info" or "neutral".
        soort: key for the icon and the act: actie_te_laat, niet_gedekt, verslag_concept, verslag_ondertekenen,
            aanmelding_onvolledig, triage. What has a day of its own is in `services.termijnen`.
        doe: word on the button.
        doel: page to go to; `argumenten` its arguments.
        niet: why who is at work may not do it there, in a sentence; "" when they may. voor: the role that may.
    """

    ernst: str
    soort: str
    kop: str
    tekst: str
    doe: str
    doel: str
    argumenten: tuple[tuple[str, str], ...] = ()
    niet: str = ""
    voor: str = ""


_DAAD: Final[Mapping[str, Daad]] = MappingProxyType(
    {
        "niet_gedekt": Daad.OVERLEG_VOORBEREIDEN,
        "aanmelding_onvolledig": Daad.AANMELDING_BIJWERKEN,
        "triage": Daad.AANMELDING_BIJWERKEN,
        "verslag_concept": Daad.VERSLAG_MAKEN,
        "verslag_ondertekenen": Daad.ONDERTEKENEN,
    }
)
"""What the button on each kind does; who may see actions may look at them."""


@dataclass(frozen=True, slots=True)
class VandaagBeeld:
    """The first screen."""

    overleg: OverlegDetail | None
    """Today's (or the next) overleg that is not gesloten."""
    is_vandaag: bool
    aandacht: tuple[Aandacht, ...]
    acties: tuple[ActieRegel, ...]
    """The most urgent open actions, at most eight."""
    acties_open: int
    acties_te_laat: int
    nu: datetime
    overleggen_vandaag: int
    """How many of this day are not gesloten."""
    casussen: int
    """How many there are; 0 in a fresh vault."""
    recent: tuple[tuple[str, str], ...]
    """(id, name) of the casussen this person worked on last."""
    niet_bewaard: tuple[concepten.NietBewaard, ...]
    """Text that was typed and neither saved nor discarded."""
    rol: str = ""
    """Of who is at work, for the pages that stand beside this one."""


def vandaag(wp: Werkplek) -> VandaagBeeld:
    """Compose the first screen; queries only what is open, whatever the size of the vault."""
    dag, wie = wp.vandaag(), wp.wie
    overleg = wp.mag(Daad.OVERLEG_ZIEN)
    komende = queries.open_overleggen(wp.store.verbinding, dag) if overleg.mag else []
    eerst = overlegbeeld.detail(wp, komende[0][0]) if komende else None
    urgent, aantal_open, aantal_laat = queries.actiestand(wp.store.verbinding, dag, 8)
    regels = bedek_regels(wp, acties.regels(urgent, dag, {}))
    return VandaagBeeld(
        overleg=eerst,
        is_vandaag=bool(eerst and eerst.overleg.datum == dag),
        aandacht=tuple(_naar_recht(wp, a) for a in _aandacht(wp, eerst, regels, aantal_laat)),
        acties=tuple(regels),
        acties_open=aantal_open,
        acties_te_laat=aantal_laat,
        nu=wp.nu(),
        overleggen_vandaag=sum(datum == dag for _, datum in komende),
        casussen=queries.aantal_casussen(wp.store.verbinding),
        recent=tuple(queries.laatst_gewerkt(wp.store.verbinding, wie.id, 4)) if wie else (),
        niet_bewaard=tuple(concepten.lijst(wp)),
        rol=overleg.rol,
    )


def eerste_blik(wp: Werkplek, met_beeld: bool) -> tuple[bool, VandaagBeeld | None]:
    """Is the vault set up, and what does its first screen show? One question, so that nobody waits in between."""
    ingericht = beheer.is_ingericht(wp)
    return ingericht, vandaag(wp) if ingericht and met_beeld else None


def _naar_recht(wp: Werkplek, a: Aandacht) -> Aandacht:
    """Say beforehand what who is at work may not do: the same can still be read."""
    daad = _DAAD.get(a.soort)
    if daad is None:
        return a
    o = wp.mag(daad, dict(a.argumenten).get("casus_id", ""))
    if o.mag:
        return a
    # Late: most people may, and this is read while the vault opens.
    from zvh_desktop.services.meldingen import niet_bevoegd

    return replace(a, niet=niet_bevoegd(daad, o.rol, o.reden, vooraf=True), voor=wie_wel(daad)[0])


def _aandacht(wp: Werkplek, eerst: OverlegDetail | None, regels: list[ActieRegel], laat: int) -> list[Aandacht]:
    uit: list[Aandacht] = []
    if eerst:
        open_ = [
            d for d in eerst.deelnemers if not d.dekking.gedekt and not d.deelnemer.aanwezigheid.startswith("afwezig")
        ]
        if open_:
            namen = "; ".join(f"{d.deelnemer.naam}, {d.deelnemer.organisatie}" for d in open_[:3])
            kop = (
                "1 deelnemer heeft nog niet getekend"
                if len(open_) == 1
                else f"{len(open_)} deelnemers hebben nog niet getekend"
            )
            uit.append(
                Aandacht(
                    "warning",
                    "niet_gedekt",
                    kop,
                    namen,
                    "Laten tekenen",
                    "overleggen.overleg",
                    (("overleg_id", eerst.overleg.id),),
                )
            )
    for casus_id, naam, nummer in queries.aangemeld(wp.store.verbinding):
        mist = ontbreekt(wp, casus_id)
        if mist:
            uit.append(
                Aandacht(
                    "warning", "aanmelding_onvolledig", f"{naam}: aanmelding is niet compleet",
                    "mist " + ", ".join(mist[:3]) + (" en meer" if len(mist) > 3 else ""),
                    "Aanvullen", "casussen.casus", (("casus_id", casus_id), ("tab", "aanmelding")),
                )
            )  # fmt: skip
        else:
            uit.append(
                Aandacht(
                    "info", "triage", f"{naam} wacht op triage", f"{nummer} · de aanmelding is compleet",
                    "Triage", "casussen.casus", (("casus_id", casus_id), ("tab", "aanmelding")),
                )
            )  # fmt: skip
    for groep in queries.open_verslagen(wp.store.verbinding):
        n, plek = groep.aantal, f"{groep.overleg} {kalenderdag(groep.datum, jaar=False)}"
        if groep.klaar:
            kop = f"{n} {'verslag is' if n == 1 else 'verslagen zijn'} vastgesteld en nog niet ondertekend"
            tekst, doe = plek, "Ondertekenen"
        else:
            kop = f"{n} {'verslag wacht' if n == 1 else 'verslagen wachten'} op vaststelling"
            tekst, doe = f"{plek} · {groep.reacties_open} open reacties", "Vaststellen"
        soort = "verslag_ondertekenen" if groep.klaar else "verslag_concept"
        uit.append(Aandacht("info", soort, kop, tekst, doe, "verslagen", (("verslag_id", groep.eerste),)))
    if laat:
        oudste = max(regels, key=lambda r: r.dagen_te_laat)
        wie = oudste.organisatie or oudste.persoon or "zonder eigenaar"
        dagen = f"{oudste.dagen_te_laat} {'dag' if oudste.dagen_te_laat == 1 else 'dagen'}"
        uit.append(
            Aandacht(
                "neutral", "actie_te_laat", f"{laat} {'actie' if laat == 1 else 'acties'} te laat",
                f"oudste: {wie}, {dagen}", "Bekijken", "acties",
            )
        )  # fmt: skip
    return uit

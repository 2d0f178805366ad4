"""What a check of a file says, in plain Dutch: what is proven, and what is not. For the window and the command line."""

from datetime import datetime, timedelta
from typing import Final, Literal

from zvh_desktop.documents.signing import Controle, Handtekening, Niveau, Verdict, Vertrouwen
from zvh_desktop.domain.errors import Reden, ZvhFout
from zvh_desktop.domain.tijd import kalenderdag, lokaal
from zvh_desktop.services.meldingen import zin
from zvh_desktop.store.check import Bevinding

__all__ = ["Soort", "bevinding", "kort", "onleesbaar", "oordeel", "woorden"]

_DAG: Final = timedelta(days=1)

Soort = Literal["ok", "let_op", "fout"]
"""ok: this is so; let_op: this is not proven; fout: this is wrong."""

_BEVINDINGEN: Final = {
    "pagina": "bladen van het bestand zijn beschadigd",
    "database": "fouten in de opbouw van de database",
    "vreemde_sleutel": "verwijzingen binnen de database kloppen niet",
    "logboek": "het logboek past niet meer op zichzelf",
    "head": "standen van velden passen niet bij de geschiedenis",
    "veld": "velden hebben een andere waarde dan de geschiedenis zegt",
    "record": "stukken zijn niet te lezen of horen nergens bij",
    "tabel": "stukken van een soort die dit programma niet kent",
    "botsing": "de lijst van velden met twee waarden klopt niet",
    "stuk": "verzegelde stukken zijn niet meer zoals ze waren",
    "bestand": "bewaarde bestanden zijn niet meer zoals ze waren",
    "zoekindex": "de zoekindex klopt niet en moet opnieuw worden gemaakt",
    "verwijzing": "stukken verwijzen naar iets dat er niet is",
}

_FOUTEN: Final = {
    "bytes_gewijzigd": "Het ondertekende deel van het bestand is veranderd na de handtekening van {naam}.",
    "handtekening_klopt_niet": "De handtekening van {naam} klopt niet.",
    "inhoud_gewijzigd": "Na de handtekening van {naam} is iets veranderd dat de ondertekenaar niet toestond.",
    "aangeplakt": "Na de handtekening van {naam} zijn gegevens achter het bestand geplakt.",
    "omhulsel_afwijkend": "In de ruimte om de handtekening van {naam} staat iets dat daar niet hoort.",
    "zwak_algoritme": "De handtekening van {naam} gebruikt een rekenwijze die niet meer betrouwbaar is.",
    "certificaat_verlopen": "Het certificaat van {naam} was op het moment van ondertekenen niet geldig.",
    "certificaat_ander_doel": "Het certificaat van {naam} is niet bedoeld om stukken mee te ondertekenen.",
    "certificaat_ingetrokken": "Het certificaat van {naam} was ingetrokken; deze handtekening bewijst niets.",
    "onleesbaar": "De handtekening in het vak ‘{veld}’ is niet te lezen.",
}

_INSTAAN: Final[dict[Vertrouwen, tuple[Soort, str]]] = {
    "eigen": (
        "let_op",
        "Ondertekend met een eigen sleutel uit deze kluis, op naam van {naam}; niet gekwalificeerd: "
        "bewijst dat niets veranderde, niet wie het toestel bediende.",
    ),
    "regio": (
        "ok",
        "Ondertekend door {naam}: uitgegeven door de regio ({uitgever}), die instaat voor de naam; niet "
        "gekwalificeerd.",
    ),
    "bekend": (
        "ok",
        "Ondertekend door {naam}: een instantie die u vertrouwt staat in voor de naam. Niet gekwalificeerd.",
    ),
    "gekwalificeerd": (
        "let_op",
        "Ondertekend door {naam}: een gekwalificeerde instantie staat in voor de naam, maar dit certificaat zegt niet "
        "dat het voor gekwalificeerde handtekeningen is.",
    ),
    "onbekend": (
        "let_op",
        "Ondertekend met een sleutel die hier niet bekend is, op naam van {naam}: "
        "bewijst dat niets veranderde, niet wie tekende.",
    ),
}
"""Who stands in for the name, and what that proves."""

_NIVEAUS: Final[dict[Niveau, tuple[Soort, str]]] = {
    "geen PAdES": ("let_op", "De handtekening volgt de Europese afspraak voor PDF (PAdES) niet."),
    "PAdES B-B": ("ok", "Niveau PAdES B-B: het certificaat van {naam} is mee ondertekend."),
    "PAdES B-T": ("ok", "Niveau PAdES B-T: een tijdstempel bewijst dat de handtekening van {naam} er toen al was."),
    "PAdES B-LT": (
        "ok",
        "Niveau PAdES B-LT: ook zonder netwerk is na te gaan dat het certificaat van {naam} niet was ingetrokken.",
    ),
}


_KORT: Final[dict[Vertrouwen, str]] = {
    "eigen": "eigen sleutel van dit programma",
    "regio": "certificaat van de regio",
    "bekend": "certificaat van een instantie die u vertrouwt",
    "gekwalificeerd": "certificaat van een gekwalificeerde instantie",
    "onbekend": "certificaat van een hier onbekende instantie",
}


def kort(h: Handtekening) -> str:
    """Return level and kind of a signature in a few words, as found in the file: never more than is proven."""
    if h.redenen:
        return "deze handtekening klopt niet"
    aard = "gekwalificeerd certificaat" if h.gekwalificeerd else f"{_KORT[h.vertrouwen]}, niet gekwalificeerd"
    return f"{h.niveau} · {aard}"


def oordeel(controle: Controle) -> tuple[Soort, str]:
    """Return the answer in one sentence."""
    if controle.verdict is Verdict.GELDIG:
        return "ok", "Ondertekend, en sindsdien niet veranderd."
    if controle.verdict is Verdict.GEEN_HANDTEKENING:
        return "let_op", "Niet ondertekend: niets bewijst dat dit bestand onveranderd is."
    return "fout", "Vertrouw dit bestand niet: de ondertekening klopt niet of er is daarna iets veranderd."


def bevinding(gevonden: Bevinding) -> str:
    """Return what a check of the vault found, in words: what and how often; never a content."""
    wat = _BEVINDINGEN.get(gevonden.wat, gevonden.wat.replace("_", " "))
    return f"{wat[0].upper()}{wat[1:]}: {gevonden.aantal}"


def onleesbaar(fout: BaseException) -> tuple[Soort, str]:
    """Return the sentence for a file that could not be checked at all."""
    reden = fout.reden if isinstance(fout, ZvhFout) else None
    wat = fout.gegevens.get("wat") if isinstance(fout, ZvhFout) and reden is Reden.BESTAND_ONLEESBAAR else None
    if wat == "wortels":
        return "let_op", (
            "Niets gecontroleerd: het bestand met certificaten die u vertrouwt, in de instellingen van dit toestel, "
            "is weg of niet te lezen."
        )
    if wat == "versleuteld":
        return (
            "fout",
            "Het bestand is met een wachtwoord beveiligd; zonder dat wachtwoord valt er niets te controleren.",
        )
    zinnen = {
        Reden.BESTAND_LEEG: "Het bestand is leeg; er valt niets te controleren.",
        Reden.BESTAND_TE_GROOT: "Het bestand is te groot om een verslag te zijn en is niet gelezen.",
        Reden.BESTAND_GEEN_PDF: "Dit is geen PDF, of het begin ervan is weg; er valt niets te controleren.",
        Reden.BESTAND_ONLEESBAAR: "Het bestand is beschadigd of niet te lezen; een handtekening erin bewijst niets.",
    }
    return "fout", zinnen.get(reden, zin(fout)) if reden is not None else zin(fout)


def woorden(controle: Controle, nu: datetime | None = None) -> list[tuple[Soort, str]]:
    """Return a sentence for everything that was found, wrong things first in each signature.

    Args:
        controle: what was found.
        nu: by this device; a signature of later is remarked on. Without it nothing is said of that.
    """
    zinnen: list[tuple[Soort, str]] = []
    if controle.verdict is Verdict.GEEN_HANDTEKENING:
        zinnen.append(oordeel(controle))
    for handtekening in controle.handtekeningen:
        zinnen.extend(_een_handtekening(handtekening))
        zinnen.extend(_vooruit(handtekening, nu))
    if "afwijkende_opbouw" in controle.redenen:
        zinnen.append(("fout", "Het bestand is anders opgebouwd dan een ondertekend bestand hoort te zijn."))
    if "tijdstempel_klopt_niet" in controle.redenen:
        zinnen.append(("fout", "Een tijdstempel in het bestand klopt niet."))
    zinnen.extend(_bestand(controle))
    return zinnen


def _naam(handtekening: Handtekening) -> str:
    return handtekening.naam or "een onbekende"


def _een_handtekening(h: Handtekening) -> list[tuple[Soort, str]]:
    naam = _naam(h)
    if h.redenen:
        return [("fout", _FOUTEN.get(r, _FOUTEN["handtekening_klopt_niet"]).format(naam=naam, veld=h.veldnaam))
                for r in h.redenen]  # fmt: skip
    zinnen: list[tuple[Soort, str]] = []
    if h.later == "niets":
        zinnen.append(("ok", f"Niets veranderd sinds de handtekening van {naam}."))
    else:
        zinnen.append(
            ("ok", f"Inhoud onveranderd sinds de handtekening van {naam}; daarna is alleen toegevoegd wat mocht.")
        )
    if h.gekwalificeerd:
        zinnen.append(("ok", f"Gekwalificeerde handtekening van {naam}, volgens het certificaat en een instantie die u "
                             "daarvoor vertrouwt."))  # fmt: skip
        if h.niveau != "PAdES B-LT":
            zinnen.append(("let_op", f"Of het certificaat van {naam} was ingetrokken, blijkt niet uit het bestand."))
    else:
        soort, zin_ = _INSTAAN[h.vertrouwen]
        zinnen.append((soort, zin_.format(naam=naam, uitgever=h.uitgever or "zonder naam")))
    zinnen.extend(_intrekking(h, naam))
    soort, zin_ = _NIVEAUS[h.niveau]
    zinnen.append((soort, zin_.format(naam=naam)))
    return zinnen + _tijd(h, naam)


def _intrekking(h: Handtekening, naam: str) -> list[tuple[Soort, str]]:
    """Say what is known of withdrawal, where somebody who is trusted could have withdrawn."""
    if h.later_ingetrokken is not None:
        kern = f"Het certificaat van {naam} is ingetrokken op {_moment(h.later_ingetrokken)}, na deze handtekening"
        if h.tijd_bewezen is None:
            return [("let_op", f"{kern}; dat zij van daarvoor is, zegt alleen het toestel van {naam}.")]
        return [("ok", f"{kern}; dat zij van daarvoor is, bewijst het tijdstempel.")]
    if h.vertrouwen not in ("regio", "bekend") or h.niveau == "PAdES B-LT":
        return []
    if h.lijst_van is None:
        return [("let_op", f"Of het certificaat van {naam} is ingetrokken, is hier niet bekend: er is geen lijst.")]
    return [("ok", f"Op de intrekkingslijst van {_moment(h.lijst_van)} staat het certificaat van {naam} niet.")]


def _tijd(h: Handtekening, naam: str) -> list[tuple[Soort, str]]:
    """Say when it was signed, by whose clock, and how sure that is."""
    zinnen: list[tuple[Soort, str]] = []
    if h.ondertekend_op is not None:
        zinnen.append(("let_op", f"Ondertekend op {_moment(h.ondertekend_op)}, volgens het toestel van {naam}."))
    if h.tijdkwaliteit:
        zinnen.append(("let_op", f"Over die tijd zei het toestel: {h.tijdkwaliteit}."))
    if h.tijd_bewezen is not None:
        dienst = h.tijd_dienst or "een dienst zonder naam"
        kern = f"Een tijdstempel van {dienst} zegt dat de handtekening er op {_moment(h.tijd_bewezen)} al was"
        if h.tijd_vertrouwen == "onbekend":
            zinnen.append(("let_op", f"{kern}; die dienst is hier niet bekend."))
        else:
            zinnen.append(("ok", f"{kern}; een instantie die u vertrouwt staat in voor die dienst."))
    return zinnen


def _vooruit(h: Handtekening, nu: datetime | None) -> list[tuple[Soort, str]]:
    """Remark on a time of signing that has yet to come; a clock that is wrong makes no signature false."""
    if nu is None or h.redenen or h.ondertekend_op is None or h.ondertekend_op - nu <= _DAG:
        return []
    kern = f"De tijd van ondertekenen ligt in de toekomst: de klok van het toestel van {_naam(h)} stond voor"
    return [("let_op", f"{kern}, of die van dit toestel staat achter.")]


def _moment(tijdstip: datetime) -> str:
    hier = lokaal(tijdstip)
    return f"{kalenderdag(hier.date())} om {hier:%H:%M} uur"


def _bestand(controle: Controle) -> list[tuple[Soort, str]]:
    zinnen: list[tuple[Soort, str]] = []
    geldig = [h for h in controle.handtekeningen if not h.redenen]
    if geldig and not any(h.tijd_bewezen for h in geldig):
        zinnen.append(("let_op", "Tijd alleen volgens het toestel van wie tekende; geen tijdstempel bewijst haar."))
    for veld in controle.open_velden:
        zinnen.append(("let_op", f"Nog niet getekend: {veld}."))
    letters = "lettertypen ingesloten" if controle.letters_ingesloten else "niet alle lettertypen ingesloten"
    if controle.pdfa and controle.letters_ingesloten:
        zinnen.append(("ok", f"Opgegeven als {controle.pdfa} (archiefformaat, niet nagerekend); {letters}."))
    elif controle.pdfa:
        zinnen.append(("let_op", f"Opgegeven als {controle.pdfa} (archiefformaat), maar {letters}."))
    else:
        zinnen.append(("let_op", f"Niet opgegeven als archiefformaat (PDF/A); {letters}."))
    if controle.logboek and controle.handtekeningen:
        kop = controle.logboek
        zinnen.append(("ok", f"Noemt de kop van het logboek bij vaststelling: {kop[:8]} {kop[8:16]} … (64 tekens)."))
    return zinnen

"""A vault of many fictitious casussen for measuring: same seed, same content; written through the store itself."""

import json
from datetime import date, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from vast import NU, WACHTWOORD, Vasteklok, Vastewillekeur

from zvh_desktop.assets import asset
from zvh_desktop.crypto.keys import KdfParameters
from zvh_desktop.domain.betrokkene import Betrokkene, casusnaam
from zvh_desktop.domain.casus import Aanmelding, Casus, Notitie, Triage
from zvh_desktop.domain.overleg import Agendapunt, Deelnemer, Overleg
from zvh_desktop.domain.plan import Actie, Doel, Fase, Scenario
from zvh_desktop.domain.record import Record
from zvh_desktop.services import beheer
from zvh_desktop.services.werkplek import Werkplek
from zvh_desktop.store import search
from zvh_desktop.store.opening import nieuwe_kluis
from zvh_desktop.store.vault import Vault

__all__ = ["KDF", "maak"]

KDF = KdfParameters(1, 8 * 1024, 1)
"""As light as is allowed: key derivation is no part of what is measured."""
_PER_KEER = 100


def _casus(wp: Werkplek, rng: Random, w: dict[str, Any], nummer: int, partners: list[str]) -> list[Record]:
    """The records of one casus: five hundred changes, give or take ten."""
    vandaag = NU.date()
    sleutel = rng.choice(sorted(w["themas"]))
    thema = w["themas"][sleutel]
    tussen, achter = rng.choice(w["achternamen"])
    casus_id, stream = wp.nieuw_id(), wp.nieuwe_stream()
    begonnen = vandaag - timedelta(days=rng.randrange(5, 900))
    basis: dict[str, Any] = {"stream": stream, "casus_id": casus_id}
    plaats, codes = rng.choice(w["plaatsen"])
    personen = [
        Betrokkene(
            id=wp.nieuw_id(), voornamen=rng.choice(w["voornamen"]), tussenvoegsel=tussen, achternaam=achter,
            geboortedatum=date(1945 + rng.randrange(65), 1 + rng.randrange(12), 1 + rng.randrange(28)),
            rol="betrokkene", hoofdpersoon=not n, straat=rng.choice(w["straten"]),
            huisnummer=str(rng.randrange(1, 300)), postcode=f"{rng.choice(codes)} {rng.choice(w['postcodeletters'])}",
            woonplaats=plaats, geinformeerd="ja", **basis,
        )
        for n in range(4)
    ]  # fmt: skip
    nr = f"{begonnen.year}-{nummer:05d}"
    casus = Casus(
        id=casus_id, stream=stream, nummer=nr, type="persoon", thema=[sleutel],
        naam=casusnaam(personen[0], "", nr), doel=rng.choice(thema["doel"]), status="loopt", begonnen_op=begonnen,
    )  # fmt: skip
    uit: list[Record] = [casus, *personen]
    uit.append(
        Aanmelding(
            id=wp.nieuw_id(), ontvangen_op=begonnen, aanmelder_organisatie=rng.choice(w["aanmelders"]),
            aanmelder_naam="A. Jansen", aanleiding=" ".join(rng.sample(thema["aanleiding"], 2)),
            doel_overleg=casus.doel, acuut_onveilig=False, criterium_1=True, criterium_2=True, criterium_3=True,
            criterium_4=False, geinformeerd="ja", inhoud_sha256=wp.willekeur.bytes(32).hex(), **basis,
        )
    )  # fmt: skip
    uit.append(
        Triage(id=wp.nieuw_id(), datum=begonnen + timedelta(days=3), uitkomst="overleg", motivering="Voldoet.", **basis)
    )
    uit += [Fase(id=wp.nieuw_id(), nummer=f, status="open" if f == 1 else "niet_gestart", **basis) for f in range(1, 5)]
    for n in range(50):
        tekst = f"{rng.choice(thema['notitie'])} {rng.choice(thema['informatie'])} {rng.choice(w['achternamen'])[1]}."
        uit.append(Notitie(id=wp.nieuw_id(), tijdstip=NU - timedelta(days=2 * n + 1), tekst=tekst, **basis))
    for _ in range(12):
        dag = vandaag + timedelta(days=rng.randrange(-2, 60))
        klaar = rng.random() < 0.8
        uit.append(
            Actie(
                id=wp.nieuw_id(), tekst=rng.choice(thema["actie"]), partner_id=rng.choice(partners), uiterlijk=dag,
                fase=1 + rng.randrange(4), status="gedaan" if klaar else "open", gemaakt_op=begonnen, **basis,
            )
        )  # fmt: skip
    for n in range(8):
        uit.append(
            Doel(id=wp.nieuw_id(), fase=1 + n % 4, volgorde=n, tekst=rng.choice(thema["actie"]), bereikt=n < 2, **basis)
        )
    for _ in range(2):
        als_, dan = rng.choice(thema["informatie"]), rng.choice(thema["actie"])
        uit.append(Scenario(id=wp.nieuw_id(), als_=als_, dan=dan, wie="De wijkagent.", **basis))
    return uit


def maak(map_: Path, aantal: int, zaad: int = 1) -> tuple[Vault, list[str]]:
    """Make the vault with an overleg today.

    Returns:
        The open vault (closed by the caller), and the ids of its casussen.
    """
    w = json.loads(asset("resources", "demo", "woorden.json").read_text(encoding="utf-8"))
    regio = json.loads(asset("resources", "demo", "regio.json").read_text(encoding="utf-8"))
    rng = Random(zaad)
    vault, _ = nieuwe_kluis(map_, WACHTWOORD, klok=Vasteklok(), willekeur=Vastewillekeur(zaad), kdf=KDF)
    wp = Werkplek(vault.store(), vault.klok, vault.willekeur, vault)
    partners = tuple(
        beheer.PartnerInvoer(p["naam"], p["kort"], p["partnersoort"], p["vast"]) for p in regio["partners"]
    )
    beheer.richt_in(
        wp, beheer.Inrichting("Zorg- en Veiligheidshuis", "M. van der Heijden", "", "procesregisseur", partners)
    )
    partner_ids = sorted(wp.partners())
    casus_ids: list[str] = []
    for begin in range(0, aantal, _PER_KEER):
        records = [
            r for n in range(begin, min(aantal, begin + _PER_KEER)) for r in _casus(wp, rng, w, n + 1, partner_ids)
        ]
        records.sort(key=lambda r: r.soort)
        casus_ids += [r.id for r in records if isinstance(r, Casus)]
        with wp.transactie("casussen gemaakt") as t:
            t.save_many(records)
    stream, overleg_id = wp.nieuwe_stream(), wp.nieuw_id()
    with wp.transactie("overleg gemaakt") as t:
        t.save(
            Overleg(
                id=overleg_id, stream=stream, titel="Casusoverleg", datum=NU.date(), begin=time(9, 30),
                eind=time(11, 0), status="open", voorzitter="M. van der Heijden",
            )
        )  # fmt: skip
        for n, casus_id in enumerate(casus_ids[:3]):
            t.save(Agendapunt(id=wp.nieuw_id(), stream=stream, overleg_id=overleg_id, volgorde=n, casus_id=casus_id))
        for n, partner_id in enumerate(partner_ids[:10]):
            t.save(
                Deelnemer(
                    id=wp.nieuw_id(), stream=stream, overleg_id=overleg_id, volgorde=n, partner_id=partner_id,
                    organisatie="Partner", naam=f"Deelnemer {n}",
                )
            )  # fmt: skip
    search.tidy(wp.store.verbinding)  # as every daily backup does
    wp.store.zet_instelling("laatste_kopie", NU.date().isoformat())
    wp.store.close()
    return vault, casus_ids

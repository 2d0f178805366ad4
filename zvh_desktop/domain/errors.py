"""Root of our errors: what circumstances bring about, and what is our own fault.

An error carries a reason and data, never a finished sentence and never personal data. The Dutch
sentence is made in one place, `zvh_desktop.services.meldingen`; the exit code of the command line
belongs to the reason.
"""

from enum import Enum

__all__ = ["Omstandigheid", "Programmafout", "Reden", "ZvhFout"]


class Reden(Enum):
    """Why something did not happen; the second part of the value is the exit code of `zvh`."""

    ANTWOORD_NEE = ("antwoord_nee", 1)
    VERKEERD_GEBRUIK = ("verkeerd_gebruik", 2)
    WACHTWOORD_ONJUIST = ("wachtwoord_onjuist", 3)
    HERSTELSLEUTEL_ONJUIST = ("herstelsleutel_onjuist", 3)
    WACHTWOORD_TE_ZWAK = ("wachtwoord_te_zwak", 2)
    NIET_BEVOEGD = ("niet_bevoegd", 3)
    GEEN_KLUIS = ("geen_kluis", 4)
    KLUIS_BESTAAT_AL = ("kluis_bestaat_al", 2)
    SLEUTELBESTAND_BESCHADIGD = ("sleutelbestand_beschadigd", 4)
    KLUIS_BESCHADIGD = ("kluis_beschadigd", 4)
    BESTAND_ONLEESBAAR = ("bestand_onleesbaar", 4)
    BESTAND_LEEG = ("bestand_leeg", 4)
    BESTAND_TE_GROOT = ("bestand_te_groot", 4)
    BESTAND_GEEN_JSON = ("bestand_geen_json", 4)
    BESTAND_GEEN_PDF = ("bestand_geen_pdf", 4)
    BESTAND_ONBEKEND_FORMAAT = ("bestand_onbekend_formaat", 4)
    AANMELDING_ONGELDIG = ("aanmelding_ongeldig", 4)
    IN_GEBRUIK = ("in_gebruik", 5)
    NIEUWER_FORMAAT = ("nieuwer_formaat", 6)
    NIEUWERE_KLUIS = ("nieuwere_kluis", 6)
    SCHIJF_VOL = ("schijf_vol", 7)
    GEEN_RECHTEN = ("geen_rechten", 7)
    SCHRIJFFOUT = ("schrijffout", 7)
    BESTAAT_AL = ("bestaat_al", 7)
    NIET_GEVONDEN = ("niet_gevonden", 2)
    REGEL_WEIGERT = ("regel_weigert", 1)
    POORT_DICHT = ("poort_dicht", 1)
    AFGEBROKEN = ("afgebroken", 1)
    INTERNE_FOUT = ("interne_fout", 4)
    NOG_NIET_ONDERTEKEND = ("nog_niet_ondertekend", 1)
    PIN_ONJUIST = ("pin_onjuist", 3)
    PIN_GEBLOKKEERD = ("pin_geblokkeerd", 3)
    GEEN_TOKEN = ("geen_token", 4)
    TOKEN_WEG = ("token_weg", 4)
    SLEUTELWACHTWOORD_ONJUIST = ("sleutelwachtwoord_onjuist", 3)
    CERTIFICAAT_VERLOPEN = ("certificaat_verlopen", 1)
    CERTIFICAAT_NOG_NIET_GELDIG = ("certificaat_nog_niet_geldig", 1)
    CERTIFICAAT_INGETROKKEN = ("certificaat_ingetrokken", 1)
    CERTIFICAAT_ANDER_DOEL = ("certificaat_ander_doel", 1)
    CERTIFICAAT_ZONDER_SLEUTEL = ("certificaat_zonder_sleutel", 4)
    TIJDSTEMPEL_MISLUKT = ("tijdstempel_mislukt", 8)
    EERST_BIJWERKEN = ("eerst_bijwerken", 6)
    NIET_VOOR_DIT_TOESTEL = ("niet_voor_dit_toestel", 3)
    GEEN_REGIO = ("geen_regio", 2)
    SERVER_ONBEREIKBAAR = ("server_onbereikbaar", 8)
    SERVER_ONVERTROUWD = ("server_onvertrouwd", 8)
    SERVER_ANTWOORD = ("server_antwoord", 8)
    SERVER_WEIGERT = ("server_weigert", 8)
    SERVER_VOL = ("server_vol", 8)

    @property
    def exitcode(self) -> int:
        """Exit code of the command line for this reason (design: 0 to 8)."""
        return self.value[1]


class ZvhFout(Exception):
    """Root of everything this program raises on purpose.

    Attributes:
        reden: why; decides the sentence and the exit code.
        gegevens: data for the sentence (numbers, field names, versions, a rule's key); no personal data.
    """

    def __init__(self, reden: Reden, **gegevens: object) -> None:
        super().__init__(reden.value[0])
        self.reden = reden
        self.gegevens = gegevens


class Omstandigheid(ZvhFout):
    """The program is not to blame: shown with what was kept and what can be done."""


class Programmafout(ZvhFout):
    """A fault of ours: shown in the error window with a report a person can read before sending."""

"""What lies around a signature is not signed itself: it must hold the signature, and nothing that says more."""

import re
from typing import Final

from asn1crypto import cms
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from zvh_desktop.documents.signing.ketens import hoort_in_keten, keten_van

__all__ = ["omhulsel_in_orde"]

_GAT: Final = re.compile(rb"<[0-9a-fA-F]+>")
_LOS_TOEGESTAAN: Final = frozenset({"signature_time_stamp_token"})


def omhulsel_in_orde(handtekening: EmbeddedPdfSignature) -> bool:
    """The room a signature lies in is not signed itself: it must hold the signature and nothing that says more."""
    bereik = [int(getal) for getal in handtekening.byte_range]
    stroom = handtekening.reader.stream
    stroom.seek(bereik[0] + bereik[1])
    gat = bytes(stroom.read(bereik[2] - bereik[1] - bereik[0]))
    if not _GAT.fullmatch(gat) or gat not in (gat.lower(), gat.upper()):
        return False
    ruw = bytes.fromhex(gat[1:-1].decode("ascii"))
    inhoud = handtekening.signed_data
    bijlagen = [handtekening.signer_cert, *handtekening.other_embedded_certs]
    omslag = cms.ContentInfo.load(ruw)
    ondertekenaar = handtekening.signer_info
    op_nummer = ondertekenaar["sid"].name == "issuer_and_serial_number"
    algoritmen = [algoritme["algorithm"].native for algoritme in inhoud["digest_algorithms"]]
    return (
        not any(ruw[len(omslag.dump()) :])
        and algoritmen == [ondertekenaar["digest_algorithm"]["algorithm"].native]
        and ondertekenaar["version"].native == ("v1" if op_nummer else "v3")
        and inhoud["version"].native in ("v1", "v3", "v4", "v5")
        and len(inhoud["signer_infos"]) == 1
        and all(kenmerk["type"].native in _LOS_TOEGESTAAN for kenmerk in ondertekenaar["unsigned_attrs"])
        and hoort_in_keten(bijlagen, keten_van(handtekening.signer_cert, bijlagen))
    )

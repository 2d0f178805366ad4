"""What the server counts, for Prometheus; with several workers the counts of all are added up."""

import os
from pathlib import Path
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess

__all__ = ["MAP_VARIABELE", "MEDIA", "Metingen", "ruim_op"]

MAP_VARIABELE: Final = "PROMETHEUS_MULTIPROC_DIR"
"""Where workers lay down their counts; must be set before this module is imported."""

MEDIA: Final = "text/plain; version=0.0.4; charset=utf-8"

_TIJDEN: Final = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metingen:
    """The counters of one worker."""

    def __init__(self) -> None:
        self._register = CollectorRegistry()
        r = self._register
        self.verzoeken = Counter("zvh_verzoeken", "Verzoeken", ["route", "status"], registry=r)
        self.duur = Histogram("zvh_verzoek_seconden", "Duur van verzoeken", ["route"], registry=r, buckets=_TIJDEN)
        self.in_bytes = Counter("zvh_ontvangen_bytes", "Bytes in verzoeken", registry=r)
        self.uit_bytes = Counter("zvh_verzonden_bytes", "Bytes in antwoorden", registry=r)
        self.stukken = Counter("zvh_stukken", "Stukken die bewaard zijn", ["soort"], registry=r)
        self.dubbel = Counter("zvh_stukken_dubbel", "Stukken die er al waren", ["soort"], registry=r)
        self.geweigerd = Counter("zvh_geweigerd", "Stukken en verzoeken die geweigerd zijn", ["code"], registry=r)
        self.gehaald = Counter("zvh_stukken_gehaald", "Stukken die opgehaald zijn", registry=r)
        self.sessies = Counter("zvh_sessies", "Pogingen om een sessie te openen", ["uitkomst"], registry=r)
        self.opslagfouten = Counter("zvh_opslagfouten", "Keren dat de databank niet kon", ["soort"], registry=r)
        self.luisteraars = Gauge(
            "zvh_luisteraars", "Open verbindingen voor wekken", registry=r, multiprocess_mode="livesum"
        )

    def tekst(self) -> bytes:
        """Return everything in the text form of Prometheus."""
        if os.environ.get(MAP_VARIABELE):
            allen = CollectorRegistry()
            multiprocess.MultiProcessCollector(allen)  # type: ignore[no-untyped-call]  # the library has no types here
            return generate_latest(allen)
        return generate_latest(self._register)


def ruim_op() -> None:
    """Forget the live numbers of workers that are gone; called when a worker starts."""
    map_ = os.environ.get(MAP_VARIABELE)
    if not map_:
        return
    for bestand in Path(map_).glob("gauge_live*.db"):
        deel = bestand.stem.rsplit("_", 1)[-1]
        if deel.isdigit() and not Path("/proc", deel).exists() and Path("/proc").exists():
            bestand.unlink(missing_ok=True)

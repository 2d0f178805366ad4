"""Models to rows and back: one table a kind, one column a field."""

import functools
import json
import operator
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import partial
from json.encoder import encode_basestring
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import PydanticUndefined, to_jsonable_python

from zvh_desktop.domain.errors import Omstandigheid, Programmafout, Reden
from zvh_desktop.domain.record import Record
from zvh_desktop.store.connection import Rij, Verbinding
from zvh_desktop.store.times import to_text

__all__ = [
    "VASTE_VELDEN",
    "Kolom",
    "Tabel",
    "fetch",
    "fetch_rows",
    "find",
    "get",
    "model_from_row",
    "tabel_sql",
    "table_for",
    "update_rows",
    "write_rows",
]

R = TypeVar("R", bound=Record)

VASTE_VELDEN = ("id", "stream")
"""Fixed when a record is made; they name the record, so they are never a change."""

_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False).encode

_SCALAIR: dict[type, str] = {
    bool: "INTEGER",
    int: "INTEGER",
    float: "REAL",
    str: "TEXT",
    datetime: "TEXT",
    date: "TEXT",
    time: "TEXT",
}


def _zelf(waarde: Any) -> Any:
    return waarde


def _iso(waarde: Any) -> Any:
    return None if waarde is None else waarde.isoformat()


def _moment(waarde: Any) -> Any:
    return None if waarde is None else to_text(waarde)


def _ja_nee(waarde: Any) -> Any:
    return None if waarde is None else int(waarde)


def _opsomming(waarde: Any) -> Any:
    return waarde.value if isinstance(waarde, Enum) else waarde


def _als_json(waarde: Any) -> Any:
    return None if waarde is None else _dumps(to_jsonable_python(waarde))


def _ja_nee_json(kolomwaarde: Any) -> str:
    return "null" if kolomwaarde is None else ("true" if kolomwaarde else "false")


def _json_json(kolomwaarde: Any) -> str:
    return "null" if kolomwaarde is None else str(kolomwaarde)


_PER_SOORT: dict[type, Callable[[Any], Any]] = {datetime: _moment, date: _iso, time: _iso, bool: _ja_nee}


@dataclass(frozen=True, slots=True)
class Kolom:
    """One field as a column.

    Attributes:
        naam: of field and column.
        type: SQLite type of a STRICT table.
        leeg_mag: NULL is allowed.
        is_json: holds a list or mapping as JSON text.
        codeer: Python value to column value.
        naar_json: column value to the JSON text of a change.
        standaard: column value of the field's default; `ONTBREEKT` when the field is required.
        lees: column value (not NULL) to Python value; None when the two are the same.
    """

    naam: str
    type: str
    leeg_mag: bool
    is_json: bool
    codeer: Callable[[Any], Any]
    naar_json: Callable[[Any], str]
    standaard: Any
    lees: Callable[[Any], Any] | None

    def uit_json(self, tekst: str) -> Any:
        """Return the column value of a change's JSON text."""
        waarde = json.loads(tekst)
        if waarde is None:
            return None
        if self.is_json:
            return _dumps(waarde)
        return int(waarde) if isinstance(waarde, bool) else waarde


ONTBREEKT = object()
"""Stands for "no default"."""

_LEEG = (None, "", 0, "[]", "{}")


@dataclass(frozen=True)
class Tabel:
    """What the store knows of one kind of record; made once per class.

    Attributes:
        klasse: the model.
        soort: kind, and name of the table.
        kolommen: in the order of the model's fields.
        namen: their names.
        json_namen: those of which the column holds JSON.
        plaats: index of a column by name.
        zoekvelden: fields of names and numbers, searched together.
        lange_tekst: fields of prose, searched each by itself.
        heeft_casus: the record names its casus in `casus_id`.
        alle: set of all field names.
        maak: row to record without validation, when every field is checked by its reader or by the STRICT table.
        op_id: row to id, for sorting.
        naar_rij: fields of a record to its row.
        van_nieuw: row of a new record to (field, JSON text) of every field that needs a change.
    """

    klasse: type[Record]
    soort: str
    kolommen: tuple[Kolom, ...]
    namen: tuple[str, ...]
    json_namen: tuple[str, ...]
    plaats: Mapping[str, int]
    zoekvelden: tuple[str, ...]
    lange_tekst: tuple[str, ...]
    heeft_casus: bool
    alle: set[str]
    maak: Callable[[Rij], Record] | None
    op_id: Callable[[Rij], Any]
    naar_rij: Callable[[Mapping[str, Any]], Rij]
    van_nieuw: Callable[[Rij], list[tuple[str, str]]]
    kies_sql: str
    zet_sql: str

    def rij(self, record: Record) -> Rij:
        """Return the column values of a record."""
        return self.naar_rij(record.__dict__)

    def kolom(self, naam: str) -> Kolom:
        """Return a column by name.

        Raises:
            Programmafout: the kind has no such field.
        """
        nr = self.plaats.get(naam)
        if nr is None:
            raise Programmafout(Reden.INTERNE_FOUT, onderdeel="store", soort=self.soort, veld=naam)
        return self.kolommen[nr]


def _nieuw_leeg(kolom: Kolom) -> Any:
    """Return the value for which a new record needs no change: the default, when it is empty.

    `verwijderd` is always written, so that every record has a change that tells of its making.
    """
    return kolom.standaard if kolom.naam != "verwijderd" and kolom.standaard in _LEEG else ONTBREEKT


def _soort_van_veld(aanduiding: Any) -> tuple[type | None, bool]:
    """Return (plain Python type or None for JSON, whether None is allowed)."""
    oorsprong = typing.get_origin(aanduiding)
    if oorsprong is typing.Annotated:
        return _soort_van_veld(typing.get_args(aanduiding)[0])
    if oorsprong in (typing.Union, types.UnionType):
        delen = [deel for deel in typing.get_args(aanduiding) if deel is not types.NoneType]
        leeg_mag = len(delen) < len(typing.get_args(aanduiding))
        soorten = {_soort_van_veld(deel)[0] for deel in delen}
        return (soorten.pop() if len(soorten) == 1 else None), leeg_mag
    if oorsprong is typing.Literal:
        waarden = typing.get_args(aanduiding)
        soorten = {type(waarde) for waarde in waarden if waarde is not None}
        return (soorten.pop() if len(soorten) == 1 else None), None in waarden
    if isinstance(aanduiding, type):
        if issubclass(aanduiding, Enum):
            soorten = {type(lid.value) for lid in aanduiding}
            return (soorten.pop() if len(soorten) == 1 else None), False
        for soort in (bool, int, float, str, datetime, date, time):
            if issubclass(aanduiding, soort):
                return soort, False
    return None, False


def _bevat_enum(aanduiding: Any) -> bool:
    if isinstance(aanduiding, type) and issubclass(aanduiding, Enum):
        return True
    return any(_bevat_enum(deel) for deel in typing.get_args(aanduiding))


_LEES: dict[type, Callable[[Any], Any]] = {
    bool: {0: False, 1: True}.__getitem__,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    time: time.fromisoformat,
}


def _lezer(aanduiding: Any, soort: type | None) -> Callable[[Any], Any] | None:
    """Return what makes a field's value of a column, and refuses with ValueError, KeyError or TypeError."""
    if soort not in _SCALAIR:
        toets = _teksten if aanduiding == list[str] else _vorm(aanduiding)
        if typing.get_origin(aanduiding) is list:
            # Most lists are empty.
            return lambda kolomwaarde: [] if kolomwaarde == "[]" else toets(json.loads(kolomwaarde))
        return lambda kolomwaarde: toets(json.loads(kolomwaarde))
    keuzes = typing.get_args(aanduiding) if typing.get_origin(aanduiding) is typing.Literal else ()
    if keuzes:
        return {keuze: keuze for keuze in keuzes}.__getitem__
    if _bevat_enum(aanduiding) or _bevat_literal(aanduiding):
        return _toets(aanduiding)
    return _LEES.get(soort) if soort is not None else None


def _teksten(waarde: Any) -> list[str]:
    """Return a list of texts, as it is; refuses anything else with TypeError."""
    if type(waarde) is not list or not all(type(deel) is str for deel in waarde):
        raise TypeError
    return waarde


def _getal(waarde: Any) -> float:
    if type(waarde) not in (float, int):
        raise TypeError
    return float(waarde)


def _tekst(waarde: Any) -> str:
    if type(waarde) is not str:
        raise TypeError
    return waarde


def _reeks(deel: Callable[[Any], Any], waarde: Any) -> list[Any]:
    if type(waarde) is not list:
        raise TypeError
    return [deel(een) for een in waarde]


def _woorden(deel: Callable[[Any], Any], waarde: Any) -> dict[str, Any]:
    if type(waarde) is not dict:
        raise TypeError
    return {naam: deel(een) for naam, een in waarde.items()}


def _vorm(aanduiding: Any) -> Callable[[Any], Any]:
    """Return a check of plain JSON: lists, mappings, texts and numbers need no validator, which takes long to build."""
    if aanduiding is Any:
        return _zelf
    if aanduiding in (str, float):
        return _tekst if aanduiding is str else _getal
    oorsprong, delen = typing.get_origin(aanduiding), typing.get_args(aanduiding)
    if oorsprong is list or (oorsprong is dict and delen[0] is str):
        return partial(_reeks if oorsprong is list else _woorden, _vorm(delen[-1]))
    return _toets(aanduiding)


def _toets(aanduiding: Any) -> Callable[[Any], Any]:
    """Return a check that is only built for the first value that needs it: most kinds are never read in a sitting."""
    gemaakt: list[Callable[[Any], Any]] = []

    def toets(waarde: Any) -> Any:
        if not gemaakt:
            from pydantic import TypeAdapter

            gemaakt.append(TypeAdapter(aanduiding).validate_python)
        return gemaakt[0](waarde)

    return toets


def _bevat_literal(aanduiding: Any) -> bool:
    return typing.get_origin(aanduiding) is typing.Literal or any(map(_bevat_literal, typing.get_args(aanduiding)))


def _kolom(naam: str, veld: Any) -> Kolom:
    soort, leeg_mag = _soort_van_veld(veld.annotation)
    if soort not in _SCALAIR:
        type_, is_json = "TEXT", True
        codeer: Callable[[Any], Any] = _als_json
        naar_json: Callable[[Any], str] = _json_json
    else:
        type_, is_json = _SCALAIR[soort], False
        codeer = _opsomming if _bevat_enum(veld.annotation) else _PER_SOORT.get(soort, _zelf)
        naar_json = _ja_nee_json if soort is bool else _dumps
        if soort is str and not leeg_mag:
            # What `_dumps` comes to for a text, a quarter of the way.
            naar_json = encode_basestring
    standaard = veld.get_default(call_default_factory=True)
    return Kolom(
        naam=naam,
        type=type_,
        leeg_mag=leeg_mag,
        is_json=is_json,
        codeer=codeer,
        naar_json=naar_json,
        standaard=ONTBREEKT if standaard is PydanticUndefined else codeer(standaard),
        lees=_lezer(veld.annotation, soort),
    )


@functools.cache
def table_for(klasse: type[Record]) -> Tabel:
    """Return what the store knows of a kind.

    Raises:
        Programmafout: the class has no `soort` or names a field that it lacks.
    """
    if not klasse.soort:
        raise Programmafout(Reden.INTERNE_FOUT, onderdeel="store", fout="record class without soort")
    kolommen = tuple(_kolom(naam, veld) for naam, veld in klasse.model_fields.items())
    namen = tuple(kolom.naam for kolom in kolommen)
    if not {*klasse.zoekvelden, *klasse.lange_tekst} <= set(namen):
        raise Programmafout(Reden.INTERNE_FOUT, onderdeel="store", soort=klasse.soort, fout="unknown search field")
    regels = klasse.__pydantic_decorators__
    eigen_regels = (
        regels.validators
        or regels.field_validators
        or regels.root_validators
        or regels.model_validators
        or any(veld.metadata for veld in klasse.model_fields.values())
    )
    lijst = ", ".join(f'"{naam}"' for naam in namen)
    zet = ", ".join(f'"{naam}" = excluded."{naam}"' for naam in namen if naam not in VASTE_VELDEN)
    return Tabel(
        klasse=klasse,
        soort=klasse.soort,
        kolommen=kolommen,
        namen=namen,
        json_namen=tuple(kolom.naam for kolom in kolommen if kolom.is_json),
        plaats={naam: nr for nr, naam in enumerate(namen)},
        zoekvelden=klasse.zoekvelden,
        lange_tekst=klasse.lange_tekst,
        heeft_casus="casus_id" in namen,
        alle=set(namen),
        maak=None if eigen_regels else _maker(klasse, kolommen),
        op_id=operator.itemgetter(namen.index("id")),
        naar_rij=_rijmaker(kolommen),
        van_nieuw=_verschilmaker(kolommen),
        kies_sql=f'SELECT {lijst} FROM "{klasse.soort}"',
        zet_sql=(
            f'INSERT INTO "{klasse.soort}" ({lijst}) VALUES ({", ".join("?" * len(namen))}) '
            f'ON CONFLICT ("id") DO UPDATE SET {zet}'
        ),
    )


def tabel_sql(klasse: type[Record]) -> str:
    """Return the CREATE statements of a kind's table, for a migration step; references (`…_id`) get an index."""
    tabel = table_for(klasse)
    regels: list[str] = []
    for kolom in tabel.kolommen:
        regel = f'    "{kolom.naam}" {kolom.type}'
        if not kolom.leeg_mag:
            regel += " NOT NULL"
        if kolom.naam == "id":
            regel += " PRIMARY KEY"
        regels.append(regel)
    sql = f'CREATE TABLE "{tabel.soort}" (\n' + ",\n".join(regels) + "\n) STRICT;\n"
    for kolom in tabel.kolommen:
        if kolom.naam.endswith("_id") and kolom.type == "TEXT":
            sql += f'CREATE INDEX "{tabel.soort}_{kolom.naam}" ON "{tabel.soort}" ("{kolom.naam}");\n'
    return sql


def _rijmaker(kolommen: Sequence[Kolom]) -> Callable[[Mapping[str, Any]], Rij]:
    """Return a function from fields to row, written out field by field: an import makes tens of thousands."""
    delen = [f"w[{k.naam!r}]" if k.codeer is _zelf else f"codeer_{nr}(w[{k.naam!r}])" for nr, k in enumerate(kolommen)]
    ruimte: dict[str, Any] = {f"codeer_{nr}": kolom.codeer for nr, kolom in enumerate(kolommen)}
    exec(f"def naar_rij(w):\n    return ({', '.join(delen)},)\n", ruimte)  # of field names of our own classes
    naar_rij: Callable[[Mapping[str, Any]], Rij] = ruimte["naar_rij"]
    return naar_rij


def _verschilmaker(kolommen: Sequence[Kolom]) -> Callable[[Rij], list[tuple[str, str]]]:
    """Return a function from the row of a new record to its changes, written out field by field like `_rijmaker`."""
    regels = [f"    {', '.join(f'_{nr}' for nr in range(len(kolommen)))}, = rij", "    uit = []"]
    ruimte: dict[str, Any] = {}
    for nr, kolom in enumerate(kolommen):
        if kolom.naam in VASTE_VELDEN:
            continue
        ruimte[f"json_{nr}"], ruimte[f"leeg_{nr}"] = kolom.naar_json, _nieuw_leeg(kolom)
        waar = "" if ruimte[f"leeg_{nr}"] is ONTBREEKT else f"if _{nr} != leeg_{nr}: "
        regels.append(f"    {waar}uit.append(({kolom.naam!r}, json_{nr}(_{nr})))")
    bron = "\n".join(["def van_nieuw(rij):", *regels, "    return uit", ""])
    exec(bron, ruimte)  # of field names of our own classes
    van_nieuw: Callable[[Rij], list[tuple[str, str]]] = ruimte["van_nieuw"]
    return van_nieuw


def _leesregel(w: str, kolom: Kolom) -> str:
    """Return what reads a column: the commonest values are told here, the rest is asked of its reader."""
    if kolom.lees is None:
        return w
    regel = f"lees{w}({w})"
    if kolom.lees is _LEES[bool]:
        regel = f"False if {w} == 0 else {regel}"
    elif isinstance(kolom.standaard, str) and kolom.standaard == "[]":
        regel = f"[] if {w} == '[]' else {regel}"
    # A column that may not be empty never is; should it be, its reader refuses.
    return f"None if {w} is None else {regel}" if kolom.leeg_mag else regel


def _maker(klasse: type[Record], kolommen: Sequence[Kolom]) -> Callable[[Rij], Record]:
    """Return a function from row to record, written out field by field as `dataclasses` does: a screen reads hundreds.

    It raises ValueError, KeyError or TypeError when a value does not fit.
    """
    namen = {f"_{nr}": kolom for nr, kolom in enumerate(kolommen)}
    delen = [f"{kolom.naam!r}: {_leesregel(w, kolom)}" for w, kolom in namen.items()]
    bron = (
        f"def maak(rij):\n    {', '.join(namen)}, = rij\n    record = nieuw(klasse)\n"
        f"    zet(record, '__dict__', {{{', '.join(delen)}}})\n"
        "    zet(record, '__pydantic_fields_set__', alle)\n"
        "    zet(record, '__pydantic_extra__', None)\n    zet(record, '__pydantic_private__', None)\n"
        "    return record\n"
    )
    ruimte: dict[str, Any] = {f"lees{w}": kolom.lees for w, kolom in namen.items()}
    ruimte |= {"nieuw": klasse.__new__, "klasse": klasse, "zet": object.__setattr__}
    ruimte["alle"] = {kolom.naam for kolom in kolommen}
    exec(bron, ruimte)  # of field names of our own classes
    maak: Callable[[Rij], Record] = ruimte["maak"]
    return maak


def model_from_row(tabel: Tabel, rij: Rij) -> Record:
    """Return the record of one row of `kies_sql`.

    A kind without rules of its own is put together here: what the table holds was validated when it was written, the
    table is STRICT, and each reader refuses what its field cannot hold. Whatever is refused is judged by the model.

    Raises:
        Omstandigheid: KLUIS_BESCHADIGD, the row does not fit its model; names kind, id and fields, never values.
    """
    if tabel.maak is not None:
        try:
            return tabel.maak(rij)
        except (ValueError, KeyError, TypeError):
            pass  # judged below, by the model
    try:
        waarden: dict[str, Any] = dict(zip(tabel.namen, rij, strict=True))
        for naam in tabel.json_namen:
            if waarden[naam] is not None:
                waarden[naam] = json.loads(waarden[naam])
        return tabel.klasse.model_validate(waarden)
    except ValidationError as fout:
        velden = tuple(".".join(str(deel) for deel in regel["loc"]) for regel in fout.errors(include_input=False))
    except ValueError:
        velden = ()
    raise Omstandigheid(Reden.KLUIS_BESCHADIGD, onderdeel="record", soort=tabel.soort, id=rij[0], velden=velden)


def _models(tabel: Tabel, rijen: Sequence[Rij]) -> list[Any]:
    """Return the records of many rows."""
    if tabel.maak is not None:
        try:
            return list(map(tabel.maak, rijen))
        except (ValueError, KeyError, TypeError):
            pass  # one of them does not fit: the model says which field
    return [model_from_row(tabel, rij) for rij in rijen]


def get(verbinding: Verbinding, klasse: type[R], record_id: str) -> R | None:
    """Return a record by id, or None."""
    tabel = table_for(klasse)
    rij = verbinding.row(f'{tabel.kies_sql} WHERE "id" = ?', (record_id,))
    return None if rij is None else typing.cast(R, model_from_row(tabel, rij))


def fetch_rows(verbinding: Verbinding, tabel: Tabel, ids: Sequence[str]) -> dict[str, Rij]:
    """Return the rows that are there, by id."""
    if not ids:
        return {}
    if len(ids) == 1:
        rijen = verbinding.rows(f'{tabel.kies_sql} WHERE "id" = ?', (ids[0],))
    else:
        rijen = verbinding.rows(
            f'{tabel.kies_sql} WHERE "id" IN (SELECT value FROM json_each(?))', (json.dumps(list(ids)),)
        )
    nr = tabel.plaats["id"]
    return {rij[nr]: rij for rij in rijen}


def fetch(verbinding: Verbinding, klasse: type[R], ids: Sequence[str]) -> dict[str, R]:
    """Return the records that are there, by id; one query for all."""
    tabel = table_for(klasse)
    return {
        record_id: typing.cast(R, model_from_row(tabel, rij))
        for record_id, rij in fetch_rows(verbinding, tabel, ids).items()
    }


_GELIJK, _EEN_VAN, _IS_LEEG = "=", "in", "leeg"


@functools.lru_cache(maxsize=256)
def _find_sql(
    klasse: type[Record], velden: tuple[tuple[str, str], ...], volgorde: tuple[str, ...], levend: bool, begrensd: bool
) -> str:
    """Return the statement of `find`; made once for each form of the question."""
    tabel = table_for(klasse)
    delen = ['"verwijderd" = 0'] if levend else []
    for naam, hoe in velden:
        if hoe == _IS_LEEG:
            delen.append(f'"{naam}" IS NULL')
        else:
            delen.append(f'"{naam}" = ?' if hoe == _GELIJK else f'"{naam}" IN (SELECT value FROM json_each(?))')
    termen = [f'"{tabel.kolom(naam.lstrip("-")).naam}"{" DESC" if naam.startswith("-") else ""}' for naam in volgorde]
    waar = " WHERE " + " AND ".join(delen) if delen else ""
    if not termen and not begrensd:
        return f"{tabel.kies_sql}{waar}"  # sorted by `find`
    sorteer = ", ".join([*termen, '"id"'])
    return f"{tabel.kies_sql}{waar} ORDER BY {sorteer}{' LIMIT ?' if begrensd else ''}"


def _voorwaarde(kolom: Kolom, waarde: Any) -> tuple[str, list[Any]]:
    if waarde is None:
        return _IS_LEEG, []
    if isinstance(waarde, list | tuple | set | frozenset) and not kolom.is_json:
        return _EEN_VAN, [_dumps([kolom.codeer(deel) for deel in sorted(waarde)])]
    return _GELIJK, [kolom.codeer(waarde)]


def find(
    verbinding: Verbinding,
    klasse: type[R],
    *,
    order: str | Iterable[str] = (),
    ook_verwijderd: bool = False,
    limiet: int | None = None,
    gelijk: Mapping[str, Any] | None = None,
) -> list[R]:
    """Return the records whose named fields equal the given values.

    Args:
        verbinding: the open vault.
        klasse: kind.
        order: field or fields to sort by, "-" before a name turns it round; id decides what stays equal.
        ook_verwijderd: withdrawn records too.
        limiet: at most so many.
        gelijk: field to value; None means empty, a list, tuple or set means any of these.

    Raises:
        Programmafout: a field that the kind does not have.
    """
    tabel = table_for(klasse)
    velden: list[tuple[str, str]] = []
    waarden: list[Any] = []
    for naam, waarde in (gelijk or {}).items():
        hoe, erbij = _voorwaarde(tabel.kolom(naam), waarde)
        velden.append((naam, hoe))
        waarden.extend(erbij)
    levend = not ook_verwijderd and "verwijderd" not in (gelijk or {})
    volgorde = (order,) if isinstance(order, str) else tuple(order)
    sql = _find_sql(klasse, tuple(velden), volgorde, levend, limiet is not None)
    if limiet is not None:
        waarden.append(limiet)
    rijen = verbinding.rows(sql, waarden)
    if not volgorde and limiet is None and len(rijen) > 1:
        # By id alone it is done here: SQLite would carry every long text through its sorter.
        rijen.sort(key=tabel.op_id)
    return _models(tabel, rijen)


def write_rows(verbinding: Verbinding, tabel: Tabel, rijen: Sequence[Rij]) -> None:
    """Put rows in the table: new ones are added, known ones replaced."""
    if len(rijen) == 1:
        verbinding.run(tabel.zet_sql, rijen[0])
    else:
        verbinding.run_many(tabel.zet_sql, rijen)


@functools.lru_cache(maxsize=512)
def _update_sql(soort: str, velden: tuple[str, ...]) -> str:
    zet = ", ".join(f'"{veld}" = ?' for veld in velden)
    return f'UPDATE "{soort}" SET {zet} WHERE "id" = ?'


def update_rows(verbinding: Verbinding, tabel: Tabel, rijen: Iterable[tuple[Rij, tuple[str, ...]]]) -> None:
    """Write the named fields of rows that are there; what did not change is not touched, nor are its indexes.

    Args:
        verbinding: within a transaction.
        tabel: their kind.
        rijen: the whole row as it is now, and the names of the fields that changed.
    """
    per_vorm: dict[tuple[str, ...], list[list[Any]]] = {}
    id_nr = tabel.plaats["id"]
    for rij, velden in rijen:
        per_vorm.setdefault(velden, []).append([*(rij[tabel.plaats[veld]] for veld in velden), rij[id_nr]])
    for velden, waarden in per_vorm.items():
        verbinding.run_many(_update_sql(tabel.soort, velden), waarden)

"""The rows of a list as a Qt model: plain descriptions in, roles out."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from zvh_desktop.domain.errors import Programmafout, Reden
from zvh_desktop.gui.rijen.beschrijving import Rij

__all__ = ["RIJ_ROL", "Index", "RijenModel"]

RIJ_ROL: Final = int(Qt.ItemDataRole.UserRole) + 1
"""Role under which the model hands out the `Rij` itself."""

Index = QModelIndex | QPersistentModelIndex
"""What Qt asks a model with."""
_WORTEL: Final = QModelIndex()


class RijenModel(QAbstractListModel):
    """A plain list of `Rij`; changes are told as inserts, removals and changes, never as a reset."""

    def __init__(self, rijen: Iterable[Rij] = (), ouder: QObject | None = None) -> None:
        super().__init__(ouder)
        self._rijen: list[Rij] = list(rijen)
        self._controleer(self._rijen)

    @staticmethod
    def _controleer(rijen: Sequence[Rij]) -> None:
        if len({rij.sleutel for rij in rijen}) != len(rijen):
            raise Programmafout(Reden.VERKEERD_GEBRUIK, wat="dubbele sleutel in lijst")

    def rowCount(self, parent: Index = _WORTEL) -> int:
        """Count the rows; none below a row."""
        return 0 if parent.isValid() else len(self._rijen)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return text, spoken sentence, tooltip or the row itself."""
        if not index.isValid() or not 0 <= index.row() < len(self._rijen):
            return None
        return self.waarde(self._rijen[index.row()], role)

    @staticmethod
    def waarde(rij: Rij, role: int) -> Any:
        """Return what a row answers to a role."""
        if role == RIJ_ROL:
            return rij
        if role == Qt.ItemDataRole.DisplayRole:
            return rij.platte_tekst()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return rij.spreek
        if role == Qt.ItemDataRole.ToolTipRole:
            return rij.tip or None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._rijen[index.row()].kop:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    @property
    def rijen(self) -> tuple[Rij, ...]:
        """The rows as they stand."""
        return tuple(self._rijen)

    def rij(self, nummer: int) -> Rij:
        """Return the row at a position."""
        return self._rijen[nummer]

    def nummer(self, sleutel: str) -> int:
        """Return the position of a key, or -1."""
        return next((n for n, rij in enumerate(self._rijen) if rij.sleutel == sleutel), -1)

    def zet(self, rijen: Iterable[Rij]) -> None:
        """Show these rows; equal beginnings and ends stay, so selection and scroll position do too."""
        nieuw = list(rijen)
        self._controleer(nieuw)
        oud = self._rijen
        begin = 0
        while begin < min(len(oud), len(nieuw)) and oud[begin].sleutel == nieuw[begin].sleutel:
            begin += 1
        einde = 0
        while einde < min(len(oud), len(nieuw)) - begin and oud[-1 - einde].sleutel == nieuw[-1 - einde].sleutel:
            einde += 1
        oud_tot, nieuw_tot = len(oud) - einde, len(nieuw) - einde
        zelfde = {rij.sleutel for rij in oud[begin:oud_tot]} == {rij.sleutel for rij in nieuw[begin:nieuw_tot]}
        if zelfde and begin < oud_tot:
            self._herschik(nieuw)
        else:
            if begin < oud_tot:
                self.beginRemoveRows(QModelIndex(), begin, oud_tot - 1)
                del oud[begin:oud_tot]
                self.endRemoveRows()
            if begin < nieuw_tot:
                self.beginInsertRows(QModelIndex(), begin, nieuw_tot - 1)
                oud[begin:begin] = nieuw[begin:nieuw_tot]
                self.endInsertRows()
        for nummer, rij in enumerate(nieuw):
            if oud[nummer] != rij:
                oud[nummer] = rij
                plek = self.index(nummer)
                self.dataChanged.emit(plek, plek)

    def _herschik(self, nieuw: list[Rij]) -> None:
        """Put the same keys in another order; whoever points at a row keeps pointing at it."""
        self.layoutAboutToBeChanged.emit()
        plaats = {rij.sleutel: nummer for nummer, rij in enumerate(nieuw)}
        van = self.persistentIndexList()
        naar = [self.index(plaats[self._rijen[index.row()].sleutel]) for index in van]
        per_sleutel = {rij.sleutel: rij for rij in self._rijen}
        self._rijen[:] = [per_sleutel[rij.sleutel] for rij in nieuw]
        self.changePersistentIndexList(van, naar)
        self.layoutChanged.emit()

    def voeg_toe(self, rij: Rij, op: int | None = None) -> None:
        """Insert a row, at the end unless a position is given."""
        plaats = len(self._rijen) if op is None else op
        self._controleer([*self._rijen, rij])
        self.beginInsertRows(QModelIndex(), plaats, plaats)
        self._rijen.insert(plaats, rij)
        self.endInsertRows()

    def vervang(self, rij: Rij) -> None:
        """Replace the row with the same key; an unknown key is added at the end."""
        nummer = self.nummer(rij.sleutel)
        if nummer < 0:
            self.voeg_toe(rij)
            return
        self._rijen[nummer] = rij
        self.dataChanged.emit(self.index(nummer), self.index(nummer))

    def verwijder(self, sleutel: str) -> None:
        """Remove the row with this key; nothing happens when it is not there."""
        nummer = self.nummer(sleutel)
        if nummer >= 0:
            self.beginRemoveRows(QModelIndex(), nummer, nummer)
            del self._rijen[nummer]
            self.endRemoveRows()

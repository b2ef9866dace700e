"""How far the cells of a sheet reach, told from its XML: the reader of workbooks sets aside the whole rectangle, be it ever so empty.

Of OpenDocument also whether that XML is whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

_SPARE: Final = 2_000_000
_FILLED: Final = 20
"""A sheet may have so many places, or so many for each cell that is there."""
_EXCEL: Final = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_CELL: Final = re.compile(rb"""<(?:\w{1,20}:)?c\b(?=[^>]*\br\s*=\s*["']([A-Za-z]{1,9})(\d{1,30})["'])[^>]*[^/>]>(?!<v\s*/>|<v></v>|</)""")
"""The opening tag of a cell that is not empty, with its column and row."""
_TAG: Final = re.compile(rb"<(?:\w{1,20}:)?(table-row|table-cell|covered-table-cell|table)\b([^>]*)>")
_REPEATED: Final = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d{1,30})""")
_STRINGS: Final = re.compile(r"xl/sharedStrings\.xml", re.IGNORECASE)
_ALL_STRINGS: Final = re.compile(rb"<(?:\w{1,20}:)?sst\b[^>]*>")
_COUNT: Final = re.compile(rb"""\b(?:uniqueCount|count)\s*=\s*["'](\d{1,30})["']""")
_STRING: Final = re.compile(rb"<(?:\w{1,20}:)?si\b")
_TAIL: Final = 4_000
"""Most bytes of a tag that two pieces share."""


@dataclass(slots=True)
class Extent:
    """How far the cells of a sheet reach, and how many there are."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    _kept: bytes = b""

    def see(self, piece: bytes) -> None:
        """Take in the next bytes of the sheet."""
        data = self._kept + piece
        # What follows a cell's tag tells whether it is empty, so that two tags are kept.
        cut = max(data.rfind(b"<", 0, max(0, data.rfind(b"<"))), 0)
        cut = cut if len(data) - cut <= _TAIL else len(data)
        self._take(data[:cut])
        self._kept = data[cut:]

    def problem(self) -> tuple[str, str] | None:
        """Return what is wrong, and a remedy: the rectangle of the cells is large and hardly any of it filled. Asked once all is seen."""
        self._take(self._kept)
        self._end()
        return self._far() if self.rows * self.columns > max(_SPARE, _FILLED * self.cells) else None

    def _far(self) -> tuple[str, str]:
        problem = f"reaches to row {self.rows:,} and column {self.columns:,}, with next to nothing between"
        return problem, "Delete what stands alone far off, or save the sheet as CSV"

    def _take(self, data: bytes) -> None:
        raise NotImplementedError

    def _end(self) -> None:
        """Take in that the sheet is at its end."""


@dataclass(slots=True)
class _Excel(Extent):
    """A sheet of Excel: each cell says where it is."""

    def _take(self, data: bytes) -> None:
        for letters, digits in _CELL.findall(data):
            self.cells += 1
            self.rows = max(self.rows, int(digits))
            self.columns = max(self.columns, _column(letters))


@dataclass(slots=True)
class _Strings(Extent):
    """The texts of a workbook: a number says how many there are, and the reader sets aside room for them."""

    def _far(self) -> tuple[str, str]:
        return f"says that it holds {self.rows:,} texts and holds {self.cells:,}", "Save it as xlsx or CSV again"

    def _take(self, data: bytes) -> None:
        self.cells += len(_STRING.findall(data))
        for tag in _ALL_STRINGS.findall(data):
            self.rows, self.columns = max([self.rows, *map(int, _COUNT.findall(tag))]), 1


@dataclass(slots=True)
class _Open(Extent):
    """All sheets of OpenDocument, one below the other: cells and rows say how often they are repeated."""

    _times: int = 0
    _gap: int = 0
    _at: int = 0
    _wide: int = 0
    _parser: expat.XMLParserType = field(default_factory=expat.ParserCreate)
    _broken: str = ""

    def see(self, piece: bytes) -> None:
        """Take in the next bytes of the sheets; the reader of workbooks looks for ever for the end of a sheet that has none."""
        Extent.see(self, piece)
        self._parse(piece, last=False)

    def problem(self) -> tuple[str, str] | None:
        """Return what is wrong, and a remedy: as `Extent.problem`, or it is no well-formed XML."""
        self._parse(b"", last=True)
        return Extent.problem(self) or ((self._broken, "Save it as CSV or xlsx again") if self._broken else None)

    def _parse(self, piece: bytes, *, last: bool) -> None:
        if not self._broken:
            try:
                self._parser.Parse(piece, last)
            except expat.ExpatError as error:
                self._broken = f"holds sheets that are broken (content.xml: {error})"

    def _take(self, data: bytes) -> None:
        for name, fields in _TAG.findall(data):
            found = _REPEATED.search(fields)
            times = int(found[1]) if found else 1
            if name == b"table":
                self._next_row(0)
                self._gap = 0  # empty rows at the end of a sheet are left out
            elif name == b"table-row":
                self._next_row(times)
            else:
                self._at += times
                if not fields.endswith(b"/") or b"value" in fields:
                    self.cells += 1
                    self._wide = self._at
                    self.columns = max(self.columns, self._wide)

    def _end(self) -> None:
        self._next_row(0)

    def _next_row(self, times: int) -> None:
        if self._wide:
            self.rows += self._gap + self._times
            self._gap = 0
        else:
            self._gap += self._times
        self._times, self._at, self._wide = times, 0, 0


def extent_of(part: str) -> Extent | None:
    """Return what measures a part of a workbook by its name, None when it is no sheet."""
    if _EXCEL.fullmatch(part):
        return _Excel()
    if _STRINGS.fullmatch(part):
        return _Strings()
    return _Open() if part == "content.xml" else None


def _column(letters: bytes) -> int:
    """Return the number of a column: 1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number

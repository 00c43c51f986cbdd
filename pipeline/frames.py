"""The tables of an output folder as pandas DataFrames, typed as they are declared."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import UsageError
from pipeline.schema import Table, Type
from pipeline.store import FILE_NAME, Store
from pipeline.tables import TABLES

if TYPE_CHECKING:
    import pandas

#: Nullable types: a number of sheets that is not said is <NA>, not 0 and not 3.0. Dates stay ISO text: «2022» is no
#: day.
_DTYPES = {Type.INTEGER: "Int64", Type.NUMBER: "Float64", Type.BOOLEAN: "boolean"}


def frames(folder: str | Path) -> dict[str, pandas.DataFrame]:
    """Every table of an output folder, by name; UsageError when no run has ended there."""
    path = Path(folder)
    if not (path / FILE_NAME).is_file():
        raise UsageError(f"{path} holds no {FILE_NAME}: run `pismo extract` first")
    with Store.open(path) as store:
        return {one.name: _frame(store, one) for one in TABLES}


def _frame(store: Store, one: Table) -> pandas.DataFrame:
    import pandas

    frame = pandas.DataFrame(store.rows(one.name), columns=list(one.names), dtype="object")
    return frame.astype({column.name: _DTYPES.get(column.type, "string") for column in one.columns})

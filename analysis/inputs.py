"""Numbers handed to the statistics: read alike from Series, arrays and scalars, refused when impossible."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

ROUNDING = 1e-9


def floats(values: Any, name: str) -> np.ndarray:
    """Values as floats, missing ones (None, pd.NA, NaN) as NaN.

    Raises:
        ValueError: something that is not a number, or an infinite one.
    """
    try:
        array = _as_floats(values)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} n'est pas fait de nombres : {error}") from error
    refuse(np.isinf(array), name, "est infini", array)
    return array


def _as_floats(values: Any) -> np.ndarray:
    if getattr(getattr(values, "dtype", None), "kind", None) in ("M", "m"):
        raise TypeError("des dates ou des durées")
    if isinstance(values, pd.Series):
        return pd.to_numeric(values, errors="raise").to_numpy(dtype=float, na_value=np.nan)
    array = np.asarray(values)
    return array.astype(float) if array.dtype.kind in "iufb" else _from_objects(array)


def _from_objects(array: np.ndarray) -> np.ndarray:
    objects = array.astype(object)
    return np.where(pd.isna(objects), np.nan, objects).astype(float)


def not_negative(values: Any, name: str) -> np.ndarray:
    """Like `floats`; a negative number raises ValueError."""
    array = floats(values, name)
    refuse(array < 0, name, "est négatif", array)
    return array


def positive(values: Any, name: str) -> np.ndarray:
    """Like `floats`; zero or less raises ValueError."""
    array = floats(values, name)
    refuse(array <= 0, name, "doit être positif", array)
    return array


def single(value: Any, name: str) -> float:
    """One positive number, such as a multiplier.

    Raises:
        ValueError: several numbers, none, zero or less.
    """
    array = positive(value, name)
    if array.ndim or np.isnan(array):
        raise ValueError(f"{name} doit être un nombre : {value!r}")
    return float(array)


def check_interval(value: np.ndarray, low: np.ndarray, high: np.ndarray) -> None:
    """Raise ValueError where limits are in the wrong order, or the value outside them beyond rounding."""
    refuse(low > high, "low", "dépasse high", low)
    rounding = ROUNDING * np.abs(value)
    outside = (value < low - rounding) | (value > high + rounding)
    refuse(outside, "value", "est hors de son intervalle", value)


def together(**named: np.ndarray) -> list[np.ndarray]:
    """The arrays in one shape, a single number being repeated.

    Raises:
        ValueError: arrays of different lengths.
    """
    try:
        return list(np.broadcast_arrays(*named.values()))
    except ValueError:
        sizes = ", ".join(f"{name} {array.size}" for name, array in named.items())
        raise ValueError(f"Longueurs différentes : {sizes}") from None


def index_of(*sources: Any) -> pd.Index | None:
    """The index that the Series among the sources share; None when there is no Series.

    Raises:
        ValueError: two Series whose indexes differ.
    """
    indexes = [source.index for source in sources if isinstance(source, pd.Series)]
    if any(not index.equals(indexes[0]) for index in indexes[1:]):
        raise ValueError("Les séries n'ont pas le même index")
    return indexes[0] if indexes else None


def refuse(wrong: Any, name: str, problem: str, values: Any) -> None:
    """Raise ValueError, showing the first wrong value, if there is any."""
    if np.any(wrong):
        shown = np.broadcast_to(values, np.shape(wrong))[wrong].ravel()[0]
        raise ValueError(f"{name} {problem} : {shown:g}")


def like(array: np.ndarray, *sources: Any) -> Any:
    """The array in the shape of what was handed in: Series (same index), array, or a plain number.

    Raises:
        ValueError: two Series whose indexes differ.
    """
    index = index_of(*sources)
    if index is not None:
        return pd.Series(array, index=index, dtype=array.dtype)
    return array.item() if array.ndim == 0 else array

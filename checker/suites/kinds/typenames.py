"""Which names of types numpy, pandas and Python know, as Great Expectations asks them.

Taken from numpy 2.4 and pandas 3.1 by asking them for every name they hold.
"""

from __future__ import annotations

import re

from checker.errors import PackError


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What a column of the type is called: by the type of its values, by one of a list, or by itself.
OF_TYPE: dict[str, frozenset[str]] = {
    "int64": frozenset({"i8", "int", "int64", "int_", "intp", "l", "long", "n", "p"}),
    "float64": frozenset({"d", "double", "f8", "float", "float64"}),
    "bool": frozenset({"?", "b1", "bool", "bool_"}),
    "object": frozenset({"object", "object_", "O"}),
}
ITSELF: dict[str, frozenset[str]] = {**OF_TYPE, "int64": OF_TYPE["int64"] | {"longlong", "q"}}
_PYTHON = {
    "none": "none",
    "bool": "bool",
    "int": "int64",
    "long": "int64",
    "float": "float64",
    "bytes": "bytes",
    "complex": "complex",
    "str": "str",
    "string_types": "str",
    "list": "list",
    "dict": "dict",
}
_NUMPY = _words("""
    ? B D F G H I L M M8 N O O4 O8 P Q S T U V a b b1 bool bool_ byte bytes bytes_ c c8 c16 c32
    cdouble clongdouble complex complex64 complex128 complex256 csingle d datetime64 double e f f2
    f4 f8 f16 float float16 float32 float64 float128 g h half i i1 i2 i4 i8 int int8 int16 int32
    int64 int_ intc intp l long longdouble longlong m m8 n object object_ p q short single str str_
    timedelta64 u1 u2 u4 u8 ubyte uint uint8 uint16 uint32 uint64 uintc uintp ulong ulonglong
    unicode ushort void
""")
_PANDAS = _words("""
    ABCCategoricalIndex ABCIndex ABCRangeIndex Any ArrowDtype BDay BaseMaskedDtype BaseOffset
    BooleanDtype Categorical CategoricalDtype CategoricalDtypeType CategoricalIndex DataFrame
    DateOffset DatetimeIndex DatetimeTZDtype Decimal ExcelFile ExcelWriter ExtensionDtype Flags
    Float32Dtype Float64Dtype Grouper HDFStore Index Int16Dtype Int32Dtype Int64Dtype Int8Dtype
    Interval IntervalDtype IntervalIndex MultiIndex NaTType NamedAgg NamedFunc NumpyEADtype
    PandasExtensionDtype PerformanceWarning Period PeriodDtype PeriodDtypeBase PeriodIndex
    RangeIndex Series SparseDtype StorageExtensionDtype StringDtype Timedelta TimedeltaIndex
    Timestamp UInt16Dtype UInt32Dtype UInt64Dtype UInt8Dtype cache_readonly date datetime str_type
    time timedelta
""")
_COLUMNS = _words("""
    Int8 Int16 Int32 Int64 UInt8 UInt16 UInt32 UInt64 Float32 Float64 Interval Sparse boolean
    category interval string
""")
_SIZED = re.compile(r"[SUVa]\d+|(?:datetime64|timedelta64|M8|m8)\[(?:D|s|ms|us|ns)\]", re.ASCII)
_WORD = re.compile(r"(?:[A-Za-z_]\w*)?|\?", re.ASCII)


def checked(name: object) -> str:
    """`name`, when it is plain; numpy takes whole grammars. Raises PackError for anything else."""
    if isinstance(name, str) and (_WORD.fullmatch(name) or _SIZED.fullmatch(name)):
        return name
    raise PackError("The name of a type must be one plain word, as int64, float or str.")


def is_type(name: str) -> bool:
    """Whether the name is that of a type of values."""
    return _is_numpy(name) or name in _PANDAS or name.lower() in _PYTHON


def is_column_type(name: str) -> bool:
    """Whether pandas can make a column of that name."""
    return (_is_numpy(name) and name not in ("O4", "O8")) or name in _COLUMNS


def _is_numpy(name: str) -> bool:
    return name in _NUMPY or _SIZED.fullmatch(name) is not None


def names_column(name: str, dtype: str) -> bool:
    """Whether a column of numbers or bits, `dtype`, is of a list of types that holds the name."""
    return name in ITSELF[dtype] or (not _is_numpy(name) and _PYTHON.get(name.lower()) == dtype)


def names_text(name: str) -> bool:
    """Whether a text is a value of the type."""
    return name in ("T", "str_type") or _PYTHON.get(name.lower()) == "str"


def names_truth(name: str) -> bool:
    """Whether a truth value is one of the type: in Python it is a whole number as well."""
    return _PYTHON.get(name.lower()) in ("bool", "int64")

"""Values that remember where they come from, as templates see them.

Content is reached through :class:`Branch` proxies. A leaf is a str, int, float or date that carries its
:class:`Origin`; filters and sums keep the origins of what they were made from; a missing leaf is a
:class:`Missing`. Every leaf that is read is recorded: these reads are a document's dependencies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ParamSpec, Protocol, TypeVar

from generator.diagnostics import Source, dotted, suggestion
from generator.document.nodes import Origin

Path = tuple[str | int, ...]
T = TypeVar("T")
P = ParamSpec("P")


class PathIndex(Protocol):
    """Knows the place and the cited source of every path of a model."""

    def source(self, path: Path) -> Source:
        """Where the value at ``path`` stands."""

    def cite(self, path: Path) -> str:
        """The source document cited nearest above ``path``."""


class FactStr(str):
    """Text with origins."""

    origins: tuple[Origin, ...] = ()


class FactInt(int):
    """A whole number with origins; sums, differences and products keep them."""

    origins: tuple[Origin, ...] = ()

    def __add__(self, other: int) -> FactInt:
        return with_origins(FactInt(int(self) + int(other)), self, other)

    __radd__ = __add__

    def __sub__(self, other: int) -> FactInt:
        return with_origins(FactInt(int(self) - int(other)), self, other)

    def __mul__(self, other: int) -> FactInt:
        return with_origins(FactInt(int(self) * int(other)), self, other)

    __rmul__ = __mul__


class FactFloat(float):
    """A number with origins."""

    origins: tuple[Origin, ...] = ()


class FactDate(date):
    """A date with origins."""

    origins: tuple[Origin, ...] = ()


FactValue = FactStr | FactInt | FactFloat | FactDate


class Missing:
    """A value that the data does not have; false, and printed as a gap."""

    __slots__ = ("origin",)

    def __init__(self, origin: Origin) -> None:
        self.origin = origin

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return ""

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0


def origins_of(*values: object) -> tuple[Origin, ...]:
    """The origins of all values, each once, in order."""
    if len(values) == 1:
        only: tuple[Origin, ...] = getattr(values[0], "origins", ())
        return only if len(only) < 2 else tuple(dict.fromkeys(only))
    found = [origin for value in values for origin in getattr(value, "origins", ())]
    return tuple(dict.fromkeys(found))


def with_origins(value: T, *parents: object) -> T:
    """``value`` carrying the origins of ``parents``; plain strings, numbers and dates are wrapped first."""
    origins = origins_of(*parents)
    wrapped: Any = value
    if not isinstance(value, FactValue):
        wrapped = _wrap_leaf(value)
    wrapped.origins = origins
    return wrapped  # type: ignore[no-any-return]


def traced(text: str, *parents: object) -> FactStr:
    """``text`` carrying the origins of ``parents``."""
    made = FactStr(text)
    made.origins = origins_of(*parents)
    return made


def _wrap_leaf(value: object) -> object:
    match value:
        case bool():
            return value
        case str():
            return FactStr(value)
        case int():
            return FactInt(value)
        case float():
            return FactFloat(value)
        case date():
            return FactDate(value.year, value.month, value.day)
        case _:
            return FactStr(str(value))


class Branch:
    """A read-only view of a model, mapping or list at a path; attributes are its fields, never its methods."""

    __slots__ = ("_index", "_path", "_reads", "_value")

    def __init__(self, value: object, path: Path, index: PathIndex, reads: set[Path]) -> None:
        self._value, self._path, self._index, self._reads = value, path, index, reads

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._child(name, name)

    def __getitem__(self, key: str | int) -> Any:
        if isinstance(key, int) and not isinstance(self._value, Sequence):
            raise KeyError(key)
        return self._child(key, key)

    def _child(self, key: str | int, name: str | int) -> Any:
        value = self._value
        fields = getattr(type(value), "model_fields", None)
        if fields is not None:
            if key not in fields:
                raise AttributeError(self._lacks(name))
            found = getattr(value, str(key))
        elif isinstance(value, Mapping):
            if key not in value:
                raise AttributeError(self._lacks(name))
            found = value[key]
        elif isinstance(value, Sequence) and isinstance(key, int):
            found = value[key]
        else:
            raise AttributeError(self._lacks(name))
        return view(found, (*self._path, key), self._index, self._reads)

    def _lacks(self, name: str | int) -> str:
        """Told with the keys that there are."""
        fields = getattr(type(self._value), "model_fields", None)
        known = [*(fields or (self._value if isinstance(self._value, Mapping) else ()))]
        said = f"“{dotted(self._path)}”没有“{name}”这一项"
        return f"{said}，{suggestion(str(name), known)}" if known else said

    def __iter__(self) -> Iterator[Any]:
        self._reads.add(self._path)
        value = self._value
        if isinstance(value, Mapping):
            return iter([FactStr(key) for key in value])
        if isinstance(value, Sequence):
            return iter([view(v, (*self._path, i), self._index, self._reads) for i, v in enumerate(value)])
        raise TypeError(f"“{dotted(self._path)}”不是列表，不能逐项取用")

    def __len__(self) -> int:
        self._reads.add(self._path)
        return len(self._value) if isinstance(self._value, Mapping | Sequence) else 1

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Branch) and self._path == other._path

    def __hash__(self) -> int:
        return hash(self._path)

    def __str__(self) -> str:
        raise TypeError(f"“{dotted(self._path)}”是一组数据，不能直接印出；请取它的某一项")

    @property
    def origins(self) -> tuple[Origin, ...]:
        """The branch's own place: a count of its members comes from there."""
        return (origin(self._path, self._index),)


def is_list(value: object) -> bool:
    """Whether a value that templates see is a list, not a record."""
    return isinstance(value, list | tuple) or (isinstance(value, Branch) and isinstance(value._value, Sequence))


_LEAVES = (str, int, float, date)


def view(value: object, path: Path, index: PathIndex, reads: set[Path]) -> Any:
    """``value`` as templates see it: a leaf with its origin, a branch, or a missing value."""
    if value is None:
        reads.add(path)
        return Missing(origin(path, index))
    if isinstance(value, _LEAVES):
        reads.add(path)
        if value is True or value is False:
            return value
        leaf: Any = FactStr(value) if type(value) is str else _wrap_leaf(value)
        leaf.origins = (origin(path, index),)
        return leaf
    return Branch(value, path, index, reads)


def origin(path: Path, index: PathIndex) -> Origin:
    """The origin record of a path."""
    return Origin(dotted(path), index.source(path), index.cite(path))


def keep_origins(function: Callable[P, Any]) -> Callable[P, Any]:
    """A filter whose result carries the origins of its arguments; a missing first argument stays missing."""

    def wrapper(*args: P.args, **kwargs: P.kwargs) -> Any:
        if args and isinstance(args[0], Missing):
            return args[0]
        result = function(*args, **kwargs)
        parents: Iterable[object] = (*args, *kwargs.values())
        return with_origins(result, *parents) if origins_of(*parents) else result

    wrapper.__name__ = function.__name__
    wrapper.__doc__ = function.__doc__
    return wrapper

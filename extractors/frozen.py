"""`dataclass` of the standard library, whose frozen objects with slots are made three times as fast.

A frozen dataclass sets field after field through `object.__setattr__`; a letter is a thousand such objects. Here an
object is filled as a plain one with the same slots, and then told its class: from there on it is frozen.

    >>> @dataclass(frozen=True, slots=True)
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> Point(3), Point(3) == Point(y=0, x=3), {Point(3): "a key"}[Point(3)]
    (Point(x=3, y=0), True, 'a key')
    >>> Point(3).x = 4
    Traceback (most recent call last):
    dataclasses.FrozenInstanceError: cannot assign to field 'x'
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - to the type checker there is no difference
else:
    from dataclasses import dataclass as _dataclass

    def dataclass(cls: type | None = None, **options: bool) -> Any:
        """The decorator of the standard library; no `__post_init__` in a frozen class with slots."""
        if cls is not None:
            return _dataclass(cls)
        made = _dataclass(**options)
        return (lambda plain: _quick(made(plain))) if options.get("frozen") and options.get("slots") else made


def _quick(cls: Any) -> Any:
    """The frozen class with a `__new__` of its own that takes the fields, in the place of `__init__`."""
    room: dict[str, Any] = {"_new": object.__new__, "_draft": type("_Draft", (), {"__slots__": cls.__match_args__})}
    takes, lines = ["cls"], ["self = _new(_draft)"]
    for one in fields(cls):
        name, default, made = one.name, f"_default_{one.name}", one.default_factory is not MISSING
        room[default] = one.default_factory if made else one.default
        takes.append(name if one.default is MISSING and not made else f"{name}={default}")
        lines.append(
            f"self.{name} = {default}() if {name} is {default} else {name}" if made else f"self.{name} = {name}"
        )
    body = "\n    ".join([*lines, "self.__class__ = cls", "return self"])
    exec(f"def __new__({', '.join(takes)}):\n    {body}", room)  # noqa: S102 - as the standard library makes `__init__`
    cls.__new__, cls.__reduce__ = room["__new__"], _reduced
    del cls.__init__
    return cls


def _reduced(self: Any) -> tuple[type, tuple[Any, ...]]:
    """How an object is pickled and copied: its class, called with its fields."""
    return type(self), tuple(getattr(self, name) for name in self.__match_args__)

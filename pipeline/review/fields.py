"""Which fields of which records a person may set, and what may stand in them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any, Final, Literal, get_args

import msgspec

from extractors import records

Input = Literal["text", "number", "integer", "choice", "yesno"]
Value = str | int | bool | None


class FormField(msgspec.Struct, frozen=True, kw_only=True):
    """A field of a form. `choices` are codes, `labels` the table of their Chinese words."""

    name: str
    input: Input
    choices: tuple[str, ...] = ()
    labels: str | None = None
    empty: bool = False
    """True when it may be left empty."""


def _choice(name: str, codes: Any, labels: str) -> FormField:
    return FormField(name=name, input="choice", choices=get_args(codes), labels=labels)


MODALITY: Final = _choice("modality", records.Modality, "modality")
PERIOD: Final = FormField(name="period", input="integer", empty=True)

FIELDS: Final[dict[str, tuple[FormField, ...]]] = {
    "numeral": (_choice("class", records.NumeralClass, "numeral_class"),),
    "quantity": (
        FormField(name="value", input="number"),
        FormField(name="upper", input="number", empty=True),
        FormField(name="unit", input="text", empty=True),
        _choice("bound", records.Bound, "bound"),
    ),
    "statement": (
        _choice("role", records.Role, "role"),
        PERIOD,
        FormField(name="indicator", input="text", empty=True),
        _choice("measure", records.Measure, "measure"),
        MODALITY,
    ),
    "mention": (FormField(name="name", input="text"),),
    "school": (
        FormField(name="name", input="text"),
        FormField(name="level", input="text"),
        FormField(name="town", input="text", empty=True),
    ),
    "list": (
        FormField(name="stated", input="integer", empty=True),
        _choice("closure", records.Closure, "closure"),
    ),
    "project": (
        FormField(name="name", input="text"),
        _choice("stage", records.Stage, "stage"),
        PERIOD,
        MODALITY,
    ),
    "commitment": (
        MODALITY,
        FormField(name="deadline", input="text", empty=True),
        FormField(name="owner", input="text", empty=True),
        _choice("verifiability", records.Verifiability, "verifiability"),
        FormField(name="standing", input="yesno"),
    ),
    "finding": (
        _choice("severity", records.Severity, "severity"),
        FormField(name="message", input="text"),
    ),
}

# Kinds that a person may add by selecting their words, in the order they are offered.
ADDABLE: Final = ("statement", "quantity", "mention", "project", "commitment", "finding")


def form_fields() -> dict[str, Any]:
    """The forms as the page's script reads them."""
    return {"forms": FIELDS, "addable": ADDABLE}


def check_value(kind: str, name: str, value: Value) -> str | None:
    """Why `value` may not stand in the field, in Chinese; None when it may."""
    field = next((field for field in FIELDS.get(kind, ()) if field.name == name), None)
    if field is None:
        return f"{kind} 没有可改的字段 {name}"
    if value is None or value == "":
        return None if field.empty else f"{name} 不能为空"
    if field.input == "yesno":
        return None if isinstance(value, bool) else f"{name} 要是或否"
    if field.input == "integer":
        whole = isinstance(value, int) and not isinstance(value, bool)
        return None if whole else f"{name} 要一个整数"
    if not isinstance(value, str):
        return f"{name} 要写成文字"
    if field.input == "choice" and value not in field.choices:
        return f"{name} 没有“{value}”这一项"
    if field.input == "number" and not _is_decimal(value):
        return f"{name} 要一个数,给的是“{value}”"
    return None


def _is_decimal(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False

"""Codes of organisations: 统一社会信用代码 (GB 32100-2015) and the 组织机构代码 within it (GB 11714-1997)."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of GB 32100-2015, table 1: no I, O, S, V, Z."""

_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_LENGTH, _OLD_LENGTH = 18, 15


def credit_code_check(body: str) -> str:
    """The check character of 17 characters (GB 32100-2015, clause 4.6: weights 3^i mod 31)."""
    total = sum(ALPHABET.index(char) * weight for char, weight in zip(body, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def credit_code(value: str) -> str | None:
    """Problem of a 统一社会信用代码: length, alphabet, digits of the region, check character (GB 32100-2015)."""
    if len(value) == _OLD_LENGTH and value.isdigit():
        return "这是旧的15位注册号，应填换照后的18位代码"
    if len(value) != _LENGTH:
        return f"应为18位，现为{len(value)}位"
    strange = [char for char in value if char not in ALPHABET]
    if strange:
        return f"含有不允许的字符“{strange[0]}”（只用数字和大写字母，不用 I、O、S、V、Z）"
    if not value[2:8].isdigit():
        return f"第3位至第8位（登记管理机关行政区划码）应为数字，现为“{value[2:8]}”"
    right = credit_code_check(value[:17])
    return None if value[17] == right else f"末位校验码“{value[17]}”不符，按前17位应为“{right}”"


def _inner_value(char: str) -> int:
    return int(char, 36)


def organisation_code(value: str) -> str | None:
    """Problem of the 主体标识码 in positions 9 to 17 of a credit code (GB 11714-1997, MOD 11); a doubt, not a proof."""
    if len(value) != _LENGTH or set(value) - set(ALPHABET):
        return None
    total = sum(_inner_value(char) * weight for char, weight in zip(value[8:16], _INNER_WEIGHTS, strict=True))
    remainder = 11 - total % 11
    right = {10: "X", 11: "0"}.get(remainder, str(remainder))
    return None if value[16] == right else f"第17位“{value[16]}”与组织机构代码校验结果“{right}”不符"

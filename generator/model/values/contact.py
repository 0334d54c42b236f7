"""Ways to reach somebody: mobile, landline, postcode, e-mail, web address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_EXTENSION = r"(?:-\d{1,6})?"
_LANDLINE = re.compile(
    rf"(?:(?:010|02\d)-?\d{{8}}|0[3-9]\d{{2}}-?\d{{7,8}}){_EXTENSION}|[48]00-?\d{{3}}-?\d{{4}}{_EXTENSION}", re.ASCII
)
"""Area codes of three digits have numbers of eight; 400 and 800 numbers have no area code."""
_POSTCODE = re.compile(r"\d{6}", re.ASCII)
_LETTER = r"A-Za-z0-9\u3400-\u9fff"  # Han: RFC 6531, addresses and domains such as 中国
_LABEL = rf"[{_LETTER}](?:[{_LETTER}-]{{0,61}}[{_LETTER}])?"
_LOCAL = rf"[{_LETTER}!#$%&'*+/=?^_`{{|}}~-]+(?:\.[{_LETTER}!#$%&'*+/=?^_`{{|}}~-]+)*"
_TOP = r"(?:[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]|[\u3400-\u9fff]{2,})"
_EMAIL = re.compile(rf"{_LOCAL}@(?:{_LABEL}\.)+{_TOP}")
_LOCAL_LIMIT, _EMAIL_LIMIT = 64, 254


def mobile(value: str) -> str | None:
    """Problem of a mobile number: 11 digits, the first 1, the second 3 to 9 (电信网编号计划（2017年版）)."""
    return None if _MOBILE.fullmatch(value) else "手机号码应为11位数字，以13至19开头"


def landline(value: str) -> str | None:
    """Problem of a landline number: area code, 7 or 8 digits, extension (电信网编号计划（2017年版）)."""
    if _LANDLINE.fullmatch(value):
        return None
    if mobile(value) is None:
        return "这是手机号码，应填在手机一项"
    return "固定电话应写作“区号-号码”，北京、上海等三位区号后为8位，分机加在后面，例如 010-00000000-801"


def telephone(value: str) -> str | None:
    """Problem of a number that may be mobile or landline."""
    if mobile(value) is None or landline(value) is None:
        return None
    return "电话应为11位手机号码，或“区号-号码”"


def postcode(value: str) -> str | None:
    """Problem of a postcode: six digits, whatever the region."""
    return None if _POSTCODE.fullmatch(value) else "邮政编码应为6位数字"


def email(value: str) -> str | None:
    """Problem of an e-mail address: RFC 5321 dot-atom and domain, 64 characters before the @, 254 in all."""
    if len(value) > _EMAIL_LIMIT or len(value.partition("@")[0]) > _LOCAL_LIMIT:
        return f"电子邮箱过长（@前最多{_LOCAL_LIMIT}个字符，共{_EMAIL_LIMIT}个）"
    return None if _EMAIL.fullmatch(value) else "电子邮箱应写作“名称@域名”，只写一个"


def url(value: str) -> str | None:
    """Problem of a web address: http or https with a host, without blanks (RFC 3986)."""
    if re.search(r"\s", value):
        return "网址中不能有空格"
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:
        return "网址无法解析"
    if parts.scheme not in {"http", "https"} or not host or "." not in host:
        return "网址应以 http:// 或 https:// 开头，后接域名"
    return None

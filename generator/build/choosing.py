"""Which drafts are made: from the company's undertakings, the participation paths and what the user named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.diagnostics import ZhiyinError, did_you_mean, failure
from generator.loading.company import CompanyBundle, UndertakingFile
from generator.loading.forms import Forms
from generator.model.company import KIND_NAMES
from generator.model.form import Form
from generator.model.form_paths import ParticipationPath

NOTHING = "DR-004"
"""Code of what is said to a company that has no undertaking for which anything was asked."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An undertaking, the path it takes, and the forms to make for it in the path's order."""

    undertaking: UndertakingFile
    path: ParticipationPath
    forms: tuple[Form, ...]

    @property
    def name(self) -> str:
        """What the undertaking is called: its kind and what or whom it is about."""
        data = self.undertaking.data
        about = next((value for name in _TITLES if (value := getattr(data, name, None))), "")
        about = about or getattr(getattr(data, "expert", None), "name", "")
        return "-".join(part for part in (KIND_NAMES[self.undertaking.kind], str(about)) if part)


_TITLES = ("title_zh", "standard", "title", "project", "number")
"""The fields, in this order, that say what an undertaking is about."""


def choose(forms: Forms, bundle: CompanyBundle, paths: Sequence[str], names: Sequence[str]) -> list[Choice]:
    """The drafts to make. Raises ZhiyinError for unknown paths and forms, and when there is nothing to make."""
    refuse_unknown(forms, paths, names)
    made: list[Choice] = []
    for undertaking in bundle.undertakings:
        for path in forms.book.paths:
            if undertaking.kind not in path.undertakings or (paths and path.id not in paths):
                continue
            chosen = _forms(forms, bundle, undertaking, path, names)
            if chosen:
                made.append(Choice(undertaking, path, chosen))
    if not made:
        raise _nothing(forms, paths, names)
    return made


def refuse_unknown(forms: Forms, paths: Sequence[str], names: Sequence[str]) -> None:
    """Raise ZhiyinError for paths and forms that there are not."""
    known = [path.id for path in forms.book.paths]
    for name in paths:
        if name not in known:
            hint = f"{did_you_mean(name, known)}可用：{'、'.join(known)}"
            raise failure("DR-002", f"没有参与路径“{name}”", hint=hint)
    for name in names:
        if name not in forms.forms:
            hint = f"{did_you_mean(name, forms.forms)}用 zhiyin forms 查看全部"
            raise failure("DR-003", f"没有表格“{name}”", hint=hint)


def _forms(
    forms: Forms, bundle: CompanyBundle, undertaking: UndertakingFile, path: ParticipationPath, names: Sequence[str]
) -> tuple[Form, ...]:
    from generator.filling import is_wanted  # noqa: PLC0415 — a batch that finds everything up to date fills nothing
    from generator.filling.reader import Reader, blaming  # noqa: PLC0415

    reader = Reader(bundle, undertaking)
    chosen: list[Form] = []
    for entry in path.forms:
        form = forms[entry.form]
        if form.undertaking != undertaking.kind:
            continue
        if names:
            wanted = form.id in names
        else:
            with blaming(forms.book):
                wanted = not entry.optional and reader.holds(entry.when) and is_wanted(form, bundle, undertaking)
        if wanted:
            chosen.append(form)
    return tuple(chosen)


def _nothing(forms: Forms, paths: Sequence[str], names: Sequence[str]) -> ZhiyinError:
    kinds = [kind for path in forms.book.paths if path.id in paths for kind in path.undertakings]
    kinds += [forms[name].undertaking for name in names]
    elsewhere = [
        name for name in names if paths and not any(form.id == name for p in paths for form in forms.of_path(p))
    ]
    if elsewhere:
        homes = "；".join(f"{name} 在 --path {forms[name].path}" for name in elsewhere)
        said = "、".join(f"“{name}”" for name in elsewhere)
        return failure("DR-005", f"表格{said}不在所选的参与路径中", hint=f"不写 --path；{homes}")
    wanted = "、".join(dict.fromkeys(KIND_NAMES[kind] for kind in kinds)) or "事项"
    return failure(NOTHING, f"这家企业还没有“{wanted}”的资料", hint="用 zhiyin company new 逐项填写")

"""Makes the faces in this folder from registry packages: a development tool, never needed at run time.

Usage: ``python templates/fonts/build.py CACHE`` with fontTools and brotli installed. CACHE receives the packages
(``apt-get download``, ``npm pack``); every source file is checked against the SHA-256 in sources.toml before use.
The result depends on nothing but these files and fontTools (4.68 made the faces here): no clock, no machine; a face
whose SHA-256 differs from the one in sources.toml is reported.

Each face is cut to its repertoire, loses hints and layout tables (breaking and spacing are the layout's work), gets
TrueType outlines (error at most one font unit) and a name of its own, as the SIL Open Font License asks of changed
fonts with reserved names.
"""

from __future__ import annotations

import bz2
import hashlib
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path
from typing import Any

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

HERE = Path(__file__).resolve().parent
VERSION = "1.000"

SYMBOL_RANGES = (
    (0x20, 0x250),
    (0x370, 0x400),
    (0x400, 0x460),
    (0x2000, 0x2070),
    (0x2070, 0x20C0),
    (0x2100, 0x2400),
    (0x2460, 0x2800),
    (0x2E3A, 0x2E3C),
    (0x2E80, 0x3100),
    (0x31C0, 0x3400),
    (0xFE10, 0xFE70),
    (0xFF00, 0xFFF0),
)
HAN_RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x32000))
SIGNS = set(map(ord, "☐☑☒✓✔✗✘"))
ZEROED_LIMITS = (
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxPoints",
    "maxContours",
    "maxCompositePoints",
    "maxCompositeContours",
    "maxComponentElements",
    "maxComponentDepth",
)
"""Limits of the maxp table that outlines without instructions do not have, or that fontTools counts anew on saving."""


def fetch(cache: Path, sources: dict[str, Any]) -> dict[str, Path]:
    """Download what is missing, unpack the wanted members and check them. Returns their paths by name."""
    found: dict[str, Path] = {}
    for name, spec in sources.items():
        path = cache / spec["member"]
        if not path.exists():
            _download(cache, spec)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest != spec["sha256"]:
            raise SystemExit(f"{path}: SHA-256 is {digest}, sources.toml says {spec['sha256']}")
        found[name] = path
    return found


def _download(cache: Path, spec: dict[str, str]) -> None:
    if spec["client"] == "apt":
        subprocess.run(["apt-get", "download", f"{spec['package']}={spec['version']}"], cwd=cache, check=True)
        archive = next(cache.glob(f"{spec['package']}_*.deb"))
        subprocess.run(["dpkg-deb", "-x", str(archive), str(cache)], check=True)
        return
    subprocess.run(["npm", "pack", f"{spec['package']}@{spec['version']}"], cwd=cache, check=True)
    archive = next(cache.glob(f"*{spec['package'].rpartition('/')[2]}-{spec['version']}.tgz"))
    with tarfile.open(archive) as bundle:
        bundle.extractall(cache, members=[bundle.getmember(spec["member"])], filter="data")


def general_standard_characters(other_mappings: Path) -> set[int]:
    """The 8,105 characters of 通用规范汉字表 (2013), from Unihan's kTGH."""
    with bz2.open(other_mappings, "rt", encoding="utf-8") as lines:
        return {int(line.split("\t")[0][2:], 16) for line in lines if "\tkTGH\t" in line}


def core_repertoire(other_mappings: Path) -> set[int]:
    """Symbols, GB 2312 and the 8,105 common characters."""
    wanted = {code for low, high in SYMBOL_RANGES for code in range(low, high)}
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                wanted.add(ord(bytes((high, low)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return wanted | general_standard_characters(other_mappings)


def han_outside(core: set[int]) -> set[int]:
    """Every Han character that the core faces lack."""
    return {code for low, high in HAN_RANGES for code in range(low, high)} - core


def make(source: Path, index: int, repertoire: set[int], family: str, style: str, target: Path) -> int:
    """Cut, convert, rename and save one face; returns its number of glyphs."""
    font = TTFont(source, fontNumber=index, recalcTimestamp=False)
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += ["DSIG", "vhea", "vmtx", "VORG", "BASE", "GDEF", "GPOS", "GSUB", "STAT", "gasp", "kern"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=repertoire & set(font.getBestCmap()))
    subsetter.subset(font)
    if "CFF " in font:
        to_truetype(font)
    rename(font, family, style)
    font["head"].created = font["head"].modified = 0
    font["post"].formatType = 3.0
    font.flavor = None
    font.save(target)
    return int(font["maxp"].numGlyphs)


def to_truetype(font: TTFont) -> None:
    """Replace CFF outlines by quadratic ones."""
    glyph_set, order = font.getGlyphSet(), font.getGlyphOrder()
    glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, {}
    for name in order:
        pen = TTGlyphPen(None)
        glyph_set[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        glyf.glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), glyf
    del font["CFF "]
    metrics = font["hmtx"]
    for name, glyph in glyf.glyphs.items():
        glyph.recalcBounds(glyf)
        metrics[name] = (metrics[name][0], glyph.xMin if glyph.numberOfContours else 0)
    limits = font["maxp"]
    limits.tableVersion = 0x00010000
    for field in ZEROED_LIMITS:
        setattr(limits, field, 0)
    limits.maxZones = 1
    font["head"].glyphDataFormat = 0
    font.sfntVersion = "\x00\x01\x00\x00"


def rename(font: TTFont, family: str, style: str) -> None:
    """Give the face its own name and keep the copyright; the licences lie beside the faces (OFL 1.1, condition 2)."""
    names = font["name"]
    copyright_notice = str(names.getDebugName(0))
    names.names = []
    full = f"{family} {style}"
    kept = {0: copyright_notice, 1: family, 2: style, 3: f"{VERSION};{full}", 4: full, 5: f"Version {VERSION}"}
    kept[6] = f"{family.replace(' ', '')}-{style}"
    for ident, text in sorted(kept.items()):
        names.setName(text, ident, 3, 1, 0x409)


def main() -> None:
    """Build every face into this folder."""
    cache = Path(sys.argv[1])
    cache.mkdir(parents=True, exist_ok=True)
    config = tomllib.loads((HERE / "sources.toml").read_text(encoding="utf-8"))
    files = fetch(cache, config["source"])
    core = core_repertoire(files["unihan"])
    repertoires = {"core": core, "rest": han_outside(core), "signs": SIGNS}
    for face in config["face"]:
        family, style = face["family"], face["style"]
        target = HERE / f"{family.replace(' ', '')}-{style}.ttf"
        wanted = repertoires[face["repertoire"]]
        count = make(files[face["source"]], face.get("index", 0), wanted, family, style, target)
        same = hashlib.sha256(target.read_bytes()).hexdigest() == face["sha256"]
        verdict = "as pinned" if same else "DIFFERS from the pinned SHA-256"
        print(f"{target.name}: {count} glyphs, {target.stat().st_size / 1e6:.2f} MB, {verdict}")


if __name__ == "__main__":
    main()

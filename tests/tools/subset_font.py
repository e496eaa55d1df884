"""Make the fonts again: ``python -m tests.tools.subset_font``, with the letters that pages and the shipped brief use.

It needs Node's npm, which gets the whole typefaces with their licences. What the pages load is Source Serif 4 in one weight,
without its name, which its makers reserve for the typeface as they drew it. Other letters come from the reader's fonts, and
in the PDF from a font of the brief: Noto Serif JP, which reserves no name.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.places import ROOT, SHIPPED

PACKAGE = "@expo-google-fonts/source-serif-4@0.4.1"
TOOL = "fonttools[woff]==4.68.0"
FONT = ROOT / "build_scripts/theme/assets/brief-serif.woff2"
LETTERS = "U+0020-007E,U+00A0-017F"
"""Latin, Latin-1 and Latin Extended-A."""
MARKS = "U+2002,U+2003,U+2009,U+200A,U+2010,U+2012-2015,U+2018-201A,U+201C-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2032,U+2033,U+2039,U+203A,U+2044,U+20AC,U+2116,U+2122,U+2192,U+2212,U+2248,U+2260,U+2264,U+2265"
"""Spaces, dashes, quotation marks and the few signs that prose has."""
NOTE = """brief-serif.woff2 is a part of Source Serif 4, Regular, made with tests/tools/subset_font.py. The font says of itself:

© 2014 - 2021 Adobe Systems Incorporated (http://www.adobe.com/), with Reserved Font Name ‘Source’.

Its licence:

"""


JAPANESE = "@expo-google-fonts/noto-serif-jp@0.4.3"
KANA = "U+3000-30FF"
KANJI = re.compile("[\u4e00-\u9fff]")
FONTS = SHIPPED / "fonts"
ABOUT = """# Fonts for the PDF

`japanese.ttf` has the kana, and those kanji that this brief quotes. It is a part of Noto Serif JP, Regular, made with
`python -m tests.tools.subset_font`. Its licence:

```text
"""


def main() -> None:
    """Write the fonts, and their licences beside them."""
    licence = cut(PACKAGE, "400Regular/SourceSerif4_400Regular.ttf", FONT, f"{LETTERS},{MARKS}", "--flavor=woff2")
    write(FONT.with_name("brief-serif-licence.txt"), NOTE + licence)
    texts = (path.read_text(encoding="utf-8") for path in SHIPPED.rglob("*.yml"))
    kanji = sorted({letter for text in texts for letter in KANJI.findall(text)})
    letters = ",".join((KANA, *(f"U+{ord(letter):04X}" for letter in kanji)))
    licence = cut(JAPANESE, "400Regular/NotoSerifJP_400Regular.ttf", FONTS / "japanese.ttf", letters, "--no-hinting")
    write(FONTS / "README.md", f"{ABOUT}{licence.strip()}\n```\n")


def cut(package: str, whole: str, font: Path, letters: str, option: str) -> str:
    """Write *font*, the *letters* of the font *whole* of an npm *package*; return its licence."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([npm(), "install", "--silent", "--prefix", folder, package], check=True)
        fonts = Path(folder) / "node_modules" / package.rpartition("@")[0]
        tool = [sys.executable, "-m", "uv", "tool", "run", "--quiet", "--from", TOOL, "pyftsubset"]
        options = [
            f"--unicodes={letters}",
            "--layout-features=kern,liga",
            "--drop-tables+=BASE,DSIG,STAT,meta",
            option,
            f"--output-file={font}",
        ]
        if font == FONT:
            options.append("--name-IDs=")
        subprocess.run([*tool, str(fonts / whole), *options], check=True)
        print(f"{font.name}: {font.stat().st_size:,} bytes")
        return (fonts / "LICENSE_FONT").read_text(encoding="utf-8")


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def npm() -> str:
    """Return the path of npm."""
    return shutil.which("npm") or sys.exit("This needs npm, which comes with Node.js.")


if __name__ == "__main__":
    main()

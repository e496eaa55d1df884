"""Make the serif of the pages again: ``python -m tests.tools.subset_font``, with the letters and marks that pages use.

It needs Node's npm, which gets the whole typeface with its licence. What the pages load is Source Serif 4 in one weight,
without its name, which its makers reserve for the typeface as they drew it. Other letters come from the reader's fonts.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.places import ROOT

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


def main() -> None:
    """Write the font, and its licence beside it."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([npm(), "install", "--silent", "--prefix", folder, PACKAGE], check=True)
        whole = Path(folder) / "node_modules" / PACKAGE.rpartition("@")[0]
        tool = [sys.executable, "-m", "uv", "tool", "run", "--quiet", "--from", TOOL, "pyftsubset"]
        options = [
            f"--unicodes={LETTERS},{MARKS}",
            "--layout-features=kern,liga",
            "--name-IDs=",
            "--drop-tables+=BASE,DSIG,STAT,meta",
            "--flavor=woff2",
            f"--output-file={FONT}",
        ]
        subprocess.run([*tool, str(whole / "400Regular/SourceSerif4_400Regular.ttf"), *options], check=True)
        licence = (whole / "LICENSE_FONT").read_text(encoding="utf-8")
        FONT.with_name("brief-serif-licence.txt").write_text(NOTE + licence, encoding="utf-8", newline="\n")
    print(f"{FONT.name}: {FONT.stat().st_size:,} bytes")


def npm() -> str:
    """Return the path of npm."""
    return shutil.which("npm") or sys.exit("This needs npm, which comes with Node.js.")


if __name__ == "__main__":
    main()

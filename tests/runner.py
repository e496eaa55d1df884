"""Runs the shell steps of a workflow's job here, as GitHub's runner would, beside a stand-in for ``gh``."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.places import ROOT

_GH = """#!{python}
import json, pathlib, shutil, sys
here = pathlib.Path({here!r})
call = " ".join(sys.argv[1:])
with (here / "calls").open("a") as calls:
    calls.write(call + "\\n")
if "body=@comment.md" in call:
    shutil.copyfile("comment.md", here / "comment.md")
for words, answer in json.loads((here / "answers.json").read_text()).items():
    if words in call:
        if answer is None:
            sys.exit("gh: Not Found (HTTP 404)")
        if answer.startswith("folder:"):
            shutil.copytree(answer.removeprefix("folder:"), sys.argv[sys.argv.index("--dir") + 1])
        elif answer.startswith("file:"):
            sys.stdout.buffer.write(pathlib.Path(answer.removeprefix("file:")).read_bytes())
        else:
            print(answer)
        sys.exit()
sys.exit("gh: nobody expected this: " + call)
"""


@dataclass
class Job:
    """A job of a workflow, run in the folder *here*; *context* is what its expressions name, *answers* what gh says."""

    workflow: str
    name: str
    here: Path
    context: Mapping[str, str]
    answers: Mapping[str, str | None]
    outcomes: dict[str, str] = field(default_factory=dict)
    printed: str = ""

    def run(self) -> str:
        """Prepare the folder, run the steps, and return how the job ends: ``success`` or ``failure``."""
        self.prepare()
        return self.steps()

    def steps(self) -> str:
        """Run the steps in the folder as it is, and return how the job ends."""
        path = ROOT / ".github" / "workflows" / f"{self.workflow}.yml"
        steps = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"][self.name]["steps"]
        result = "success"
        for number, step in enumerate(steps):
            name = step.get("id", str(number))
            if "run" not in step:
                continue
            self.outcomes[f"steps.{name}.outcome"] = "skipped"
            if self._is_due(step.get("if", ""), result):
                result = "success" if self._shell(name, step) and result == "success" else "failure"
        return result

    @property
    def comment(self) -> str:
        """The comment that was made, or nothing."""
        return (self.here / "gh" / "comment.md").read_text() if (self.here / "gh" / "comment.md").exists() else ""

    @property
    def calls(self) -> str:
        """What gh was called with, a line for each."""
        return (self.here / "gh" / "calls").read_text()

    def value(self, expression: str) -> Any:
        """Return what an expression of a workflow stands for; a name that nobody knows is an error."""
        named = re.compile(r"'[^']*'|\b(?:github|needs|steps|vars)(?:\.[\w-]+)+")
        python = named.sub(lambda name: name[0] if name[0][0] == "'" else f"known({name[0]!r})", expression)
        python = python.replace("&&", " and ").replace("||", " or ").replace("!cancelled()", "True")
        names = {"known": lambda name: {**self.context, **self.outcomes}[name], "format": str.format}
        return eval(python, {"__builtins__": {}}, names)  # noqa: S307 - of our own workflows

    def _is_due(self, condition: str, result: str) -> bool:
        bare = condition.removeprefix("${{").removesuffix("}}").strip()
        return ("cancelled()" in bare or result == "success") and (not bare or bool(self.value(bare)))

    def _shell(self, name: str, step: Mapping[str, Any]) -> bool:
        output = self.here / "output"
        output.write_text("")
        words = re.compile(r"\$\{\{(.*?)\}\}")
        given = {
            key: words.sub(lambda found: str(self.value(found[1].strip())), str(value))
            for key, value in step.get("env", {}).items()
        }
        script = self.here / "step.sh"
        script.write_text(step["run"])
        path = f"{self.here / 'bin'}{os.pathsep}{os.environ['PATH']}"
        fixed = {"PATH": path, "PYTHONPATH": str(ROOT), "GITHUB_OUTPUT": str(output), "HOME": str(self.here)}
        command = ["bash", "-e", str(script)]
        work = self.here / "work"
        done = subprocess.run(command, cwd=work, env={**fixed, **given}, check=False, capture_output=True, text=True)
        self.printed += done.stdout + done.stderr
        self.outcomes[f"steps.{name}.outcome"] = "success" if done.returncode == 0 else "failure"
        for line in output.read_text().splitlines():
            key, _, value = line.partition("=")
            self.outcomes[f"steps.{name}.outputs.{key}"] = value
        return done.returncode == 0

    def prepare(self) -> None:
        """Make the folder: an empty work folder for the steps, and the commands that they find."""
        for name in ("work", "bin", "gh"):
            (self.here / name).mkdir(parents=True)
        python = self.here / "bin" / "python3"  # no link, which would be a Python without this environment's packages
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        python.chmod(0o755)
        gh = self.here / "bin" / "gh"
        gh.write_text(_GH.format(python=sys.executable, here=str(self.here / "gh")))
        gh.chmod(0o755)
        (self.here / "gh" / "answers.json").write_text(json.dumps(self.answers))
        (self.here / "gh" / "calls").write_text("")

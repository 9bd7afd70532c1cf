"""What the manual shows of the example is what the program prints."""

import re
import shutil
import tempfile
import unittest
from pathlib import Path

from places import BINARY, ROOT, environment, run

AS_OF = ["--as-of", "2026-05-15"]
COMMANDS = {"status": AS_OF, "log": AS_OF, "check": AS_OF, "diff": AS_OF, "audit": AS_OF}
PAGES = {"README.md": 1, "docs/commands.md": 5}
"""How many blocks of each page show the example."""


def blocks(page):
    """Commands of a page and the lines shown below them."""
    for block in re.findall(r"^```\n\$ countersign (.*?)\n(.*?)^```$", (ROOT / page).read_text(), re.M | re.S):
        command = block[0].split()
        if command[0] in COMMANDS:
            yield command, block[1].splitlines()


def parts(shown):
    """Runs of lines between those that say that something is left out."""
    runs = [[]]
    for line in shown:
        if line == "…":
            runs.append([])
        else:
            runs[-1].append(line)
    return runs


class Manual(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="countersign-manual-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        run([ROOT / "scripts/demo", BINARY], cwd=cls.folder, env=environment(cls.folder))
        cls.project = cls.folder / "_demo/referrals"

    def printed(self, command):
        done = run([BINARY, *command, *COMMANDS[command[0]]], cwd=self.project, env=environment(self.folder), check=False)
        return done.stdout.splitlines()

    def assert_shows(self, shown, printed):
        *runs, last = parts(shown)
        if not runs:
            self.assertEqual(last, printed)
        rest = printed
        for place, lines in enumerate([*runs, last]):
            starts = [0] if place == 0 else range(len(rest) - len(lines) + 1)
            found = next((start for start in starts if rest[start : start + len(lines)] == lines), None)
            self.assertIsNotNone(found, "not printed:\n" + "\n".join(lines) + "\nbut:\n" + "\n".join(rest))
            rest = rest[found + len(lines) :]
        if last:
            self.assertEqual(rest, [])

    def test_the_example(self):
        for page, count in PAGES.items():
            found = list(blocks(page))
            self.assertEqual(len(found), count, page)
            for command, shown in found:
                with self.subTest(page, command=command):
                    self.assert_shows(shown, self.printed(command))

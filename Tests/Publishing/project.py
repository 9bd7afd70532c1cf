"""A small project on a forge: a bare repository with a main branch and proposals."""

from places import environment, run

CONFIGURATION = """\
version: 1
title: Referrals
roles:
  technical-lead: { title: Technical lead }
people:
  mei: { name: Mei Tanaka, emails: [mei@integrator.example], roles: [technical-lead] }
"""
CHECKLIST = """\
# Data flows

- [ ] The mapping is final {#mapping}
  - Sign-off:
    - [ ] technical-lead
- [ ] The testing plan is agreed {#testing}
"""


class Project:
    """`folder` holds the clone in which people work and, below group/, what the forge has."""

    def __init__(self, folder, main="main"):
        self.folder, self.main, self.clock = folder, main, 1772438400
        self.forge = folder / "group/referrals.git"
        self.work = folder / "work"
        self.home = folder / "home"
        self.home.mkdir(parents=True)
        self.git("init", "--quiet", "--bare", f"--initial-branch={main}", self.forge, cwd=folder)
        self.git("init", "--quiet", f"--initial-branch={main}", self.work, cwd=folder)
        self.git("remote", "add", "origin", self.forge)
        self.commit("Begin", {"countersign.yml": CONFIGURATION, "checklists/flows.md": CHECKLIST})
        self.commit("Say when the testing plan is due", {
            "checklists/flows.md": CHECKLIST.replace("agreed {#testing}", "agreed {#testing}\n  - Due: 2026-09-30")})
        self.push(main)

    def git(self, *arguments, cwd=None):
        """What git prints."""
        self.clock += 60
        env = environment(
            self.home, GIT_AUTHOR_NAME="Mei Tanaka", GIT_AUTHOR_EMAIL="mei@integrator.example",
            GIT_COMMITTER_NAME="Mei Tanaka", GIT_COMMITTER_EMAIL="mei@integrator.example",
            GIT_AUTHOR_DATE=f"{self.clock} +0000", GIT_COMMITTER_DATE=f"{self.clock} +0000")
        return run(["git", *arguments], cwd or self.work, env).stdout.strip()

    def commit(self, message, files):
        """Writes the files and commits them."""
        for path, text in files.items():
            (self.work / path).parent.mkdir(parents=True, exist_ok=True)
            (self.work / path).write_text(text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        return self.git("rev-parse", "HEAD")

    def push(self, *references):
        self.git("push", "--quiet", "origin", *references)

    def propose(self, edit, number=1):
        """A branch from main that edits the checklist, on the forge as its pull request. Returns its commit."""
        self.git("switch", "--quiet", "--create", f"proposal-{number}", self.main)
        path = "checklists/flows.md"
        tip = self.commit("Propose", {path: edit((self.work / path).read_text())})
        self.push(f"HEAD:refs/pull/{number}/head", f"HEAD:refs/merge-requests/{number}/head")
        self.git("switch", "--quiet", self.main)
        return tip


def tick(text):
    """A change that nothing is wrong with."""
    return text.replace("- [ ] The testing", "- [x] The testing")


def same_id(text):
    """A change with an error: an id that there is already."""
    return text + "- [ ] Another {#mapping}\n"

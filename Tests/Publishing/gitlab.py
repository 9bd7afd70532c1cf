"""GitLab's pipeline, run job by job without a forge."""

import re

from ruamel.yaml import YAML

from places import GITLAB
from shell import Shell

KEYWORDS = ("variables", "workflow", "default", "stages", "include")


def holds(rules, variables):
    """Whether one of the rules does; ours only compare variables with words and variables."""
    def side(text):
        return text.strip('"') if text.startswith('"') else variables.get(text.removeprefix("$"))
    for rule in rules:
        left, right = re.fullmatch(r"(\S+) == (\S+)", rule["if"]).groups()
        if side(left) is not None and side(left) == side(right):
            return True
    return False


class Pipeline:
    """One pipeline: of a merge request if it has a number, else of a branch. With `fork`, in the project of the fork, which has
    another main branch; with `merged`, for a trial merge into the target."""

    def __init__(self, project, folder, install, number=None, branch="main", merged=False, fork=False, depth=None, source=None):
        self.definition = YAML(typ="safe").load(GITLAB.read_text())
        self.project, self.folder = project, folder
        folder.mkdir()
        self.cwd = folder / "builds"
        self.failed, self.output, self.jobs = None, "", []
        git = lambda *words: project.git(*words, cwd=project.forge)
        tip = git("rev-parse", f"refs/merge-requests/{number}/head" if number else f"refs/heads/{branch}")
        self.variables = {
            **self.definition["variables"], "COUNTERSIGN_INSTALL": install, "CI": "true", "CI_DEFAULT_BRANCH": "main",
            "CI_PIPELINE_SOURCE": source or ("merge_request_event" if number else "push"), "CI_COMMIT_SHA": tip,
        }
        if depth is not None:
            self.variables["GIT_DEPTH"] = depth
        if number:
            self.variables["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = git("merge-base", "refs/heads/main", tip)
            if merged:
                self.variables["CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"] = tip
                tip = git("commit-tree", git("merge-tree", "--write-tree", "refs/heads/main", tip),
                          "-p", "refs/heads/main", "-p", tip, "-m", "Trial")
        else:
            self.variables["CI_COMMIT_BRANCH"] = branch
        self.tip, self.fork = tip, fork
        if not holds(self.definition["workflow"]["rules"], self.variables):
            return
        self.clone()
        for name, job in self.definition.items():
            if name not in KEYWORDS and not name.startswith(".") and holds(job["rules"], self.variables):
                self.job(name, job)

    def clone(self):
        """As GitLab's runner does it: with depth 0 all branches and tags, else only the commit."""
        git = lambda *words: self.project.git(*words, cwd=self.cwd)
        self.project.git("config", "uploadpack.allowAnySHA1InWant", "true", cwd=self.project.forge)
        self.project.git("init", "--quiet", self.cwd, cwd=self.folder)
        git("remote", "add", "origin", self.project.forge.as_uri())
        if self.variables["GIT_DEPTH"] == "0":
            if not self.fork:
                git("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*")
            git("fetch", "--quiet", "origin", self.tip)
        else:
            git("fetch", "--quiet", "--no-tags", "--depth", self.variables["GIT_DEPTH"], "origin", self.tip)
        git("checkout", "--quiet", "--detach", self.tip)

    def job(self, name, job):
        """The common preparation and the job's own lines, in one shell as on a runner."""
        lines = self.definition["default"]["before_script"] + job["script"]
        shell = Shell(self.folder, self.cwd, {**self.variables, **job["variables"]})
        well = shell.step("\n".join(lines))
        self.output += shell.output
        self.jobs.append(name)
        if not well:
            self.failed = name

    def artifact(self, path):
        return self.cwd / path

"""Workflows of GitHub and Forgejo, run step by step without a forge: their own conditions, their own shell."""

import re
from types import SimpleNamespace

from ruamel.yaml import YAML

from shell import Shell


def value(expression, context):
    """An expression of the workflow language, as far as our files use it."""
    python = expression.replace("&&", " and ").replace("||", " or ")
    python = re.sub(r"!(?!=)", " not ", python)
    functions = {"contains": lambda text, part: part in (text or "")}
    return eval(python, {"__builtins__": {}}, {**functions, **context})


def filled(text, context):
    """A text with its `${{ … }}` filled in."""
    def insert(match):
        found = value(match[1], context)
        return "" if found is None else str(found)
    return re.sub(r"\$\{\{(.*?)\}\}", insert, str(text))


class Node(SimpleNamespace):
    """What is not there is null, as in the workflow language."""

    def __getattr__(self, name):
        return Nothing()


class Nothing:
    """Null: false, equal to nothing, and so are its properties."""

    def __getattr__(self, name):
        return Nothing()

    def __bool__(self):
        return False

    def __str__(self):
        return ""


class Run:
    """One run of a workflow for an event on a project."""

    def __init__(self, path, project, folder, install, event="push", ref=None, number=None, base=None, edit=lambda w: None):
        self.workflow = YAML(typ="safe").load(path.read_text())
        edit(self.workflow)
        self.project, self.folder, self.event = project, folder, event
        self.folder.mkdir()
        self.cwd = self.folder / "workspace"
        self.summary = self.folder / "summary"
        self.published = self.uploaded = self.failed = None
        self.outputs, self.output, self.done = {}, "", []
        self.forgejo = "forgejo" in str(path)
        self.branch = ref or project.main
        proposal = f"refs/pull/{number}/head"
        tip = project.git("rev-parse", proposal if number else f"refs/heads/{self.branch}", cwd=project.forge)
        head = Node(head=Node(sha=tip), number=number) if number else Nothing()
        # A schedule's event names no repository.
        repository = Nothing() if event == "schedule" else Node(default_branch=project.main)
        self.context = {
            "github": Node(
                event_name=event, sha=tip, ref=proposal if number else f"refs/heads/{self.branch}", token="t0ken",
                ref_name=f"{number}/merge" if number else self.branch, event=Node(pull_request=head, repository=repository)),
            "runner": Node(arch="X64"),
        }
        self.context["env"] = Node(**{
            name: filled(text, self.context) for name, text in {**self.workflow["env"], "COUNTERSIGN_INSTALL": install}.items()})
        self.variables = {
            **vars(self.context["env"]), "GITHUB_EVENT_NAME": event, "GITHUB_SHA": tip, "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_SERVER_URL": project.folder.as_uri(), "GITHUB_REPOSITORY": "group/referrals", "CI": "true",
            "GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": base or (project.main if number else ""),
        }
        for name, job in self.workflow["jobs"].items():
            if self.failed is None and self.holds(job):
                self.job(name, job)

    def holds(self, step):
        condition = step.get("if")
        return True if condition is None else bool(value(condition.strip().removeprefix("${{").removesuffix("}}"), self.context))

    def job(self, name, job):
        """Its steps in order, until one fails."""
        assert "needs" not in job or job["needs"] in self.done, f"{name} is too early"
        for step in job["steps"]:
            if not self.holds(step):
                continue
            if "uses" in step:
                self.use(step["uses"].removeprefix("https://data.forgejo.org/"), step.get("with", {}))
                continue
            shell = Shell(self.folder, self.cwd, self.variables)
            secrets = {key: filled(text, self.context) for key, text in step.get("env", {}).items()}
            well = shell.step(filled(step["run"], self.context), secrets)
            self.outputs[step["name"]] = shell.output
            self.output += shell.output
            if not well:
                self.failed = step["name"]
                return
        self.done.append(name)

    def use(self, action, inputs):
        """The actions' part, as their documentation tells it."""
        name = action.split("@")[0]
        if name == "actions/checkout":
            self.checkout(inputs)
        elif name in ("actions/upload-artifact", "forgejo/upload-artifact"):
            self.uploaded = self.folder / "workspace" / inputs["path"]
        elif name == "actions/upload-pages-artifact":
            self.published = "uploaded"
            assert (self.cwd / inputs["path"] / "index.html").is_file()
        elif name == "actions/deploy-pages":
            assert self.published == "uploaded"
            self.published = "published"
        else:
            assert name == "actions/cache", action

    def checkout(self, inputs):
        """All branches and tags for depth 0, else the one commit."""
        depth, wanted = inputs.get("fetch-depth", 1), filled(inputs.get("ref", ""), self.context)
        github = self.context["github"]
        git = lambda *words: self.project.git(*words, cwd=self.cwd)
        self.project.git("init", "--quiet", self.cwd, cwd=self.folder)
        git("remote", "add", "origin", self.project.forge.as_uri())
        self.project.git("config", "uploadpack.allowAnySHA1InWant", "true", cwd=self.project.forge)
        if depth == 0:
            git("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*")
            git("fetch", "--quiet", "origin", wanted or github.ref)
        else:
            git("fetch", "--quiet", "--no-tags", f"--depth={depth}", "origin", wanted or github.ref)
        git("checkout", "--quiet", "--detach", wanted or github.sha)

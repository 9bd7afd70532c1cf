"""The workflows' files: valid, safe by what they say, and the same where they should be."""

import re
import sys
import unittest
from pathlib import Path

from ruamel.yaml import YAML

from places import FORGEJO, FORGES, GITHUB, GITLAB, ROOT, environment, run


def load(path):
    return YAML(typ="safe").load(path.read_text())


def steps(path):
    """The shell of every step, by name."""
    workflow = load(path)
    if path == GITLAB:
        jobs = {name: job["script"] for name, job in workflow.items() if isinstance(job, dict) and "script" in job}
        return {"install": "\n".join(workflow["default"]["before_script"]), **{n: "\n".join(s) for n, s in jobs.items()}}
    return {step["name"]: step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step}


class Schemas(unittest.TestCase):
    def validate(self, schema, path):
        done = run([Path(sys.executable).parent / "check-jsonschema", "--builtin-schema", schema, path], ROOT,
                   environment("/nonexistent"), check=False)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_github(self):
        self.validate("vendor.github-workflows", GITHUB)

    def test_forgejo(self):
        self.validate("vendor.github-workflows", FORGEJO)

    def test_gitlab(self):
        self.validate("vendor.gitlab-ci", GITLAB)

    def test_gitlab_exposes_by_a_name_that_it_takes(self):
        # GitLab refuses the file otherwise; its schema does not say so.
        self.assertRegex(load(GITLAB)["check"]["artifacts"]["expose_as"], r"\A\w[-\w ]*\Z")

    def test_every_step_is_clean_shell(self):
        for path in (GITHUB, FORGEJO, GITLAB):
            for name, script in steps(path).items():
                with self.subTest(path=path.name, step=name):
                    # Forges run it so, and set variables (SC2154).
                    checked = "set -eo pipefail\n" + script
                    done = run(["sh", "-c", 'printf "%s\\n" "$1" | shellcheck --shell bash --exclude SC2154 -', "sh", checked],
                               ROOT, environment("/nonexistent"), check=False)
                    self.assertEqual(done.returncode, 0, done.stdout)

    def test_the_step_that_installs_is_the_same_everywhere(self):
        self.assertEqual(steps(GITHUB)["Install Countersign"], steps(FORGEJO)["Install Countersign"])
        self.assertEqual(steps(GITHUB)["Install Countersign"], steps(GITLAB)["install"])

    def test_every_forge_has_a_request_template_without_hard_line_ends(self):
        # Forges make a line's end in a description a line's end on the page.
        for path in ("github/.github/pull_request_template.md", "gitlab/.gitlab/merge_request_templates/Default.md",
                     "forgejo/.forgejo/pull_request_template.md"):
            text = (FORGES / path).read_text()
            self.assertTrue(all(line[:1] in ("<", "-", "") for line in text.splitlines()), path)


class Rights(unittest.TestCase):
    def test_nothing_runs_a_strangers_proposal_with_rights(self):
        for path in (GITHUB, FORGEJO):
            self.assertNotIn("pull_request_target", load(path)["on"])
            self.assertNotIn("secrets.", path.read_text())

    def test_nothing_of_the_event_is_written_into_shell(self):
        for path in (GITHUB, FORGEJO):
            for name, script in steps(path).items():
                self.assertNotIn("${{", script, name)

    def test_github_gives_nothing_that_a_job_does_not_name(self):
        workflow = load(GITHUB)
        self.assertEqual(workflow["permissions"], {})
        self.assertEqual(workflow["jobs"]["check"]["permissions"], {"contents": "read"})
        self.assertEqual(workflow["jobs"]["publish"]["permissions"], {"pages": "write", "id-token": "write"})

    def test_the_job_that_may_write_runs_nothing_of_the_repository(self):
        self.assertEqual([step.get("uses", "").split("@")[0] for step in load(GITHUB)["jobs"]["publish"]["steps"]],
                         ["actions/deploy-pages"])

    def test_no_credentials_stay_in_the_clone(self):
        for path in (GITHUB, FORGEJO):
            self.assertIs(load(path)["jobs"]["check"]["steps"][0]["with"]["persist-credentials"], False)

    def test_actions_are_the_forges_own_by_major_version(self):
        for path in (GITHUB, FORGEJO):
            for used in re.findall(r"^ *(?:- )?uses: (\S+)", path.read_text(), re.M):
                self.assertRegex(used, r"^(https://data\.forgejo\.org/)?(actions|forgejo)/[a-z-]+@v\d+$")


class Scripts(unittest.TestCase):
    def test_every_script_is_clean_shell(self):
        for path in sorted(ROOT.glob("scripts/*")):
            if path.is_file() and path.read_bytes().startswith(b"#!/usr/bin/env bash"):
                with self.subTest(script=path.name):
                    done = run(["shellcheck", "--severity", "warning", path], ROOT, environment("/nonexistent"), check=False)
                    self.assertEqual(done.returncode, 0, done.stdout)

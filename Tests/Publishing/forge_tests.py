"""The workflows' steps on scripted clones."""

import hashlib
import json
import os
import shutil
import tempfile
import unittest
import xml.etree.ElementTree as XML
from pathlib import Path

import shell
from actions import Run
from gitlab import Pipeline
from places import FORGEJO, GITHUB, environment, run
from project import Project, same_id, tick
from workflow_tests import steps

BOTH = {"GitHub": GITHUB, "Forgejo": FORGEJO}


class ForgeTest(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="countersign-publishing-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.package = shell.package(self.folder).as_uri()
        self.project = Project(self.folder / "forge")
        self.count = 0

    def run_workflow(self, path, **options):
        self.count += 1
        kind, folder = options.pop("kind", Run), self.folder / f"run-{self.count}"
        return kind(path, self.project, folder, options.pop("install", self.package), **options)

    def pull_request(self, path, number=1, **options):
        return self.run_workflow(path, event="pull_request", number=number, **options)

    def pipeline(self, **options):
        self.count += 1
        return Pipeline(self.project, self.folder / f"run-{self.count}", options.pop("install", self.package), **options)


class GivenAway(Run):
    """A run in a clone that belongs to somebody else."""

    def checkout(self, inputs):
        super().checkout(inputs)
        for folder, _, files in os.walk(self.cwd):
            for path in [folder, *(os.path.join(folder, file) for file in files)]:
                os.chown(path, 1234, 1234)


class PullRequests(ForgeTest):
    def test_one_without_errors_passes(self):
        self.project.propose(tick)
        for name, path in BOTH.items():
            with self.subTest(name):
                done = self.pull_request(path)
                self.assertIsNone(done.failed, done.output)
                self.assertTrue((done.uploaded / "index.html").is_file())
                self.assertIsNone(done.published)

    def test_github_tells_the_change_in_the_summary(self):
        self.project.propose(tick)
        summary = self.pull_request(GITHUB).summary.read_text()
        self.assertIn("1 item ticked", summary)
        self.assertIn("The testing plan is agreed", summary)

    def test_forgejo_tells_the_change_in_the_log(self):
        self.project.propose(tick)
        self.assertIn("1 item ticked", self.pull_request(FORGEJO).outputs["Say what the pull request changes"])

    def test_an_error_fails_the_check_after_the_change_is_told(self):
        self.project.propose(same_id)
        for name, path in BOTH.items():
            with self.subTest(name):
                done = self.pull_request(path)
                self.assertEqual(done.failed, "Check the pull request", done.output)
                self.assertIn("duplicate-id", done.output)
                self.assertTrue((done.uploaded / "index.html").is_file())

    def test_github_gets_an_annotation_on_the_line(self):
        self.project.propose(same_id)
        self.assertIn("::error file=checklists/flows.md,line=8", self.pull_request(GITHUB).output)

    def test_what_came_to_main_meanwhile_is_not_its_fault(self):
        self.project.propose(tick)
        path = self.project.work / "checklists/flows.md"
        self.project.commit("Break main", {"checklists/flows.md": same_id(path.read_text())})
        self.project.push("main")
        for name, path in BOTH.items():
            with self.subTest(name):
                done = self.pull_request(path)
                self.assertIsNone(done.failed, done.output)
                self.assertNotIn("duplicate-id", done.output)

    def test_a_clone_that_is_not_whole_is_told(self):
        self.project.propose(tick)
        def shallow(workflow):
            del workflow["jobs"]["check"]["steps"][0]["with"]["fetch-depth"]
        for name, path in BOTH.items():
            with self.subTest(name):
                done = self.pull_request(path, edit=shallow)
                self.assertIsNotNone(done.failed)
                self.assertIn("fetch-depth: 0", done.output)

    def test_a_branchs_name_is_no_shell(self):
        base = "main;$(touch${IFS}taken)"
        self.project.git("branch", base)
        self.project.push(base)
        self.project.propose(tick)
        for name, path in BOTH.items():
            with self.subTest(name):
                done = self.pull_request(path, base=base)
                self.assertIsNone(done.failed, done.output)
                self.assertFalse((done.cwd / "taken").exists())

    @unittest.skipUnless(os.geteuid() == 0, "only root can give files away")
    def test_a_clone_of_another_user_is_trusted(self):
        # In a container the steps run as root, in a folder of the machine's user.
        self.project.propose(tick)
        done = self.pull_request(GITHUB, kind=GivenAway)
        self.assertIsNone(done.failed, done.output)


class Publishing(ForgeTest):
    def test_main_is_published(self):
        self.assertEqual(self.run_workflow(GITHUB).published, "published")

    def test_an_error_on_main_does_not_stop_the_site(self):
        path = self.project.work / "checklists/flows.md"
        self.project.commit("Break main", {"checklists/flows.md": same_id(path.read_text())})
        self.project.push("main")
        self.assertEqual(self.run_workflow(GITHUB).published, "published")

    def test_a_schedule_publishes(self):
        self.assertEqual(self.run_workflow(GITHUB, event="schedule").published, "published")

    def test_another_branch_is_not_published(self):
        self.project.git("branch", "other")
        self.project.push("other")
        self.assertEqual(self.run_workflow(GITHUB, event="workflow_dispatch", ref="other").published, "uploaded")
        done = self.run_workflow(FORGEJO, event="workflow_dispatch", ref="other")
        self.assertNotIn("Publish the site", done.outputs)

    def test_forgejo_publishes_to_a_branch(self):
        self.assertIsNone(self.run_workflow(FORGEJO).failed)
        self.assertIn("index.html", self.project.git("ls-tree", "--name-only", "pages", cwd=self.project.forge).split())

    def test_forgejo_publishes_again(self):
        self.run_workflow(FORGEJO)
        tip = self.project.commit("Tick", {"checklists/flows.md": tick((self.project.work / "checklists/flows.md").read_text())})
        self.project.push("main")
        self.assertIsNone(self.run_workflow(FORGEJO, event="schedule").failed)
        self.assertEqual(self.project.git("log", "--format=%s", "pages", cwd=self.project.forge), f"Site of {tip}")


class MergeRequests(ForgeTest):
    def test_one_without_errors_passes(self):
        self.project.propose(tick)
        done = self.pipeline(number=1)
        self.assertIsNone(done.failed, done.output)
        self.assertEqual(done.jobs, ["check"])
        self.assertIn("1 item ticked", done.artifact("countersign-changes.md").read_text())
        self.assertTrue(done.artifact("_site/index.html").is_file())

    def test_an_error_fails_it_and_is_in_every_report(self):
        self.project.propose(same_id)
        done = self.pipeline(number=1)
        self.assertEqual(done.failed, "check")
        self.assertIn("duplicate-id", done.output)
        report = json.loads(done.artifact("gl-code-quality-report.json").read_text())
        self.assertIn("duplicate-id", [finding["check_name"] for finding in report])
        self.assertIsNotNone(XML.parse(done.artifact("countersign-junit.xml")).find(".//failure"))

    def test_in_a_fork_without_the_main_branch(self):
        self.project.propose(tick)
        done = self.pipeline(number=1, fork=True)
        self.assertIsNone(done.failed, done.output)

    def test_a_trial_merge_is_not_what_is_checked(self):
        self.project.propose(tick)
        self.project.commit("Break main", {"checklists/more.md": "- [ ] One {#one}\n- [ ] Two {#one}\n"})
        self.project.push("main")
        done = self.pipeline(number=1, merged=True)
        self.assertIsNone(done.failed, done.output)
        self.assertIn("1 item ticked", done.output)

    def test_a_clone_that_is_not_whole_is_told(self):
        self.project.propose(tick)
        done = self.pipeline(number=1, depth="1")
        self.assertEqual(done.failed, "check")
        self.assertIn("GIT_DEPTH: 0", done.output)

    def test_the_main_branch_is_published(self):
        done = self.pipeline()
        self.assertEqual((done.jobs, done.failed), (["pages"], None), done.output)
        self.assertTrue(done.artifact("public/index.html").is_file())

    def test_another_branch_has_no_pipeline(self):
        self.project.git("branch", "other")
        self.project.push("other")
        self.assertEqual(self.pipeline(branch="other").jobs, [])


class Installing(ForgeTest):
    """The step is the same in all three files."""

    def install(self, install, times=1):
        cwd = self.folder / "clone"
        if not cwd.exists():
            self.project.git("clone", "--quiet", self.project.forge, cwd, cwd=self.folder)
        done = shell.Shell(self.folder, cwd, {"COUNTERSIGN_INSTALL": install})
        return done.step(steps(GITHUB)["Install Countersign"]), done.output

    def test_a_package_whose_checksum_is_right(self):
        path = self.package.removeprefix("file://")
        well, output = self.install(f"{self.package}#sha256={hashlib.sha256(Path(path).read_bytes()).hexdigest()}")
        self.assertTrue(well, output)

    def test_a_package_whose_checksum_is_wrong_is_not_installed(self):
        well, output = self.install(f"{self.package}#sha256={'0' * 64}")
        self.assertFalse(well)
        self.assertIn("FAILED", output)
        self.assertFalse((self.folder / "stubs/log").exists())

    def test_a_package_that_is_not_there(self):
        well, output = self.install(self.package.replace("countersign_", "another_"))
        self.assertFalse(well)
        self.assertIn("another_", output)

    def test_nothing_said(self):
        well, output = self.install("")
        self.assertFalse(well)
        self.assertIn("Say in COUNTERSIGN_INSTALL, near the top of this file, where Countersign comes from.", output)

    def test_an_image_that_has_it(self):
        programs = self.folder / "stubs/bin"
        programs.mkdir(parents=True)
        (programs / "countersign").symlink_to(shell.BINARY)
        well, output = self.install("")
        self.assertTrue(well, output)
        self.assertFalse((self.folder / "stubs/log").exists())

    def test_from_source_at_a_tag_and_then_from_the_cache(self):
        source = self.folder / "countersign.git"
        source.mkdir()
        env = environment(self.project.home)
        (source / "Makefile").write_text(
            f"deb:\n\tmkdir -p .build/deb\n\tcp {self.package.removeprefix('file://')} .build/deb/\n")
        for words in (["init", "--quiet"], ["add", "--all"],
                      ["-c", "user.name=A", "-c", "user.email=a@example", "commit", "--quiet", "--message", "v0.1.0"],
                      ["tag", "v0.1.0"], ["rm", "--quiet", "Makefile"],
                      ["-c", "user.name=A", "-c", "user.email=a@example", "commit", "--quiet", "--message", "Later"]):
            run(["git", *words], source, env)
        well, output = self.install(f"{source.as_uri()}@v0.1.0")
        self.assertTrue(well, output)
        shutil.rmtree(source)
        (self.folder / "stubs/bin/countersign").unlink()
        well, output = self.install(f"{source.as_uri()}@v0.1.0")
        self.assertTrue(well, output)

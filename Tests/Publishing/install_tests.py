"""What is installed and packed, with the debug build."""

import gzip
import json
import os
import re
import shutil
import stat
import tempfile
import unittest
from pathlib import Path

import shell
from places import BINARY, ROOT, environment, run

COMPLETIONS = {
    "bash": "share/bash-completion/completions/countersign", "zsh": "share/zsh/site-functions/_countersign",
    "fish": "share/fish/vendor_completions.d/countersign.fish",
}


def commands():
    """The names of the program's commands, by itself."""
    help = run([BINARY, "--experimental-dump-help"], ROOT, environment("/nonexistent")).stdout
    names = [command["commandName"] for command in json.loads(help)["command"]["subcommands"] if command["shouldDisplay"]]
    return [name for name in names if name != "help"]


class Scratch(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="countersign-install-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.env = environment(self.folder, SOURCE_DATE_EPOCH="1772438400")


class Installed(Scratch):
    def setUp(self):
        super().setUp()
        run([ROOT / "scripts/install", BINARY, "/opt/it"], ROOT, {**self.env, "DESTDIR": str(self.folder / "root")})
        self.prefix = self.folder / "root/opt/it"

    def test_the_program_is_the_one_that_was_built(self):
        program = self.prefix / "bin/countersign"
        self.assertEqual(program.read_bytes(), BINARY.read_bytes())
        self.assertEqual(stat.S_IMODE(program.stat().st_mode), 0o755)

    def test_the_manual_page_is_clean_and_tells_every_command(self):
        page = self.prefix / "share/man/man1/countersign.1"
        run(["mandoc", "-T", "lint", "-W", "warning", page], ROOT, self.env)
        shown = run(["sh", "-c", 'mandoc -T utf8 "$1" | col -bx', "sh", page], ROOT, self.env).stdout
        self.assertTrue(commands())
        for command in commands():
            self.assertIn(f"\n   {command}\n", shown)
        self.assertIn("countersign check --base origin/main", shown)
        self.assertIn("2026-03-02", shown)

    def test_completions_are_read_by_their_shells(self):
        for name, path in COMPLETIONS.items():
            with self.subTest(name):
                run([name, "-n", self.prefix / path], ROOT, self.env)

    def test_bash_completes_commands_and_options(self):
        def completed(*words):
            script = """
                source "$1"; shift
                COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
                function=$(complete -p countersign | sed 's/.*-F \\([^ ]*\\).*/\\1/')
                $function countersign "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
                echo "${COMPREPLY[@]}"
                """
            return run(["bash", "-c", script, "bash", self.prefix / COMPLETIONS["bash"], *words], ROOT, self.env).stdout.split()
        self.assertEqual(completed("countersign", "stat"), ["status"])
        self.assertIn("--base", completed("countersign", "check", "--ba"))

    def test_fish_completes_commands(self):
        script = 'source $argv[1]; complete --do-complete "countersign stat"'
        done = run(["fish", "--no-config", "--command", script, self.prefix / COMPLETIONS["fish"]], ROOT, self.env)
        self.assertEqual([line.split("\t")[0] for line in done.stdout.splitlines()], ["status"])


class Packed(Scratch):
    """The debug build needs Swift's libraries, which no package has: of these nothing is said."""

    def pack(self, folder):
        env = {**self.env, "SHLIBDEPS_OPTIONS": "--ignore-missing-info", "DPKG_DEB_OPTIONS": "-Zgzip -z1"}
        return Path(run([ROOT / "scripts/package-deb", BINARY, folder], ROOT, env).stdout.splitlines()[-1])

    def test_the_package(self):
        package = self.pack(self.folder / "one")
        root = self.folder / "root"
        run(["dpkg-deb", "--extract", package, root], ROOT, self.env)
        field = lambda name: run(["dpkg-deb", "--field", package, name], ROOT, self.env).stdout.strip()
        version = run([BINARY, "--version"], ROOT, self.env).stdout.strip()

        with self.subTest("the program runs, and finds its libraries"):
            program = root / "usr/bin/countersign"
            self.assertEqual(run([program, "--version"], root, self.env).stdout.strip(), version)
            self.assertNotIn("not found", run(["ldd", program], root, self.env).stdout)
        with self.subTest("its version is the program's"):
            self.assertEqual(field("Version"), version.replace("-", "~", 1))
            self.assertTrue(package.name.startswith(f"countersign_{version}_"), package.name)
        with self.subTest("it asks for every library of Debian that the program loads, and for the tools"):
            asked = {word.split()[0] for word in field("Depends").split(", ")}
            self.assertLessEqual({"git", "gpg", "openssh-client"}, asked)
            needed = re.findall(r"NEEDED\s+(\S+)", run(["objdump", "-p", root / "usr/bin/countersign"], root, self.env).stdout)
            for library in needed:
                path = re.search(rf"^\s*{re.escape(library)} => (\S+)", run(["ldd", BINARY], root, self.env).stdout, re.M)
                owner = path and run(["dpkg-query", "-S", os.path.realpath(path[1])], root, self.env, check=False)
                if owner and owner.returncode == 0:
                    self.assertIn(owner.stdout.split(":")[0], asked, library)
        with self.subTest("only what belongs there, owned by root"):
            listed = [line.split() for line in run(["dpkg-deb", "--contents", package], root, self.env).stdout.splitlines()]
            self.assertEqual({words[1] for words in listed}, {"root/root"})
            self.assertEqual(sorted(words[5] for words in listed if not words[5].endswith("/")), [
                "./usr/bin/countersign",
                "./usr/share/bash-completion/completions/countersign",
                "./usr/share/doc/countersign/CHANGELOG.md.gz",
                "./usr/share/doc/countersign/changelog.gz",
                "./usr/share/doc/countersign/copyright",
                "./usr/share/fish/vendor_completions.d/countersign.fish",
                "./usr/share/lintian/overrides/countersign",
                "./usr/share/man/man1/countersign.1.gz",
                "./usr/share/zsh/vendor-completions/_countersign",
            ])
        with self.subTest("the manual page is packed whole"):
            self.assertIn(b".SH NAME", gzip.open(root / "usr/share/man/man1/countersign.1.gz").read())
        with self.subTest("lintian"):
            # The debug build says where Swift's libraries are, and loads some of them for nothing.
            excused = "custom-library-search-path,unstripped-binary-or-object,shared-library-lacks-prerequisites"
            options = ["--allow-root"] if os.geteuid() == 0 else []
            done = run(["lintian", "--fail-on", "error,warning", "--suppress-tags", excused, *options, package], root, self.env,
                       check=False)
            self.assertEqual(done.returncode, 0, done.stdout)
        with self.subTest("the same bytes again"):
            self.assertEqual(self.pack(self.folder / "two").read_bytes(), package.read_bytes())


class Image(Scratch):
    """No engine is needed: the file is read, and its steps run with folders of their own."""

    def setUp(self):
        super().setUp()
        text = (ROOT / "scripts/packaging/Containerfile").read_text()
        lines = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", text, flags=re.M)).splitlines()
        self.steps = [line.split(" ", 1) for line in lines]

    def test_it_begins_with_debian_12_and_has_only_known_instructions(self):
        self.assertEqual([name for name, _ in self.steps], ["FROM", "COPY", "RUN", "CMD"])
        self.assertEqual(self.steps[0][1], "debian:12-slim")

    def test_the_package_is_found_installed_and_taken_away_again(self):
        context, image = self.folder / "context", self.folder / "image"
        for path in (context, image / "tmp", image / "var/lib/apt/lists"):
            path.mkdir(parents=True)
        shell.package(context)
        pattern, target = self.steps[1][1].split()
        for path in context.glob(pattern):
            shutil.copy(path, image / target.lstrip("/"))
        (image / "var/lib/apt/lists/one").touch()
        script = self.steps[2][1].replace(" /tmp/", f" {image}/tmp/").replace(" /var/", f" {image}/var/")
        job = shell.Shell(self.folder, image, {})
        self.assertTrue(job.step(script), job.output)
        self.assertTrue((job.stubs / "root/usr/bin/countersign").is_symlink())
        self.assertEqual([*(image / "tmp").iterdir(), *(image / "var/lib/apt/lists").iterdir()], [])

    def test_it_does_something_by_itself(self):
        words = json.loads(self.steps[3][1])
        self.assertIn("USAGE", run([BINARY, *words[1:]], self.folder, self.env).stdout)


class Versions(Scratch):
    def setUp(self):
        super().setUp()
        self.git("init", "--quiet")
        (self.folder / "a").write_text("a")
        self.git("add", "a")
        self.commit("One")

    def git(self, *words):
        return run(["git", *words], self.folder, self.env).stdout.strip()

    def commit(self, message):
        self.git("-c", "user.name=A", "-c", "user.email=a@example", "commit", "--quiet", "--allow-empty", "--message", message)

    def version(self, folder=None):
        return run([ROOT / "scripts/version", folder or self.folder], self.folder, self.env).stdout.strip()

    def test_without_a_tag_the_program_has_its_own(self):
        self.assertEqual(self.version(), "")

    def test_at_a_tag(self):
        self.git("tag", "v0.2.0")
        self.assertEqual(self.version(), "0.2.0")

    def test_before_a_release(self):
        self.git("tag", "v0.2.0-rc.1")
        self.assertEqual(self.version(), "0.2.0-rc.1")

    def test_after_a_tag(self):
        self.git("tag", "v0.2.0")
        self.commit("Two")
        self.assertEqual(self.version(), f"0.2.0+1.g{self.git('rev-parse', '--short=10', 'HEAD')}")

    def test_with_files_that_differ(self):
        self.git("tag", "v0.2.0")
        (self.folder / "a").write_text("b")
        self.assertEqual(self.version(), "0.2.0+dirty")

    def test_after_a_tag_with_files_that_differ(self):
        self.git("tag", "v0.2.0")
        self.commit("Two")
        (self.folder / "a").write_text("b")
        self.assertEqual(self.version(), f"0.2.0+1.g{self.git('rev-parse', '--short=10', 'HEAD')}.dirty")

    def test_a_tag_of_something_else(self):
        self.git("tag", "vacation")
        self.assertEqual(self.version(), "")

    def test_a_source_without_git_inside_of_another_repository(self):
        self.git("tag", "v9.9.9")
        (self.folder / "countersign").mkdir()
        self.assertEqual(self.version(self.folder / "countersign"), "")

    def test_dpkg_has_them_in_order(self):
        # What scripts/package-deb makes of them.
        order = ["0.2.0~rc.1", "0.2.0", "0.2.0+3.gab12cd34ef", "0.2.1"]
        for older, newer in zip(order, order[1:]):
            run(["dpkg", "--compare-versions", older, "lt", newer], self.folder, self.env)

    def test_the_build_takes_it(self):
        manifest = run(["swift", "package", "dump-package"], ROOT,
                       {**os.environ, "COUNTERSIGN_VERSION": "1.2.3+4.gabc"}).stdout
        self.assertIn(r'COUNTERSIGN_VERSION=\"1.2.3+4.gabc\"', manifest)
        program = self.folder / "version.c"
        program.write_text('#include <CPlatform.h>\n#include <stdio.h>\nint main(void) { puts(countersign_version()); }\n')
        run(["cc", "-I", ROOT / "Sources/CPlatform/include", '-DCOUNTERSIGN_VERSION="1.2.3+4.gabc"', program,
             ROOT / "Sources/CPlatform/version.c", "-o", self.folder / "version"], self.folder, self.env)
        self.assertEqual(run([self.folder / "version"], self.folder, self.env).stdout, "1.2.3+4.gabc\n")


class ReleaseNotes(Scratch):
    CHANGES = "# Changes\n\n## [Unreleased]\n\n- Later\n\n## [0.2.0] - 2026-12-01\n\n### Added\n\n- Two\n\n" \
        "## [0.1.0] - 2026-11-01\n\n- One\n\n[0.1.0]: https://example.org/\n"

    def notes(self, version, check=True):
        (self.folder / "CHANGELOG.md").write_text(self.CHANGES)
        return run([ROOT / "scripts/release-notes", version, self.folder / "CHANGELOG.md"], self.folder, self.env, check)

    def test_a_version(self):
        self.assertEqual(self.notes("0.2.0").stdout, "### Added\n\n- Two\n")

    def test_a_tag(self):
        self.assertEqual(self.notes("v0.2.0").stdout, "### Added\n\n- Two\n")

    def test_the_first_version_ends_at_the_links(self):
        self.assertEqual(self.notes("0.1.0").stdout, "- One\n")

    def test_a_version_that_nothing_is_said_of(self):
        done = self.notes("0.3.0", check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn('a heading "## [0.3.0]" with text below it is needed', done.stdout)

"""The steps' shell on this machine: packages are unpacked beside it instead of installed."""

import stat

from places import BINARY, environment, run

APT = """\
#!/bin/sh
# Does what the workflows want of apt-get: the packages named by a path are unpacked, and their programs can be found.
echo "apt-get $*" >> "$STUBS/log"
for argument; do
    case $argument in
        ./* | /*)
            dpkg-deb --extract "$argument" "$STUBS/root"
            ln -sf "$STUBS/root/usr/bin/countersign" "$STUBS/bin/countersign" ;;
    esac
done
"""


def package(folder):
    """A package like ours, except that the program in it is a link to the one that was built."""
    root = folder / "package"
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/countersign").symlink_to(BINARY)
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN/control").write_text(
        "Package: countersign\nVersion: 0.1.0\nArchitecture: all\nMaintainer: A <a@example>\nDescription: a test\n")
    path = folder / "countersign_0.1.0_debian12_amd64.deb"
    run(["dpkg-deb", "--root-owner-group", "--build", root, path], folder, environment(folder))
    return path


class Shell:
    """Runs steps in `cwd`, one process each, until one fails."""

    def __init__(self, folder, cwd, variables):
        self.cwd, self.variables, self.output = cwd, variables, ""
        self.stubs = folder / "stubs"
        (self.stubs / "bin").mkdir(parents=True, exist_ok=True)
        apt = self.stubs / "bin/apt-get"
        apt.write_text(APT)
        apt.chmod(apt.stat().st_mode | stat.S_IEXEC)
        self.home = folder / "job-home"
        self.home.mkdir(exist_ok=True)

    def step(self, script, variables=None):
        """Whether it ended well; its output is in `output`."""
        env = environment(self.home, STUBS=str(self.stubs), **{**self.variables, **(variables or {})})
        env["PATH"] = f"{self.stubs}/bin:{env['PATH']}"
        done = run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script], self.cwd, env, check=False)
        self.output = done.stdout
        return done.returncode == 0

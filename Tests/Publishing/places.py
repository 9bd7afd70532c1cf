"""Where things are, and processes that nothing of the user's machine reaches."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FORGES = ROOT / "project-template" / "forges"
BINARY = Path(os.environ.get("COUNTERSIGN", ROOT / ".build/debug/countersign")).resolve()
GITHUB = FORGES / "github/.github/workflows/countersign.yml"
FORGEJO = FORGES / "forgejo/.forgejo/workflows/countersign.yml"
GITLAB = FORGES / "gitlab/.gitlab-ci.yml"

SWIFT = [key for key in os.environ if key.startswith("LD_")]


def environment(home, **variables):
    """What a process gets: the tools, a home folder of its own, and what is named."""
    kept = {key: os.environ[key] for key in SWIFT}
    return {
        **kept, "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": str(home), "LC_ALL": "C.UTF-8", "TZ": "UTC",
        "GIT_CONFIG_NOSYSTEM": "1", **variables,
    }


def run(command, cwd, env, check=True):
    """The finished process; what it writes is read as one text."""
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if check and done.returncode != 0:
        raise AssertionError(f"{command} ended with {done.returncode}:\n{done.stdout}")
    return done

"""What `run` and `scale` share: measuring one process, and repositories made for the purpose."""

import collections, os, re, statistics, subprocess, sys, tempfile, time

Cost = collections.namedtuple("Cost", "cpu wall peak phases output")
Phase = collections.namedtuple("Phase", "cpu peak")

FOLDER = os.path.dirname(os.path.abspath(__file__))
# What git itself needs to list the changed Markdown files, without a word about items.
GIT_LOG = ["git", "log", "--raw", "--no-renames", "--format=%H", "--", "*.md"]


def measure(command, folder):
    """One run, which must succeed: user + system CPU seconds and wall seconds, its children's too, peak MiB, the phases that
    `--timings` tells, and standard output up to 64 KiB.

    A process starts as a copy of this one, so nothing below Python's own memory is ever measured.
    """
    # Not pipes: reading them would take turns with the process. Not /dev/null: what is written is part of the job.
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for stream in (output, errors):
            stream.seek(0)
            texts.append(stream.read(65536).decode(errors="replace"))
    if process.returncode != 0:
        sys.exit(f"failed with {process.returncode}: {' '.join(command)}\n{texts[1]}")
    told = re.findall(r"^timing: (\S+) (\S+) (\S+)$", texts[1], re.MULTILINE)
    phases = {name: Phase(float(cpu), float(peak)) for name, cpu, peak in told}
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, phases, texts[0])


def medians(costs):
    """Each number's own median."""
    phases = {
        name: Phase(*(statistics.median(cost.phases[name][part] for cost in costs) for part in range(2)))
        for name in costs[0].phases
    }
    numbers = (statistics.median(cost[part] for cost in costs) for part in range(3))
    return Cost(*numbers, phases, costs[0].output)


def interleaved(commands, folder, rounds):
    """The medians of every command, by name. All take turns, so that a busy minute of the machine hits all alike; one round
    to warm up is not counted."""
    costs = {name: [] for name in commands}
    for _ in range(rounds + 1):
        for name, command in commands.items():
            costs[name].append(measure(command, folder))
    return {name: medians(runs[1:]) for name, runs in costs.items()}


def generate(folder, **options):
    words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    subprocess.run([sys.executable, os.path.join(FOLDER, "generate"), folder, *words], check=True)


def count(repository, *words):
    """How many lines git prints."""
    return len(subprocess.run(["git", *words], cwd=repository, check=True, stdout=subprocess.PIPE).stdout.splitlines())

"""The repositories whose sites the browser looks at: scripted, with fixed people and dates."""

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
AS_OF = "2026-05-15"


@dataclass
class Fixture:
    """A repository and the site that was built of it."""

    name: str
    repository: Path
    site: Path

    def pages(self):
        return sorted(self.site.rglob("*.html"))

    def label(self, page):
        return f"{self.name}/{page.relative_to(self.site)}"


@dataclass
class Builder:
    """Makes fixtures below a scratch folder with the binary under test."""

    countersign: Path
    folder: Path
    environment: dict = field(init=False)

    def __post_init__(self):
        home = self.folder / "home"
        home.mkdir(parents=True, exist_ok=True)
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(home), "XDG_CONFIG_HOME": str(home), "LC_ALL": "C.UTF-8",
            "TZ": "UTC", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
        }

    def build(self, name, repository):
        site = self.folder / name / "site"
        subprocess.run(
            [self.countersign, "build", "-C", repository, "--as-of", AS_OF, "--output", site],
            env=self.environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        return Fixture(name, repository, site)

    def repository(self, name):
        return Repository(self.folder / name / "repository", self.environment)


class Repository:
    """A repository written commit by commit. People are `Name <address>`, and need not be decent names."""

    def __init__(self, folder, environment):
        self.folder, self.environment = folder, environment
        self.clock = 1772438400  # 2 March 2026, 08:00 UTC
        folder.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")
        self.git("remote", "add", "origin", "https://github.com/example/fixture.git")

    def git(self, *arguments, text=None):
        result = subprocess.run(
            ["git", "-c", "core.quotePath=false", *arguments], cwd=self.folder, env=self.environment, check=True,
            stdout=subprocess.PIPE, input=text.encode() if text is not None else None)
        return result.stdout.decode().strip()

    def commit(self, message, files, who="Sokha Chan <sokha@ministry.example>", merging=None):
        """Writes the files and commits; with `merging`, a commit that becomes the second parent of a merge so named."""
        for path, text in files.items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        self.git("add", "-A")
        tree = self.git("write-tree")
        before = self.head()
        head = self.write(tree, [before] if before else [], who, message)
        if merging:
            head = self.write(tree, [before, head], who, merging)
        self.git("update-ref", "refs/heads/main", head)

    def write(self, tree, parents, who, message):
        """A commit object by its bytes: git itself would take what it finds improper out of names."""
        self.clock += 86400 // 4
        lines = [f"tree {tree}", *(f"parent {parent}" for parent in parents)]
        lines += [f"{role} {who} {self.clock} +0700" for role in ("author", "committer")]
        body = "\n".join(lines) + "\n\n" + message + "\n"
        return self.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", text=body)

    def head(self):
        try:
            return self.git("rev-parse", "-q", "--verify", "refs/heads/main")
        except subprocess.CalledProcessError:
            return None


def demo(builder):
    """The example of `make demo`, as newcomers see it."""
    folder = builder.folder / "demo"
    folder.mkdir()
    subprocess.run([ROOT / "scripts/demo", builder.countersign], cwd=folder, env=builder.environment, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    shutil.move(folder / "_demo/site", folder / "site")
    return Fixture("demo", folder / "_demo/referrals", folder / "site")


def truncated(builder):
    """A shallow clone of the example: every page must say what it cannot know."""
    source = builder.folder / "demo/_demo/referrals"
    clone = builder.folder / "truncated/repository"
    subprocess.run(["git", "clone", "-q", "--depth", "3", f"file://{source}", clone], env=builder.environment, check=True)
    return builder.build("truncated", clone)


PRIMERO = """# Implementation progress

Follow the [implementation guide](https://docs.example/interoperability), and the notes of [each meeting](notes.md).

## 1. Preparing for the technical implementation

- [x] Identify points of contact
  - [x] for functional questions
  - [x] for technical questions: see the [contacts](notes.md)
- [x] Agree on the **data sharing agreement**
  1. [x] with the ministry
  2. [ ] with `partner-a`
- [ ] ~~Buy a server~~

## 2. Functional requirements

### 2.1 User stories

* [x] As a case worker, I can refer a child to another service without typing the same details twice
* [ ] As a supervisor, I see which referrals were answered
  * [ ] by email
  * [ ] in the dashboard, see https://dashboard.example/with/a/very/long/address/that/does/not/break/anywhere/by/itself

### 2.2 Requirements

| system | version | owner |
|---|---|---|
| Primero | v2.10 | UNICEF |
| OSCaR | v1 | Children in Families |

- [ ] Draw the business process
- [ ] Write the data element mapping in `a_file_with_a_very_long_name_that_nobody_would_type_by_hand.csv`

## 3. Security

> [!NOTE]
> Nothing real moves before this is done.

- [ ] Access levels are confirmed
- [ ] Logging is agreed

```
- [ ] not an item
```
"""


def primero(builder):
    """One README without any configuration, as teams have it today."""
    repository = builder.repository("primero")
    notes = "# Notes\n\nEverybody was there.\n"
    repository.commit("Start", {"README.md": PRIMERO.replace("[x]", "[ ]"), "notes.md": notes})
    repository.commit("Progress after the first meeting (#1)", {"README.md": PRIMERO})
    return builder.build("primero", repository.folder)


def khmer(builder):
    """Khmer first, with a translation into English."""
    repository = builder.repository("khmer")
    configuration = """version: 1
title: ការបញ្ជូនរវាង Primero និង OSCaR
languages: [km, en]
roles:
  data-protection-officer: { title: មន្ត្រីការពារទិន្នន័យ }
  ministry-representative: { title: តំណាងក្រសួង }
people:
  sokha: { name: សុខា ចាន់, emails: [sokha@ministry.example], organisation: ក្រសួងសង្គមកិច្ច, roles: [ministry-representative] }
"""
    checklist = """---
title: សុវត្ថិភាព
summary: អ្វីដែលត្រូវតែយល់ព្រមមុនពេលទិន្នន័យពិតត្រូវបានផ្លាស់ទី
phase: 1
owner: មន្ត្រីការពារទិន្នន័យ
---

# សុវត្ថិភាព

ទិន្នន័យរបស់កុមារត្រូវតែការពារជានិច្ចនៅគ្រប់ជំហាននៃការបញ្ជូនរវាងប្រព័ន្ធទាំងពីរ

- [{0}] ចំណុចទិន្នន័យដែលអាចកត់ត្រាបានត្រូវបានយល់ព្រម {{#logging}}
  - Output: [ការបញ្ជាក់ logging](../outputs/logging.md)
  - Sign-off:
    - [{1}] ministry-representative
    - [ ] data-protection-officer
- [ ] អ្នកប្រើប្រាស់ជាអ្នកគ្រប់គ្រង និងកម្រិតចូលប្រើត្រូវបានបញ្ជាក់ {{#access-levels}}
  - Owner: សុខា ចាន់
  - Due: 2026-04-30
- [ ] ~~ការធ្វើតេស្តជ្រៀតចូលដោយភាគីទីបី~~ {{#penetration-test}}
  - Reason: គ្របដណ្តប់ដោយការធ្វើតេស្តប្រចាំឆ្នាំ
"""
    english = """---
title: Security
---

# Security

- [ ] The data points that may be logged are agreed {#logging}
- [ ] Administrators and access levels are confirmed {#access-levels}
"""
    logging = {"outputs/logging.md": "# កំណត់ហេតុ\n\nគ្មានឈ្មោះត្រូវបានកត់ត្រាទេ។\n"}
    path = "checklists/1-security.md"
    repository.commit("Start", {"countersign.yml": configuration, path: checklist.format(" ", " "),
                                "checklists/1-security.en.md": english, **logging})
    repository.commit("ឯកសារចប់", {path: checklist.format("x", " ")}, who="មុន្នី កែវ <monny@integrator.example>")
    repository.commit("អនុម័ត", {path: checklist.format("x", "x")}, who="សុខា ចាន់ <sokha@ministry.example>")
    return builder.build("khmer", repository.folder)


def arabic(builder):
    """Right to left, with Latin names and hashes between."""
    repository = builder.repository("arabic")
    configuration = """version: 1
title: الإحالات بين Primero v2 و OSCaR
languages: [ar]
roles:
  data-protection-officer: { title: مسؤول حماية البيانات }
  technical-lead: { title: القائد التقني (DevOps) }
people:
  layla: { name: ليلى حداد, emails: [layla@ministry.example], organisation: وزارة الشؤون الاجتماعية, roles: [data-protection-officer] }
"""
    checklist = """---
title: "الأمن (Security) – المرحلة 1"
summary: ما يجب الموافقة عليه قبل نقل البيانات الحقيقية
phase: 1
owner: Mei Tanaka
---

# الأمن (Security) – المرحلة 1

## واجهات API للنظامين

- [{0}] تم الاتفاق على البيانات التي يمكن تسجيلها في `audit.log` {{#logging}}
  - Output: [مواصفات logging v1.2](../outputs/logging.csv)
  - Sign-off:
    - [{1}] data-protection-officer
    - [ ] technical-lead
- [ ] تم تأكيد مستويات الوصول للمستخدمين: admin، viewer (read-only). {{#access-levels}}
  - Owner: ليلى حداد
  - Due: 2026-04-30
- [ ] ~~اختبار الاختراق من طرف ثالث~~ {{#penetration-test}}
  - Reason: مشمول بالاختبار السنوي
- [ ] English only: the staging server answers (https://staging.example/api/v2) {{#staging}}
"""
    path = "checklists/1-security.md"
    repository.commit("Start", {"countersign.yml": configuration, path: checklist.format(" ", " "),
                                "outputs/logging.csv": "حقل,field\nالاسم,name\n"})
    repository.commit("اكتملت المواصفات (#4)", {path: checklist.format("x", " ")}, who="Mei Tanaka <mei@integrator.example>")
    repository.commit("موافقة", {path: checklist.format("x", "x")}, who="ليلى حداد <layla@ministry.example>")
    return builder.build("arabic", repository.folder)


def week(builder):
    """One checklist of exactly 24 items with a short history: what the budgets are measured by."""
    repository = builder.repository("week")
    names = ["Contacts", "Agreement", "Data residency", "Business value", "User stories", "Interfaces", "Mapping", "Triggers"]
    kinds = ["is agreed with the ministry", "is written down and reviewed by the partners", "was tried on the staging server"]

    def checklist(ticked):
        lines = ["---", "title: Implementation", "phase: 1", "owner: technical-lead", "---", "", "# Implementation", ""]
        number = 0
        for name in names:
            lines += [f"## {name}", ""]
            for kind in kinds:
                box = "x" if number < ticked else " "
                lines.append(f"- [{box}] {name} {kind} {{#item-{number}}}")
                if number % 4 == 0:
                    lines.append("  - Output: [Notes](../outputs/notes.md)")
                if number % 6 == 0:
                    lines += ["  - Sign-off:", f"    - [{box if number < ticked - 6 else ' '}] technical-lead"]
                number += 1
            lines.append("")
        return "\n".join(lines)

    configuration = """version: 1
title: Referrals
roles: { technical-lead: { title: Technical lead } }
people: { mei: { name: Mei Tanaka, emails: [mei@integrator.example], roles: [technical-lead] } }
"""
    path = "checklists/1-implementation.md"
    repository.commit("Start", {"countersign.yml": configuration, path: checklist(0), "outputs/notes.md": "# Notes\n\nAgreed.\n"})
    for number, ticked in enumerate((6, 12, 18), start=1):
        repository.commit(f"Progress (#{number})", {path: checklist(ticked)}, who="Mei Tanaka <mei@integrator.example>")
    return builder.build("week", repository.folder)


def large(builder):
    """120 checklists of 10 items: pages that must be grouped or split."""
    repository = builder.repository("large")

    def checklist(number, ticked):
        lines = ["---", f"title: Proposal {number}", f"phase: {number % 12 + 1}", f"owner: team-{number % 9}", "---", "",
                 f"# Proposal {number}", "", "## Checks", ""]
        for item in range(10):
            lines.append(f"- [{'x' if item < ticked else ' '}] Step {item} of proposal {number} is done")
            if item == 9:
                lines.append("  - Due: 2026-04-01")
        return "\n".join(lines) + "\n"

    paths = {number: f"proposals/{number:03}-proposal/README.md" for number in range(120)}
    repository.commit("Start", {path: checklist(number, 0) for number, path in paths.items()})
    for number, path in paths.items():
        repository.commit(f"Progress of proposal {number} (#{number + 1})", {path: checklist(number, number % 11)},
                          who=f"Engineer {number % 20} <engineer{number % 20}@integrator.example>")
    return builder.build("large", repository.folder)

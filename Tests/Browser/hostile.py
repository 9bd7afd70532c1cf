"""A repository that attacks its readers' browsers, from everywhere that a repository can put text."""

import re

import fixtures

VECTORS = fixtures.ROOT / "Tests/Fixtures/xss"

# For the places where a vector must be one short line.
SHORT = [
    "<script>window.__xss=1</script>",
    "<img src=x onerror=window.__xss=1>",
    "\"><img src=x onerror=window.__xss=1>",
    "'><svg onload=window.__xss=1>",
    "\" onmouseover=\"window.__xss=1\" autofocus onfocus=\"window.__xss=1",
    "' onpointerover='window.__xss=1",
    "</title><script>window.__xss=1</script>",
    "</style></script><script>window.__xss=1</script>",
    "-->]]><script>window.__xss=1</script>",
    "&lt;img src=x onerror=window.__xss=1&gt;",
    "&#60;script&#62;window.__xss=1&#60;/script&#62;",
    "[x](javascript:window.__xss=1)",
    "<details open ontoggle=window.__xss=1>",
    "<base href=https://elsewhere.example/>",
    "<meta http-equiv=refresh content=0;url=https://elsewhere.example/>",
    "<iframe srcdoc='<script>parent.__xss=1</script>'></iframe>",
    "{{constructor.constructor('window.__xss=1')()}}",
    "${window.__xss=1}",
    "\u202e<b>\u2066desrever",
]


ESCAPES = {"n": "\n", "t": "\t", "0": "\0", "e": "\x1b", "r": "\r", "\\": "\\"}


def unescaped(text):
    """As the corpus' README tells."""
    return re.sub(r"\\(?:u([0-9a-fA-F]{4})|([nt0er\\]))", lambda m: chr(int(m[1], 16)) if m[1] else ESCAPES[m[2]], text)


def grouped(corpus):
    """Several vectors a page, so that there are fewer; what could swallow its neighbours stands alone."""
    swallowing = ("<!", "<?", "<script", "<style", "<pre", "<textarea", "<xmp", "<title", "```", "~~~", "[^")
    alone = [vector for vector in corpus if "\n" in vector.strip() or any(word in vector.lower() for word in swallowing)]
    others = [vector for vector in corpus if vector not in set(alone)]
    return [[vector] for vector in alone] + [others[start:start + 8] for start in range(0, len(others), 8)]


def vectors():
    """One vector a string: the lines of `vectors.txt`, and each other Markdown file of the corpus whole."""
    found = []
    for file in sorted(VECTORS.glob("*")):
        text = file.read_text()
        if file.name == "vectors.txt":
            found += [unescaped(line) for line in text.splitlines() if line.strip() and not line.startswith("## ")]
        elif file.name != "README.md":
            found.append(text)
    return SHORT + [vector.encode("utf-8", "replace").decode() for vector in found]


def quoted(text):
    """As a YAML scalar in double quotes."""
    return '"' + "".join(c if " " <= c <= "~" and c not in '"\\' else
                         f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}" for c in text) + '"'


def line(text):
    """What fits into one line of a commit object: a message's first, or a name."""
    return " ".join(text.replace("\0", "").split())[:300] or "x"


def file_name(text):
    return line(text).replace("/", "∕")[:60].strip(". ") or "x"


def hostile(builder):
    repository = builder.repository("hostile")
    corpus = vectors()
    single = [vector for vector in corpus if "\n" not in vector.strip()]

    configuration = ["version: 1", f"title: {quoted(SHORT[0])}", f"description: {quoted(SHORT[2])}", "roles:",
                     f"  lead: {{ title: {quoted(SHORT[1])} }}", "people:"]
    for number, vector in enumerate(SHORT):
        configuration.append(f"  p{number}: {{ name: {quoted(vector)}, emails: [p{number}@attacker.example], "
                             f"organisation: {quoted(vector)}, roles: [lead] }}")

    files = {"countersign.yml": "\n".join(configuration) + "\n"}
    # As items, a hundred to a file, with every field that holds free text.
    items = {}
    for start in range(0, len(single), 100):
        path = f"checklists/items-{start}.md"
        items[path] = [vector.strip() for vector in single[start:start + 100]]
    # As paragraphs and raw HTML: a file each, so that none hides in what another left open; some in one file, so that they meet.
    for number, group in enumerate(grouped(corpus)):
        texts = "".join(f"## Vector {place}\n\n{vector}\n\nbefore {vector.strip()} after\n\n- [ ] Item {number}.{place}\n\n"
                        f"  {vector.strip()}\n\n" for place, vector in enumerate(group))
        files[f"checklists/text-{number:03}.md"] = f"# Text {number}\n\n{texts}"
    files["checklists/all.md"] = "# All\n\n" + "\n\n".join(corpus) + "\n\n- [ ] Last\n"
    for number, vector in enumerate(SHORT):
        files[f"front/{number}.md"] = (f"---\ntitle: {quoted(vector)}\nsummary: {quoted(vector)}\nowner: {quoted(vector)}\n"
                                       f"outputs: [{quoted('out/' + file_name(vector) + '.csv')}]\n---\n\n# Front\n\n- [ ] Item\n  - Reason: {vector}\n")
        name = file_name(vector)
        files[f"names/{name}.md"] = f"# {vector}\n\n## {vector}\n\n- [ ] Item of a name\n  - Output: [{vector}](<../out/{number}.csv>)\n"
        files[f"out/{name}.csv"] = f"{vector},=1+1\n\"{vector.replace(chr(34), chr(34) * 2)}\",@SUM(1)\n"
        files[f"out/{number}.csv"] = files[f"out/{name}.csv"]
        files[f"out/{number}.svg"] = f'<svg xmlns="http://www.w3.org/2000/svg" onload="window.__xss=1"><script>window.__xss=1</script><text>{number}</text></svg>'
        files[f"out/{number}.html"] = f"<!doctype html><title>x</title>{vector}<script>window.__xss=1</script>"
    files["names/pictures.md"] = "# Pictures\n\n" + "\n".join(
        f"- [ ] Picture {number}\n  - Outputs: [a](../out/{number}.svg), [b](../out/{number}.html)\n  \n  ![x](../out/{number}.svg)" for number in range(len(SHORT))) + "\n"

    def checklists(ticked):
        return {path: f"# Items\n\n" + "\n".join(
            f"- [{'x' if number < ticked else ' '}] {text}\n  - Owner: {text}\n  - Note: {text}\n  - Sign-off:\n    - [ ] lead"
            for number, text in enumerate(texts)) + "\n" for path, texts in items.items()}

    repository.commit("Start", {**files, **checklists(0)})
    # As author, message and branch: each ticks one more item of every file, so that it is told.
    for number, vector in enumerate(single[:100]):
        text = line(vector)
        repository.commit(f"{text}\n\n{text}\n\nReviewed-by: {text} <p0@attacker.example>", checklists(number + 1),
                          who=f"{text} <p{number % len(SHORT)}@attacker.example>",
                          merging=f"Merge pull request #{number} from {text}\n\n{text}")
    return builder.build("hostile", repository.folder)

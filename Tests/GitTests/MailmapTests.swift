import Git
import TestSupport
import Testing

@Suite struct MailmapTests {
    private let text = """
        # comment
        Ann Smith <ann@old.example>
        <bob@new.example> <bob@old.example>
        Bob Both <bob@both.example> <bob@other.example>
        Cleo <cleo@new.example> CLEO s <Shared@team.example>
        Dan <dan@new.example> dan <shared@team.example>
        Everyone <shared@team.example>
        \t Padded Name \t <padded@x.example> \t <pad@old.example> # more
        Second Name <ann@OLD.example>
        <only@x.example>
        No Address
        <>
        Empty <> <x@y.example>
        Unclosed <x@y
        No Email <new@x.example> Old Name <>
        """

    @Test(arguments: [
        ("Ann", "ann@old.example", "Second Name", "ann@old.example"),
        ("Ann", "ANN@Old.example", "Second Name", "ANN@Old.example"),
        ("Bob", "bob@old.example", "Bob", "bob@new.example"),
        ("Bob", "bob@other.example", "Bob Both", "bob@both.example"),
        ("Cleo S", "shared@team.example", "Cleo", "cleo@new.example"),
        ("DAN", "shared@team.example", "Dan", "dan@new.example"),
        ("Else", "shared@team.example", "Everyone", "shared@team.example"),
        ("P", "pad@old.example", "Padded Name", "padded@x.example"),
        ("Nobody", "nobody@x.example", "Nobody", "nobody@x.example"),
        ("Only", "only@x.example", "Only", "only@x.example"),
        ("Old Name", "", "No Email", "new@x.example"),
    ])
    func byHand(_ name: String, _ email: String, _ newName: String, _ newEmail: String) {
        #expect(Mailmap(Array(text.utf8)).resolve(name: name, email: email) == (newName, newEmail))
    }

    @Test func asGitReadsIt() throws {
        var random = SeededGenerator(seed: 11)
        let names = ["Ann", "ann", "Bob B", "", "Clé"]
        let emails = ["a@x.example", "A@X.example", "b@x.example", "c@y.example", ""]
        func pick(_ list: [String]) -> String { list[random.number(0..<list.count)] }
        for round in 0..<12 {
            let lines = (0..<20).map { _ in
                let first = "\(pick(names)) <\(pick(emails))>"
                return random.chance(60) ? "\(first) \(pick(names)) <\(pick(emails))>" : first
            }
            let text = round == 0 ? self.text : lines.joined(separator: "\n")
            let script = RepositoryScript()
            script.commit("Add", [".mailmap": text])
            let scripted = try script.write(checkout: true)
            let mailmap = Mailmap(Array(text.utf8))
            let people = names.flatMap { name in emails.map { (name, $0) } }.filter { !$0.1.isEmpty }
            // git check-mailmap drops an empty name itself.
            let input = people.map { "\($0.0) <\($0.1)>\n" }.joined()
            let answers = try scripted.git("check-mailmap", "--stdin", input: Array(input.utf8))
            let ours = people.map { person in
                let (name, email) = mailmap.resolve(name: person.0, email: person.1)
                return name.isEmpty ? "<\(email)>" : "\(name) <\(email)>"
            }
            #expect(ours == answers.split(separator: "\n").map(String.init), "\(text)")
        }
    }

    @Test func nothingToMap() {
        #expect(Mailmap([]).resolve(name: "A", email: "a@b.example") == ("A", "a@b.example"))
        #expect(Mailmap([0xFF, 0x00, 0x3C]).resolve(name: "A", email: "a@b.example") == ("A", "a@b.example"))
    }
}

import Testing

@testable import Scaffolding

/// What a team says about its project.
@Suite struct AnswersTests {
    @Test(arguments: [
        (["Primero", "OSCaR"], ["primero", "oscar"]), (["../x"], ["x"]), (["a/b", "A.B"], ["a-b", "a-b-2"]),
        (["ប្រព័ន្ធ", "DHIS2", "العربية"], ["system-1", "dhis2", "system-3"]),
        (["Système d’Information"], ["systeme-d-information"]), (["2"], ["2"]),
        (["--", "a-2", "a"], ["system-1", "a-2", "a"]),
        (["System 2", "Ж"], ["system-2", "system-2-2"]),
        (["National Health Information Exchange"], ["national-health"]),
        ([String(repeating: "x", count: 9_999)], [String(repeating: "x", count: 24)]),
        (["\"q\" 'r'"], ["q-r"]), (["a\nb"], ["a-b"]), (["½ ² ١"], ["system-1"]),
    ])
    func idsOfSystems(_ names: [String], _ ids: [String]) throws {
        #expect(try TargetSystem.all(named: names).map(\.id) == ids)
    }

    @Test func namesOfSystemsAreOnOneLine() throws {
        #expect(try TargetSystem.all(named: [" a \n b\t"]).map(\.name) == ["a b"])
    }

    @Test func systemsThatCannotBe() {
        #expect(throws: Problem("the system \"oscar\" is named twice")) {
            try TargetSystem.all(named: ["OSCaR", "oscar"])
        }
        #expect(throws: Problem("a system has no name")) { try TargetSystem.all(named: ["a", " \n"]) }
    }

    @Test func people() throws {
        let person = try NewPerson("Ann  Lee <ann@ministry.example> @ann-lee : project-lead, Technical lead,")
        #expect(person.name == "Ann Lee" && person.email == "ann@ministry.example" && person.handle == "@ann-lee")
        #expect(person.roles == ["project-lead", "Technical lead"])
        #expect(try NewPerson("គ្រូ <k@a.b>:a").handle == nil)
    }

    @Test(arguments: ["Ann", "Ann <ann>: lead", "<a@b.c>: lead", "Ann <a@b.c> lead", "Ann <a@b.c> x: lead", ""])
    func peopleThatCannotBe(_ text: String) {
        #expect(throws: Problem("\"\(text)\" is not written as \"Name <e-mail>: role, role\"")) { try NewPerson(text) }
    }

    @Test func peopleWithoutRoles() {
        #expect(throws: Problem("Ann holds no role: write it behind a colon")) { try NewPerson("Ann <a@b.c>: ,") }
    }

    @Test func titles() throws {
        #expect(try ScaffoldAnswers(title: " a \n b ").title == "a b")
        #expect(throws: Problem("the title is empty")) { try ScaffoldAnswers(title: " \n") }
    }
}

import Foundation
import TestSupport
import Testing

@testable import CountersignCommand

/// What `init` asks on a terminal.
@Suite struct InitQuestionTests {
    /// Answers for one run, and what was said.
    private final class Terminal {
        private var lines: [String]
        private(set) var said = ""

        init(_ lines: [String]) { self.lines = lines }

        func questions(_ user: String?) -> InitQuestions {
            InitQuestions(
                readLine: { self.lines.isEmpty ? nil : self.lines.removeFirst() }, say: { self.said += $0 }, user: user)
        }
    }

    private func request(_ arguments: [String] = []) throws -> InitRequest { try InitOptions.parse(arguments).request }

    @Test func everythingIsAsked() throws {
        let terminal = Terminal([
            " Referrals  ", "Ministry", "Primero, OSCaR ,", "fr, en", "GitLab", "", "Bob Yu <bob@b.c> @bob", "bob yu",
            "", "",
            "", "BOB@b.c",
        ])
        var request = try request()
        try terminal.questions("Ann Lee <ann@b.c>").complete(&request, relativeTo: ".")
        #expect(request.title == "Referrals" && request.organisation == "Ministry")
        #expect(request.systems == ["Primero", "OSCaR"] && request.languages == ["fr", "en"])
        #expect(request.forge == .gitlab)
        #expect(
            request.people == [
                "Ann Lee <ann@b.c> : project-lead",
                "Bob Yu <bob@b.c> @bob: business-analyst, technical-lead, ministry-representative",
            ])
        #expect(
            terminal.said.hasPrefix(
                "Title of the project: Organisation that runs it [none]: Systems to be integrated, with commas between them "
                    + "[none]: Languages, that of the texts first (texts: en, fr) [en]: Where the repository will live "
                    + "(github, gitlab, forgejo, none) [github]: Who holds which role? "))
        #expect(terminal.said.contains(" [Ann Lee <ann@b.c>]: ") && terminal.said.contains(" [nobody yet]: "))
        #expect(terminal.said.hasSuffix(" [nobody yet]: "))
    }

    @Test func defaults() throws {
        let terminal = Terminal(["T"] + Array(repeating: "", count: 11))
        var request = try request()
        try terminal.questions(nil).complete(&request, relativeTo: ".")
        #expect(request.organisation == nil && request.systems == nil && request.languages == ["en"])
        #expect(request.forge == .github && request.people == [])
    }

    @Test func whatFlagsSaidIsNotAsked() throws {
        let terminal = Terminal(["T"])
        var request = try request([
            "--organisation", "O", "--system", "A", "--language", "en", "--forge", "none", "--person",
            "A <a@b.c>: project-lead",
        ])
        try terminal.questions(nil).complete(&request, relativeTo: ".")
        #expect(terminal.said == "Title of the project: ")
    }

    @Test func answersThatCannotBeUsedAreAskedAgain() throws {
        let terminal = Terminal(
            ["T", "", "A, a", "A", "english", "en", "svn", "none", "Bob", "Bob <b@b.c>"]
                + Array(repeating: "", count: 6))
        var request = try request()
        try terminal.questions(nil).complete(&request, relativeTo: ".")
        for sentence in [
            "the system \"a\" is named twice.\n", "\"english\" is not a language tag such as en, fr or km.\n",
            "\"svn\" is none of github, gitlab, forgejo, none.\n", "\"Bob\" is not written as Name <e-mail>.\n",
        ] {
            #expect(terminal.said.contains(sentence), "\(terminal.said)")
        }
        #expect(request.systems == ["A"] && request.forge == InitOptions.ForgeChoice.none)
        #expect(request.people == ["Bob <b@b.c> : project-lead"])
    }

    @Test func noTitle() throws {
        var request = try request()
        let terminal = Terminal(["  "])
        let problem = #expect(throws: Failure.self) { try terminal.questions(nil).complete(&request, relativeTo: ".") }
        #expect(problem?.description == "a project needs a title; nothing was made")
    }

    @Test(arguments: 0..<6)
    func endOfInput(_ count: Int) throws {
        var request = try request()
        let terminal = Terminal(["T"] + Array(repeating: "", count: count))
        let problem = #expect(throws: Failure.self) { try terminal.questions(nil).complete(&request, relativeTo: ".") }
        #expect(problem?.description == "no more answers; nothing was made")
    }

    @Test func goingOn() throws {
        for answers in [["y"], ["YES"], [""], ["what", "y"]] { try Terminal(answers).questions(nil).confirm() }
        for answers in [["n"], ["No"], []] {
            #expect(throws: Failure.self) { try Terminal(answers).questions(nil).confirm() }
        }
    }

    /// One run on a terminal of its own, with these keys pressed.
    private func onTerminal(_ keys: String, _ arguments: String...) throws -> [Substring] {
        let script = """
            import os, pty, sys
            child, terminal = pty.fork()
            if child == 0: os.execv(sys.argv[2], sys.argv[2:])
            os.write(terminal, sys.argv[1].encode())
            said = b""
            while True:
                try: part = os.read(terminal, 65536)
                except OSError: break
                if not part: break
                said += part
            print(said.decode().replace("\\r\\n", "\\n"))
            print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
            """
        let result = try run(["/usr/bin/python3", "-c", script, keys, Tool.path] + arguments)
        try #require(result.status == 0, "\(result.errors)")
        return result.output.split(separator: "\n")
    }

    @Test func onATerminal() throws {
        let folder = try TemporaryFolder()
        let made = try onTerminal(
            "Title\n\n\n\nnone\n" + String(repeating: "\n", count: 7) + "y\n", "init", folder.path("p"))
        #expect(made.last == "0" && made.contains { $0.contains("Made \(folder.path)/p, first commit ") })
        #expect(try status(folder.path("p")).document.project.title == "Title")

        for (keys, sentence) in [
            ("\n", "countersign: a project needs a title; nothing was made"),
            ("T\n\u{4}", "countersign: no more answers; nothing was made"),
            ("T\n\n\n\nnone\n" + String(repeating: "\n", count: 7) + "n\n", "countersign: stopped; nothing was made"),
        ] {
            let said = try onTerminal(keys, "init", folder.path("q"))
            #expect(said.last == "2" && said.dropLast().last?.hasSuffix(sentence) == true, "\(said)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["p"])
        }
        // Told while it can still be taken back.
        let own = try onTerminal(
            "T\n\n\n\nnone\n" + String(repeating: "\n", count: 6) + "author\nn\n", "init", folder.path("q"))
        let warning = own.firstIndex {
            $0.hasPrefix("You give yourself a role that signs items off: ministry-representative.")
        }
        let question = own.firstIndex { $0.contains("Go on [yes]: ") }
        #expect(try #require(warning) < #require(question), "\(own)")
        let refused = try onTerminal("", "init", folder.path("p"))
        #expect(refused.first?.hasPrefix("countersign: \(folder.path)/p is not empty") == true)
    }
}

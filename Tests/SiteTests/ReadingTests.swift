import Testing

@testable import Checklists
@testable import Site

/// The page that explains the others.
@Suite struct ReadingTests {
    private func page(_ report: Report = SignOffSample.everything) -> String {
        Sample.files(report)["how-to-read.html"] ?? ""
    }

    @Test func everyStatusIsExplained() {
        let page = page()
        for status in Status.allCases {
            #expect(page.contains("<dt id=\"status-\(status.rawValue)\">"), "\(status)")
        }
        #expect(page.contains("Awaiting sign-off</dt>\n<dd>The item is ticked, and at least one"))
    }

    @Test func everyProofIsExplained() {
        let page = page()
        for proof in Proof.allCases {
            #expect(page.contains("<dt id=\"evidence-\(proof.rawValue)\">"), "\(proof)")
        }
        #expect(page.contains("<dd>Somebody wrote down that the person approves."))
    }

    @Test func whatLeadsHereFindsItsPlace() {
        let pages = Sample.pages(SignOffSample.everything)
        let parts: [ReadingPage.Part] =
            RegisterState.allCases.map { .state($0) } + ReadingWords.Topic.allCases.map { .topic($0) }
            + [.overdue, .evidence, .missing, .data, .status(.signedOff), .proof(.unknownKey)]
        let page = page()
        for part in parts {
            #expect(pages.explanation(of: part).text == "how-to-read.html#\(part.id)")
            #expect(page.contains(" id=\"\(part.id)\""), "\(part.id)")
        }
    }

    @Test func theRegisterLeadsToWhatProvesASignOff() {
        let register = Sample.files(SignOffSample.everything)["sign-offs.html"] ?? ""
        #expect(register.contains("<a href=\"how-to-read.html#evidence\">What proves a sign-off</a>"))
    }

    @Test func withoutSignOffsNothingIsSaidOfThem() {
        let page = page(Sample.report([Sample.checklist([Sample.item()])]))
        #expect(!page.contains("id=\"evidence\"") && !page.contains("id=\"covers\"") && page.contains("id=\"trust\""))
    }

    @Test func everyPageLeadsHere() {
        for (path, page) in Sample.files(SignOffSample.everything) where path.hasSuffix(".html") && path != "404.html" {
            #expect(page.contains("href=\"how-to-read.html\""), "\(path)")
        }
    }

    @Test(arguments: [
        (EvidenceLevel.verified, SignatureVerdict.good, Proof.verified), (.forge, .good, .forge),
        (.stated, .none, .stated), (.authored, .none, .author), (.authored, .committer, .committer),
        (.authored, .expiredKey, .expiredKey), (.authored, .unknownKey, .unknownKey),
        (.authored, .unchecked, .unchecked), (.authored, .bad, .nothing), (.stated, .wrongSigner, .nothing),
        (.forge, .revokedKey, .nothing),
    ]) func proofs(_ level: EvidenceLevel, _ verdict: SignatureVerdict, _ proof: Proof) {
        #expect(Proof(SignOffSample.signOff(evidence: level, signature: verdict)) == proof)
    }
}

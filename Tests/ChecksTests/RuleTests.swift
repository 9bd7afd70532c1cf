import Checks
import Testing

/// Each rule finds what it should, where it should, and nothing else is found there.
@Suite struct RuleTests {
    @Test(arguments: RuleFixture.all) func findsTheMarkedPlaces(fixture: RuleFixture) throws {
        let (found, expected) = try fixture.check()
        #expect(found.map { "\($0.rule.name) \($0.markedPlace)" } == expected.map { "\(fixture.rule) \($0)" })
    }

    /// Those about addresses need somebody who answers: `ExternalAddressTests`.
    @Test(arguments: Catalogue.rules.filter { !ExternalAddresses.rules.contains($0) }.map(\.name))
    func everyRuleHasAFixture(rule: String) {
        #expect(RuleFixture.all.contains { $0.rule == rule })
    }
}

extension RuleFixture {
    static let all =
        ofReading + ofMarkers + ofRoles + ofCoverage + ofFiles + ofSignOffs + ofChanges + ofThemes + ofTables
        + ofDiagrams
}

import Checklists
import TestSupport
import Testing

@testable import CountersignCommand

/// One small project in every format, compared in full with what a person wrote down.
@Suite struct FormatSnapshotTests {
    /// An error with a related place, a warning in the configuration, a note on a whole line.
    private static func result() throws -> CheckResult {
        let script = RepositoryScript()
        script.commit(
            "Add",
            [
                "checklists/security.md":
                    "# Security\n\n- [ ] Access levels {#access}\n- [ ] Logging {#access}\n  - Due: 2026-12-31\n",
                "countersign.yml":
                    "version: 1\ntitel: Referrals\nrepository: https://forge.example/team/referrals\n",
            ])
        var result = try CheckResult(of: try script.write())
        result.rules = try ["duplicate-id", "overdue", "unknown-configuration-key"].map { name in
            let rule = try #require(result.rules.first { $0.name == name })
            // With words that stay the same.
            return Diagnostic.Rule(
                name, rule.severity, summary: "What \(name) finds.", rationale: "Why it matters.",
                example: .init(wrong: "- [ ] wrong"))
        }
        return result
    }

    @Test func text() throws {
        #expect(
            CheckText(result: try Self.result(), style: Style(.never), showsAll: false).text == """
                countersign.yml:2: warning: "titel" is not a key of countersign.yml [unknown-configuration-key]
                2 | titel: Referrals
                  = The nearest known key is "title".

                checklists/security.md:4:17: error: the id "access" is already used in checklists/security.md:3 [duplicate-id]
                4 | - [ ] Logging {#access}
                  |                 ^^^^^^
                  = Give this item another id: ids are unique in the project.
                  = checklists/security.md:3: the id is first used here

                checklists/security.md:4: note: "Logging" was due on 2026-12-31 and is open [overdue]
                4 | - [ ] Logging {#access}
                  = Finish it, or agree on another day.

                1 error, 1 warning, 1 note.
                Why a rule is there: countersign check --explain RULE

                """)
    }

    @Test func json() throws {
        let result = try Self.result()
        #expect(
            String(decoding: result.document.text, as: UTF8.self) == #"""
                {
                  "schemaVersion": 1,
                  "generator": {"name": "countersign", "version": "\#(generatorVersion)"},
                  "commit": {"id": "\#(result.commit.hex)", "worktree": false},
                  "base": null,
                  "asOf": "2027-01-31",
                  "summary": {"errors": 1, "warnings": 1, "notes": 1},
                  "findings": [
                    {"rule": "overdue", "severity": "note", "path": "checklists/security.md", "line": 4, "columns": null, "message": "\"Logging\" was due on 2026-12-31 and is open", "advice": "Finish it, or agree on another day.", "item": "checklists/security.md#access-2", "related": [], "fingerprint": "008753967e1dd1d7625039047bc576c7"},
                    {
                      "rule": "duplicate-id",
                      "severity": "error",
                      "path": "checklists/security.md",
                      "line": 4,
                      "columns": {"start": 17, "end": 23},
                      "message": "the id \"access\" is already used in checklists/security.md:3",
                      "advice": "Give this item another id: ids are unique in the project.",
                      "item": null,
                      "related": [
                        {"path": "checklists/security.md", "line": 3, "message": "the id is first used here"}
                      ],
                      "fingerprint": "ae74518741abca41a391b41f5fef0f39"
                    },
                    {"rule": "unknown-configuration-key", "severity": "warning", "path": "countersign.yml", "line": 2, "columns": null, "message": "\"titel\" is not a key of countersign.yml", "advice": "The nearest known key is \"title\".", "item": null, "related": [], "fingerprint": "6e2f6321281217b3e78a8e44490374b2"}
                  ]
                }

                """#)
    }

    @Test func sarif() throws {
        let result = try Self.result()
        #expect(
            String(decoding: CheckSARIF(result: result).document.text, as: UTF8.self) == #"""
                {
                  "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
                  "version": "2.1.0",
                  "runs": [
                    {
                      "tool": {
                        "driver": {
                          "name": "Countersign",
                          "version": "\#(generatorVersion)",
                          "semanticVersion": "\#(generatorVersion)",
                          "rules": [
                            {
                              "id": "duplicate-id",
                              "shortDescription": {"text": "What duplicate-id finds."},
                              "fullDescription": {"text": "Why it matters."},
                              "help": {"text": "duplicate-id (error)\n\nWhat duplicate-id finds.\n\nWhy it matters.\n\nWrong:\n    - [ ] wrong\n\nTo change its severity, in countersign.yml:\n    checks:\n      duplicate-id: off   # or note, warning\n", "markdown": "What duplicate-id finds.\n\nWhy it matters.\n\nWrong:\n\n```markdown\n- [ ] wrong\n```\n"},
                              "defaultConfiguration": {"level": "error"},
                              "properties": {"problem.severity": "error"}
                            },
                            {
                              "id": "overdue",
                              "shortDescription": {"text": "What overdue finds."},
                              "fullDescription": {"text": "Why it matters."},
                              "help": {"text": "overdue (note)\n\nWhat overdue finds.\n\nWhy it matters.\n\nWrong:\n    - [ ] wrong\n\nTo change its severity, in countersign.yml:\n    checks:\n      overdue: off   # or warning, error\n", "markdown": "What overdue finds.\n\nWhy it matters.\n\nWrong:\n\n```markdown\n- [ ] wrong\n```\n"},
                              "defaultConfiguration": {"level": "note"},
                              "properties": {"problem.severity": "recommendation"}
                            },
                            {
                              "id": "unknown-configuration-key",
                              "shortDescription": {"text": "What unknown-configuration-key finds."},
                              "fullDescription": {"text": "Why it matters."},
                              "help": {"text": "unknown-configuration-key (warning)\n\nWhat unknown-configuration-key finds.\n\nWhy it matters.\n\nWrong:\n    - [ ] wrong\n\nTo change its severity, in countersign.yml:\n    checks:\n      unknown-configuration-key: off   # or note, error\n", "markdown": "What unknown-configuration-key finds.\n\nWhy it matters.\n\nWrong:\n\n```markdown\n- [ ] wrong\n```\n"},
                              "defaultConfiguration": {"level": "warning"},
                              "properties": {"problem.severity": "warning"}
                            }
                          ]
                        }
                      },
                      "invocations": [
                        {"executionSuccessful": true}
                      ],
                      "originalUriBaseIds": {
                        "%SRCROOT%": {
                          "description": {"text": "The root of the repository."}
                        }
                      },
                      "columnKind": "unicodeCodePoints",
                      "results": [
                        {
                          "ruleId": "duplicate-id",
                          "ruleIndex": 0,
                          "level": "error",
                          "message": {"text": "the id \"access\" is already used in checklists/security.md:3.\nGive this item another id: ids are unique in the project."},
                          "locations": [
                            {
                              "physicalLocation": {
                                "artifactLocation": {"uri": "checklists/security.md", "uriBaseId": "%SRCROOT%"},
                                "region": {"startLine": 4, "startColumn": 17, "endLine": 4, "endColumn": 23}
                              }
                            }
                          ],
                          "partialFingerprints": {"countersign/v1": "ae74518741abca41a391b41f5fef0f39"},
                          "relatedLocations": [
                            {
                              "id": 0,
                              "physicalLocation": {
                                "artifactLocation": {"uri": "checklists/security.md", "uriBaseId": "%SRCROOT%"},
                                "region": {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 30}
                              },
                              "message": {"text": "the id is first used here"}
                            }
                          ]
                        },
                        {
                          "ruleId": "unknown-configuration-key",
                          "ruleIndex": 2,
                          "level": "warning",
                          "message": {"text": "\"titel\" is not a key of countersign.yml.\nThe nearest known key is \"title\"."},
                          "locations": [
                            {
                              "physicalLocation": {
                                "artifactLocation": {"uri": "countersign.yml", "uriBaseId": "%SRCROOT%"},
                                "region": {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 17}
                              }
                            }
                          ],
                          "partialFingerprints": {"countersign/v1": "6e2f6321281217b3e78a8e44490374b2"}
                        },
                        {
                          "ruleId": "overdue",
                          "ruleIndex": 1,
                          "level": "note",
                          "message": {"text": "\"Logging\" was due on 2026-12-31 and is open.\nFinish it, or agree on another day."},
                          "locations": [
                            {
                              "physicalLocation": {
                                "artifactLocation": {"uri": "checklists/security.md", "uriBaseId": "%SRCROOT%"},
                                "region": {"startLine": 4, "startColumn": 1, "endLine": 4, "endColumn": 24}
                              }
                            }
                          ],
                          "partialFingerprints": {"countersign/v1": "008753967e1dd1d7625039047bc576c7"}
                        }
                      ],
                      "versionControlProvenance": [
                        {"repositoryUri": "https://forge.example/team/referrals", "revisionId": "\#(result.commit.hex)"}
                      ]
                    }
                  ]
                }

                """#)
    }

    @Test func github() throws {
        #expect(
            CheckGitHub(result: try Self.result()).text == """
                ::error file=checklists/security.md,line=4,endLine=4,col=17,endColumn=23,title=Countersign%3A duplicate-id::checklists/security.md:4:17: the id "access" is already used in checklists/security.md:3 [duplicate-id]%0AGive this item another id: ids are unique in the project.
                ::warning file=countersign.yml,line=2,endLine=2,title=Countersign%3A unknown-configuration-key::countersign.yml:2: "titel" is not a key of countersign.yml [unknown-configuration-key]%0AThe nearest known key is "title".
                ::notice file=checklists/security.md,line=4,endLine=4,title=Countersign%3A overdue::checklists/security.md:4: "Logging" was due on 2026-12-31 and is open [overdue]%0AFinish it, or agree on another day.
                1 error, 1 warning, 1 note.

                """)
    }

    @Test func gitlab() throws {
        let result = try Self.result()
        #expect(
            String(decoding: result.codeQualityReport.text, as: UTF8.self) == #"""
                [
                  {
                    "description": "\"Logging\" was due on 2026-12-31 and is open. Finish it, or agree on another day.",
                    "check_name": "overdue",
                    "fingerprint": "008753967e1dd1d7625039047bc576c7",
                    "severity": "info",
                    "location": {
                      "path": "checklists/security.md",
                      "lines": {"begin": 4}
                    }
                  },
                  {
                    "description": "the id \"access\" is already used in checklists/security.md:3. Give this item another id: ids are unique in the project.",
                    "check_name": "duplicate-id",
                    "fingerprint": "ae74518741abca41a391b41f5fef0f39",
                    "severity": "major",
                    "location": {
                      "path": "checklists/security.md",
                      "lines": {"begin": 4}
                    }
                  },
                  {
                    "description": "\"titel\" is not a key of countersign.yml. The nearest known key is \"title\".",
                    "check_name": "unknown-configuration-key",
                    "fingerprint": "6e2f6321281217b3e78a8e44490374b2",
                    "severity": "minor",
                    "location": {
                      "path": "countersign.yml",
                      "lines": {"begin": 2}
                    }
                  }
                ]

                """#)
    }

    @Test func junit() throws {
        #expect(
            CheckJUnit(result: try Self.result()).text == """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="countersign check" tests="3" failures="1" errors="0">
                  <testsuite name="duplicate-id" tests="1" failures="1" errors="0" skipped="0">
                    <testcase classname="countersign.duplicate-id" name="checklists/security.md: the id &quot;access&quot; is already used in checklists/security.md:3">
                      <failure type="error" message="the id &quot;access&quot; is already used in checklists/security.md:3">checklists/security.md:4:17: error: the id &quot;access&quot; is already used in checklists/security.md:3
                Give this item another id: ids are unique in the project.
                checklists/security.md:3: the id is first used here</failure>
                    </testcase>
                  </testsuite>
                  <testsuite name="overdue" tests="1" failures="0" errors="0" skipped="0">
                    <testcase classname="countersign.overdue" name="checklists/security.md: &quot;Logging&quot; was due on 2026-12-31 and is open">
                      <system-out>checklists/security.md:4: note: &quot;Logging&quot; was due on 2026-12-31 and is open
                Finish it, or agree on another day.</system-out>
                    </testcase>
                  </testsuite>
                  <testsuite name="unknown-configuration-key" tests="1" failures="0" errors="0" skipped="0">
                    <testcase classname="countersign.unknown-configuration-key" name="countersign.yml: &quot;titel&quot; is not a key of countersign.yml">
                      <system-out>countersign.yml:2: warning: &quot;titel&quot; is not a key of countersign.yml
                The nearest known key is &quot;title&quot;.</system-out>
                    </testcase>
                  </testsuite>
                </testsuites>

                """)
    }
}

import Testing

@testable import Tables

/// Data element mappings: what is one, what it says, what is wrong in it.
@Suite struct MappingTests {
    private let header =
        "Source system,Source field,Type,Required,Transformation rule,Destination system,Destination field,"
        + "Destination type,Notes\n"

    /// What is found in rows under the whole header: `line kind text`.
    private func found(_ rows: String...) throws -> [String] {
        let mapping = try #require(Mapping(Table(header + rows.joined(separator: "\n") + "\n")))
        return mapping.findings.map { "\($0.line) \($0.kind)" + ($0.text.isEmpty ? "" : " \($0.text)") }
    }

    // MARK: What is a mapping

    @Test(arguments: [
        "Source Field,Destination Field", "source_field;target_field", "SOURCE-COLUMN,TARGET-COLUMN,RULE",
        "sourceField,targetField", "Source field (OSCaR),Destination field (Primero)", "Champ source;Champ cible",
        "Champ d’origine,Champ de destination", "Campo de origen,Campo de destino", "Src Field\tTgt Field",
        "Source data element,Destination data element", "From field|To field",
    ])
    func isAMapping(header: String) throws {
        #expect(Mapping(try Table(header + "\n")) != nil)
    }

    @Test(arguments: [
        "", "a,b", "Source,Target", "From,To,Amount", "Source,Destination,Distance", "Name,Type,Required,Notes",
        "Source field", "Field,Notes", "Source system,Destination system,Frequency", "source,target,value",
    ])
    func isNone(header: String) throws {
        let table = try Table(header + "\n1,2\n")
        #expect(Mapping(table) == nil)
        #expect(table.header.flatMap { MappingColumns($0).missingField } == nil)
    }

    @Test(arguments: [
        ("Source field,Type,Transformation rule,Notes", MappingColumn.destinationField),
        ("Source field,Destination system", .destinationField), ("Source system,Destination field,Rule", .sourceField),
    ])
    func isNearlyAMapping(header: String, missing: MappingColumn) throws {
        let table = try Table(header + "\n1,2\n")
        #expect(Mapping(table) == nil)
        #expect(table.header.flatMap { MappingColumns($0).missingField } == missing)
    }

    @Test func missingColumns() throws {
        let mapping = try #require(Mapping(Table("Source field,Destination field,Required?\n")))
        #expect(mapping.missingColumns == [.sourceSystem, .sourceType, .rule, .destinationSystem])
        #expect(try #require(Mapping(Table(header))).missingColumns == [])
    }

    @Test func aTypeBesideEachField() throws {
        let columns = try #require(Mapping(Table("Source field,Type,Destination field,Type\n"))).columns
        #expect(columns[.sourceType] == 1)
        #expect(columns[.destinationType] == 3)
    }

    // MARK: What it says

    @Test func counts() throws {
        let rows = [
            "OSCaR,,,,,,,,",  // a heading
            "OSCaR,name,text,yes,as is,Primero,name,text,", "OSCaR,dob,date,no,,Primero,date_of_birth,date,",
            "OSCaR,shoe size,number,no,,,,,not needed", ",,,,always \"case\",Primero,module_id,,", ",,,,,,,,",
            "OSCaR,level,text,no,,,n/a,,",
        ]
        let mapping = try #require(
            Mapping(Table(header + rows.joined(separator: "\n").replacing("\"case\"", with: "case"))))
        #expect(mapping.fieldCount == 5)
        #expect(mapping.mappedCount == 3)
        #expect(mapping.findings.isEmpty)
    }

    // MARK: What is wrong

    @Test func destinationMappedTwice() throws {
        #expect(
            try found(
                "OSCaR,given,text,no,,Primero,Full  name,text,", "OSCaR,family,text,no,,primero,full name,text,",
                "OSCaR,family,text,no,,DHIS2,full name,text,") == ["3 destinationMappedTwice full name"])
    }

    @Test func destinationSharedByRules() throws {
        #expect(
            try found(
                "OSCaR,given,text,no,first word,Primero,name,text,", "OSCaR,family,text,no,the rest,Primero,name,text,")
                == ["3 destinationShared name"])
    }

    @Test func theSameFieldOfAnotherObjectIsAnother() throws {
        let table = try Table(
            "Source field,Target resource,Target field\na,Patient,id\nb,Encounter,id\nc,,status\nd,Patient,status\n")
        #expect(try #require(Mapping(table)).findings.isEmpty)
    }

    @Test func theFirstOfSeveralIsNamed() throws {
        let table = try Table("Source field,Target field\na,x\nb,x\nc,x\n")
        let findings = try #require(Mapping(table)).findings
        #expect(findings.map(\.line) == [3, 4])
        #expect(findings.map(\.otherLine) == [2, 2])
        #expect(findings.map(\.field) == ["b", "c"])
        #expect(findings.map(\.column) == [1, 1])
    }

    @Test func mergedCellsAreCarriedOn() throws {
        #expect(
            try found("OSCaR,a,text,no,,Primero,x,text,", ",b,text,no,,,x,text,") == ["3 destinationMappedTwice x"])
    }

    @Test(arguments: ["yes", "Y", "TRUE", "1", "x", "✓", "Oui", "Sí", "Mandatory", "Required"])
    func requiredWithoutRule(yes: String) throws {
        #expect(try found("OSCaR,a,text,\(yes),,Primero,x,text,") == ["2 requiredWithoutRule"])
        #expect(try found("OSCaR,a,text,\(yes),TBD,Primero,x,text,") == ["2 requiredWithoutRule"])
        #expect(try found("OSCaR,a,text,\(yes),as is,Primero,x,text,") == [])
        #expect(try found("OSCaR,a,text,\(yes),–,Primero,x,text,") == [])
    }

    @Test(arguments: ["no", "", "if referred", "0", "false", "non", "Yes, if referred", "optional"])
    func notRequired(no: String) throws {
        #expect(try found("OSCaR,a,text,\"\(no)\",,Primero,x,text,") == [])
    }

    @Test func requiredWithoutRuleNeedsAColumnOfRules() throws {
        #expect(try #require(Mapping(Table("Source field,Required,Target field\na,yes,x\n"))).findings.isEmpty)
    }

    @Test func requiredWithoutDestination() throws {
        #expect(try found("OSCaR,a,text,yes,,Primero,,text,") == ["2 requiredWithoutDestination"])
        #expect(try found("OSCaR,a,text,yes,,Primero,n/a,text,") == ["2 requiredWithoutDestination"])
        #expect(try found("OSCaR,a,text,yes,,Primero,,text,entered by hand") == [])
    }

    @Test func typeMismatch() throws {
        #expect(try found("OSCaR,a,String(20),no,,Primero,x,integer,") == ["2 typeMismatch String(20) → integer"])
        #expect(try found("OSCaR,a,text,no,parse it,Primero,x,integer,") == [])
        #expect(try found("OSCaR,a,varchar,no,,Primero,x,drop-down,") == [])
        #expect(try found("OSCaR,a,date,no,,Primero,x,Date/Time,") == [])
        #expect(try found("OSCaR,a,Reference,no,,Primero,x,integer,") == [])
        #expect(try found("OSCaR,a,,no,,Primero,x,integer,") == [])
    }

    @Test func unmapped() throws {
        #expect(try found("OSCaR,a,text,no,,Primero,,,") == ["2 unmapped"])
        #expect(try found("OSCaR,a,text,no,,Primero,TBD,,") == ["2 unmapped"])
        #expect(try found("OSCaR,a,text,no,,Primero,?,,") == ["2 unmapped"])
        #expect(try found("OSCaR,a,text,no,,Primero,not mapped,,") == [])
        #expect(try found("OSCaR,a,text,no,,Primero,-,,") == [])
        #expect(try found("OSCaR,a,text,no,,Primero,,,kept in OSCaR only") == [])
    }

    @Test func withoutSource() throws {
        #expect(try found(",,,no,,Primero,module_id,text,") == ["2 withoutSource module_id"])
        #expect(try found(",,,no,always the same,Primero,module_id,text,") == [])
    }
}

import TestSupport
import Testing

@testable import Tables

/// What became of a table.
@Suite struct TableChangesTests {
    /// In words: columns, then rows by the line they are on.
    private func told(_ before: String, _ now: String) throws -> [String] {
        let (old, new) = (try Table(before), try Table(now))
        let changes = TableChanges(from: old, to: new)
        let columns = changes.columns.map { change in
            switch change {
            case .added(let column): "+ \(new.columnName(column))"
            case .removed(let column): "- \(old.columnName(column))"
            case .renamed(let before, let now): "\(old.columnName(before)) > \(new.columnName(now))"
            }
        }
        let rows = changes.rows.map { change in
            switch (change.before.map { old.rows[$0] }, change.now.map { new.rows[$0] }) {
            case (let old?, let new?):
                "\(old.line) > \(new.line): "
                    + change.cells.map { "\(old.cell($0.before)) > \(new.cell($0.now))" }.joined(separator: ", ")
            case (nil, let new?): "+ \(new.line)"
            case (let old?, nil): "- \(old.line)"
            case (nil, nil): "nothing"
            }
        }
        return columns + rows
    }

    @Test func nothing() throws {
        let text = "a,b\n1,2\n3,4\n"
        #expect(try told(text, text) == [])
        #expect(TableChanges(from: try Table(text), to: try Table(text)).isEmpty)
        #expect(try told(text, "a;b\r\n\"1\";2\r\n3;4") == [])
        #expect(try told("", "") == [])
    }

    @Test func orderSaysNothing() throws {
        #expect(try told("a,b\n1,2\n3,4\n5,6\n", "b,a\n6,5\n2,1\n4,3\n") == [])
    }

    @Test func rowsByTheirFirstColumn() throws {
        #expect(
            try told("id,name,age\n1,Ann,3\n2,Ben,4\n3,Cy,5\n", "id,name,age\n3,Cy,6\n1,Ann,3\n4,Dee,7\n")
                == ["- 3", "4 > 2: 5 > 6", "+ 4"])
    }

    @Test func everyCellOfARowMayChangeButItsKey() throws {
        #expect(try told("id,a,b\n1,x,y\n2,u,v\n", "id,a,b\n1,p,q\n2,u,v\n") == ["2 > 2: x > p, y > q"])
    }

    @Test func rowsOfAMappingBySourceSystemAndField() throws {
        let header = "Source system,Source field,Destination field,Rule\n"
        #expect(
            try told(
                header + "OSCaR,a,x,\nOSCaR,b,y,\nPrimero,a,z,\n",
                header + "Primero,a,z,trim\nOSCaR,a,w,\nOSCaR,c,v,\n")
                == ["- 3", "4 > 2:  > trim", "2 > 3: x > w", "+ 4"])
        let table = try Table(header + "OSCaR,a,x,\n")
        #expect(TableChanges(from: try Table(header + "OSCaR,a,y,\n"), to: table).keyColumns == [0, 1])
    }

    @Test func rowsWithoutAKeyByWhatTheyHaveInCommon() throws {
        #expect(
            try told(
                "kind,where,what,when\na,b,c,d\na,b,x,y\na,e,f,g\n", "kind,where,what,when\na,b,c,d\na,b,x,z\nh,i,j,k\n"
            )
                == ["3 > 3: y > z", "- 4", "+ 4"])
    }

    @Test func oneOfTwoEqualRowsIsGone() throws {
        #expect(try told("a,b\n1,2\n3,4\n1,2\n", "a,b\n1,2\n3,4\n") == ["- 4"])
    }

    @Test func columnsComeAndGo() throws {
        #expect(try told("id,old\n1,x\n2,y\n", "id,new\n1,p\n2,q\n") == ["+ new", "- old"])
        #expect(try told("id,a\n1,x\n", "id,a,b\n1,x,y\n") == ["+ b"])
        #expect(try told("id,a,b\n1,x,y\n", "id,a\n1,x\n") == ["- b"])
    }

    @Test func aColumnWithTheSameCellsIsRenamed() throws {
        #expect(
            try told("id,Name\n1,Ann\n2,Ben\n3,Cy\n", "id,Full name\n1,Ann\n2,Ben\n3,Cya\n")
                == ["Name > Full name", "4 > 4: Cy > Cya"])
    }

    @Test func theSpellingOfAColumnsNameSaysNothing() throws {
        #expect(try told("Source_Field,b\n1,2\n", "source field,b\n1,2\n") == [])
    }

    @Test func twoColumnsOfOneName() throws {
        #expect(try told("id,x,x\n1,a,b\n", "id,x,x\n1,a,c\n") == ["2 > 2: b > c"])
    }

    @Test func everythingIsNewOrGone() throws {
        #expect(try told("", "a,b\n1,2\n") == ["+ a", "+ b", "+ 2"])
        #expect(try told("a,b\n1,2\n", "") == ["- a", "- b", "- 2"])
    }

    @Test func aLongStretchOfChangedRows() throws {
        let rows = 0..<100
        let before = try Table("a,b,c\n" + rows.map { "x,\($0),y\n" }.joined())
        let now = try Table("a,b,c\n" + rows.map { "x,\($0),z\n" }.joined())
        let changes = TableChanges(from: before, to: now)
        #expect(changes.changedCount == 100)
        #expect(changes.rows.allSatisfy { $0.before == $0.now })
    }

    /// Applied to the old rows, the changes give the new ones.
    @Test(arguments: 0..<200) func changesLeadFromOneToTheOther(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        func row() -> [String] { (0..<3).map { _ in String(random.number(0..<4)) } }
        let old = (0..<random.number(0..<12)).map { _ in row() }
        var new = old
        for _ in 0..<random.number(0..<6) {
            let at = random.number(0..<new.count + 1)
            if random.chance(40) || at == new.count {
                new.insert(row(), at: at)
            } else if random.chance(50) {
                new.remove(at: at)
            } else {
                new[at][random.number(0..<3)] = "new"
            }
        }
        func table(_ rows: [[String]]) throws -> Table {
            try Table(
                (["a", "b", "c"].joined(separator: ",") + "\n") + rows.map { $0.joined(separator: ",") + "\n" }.joined()
            )
        }
        let (before, now) = (try table(old), try table(new))
        let changes = TableChanges(from: before, to: now)
        var rest = old
        for case let gone? in changes.rows.map(\.before) {
            let index = try #require(rest.firstIndex(of: Array(before.rows[gone])))
            rest.remove(at: index)
        }
        #expect(rest.count == changes.unchangedCount)
        rest += changes.rows.compactMap(\.now).map { Array(now.rows[$0]) }
        #expect(rest.sorted { $0.lexicographicallyPrecedes($1) } == new.sorted { $0.lexicographicallyPrecedes($1) })
        for change in changes.rows where change.before != nil && change.now != nil { #expect(!change.cells.isEmpty) }
    }
}

import TestSupport

extension RuleFixture {
    /// What tables say that items name as outputs.
    static let ofTables: [RuleFixture] = ofFaultyFiles + ofMappings

    /// A ticked item with this `outputs/t.csv` as its output.
    private static func table(_ rule: String, _ label: String, others: Set<String> = [], _ text: String) -> RuleFixture
    {
        ticked(
            rule, label, others: others,
            ["a.md": "- [x] One\n  - Output: [it](outputs/t.csv)\n", "outputs/t.csv": text])
    }

    private static let header =
        "Source system,Source field,Type,Required,Transformation rule,Destination system,Destination field,Destination type,"
        + "Notes\n"

    private static let ofFaultyFiles = [
        table("table-not-read", "binary", "¤a,b\n1,\u{0}2\n"),
        ticked(
            "table-not-read", "only outputs, and only what is called a table", others: ["missing-output"],
            [
                "a.md": "- [x] See [it](u.csv)\n  - Output: [it](t.CSV), [data](data.bin), [gone](gone.tsv)\n",
                "t.CSV": "¤\u{0}", "u.csv": "\u{0}", "data.bin": "\u{0}",
            ]),
        table("table-quotation-mark", "inside a cell", "a,b\n5\" disk,2¶\n6\" disk,3\n"),
        table("table-quotation-mark", "never closed", "a,b\n1,2\n3,\"4¶\n5,6\n"),
        table("table-ragged-row", "more and fewer", "a,b,c\n1,2,3,4¶\n1,2,3,,\n1,2¶\n\n1,2,\n"),
        table(
            "table-ragged-row", "many", "¤a,b\n" + String(repeating: "1,2,3¶\n", count: 5) + "1,2,3\n1,2,3\n"),
    ]

    private static let ofMappings = [
        table(
            "mapping-column-missing", "others", "Source field,Destination field¶\na,b\n"),
        table("mapping-column-missing", "a field", "Source field,Type,Rule,Notes¶\na,text,none,\n"),
        table("mapping-column-missing", "none in a mapping, nothing in other tables", header),
        table("mapping-column-missing", "no mapping", "Source,Target,Weight\na,b,1\n"),
        table(
            "mapping-destination-twice", "with and without rules",
            header + """
                OSCaR,given,text,no,,Primero,name,text,
                OSCaR,family,text,no,,Primero,«Name»,text,
                OSCaR,a,text,no,first,Primero,b,text,
                OSCaR,c,text,no,"second, behind it",Primero,«b»,text,

                """),
        table(
            "mapping-rule-missing", "required",
            header + """
                OSCaR,a,text,yes,,Primero,a,text,¶
                OSCaR,b,text,yes,«TBD»,Primero,b,text,
                OSCaR,c,text,yes,as is,Primero,c,text,
                OSCaR,d,text,no,,Primero,d,text,

                """),
        table(
            "mapping-destination-missing", "required",
            header + """
                OSCaR,a,text,yes,,Primero,,text,¶
                OSCaR,b,text,yes,,Primero,,text,entered by hand
                OSCaR,c,text,yes,,Primero,«n/a»,text,

                """),
        table(
            "mapping-types-differ", "text and number",
            header + """
                OSCaR,integer,text,no,,Primero,a,«integer»,
                OSCaR,b,text,no,digits only,Primero,b,integer,

                """),
        table(
            "mapping-field-unmapped", "both ways",
            header + """
                OSCaR,a,text,no,,Primero,,,¶
                OSCaR,b,text,no,,Primero,not mapped,,
                ,,,,,Primero,c,,¶

                """),
        table(
            "mapping-field-unmapped", "many",
            "¤" + header + (0..<5).map { "OSCaR,f\($0),text,no,,,,,¶\n" }.joined() + "OSCaR,g,text,no,,,,,\n"),
    ]
}

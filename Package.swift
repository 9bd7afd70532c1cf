// swift-tools-version: 6.0
import PackageDescription

// The order below is the order of the layers: a target imports only targets above it.
let package = Package(
    name: "countersign",
    products: [.executable(name: "countersign", targets: ["countersign"])],
    dependencies: [
        // Subcommands, help, usage errors (exit code 64), completions.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // Front matter and countersign.yml, with the line of every value; the words of the site.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        // The layout of the site, which teams may replace by their own.
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: [
        // Reading git repositories in process, without a git installation.
        .systemLibrary(name: "CLibgit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),
        // GitHub's own Markdown parser, so that an item here is an item there.
        .systemLibrary(
            name: "CCMarkGFM", pkgConfig: "libcmark-gfm",
            providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
        // Cells and rows of CSV files. Small, and never needs more than the file.
        .systemLibrary(name: "CCSV", providers: [.apt(["libcsv-dev"])]),
        // SHA-256 of what sign-offs cover. libgit2-dev brings it along.
        .systemLibrary(name: "CMbedTLS", providers: [.apt(["libmbedtls-dev"])]),

        // HTML parsed as browsers do: libgumbo within bounds of memory, which it has none of its own for.
        .target(name: "CGumbo", linkerSettings: [.linkedLibrary("gumbo")]),

        // Pictures: sizes from headers, and smaller copies. libpng, libjpeg-turbo, libwebp and libexif bring seven libraries
        // to load; libgd and gdk-pixbuf would bring some fifty, and decode before they tell a size.
        .target(
            name: "CPictures",
            linkerSettings: [
                .linkedLibrary("png16"), .linkedLibrary("turbojpeg"), .linkedLibrary("webp"), .linkedLibrary("exif"),
            ]),

        // System calls that Swift's C library module hides, an allocator for cmark-gfm, and the version of the build.
        .target(
            name: "CPlatform",
            cSettings: Context.environment["COUNTERSIGN_VERSION"].map {
                [.define("COUNTERSIGN_VERSION", to: "\"\($0)\"")]
            }),

        .target(name: "Digests", dependencies: ["CMbedTLS"]),
        .target(name: "Git", dependencies: ["CLibgit2"]),
        .target(name: "Markdown", dependencies: ["CCMarkGFM", "CPlatform"]),
        .target(name: "HTMLParsing", dependencies: ["CGumbo"]),
        // BPMN 2.0 diagrams: what they say, drawn, and what changed between two of them.
        .target(name: "BPMN"),
        // Tables in files (CSV and its kin): their fields, and what changed between two of them.
        .target(name: "Tables", dependencies: ["CCSV"]),
        // What a picture is: its kind, its size, a smaller copy.
        .target(name: "Images", dependencies: ["CPictures", "HTMLParsing"]),
        // The domain. It depends on nothing, on purpose: rules that decide a status or an event
        // can be read and tested without a repository.
        .target(name: "Checklists"),
        // Asks `ssh-keygen` and `gpg` whose signature a commit carries.
        .target(name: "Signatures", dependencies: ["Checklists"]),
        .target(
            name: "Ledger",
            dependencies: [
                "Digests", "Git", "Markdown", "HTMLParsing", "Checklists", "Signatures",
                .product(name: "Yams", package: "Yams"),
            ]),
        // Checklists from the rows of a spreadsheet.
        .target(
            name: "Importing",
            dependencies: ["Checklists", "Ledger", "Markdown", "Tables", .product(name: "Yams", package: "Yams")]),
        // What a team lays over the site's look, and whether that can be used.
        .target(
            name: "Theming",
            dependencies: [
                "Checklists", "HTMLParsing", "Images", .product(name: "Mustache", package: "swift-mustache"),
            ]),
        // What `check` looks for, one file a rule.
        .target(
            name: "Checks",
            dependencies: ["BPMN", "Git", "Markdown", "Images", "Checklists", "Ledger", "Tables", "Theming"]),
        .target(name: "Resources", plugins: ["EmbedFiles"]),
        // The files of a new project, from a template and what its team says about itself.
        .target(name: "Scaffolding", dependencies: ["Git", "Markdown", "Checklists", "Ledger", "Resources"]),
        .target(
            name: "Site",
            dependencies: [
                "BPMN", "Checklists", "HTMLParsing", "Images", "Markdown", "Resources", "Tables", "Theming",
                .product(name: "Yams", package: "Yams"),
                .product(name: "Mustache", package: "swift-mustache"),
            ]),
        .target(
            name: "CountersignCommand",
            dependencies: [
                "CPlatform", "Digests", "Git", "Markdown", "Checklists", "Signatures", "Ledger", "Importing", "Tables",
                "Theming", "Checks", "Site", "Scaffolding",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(name: "countersign", dependencies: ["CountersignCommand"]),

        // `project-template/` and `site/` as Swift source, so that the installed tool is one file.
        .executableTarget(name: "embed-files"),
        .plugin(name: "EmbedFiles", capability: .buildTool(), dependencies: ["embed-files"]),

        .target(name: "TestSupport", dependencies: ["Git"]),
        .testTarget(name: "ChecklistsTests", dependencies: ["Checklists"]),
        .testTarget(name: "DigestsTests", dependencies: ["Digests"]),
        .testTarget(name: "GitTests", dependencies: ["Git", "TestSupport"]),
        .testTarget(name: "MarkdownTests", dependencies: ["Markdown"]),
        .testTarget(name: "HTMLParsingTests", dependencies: ["HTMLParsing"]),
        .testTarget(name: "BPMNTests", dependencies: ["BPMN"], exclude: ["Fixtures"]),
        .testTarget(name: "TablesTests", dependencies: ["Tables", "TestSupport"]),
        .testTarget(name: "ImagesTests", dependencies: ["CPictures", "Images"]),
        .testTarget(name: "SignaturesTests", dependencies: ["Signatures", "Git", "TestSupport"]),
        .testTarget(name: "LedgerTests", dependencies: ["Digests", "Ledger", "Signatures", "TestSupport"]),
        .testTarget(name: "ImportingTests", dependencies: ["Importing", "TestSupport"]),
        .testTarget(name: "ScaffoldingTests", dependencies: ["Ledger", "Scaffolding", "TestSupport"]),
        .testTarget(name: "ThemingTests", dependencies: ["Theming", "Resources"]),
        .testTarget(name: "ChecksTests", dependencies: ["Checks", "CountersignCommand", "Signatures", "TestSupport"]),
        .testTarget(
            name: "SiteTests",
            dependencies: [
                "BPMN", "CPictures", "HTMLParsing", "Images", "Site", "TestSupport",
                .product(name: "Yams", package: "Yams"),
            ]),
        .testTarget(
            name: "CommandTests",
            dependencies: ["CountersignCommand", "TestSupport", .product(name: "Yams", package: "Yams")]),
    ],
    swiftLanguageModes: [.v6]
)

// The same files are tests that go through the kept inputs, and the program that `make fuzz` looks for others with.
let fuzzed: [Target.Dependency] = [
    "BPMN", "Checklists", "Checks", "Git", "HTMLParsing", "Images", "Importing", "Ledger", "Markdown", "Signatures",
    "Site", "Tables",
]
if Context.environment["COUNTERSIGN_FUZZ"] == nil {
    package.targets.append(
        .testTarget(name: "FuzzTests", dependencies: fuzzed, exclude: ["main.swift"]))
} else {
    package.targets += [
        .systemLibrary(name: "CLibFuzzer", path: "Tests/CLibFuzzer"),
        .executableTarget(
            name: "fuzz", dependencies: fuzzed + ["CLibFuzzer"], path: "Tests/FuzzTests",
            exclude: ["ReplayTests.swift"]),
    ]
}

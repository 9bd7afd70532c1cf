import Foundation
import PackagePlugin

/// Makes `project-template/` and `site/` available to the target as Swift source.
@main
struct EmbedFiles: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
        let root = context.package.directoryURL
        let folders = [
            ("projectTemplate", root.appending(path: "project-template")), ("site", root.appending(path: "site")),
        ]
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
        let inputs = try folders.flatMap { _, folder in
            try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted().map { folder.appending(path: $0) }
        }
        return [
            .buildCommand(
                displayName: "Embed project-template/ and site/",
                executable: try context.tool(named: "embed-files").url,
                arguments: [output.path] + folders.map { "\($0)=\($1.path)" },
                inputFiles: inputs, outputFiles: [output])
        ]
    }
}

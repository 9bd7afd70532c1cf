import Checklists

/// What the preview shows at one moment.
struct PreviewPages: Sendable {
    /// Another one for every site that is not the same: a page that has an older one loads itself again.
    var version = ""
    /// The files of the site; empty before the first build is done.
    var files: [String: [UInt8]] = [:]
    /// Why the site could not be built last; the files are those of the build before.
    var failure: String?

    /// An answer to a request.
    struct Response: Hashable {
        var status = 200
        var type = "text/plain; charset=utf-8"
        var location: String?
        var content: [UInt8]
    }

    /// Below this lies what the preview adds to the site. No file of a site begins like that.
    private static let folder = ".countersign/"
    /// Where the pages listen for what becomes of them.
    static let eventsPath = folder + "events"
    private static let scriptPath = folder + "preview.js"
    private static let stylePath = folder + "preview.css"

    /// What lies at a path. There are only the files of the site, by their names: no path leads out of it.
    func response(to path: String) -> Response {
        switch path {
        case Self.scriptPath: return Response(type: Self.type(of: path), content: Array(Self.script.utf8))
        case Self.stylePath: return Response(type: Self.type(of: path), content: Array(Self.style.utf8))
        default: break
        }
        guard !files.isEmpty else { return Response(status: 503, type: Self.type(of: ".html"), content: waitingPage) }
        let name = path.isEmpty || path.hasSuffix("/") ? path + "index.html" : path
        if let file = files[name] { return Response(type: Self.type(of: name), content: prepared(file, name)) }
        if files[path + "/index.html"] != nil {
            return Response(status: 308, location: "/\(percentEncoded(path))/", content: [])
        }
        let page = files["404.html"] ?? Array("There is no such page.".utf8)
        return Response(status: 404, type: Self.type(of: ".html"), content: prepared(page, ".html"))
    }

    /// What pages are told: the version, and what is wrong. One event of a stream (HTML, "Server-sent events").
    var event: [UInt8] {
        let state = JSON.object([("version", .string(version)), ("failure", .optional(failure))])
        let lines = state.text.split(separator: UInt8(ascii: "\n"))
        return lines.flatMap { Array("data: ".utf8) + $0 + [10] } + [10]
    }

    /// HTML with the script that loads it again. The page's policy lets it ask this server, and nothing else more.
    private func prepared(_ file: [UInt8], _ name: String) -> [UInt8] {
        guard name.hasSuffix(".html") else { return file }
        var page = file
        if let end = page.lastPlace(of: Array("</body>".utf8)) {
            page.insert(contentsOf: (failureNotice + scriptTag).utf8, at: end)
        } else {
            page += Array((failureNotice + scriptTag).utf8)
        }
        if let policy = page.prefix(4096).firstRange(of: Array("default-src 'none';".utf8)) {
            page.insert(contentsOf: " connect-src 'self';".utf8, at: policy.upperBound)
        }
        return page
    }

    /// In the page itself: for readers whose program runs no script, and until it does.
    private var failureNotice: String {
        guard let failure else { return "" }
        let text = failure.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        return "<p class=\"preview-failure\" role=\"alert\">\(text)</p>\n"
    }

    private var scriptTag: String {
        """
        <link rel="stylesheet" href="/\(Self.stylePath)">
        <script src="/\(Self.scriptPath)" data-version="\(version)"></script>

        """
    }

    private var waitingPage: [UInt8] {
        Array(
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Preview</title>
            </head>
            <body>
            <main>
            <h1>Preview</h1>
            <p>The site is not built yet. This page loads itself again when it is.</p>
            </main>
            \(failureNotice)\(scriptTag)</body>
            </html>

            """.utf8)
    }

    /// The media type by the end of a name. Files of the repository lie on the site under names that say what they are.
    static func type(of name: String) -> String {
        switch name.split(separator: ".").last {
        case "html": "text/html; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "json": "application/json"
        case "csv": "text/csv; charset=utf-8"
        case "txt", "md", "tsv", "yml", "yaml", "log", "sql", "po": "text/plain; charset=utf-8"
        case "atom": "application/atom+xml"
        case "xml": "application/xml"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "jpg", "jpeg": "image/jpeg"
        case "gif": "image/gif"
        case "webp": "image/webp"
        case "pdf": "application/pdf"
        default: "application/octet-stream"
        }
    }
}

extension PreviewPages {
    /// Loads the page again when the site is another, and shows what is wrong. A page that nobody looks at does not listen:
    /// browsers open only a few connections to one server.
    private static let script = """
        (() => {
          const script = document.currentScript;
          let source, box = document.querySelector(".preview-failure");
          const tell = (text) => {
            if (!text) { if (box) box.hidden = true; return; }
            if (!box) {
              box = document.createElement("p");
              box.className = "preview-failure";
              box.setAttribute("role", "alert");
              document.body.append(box);
            }
            box.hidden = false;
            box.textContent = text;
          };
          const listen = () => {
            if (source) source.close();
            source = undefined;
            if (document.hidden) return;
            source = new EventSource(new URL("events", script.src));
            source.onmessage = (event) => {
              const state = JSON.parse(event.data);
              if (state.version !== script.dataset.version) location.reload();
              tell(state.failure);
            };
            source.onerror = () => tell("The preview has stopped.");
          };
          document.addEventListener("visibilitychange", listen);
          addEventListener("pagehide", () => source && source.close());
          addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
          listen();
        })();

        """

    private static let style = """
        .preview-failure {
          position: fixed; inset: auto 0 0; z-index: 9; margin: 0; padding: 1rem; max-height: 50vh; overflow: auto;
          white-space: pre-wrap; overflow-wrap: anywhere; font: 1rem/1.4 system-ui, sans-serif;
          background: #7a0d0d; color: #fff; border-top: 4px solid #fff;
        }
        .preview-failure[hidden] { display: none; }
        @media print { .preview-failure { display: none; } }

        """
}

extension Array where Element == UInt8 {
    fileprivate func lastPlace(of text: [UInt8]) -> Int? {
        guard count >= text.count else { return nil }
        return stride(from: count - text.count, through: 0, by: -1).first {
            self[$0..<$0 + text.count].elementsEqual(text)
        }
    }
}

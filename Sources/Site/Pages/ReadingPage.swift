import Checklists

/// What the words of the other pages mean, for people who have never heard of git.
struct ReadingPage {
    let pages: Pages
    /// Of its headings below the title.
    var level = 2

    /// A part of the page that sentences elsewhere lead to.
    enum Part {
        case status(Status)
        case proof(Proof)
        case state(RegisterState)
        case topic(ReadingWords.Topic)
        case overdue, evidence, missing, data

        var id: String {
            switch self {
            case .status(let status): "status-" + status.rawValue
            case .proof(let proof): "evidence-" + proof.rawValue
            case .state(let state): "state-" + state.rawValue
            case .topic(let topic): topic.rawValue
            case .overdue: "overdue"
            case .evidence: "evidence"
            case .missing: "missing"
            case .data: "data"
            }
        }
    }

    private var words: ReadingWords { pages.words.reading }

    var page: Page { Page(file: Site.readingFile, title: words.title, main: main) }

    private var main: HTML {
        HTML {
            h1 { words.title }
            p(.class("standing")) { words.lead }
            nav(.label(pages.words.onThisPage)) {
                ul {
                    for (id, title) in contents { li { a(.href(.here(id))) { title } } }
                }
            }
            sections
            data
        }
    }

    /// What is explained, without the list of the data: the hand-over pack has it, too.
    @HTMLBuilder var sections: HTML {
        statuses
        if pages.hasSignOffs {
            evidence
            missing
            states
        }
        for topic in topics {
            titledSection(words.topics[topic].title, id: Part.topic(topic).id, level: level) {
                for paragraph in words.topics[topic].paragraphs { p { paragraph } }
                if topic == .covers { outside }
            }
        }
    }

    private var contents: [(id: String, title: String)] {
        var parts = [("statuses", words.statusesTitle)]
        if pages.hasSignOffs {
            parts += [
                (Part.evidence.id, words.evidenceTitle), (Part.missing.id, words.missingTitle),
                ("states", words.statesTitle),
            ]
        }
        parts += topics.map { (Part.topic($0).id, words.topics[$0].title) }
        return parts + [(Part.data.id, words.dataTitle)]
    }

    /// Nobody needs to know what a sign-off covers where none is asked for.
    private var topics: [ReadingWords.Topic] {
        ReadingWords.Topic.allCases.filter { $0 != .covers || pages.hasSignOffs }
    }

    private var statuses: HTML {
        titledSection(words.statusesTitle, id: "statuses", level: level) {
            p { words.statusesLead }
            dl(.class("meanings")) {
                for status in Status.allCases where pages.hasSignOffs || !status.needsSignOffs {
                    dt(.id(Part.status(status).id)) {
                        Icon.of(status).html
                        pages.words.statuses[status]
                    }
                    dd { words.statuses[status] }
                }
                dt(.id(Part.overdue.id)) {
                    Icon.overdue.html
                    pages.words.overdue
                }
                dd { words.overdue }
            }
        }
    }

    private var evidence: HTML {
        titledSection(words.evidenceTitle, id: Part.evidence.id, level: level) {
            p { words.evidenceLead }
            dl(.class("meanings")) {
                for proof in Proof.allCases {
                    dt(.id(Part.proof(proof).id)) { words.evidence[proof].name }
                    dd { words.evidence[proof].meaning }
                }
            }
        }
    }

    private var missing: HTML {
        titledSection(words.missingTitle, id: Part.missing.id, level: level) {
            p { words.missingLead }
            ul {
                for reason in MissingSignOff.Reason.allCases where reason != .none {
                    li { pages.words.signOffs.reason(reason) }
                }
            }
        }
    }

    private var states: HTML {
        titledSection(words.statesTitle, id: "states", level: level) {
            dl(.class("meanings")) {
                for state in RegisterState.allCases {
                    dt(.id(Part.state(state).id)) {
                        state.icon.html
                        words.states[state].name
                    }
                    dd { words.states[state].meaning }
                }
            }
        }
    }

    /// How much of what items rest on no sign-off covers.
    private var outside: HTML? {
        OutsideLinks(pages: pages).share.map { share in
            p {
                share
                " "
                a(.href(Address(file: Site.documentsFile, id: OutsideLinks.id))) { pages.words.files.outsideTitle }
            }
        }
    }

    private var data: HTML {
        titledSection(words.dataTitle, id: Part.data.id, level: level) {
            p { words.dataLead }
            ul {
                for file in DataFile.allCases {
                    li {
                        a(.href(pages.shared(file.rawValue))) { file.rawValue }
                        " – "
                        words.files[file]
                    }
                }
                li {
                    words.feed([
                        .file: a(.href(Address(file: Site.feedFile))) { Site.feedFile },
                        .what: a(.href(Address(file: Site.changesFile))) { pages.words.changes },
                    ])
                }
            }
        }
    }
}

extension Status {
    /// No item without an asked sign-off is this.
    fileprivate var needsSignOffs: Bool { self == .awaiting || self == .changed || self == .signedOff }
}

extension Pages {
    /// Where a word or sentence of the site is explained.
    func explanation(of part: ReadingPage.Part) -> Address { Address(file: Site.readingFile, id: part.id) }
}

import Foundation
import Ledger

/// What each phase of a command costs, for `Benchmarks/run`: CPU seconds, and the most memory the process had used when the
/// phase ended. A phase that is entered again goes on counting.
final class Timings {
    private struct Phase {
        let name: String
        var seconds = 0.0
        var peak = 0
    }

    private let isOn: Bool
    private var phases = [Phase(name: "start")]
    private var current = 0
    private var entered = 0.0

    /// Everything before the first phase, the start of the process included, is called `start`.
    init(isOn: Bool) { self.isOn = isOn }

    /// Ends the phase at hand.
    func enter(_ name: String) {
        guard isOn, phases[current].name != name else { return }
        settle()
        if let known = phases.firstIndex(where: { $0.name == name }) {
            current = known
        } else {
            current = phases.count
            phases.append(Phase(name: name))
        }
    }

    /// A line for each phase on standard error: name, CPU seconds, MiB.
    func tell() {
        guard isOn else { return }
        settle()
        for phase in phases {
            let seconds = String(format: "%.4f", phase.seconds)
            let peak = String(format: "%.1f", Double(phase.peak) / 1024)
            Console.toStandardError("timing: \(phase.name) \(seconds) \(peak)\n")
        }
    }

    private func settle() {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let seconds = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
        phases[current].seconds += seconds - entered
        phases[current].peak = usage.ru_maxrss
        entered = seconds
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
    }
}

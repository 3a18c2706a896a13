// The other end of `outlive stress --adapter "cmd …"` in Swift: an example, NOT compiled or run where it was written.
// It speaks outlive-stress/1 (docs/stress.md) and drives the network docs/examples/house.network.json.
//
//     swiftc StressOtherEnd.swift -o other-end
//     outlive stress house.network.json --adapter "cmd ./other-end" --cover

import Foundation

struct Refused: Error { let why: String }

/// The implementation under test. Put your own uploader here, with its URLSession behind a protocol that you can fake.
final class House {
    private var isOpen = false
    private var isLit = false

    func come() throws {
        guard !isOpen else { throw Refused(why: "the door is open already") }
        isOpen = true
        isLit.toggle()
    }

    func leave() throws {
        guard isOpen else { throw Refused(why: "nobody is in") }
        isOpen = false
    }

    var machines: [String: String] {
        ["door": isOpen ? "open" : "closed", "light": isLit ? "on" : "off"]
    }
}

/// What each rule of the network is here. A design's steps also have `process`, `program` and `site`.
func fire(_ rule: String, on house: House) throws -> Bool {
    switch rule {
    case "keeper comes": try house.come()
    case "guest leaves": try house.leave()
    default: return false
    }
    return true
}

func say(_ answer: [String: Any]) {
    guard var line = try? JSONSerialization.data(withJSONObject: answer) else { exit(2) }
    line.append(0x0A)
    FileHandle.standardOutput.write(line)  // not print(): its buffer would keep the answer back
}

var house = House()

while let line = readLine() {
    guard let message = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
          let what = message["do"] as? String
    else { exit(2) }

    switch what {
    case "hello":
        say(["protocol": "outlive-stress/1"])
    case "start":
        house = House()
        say(["answer": "done"])
    case "observe":
        say(["machines": house.machines])
    case "fire":
        let rule = message["rule"] as? String ?? ""
        do {
            say(try fire(rule, on: house) ? ["answer": "done"] : ["answer": "not-covered", "why": rule])
        } catch let refused as Refused {
            say(["answer": "refused", "why": refused.why])
        } catch {
            exit(1)  // told as a failure of the implementation, with the run that led to it
        }
    default:
        say(["answer": "not-covered", "why": what])
    }
}

package io.flyball.jobs.deployment;

import java.util.List;

/** Input of the gate job in which every one of its keys can make a difference. */
final class GateLines {
  private GateLines() {}

  static List<String> gate() {
    Lines l = new Lines();
    for (int i = 0; i < 40; i++) {
      l.add(
          "GateProposal",
          i * 10,
          "'actionId':'a%d','risk':'%s','fields':{'speed':%d}"
              .formatted(i, i % 3 == 0 ? "irreversible" : "reversible", i % 5));
      l.add(
          "GateCritique",
          i * 10 + 1,
          "'actionId':'a%d','critic':'c%d','probability':%s"
              .formatted(i, i % 2, i % 4 == 0 ? "0.2" : "0.9"));
      l.add("GateOutcome", i * 10 + 3, "'actionId':'a%d','right':%s".formatted(i, i % 4 > 0));
      // A judgement of the critic that comes between two verdicts, and an event out of order.
      l.add(
          "GateEvent",
          i * 10 + (i % 7 == 6 ? -8 : 5),
          "'episode':'e%d','subgoal':%d,'kind':'%s','primitive':'grasp'"
              .formatted(i / 4, i % 4, i % 4 == 3 ? "EXCEPTION" : "END"));
    }
    // Later than an action is kept, and ahead of its arrival.
    l.add("GateProposal", 4200, "'actionId':'last','risk':'reversible'");
    l.add("GateProposal", 300, "'actionId':'late','risk':'reversible'");
    l.add(
        "GateProposal",
        4600,
        "'actionId':'ahead','risk':'reversible','ingestTime':" + (Lines.START + 4_300_000));
    return l.lines;
  }
}

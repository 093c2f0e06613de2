package io.flyball.jobs.deployment;

import java.util.List;
import java.util.Locale;

/** Input of the bandit job in which every one of its keys can make a difference. */
final class BanditLines {
  private BanditLines() {}

  static List<String> bandit() {
    Lines l = new Lines();
    for (int i = 0; i < 120; i++) {
      String policy = i % 2 == 0 ? "p" : "q";
      l.add(
          "DecisionRequest",
          i * 10,
          "'id':'%s/%d','context':[%s,1],'baselineArm':'b','arms':[{'id':'a'},{'id':'b'},{'id':'c'}]"
              .formatted(policy, i, String.format(Locale.ROOT, "%.2f", (i % 7) / 7.0)));
      if (i % 3 == 0) {
        l.add(
            "Reward",
            i * 10 + 3,
            "'id':'r%d','decisionId':'%s/%d','value':1".formatted(i, policy, i));
        l.add(
            "Reward",
            i * 10 + 4,
            "'id':'t%d','decisionId':'%s/%d','value':0.5".formatted(i, policy, i));
      }
    }
    // Before its decision; too late for one; and one that says what was shown.
    l.add("Reward", 1300, "'id':'early','decisionId':'p/next','value':1");
    l.add(
        "DecisionRequest",
        1305,
        "'id':'p/next','context':[0.5,1],'arms':[{'id':'a'},{'id':'b'},{'id':'c'}]");
    l.add(
        "Reward", 1310, "'id':'shown','decisionId':'p/next','value':1,'arm':'b','propensity':0.5");
    l.add("Reward", 1311, "'id':'large','decisionId':'p/next','value':1.5");
    l.add("Reward", 1320, "'id':'late','decisionId':'q/47','value':1");
    l.add(
        "DecisionRequest", 1250, "'id':'p/back','context':[0.5,1],'arms':[{'id':'a'},{'id':'b'}]");
    // Another arm, of which two are enough.
    l.add(
        "DecisionRequest", 1330, "'id':'p/other','context':[0.5,1],'arms':[{'id':'a'},{'id':'d'}]");
    // A slate whose first position is clicked.
    l.add(
        "DecisionRequest",
        1340,
        "'id':'s/1','context':[0.5,1],'positions':2,'arms':[{'id':'a'},{'id':'b'},{'id':'c'}]");
    l.add("Reward", 1341, "'id':'clicked','decisionId':'s/1','position':1,'value':1");
    l.add(
        "DecisionRequest",
        900_000,
        "'id':'q/after','context':[0.5,1],'arms':[{'id':'a'},{'id':'b'}]");
    l.add(
        "DecisionRequest",
        1_000_000,
        "'id':'p/after','context':[0.5,1],'arms':[{'id':'a'},{'id':'b'}]");
    l.add(
        "DecisionRequest",
        1_000_300,
        "'id':'p/ahead','ingestTime':%d,'context':[0.5,1],'arms':[{'id':'a'},{'id':'b'}]"
            .formatted(Lines.START + 1_000_000_000L));
    return l.lines;
  }
}

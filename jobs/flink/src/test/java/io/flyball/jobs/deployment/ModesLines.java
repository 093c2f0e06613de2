package io.flyball.jobs.deployment;

import java.util.List;

/** Input of the modes job in which every one of its keys can make a difference. */
final class ModesLines {
  private ModesLines() {}

  static List<String> modes() {
    Lines l = new Lines();
    for (int i = 0; i < 120; i++) {
      String user = "u" + i % 4;
      l.add(
          "ModeObservation",
          i * 60,
          "'id':'s%d','entity':'%s','state':%d".formatted(i, user, i % 3));
      l.add(
          "ModeObservation", i * 60 + 1, "'id':'v%d','entity':'c1','value':%d".formatted(i, i % 7));
    }
    String decided =
        "'id':'p/%d','policy':'p','arm':'a','propensity':1,'arms':['a'],'propensities':[1],'policyVersion':1,'algorithm':'x'";
    l.add("Decision", 7300, decided.formatted(1));
    // Later than the bound, and ahead of its arrival.
    l.add("ModeObservation", 7000, "'id':'late','entity':'u0','state':1");
    l.add(
        "ModeObservation",
        7600,
        "'id':'ahead','entity':'u0','state':1,'ingestTime':" + (Lines.START + 7_300_000));
    return l.lines;
  }
}

package io.flyball.jobs.deployment;

import java.util.Comparator;
import java.util.List;

/** Input of the dataloop job in which every one of its keys can make a difference. */
final class DataloopLines {
  private DataloopLines() {}

  static List<String> dataloop() {
    Lines l = new Lines();
    for (int i = 0; i < 40; i++) {
      double at = i * 60;
      String answer = i % 3 == 0 ? "a" : "b";
      l.add(
          "DataProbe",
          at,
          ("'id':'p%d','sample':'s%d','source':'crawl','capability':'search','label':['a'],"
                  + "'answer':['%s'],'logProbability':-%d,'tokens':10")
              .formatted(i, i, answer, i % 5));
      for (int j = 0; j < 3; j++) {
        l.add(
            "DataVote",
            at + 1 + j * (i % 4) * 60,
            "'id':'v%d-%d','sample':'s%d','judge':'j%d','opinion':'%s'"
                .formatted(i, j, i, j, (i + j) % 2 == 0 ? "BOTH_CORRECT" : "RESPONSE1_INCORRECT"));
      }
      l.add(
          "SearchStep",
          at + 2,
          "'id':'q%d','search':'q','node':'n%d','parent':'%s','reward':%d"
              .formatted(i, i, i == 0 ? "" : "n" + (i - 1) / 2, i * 37 % 101));
      l.add(
          "TaskTransition",
          at + 3,
          "'id':'t%d','task':'t','state':'x%d','action':'a%d','reward':%d,'next':'x%d'"
              .formatted(i, i % 3, i % 2, i % 3 * 4, (i + 1) % 3));
    }
    l.lines.sort(Comparator.comparingLong(Lines::time));
    // Of an hour before, and later than the bound; ahead of its arrival.
    l.add("DataVote", 60, "'id':'late','sample':'s1','judge':'late','opinion':'BOTH_CORRECT'");
    l.add(
        "DataVote",
        2900,
        "'id':'ahead','sample':'s39','judge':'k','opinion':'BOTH_CORRECT','ingestTime':"
            + (Lines.START + 2_600_000));
    return l.lines;
  }
}

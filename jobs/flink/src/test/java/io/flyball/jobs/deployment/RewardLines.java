package io.flyball.jobs.deployment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Input of the reward job in which every one of its keys can make a difference. */
final class RewardLines {
  private RewardLines() {}

  /** What the feedback job made of a day, and groups of attempts. */
  static List<String> reward() throws Exception {
    Lines l = new Lines();
    for (int i = 0; i < 30; i++) {
      String arm = i % 3 == 0 ? "a" : "b";
      l.exposure("e" + i, "ada", arm, 60 * i, ",'decisionId':'p/%d'".formatted(i));
      if (i % 2 == 0) {
        l.signal("c" + i, "ada", "CLICK", 60 * i + 5, "'exposureId':'e%d'".formatted(i));
        l.signal(
            "r" + i,
            "ada",
            "RATING",
            60 * i + 9,
            "'value':%d,'exposureId':'e%d'".formatted(i % 10, i));
        l.signal(
            "d" + i, "ada", "DWELL", 60 * i + 10, "'value':%d,'exposureId':'e%d'".formatted(i, i));
        l.signal(
            "h" + i,
            "ada",
            "HINDSIGHT_RATING",
            60 * i + 7200,
            "'value':9,'exposureId':'e%d'".formatted(i));
      }
    }
    // Long after all that is known of its policy could be forgotten.
    l.exposure("other", "bob", "a", 1_900_000, ",'decisionId':'o/1'");
    l.signal("c-other", "bob", "CLICK", 1_900_005, "'exposureId':'other'");
    l.exposure("after", "ada", "a", 2_000_000, ",'decisionId':'p/after'");
    l.signal("r-after", "ada", "RATING", 2_000_005, "'value':9,'exposureId':'after'");
    FlyballConfig plain = Configs.of();
    List<String> rows = new ArrayList<>();
    for (String line : JobRun.of("feedback", plain, l.lines)) {
      rows.add(line.substring(line.indexOf('{')));
    }
    Lines g = new Lines();
    double[] scores = {2.5, -2, 0.5, 2};
    for (int group = 0; group < 3; group++) {
      for (int i = 0; i < 4; i++) {
        g.add(
            "GroupMember",
            group * 2000 + i * 10,
            "'id':'m%d-%d','groupId':'g%d','decisionId':'q/%d-%d','expectedSize':%d,'teacher':%b,'components':{'solved':%s,'style':%s},'request':'r'"
                .formatted(
                    group,
                    i,
                    group,
                    group,
                    i,
                    group == 2 ? 6 : 4,
                    i == 3,
                    scores[i],
                    scores[3 - i]));
      }
    }
    // Attempts of which the components are computed.
    String[] texts = {"<think>why</think>", "no tags"};
    for (int i = 0; i < 2; i++) {
      g.add(
          "GroupMember",
          5_900 + i,
          ("'id':'t%d','groupId':'tools','decisionId':'q/t%d','expectedSize':2,'components':{},"
                  + "'expectedCalls':[{'name':'weather','parameters':{'city':'Oslo'}}],"
                  + "'calls':[{'name':'weather','parameters':{'city':'%s'}}],'output':'%s',"
                  + "'answers':['a','a','b'],'solved':%b")
              .formatted(i, i, i == 0 ? "Oslo" : "Rome", texts[i], i == 0));
    }
    // For a group that is closed, soon and late.
    g.add("GroupMember", 20_000, "'id':'m2-9','groupId':'g2','components':{'solved':1}");
    g.add(
        "GroupMember",
        60_000,
        "'id':'x','groupId':'late','components':{'solved':1},'ingestTime':"
            + (Lines.START + 59_700_000));
    rows.addAll(g.lines);
    rows.sort(Comparator.comparingLong(Lines::time).thenComparing(Comparator.naturalOrder()));
    Lines back = new Lines();
    for (int second : new int[] {0, 700, 100}) {
      back.add(
          "GroupMember",
          3_500_000 + second,
          "'id':'o%d','groupId':'o%d','expectedSize':2,'components':{'solved':1}"
              .formatted(second, second / 700));
    }
    rows.addAll(back.lines);
    return rows;
  }
}

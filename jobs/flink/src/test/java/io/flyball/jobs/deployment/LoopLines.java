package io.flyball.jobs.deployment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Input of the loop job in which every one of its keys can make a difference. */
final class LoopLines {
  private LoopLines() {}

  static List<String> loop() throws Exception {
    Lines l = new Lines();
    for (int i = 0; i < 600; i++) {
      int item = i < 300 ? i % 60 : i % 4;
      String source = i % 5 == 0 ? "AI" : "HUMAN";
      String more =
          ",'decisionId':'p/%d','itemSource':'%s','position':%d,'categories':['k%d'],'modelVersion':'m1'"
              .formatted(i, source, 1 + i % 3, item % 7);
      l.exposure("e" + i, "u" + i % 20, "i" + item, i * 60, more);
      l.signal("s" + i, "u" + i % 20, "CLICK", i * 60 + 5, "'exposureId':'e%d'".formatted(i));
      l.signal(
          "r" + i,
          "u" + i % 20,
          "RATING",
          i * 60 + 6,
          "'value':%d,'exposureId':'e%d'".formatted(i % 11, i));
      l.signal(
          "h" + i,
          "u" + i % 20,
          "HINDSIGHT_RATING",
          i * 60 + 900,
          "'value':%d,'exposureId':'e%d'".formatted((i * 7) % 11, i));
    }
    Lines t = new Lines();
    for (int e = 0; e < 300; e++) {
      for (int turn = 1; turn <= 3; turn++) {
        boolean judged = turn == 2 && e % 2 == 0;
        t.add(
            "EpisodeTurn",
            e * 100 + turn * 20,
            "'id':'t%d-%d','episode':'ep%d','task':'k%d','model':'m','turn':%d,'answer':'a%d','score':%s,'proposal':%b%s"
                .formatted(
                    e,
                    turn,
                    e,
                    e % 5,
                    turn,
                    turn,
                    turn / 3.0,
                    !judged,
                    judged
                        ? ",'judge':'j1','feedback':'BAD','right':false"
                        : ",'right':" + (turn == 3 && e % 2 == 1)));
      }
      if (e % 10 > 0) {
        continue;
      }
      t.add("Span", e * 100 + 100, "'traceId':'tr%d','spanId':'a','trainable':true".formatted(e));
      t.add("Span", e * 100 + 130, "'traceId':'tr%d','spanId':'b','parents':['a']".formatted(e));
      l.signal(
          "v" + e,
          "u1",
          "VERDICT",
          e * 100 + 1500,
          "'item':'i1','value':-1,'stage':'GENERATION','traceId':'tr%d','spanId':'b'".formatted(e));
    }
    List<String> rows = new ArrayList<>();
    for (String line : JobRun.of("feedback", Configs.of(), l.lines)) {
      rows.add(line.substring(line.indexOf('{')));
    }
    rows.addAll(l.lines.stream().filter(line -> line.contains("\"Exposure\"")).toList());
    rows.addAll(t.lines);
    rows.sort(Comparator.comparingLong(Lines::time).thenComparing(Comparator.naturalOrder()));
    Lines late = new Lines();
    late.exposure("back", "u1", "i1", 36_350, "");
    late.exposure("late", "u1", "i1", 30_000, "");
    late.add(
        "Exposure",
        36_300,
        "'id':'ahead','user':'u1','item':'i1','ingestTime':%d".formatted(Lines.START + 36_000_000));
    rows.addAll(late.lines);
    return rows;
  }
}

package io.flyball.jobs.deployment;

import java.util.List;

/** Input of the feedback job in which every one of its keys can make a difference. */
final class FeedbackLines {
  private FeedbackLines() {}

  static List<String> feedback() {
    Lines l = new Lines();
    l.exposure("e1", "ada", "film", 0, "");
    l.signal("s1", "ada", "CLICK", 1, "'exposureId':'e1'");
    // On an item that is shown twice; the second exposure comes after the signal.
    l.exposure("e2", "bob", "book", 10, "");
    l.signal("s2", "bob", "CLICK", 60, "'item':'book'");
    l.exposure("e3", "bob", "book", 40, "");
    // Before its exposure.
    l.signal("s3", "cyd", "CLICK", 70, "'exposureId':'e4'");
    l.exposure("e4", "cyd", "song", 69, "");
    // Older than its exposure, twice.
    l.exposure("e5", "dan", "song", 80, "");
    l.signal("s4", "dan", "CLICK", 75, "'exposureId':'e5'");
    l.exposure("e50", "dan", "film", 85, "");
    l.signal("s5", "dan", "LIKE", 76, "'exposureId':'e50'");
    l.exposure("e6", "eve", "song", 90, "");
    for (int i = 0; i < 5; i++) {
      l.signal("b" + i, "eve", "VIEW", 91 + i, "'exposureId':'e6'");
      l.signal(
          "t" + i,
          "u" + i,
          "CORRECTION",
          91 + i,
          "'exposureId':'e6','text':'%s'".formatted("the same text from every one"));
    }
    l.signal("f1", "eve", "LIKE", 100, "'item':'song'");
    l.signal("f2", "eve", "DISLIKE", 101, "'item':'song'");
    l.signal("f3", "eve", "LIKE", 102, "'item':'song'");
    // Ten minutes on: two minutes back in time, then long after, then an hour late.
    l.exposure("e7", "fay", "game", 700, "");
    l.signal("s6", "ada", "LIKE", 580, "'exposureId':'e1'");
    l.exposure("e8", "fay", "game", 10_000, "");
    l.signal("s7", "ada", "SHARE", 5_000, "'exposureId':'e1'");
    l.signal("s1", "ada", "CLICK", 11_000, "'exposureId':'e1'");
    l.add(
        "Exposure",
        11_300,
        "'id':'e9','user':'gus','item':'x','ingestTime':" + (Lines.START + 11_000_000));
    return l.lines;
  }
}

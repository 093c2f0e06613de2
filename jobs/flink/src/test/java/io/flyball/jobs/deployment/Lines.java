package io.flyball.jobs.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSON lines of records, with times in seconds. */
final class Lines {
  static final long START = 1_700_000_000_000L;
  private static final Pattern TIME = Pattern.compile("\"time\":(\\d+)");

  final List<String> lines = new ArrayList<>();

  Lines() {}

  /** The first time that a line states; 0 for none. */
  static long time(String line) {
    Matcher matcher = TIME.matcher(line);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  void add(String type, double second, String fields) {
    long time = START + (long) (second * 1000);
    lines.add("{\"type\":\"%s\",\"time\":%d,%s}".formatted(type, time, fields.replace('\'', '"')));
  }

  void exposure(String id, String user, String item, double second, String more) {
    add(
        "Exposure",
        second,
        "'id':'%s','user':'%s','item':'%s','surface':'home','session':'s-%s'%s"
            .formatted(id, user, item, user, more));
  }

  void signal(String id, String user, String kind, double second, String more) {
    add(
        "FeedbackSignal",
        second,
        "'id':'%s','user':'%s','kind':'%s',%s".formatted(id, user, kind, more));
  }
}

package io.flyball.jobs.feedback;

import io.flyball.core.feedback.SignalKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * What the patterns mean, without Flink: a match starts at the earliest signal it can, takes every
 * signal that continues it, and is over before {@code within} has passed since its first; the next
 * starts after its last.
 *
 * @param key what belongs together
 * @param size signals of a match
 * @param within a match is shorter than this, ms
 * @param next whether a signal continues the match so far, which may be empty
 */
record NaivePatterns(
    Function<PatternEvent, String> key,
    int size,
    long within,
    BiPredicate<List<PatternEvent>, PatternEvent> next) {

  static NaivePatterns burst(int signals, long within) {
    return new NaivePatterns(PatternEvent::user, signals, within, (match, event) -> true);
  }

  static NaivePatterns flipFlop(long within) {
    return new NaivePatterns(
        event -> event.user() + " on " + event.target(),
        3,
        within,
        (match, event) -> (event.kind() == SignalKind.DISLIKE) == (match.size() == 1));
  }

  static NaivePatterns repeatedText(int users, long within) {
    return new NaivePatterns(
        PatternEvent::text,
        users,
        within,
        (match, event) -> match.stream().noneMatch(e -> e.user().equals(event.user())));
  }

  /** The ids of every match, sorted. */
  List<List<String>> matches(List<PatternEvent> events) {
    Map<String, List<PatternEvent>> byKey = new TreeMap<>();
    events.stream()
        .sorted(Comparator.comparingLong(PatternEvent::time).thenComparing(PatternEvent::id))
        .forEach(e -> byKey.computeIfAbsent(key.apply(e), k -> new ArrayList<>()).add(e));
    List<List<String>> matches = new ArrayList<>();
    byKey.values().forEach(ofOneKey -> find(ofOneKey, matches));
    matches.sort(Comparator.comparing(Object::toString));
    return matches;
  }

  private void find(List<PatternEvent> events, List<List<String>> matches) {
    int start = 0;
    while (start < events.size()) {
      List<PatternEvent> match = from(start, events);
      if (match.size() == size) {
        matches.add(match.stream().map(PatternEvent::id).toList());
        start = events.indexOf(match.get(size - 1));
      }
      start++;
    }
  }

  private List<PatternEvent> from(int start, List<PatternEvent> events) {
    List<PatternEvent> match = new ArrayList<>();
    PatternEvent first = events.get(start);
    if (!next.test(match, first)) {
      return match;
    }
    for (PatternEvent event : events.subList(start, events.size())) {
      if (match.size() < size && event.time() - first.time() < within && next.test(match, event)) {
        match.add(event);
      }
    }
    return match;
  }
}

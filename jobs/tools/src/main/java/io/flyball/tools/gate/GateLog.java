package io.flyball.tools.gate;

import static io.flyball.core.record.Reason.BAD_TYPE;
import static io.flyball.core.record.Reason.MISSING_FIELD;
import static io.flyball.core.record.Reason.OUT_OF_RANGE;
import static io.flyball.core.record.Reason.TOO_LARGE;
import static io.flyball.core.record.Reason.UNKNOWN_TYPE;

import io.flyball.connectors.codec.JsonTree;
import io.flyball.connectors.codec.RefusalException;
import io.flyball.connectors.codec.Timestamps;
import io.flyball.connectors.stdio.InputLine;
import io.flyball.connectors.stdio.LineReader;
import io.flyball.connectors.text.TextFile;
import io.flyball.core.gate.ActionOutcome;
import io.flyball.core.gate.Critique;
import io.flyball.core.gate.EpisodeEvent;
import io.flyball.core.gate.EpisodeReplay;
import io.flyball.core.gate.GateReplay;
import io.flyball.core.gate.Proposal;
import io.flyball.tools.Progress;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A log of proposals, critiques, outcomes and episodes: JSON lines, plain or compressed, each with
 * a type. It is held in memory and sorted by time; at the same time proposals come before
 * critiques, these before events of episodes and outcomes, else the order of the file counts.
 *
 * @param refused a sentence for each of the first lines that cannot be read
 * @param passedOver how many lines cannot be read
 */
public record GateLog(List<Object> records, List<String> refused, long passedOver) {
  private static final int LONGEST_LINE = 1 << 20;
  private static final int MOST_SENTENCES = 5;

  private record Timed(long time, int rank, Object record) {}

  /**
   * Reads a file.
   *
   * @throws UserError when it cannot be read or holds no record
   */
  public static GateLog read(Path file, Progress progress) {
    List<Timed> timed = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    long passedOver = 0;
    JsonTree json = new JsonTree();
    try (LineReader lines = new LineReader(TextFile.open(file, null).utf8(), LONGEST_LINE)) {
      for (InputLine line = lines.read(); line != null; line = lines.read()) {
        progress.update(line.number());
        try {
          if (line.truncated()) {
            throw RefusalException.of(
                TOO_LARGE, "", "the line is longer than the " + LONGEST_LINE + " bytes allowed");
          }
          timed.add(record(json.parse(line.bytes())));
        } catch (RefusalException | IllegalArgumentException e) {
          passedOver++;
          if (refused.size() < MOST_SENTENCES) {
            refused.add(
                String.format(Locale.ROOT, "%s, line %d: %s", file, line.number() + 1, why(e)));
          }
        }
      }
    } catch (IOException e) {
      throw UserError.causedBy("cannot read " + file, e);
    }
    if (timed.isEmpty()) {
      throw new UserError(
          refused.isEmpty()
              ? file
                  + " is empty: a log of GateProposal, GateCritique, GateOutcome and GateEvent is expected"
              : refused.get(0));
    }
    timed.sort(Comparator.comparingLong(Timed::time).thenComparingInt(Timed::rank));
    return new GateLog(timed.stream().map(Timed::record).toList(), refused, passedOver);
  }

  private static String why(Exception e) {
    if (e instanceof RefusalException refusal && !refusal.refusal().field().isEmpty()) {
      return refusal.refusal().field() + ": " + refusal.refusal().message();
    }
    return e.getMessage();
  }

  /** Shows every record to the replays, which end with it. */
  public void replay(GateReplay gate, EpisodeReplay episodes, Progress progress) {
    long done = 0;
    for (Object record : records) {
      progress.update(done++);
      if (record instanceof Proposal proposal) {
        gate.take(proposal);
      } else if (record instanceof Critique critique) {
        gate.take(critique);
      } else if (record instanceof ActionOutcome outcome) {
        gate.take(outcome);
      } else {
        episodes.take((EpisodeEvent) record);
      }
    }
    gate.finish();
    episodes.finish();
  }

  private static Timed record(Map<String, Object> line) throws RefusalException {
    String type = text(line, "type", null);
    long time = time(line);
    return switch (type) {
      case "GateProposal" -> new Timed(time, 0, proposal(line, time));
      case "GateCritique" -> new Timed(time, 1, critique(line, time));
      case "GateEvent" -> new Timed(time, 2, event(line, time));
      case "GateOutcome" ->
          new Timed(
              time, 3, new ActionOutcome(text(line, "actionId", null), flag(line, "right"), time));
      default ->
          throw RefusalException.of(
              UNKNOWN_TYPE,
              "type",
              "GateProposal, GateCritique, GateOutcome or GateEvent is expected, not " + type);
    };
  }

  private static Proposal proposal(Map<String, Object> line, long time) throws RefusalException {
    String action = text(line, "actionId", null);
    Map<String, Object> fields = new TreeMap<>();
    if (line.get("fields") instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) -> {
            if (value != null) {
              fields.put((String) name, value);
            }
          });
    } else if (line.get("fields") != null) {
      throw RefusalException.of(BAD_TYPE, "fields", "a map of names and values is expected");
    }
    return new Proposal(
        action,
        text(line, "session", ""),
        text(line, "task", action),
        (int) whole(line, "attempt", 1, 1),
        text(line, "risk", null),
        time,
        fields);
  }

  private static Critique critique(Map<String, Object> line, long time) throws RefusalException {
    Object p = line.get("probability");
    OptionalDouble probability = OptionalDouble.empty();
    if (p instanceof Number number) {
      probability = OptionalDouble.of(number.doubleValue());
    } else if (p != null) {
      throw RefusalException.of(
          BAD_TYPE, "probability", "a number, or null for an answer that cannot be read");
    }
    return new Critique(
        text(line, "actionId", null),
        text(line, "critic", null),
        probability,
        text(line, "suggestion", ""),
        time);
  }

  private static EpisodeEvent event(Map<String, Object> line, long time) throws RefusalException {
    String kind = text(line, "kind", null);
    EpisodeEvent.Kind known =
        Arrays.stream(EpisodeEvent.Kind.values())
            .filter(k -> k.name().equals(kind))
            .findFirst()
            .orElse(null);
    if (known == null) {
      throw RefusalException.of(
          OUT_OF_RANGE,
          "kind",
          "one of " + Arrays.toString(EpisodeEvent.Kind.values()) + " is expected, not " + kind);
    }
    return new EpisodeEvent(
        text(line, "episode", null),
        (int) whole(line, "subgoal", 0, 0),
        known,
        text(line, "primitive", ""),
        text(line, "detail", ""),
        time);
  }

  private static String text(Map<String, Object> line, String field, String absent)
      throws RefusalException {
    Object value = line.get(field);
    if (value == null && absent != null) {
      return absent;
    }
    if (value == null) {
      throw RefusalException.of(MISSING_FIELD, field, "it is required");
    }
    if (!(value instanceof String text)) {
      throw RefusalException.of(BAD_TYPE, field, "a text is expected");
    }
    return text;
  }

  private static boolean flag(Map<String, Object> line, String field) throws RefusalException {
    if (line.get(field) instanceof Boolean flag) {
      return flag;
    }
    throw RefusalException.of(BAD_TYPE, field, "true or false is expected");
  }

  private static long whole(Map<String, Object> line, String field, long absent, long least)
      throws RefusalException {
    Object value = line.get(field);
    if (value == null) {
      return absent;
    }
    if (value instanceof Long number && number >= least && number <= Integer.MAX_VALUE) {
      return number;
    }
    throw RefusalException.of(
        OUT_OF_RANGE, field, "a whole number of at least " + least + " is expected");
  }

  private static long time(Map<String, Object> line) throws RefusalException {
    Object value = line.get("time");
    if (value instanceof Long ms && Math.abs(ms) < 1L << 53) {
      return ms;
    } else if (value instanceof String text) {
      try {
        return Timestamps.parse(text);
      } catch (DateTimeException | ArithmeticException e) {
        // Told below.
      }
    }
    throw RefusalException.of(
        BAD_TYPE, "time", "epoch milliseconds or a time such as 2026-01-01T00:00:00Z is expected");
  }
}

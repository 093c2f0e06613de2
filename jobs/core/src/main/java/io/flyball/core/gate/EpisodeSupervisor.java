package io.flyball.core.gate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the first failed subgoal of an episode from what its program and its looks at the scene
 * report. The first sign of failure, an exception or a look that fails, opens a window of {@code
 * deadline} ms, in which earlier checkpoints may still be reported on; then the earliest failed
 * checkpoint is the root cause by {@link Cause}. Within the window the order of arrival does not
 * count. After a report the checkpoints from the root on begin anew. O(subgoals) memory.
 */
public final class EpisodeSupervisor {
  /** What is known of one subgoal. */
  private record Checkpoint(EpisodeEvent program, EpisodeEvent perception) {
    Cause cause() {
      return Cause.of(
          program == null ? null : program.kind(), perception == null ? null : perception.kind());
    }

    String line(int subgoal) {
      return String.format(
          Locale.ROOT,
          "subgoal %d: program %s, seen %s",
          subgoal,
          said(program, "nothing"),
          said(perception, "nothing"));
    }

    private static String said(EpisodeEvent event, String nothing) {
      if (event == null) {
        return nothing;
      }
      String kind = event.kind().name().toLowerCase(Locale.ROOT).replace("seen_", "");
      return event.detail().isEmpty() ? kind : kind + " (" + event.detail() + ")";
    }
  }

  private final long deadlineMs;
  private final int repairs;
  private final TreeMap<Integer, Checkpoint> checkpoints = new TreeMap<>();
  private EpisodeEvent firstSign;
  private int failures;

  /**
   * @param deadlineMs ms that a checkpoint is waited for, >= 1
   * @param repairs failures after which the episode is to be aborted, >= 0
   */
  public EpisodeSupervisor(long deadlineMs, int repairs) {
    if (deadlineMs < 1 || repairs < 0) {
      throw new IllegalArgumentException("deadline must be at least 1 ms, repairs at least 0");
    }
    this.deadlineMs = deadlineMs;
    this.repairs = repairs;
  }

  /** Writes what is known of the episode, not the parameters. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(failures);
    write(firstSign, out);
    out.writeInt(checkpoints.size());
    for (Map.Entry<Integer, Checkpoint> entry : checkpoints.entrySet()) {
      out.writeInt(entry.getKey());
      write(entry.getValue().program(), out);
      write(entry.getValue().perception(), out);
    }
  }

  private static void write(EpisodeEvent event, DataOutput out) throws IOException {
    out.writeBoolean(event != null);
    if (event != null) {
      event.write(out);
    }
  }

  /** Takes back what {@link #write} wrote of an episode. */
  public EpisodeSupervisor read(String episode, DataInput in) throws IOException {
    failures = in.readInt();
    firstSign = event(episode, in);
    checkpoints.clear();
    for (int left = in.readInt(); left > 0; left--) {
      checkpoints.put(in.readInt(), new Checkpoint(event(episode, in), event(episode, in)));
    }
    return this;
  }

  private static EpisodeEvent event(String episode, DataInput in) throws IOException {
    return in.readBoolean() ? EpisodeEvent.read(episode, in) : null;
  }

  /**
   * Takes an event; the first report on a subgoal counts until the subgoal starts again, but a
   * failure outweighs what did not fail.
   */
  public void take(EpisodeEvent event) {
    Checkpoint known = checkpoints.getOrDefault(event.subgoal(), new Checkpoint(null, null));
    if (event.kind() == EpisodeEvent.Kind.START) {
      if (firstSign == null) {
        checkpoints.put(event.subgoal(), new Checkpoint(null, null));
      }
      return;
    }
    boolean program = event.kind().fromProgram();
    Checkpoint next =
        new Checkpoint(
            program ? first(known.program(), event) : known.program(),
            program ? known.perception() : first(known.perception(), event));
    checkpoints.put(event.subgoal(), next);
    if (failed(event) && (firstSign == null || event.time() < firstSign.time())) {
      firstSign = event;
    }
  }

  private static EpisodeEvent first(EpisodeEvent known, EpisodeEvent event) {
    return known == null || (failed(event) && !failed(known)) ? event : known;
  }

  private static boolean failed(EpisodeEvent event) {
    return event.kind() == EpisodeEvent.Kind.EXCEPTION
        || event.kind() == EpisodeEvent.Kind.SEEN_FAIL;
  }

  /** When a report falls due, epoch ms; {@link Long#MAX_VALUE} while there is no failure. */
  public long due() {
    return firstSign == null ? Long.MAX_VALUE : firstSign.time() + deadlineMs;
  }

  /** The report, at or after {@link #due}. */
  public Optional<FailureReport> report(String episode, long now) {
    if (now < due()) {
      return Optional.empty();
    }
    List<String> evidence = new ArrayList<>();
    Map.Entry<Integer, Checkpoint> root = null;
    for (Map.Entry<Integer, Checkpoint> entry : checkpoints.entrySet()) {
      if (entry.getValue().cause().failed()) {
        root = root == null ? entry : root;
        evidence.add(entry.getValue().line(entry.getKey()));
      }
    }
    if (root == null) {
      // Restored from a state in which a success could stand before the sign.
      firstSign = null;
      return Optional.empty();
    }
    failures++;
    FailureReport report =
        new FailureReport(
            episode,
            root.getKey(),
            root.getValue().cause(),
            firstSign.subgoal(),
            evidence,
            failures,
            failures > repairs,
            due());
    checkpoints.tailMap(root.getKey(), true).clear();
    firstSign = null;
    return Optional.of(report);
  }
}

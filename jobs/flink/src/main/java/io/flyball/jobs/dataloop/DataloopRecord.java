package io.flyball.jobs.dataloop;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.continuing.NamedTransition;
import io.flyball.core.dataloop.LabelVote;
import io.flyball.core.dataloop.SampleProbe;
import io.flyball.core.dataloop.SearchTree;
import java.util.Comparator;
import java.util.Objects;

/**
 * A record of a sample, a search or a task; one part of it is set, of a search the node, the reward
 * or both.
 *
 * @param key KIND/NAME
 * @param time event time, epoch ms
 * @param node of the search that reward belongs to
 * @param raw as read: its search or task may yet refuse it
 */
public record DataloopRecord(
    Kind kind,
    String key,
    String id,
    long time,
    SampleProbe probe,
    LabelVote vote,
    SearchTree.Step step,
    String node,
    Double reward,
    NamedTransition transition,
    RawRecord raw) {

  /** What a record tells. */
  public enum Kind {
    PROBE,
    VOTE,
    STEP,
    TRANSITION
  }

  /** An order that no race decides, for records of one key and time. */
  static final Comparator<DataloopRecord> ORDER =
      Comparator.comparing(DataloopRecord::kind).thenComparing(DataloopRecord::id);

  static DataloopRecord of(SampleProbe probe, String id, RawRecord raw) {
    return new DataloopRecord(
        Kind.PROBE,
        "sample/" + probe.sample(),
        id,
        probe.time(),
        probe,
        null,
        null,
        null,
        null,
        null,
        raw);
  }

  static DataloopRecord of(LabelVote vote, String id, RawRecord raw) {
    return new DataloopRecord(
        Kind.VOTE,
        "sample/" + vote.sample(),
        id,
        vote.time(),
        null,
        vote,
        null,
        null,
        null,
        null,
        raw);
  }

  /** The same but for where it was read. */
  boolean sameAs(DataloopRecord other) {
    return kind == other.kind
        && time == other.time
        && Objects.equals(probe, other.probe)
        && Objects.equals(vote, other.vote)
        && Objects.equals(step, other.step)
        && Objects.equals(node, other.node)
        && Objects.equals(reward, other.reward)
        && Objects.equals(transition, other.transition);
  }
}

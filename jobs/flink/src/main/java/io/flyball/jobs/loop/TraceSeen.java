package io.flyball.jobs.loop;

import java.util.List;

/**
 * A node of an execution graph, or feedback on one.
 *
 * @param time event time, epoch ms
 * @param trace id of the trace
 * @param span id of the node
 * @param parents what the node was computed from; empty for feedback
 * @param trainable whether the node can be changed
 * @param feedback id of the signal that gives feedback on the node; null for a node
 * @param text what the feedback says, or what the node gave; null where nobody said
 * @param known event time by which it had arrived
 * @param edit whether it is a user's edit of what the node gave
 */
public record TraceSeen(
    long time,
    String trace,
    String span,
    List<String> parents,
    boolean trainable,
    String feedback,
    String text,
    long known,
    boolean edit) {

  /** One of an older state has no such time: it came in time. */
  public TraceSeen {
    known = Math.max(time, known);
  }

  TraceSeen knownAt(long arrival) {
    return new TraceSeen(time, trace, span, parents, trainable, feedback, text, arrival, edit);
  }
}

package io.flyball.jobs.loop;

import java.util.List;
import java.util.Objects;

/**
 * Feedback as one parameter of a trace receives it.
 *
 * @param id derived from trace, parameter, output and revision
 * @param time event time by which it could be told, epoch ms
 * @param output the span that the feedback was given on
 * @param depth edges on the shortest way from the output to the parameter
 * @param subgraph the smallest part of the graph that explains it, sorted
 * @param revision 0, then one more for each late span or newer feedback that changed it
 * @param edits of the output by users
 * @param netEdit what they changed together, in characters; null where its text is not known, or
 *     too long
 */
public record StageFeedbackRow(
    String id,
    String trace,
    long time,
    String parameter,
    String output,
    String feedback,
    int depth,
    List<String> subgraph,
    int revision,
    int edits,
    Integer netEdit) {

  /** Whether nothing but the revision would differ. */
  boolean says(StageFeedbackRow other) {
    return feedback.equals(other.feedback)
        && depth == other.depth
        && subgraph.equals(other.subgraph)
        && edits == other.edits
        && Objects.equals(netEdit, other.netEdit);
  }
}

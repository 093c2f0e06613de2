package io.flyball.jobs.gate;

import java.util.List;

/**
 * A proposal.
 *
 * @param fields in the order of their names
 */
public record Proposed(String session, String task, int attempt, String risk, List<Field> fields) {

  /** What rules may read: one of number, text and flag is set. */
  public record Field(String name, Double number, String text, Boolean flag) {
    Object value() {
      return number != null ? (Object) number : text != null ? text : flag;
    }
  }
}

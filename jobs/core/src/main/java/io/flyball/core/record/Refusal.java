package io.flyball.core.record;

/**
 * The first thing found wrong with a record.
 *
 * @param reason what kind of fault
 * @param field path of the offending field, such as {@code value} or {@code categories[2]}; empty
 *     when the whole record is at fault
 * @param message one sentence for a person: what was found and what is allowed
 */
public record Refusal(Reason reason, String field, String message) {

  public static Refusal of(Reason reason, String message) {
    return new Refusal(reason, "", message);
  }

  public static Refusal of(Reason reason, String field, String message) {
    return new Refusal(reason, field, message);
  }

  /** {@code REASON} or {@code REASON:field}. */
  public String code() {
    return field.isEmpty() ? reason.name() : reason + ":" + field;
  }
}

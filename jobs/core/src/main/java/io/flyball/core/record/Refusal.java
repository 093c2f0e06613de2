package io.flyball.core.record;

/**
 * The first thing found wrong with a record.
 *
 * @param reason what kind of fault
 * @param field path of the offending field, such as {@code value} or {@code categories[2]}; empty
 *     when the whole record is at fault; cut after {@value #LONGEST_FIELD} characters
 * @param message one sentence for a person: what was found and what is allowed; cut after {@value
 *     #LONGEST_MESSAGE} characters
 */
public record Refusal(Reason reason, String field, String message) {
  /** A refusal quotes what it refuses, and that may be of any length. */
  private static final int LONGEST_FIELD = 200;

  private static final int LONGEST_MESSAGE = 1_000;

  public Refusal {
    field = cut(field, LONGEST_FIELD);
    message = cut(message, LONGEST_MESSAGE);
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end) + "...";
  }

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

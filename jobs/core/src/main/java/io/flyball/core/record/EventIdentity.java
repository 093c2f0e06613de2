package io.flyball.core.record;

/**
 * The id of a record that came as a CloudEvent: {@code source}, a blank, {@code id}. CloudEvents
 * ids are unique within their source only. A blank or {@code %} in the source is escaped, so that
 * no two events share an id.
 */
public final class EventIdentity {
  private static final char BETWEEN = ' ';

  private EventIdentity() {}

  public static String of(String source, String id) {
    return source.replace("%", "%25").replace(" ", "%20") + BETWEEN + id;
  }

  /** The id within its source, by which others may refer to it; null where there is no source. */
  public static String withinSource(String id) {
    int at = id.indexOf(BETWEEN);
    return at < 0 ? null : id.substring(at + 1);
  }
}

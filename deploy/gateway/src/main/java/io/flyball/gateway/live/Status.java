package io.flyball.gateway.live;

/**
 * How a channel stands.
 *
 * @param state of its source
 * @param reason why it is unavailable, a sentence; null otherwise
 * @param unreadable records that did not decode since the ring began
 * @param late records of seconds that are closed, which are not shown
 */
public record Status(State state, String reason, long unreadable, long late) {
  /** Before anything was asked. */
  static final Status STARTING = new Status(State.STARTING, null, 0, 0);

  /** State of a channel's source. */
  public enum State {
    /** Nothing was asked yet. */
    STARTING("starting"),
    /** Its history is being read. */
    CATCHING_UP("catching-up"),
    /** It is at the end of its topic. */
    LIVE("live"),
    /** Its source does not answer; it is asked again until it does. */
    UNAVAILABLE("unavailable"),
    /** Its source is not configured. */
    OFF("off");

    private final String text;

    State(String text) {
      this.text = text;
    }

    /** As messages name it. */
    public String text() {
      return text;
    }
  }

  Status with(State next, String why) {
    return new Status(next, why, unreadable, late);
  }
}

package io.flyball.core.feedback;

/**
 * A signal joined to its exposure, or the news that something stayed without its other half.
 *
 * @param id derived from the ids of what the row speaks about: a replay gives the same id
 * @param subject what the row speaks about
 * @param status what became of it
 * @param time of the signal; of the window's end for CENSORED; epoch ms
 * @param user whose feedback it is
 * @param exposure null for ORPHAN
 * @param signal the signal; null unless the subject is a signal
 * @param immediate newest immediate signal; hindsight rows only
 * @param hindsight newest hindsight signal; hindsight rows only
 * @param revision 1 for the first hindsight row of an exposure, then one more for each update; 0
 *     elsewhere
 * @param retracts id of the row that this one replaces, or null
 * @param late true when the signal came later than the out-of-order bound
 */
public record AttributedFeedback(
    String id,
    Subject subject,
    Status status,
    long time,
    String user,
    Exposure exposure,
    FeedbackSignal signal,
    FeedbackSignal immediate,
    FeedbackSignal hindsight,
    int revision,
    String retracts,
    boolean late) {

  /** What a row speaks about. */
  public enum Subject {
    /** One signal: ATTRIBUTED or ORPHAN, exactly one row for each accepted signal. */
    SIGNAL,
    /** One exposure that nobody answered: CENSORED. */
    EXPOSURE,
    /**
     * Immediate and hindsight feedback of one exposure: MATCHED, UPDATED, ORPHAN_HINDSIGHT,
     * CENSORED.
     */
    HINDSIGHT
  }

  /** What became of the subject. */
  public enum Status {
    /** The signal was joined to its exposure. */
    ATTRIBUTED,
    /** No exposure of the signal came within the window. */
    ORPHAN,
    /** The window ended and nothing came. Not a negative by itself. */
    CENSORED,
    /** Immediate and hindsight feedback are both known. */
    MATCHED,
    /** Hindsight feedback whose immediate feedback never came. */
    ORPHAN_HINDSIGHT,
    /** A newer value replaces an earlier row. */
    UPDATED
  }

  static AttributedFeedback attributed(FeedbackSignal signal, Exposure exposure, boolean late) {
    return ofSignal(Status.ATTRIBUTED, signal, exposure, late);
  }

  static AttributedFeedback orphan(FeedbackSignal signal, boolean late) {
    return ofSignal(Status.ORPHAN, signal, null, late);
  }

  private static AttributedFeedback ofSignal(
      Status status, FeedbackSignal signal, Exposure exposure, boolean late) {
    return new AttributedFeedback(
        "signal/" + signal.id(),
        Subject.SIGNAL,
        status,
        signal.time(),
        signal.user(),
        exposure,
        signal,
        null,
        null,
        0,
        null,
        late);
  }

  static AttributedFeedback censored(Exposure exposure, long windowEnd) {
    return new AttributedFeedback(
        "exposure/" + exposure.id(),
        Subject.EXPOSURE,
        Status.CENSORED,
        windowEnd,
        exposure.user(),
        exposure,
        null,
        null,
        null,
        0,
        null,
        false);
  }

  static AttributedFeedback hindsight(
      Status status, Exposure exposure, FeedbackActor actor, HindsightPair pair, long time) {
    int revision = pair.revision() + 1;
    return new AttributedFeedback(
        hindsightId(exposure, actor, revision),
        Subject.HINDSIGHT,
        status,
        time,
        exposure.user(),
        exposure,
        null,
        pair.immediate(),
        pair.hindsight(),
        revision,
        revision == 1 ? null : hindsightId(exposure, actor, revision - 1),
        false);
  }

  private static String hindsightId(Exposure exposure, FeedbackActor actor, int revision) {
    return "hindsight/" + exposure.id() + "/" + actor + "/" + revision;
  }

  /**
   * Milliseconds from exposure to signal, negative when clocks disagree; null unless ATTRIBUTED.
   */
  public Long delayMs() {
    return signal == null || exposure == null ? null : signal.time() - exposure.time();
  }
}

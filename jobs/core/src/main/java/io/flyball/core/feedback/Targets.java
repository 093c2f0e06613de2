package io.flyball.core.feedback;

import io.flyball.core.record.EventIdentity;

/** The targets of {@link UserFeedback}: one name space for exposures, decisions and items. */
public final class Targets {
  private Targets() {}

  /** What a signal is about. */
  public static String of(FeedbackSignal signal) {
    if (signal.exposureId() != null) {
      return exposure(signal.exposureId());
    }
    return signal.decisionId() != null ? decision(signal.decisionId()) : item(signal.item());
  }

  static String exposure(String id) {
    return "x/" + id;
  }

  static String decision(String id) {
    return "d/" + id;
  }

  static String item(String item) {
    return "i/" + item;
  }

  /** The exposure itself on the agenda, as opposed to the signals that wait for it. */
  public static String itself(String id) {
    return "e/" + id;
  }

  /** Whether a target is an item. */
  public static boolean isItem(String target) {
    return target.startsWith("i/");
  }

  /** Whether a target is a decision. */
  public static boolean isDecision(String target) {
    return target.startsWith("d/");
  }

  /** The item, decision or exposure that a target names. */
  public static String named(String target) {
    return target.substring(2);
  }

  /** What an exposure would be named by in a target of the same kind; null when by nothing. */
  public static String name(Exposure exposure, String target) {
    if (isItem(target)) {
      return exposure.item();
    }
    return isDecision(target) ? exposure.decisionId() : EventIdentity.withinSource(exposure.id());
  }

  static boolean isItself(String target) {
    return target.startsWith("e/");
  }

  static String exposureId(String target) {
    return named(target);
  }
}

package io.flyball.core.feedback;

/** The targets of the state: one name space for exposures, decisions and items. */
final class Targets {
  private Targets() {}

  static String of(FeedbackSignal signal) {
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
  static String itself(String id) {
    return "e/" + id;
  }

  static boolean isItself(String target) {
    return target.startsWith("e/");
  }

  static String exposureId(String target) {
    return target.substring(2);
  }
}

package io.flyball.core.feedback;

import java.util.List;

/**
 * All that {@link Attribution} remembers of one user. A target is {@code x/<exposure id>}, {@code
 * d/<decision id>} or {@code i/<item>}; {@code e/<exposure id>} is an exposure itself on the
 * agenda.
 */
public interface UserFeedback {

  /** The open exposure of an id, or null. */
  OpenExposure exposure(String id);

  /** Whether an exposure of this id can still be answered. */
  boolean isOpen(String id);

  /**
   * Takes in an exposure whose id is not open, to be found by each of its targets and looked at
   * when its longest window ends.
   */
  void open(AttributionOutput out, OpenExposure exposure);

  /** Takes in what has become of an open exposure. */
  void replace(OpenExposure exposure);

  /** Forgets an open exposure and its targets. */
  void close(OpenExposure exposure);

  /** The open exposures of a target, in no order. */
  List<ExposureRef> refs(String target);

  /** The signals that wait for a target, in the order in which they began to. */
  List<HeldSignal> held(String target);

  /** Lets one more signal wait for a target. */
  void hold(String target, HeldSignal signal);

  /** Lets these signals alone wait for a target. */
  void holdOnly(String target, List<HeldSignal> signals);

  /** Looks at {@code target} again when event time has come to {@code time}. */
  void schedule(AttributionOutput out, long time, String target);

  /** The same for what may be arranged already. */
  void scheduleOnce(AttributionOutput out, long time, String target);

  /** What is to be looked at at {@code time}, once each, in order of text; it is forgotten. */
  List<String> due(long time);
}

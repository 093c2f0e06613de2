package io.flyball.verify;

import io.flyball.verify.Fault.Target;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a scenario has to tell: written while it happens. */
public final class RunHistory {
  private final Map<Target, List<Double>> recoveries = new EnumMap<>(Target.class);
  private final List<Invariant> laws = new ArrayList<>();
  private long restarts;
  private long midTransaction;
  private long checkpoints;

  /** Seconds from a strike to the first checkpoint that began after it. */
  void recovered(Target target, double seconds) {
    recoveries.computeIfAbsent(target, any -> new ArrayList<>()).add(seconds);
  }

  /** The broker was struck while transactions were open. */
  void struckInMidTransaction() {
    midTransaction++;
  }

  void restarted() {
    restarts++;
  }

  /** The newest checkpoint's number. */
  void checkpoint(long number) {
    checkpoints = Math.max(checkpoints, number);
  }

  /** Two numbers that must be equal. */
  void law(String claim, long expected, long found) {
    laws.add(new Invariant(claim, expected, found));
  }

  /** Something that must have happened. */
  void happened(String claim, boolean did) {
    law(claim + " (1 is yes)", 1, did ? 1 : 0);
  }

  public Map<Target, List<Double>> recoveries() {
    return recoveries;
  }

  public long restarts() {
    return restarts;
  }

  public long midTransaction() {
    return midTransaction;
  }

  public long checkpoints() {
    return checkpoints;
  }

  List<Invariant> laws() {
    return laws;
  }
}

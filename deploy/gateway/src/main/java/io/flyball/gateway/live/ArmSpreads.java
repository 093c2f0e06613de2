package io.flyball.gateway.live;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A {@link Spread} for each arm, of the arms seen first; the rest are one. */
final class ArmSpreads {
  /** Arms that a second tells apart. */
  static final int KEPT = 200;

  /** Arms that a point names. */
  static final int NAMED = 20;

  private final Map<String, Spread> arms = new HashMap<>();
  private final Spread rest = new Spread();

  void add(String arm, double value) {
    Spread spread = arms.get(arm);
    if (spread == null && arms.size() < KEPT) {
      spread = new Spread();
      arms.put(arm, spread);
    }
    (spread == null ? rest : spread).add(value);
  }

  /** The most frequent, in this order. */
  List<Map.Entry<String, Spread>> named() {
    return sorted().stream().limit(NAMED).toList();
  }

  /** All that are not named. */
  Spread others() {
    Spread others = new Spread();
    others.addAll(rest);
    sorted().stream().skip(NAMED).forEach(arm -> others.addAll(arm.getValue()));
    return others;
  }

  private List<Map.Entry<String, Spread>> sorted() {
    return arms.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Spread> arm) -> -arm.getValue().n())
                .thenComparing(Map.Entry.comparingByKey()))
        .toList();
  }
}

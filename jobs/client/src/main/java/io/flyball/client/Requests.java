package io.flyball.client;

import io.flyball.core.bandit.serve.DecisionRequest;
import io.flyball.core.features.NamedFeatures;
import io.flyball.schemas.ArmOption;
import io.flyball.schemas.PlacedArm;
import io.flyball.schemas.SlateSlot;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Requests as they are logged. */
final class Requests {
  private Requests() {}

  /**
   * What the job learns from.
   *
   * @param all the request, masked arms too
   * @param importance of the row
   */
  static io.flyball.schemas.DecisionRequest logged(
      DecisionRequest all, boolean[] eligible, Chosen chosen, double importance) {
    boolean drawn = chosen.drawn();
    boolean slate = all.slate().size() > 0;
    List<ArmOption> arms = new ArrayList<>(all.arms().length);
    for (int i = 0; i < all.arms().length; i++) {
      List<Double> features = all.features().length == 0 ? List.of() : list(all.features()[i]);
      arms.add(new ArmOption(all.arms()[i], features, eligible[i], namespaces(all, i)));
    }
    return io.flyball.schemas.DecisionRequest.newBuilder()
        .setId(all.id())
        .setTime(Instant.ofEpochMilli(all.time()))
        .setContext(list(all.context()))
        .setArms(arms)
        .setWeights(list(all.weights()))
        .setForcedArm(drawn || slate ? null : chosen.arm())
        .setBaselineArm(all.baselineArm())
        .setDeferred(all.deferred())
        .setImportance(importance)
        .setLoggedArm(drawn && !slate ? chosen.arm() : null)
        .setLoggedPropensity(drawn && !slate ? (Double) chosen.propensity() : null)
        .setLoggedPropensities(drawn && !slate ? whole(chosen.vector(), eligible) : List.of())
        .setPositions(all.slate().positions())
        .setSlots(
            Arrays.stream(all.slate().slots()).map(own -> new SlateSlot(List.of(own))).toList())
        .setLoggedSlate(
            chosen.slate().stream().map(one -> new PlacedArm(one.arm(), one.propensity())).toList())
        .setNamedContext(all.named() == null ? Map.of() : namespaces(all.named().rawContext()))
        .build();
  }

  private static Map<String, Map<String, Object>> namespaces(DecisionRequest all, int arm) {
    return all.named() == null ? Map.of() : namespaces(all.named().rawFeatures(arm));
  }

  /** With numbers as the schema has them. */
  private static Map<String, Map<String, Object>> namespaces(NamedFeatures named) {
    Map<String, Map<String, Object>> namespaces = new HashMap<>();
    named
        .namespaces()
        .forEach(
            (namespace, features) -> {
              Map<String, Object> values = new HashMap<>();
              features.forEach((name, value) -> values.put(name, value(value)));
              namespaces.put(namespace, values);
            });
    return namespaces;
  }

  private static Object value(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(Requests::value).toList();
    }
    return value instanceof Number number ? (Object) number.doubleValue() : value;
  }

  /** Masked arms had no probability. */
  private static List<Double> whole(double[] propensities, boolean[] eligible) {
    List<Double> all = new ArrayList<>(eligible.length);
    int at = 0;
    for (boolean one : eligible) {
      all.add(one ? propensities[at++] : 0.0);
    }
    return all;
  }

  /** A view. */
  private static List<Double> list(double[] values) {
    return new AbstractList<>() {
      @Override
      public Double get(int index) {
        return values[index];
      }

      @Override
      public int size() {
        return values.length;
      }
    };
  }
}

package io.flyball.core.features;

import java.util.Arrays;
import java.util.Optional;

/**
 * Features by name of a context and its arms, hashed when they are first needed. Immutable to those
 * who ask; not for several threads at once before it is packed.
 */
public final class NamedRequest {
  private final NamedFeatures rawContext;
  private final NamedFeatures[] rawFeatures;
  private double[] context;
  private double[][] features;

  private NamedRequest(
      NamedFeatures rawContext,
      NamedFeatures[] rawFeatures,
      double[] context,
      double[][] features) {
    this.rawContext = rawContext;
    this.rawFeatures = rawFeatures;
    this.context = context;
    this.features = features;
  }

  /**
   * As a sender names them.
   *
   * @param features of each arm
   */
  public static NamedRequest of(NamedFeatures context, NamedFeatures[] features) {
    return new NamedRequest(context, features, null, null);
  }

  /** As they were packed; their names are not known any more. */
  public static NamedRequest packed(double[] context, double[][] features) {
    return new NamedRequest(null, null, context, features);
  }

  /** The first fault of what was named, if any. */
  public Optional<NamedFeatures.Fault> fault(double largest) {
    if (rawContext == null) {
      return Optional.empty();
    }
    Optional<NamedFeatures.Fault> fault = within("namedContext", rawContext.fault(largest));
    int with = 0;
    for (int i = 0; i < rawFeatures.length && fault.isEmpty(); i++) {
      fault = within("arms[" + i + "].namedFeatures", rawFeatures[i].fault(largest));
      with += rawFeatures[i].namespaces().isEmpty() ? 0 : 1;
    }
    if (fault.isPresent() || with == 0 || with == rawFeatures.length) {
      return fault;
    }
    int without = 0;
    while (!rawFeatures[without].namespaces().isEmpty()) {
      without++;
    }
    return Optional.of(
        new NamedFeatures.Fault(
            "arms[" + without + "].namedFeatures",
            "the arm has no features, and others have; name features of every arm or of none"));
  }

  private static Optional<NamedFeatures.Fault> within(
      String place, Optional<NamedFeatures.Fault> fault) {
    return fault.map(
        found -> new NamedFeatures.Fault(place + "." + found.field(), found.message()));
  }

  /** The context as it was named; null where its names are not known any more. */
  public NamedFeatures rawContext() {
    return rawContext;
  }

  /** Features of an arm as they were named. */
  public NamedFeatures rawFeatures(int arm) {
    return rawFeatures[arm];
  }

  private void pack() {
    if (context == null) {
      double[][] packed = new double[rawFeatures.length][];
      Arrays.setAll(packed, i -> rawFeatures[i].packed());
      features = packed;
      context = rawContext.packed();
    }
  }

  /** Packed. */
  public double[] context() {
    pack();
    return context;
  }

  /** Packed, one for each arm. */
  public double[][] features() {
    pack();
    return features;
  }

  /** Of some of the arms, in an order. */
  public NamedRequest of(int... arms) {
    if (context == null) {
      NamedFeatures[] chosen = new NamedFeatures[arms.length];
      Arrays.setAll(chosen, i -> rawFeatures[arms[i]]);
      return of(rawContext, chosen);
    }
    double[][] chosen = new double[arms.length][];
    Arrays.setAll(chosen, i -> features[arms[i]]);
    return packed(context, chosen);
  }
}

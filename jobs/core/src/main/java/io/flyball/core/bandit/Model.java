package io.flyball.core.bandit;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The state of one policy: a packed shared array and one packed array per arm, in order of first
 * appearance. Written and read by {@link ModelCodec}.
 */
public final class Model {
  private final Shape shape;
  private final double[] shared;
  private final Map<String, Arm> arms = new LinkedHashMap<>();
  private int nextNumber;

  Model(Shape shape, double[] shared, int nextNumber) {
    this.shape = shape;
    this.shared = shared;
    this.nextNumber = nextNumber;
  }

  /** The state before the first decision. */
  public static Model fresh(Policy policy) {
    Model model = new Model(policy.shape(), new double[policy.shape().shared()], 0);
    policy.startShared(model.shared);
    return model;
  }

  /**
   * A model whose state is kept elsewhere: the caller gives the arms that are asked for and takes
   * back what changed.
   *
   * @param shared used as it is, not copied
   * @param nextNumber number of the next new arm
   */
  public static Model of(Shape shape, double[] shared, int nextNumber, Collection<Arm> arms) {
    Model model = new Model(shape, shared, nextNumber);
    arms.forEach(model::put);
    return model;
  }

  public Shape shape() {
    return shape;
  }

  public double[] shared() {
    return shared;
  }

  /** Number of decisions taken. */
  public long decided() {
    return (long) shared[Shape.DECIDED];
  }

  /** Number of rewards learned. */
  public long learned() {
    return (long) shared[Shape.LEARNED];
  }

  /** The arms known, in order of first appearance. */
  public Collection<Arm> arms() {
    return Collections.unmodifiableCollection(arms.values());
  }

  /** The arm of this id, or null when it is unknown. */
  public Arm arm(String id) {
    return arms.get(id);
  }

  /** The arm of this id, created when it is new. */
  Arm arm(String id, Policy policy) {
    Arm arm = arms.get(id);
    if (arm == null) {
      arm = new Arm(id, nextNumber++, new double[shape.perArm()]);
      policy.startArm(arm.state());
      arms.put(id, arm);
    }
    return arm;
  }

  /** Forgets an arm; rewards that still come for it are refused. True when it was known. */
  public boolean remove(String id) {
    return arms.remove(id) != null;
  }

  /** The arm of this id, all zeros when it is new. */
  Arm zero(String id) {
    return arms.computeIfAbsent(id, key -> new Arm(key, nextNumber++, new double[shape.perArm()]));
  }

  void put(Arm arm) {
    arms.put(arm.id(), arm);
  }

  /** Number of the next new arm. */
  public int nextNumber() {
    return nextNumber;
  }

  /** A copy that shares no array with this one. */
  public Model copy() {
    Model copy = new Model(shape, shared.clone(), nextNumber);
    for (Arm arm : arms.values()) {
      copy.put(new Arm(arm.id(), arm.number(), arm.state().clone()));
    }
    return copy;
  }
}

package io.flyball.core.bandit;

/**
 * The layout of a model's packed state: two policies with equal shapes can follow each other on the
 * same model, so exploration can change without losing what was learned.
 *
 * @param kind name of the layout; part of the serialized form, never renamed
 * @param context length of the context vector; 0 when contexts are ignored
 * @param features length of each arm's feature vector; 0 when arms have none
 * @param objectives number of values in a reward
 * @param shared doubles shared by all arms, {@link #OWN_SHARED} of which belong to the learner
 * @param perArm doubles kept for each arm
 */
public record Shape(
    String kind, int context, int features, int objectives, int shared, int perArm) {

  /** Index in the shared state of the number of decisions taken. */
  public static final int DECIDED = 0;

  /** Index in the shared state of the number of rewards learned. */
  public static final int LEARNED = 1;

  /** First index in the shared state that a policy may use. */
  public static final int OWN_SHARED = 2;

  public Shape {
    if (kind.isEmpty() || context < 0 || features < 0 || objectives < 1) {
      throw new IllegalArgumentException(
          "a shape needs a kind, sizes of at least 0 and at least 1 objective, found kind '"
              + kind
              + "', context "
              + context
              + ", features "
              + features
              + ", objectives "
              + objectives);
    }
    if (shared < OWN_SHARED || perArm < 0) {
      throw new IllegalArgumentException(
          "shared state holds at least " + OWN_SHARED + " doubles, found " + shared);
    }
  }

  /** A layout for scalar rewards; {@code ownShared} excludes the learner's own two counters. */
  public static Shape of(String kind, int context, int features, int ownShared, int perArm) {
    return new Shape(kind, context, features, 1, OWN_SHARED + ownShared, perArm);
  }
}

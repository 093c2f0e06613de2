package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Model;
import io.flyball.core.bandit.ModelCodec;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.Policy;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.serve.SlateRequest.Placed;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A policy as it was published, which answers every request bit for bit as {@link PolicyServer}
 * would have at that moment, and learns nothing.
 *
 * <p>Algorithms keep caches in the arms that they are asked for, so one object belongs to one
 * thread at a time; {@link #copy} makes another. Arms that the policy does not know yet begin anew
 * with every request. Cost of an answer: that of the algorithm's propensities.
 */
public final class PublishedPolicy {
  private final Snapshot snapshot;
  private final Learner learner;

  /** Those of the request before, where the model knows them all. */
  private Known last = new Known(new String[0], null, new Arm[0]);

  /**
   * Arms of a request that the model knows.
   *
   * @param ids as they came
   * @param order as {@link DecisionRequest#order} has it
   * @param arms in that order
   */
  @SuppressWarnings("ArrayRecordComponent") // on the path of every request; never compared
  private record Known(String[] ids, int[] order, Arm[] arms) {
    /**
     * Whether these are the very texts. Who decides mostly has a list of arms and passes the same
     * objects each time; then nothing has to be put in order or looked up.
     */
    @SuppressWarnings({"ReferenceEquality", "StringEquality"}) // other objects are looked up
    boolean is(String[] others) {
      if (others.length != ids.length) {
        return false;
      }
      for (int i = 0; i < ids.length; i++) {
        if (others[i] != ids[i]) {
          return false;
        }
      }
      return true;
    }
  }

  private PublishedPolicy(Snapshot snapshot, Learner learner) {
    this.snapshot = snapshot;
    this.learner = learner;
  }

  /**
   * Reads a snapshot.
   *
   * @throws IllegalArgumentException for a shard, a snapshot that does not say all that decisions
   *     follow from, an unknown algorithm, or a model that is broken or of another algorithm
   */
  public static PublishedPolicy of(Snapshot snapshot) {
    if (snapshot.shard() >= 0) {
      throw new IllegalArgumentException(
          "it is of shard " + snapshot.shard() + "; only the whole policy, shard -1, is served");
    }
    Snapshot.Terms terms = snapshot.terms();
    if (terms.bornArms() < 1) {
      throw new IllegalArgumentException(
          "it does not name its seed and sizes (bornArms is "
              + terms.bornArms()
              + "): it is of a bandit job before schema version 2, or a warm start. Publish it"
              + " again by the present job");
    }
    Model model = model(snapshot.model());
    Policy policy =
        new Algorithms()
            .of(
                snapshot.algorithm(),
                model.shape().context(),
                model.shape().features(),
                terms.bornArms(),
                terms.horizon());
    return new PublishedPolicy(snapshot, new Learner(policy, model));
  }

  private static Model model(byte[] bytes) {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    try {
      Model model = ModelCodec.read(new DataInputStream(in));
      if (in.available() > 0) {
        throw new IllegalArgumentException(
            "its model of " + bytes.length + " bytes goes on for " + in.available() + " too many");
      }
      return model;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "its model of " + bytes.length + " bytes is broken: " + e.getMessage(), e);
    }
  }

  /** Another one, for another thread; to be made of one that nobody is asking. */
  public PublishedPolicy copy() {
    return new PublishedPolicy(snapshot, new Learner(learner.policy(), learner.model().copy()));
  }

  /** What it was read from. */
  public Snapshot snapshot() {
    return snapshot;
  }

  /** Whether the best arm is shown for certain, so that only ties are drawn. */
  public boolean deterministic() {
    return learner.policy().deterministic();
  }

  /**
   * What the policy itself chooses, whatever its mode and whatever arm is forced.
   *
   * @param request with its eligible arms alone, see {@link RequestValidation#eligible}
   * @throws IllegalArgumentException for what the job would refuse as MODEL_MISMATCH
   */
  public Answer answer(DecisionRequest request) {
    if (request.features().length > 0 && !snapshot.terms().readsFeatures()) {
      throw UnreadInputs.features(snapshot.algorithm());
    }
    boolean again = last.is(request.arms());
    int[] order = again ? last.order() : request.order();
    DecisionRequest sorted = request.sorted(order);
    Inputs inputs = Inputs.of(sorted, learner.policy(), snapshot.algorithm());
    if (request.slate().size() > 0) {
      return slate(request, sorted, inputs);
    }
    Question question =
        again
            ? learner.question(inputs.context(), last.arms(), inputs.features(), sorted.weights())
            : learner.known(inputs.context(), sorted.arms(), inputs.features(), sorted.weights());
    if (!again && question != null) {
      last = new Known(request.arms().clone(), order, question.arms());
    }
    double[] propensities = propensities(sorted, inputs, question);
    int own = Pick.from(propensities, Pick.draw(request.id(), snapshot.terms().seed()));
    double[] aligned = DecisionRequest.unsorted(propensities, order);
    return new Answer(sorted.arms()[own], propensities[own], request.arms(), aligned);
  }

  private Answer slate(DecisionRequest request, DecisionRequest sorted, Inputs inputs) {
    Learner asked = asked(sorted.arms());
    Question question =
        asked.question(inputs.context(), sorted.arms(), inputs.features(), sorted.weights());
    Snapshot.Terms terms = snapshot.terms();
    List<SlatePosition> positions =
        SlatePosition.drawn(
            asked, question, request.slate(), terms.exploring(), request.id(), terms.seed());
    SlatePosition first = positions.get(0).ordered(request.arms());
    return new Answer(
        first.arm(),
        first.propensity(),
        first.arms(),
        first.propensities(),
        SlatePosition.placed(positions));
  }

  /**
   * Probabilities of the arms.
   *
   * @param question null where the model does not know one of them
   */
  private double[] propensities(DecisionRequest sorted, Inputs inputs, Question question) {
    double[] propensities;
    if (question == null) {
      String[] arms = sorted.arms();
      Learner other = asked(arms);
      propensities =
          other.propensities(
              other.question(inputs.context(), arms, inputs.features(), sorted.weights()));
    } else {
      propensities = learner.propensities(question);
    }
    Pick.atLeast(snapshot.terms().exploring().least(propensities.length), propensities);
    return propensities;
  }

  /** New arms must not stay in the model: it is that of the snapshot. */
  private Learner asked(String[] arms) {
    Model model = learner.model();
    for (String id : arms) {
      if (model.arm(id) == null) {
        List<Arm> known = Arrays.stream(arms).map(model::arm).filter(Objects::nonNull).toList();
        return new Learner(
            learner.policy(), Model.of(model.shape(), model.shared(), model.nextNumber(), known));
      }
    }
    return learner;
  }

  /**
   * A choice and the probabilities behind it.
   *
   * @param arm the arm chosen
   * @param propensity its probability, in (0, 1]
   * @param arms the request's, in its order
   * @param propensities their probabilities, of sum 1
   * @param slate the arms of a slate from the top, of which the first is the arm chosen; empty for
   *     a decision for one arm
   */
  @SuppressWarnings("ArrayRecordComponent") // on the path of every request; never compared
  public record Answer(
      String arm, double propensity, String[] arms, double[] propensities, Placed[] slate) {

    /** An answer for one arm. */
    public Answer(String arm, double propensity, String[] arms, double[] propensities) {
      this(arm, propensity, arms, propensities, SlateRequest.NONE.logged());
    }
  }
}

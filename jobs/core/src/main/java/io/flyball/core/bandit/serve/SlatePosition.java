package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.Arm;
import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.Question;
import io.flyball.core.bandit.join.Place;
import io.flyball.core.bandit.serve.ServingRules.Exploring;
import io.flyball.core.bandit.serve.SlateRequest.Placed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A position of a slate: the policy's question about the arms that are left for it, and the answer.
 *
 * <p>Sequential conditional decisions: position l is decided by the policy among the arms that
 * stand nowhere above it, so that the probability of the slate is the product of the positions'. Of
 * a softmax this is the Plackett-Luce distribution ({@link
 * io.flyball.core.bandit.slate.PlackettLuce}), of slots with arms of their own the product
 * distribution. Nothing is learned between positions. Cost: a decision a position.
 *
 * @param question about the arms that are left
 * @param propensities of them
 * @param index the one that is shown
 */
@SuppressWarnings("ArrayRecordComponent") // on the per-event path; never compared
record SlatePosition(Question question, double[] propensities, int index) {

  String arm() {
    return question.arms()[index].id();
  }

  double propensity() {
    return propensities[index];
  }

  /**
   * The arms that are left, in the order of a request.
   *
   * @param order its arms
   */
  SlatePosition ordered(String[] order) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < propensities.length; i++) {
      places.put(question.arms()[i].id(), i);
    }
    int[] from =
        Arrays.stream(order)
            .map(places::get)
            .filter(Objects::nonNull)
            .mapToInt(Integer::intValue)
            .toArray();
    Arm[] arms = new Arm[from.length];
    double[] aligned = new double[from.length];
    int shown = 0;
    for (int i = 0; i < from.length; i++) {
      arms[i] = question.arms()[from[i]];
      aligned[i] = propensities[from[i]];
      shown = from[i] == index ? i : shown;
    }
    double[][] features = new double[question.features().length == 0 ? 0 : from.length][];
    for (int i = 0; i < features.length; i++) {
      features[i] = question.features()[from[i]];
    }
    Question asked = new Question(arms, question.context(), features, question.weights());
    return new SlatePosition(asked, aligned, shown);
  }

  String[] arms() {
    return names(question);
  }

  Placed placed() {
    return new Placed(arm(), propensity());
  }

  static Placed[] placed(List<SlatePosition> positions) {
    return positions.stream().map(SlatePosition::placed).toArray(Placed[]::new);
  }

  /**
   * What the policy itself shows.
   *
   * @param all the question about all arms, in the order of their ids
   * @param id of the request, which with the position seeds each draw
   * @throws IllegalArgumentException for a policy that cannot fill slates, or cannot answer
   */
  static List<SlatePosition> drawn(
      Learner learner,
      Question all,
      SlateRequest slate,
      Exploring exploring,
      String id,
      long seed) {
    if (!learner.policy().fillsSlates()) {
      throw new IllegalArgumentException(
          "'"
              + learner.policy().shape().kind()
              + "' plays one arm for several rounds and cannot fill a slate: ask for one arm, or"
              + " choose another algorithm, such as squarecb-ridge or softmax");
    }
    String[] arms = names(all);
    List<SlatePosition> positions = new ArrayList<>();
    Set<String> above = new HashSet<>();
    for (int l = 0; l < slate.size(); l++) {
      Question left = subset(learner, all, slate.candidates(arms, l, above));
      double[] propensities = learner.propensities(left);
      Pick.atLeast(exploring.least(propensities.length), propensities);
      int index = Pick.from(propensities, Pick.draw(Place.key(id, l + 1), seed));
      SlatePosition position = new SlatePosition(left, propensities, index);
      positions.add(position);
      above.add(position.arm());
    }
    return positions;
  }

  /** A slate that was shown elsewhere; of arms that were not the log says nothing. */
  static List<SlatePosition> logged(Learner learner, Question all, SlateRequest slate) {
    return given(learner, all, slate, slate.logged());
  }

  /**
   * The first arms of a request, each where it may be first.
   *
   * @param order of the request
   */
  static List<SlatePosition> baseline(
      Learner learner, Question all, SlateRequest slate, String[] order) {
    return given(learner, all, slate, first(slate, order));
  }

  static Placed[] first(SlateRequest slate, String[] order) {
    Placed[] shown = new Placed[slate.size()];
    Set<String> above = new HashSet<>();
    for (int l = 0; l < shown.length; l++) {
      String first = order[slate.candidates(order, l, above)[0]];
      above.add(first);
      shown[l] = new Placed(first, 1);
    }
    return shown;
  }

  private static List<SlatePosition> given(
      Learner learner, Question all, SlateRequest slate, Placed[] shown) {
    String[] arms = names(all);
    List<SlatePosition> positions = new ArrayList<>();
    Set<String> above = new HashSet<>();
    for (int l = 0; l < shown.length; l++) {
      Question left = subset(learner, all, slate.candidates(arms, l, above));
      double p = shown[l].propensity();
      double[] propensities = new double[left.arms().length];
      int index = 0;
      for (int i = 0; i < propensities.length; i++) {
        boolean here = left.arms()[i].id().equals(shown[l].arm());
        propensities[i] = here ? p : (1 - p) / Math.max(1, propensities.length - 1);
        index = here ? i : index;
      }
      positions.add(new SlatePosition(left, propensities, index));
      above.add(shown[l].arm());
    }
    return positions;
  }

  private static String[] names(Question all) {
    String[] names = new String[all.arms().length];
    for (int i = 0; i < names.length; i++) {
      names[i] = all.arms()[i].id();
    }
    return names;
  }

  private static Question subset(Learner learner, Question all, int[] candidates) {
    if (candidates.length == all.arms().length) {
      return all;
    }
    Arm[] arms = new Arm[candidates.length];
    double[][] features = new double[all.features().length == 0 ? 0 : candidates.length][];
    for (int i = 0; i < candidates.length; i++) {
      arms[i] = all.arms()[candidates[i]];
      if (features.length > 0) {
        features[i] = all.features()[candidates[i]];
      }
    }
    return learner.question(all.context(), arms, features, all.weights());
  }

  /** What has to be kept until the reward comes, where the model takes note of the decision. */
  AssignedArm taken(Learner learner, double examined) {
    Question seen = Examination.of(learner.policy(), question, examined);
    AssignedArm noted = learner.decided(seen, index, propensity());
    return new AssignedArm(
        noted.arm(), question.context(), question.features(index), propensity(), noted.note());
  }

  /** The same where it does not. */
  AssignedArm taken() {
    return new AssignedArm(
        arm(), question.context(), question.features(index), propensity(), AssignedArm.NONE);
  }
}

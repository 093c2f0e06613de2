package io.flyball.core.bandit.joint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Choice;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Model;
import io.flyball.core.bandit.ModelCodec;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.Question;
import io.flyball.core.features.NamedFeatures;
import io.flyball.core.random.Draws;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JointPolicyTest {
  private static final int USERS = 4;
  private static final int KINDS = 5;

  /**
   * A user of kind u likes an item of kind u with probability .8, others with .2; every round
   * offers items of four of five kinds under ids that never come again. The best possible loss is
   * known.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "squarecb-joint:interactions=UA",
        "squarecb-joint:interactions=UA,update=adagrad,eta=.5",
        "squarecb-joint:interactions=UA,update=ftrl",
        "squarecb-joint:interactions=UA,update=coin",
        "squarecb-joint:interactions=UA,update=adaptive,reduction=dr",
        "squarecb-joint:interactions=UA,standardise=true",
        "softmax-joint:interactions=UA",
        "greedy-joint:interactions=UA,floor=.1",
        "greedy-joint:interactions=UA,reduction=dm,floor=.1,floor-kind=mixing",
        "greedy-joint:interactions=UA,reduction=dr,floor=.1",
        "bag-joint:interactions=UA",
        "cover-joint:interactions=UA,reduction=dr",
        "regcb-joint:interactions=UA",
        "thompson-joint:interactions=UA"
      })
  void armsThatWereNeverSeenFollowTheirFeatures(String name) {
    Learner learner = new Learner(PolicyName.parse(name + ",bits=10", 0, 0, 2, 1000));
    double lost = 0;
    int rounds = 4000;
    for (int t = 0; t < rounds; t++) {
      Question question = question(learner, t);
      double[] p = learner.propensities(question);
      Choice choice = learner.decide(question, Draws.uniform(3, t, 0));
      assertThat(choice.propensity()).isEqualTo(p[choice.index()]);
      double mean = kind(t, choice.index()) == user(t) ? .8 : .2;
      double best = offers(t, user(t)) ? .8 : .2;
      lost += t >= rounds / 2 ? best - mean : 0;
      learner.learn(choice.taken(), Draws.uniform(4, t, 0) < mean ? 1 : 0);
    }
    // Random play loses .36 a round of those that offer what is liked; half of that is no learning.
    assertThat(2 * lost / rounds).isLessThan(.18);
  }

  private static Question question(Learner learner, int t) {
    String[] ids = new String[USERS];
    double[][] features = new double[ids.length][];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = "arm" + (t * USERS + i) % 50;
      features[i] = packed("A", Map.of("kind", "k" + kind(t, i)));
    }
    double[] context = packed("U", Map.of("kind", "k" + user(t)));
    return learner.question(context, ids, features, AssignedArm.NONE);
  }

  private static int user(int t) {
    return (int) (Draws.uniform(1, t, 0) * USERS);
  }

  private static int kind(int t, int arm) {
    return ((int) (Draws.uniform(2, t, 0) * KINDS) + arm) % KINDS;
  }

  private static boolean offers(int t, int kind) {
    for (int i = 0; i < USERS; i++) {
      if (kind(t, i) == kind) {
        return true;
      }
    }
    return false;
  }

  static double[] packed(String namespace, Map<String, Object> features) {
    return new NamedFeatures(Map.of(namespace, features)).packed();
  }

  @Test
  void aFreshPolicyGivesEqualArmsEqualProbabilities() {
    for (String name : PolicyName.named()) {
      Learner learner = new Learner(PolicyName.parse(name + ":bits=8", 0, 0, 2, 1000));
      Question question =
          learner.question(
              AssignedArm.NONE,
              new String[] {"b", "a"},
              new double[][] {packed("A", Map.of("x", 1)), packed("A", Map.of("x", 1))},
              AssignedArm.NONE);
      assertThat(learner.propensities(question))
          .as(name)
          .containsExactly(new double[] {.5, .5}, within(1e-12));
    }
  }

  @Test
  void aFeatureWhoseKindChangesIsRefusedAndNothingChanges() {
    Learner learner = new Learner(PolicyName.parse("squarecb-joint:bits=12", 0, 0, 2, 1000));
    learner.decide(one(learner, Map.of("age", 30)), .5);
    double[] before = learner.model().shared().clone();
    assertThatThrownBy(() -> learner.propensities(one(learner, Map.of("age", "thirty"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is a text and was a number before");
    learner.decide(one(learner, Map.of("city", "Rome")), .5);
    assertThatThrownBy(() -> learner.propensities(one(learner, Map.of("city", 7))))
        .hasMessageContaining("is a number and was a text before");
    assertThat(learner.propensities(one(learner, Map.of("age", true)))).containsExactly(1);
    assertThat(before[JointState.COLLISIONS]).isZero();
  }

  private static Question one(Learner learner, Map<String, Object> context) {
    return learner.question(
        packed("U", context), new String[] {"a"}, new double[0][], AssignedArm.NONE);
  }

  @Test
  void featuresThatShareAnIndexAreCounted() {
    Learner learner = new Learner(PolicyName.parse("squarecb-joint:bits=4", 0, 0, 2, 1000));
    for (int i = 0; i < 100; i++) {
      learner.decide(one(learner, Map.of("name" + i, 1)), .5);
    }
    // Of a hundred names, sixteen at most have an index for themselves.
    double[] shared = learner.model().shared();
    assertThat(JointPolicy.collisions(shared)).isGreaterThanOrEqualTo(84);
    assertThat(JointPolicy.collisions(shared) + JointPolicy.newNames(shared)).isEqualTo(100);
  }

  @Test
  void namesThatNobodyUsedBeforeAreCounted() {
    Learner learner = new Learner(PolicyName.parse("squarecb-joint:bits=12", 0, 0, 2, 1000));
    for (int i = 0; i < 10; i++) {
      learner.decide(one(learner, Map.of("age", i + 1, "city", "Rome")), .5);
    }
    assertThat(JointPolicy.newNames(learner.model().shared())).isEqualTo(2);
    learner.decide(one(learner, Map.of("agge", 30, "city", "Rome")), .5);
    learner.decide(one(learner, Map.of("age", 30, "city", "Oslo")), .5);
    assertThat(JointPolicy.newNames(learner.model().shared())).isEqualTo(4);
    assertThat(JointPolicy.collisions(learner.model().shared())).isZero();
  }

  /** More arms than have their covariances computed: a draw is one of all weights. */
  @Test
  void armsOfLikeFeaturesWinAlikeHoweverManyThereAre() {
    Learner learner = new Learner(PolicyName.parse("thompson-joint:bits=10", 0, 0, 40, 1000));
    String[] ids = new String[40];
    double[][] features = new double[ids.length][];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = "arm" + i;
      features[i] = packed("A", Map.of("kind", "k" + i % 4));
    }
    Question question = learner.question(AssignedArm.NONE, ids, features, AssignedArm.NONE);
    for (int t = 0; t < 400; t++) {
      int shown = t % ids.length;
      learner.learn(learner.decided(question, shown, 1 / 40.0), shown % 4 == 1 ? 1 : 0);
    }
    double[] p = learner.propensities(question);
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      assertThat(p[i]).isEqualTo(p[i % 4]);
      sum += p[i];
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
    assertThat(10 * p[1]).isGreaterThan(.95);
  }

  @Test
  void aModelOfManyIndicesIsWrittenWithoutItsZeros() throws IOException {
    Learner learner = new Learner(PolicyName.parse("squarecb-joint:bits=14", 0, 0, 2, 1000));
    for (int i = 0; i < 20; i++) {
      learner.learn(learner.decide(one(learner, Map.of("x", i, "y", "z" + i)), .5).taken(), i % 2);
    }
    byte[] bytes = ModelCodec.bytes(learner.model());
    assertThat(bytes.length).isLessThan(5000);
    Model read = ModelCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    assertThat(read.shape()).isEqualTo(learner.model().shape());
    assertThat(read.shared()).containsExactly(learner.model().shared());
  }

  @Test
  void tooManyProductsAndTooLargeOnesAreRefused() {
    Learner learner =
        new Learner(PolicyName.parse("squarecb-joint:bits=4,interactions=UUU", 0, 0, 2, 1000));
    Map<String, Object> many = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      many.put("f" + i, 1);
    }
    assertThatThrownBy(() -> learner.propensities(one(learner, many)))
        .hasMessageContaining("more than 100000 features");
    assertThatThrownBy(() -> learner.propensities(one(learner, Map.of("x", 1e6))))
        .hasMessageContaining("allowed is a size up to 1.0E12");
  }
}

package io.flyball.core.bandit.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.record.Reason;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusedRequestsTest {
  private static final double[][] FEATURES = {{1, 0}, {0, 1}, {1, 1}};

  private static DecisionRequest with(double[][] features, double... context) {
    return new DecisionRequest(
        "p/1",
        10,
        context,
        Served.ARMS,
        features,
        AssignedArm.NONE,
        null,
        null,
        false,
        1,
        null,
        null);
  }

  @Test
  void whoeverAskedIsAnsweredWithTheReason() {
    Served served = new Served(Changed.rules().algorithm("linucb").r());
    served.ask(Served.request("1", 10));
    Decision answer = served.answeredNo.get(0);
    assertThat(answer.id()).isEqualTo("p/1");
    assertThat(answer.policy()).isEqualTo("p");
    assertThat(answer.arm()).isEmpty();
    assertThat(answer.refusal().reason()).isEqualTo(Reason.MODEL_MISMATCH);
    assertThat(answer.refusal().message())
        .contains("'linucb' needs a context", "\"context\"", "ucb1", "beta-thompson")
        .doesNotContain("lin-thompson");
    assertThat(served.counted(ServingCount.REFUSED_REQUESTS)).isOne();
    assertThat(served.counted(ServingCount.DECISIONS)).isZero();
  }

  @Test
  void featuresThatNobodyReadsAreRefused() {
    for (String algorithm : new String[] {"squarecb-ridge", "beta-thompson", "random", "exp3"}) {
      Served served = new Served(Changed.rules().algorithm(algorithm).r());
      assertThat(served.ask(with(FEATURES, 1))).isNull();
      assertThat(served.refused.get(0).message())
          .contains("'" + algorithm + "' does not read the features", "hybrid-linucb");
      assertThat(served.state.head().get()).isNull();
    }
    assertThat(new Served(Changed.rules().algorithm("hybrid-linucb").r()).ask(with(FEATURES, 1)))
        .isNotNull();
  }

  /** A log of random play is kept for others to read. */
  @Test
  void aContextThatNobodyReadsIsCountedAndToldOnce() {
    for (String algorithm : new String[] {"ucb1", "beta-thompson", "random"}) {
      Served served = new Served(Changed.rules().algorithm(algorithm).r());
      served.ask("1", 10, 1, 2);
      served.ask("2", 11, 1, 2);
      assertThat(served.counted(ServingCount.UNREAD_CONTEXTS)).isEqualTo(2);
      assertThat(served.counted(ServingCount.DECISIONS)).isEqualTo(2);
      assertThat(served.alerts).hasSize(algorithm.equals("random") ? 0 : 1);
      assertThat(served.alerts)
          .allSatisfy(
              alert -> assertThat(alert.summary()).contains("'" + algorithm + "' reads none"));
      Served bare = new Served(Changed.rules().algorithm(algorithm).r());
      bare.ask("1", 10);
      assertThat(bare.counted(ServingCount.UNREAD_CONTEXTS)).isZero();
      assertThat(bare.alerts).isEmpty();
    }
    Served read =
        new Served(
            Changed.rules()
                .algorithm("ucb1")
                .evaluating(Served.evaluating(Map.of("l", "linucb"), 1, 1))
                .r());
    read.ask("1", 10, 1, 2);
    assertThat(read.counted(ServingCount.UNREAD_CONTEXTS)).isZero();
  }

  @Test
  void featuresThatACandidateReadsAreTaken() {
    Served served =
        new Served(
            Changed.rules()
                .algorithm("greedy-ridge")
                .evaluating(Served.evaluating(Map.of("h", "hybrid-linucb"), 1, 1))
                .r());
    assertThat(served.ask(with(FEATURES, 1))).isNotNull();
  }

  @Test
  void anotherQuestionUnderAUsedIdIsAConflict() {
    Served served = new Served(Changed.rules().algorithm("squarecb-ridge").r());
    Decision first = served.ask(Served.request("1", 10, 1, 2));
    assertThat(served.ask(Served.request("1", 11, 1, 2)).arm()).isEqualTo(first.arm());
    assertThat(served.ask(Served.request("1", 11, 1, 3))).isNull();
    assertThat(served.refused.get(0).reason()).isEqualTo(Reason.DUP_CONFLICT);
    assertThat(served.answeredNo).hasSize(1);
    assertThat(served.counted(ServingCount.REPEATED_REQUESTS)).isOne();
    served.until(5000);
    assertThat(served.ask(Served.request("1", 12, 1, 3)))
        .as("forgotten after window and remembrance")
        .isNotNull();
  }

  @Test
  void anotherValueUnderAUsedRewardIdIsAConflict() {
    Served served = new Served(Served.RULES);
    served.ask("1", 10);
    served.give(Served.value("r", "1", 20, 1));
    served.give(Served.value("r", "1", 21, 1));
    assertThat(served.counted(ServingCount.DUPLICATES)).isOne();
    served.give(Served.value("r", "1", 20, 0));
    assertThat(served.refused.get(0).reason()).isEqualTo(Reason.DUP_CONFLICT);
    served.until(1500);
    served.give(Served.value("r", "1", 20, .5));
    assertThat(served.refused).hasSize(2);
    assertThat(served.outcomes.get(0).reward()).containsExactly(1);
  }

  @Test
  void aDefaultThatThePolicyCannotLearnEndsAsCensoredAndStopsNothing() {
    Served served = new Served(Changed.rules().algorithm("beta-thompson").defaultReward(-3.0).r());
    served.ask("1", 10);
    served.until(5000);
    assertThat(served.outcomes.get(0).status()).isEqualTo(Outcome.Status.CENSORED);
    assertThat(served.conserved()).isTrue();
  }
}

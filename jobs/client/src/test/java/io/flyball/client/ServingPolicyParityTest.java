package io.flyball.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.serve.Decision;
import io.flyball.core.bandit.serve.PublishedPolicy.Answer;
import io.flyball.schemas.ArmOption;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.SlateSlot;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever serves a snapshot decides as the job did. */
class ServingPolicyParityTest {
  private static final int REQUESTS = 200;

  static Stream<String> served() {
    return Stream.concat(
        PolicyName.NAMES.stream().map(name -> PolicyName.withFeatureSpace(name, 8, "cf/UA")),
        Stream.of(
            "linucb:objectives=2",
            "lin-thompson:objectives=2,weights=0.3/0.7",
            "chebyshev-linucb:objectives=2",
            "linucb:pending=separate",
            "linucb:switching-cost=1,stay=10",
            "ucb1:switching-cost=1,stay=10",
            "linucb:ties=first",
            "bag-joint:bits=8,reduction=dr,standardise=true",
            "sliding-linucb:bucket-rounds=20,buckets=3",
            "d-linucb:forget=0.9",
            "batched-exp3:horizon=50"));
  }

  @ParameterizedTest
  @MethodSource("served")
  void everyAlgorithmGivesTheSameArmAndTheSameBitsAsTheJob(String algorithm) throws Exception {
    agrees(algorithm, new JobInMemory("bandit.algorithm=" + algorithm));
  }

  @Test
  void explorationThatTheJobAddsIsAddedHereToo() throws Exception {
    agrees("linucb", new JobInMemory("bandit.algorithm=linucb", "bandit.explore.least=0.02"));
    agrees("softmax", new JobInMemory("bandit.algorithm=softmax", "bandit.explore.total=0.5"));
  }

  @Test
  void questionsThatTheJobAsksItselfChangeNoAnswer() throws Exception {
    for (String algorithm : List.of("sliding-linucb:bucket-rounds=20,buckets=3", "d-linucb")) {
      agrees(
          algorithm, new JobInMemory("bandit.algorithm=" + algorithm, "bandit.publish.probes=4"));
    }
  }

  @Test
  void seedAndHorizonComeWithTheSnapshot() throws Exception {
    agrees(
        "exp3", new JobInMemory("bandit.algorithm=exp3", "bandit.seed=99", "bandit.horizon=1234"));
  }

  @Test
  void numberOfArmsAtBirthComesWithTheSnapshot() throws Exception {
    JobInMemory job = new JobInMemory("bandit.algorithm=batched-exp3:horizon=100");
    agrees("batched-exp3", job);
    assertThat(job.published().getBornArms())
        .isEqualTo(job.decisions.get(0).arms().length)
        .isLessThan((int) Arrays.stream(job.decisions.get(REQUESTS - 1).arms()).count());
  }

  /** Rankings and slots, of new arms and of known ones. */
  @ParameterizedTest
  @ValueSource(strings = {"softmax", "squarecb-ridge", "lin-thompson", "hybrid-linucb", "kl-ucb"})
  void everyPositionOfASlateIsTheJobsToo(String algorithm) throws Exception {
    Play play = Play.of(algorithm);
    JobInMemory job = new JobInMemory("bandit.algorithm=" + algorithm, "bandit.explore.least=.01");
    job.ask(play.request(0));
    for (int i = 1; i < 60; i++) {
      DecisionRequest request = play.request(i);
      List<String> eligible =
          request.getArms().stream().filter(ArmOption::getEligible).map(ArmOption::getId).toList();
      if (i % 2 == 0 || eligible.size() < 3) {
        request.setPositions(Math.min(3, eligible.size()));
      } else {
        request.setSlots(List.of(new SlateSlot(eligible.subList(0, 2)), new SlateSlot(List.of())));
      }
      Answer answer = ServingPolicy.of(job.published()).answer(request, JobInMemory.LARGEST);
      Decision decision = job.ask(request);
      equal(i, answer, decision);
      assertThat(answer.slate()).isEqualTo(decision.slate());
      assertThat(answer.slate()).hasSizeBetween(1, 3);
    }
  }

  private static void agrees(String algorithm, JobInMemory job) throws Exception {
    Play play = Play.of(algorithm);
    job.ask(play.request(0));
    for (int i = 1; i < REQUESTS; i++) {
      DecisionRequest request = play.request(i);
      ServingPolicy policy = ServingPolicy.of(job.published());
      Answer first = policy.answer(request, JobInMemory.LARGEST);
      Answer again = policy.answer(request, JobInMemory.LARGEST);
      Decision decision = job.ask(request);
      equal(i, first, decision);
      equal(i, again, decision);
      if (play.rewarded(i)) {
        job.reward(play.reward(i, decision));
      }
    }
  }

  private static void equal(int i, Answer answer, Decision decision) {
    assertThat(answer.arm()).as("arm of request %d", i).isEqualTo(decision.arm());
    assertThat(answer.arms()).isEqualTo(decision.arms());
    assertThat(bits(answer.propensities()))
        .as("propensities of request %d", i)
        .isEqualTo(bits(decision.propensities()));
    assertThat(Double.doubleToLongBits(answer.propensity()))
        .isEqualTo(Double.doubleToLongBits(decision.propensity()));
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
  }
}

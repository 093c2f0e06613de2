package io.flyball.jobs.bandit;

import static io.flyball.jobs.bandit.ServingOperator.event;
import static io.flyball.jobs.bandit.ServingOperator.observed;
import static io.flyball.jobs.bandit.ServingOperator.request;
import static io.flyball.jobs.bandit.ServingOperator.reward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Choice;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.serve.Decision;
import io.flyball.core.bandit.serve.Outcome;
import io.flyball.core.bandit.switching.BudgetedHedge;
import io.flyball.core.random.Draws;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.harness.Subtasks.Operator;
import io.flyball.jobs.harness.Trial;
import io.flyball.jobs.harness.Trial.Step;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.RewardKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Policies that learn from the rewards of all arms, and everything that they cannot use. */
class ObservationsTest {
  private static final long DISORDER = 30_000;
  private static final int ROUNDS = 2_000;
  private static final long BUDGET = 2_000;
  private static final String HEDGE =
      "bandit.algorithm=budgeted-hedge:horizon=" + ROUNDS + ",budget=" + BUDGET;
  private static final Map<String, Double> REWARDS = Map.of("a", 1.0, "b", 0.0, "c", 0.5);

  /** One arm of mean .9 among arms of mean .4. */
  private static Map<String, Double> rewards(int round) {
    return Map.of("a", one(round, 0, .4), "b", one(round, 1, .9), "c", one(round, 2, .4));
  }

  private static double one(int round, int arm, double mean) {
    return Draws.uniform(7, round, arm) < mean ? 1 : 0;
  }

  /** Geulen, Voecking, Winkler 2010: regret plus switches below 2 sqrt(tau ln K N(tau/8+1)). */
  @Test
  void theJobPlaysShrinkingDartboardsAndStaysBelowTheirBound() throws Exception {
    BudgetedHedge hedge = new BudgetedHedge(ROUNDS, 3, BUDGET, 1);
    assertThat(hedge.batch()).isEqualTo(2);
    assertThat(hedge.bound()).isCloseTo(2 * Math.sqrt(2500 * Math.log(3)), within(1e-9));
    Learner alone = new Learner(hedge);
    double cost = 0;
    int wanted = 0;
    String last = null;
    try (Subtasks<BanditEvent, Decision> job = job(HEDGE)) {
      for (int i = 0; i < ROUNDS; i++) {
        String id = "news/" + i;
        var question = alone.question(new double[0], "a", "b", "c");
        Choice choice = alone.decide(question, Pick.draw(id, 1));
        send(job, event(request(id, i).build()));
        Decision decision = job.main().get(0);
        assertThat(decision.arm()).isEqualTo(choice.arm());
        assertThat(decision.propensities()).isEqualTo(choice.propensities());
        assertThat(decision.observe()).isEqualTo(hedge.observes(alone.model().shared()));
        Map<String, Double> earned = rewards(i);
        if (decision.observe()) {
          wanted++;
          hedge.observe(
              question.arms(), new double[] {earned.get("a"), earned.get("b"), earned.get("c")});
        }
        send(job, observed("o" + i, id, i, earned));
        Outcome outcome = job.side(BanditFunction.OUTCOMES).get(0);
        assertThat(outcome.reward()).containsExactly(earned.get(decision.arm()));
        cost += decision.arm().equals("b") ? 0 : .5;
        cost += last != null && !last.equals(decision.arm()) ? 1 : 0;
        last = decision.arm();
        job.forget();
      }
      assertThat(job.counts()).containsEntry("REWARDED", (long) ROUNDS);
    }
    assertThat(wanted * 2L).as("extra observations").isLessThanOrEqualTo(BUDGET);
    assertThat(cost).isLessThan(hedge.bound());
  }

  @Test
  void whatAnotherAlgorithmCannotObserveIsRefused() throws Exception {
    try (Subtasks<BanditEvent, Decision> job = job("bandit.algorithm=softmax")) {
      send(job, event(request("news/1", 0).build()));
      assertThat(job.main().get(0).observe()).isFalse();
      send(job, observed("o", "news/1", 1, REWARDS));
      assertRefused(job, "MODEL_MISMATCH", "send a Reward");
    }
  }

  @Test
  void rewardsOfTheShownArmAloneAreRefused() throws Exception {
    try (Subtasks<BanditEvent, Decision> job = job(HEDGE)) {
      send(job, event(request("news/1", 0).build()));
      send(job, event(reward("r", "news/1", 1, RewardKind.VALUE, 1.0).build()));
      assertRefused(job, "MODEL_MISMATCH", "send BanditObservations");
    }
  }

  @Test
  void requestsThatDictateAnArmAreRefused() throws Exception {
    List<DecisionRequest> dictating =
        List.of(
            request("news/1", 0).setForcedArm("a").build(),
            request("news/2", 0).setLoggedArm("a").setLoggedPropensity(.5).build(),
            request("news/3", 0).setDeferred(true).build(),
            request("news/4", 0).setImportance(2).build(),
            request("news/5", 0).setPositions(2).build());
    for (DecisionRequest one : dictating) {
      try (Subtasks<BanditEvent, Decision> job = job(HEDGE)) {
        send(job, event(one));
        assertThat(job.main()).singleElement().satisfies(d -> assertThat(d.arm()).isEmpty());
        assertThat(job.side(BanditFunction.REFUSED))
            .singleElement()
            .satisfies(letter -> assertThat(letter.reason().name()).isEqualTo("MODEL_MISMATCH"));
      }
    }
    try (Subtasks<BanditEvent, Decision> job = job(HEDGE, "bandit.mode=shadow")) {
      send(job, event(request("news/1", 0).build()));
      assertRefused(job, "MODEL_MISMATCH", "bandit.mode=online");
    }
  }

  @Test
  void observationsThatDoNotFitTheirDecisionAreRefused() throws Exception {
    try (Subtasks<BanditEvent, Decision> job = job(HEDGE)) {
      send(job, event(request("news/1", 0).build()));
      send(job, observed("o1", "news/1", 1, Map.of("a", 1.0, "b", 0.0)));
      assertRefused(job, "ARM_MISMATCH", "needs one for each of a, b, c");
      send(job, observed("o2", "news/1", 1, Map.of("a", 2.0, "b", 0.0, "c", 0.0)));
      assertRefused(job, "OUT_OF_RANGE", "rewards from 0 to 1, found 2.0");
      assertThat(observed("o3", "news/1", 1, Map.of()).refusal().code())
          .isEqualTo("MISSING_FIELD:value");
      send(job, observed("o4", "news/1", 1, REWARDS));
      send(job, observed("o4", "news/1", 1, REWARDS));
      assertThat(job.counts()).containsEntry("DUPLICATES", 1L);
      send(job, observed("o4", "news/1", 1, Map.of("a", 1.0, "b", 1.0, "c", 0.5)));
      assertRefused(job, "DUP_CONFLICT", "observed before");
      send(job, observed("o5", "news/1", 1, REWARDS));
      assertRefused(job, "DUP_CONFLICT", "the first ones count");
      send(job, event(request("news/2", 2).build()));
      send(job, observed("o6", "news/2", 600_002, REWARDS));
      assertRefused(job, "TOO_LATE", "the window of the decision ended");
      job.watermark(Long.MAX_VALUE);
      assertThat(job.counts()).containsEntry("CENSORED", 1L).doesNotContainKey("DEFAULTED");
      assertThat(job.entries()).as("keyed entries left behind").isZero();
    }
  }

  /** Observations early, twice and never; whatever the order, the interruption, the parallelism. */
  @Test
  void theSameHoweverMixedInterruptedOrRescaled() throws Exception {
    Operator<BanditEvent, Decision> operator =
        ServingOperator.of(
            ServingOperator.config(
                "bandit.algorithm=budgeted-hedge:horizon=100,budget=100",
                "bandit.delivery=event-time",
                "bandit.window=2 min",
                "bandit.remember=2 min",
                "bandit.publish.every=20",
                "bandit.publish.threshold=0"));
    Trial.Outcome whole = Trial.play(operator, steps(1), false, 1);
    assertThat(whole.entries()).as("keyed entries left behind").isZero();
    assertThat(whole.timers()).as("timers left behind").isZero();
    assertThat(whole.counts())
        .containsKeys("REWARDED", "CENSORED", "DUPLICATES", "EARLY", "SNAPSHOTS")
        .doesNotContainKeys("PENDING", "DEFAULTED");
    assertThat(Trial.play(operator, steps(1), false, 1, 2, 3)).isEqualTo(whole);
    assertThat(Trial.play(operator, steps(2), false, 3, 1)).as("another mix").isEqualTo(whole);
    assertThat(Trial.play(operator, steps(1), true, 1, 2).outputs())
        .as("on RocksDB")
        .isEqualTo(whole.outputs());
  }

  private static List<Step<BanditEvent>> steps(long seed) {
    Random random = new Random(5);
    List<BanditEvent> events = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String id = "policy" + i % 3 + "/" + i;
      long at = i * 500L;
      events.add(event(request(id, at).build()));
      if (random.nextInt(5) > 0) {
        BanditEvent seen = observed("o" + i, id, at + random.nextInt(20_000) - 10_000, rewards(i));
        events.addAll(Collections.nCopies(1 + i % 2, seen));
      }
    }
    Random delay = new Random(seed);
    List<long[]> arrivals = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      arrivals.add(new long[] {events.get(i).time() + delay.nextInt((int) DISORDER), i});
    }
    arrivals.sort(Comparator.comparingLong(arrival -> arrival[0]));
    List<BanditEvent> ordered = arrivals.stream().map(a -> events.get((int) a[1])).toList();
    return Trial.steps(ordered, BanditEvent::time, DISORDER);
  }

  private static Subtasks<BanditEvent, Decision> job(String... sets) throws Exception {
    return new Subtasks<>(ServingOperator.of(ServingOperator.config(sets)), 1, false);
  }

  private static void send(Subtasks<BanditEvent, Decision> job, BanditEvent event)
      throws Exception {
    assertThat(event.refusal()).isNull();
    job.send(event, event.time());
  }

  private static void assertRefused(
      Subtasks<BanditEvent, Decision> job, String reason, String message) {
    var letters = job.side(BanditFunction.REFUSED);
    assertThat(letters).isNotEmpty();
    var last = letters.get(letters.size() - 1);
    assertThat(last.reason().name()).isEqualTo(reason);
    assertThat(last.message()).contains(message);
  }
}

package io.flyball.jobs.bandit;

import static io.flyball.jobs.bandit.ServingOperator.event;
import static io.flyball.jobs.bandit.ServingOperator.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.serve.Decision;
import io.flyball.core.bandit.serve.Snapshot;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.schemas.ArmOption;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.Reward;
import io.flyball.schemas.RewardKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Policies of several objectives, and weights that change while they are served. */
class ObjectivesTest {
  private static final String TWO = "linucb:objectives=2,alpha=0,weights=";

  /** What a, b and c earn. */
  private static final Map<String, List<Double>> EARNED =
      Map.of("a", List.of(.8, 0.0), "b", List.of(0.0, .9), "c", List.of(.5, .5));

  private long now;

  /** The heads learn once; weights pick among them at once (arXiv 2510.01167). */
  @Test
  void weightsOfAControlUpdateServeAtOnceWithoutLearningAnew() throws Exception {
    try (Subtasks<BanditEvent, Decision> job = taught(TWO + "1/0")) {
      assertThat(ask(job).arm()).isEqualTo("a");
      Map<String, Long> before = job.counts();
      control(job, 1, TWO + "0/1");
      assertThat(ask(job).arm()).isEqualTo("b");
      control(job, 2, TWO + "1/1.1");
      assertThat(ask(job).arm()).isEqualTo("c");
      var last = job.main().get(job.main().size() - 1);
      assertThat(last.algorithm()).isEqualTo(TWO + "1/1.1");
      assertThat(job.side(BanditFunction.ALERTS)).isEmpty();
      assertThat(job.counts().get("REWARDS")).isEqualTo(before.get("REWARDS"));
      assertThat(job.counts()).doesNotContainKey("INTERVENTIONS");
    }
  }

  /** Pairs say which arm is preferred for which objective; weights pick among the heads. */
  @Test
  void headsLearnFromPreferencesInTheStreamAndAreWeighedByControl() throws Exception {
    String heads = "preference-heads:objectives=2,floor=0,temperature=0.001,ties=first,weights=";
    try (Subtasks<BanditEvent, Decision> job =
        new Subtasks<>(
            ServingOperator.of(ServingOperator.config("bandit.algorithm=" + heads + "1/0")),
            1,
            false)) {
      for (int i = 0; i < 200; i++) {
        // Of a and b the first objective likes a, the second likes b; one is asked at a time.
        prefer(job, i, i % 2 == 0 ? List.of(.9, .5) : List.of(.5, .1));
      }
      assertThat(duel(job).arm()).isEqualTo("a");
      Map<String, Long> before = job.counts();
      control(job, 1, heads + "0/1");
      assertThat(duel(job).arm()).isEqualTo("b");
      control(job, 2, heads + "0.9/0.1");
      assertThat(duel(job).arm()).isEqualTo("a");
      assertThat(job.counts().get("REWARDS")).isEqualTo(before.get("REWARDS")).isEqualTo(200);
      assertThat(job.side(BanditFunction.ALERTS)).isEmpty();
    }
  }

  private void prefer(Subtasks<BanditEvent, Decision> job, int i, List<Double> rewards)
      throws Exception {
    String id = "news/pair" + i;
    send(job, event(pair(id).setLoggedArm("a").setLoggedPropensity(.5).build()));
    Reward reward =
        Reward.newBuilder()
            .setId("r" + i)
            .setTime(Instant.ofEpochMilli(ServingOperator.NOON + now))
            .setDecisionId(id)
            .setKind(RewardKind.FINAL)
            .setObjectives(rewards)
            .build();
    send(job, event(reward));
    now++;
  }

  private Decision duel(Subtasks<BanditEvent, Decision> job) throws Exception {
    send(job, event(pair("news/duel" + now++).build()));
    return job.main().get(job.main().size() - 1);
  }

  private DecisionRequest.Builder pair(String id) {
    return request(id, now)
        .setArms(
            List.of(
                ArmOption.newBuilder().setId("a").setFeatures(List.of(1.0, 0.0)).build(),
                ArmOption.newBuilder().setId("b").setFeatures(List.of(0.0, 1.0)).build()));
  }

  @Test
  void weightsOfARequestWin() throws Exception {
    try (Subtasks<BanditEvent, Decision> job = taught(TWO + "1/0")) {
      send(job, event(request("news/own", now, 1).setWeights(List.of(0.0, 1.0)).build()));
      assertThat(job.main().get(job.main().size() - 1).arm()).isEqualTo("b");
    }
  }

  @Test
  void snapshotsTellWhatRecentPoliciesTradeOff() throws Exception {
    try (Subtasks<BanditEvent, Decision> job =
        taught(
            TWO + "1/0",
            "bandit.default-reward=",
            "bandit.publish.every=5",
            "bandit.publish.threshold=0")) {
      asks(job, 20);
      control(job, 1, TWO + "0/1");
      asks(job, 20);
      List<Snapshot> published = job.side(BanditFunction.SNAPSHOTS);
      assertThat(published.get(0).evidence()).doesNotContainKey("hypervolume");
      Map<String, Double> last = published.get(published.size() - 1).evidence();
      // Ridge regression of 30 rewards: 30/31 of the mean.
      assertThat(last.get("objective.0")).isCloseTo(0, within(1e-9));
      assertThat(last.get("objective.1")).isCloseTo(.9 * 30 / 31, within(1e-6));
      assertThat(last).containsEntry("pareto", 1.0);
      assertThat(last.get("recent")).isGreaterThan(last.get("pareto-set"));
      // Neither of the two extreme policies is above 0 in both objectives.
      assertThat(last.get("hypervolume")).isBetween(0.0, .8 * .9);
    }
  }

  @Test
  void weightsThatFitNoObjectivesAreRefused() {
    for (String wrong :
        List.of("linucb:weights=1/0", "linucb:objectives=2,weights=1", TWO + "0/0", TWO + "-1/2")) {
      assertThatThrownBy(() -> ServingOperator.config("bandit.algorithm=" + wrong))
          .as(wrong)
          .hasMessageContaining("weights");
    }
  }

  private Subtasks<BanditEvent, Decision> taught(String algorithm, String... sets)
      throws Exception {
    String[] all = Arrays.copyOf(sets, sets.length + 1);
    all[sets.length] = "bandit.algorithm=" + algorithm;
    Subtasks<BanditEvent, Decision> job =
        new Subtasks<>(ServingOperator.of(ServingOperator.config(all)), 1, false);
    for (int i = 0; i < 90; i++) {
      String arm = List.of("a", "b", "c").get(i % 3);
      String id = "news/log" + i;
      send(job, event(request(id, now, 1).setLoggedArm(arm).setLoggedPropensity(1 / 3.0).build()));
      Reward reward =
          Reward.newBuilder()
              .setId("r" + i)
              .setTime(Instant.ofEpochMilli(ServingOperator.NOON + now))
              .setDecisionId(id)
              .setKind(RewardKind.FINAL)
              .setObjectives(EARNED.get(arm))
              .build();
      send(job, event(reward));
      now++;
    }
    return job;
  }

  private void asks(Subtasks<BanditEvent, Decision> job, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      ask(job);
    }
  }

  private Decision ask(Subtasks<BanditEvent, Decision> job) throws Exception {
    send(job, event(request("news/" + now, now++, 1).build()));
    return job.main().get(job.main().size() - 1);
  }

  private static void control(Subtasks<BanditEvent, Decision> job, long version, String algorithm)
      throws Exception {
    ServingOperator.broadcast(job, "bandit/news", version, Map.of("algorithm", algorithm));
  }

  private static void send(Subtasks<BanditEvent, Decision> job, BanditEvent event)
      throws Exception {
    assertThat(event.refusal()).isNull();
    job.send(event, event.time());
  }
}

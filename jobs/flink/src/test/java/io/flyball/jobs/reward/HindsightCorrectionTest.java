package io.flyball.jobs.reward;

import static io.flyball.jobs.reward.Fixtures.DAY;
import static io.flyball.jobs.reward.Fixtures.config;
import static io.flyball.jobs.reward.Fixtures.row;
import static io.flyball.jobs.reward.Fixtures.shown;
import static io.flyball.jobs.reward.Fixtures.signal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.Choice;
import io.flyball.core.bandit.Learner;
import io.flyball.core.bandit.ModelCodec;
import io.flyball.core.bandit.PolicyName;
import io.flyball.core.bandit.Question;
import io.flyball.core.random.Draws;
import io.flyball.core.reward.Reward;
import io.flyball.core.reward.RewardRow;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.SignalKind;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the outcome showed corrects what was learned at once, exactly. */
class HindsightCorrectionTest {
  private static final int DECISIONS = 40;

  /** A learner that applies rewards as they come: the first is learned, a correction exchanged. */
  private static final class Bandit {
    private final Map<String, AssignedArm> taken = new HashMap<>();
    private final Map<String, Double> learned = new HashMap<>();
    private Learner learner;

    Bandit(String policy) {
      learner = new Learner(PolicyName.parse(policy, 3, 0, 3, 1));
      for (int i = 0; i < DECISIONS; i++) {
        double[] context = {1, draw(i, 0), draw(i, 1)};
        Question question = learner.question(context, "film", "book", "song");
        Choice choice = learner.decide(question, Draws.uniform(4, i, 0));
        taken.put("p/" + i, choice.taken());
      }
    }

    void take(Reward reward) {
      double[] value = {reward.value()};
      Double before = learned.put(reward.decisionId(), reward.value());
      if (before == null) {
        learner.learn(taken.get(reward.decisionId()), value, 1);
      } else {
        learner.revise(taken.get(reward.decisionId()), new double[] {before}, value, 1);
      }
    }

    /** Goes on from its own bytes. */
    void restore() throws IOException {
      ByteArrayInputStream in = new ByteArrayInputStream(bytes());
      learner = new Learner(learner.policy(), ModelCodec.read(new DataInputStream(in)));
    }

    byte[] bytes() {
      return ModelCodec.bytes(learner.model());
    }

    double[] scores() {
      double[] context = {1, .5, -.25};
      return learner.scores(learner.question(context, "film", "book", "song"));
    }
  }

  private static double draw(int i, int counter) {
    return Math.rint(8 * Draws.uniform(3, i, counter)) / 8;
  }

  private static List<RewardRow> clicks() {
    List<RewardRow> rows = new ArrayList<>();
    for (int i = 0; i < DECISIONS; i++) {
      rows.add(row(signal("c" + i, 1000 + i, SignalKind.CLICK, null, exposure(i))));
    }
    return rows;
  }

  private static List<RewardRow> returns() {
    List<RewardRow> rows = new ArrayList<>();
    for (int i = 0; i < DECISIONS; i += 3) {
      rows.add(row(signal("r" + i, DAY + i, SignalKind.RETURN, null, exposure(i))));
    }
    return rows;
  }

  private static Exposure exposure(int i) {
    return shown("x" + i, i, "p/" + i, "film");
  }

  /** Plays rows through the ledger into a bandit; both are restored before the last part. */
  private static Bandit play(String policy, boolean restore, List<List<RewardRow>> parts)
      throws Exception {
    Bandit bandit = new Bandit(policy);
    try (var ledger = new Subtasks<>(Operators.ledger(config()), 1, false)) {
      for (int part = 0; part < parts.size(); part++) {
        if (restore && part == parts.size() - 1) {
          ledger.restoreAt(2);
          bandit.restore();
        }
        int before = ledger.main().size();
        for (RewardRow row : parts.get(part)) {
          ledger.send(row, row.time());
        }
        List<Reward> rewards = ledger.main();
        rewards.subList(before, rewards.size()).forEach(bandit::take);
      }
    }
    return bandit;
  }

  /** Each click followed at once by its return. */
  private static List<RewardRow> together() {
    List<RewardRow> rows = new ArrayList<>();
    List<RewardRow> returns = returns();
    List<RewardRow> clicks = clicks();
    for (int i = 0; i < DECISIONS; i++) {
      rows.add(clicks.get(i));
      if (i % 3 == 0) {
        rows.add(returns.get(i / 3));
      }
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ucb1", "beta-thompson", "epsilon-greedy"})
  void aCorrectionAfterARestoreChangesTheLearnerAsIfItHadComeBefore(String policy)
      throws Exception {
    Bandit after = play(policy, true, List.of(clicks(), returns()));
    Bandit before = play(policy, false, List.of(together()));
    assertThat(after.bytes()).isEqualTo(before.bytes());
    assertThat(after.learned).containsEntry("p/0", 0.0).containsEntry("p/1", 1.0);
    // And so it is not what the clicks alone would have taught.
    assertThat(after.bytes()).isNotEqualTo(play(policy, false, List.of(clicks())).bytes());
  }

  /** A regression keeps its solution beside its sums, which rounds by the order of updates. */
  @ParameterizedTest
  @ValueSource(strings = {"linucb:alpha=1", "greedy-ridge"})
  void aRegressionIsTheSameBytesAfterARestoreAndTheSameAnswersInAnyOrder(String policy)
      throws Exception {
    Bandit after = play(policy, true, List.of(clicks(), returns()));
    Bandit uninterrupted = play(policy, false, List.of(clicks(), returns()));
    assertThat(after.bytes()).isEqualTo(uninterrupted.bytes());
    for (Bandit other :
        List.of(
            play(policy, false, List.of(together())),
            play(policy, false, List.of(returns(), clicks())))) {
      assertThat(other.learned).isEqualTo(after.learned);
      assertThat(other.scores()).containsExactly(after.scores(), within(1e-12));
    }
  }
}

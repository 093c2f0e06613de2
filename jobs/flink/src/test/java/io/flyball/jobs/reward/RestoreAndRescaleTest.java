package io.flyball.jobs.reward;

import static io.flyball.jobs.reward.Fixtures.MINUTE;
import static io.flyball.jobs.reward.Fixtures.NOON;
import static io.flyball.jobs.reward.Fixtures.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.reward.RewardRow;
import io.flyball.core.reward.group.FeedbackMemory;
import io.flyball.jobs.harness.Interruptions;
import io.flyball.jobs.harness.Subtasks.Operator;
import io.flyball.jobs.harness.Trial;
import io.flyball.jobs.harness.Trial.Outcome;
import io.flyball.jobs.harness.Trial.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Interrupted, moved or rescaled, every operator says and counts what it would have said anyway.
 */
class RestoreAndRescaleTest {
  private static final long BOUND = 5 * MINUTE;
  private static final String[] EVERYTHING = {
    "reward.normalise-over=50", "reward.bonus=0.1", "reward.potentials.home=0.5",
    "reward.shadow.stars.rating=1", "reward.scalar-lowest=-5", "reward.scalar-highest=5"
  };

  private static List<Step<RewardRow>> rows() {
    return rows(150);
  }

  private static List<Step<RewardRow>> rows(int many) {
    List<RewardRow> rows = new ArrayList<>();
    History.rows(many)
        .forEach(
            row -> {
              RewardRow scored = Fixtures.row(row);
              if (scored != null) {
                rows.add(scored);
              }
            });
    return Trial.steps(
        History.disordered(rows, RewardRow::time, Record::hashCode, BOUND), RewardRow::time, BOUND);
  }

  @Test
  void theLedgerRemembersEveryRewardAndItsPolicies() throws Exception {
    Outcome plain = Interruptions.changeNothing(Operators.ledger(config()), rows());
    assertThat(plain.outputs()).isNotEmpty();
    assertThat(plain.counts()).containsKeys("FIRST", "CORRECTED", "UNCHANGED");
    assertThat(Trial.play(Operators.ledger(config()), rows(), true, 1, 2, 3)).isEqualTo(plain);
  }

  @Test
  void scalesBonusesAndSessionsAreRememberedToo() throws Exception {
    Operator<RewardRow, ?> operator = Operators.ledger(config(EVERYTHING));
    Outcome outcome = Interruptions.changeNothing(operator, rows());
    assertThat(outcome.outputs()).isNotEmpty();
    assertThat(outcome.counts()).containsKeys("RESHAPED").doesNotContainKey("WAITING");
  }

  @Test
  void learnedWeightsAreRememberedAndTold() throws Exception {
    Operator<RewardRow, ?> operator =
        Operators.ledger(
            config(
                "reward.adapt.primary=rating",
                "reward.adapt.every=5",
                "reward.open=3 h",
                "reward.guard.least-rewards=2",
                "reward.scalar-lowest=-5",
                "reward.scalar-highest=5"));
    // The intake lets nothing through that comes after the end of its reward.
    List<Step<RewardRow>> timely =
        rows(400).stream()
            .filter(step -> step.record() == null || inTime(step.record(), 180 * MINUTE))
            .toList();
    Outcome outcome = Interruptions.changeNothing(operator, timely);
    assertThat(outcome.outputs()).isNotEmpty();
    assertThat(outcome.counts()).containsKeys("WEIGHTS_MOVED").doesNotContainKey("WAITING");
    assertThat(outcome.toString()).contains("REWARD_WEIGHTS_MOVED", "adapting=");
  }

  /** What is learned of reactions and designed is state, too, and the same in any pieces. */
  @Test
  void predictedReactionsAndDesignedRewardsAreState() throws Exception {
    Operator<RewardRow, ?> operator =
        Operators.ledger(
            config(
                "reward.reaction.label=rating",
                "reward.reaction.features=click",
                "reward.reaction.every=5",
                "reward.reaction.limit=0.01",
                "reward.weights.reaction-model=0.5",
                "reward.design.rate=0.5",
                "reward.open=3 h",
                "reward.scalar-lowest=-5",
                "reward.scalar-highest=5"));
    List<Step<RewardRow>> timely =
        rows(400).stream()
            .filter(step -> step.record() == null || inTime(step.record(), 180 * MINUTE))
            .toList();
    Outcome outcome = Interruptions.changeNothing(operator, timely);
    assertThat(outcome.toString()).contains("REACTION_MODEL_OFF", "designed=", "reaction-model=");
  }

  private static boolean inTime(RewardRow row, long open) {
    return row.time() < row.shownAt() + open;
  }

  @Test
  void groupsRememberTheirMembers() throws Exception {
    List<RewardMember> members = History.members(60).stream().map(Fixtures::member).toList();
    var steps = Trial.steps(members, member -> member.attempt().time(), BOUND);
    var operator = Operators.groups(config("reward.group.mode=std-normalised"));
    Outcome outcome = Interruptions.changeNothing(operator, steps);
    assertThat(outcome.outputs()).isNotEmpty();
    assertThat(outcome.counts())
        .containsKeys("MEMBERS_JUDGED", "GROUPS")
        .doesNotContainKey("MEMBERS_PENDING");
    assertThat(Trial.play(operator, steps, true, 1, 2, 3)).isEqualTo(outcome);
  }

  @Test
  void requestsRememberWhatWasTriedForThem() throws Exception {
    List<TriedRow> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Map<String, Double> scores = Map.of("a", i * 7 % 13 / 4.0, "b", i * 5 % 11 / 4.0);
      long time = NOON + i * MINUTE + (i % 50 == 49 ? 2 * Fixtures.DAY : 0);
      rows.add(
          new TriedRow(
              "q" + i % 3,
              new FeedbackMemory.Tried("g/" + i / 2, time, "text", "r", scores),
              time));
    }
    List<TriedRow> arrivals = History.disordered(rows, TriedRow::known, Record::hashCode, BOUND);
    var steps = Trial.steps(arrivals, TriedRow::known, BOUND);
    var operator = Operators.memory(config("reward.memory.most=5"));
    Outcome outcome = Interruptions.changeNothing(operator, steps);
    assertThat(outcome.outputs()).hasSizeGreaterThan(60).anyMatch(row -> row.contains("q2"));
    assertThat(outcome.counts()).containsKey("MEMORIES");
    assertThat(outcome.entries()).isZero();
    assertThat(outcome.timers()).isZero();
  }

  @Test
  void theIntakeKeepsItsCounts() throws Exception {
    RewardDecoder decoder = new RewardDecoder(config());
    List<Step<RewardInput>> steps = new ArrayList<>();
    int offset = 0;
    for (var row : History.rows(60)) {
      // The clock is moved 17 days ahead near the end: what comes then is too late.
      RewardInput in = decoder.apply(Fixtures.raw(row, offset % 3, offset++));
      steps.add(new Step<>(in, in.time()));
    }
    steps.add(new Step<>(null, NOON + 17 * Fixtures.DAY));
    for (var member : History.members(5)) {
      RewardInput in = decoder.apply(Fixtures.raw(member, offset % 3, offset++));
      steps.add(new Step<>(in, in.time()));
    }
    for (var row : History.rows(5)) {
      RewardInput in = decoder.apply(Fixtures.raw(row, offset % 3, offset++));
      steps.add(new Step<>(in, in.time()));
    }
    Outcome outcome = Interruptions.changeNothing(Operators.intake(config()), steps);
    assertThat(outcome.outputs()).isNotEmpty();
    assertThat(outcome.counts()).containsKeys("READ", "ROWS", "DEAD_LETTERS", "UNVALUED");
    assertThat(outcome.counts().get("READ")).isEqualTo(offset);
  }
}

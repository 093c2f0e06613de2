package io.flyball.jobs.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.gate.EpisodeEvent;
import io.flyball.core.record.Alert;
import io.flyball.jobs.gate.GateSign.Kind;
import io.flyball.jobs.harness.Interruptions;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.harness.Subtasks.Operator;
import io.flyball.jobs.harness.Trial;
import io.flyball.jobs.harness.Trial.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GatePatternsTest {
  private static final GateConfig CONFIG = Fixtures.config();
  private static final long MINUTE = 60_000;

  private static GateSign failed(long number, String primitive, long at) {
    String id = "e/" + at + "/" + number;
    return new GateSign(Kind.FAILED_TRY, "s", "e", number, primitive, id, 0, Fixtures.NOON + at);
  }

  private static GateSign sign(Kind kind, String task, long attempt, long at) {
    return new GateSign(kind, "s", task, attempt, "", task + "-" + attempt, 0, Fixtures.NOON + at);
  }

  private static GateSign executed(String action, double threshold, long at) {
    return new GateSign(Kind.EXECUTED, "s", "t", 1, "", action, threshold, Fixtures.NOON + at);
  }

  private static GateSign critique(String action, double probability, long at) {
    return new GateSign(
        Kind.CRITIQUE, "s", "t", 1, "careful", action, probability, Fixtures.NOON + at);
  }

  private static List<Alert> alerts(Operator<GateSign, Alert> pattern, GateSign... signs)
      throws Exception {
    try (Subtasks<GateSign, Alert> cep = new Subtasks<>(pattern, 1, false)) {
      for (GateSign sign : signs) {
        cep.send(sign, sign.time());
      }
      cep.watermark(Long.MAX_VALUE);
      return cep.main();
    }
  }

  @Test
  void aLoopIsOneAlertWithItsTries() throws Exception {
    List<Alert> alerts =
        alerts(
            Operators.looping(CONFIG),
            failed(4, "grasp", 2_000),
            failed(3, "grasp", 1_000),
            failed(2, "grasp", 0),
            failed(5, "grasp", 3_000));
    assertThat(alerts).hasSize(1);
    Alert alert = alerts.get(0);
    assertThat(alert.kind()).isEqualTo("LOOPING");
    assertThat(alert.scope()).isEqualTo("s");
    assertThat(alert.evidence()).containsExactly("e/0/2", "e/1000/3", "e/2000/4");
    assertThat(alert.since()).isEqualTo(Fixtures.NOON);
    assertThat(alert.summary())
        .isEqualTo(
            "session s failed 3 times in a row at grasp in episode e; follow the moves of"
                + " gate.next");
  }

  @Test
  void aSuccessAnotherPrimitiveOrTimeEndsALoop() throws Exception {
    Operator<GateSign, Alert> looping = Operators.looping(CONFIG);
    assertThat(alerts(looping, failed(1, "a", 0), failed(2, "a", 1), failed(4, "a", 2))).isEmpty();
    assertThat(
            alerts(
                looping,
                failed(1, "a", 0),
                failed(2, "a", 1),
                failed(3, "b", 2),
                failed(4, "a", 3),
                failed(5, "a", 4)))
        .isEmpty();
    assertThat(alerts(looping, failed(1, "a", 0), failed(2, "a", 1), failed(3, "a", 60 * MINUTE)))
        .isEmpty();
    assertThat(
            alerts(looping, failed(1, "a", 0), failed(2, "a", 1), failed(3, "a", 60 * MINUTE - 1)))
        .hasSize(1);
  }

  /** The pattern and the controller, which decides the move, call the same tries a loop. */
  @Test
  void theAlertsAreTheAnswersThatLoop() throws Exception {
    Random random = new Random(5);
    List<GateSign> signs = new ArrayList<>();
    List<String> looping = new ArrayList<>();
    try (Subtasks<StepEvent, NextRow> sessions =
        new Subtasks<>(Operators.sessions(CONFIG), 1, false)) {
      for (int i = 0; i < 2_000; i++) {
        EpisodeEvent.Kind kind =
            random.nextInt(4) == 0 ? EpisodeEvent.Kind.END : EpisodeEvent.Kind.EXCEPTION;
        String primitive = random.nextInt(3) == 0 ? "pull" : "grasp";
        String episode = "e" + random.nextInt(9);
        StepEvent step =
            new StepEvent(episode, "s" + episode, 0, kind, primitive, "", Fixtures.NOON + i / 3);
        sessions.send(step, step.time());
      }
      sessions.watermark(Long.MAX_VALUE);
      for (NextRow row : sessions.main()) {
        if (!row.move().equals("NEXT")) {
          signs.add(GateSign.failedTry(row));
        }
        if (row.looping() && !row.move().equals("ABORT")) {
          looping.add(row.id());
        }
      }
    }
    List<Alert> alerts = alerts(Operators.looping(CONFIG), signs.toArray(GateSign[]::new));
    assertThat(looping).hasSizeGreaterThan(50);
    assertThat(alerts).extracting(a -> a.evidence().get(2)).containsAll(looping);
  }

  @Test
  void aTaskThatIsBlockedProposedAnewAndBlocked() throws Exception {
    List<Alert> alerts =
        alerts(
            Operators.blockedAgain(CONFIG),
            sign(Kind.BLOCKED, "t", 2, 5_000),
            sign(Kind.PROPOSAL, "t", 2, 4_000),
            sign(Kind.BLOCKED, "t", 1, 1_000));
    assertThat(alerts).hasSize(1);
    assertThat(alerts.get(0).kind()).isEqualTo("BLOCKED_AGAIN");
    assertThat(alerts.get(0).evidence()).containsExactly("t-1", "t-2");
    assertThat(alerts.get(0).summary())
        .isEqualTo(
            "task t of session s was blocked as t-1, proposed anew as t-2 and blocked again");
  }

  @Test
  void allOfOneMillisecondCountInTheOrderOfProposals() throws Exception {
    assertThat(
            alerts(
                Operators.blockedAgain(CONFIG),
                sign(Kind.BLOCKED, "t", 2, 0),
                sign(Kind.BLOCKED, "t", 1, 0),
                sign(Kind.PROPOSAL, "t", 2, 0)))
        .hasSize(1);
  }

  @Test
  void anotherTaskNoNewProposalAnEarlierOneOrTimeIsNoSecondBlock() throws Exception {
    Operator<GateSign, Alert> pattern = Operators.blockedAgain(CONFIG);
    GateSign blocked = sign(Kind.BLOCKED, "t", 2, 0);
    assertThat(alerts(pattern, blocked, sign(Kind.BLOCKED, "t", 3, 2))).isEmpty();
    assertThat(
            alerts(pattern, blocked, sign(Kind.PROPOSAL, "u", 3, 1), sign(Kind.BLOCKED, "u", 3, 2)))
        .isEmpty();
    assertThat(
            alerts(pattern, blocked, sign(Kind.PROPOSAL, "t", 1, 1), sign(Kind.BLOCKED, "t", 1, 2)))
        .isEmpty();
    assertThat(
            alerts(
                pattern,
                blocked,
                sign(Kind.PROPOSAL, "t", 3, 1),
                sign(Kind.BLOCKED, "t", 3, 10 * MINUTE)))
        .isEmpty();
  }

  @Test
  void afterAMatchItStartsAfresh() throws Exception {
    List<GateSign> signs = new ArrayList<>();
    for (int attempt = 1; attempt <= 4; attempt++) {
      signs.add(sign(Kind.PROPOSAL, "t", attempt, attempt * 10L));
      signs.add(sign(Kind.BLOCKED, "t", attempt, attempt * 10L + 5));
    }
    assertThat(alerts(Operators.blockedAgain(CONFIG), signs.toArray(GateSign[]::new)))
        .extracting(Alert::evidence)
        .containsExactly(List.of("t-1", "t-2"), List.of("t-3", "t-4"));
  }

  @Test
  void aCriticThatRejectsWhatRunsIsNamed() throws Exception {
    List<Alert> alerts =
        alerts(
            Operators.rejectedAfterExecution(CONFIG),
            critique("a", .1, 300),
            critique("b", .1, 300),
            executed("a", .8, 0),
            critique("a", .2, 200),
            critique("a", .8, 100));
    assertThat(alerts).hasSize(1);
    assertThat(alerts.get(0).kind()).isEqualTo("REJECTED_AFTER_EXECUTION");
    assertThat(alerts.get(0).summary())
        .isEqualTo(
            "action a runs since a verdict 200 ms ago, and critic careful gives it 0.200, below the"
                + " threshold of 0.800");
    assertThat(
            alerts(
                Operators.rejectedAfterExecution(CONFIG),
                executed("a", .8, 0),
                critique("a", .1, 10_000)))
        .isEmpty();
  }

  @Test
  void whatEventTimeHasPassedIsKeptAside() throws Exception {
    GateSign late = critique("a", .1, 100);
    try (Subtasks<GateSign, Alert> cep =
        new Subtasks<>(Operators.rejectedAfterExecution(CONFIG), 1, false)) {
      cep.send(executed("a", .8, 0), Fixtures.NOON);
      cep.watermark(Fixtures.NOON + 100);
      cep.send(late, late.time());
      cep.watermark(Long.MAX_VALUE);
      assertThat(cep.main()).isEmpty();
      assertThat(cep.side(GatePatterns.LATE)).containsExactly(late);
    }
  }

  @Test
  void theTimeSpansAreThoseOfTheConfiguration() throws Exception {
    GateConfig shorter =
        Fixtures.config(
            "gate.patterns.looping-within=2 ms",
            "gate.patterns.blocked-again-within=2 ms",
            "gate.patterns.rejected-within=2 ms");
    for (long last : new long[] {1, 2}) {
      int expected = last < 2 ? 1 : 0;
      assertThat(
              alerts(
                  Operators.looping(shorter),
                  failed(1, "a", 0),
                  failed(2, "a", 0),
                  failed(3, "a", last)))
          .hasSize(expected);
      assertThat(
              alerts(
                  Operators.blockedAgain(shorter),
                  sign(Kind.BLOCKED, "t", 1, 0),
                  sign(Kind.PROPOSAL, "t", 2, 0),
                  sign(Kind.BLOCKED, "t", 2, last)))
          .hasSize(expected);
      assertThat(
              alerts(
                  Operators.rejectedAfterExecution(shorter),
                  executed("a", .8, 0),
                  critique("a", .1, last)))
          .hasSize(expected);
    }
  }

  /** Whoever never proposes anew and is never rejected costs nothing after {@code within}. */
  @Test
  void nothingIsLeftOfAKeyAfterWithin() throws Exception {
    try (Subtasks<GateSign, Alert> cep =
        new Subtasks<>(Operators.rejectedAfterExecution(CONFIG), 1, false)) {
      for (int i = 0; i < 100; i++) {
        cep.send(executed("a" + i, .8, i), Fixtures.NOON + i);
      }
      cep.watermark(Fixtures.NOON + 5_000);
      assertThat(cep.entries()).isPositive();
      cep.watermark(Fixtures.NOON + 10_100);
      assertThat(cep.entries()).isZero();
      assertThat(cep.timers()).isZero();
    }
  }

  @Test
  void patternsGoOnAcrossASnapshot() throws Exception {
    Random random = new Random(7);
    List<GateSign> tries = new ArrayList<>();
    List<GateSign> blocks = new ArrayList<>();
    List<GateSign> critiques = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      long at = Math.max(0, i * 20L - random.nextInt(60));
      String of = String.valueOf(random.nextInt(5));
      tries.add(
          new GateSign(
              Kind.FAILED_TRY, "s", of, i / 5, "grasp", of + "/" + i, 0, Fixtures.NOON + at));
      blocks.add(sign(random.nextBoolean() ? Kind.PROPOSAL : Kind.BLOCKED, of, i / 10, at));
      critiques.add(i % 3 == 0 ? executed("a" + i / 9, .5, at) : critique("a" + i / 9, .4, at));
    }
    assertSame(Operators.looping(CONFIG), tries);
    assertSame(Operators.blockedAgain(CONFIG), blocks);
    assertSame(Operators.rejectedAfterExecution(CONFIG), critiques);
  }

  private static void assertSame(Operator<GateSign, Alert> pattern, List<GateSign> signs)
      throws Exception {
    var steps = Trial.steps(signs, GateSign::time, 100);
    Outcome plain = Interruptions.changeNothing(pattern, steps);
    assertThat(plain.outputs()).hasSizeGreaterThan(3);
    assertThat(Trial.play(pattern, steps, true, 1, 2, 3).outputs())
        .containsExactlyInAnyOrderElementsOf(Trial.play(pattern, steps, false, 1, 2, 3).outputs());
  }
}

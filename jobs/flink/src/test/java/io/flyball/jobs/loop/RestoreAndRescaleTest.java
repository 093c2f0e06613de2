package io.flyball.jobs.loop;

import static io.flyball.jobs.loop.Events.HOUR;
import static io.flyball.jobs.loop.Events.MINUTE;
import static io.flyball.jobs.loop.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.loop.PaneAccumulator;
import io.flyball.core.loop.PanePart;
import io.flyball.core.loop.Table;
import io.flyball.jobs.harness.Interruptions;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.harness.Subtasks.Operator;
import io.flyball.jobs.harness.Trial;
import io.flyball.jobs.harness.Trial.Outcome;
import io.flyball.jobs.harness.Trial.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Interrupted, moved or rescaled, every operator says and counts what it would have said anyway.
 */
class RestoreAndRescaleTest {
  private static final LoopConfig CONFIG =
      Events.config("loop.window=10 min", "loop.past=30 min", "loop.lateness=30 min");
  private static final long BOUND = CONFIG.outOfOrderness().toMillis();

  @Test
  void timelinessKeepsTheClockOfEveryPartition() throws Exception {
    LoopDecoder decoder = new LoopDecoder(CONFIG);
    List<Step<LoopInput>> steps = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < 400; i++) {
      // One in seven comes when its partition is far ahead: late, or too late.
      long late = i % 7 == 0 ? (long) (random.nextDouble() * HOUR) : 0;
      long time = NOON + i * MINUTE / 2 - late;
      var shown = Events.exposure("x" + i, time, "u" + i % 9, "i" + i % 30).build();
      steps.add(new Step<>(Events.in(decoder, shown, i % 3, i), time));
    }
    Outcome outcome = Interruptions.changeNothing(Operators.timeliness(CONFIG), steps);
    assertThat(outcome.counts()).containsKeys("READ", "LATE", "DEAD_LETTERS.TOO_LATE");
  }

  @Test
  void deduplicationRemembersEveryId() throws Exception {
    List<Interaction> touches = new ArrayList<>(touches(300));
    touches.addAll(touches(100));
    Collections.shuffle(touches.subList(100, 400), new Random(2));
    Outcome outcome =
        Interruptions.changeNothing(
            Operators.deduplication(CONFIG), Trial.steps(touches, Interaction::time, 9 * HOUR));
    assertThat(outcome.counts()).containsEntry("DUPLICATES", 100L);
    assertThat(outcome.outputs()).hasSize(300);
  }

  @Test
  void windowsAndTheirCorrectionsDoNotDependOnWhereTheirPartsWere() throws Exception {
    List<PanePart> parts = new ArrayList<>();
    for (Interaction touch : touches(300)) {
      PaneAccumulator tally = new PaneAccumulator();
      tally.interaction(Table.EXPOSURE, touch.user(), touch.item());
      tally.categories(touch.item(), touch.categories());
      long pane = CONFIG.panes().of(touch.time());
      long known = touch.id() % 5 == 0 ? pane + 1 + Math.floorMod(touch.id(), 3L) : pane;
      parts.add(tally.toPart("surface/" + Math.floorMod(touch.id(), 4), pane, known));
    }
    Operator<PanePart, MetricRow> windows =
        Operators.windows(
            Events.config(
                "loop.window=10 min",
                "loop.sliding=30 min",
                "loop.past=30 min",
                "loop.lateness=30 min"));
    // A part arrives when event time has not passed the pane in which it became known.
    parts.sort(java.util.Comparator.comparingLong(PanePart::known));
    List<Step<PanePart>> steps =
        Trial.steps(parts, part -> CONFIG.panes().start(part.known()), 2 * BOUND);
    Outcome outcome = Interruptions.changeNothing(windows, steps);
    assertThat(outcome.counts()).containsKeys("WINDOWS", "CORRECTIONS");
    assertThat(Trial.play(windows, steps, true, 1, 2, 3)).isEqualTo(outcome);
  }

  @Test
  void detectorsGoOnFromWhereTheyWere() throws Exception {
    Random random = new Random(5);
    List<SignalBundle> bundles = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      BundleBuilder bundle = new BundleBuilder();
      for (int k = 0; k < 20; k++) {
        int n = i * 20 + k;
        boolean later = n > 4_500 && random.nextDouble() < 0.6;
        bundle.add(
            BundleBuilder.kind(BundleBuilder.TAKEN, io.flyball.core.loop.Source.HUMAN),
            NOON + n * 1_000L - random.nextInt(30_000),
            random.nextLong(),
            1 + random.nextInt(50),
            later || n % 10 == 0 ? n % 4 : 10 + random.nextInt(400),
            1 + random.nextInt(7));
      }
      bundles.add(bundle.build("surface/home"));
    }
    Operator<SignalBundle, Finding> detectors = Operators.detectors(CONFIG);
    var steps = Trial.steps(bundles, SignalBundle::earliest, 5 * MINUTE);
    Outcome outcome = Interruptions.changeNothing(detectors, steps);
    assertThat(outcome.outputs()).anyMatch(text -> text.contains("FEEDBACK_HEAD"));
    assertThat(Trial.play(detectors, steps, true, 1, 2)).isEqualTo(outcome);
  }

  @Test
  void episodesAreGatheredAcrossASnapshot() throws Exception {
    LoopMapping mapping = new LoopMapping(CONFIG);
    List<TurnSeen> turns = new ArrayList<>();
    for (int episode = 0; episode < 60; episode++) {
      for (int turn = 1; turn <= 4; turn++) {
        long time = NOON + episode * MINUTE + turn * 10_000L;
        // Every fifth episode never says that it has ended.
        boolean last = turn == 4 && episode % 5 != 0;
        turns.add(
            mapping.turn(
                Events.turn("e" + episode, time, turn, "a" + turn % 3)
                    .setJudge("judge")
                    .setRight(turn == 4)
                    .setLast(last)
                    .build()));
      }
    }
    Collections.shuffle(turns.subList(0, 120), new Random(3));
    var steps = Trial.steps(turns, TurnSeen::time, 2 * HOUR);
    Outcome outcome = Interruptions.changeNothing(Operators.episodes(CONFIG), steps);
    assertThat(outcome.outputs()).hasSize(2 * 60);
  }

  @Test
  void tracesAreFollowedAcrossASnapshot() throws Exception {
    List<TraceSeen> seen = new ArrayList<>();
    for (int trace = 0; trace < 40; trace++) {
      long time = NOON + trace * MINUTE;
      String name = "t" + trace;
      seen.add(new TraceSeen(time, name, "a", List.of(), true, null, null, 0, false));
      seen.add(new TraceSeen(time + 1, name, "b", List.of("a"), false, null, null, 0, false));
      seen.add(new TraceSeen(time + 2, name, "b", List.of(), false, "f" + trace, "wrong", 0, true));
    }
    Collections.shuffle(seen, new Random(4));
    var steps = Trial.steps(seen, TraceSeen::time, 2 * HOUR);
    Outcome outcome = Interruptions.changeNothing(Operators.traces(CONFIG), steps);
    assertThat(outcome.outputs()).hasSize(40);
  }

  @Test
  void theFirstStageLosesNothingAtACheckpoint() throws Exception {
    List<Interaction> touches = touches(200);
    for (int parallelism : new int[] {1, 3}) {
      try (Subtasks<Interaction, PanePart> first =
          new Subtasks<>(Operators.preAggregate(CONFIG), parallelism, false)) {
        for (Interaction touch : touches) {
          first.send(touch, touch.time());
        }
        assertThat(first.main()).isEmpty();
        for (int i = 0; i < parallelism; i++) {
          first.get(i).harness().getOperator().prepareSnapshotPreBarrier(1);
        }
        PaneAccumulator all = new PaneAccumulator();
        first.main().stream().filter(part -> part.scope().equals("all")).forEach(all::merge);
        assertThat(all.events()).isEqualTo(200);
      }
    }
  }

  private static List<Interaction> touches(int count) {
    LoopMapping mapping = new LoopMapping(CONFIG);
    List<Interaction> touches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      touches.add(
          mapping.touch(
              Events.exposure("x" + i, NOON + i * MINUTE / 2, "u" + i % 9, "i" + i % 31)
                  .setCategories(List.of("c" + i % 4))
                  .setPosition(1 + i % 5)
                  .build()));
    }
    return touches;
  }
}

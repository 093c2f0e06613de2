package io.flyball.jobs.loop;

import static io.flyball.jobs.loop.Events.HOUR;
import static io.flyball.jobs.loop.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.flyball.core.loop.sim.LoopSimulator;
import io.flyball.core.loop.sim.World;
import io.flyball.core.record.Alert;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.ItemSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Alarms and diagnoses that come out of the whole job. */
class DriftAlertsTest {
  private static final long STEP = 1_000;
  private static final String[] ALL = {"loop.scopes=all", "loop.out-of-orderness=1 min"};

  /** Clicks of the simulated loop: popularity takes over half of the slots at click 6,000. */
  private static List<AttributedFeedback> takeover(double share, int clicks) {
    LoopSimulator simulator = new LoopSimulator(World.standard(share, 6_000), 5_001);
    List<AttributedFeedback> all = new ArrayList<>();
    for (int i = 0; i < clicks; i++) {
      LoopSimulator.Event event = simulator.next();
      long time = NOON + i * STEP;
      Exposure shown =
          Events.exposure("x" + i, time, "u" + event.user(), "" + event.item())
              .setCategories(List.of("g" + event.genre()))
              .setPosition(event.rank())
              .build();
      all.add(Events.click("c" + i, time, shown));
    }
    return all;
  }

  /** Dealt to partitions, each out of order by less than a minute. */
  private static <T> List<List<T>> dealt(List<T> events, int partitions, int seed) {
    Random random = new Random(seed);
    List<Integer> order = new ArrayList<>();
    double[] arrival = new double[events.size()];
    for (int i = 0; i < arrival.length; i++) {
      order.add(i);
      arrival[i] = i + random.nextDouble() * 59;
    }
    order.sort(Comparator.comparingDouble(i -> arrival[i]));
    List<List<T>> dealt = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      dealt.add(new ArrayList<>());
    }
    order.forEach(i -> dealt.get(i % partitions).add(events.get(i)));
    return dealt;
  }

  @Test
  void aTakeoverRaisesTheSameAlarmsAtAnyParallelismAndDisorder() throws Exception {
    List<AttributedFeedback> clicks = takeover(0.5, 8_000);
    List<Alert> straight = LocalRun.of(1, dealt(clicks, 1, 1), List.of(), ALL).alerts();
    assertThat(straight).extracting(Alert::kind).contains("DRIFT");
    Alert first = straight.get(0);
    assertThat(first.summary()).startsWith("drift: FEEDBACK_HEAD up from");
    assertThat(first.time()).isBetween(NOON + 6_000 * STEP, NOON + 6_100 * STEP);
    assertThat(LocalRun.of(3, dealt(clicks, 3, 2), List.of(), ALL).alerts())
        .containsExactlyInAnyOrderElementsOf(straight);
  }

  @Test
  void withoutATakeoverNothingIsSaid() throws Exception {
    assertThat(LocalRun.of(1, dealt(takeover(0, 8_000), 1, 1), List.of(), ALL).alerts()).isEmpty();
  }

  /** Head, tail and then users' variety move; half of the traffic is exposed at random or none. */
  private static List<SpecificRecord> chamber(boolean holdout) {
    Random random = new Random(3);
    List<SpecificRecord> all = new ArrayList<>();
    for (int i = 0; i < 13_000; i++) {
      boolean random50 = holdout && i % 2 == 1;
      boolean narrowed = i > 9_000 && !random50 && random.nextDouble() < 0.6;
      int user = random.nextInt(200);
      int item = narrowed || random.nextInt(10) == 0 ? user % 4 : random.nextInt(500);
      boolean stuck = i > 10_500 && !random50 && random.nextDouble() < 0.7;
      Exposure shown =
          Events.exposure("x" + i, NOON + i * STEP, "u" + user, "i" + item)
              .setCategories(List.of(stuck ? "c" + user % 7 : "c" + random.nextInt(7)))
              .setRandomHoldout(random50)
              .build();
      all.add(Events.click("c" + i, NOON + i * STEP, shown));
    }
    return all;
  }

  @Test
  void anEchoChamberIsDiagnosedFromItsThreeSigns() throws Exception {
    List<Alert> alerts = LocalRun.of(2, dealt(chamber(false), 2, 1), List.of(), ALL).alerts();
    assertThat(alerts)
        .filteredOn(alert -> alert.kind().equals("ECHO_CHAMBER"))
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.scope()).isEqualTo("all");
              assertThat(alert.evidence()).hasSize(3);
              assertThat(alert.severity()).isEqualTo(Alert.Severity.WARNING);
              assertThat(alert.summary())
                  .startsWith("drift: ")
                  .contains("FEEDBACK_HEAD up", "FEEDBACK_TAIL down", "FEEDBACK_VARIETY down")
                  .doesNotContain("amplified");
              assertThat(alert.since()).isLessThan(alert.time());
            });
  }

  @Test
  void onlyAHoldoutLetsAnAlertSayAmplifiedByTheLoop() throws Exception {
    List<Alert> alerts = LocalRun.of(1, dealt(chamber(true), 1, 1), List.of(), ALL).alerts();
    assertThat(alerts)
        .filteredOn(alert -> alert.summary().contains("FEEDBACK_HEAD up"))
        .isNotEmpty()
        .first()
        .satisfies(
            alert -> {
              assertThat(alert.summary()).startsWith("drift, amplified by the loop: ");
              assertThat(alert.values().get("FEEDBACK_HEAD.byTheLoop")).isGreaterThan(0.2);
              assertThat(alert.severity()).isEqualTo(Alert.Severity.WARNING);
            });
  }

  @Test
  void generatedContentThatTakesOverIsDiagnosedAtEveryPhase() throws Exception {
    List<SpecificRecord> shown =
        exposures(600, i -> i < 200 || (i < 400 && i % 2 == 0) ? ItemSource.HUMAN : ItemSource.AI);
    List<Alert> alerts =
        LocalRun.of(
                2,
                dealt(shown, 2, 1),
                List.of(),
                "loop.scopes=surface",
                "loop.window=200 s",
                "loop.out-of-orderness=1 min",
                "loop.detector=none")
            .alerts();
    assertThat(alerts)
        .filteredOn(alert -> alert.kind().equals("SOURCE_TAKEOVER"))
        .extracting(alert -> alert.values().get("phase"), Alert::severity)
        .containsExactlyInAnyOrder(
            tuple(1.0, Alert.Severity.WARNING), tuple(2.0, Alert.Severity.CRITICAL));
  }

  private static List<SpecificRecord> exposures(int count, IntFunction<ItemSource> source) {
    List<SpecificRecord> all = new ArrayList<>();
    long start = NOON - NOON % (200 * STEP);
    for (int i = 0; i < count; i++) {
      all.add(
          Events.exposure("x" + i, start + i * STEP, "u" + i % 9, "i" + i % 30)
              .setSurface("home")
              .setPosition(1 + i % 5)
              .setItemSource(source.apply(i))
              .build());
    }
    return all;
  }

  @Test
  void scoresThatRiseWhileHindsightIsFlatAreRewardHacking() throws Exception {
    assertThat(kinds(hindsight(false))).contains("REWARD_HACKING");
    assertThat(kinds(hindsight(true))).doesNotContain("REWARD_HACKING").contains("DRIFT");
  }

  private static List<String> kinds(List<SpecificRecord> rows) throws Exception {
    return LocalRun.of(1, dealt(rows, 1, 1), List.of(), ALL).alerts().stream()
        .map(Alert::kind)
        .toList();
  }

  /** Immediate ratings rise from 5 to 9 on average; hindsight rises with them or stays. */
  private static List<SpecificRecord> hindsight(boolean follows) {
    Random random = new Random(1);
    List<SpecificRecord> all = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      double high = i < 1_500 ? 0.5 : 0.9;
      double immediate = random.nextDouble() < high ? 10 : 0;
      double late = follows ? immediate : random.nextDouble() < 0.5 ? 10 : 0;
      all.add(Events.hindsight("x" + i, NOON + i * STEP, immediate, late));
    }
    return all;
  }

  @Test
  void aJudgeThatLowersSuccessIsDiagnosed() throws Exception {
    List<SpecificRecord> turns = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      boolean judged = i % 2 == 0;
      boolean right = judged ? i % 10 == 0 : i % 3 != 0;
      turns.add(
          Events.turn("e" + i, NOON + i * STEP, 1, "a")
              .setJudge(judged ? "harsh" : null)
              .setRight(right)
              .setLast(true)
              .build());
    }
    LocalRun run = LocalRun.of(2, dealt(turns, 2, 1), List.of(), ALL);
    assertThat(run.alerts())
        .extracting(Alert::kind, Alert::scope)
        .contains(
            tuple("HARMFUL_JUDGE", "judge/harsh"), tuple("HARMFUL_JUDGE", "judge/harsh@student"));
    assertThat(run.newest("judge/harsh", "judge.SUCCESS_RATE").values()).containsExactly(0.2);
    assertThat(NOON % HOUR).isLessThan(HOUR - 200 * STEP);
  }
}

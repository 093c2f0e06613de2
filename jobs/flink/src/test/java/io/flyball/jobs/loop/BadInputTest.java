package io.flyball.jobs.loop;

import static io.flyball.jobs.loop.Events.HOUR;
import static io.flyball.jobs.loop.Events.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import io.flyball.schemas.Decision;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.ItemSource;
import io.flyball.schemas.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** What the whole job does with input that no textbook foresees. */
class BadInputTest {
  private static final long START = Events.NOON - Events.NOON % HOUR;

  private static LocalRun run(List<? extends SpecificRecord> records, String... sets)
      throws Exception {
    List<String> all = new ArrayList<>(List.of("loop.scopes=all, source"));
    all.addAll(List.of(sets));
    return LocalRun.of(1, List.of(records), List.of(), all.toArray(String[]::new));
  }

  private static Map<Long, Double> all(LocalRun run, String metric) {
    return run.newest("all", metric);
  }

  private static Exposure.Builder shown(int id) {
    return Events.exposure("x" + id, START + id, "u" + id, "i" + id);
  }

  @Test
  void nothingInIsNothingOut() throws Exception {
    LocalRun run = run(List.of(shown(1).setTime(Instant.ofEpochMilli(-5)).build()));
    assertThat(run.metrics()).isEmpty();
    assertThat(run.alerts()).isEmpty();
    assertThat(run.deadLetters())
        .extracting(DeadLetter::reason)
        .containsExactly(Reason.OUT_OF_RANGE);
  }

  @Test
  void whatCannotCountIsADeadLetterThatNamesItsField() throws Exception {
    LocalRun run =
        run(
            List.of(
                shown(1).setItem("").build(),
                shown(2).setPosition(-1).build(),
                shown(3).setId("").build(),
                shown(4).setTime(Instant.EPOCH).build(),
                Events.turn("e", START, 0, "a").build(),
                Events.turn("e", START, 1, "a").setConstraints(2).setSatisfied(3).build(),
                new Span("t", "s", Instant.ofEpochMilli(START), List.of("s"), "op", true, null)));
    assertThat(run.deadLetters())
        .extracting(letter -> letter.reason() + ":" + letter.field())
        .containsExactlyInAnyOrder(
            "MISSING_FIELD:item",
            "OUT_OF_RANGE:position",
            "MISSING_FIELD:id",
            "MISSING_FIELD:time",
            "OUT_OF_RANGE:turn",
            "OUT_OF_RANGE:satisfied",
            "OUT_OF_RANGE:parents");
    assertThat(run.count(LoopCount.DEAD_LETTERS)).isEqualTo(7);
  }

  @Test
  void anUnknownSourceIsABucketOfItsOwn() throws Exception {
    LocalRun run =
        run(
            List.of(
                shown(1).setItemSource(ItemSource.HUMAN).build(),
                shown(2).setItemSource(ItemSource.AI).build(),
                shown(3).build(),
                shown(4).build()));
    assertThat(all(run, "source.EXPOSURE_SHARE_UNKNOWN")).containsEntry(START, 0.5);
    assertThat(all(run, "source.GENERATED_SHARE_OF_KNOWN")).containsEntry(START, 0.5);
    assertThat(run.newest("source/UNKNOWN", "exposure.EVENTS")).containsEntry(START, 2.0);
  }

  @Test
  void aMissingRankCountsForAllButDiscountedExposure() throws Exception {
    LocalRun run =
        run(
            List.of(
                shown(1).setItemSource(ItemSource.HUMAN).setPosition(1).build(),
                shown(2).setItemSource(ItemSource.AI).setPosition(0).build()));
    assertThat(all(run, "source.EXPOSURE_SHARE_GENERATED")).containsEntry(START, 0.5);
    assertThat(all(run, "source.DISCOUNTED_EXPOSURE_SHARE_GENERATED")).containsEntry(START, 0.0);
  }

  @Test
  void anExposureWithoutAUserCountsForItemsOnly() throws Exception {
    LocalRun run = run(List.of(shown(1).build(), shown(2).setUser("").build()));
    assertThat(run.deadLetters()).isEmpty();
    assertThat(all(run, "exposure.EVENTS")).containsEntry(START, 2.0);
    assertThat(all(run, "exposure.USERS")).containsEntry(START, 1.0);
  }

  @Test
  void aWindowWithOneEventHasAllItsMetrics() throws Exception {
    LocalRun run = run(List.of(shown(1).build()));
    assertThat(all(run, "exposure.GINI_OVER_N")).containsEntry(START, 0.0);
    assertThat(all(run, "exposure.ENTROPY_NATS")).containsEntry(START, 0.0);
    assertThat(all(run, "exposure.MEAN_JACCARD").get(START)).isNaN();
    assertThat(run.metrics())
        .filteredOn(row -> row.metric().equals("exposure.MEAN_JACCARD"))
        .allSatisfy(row -> assertThat(LoopMapping.toAvro(row).getValue()).isNull());
  }

  @Test
  void aCopyOfARecordCountsOnce() throws Exception {
    LocalRun run = run(List.of(shown(1).build(), shown(1).build(), shown(2).build()));
    assertThat(all(run, "exposure.EVENTS")).containsEntry(START, 2.0);
    assertThat(run.count(LoopCount.DUPLICATES)).isEqualTo(1);
  }

  @Test
  void aSlateOfTenThousandAndItsDuplicateItemsCount() throws Exception {
    List<Exposure> slate = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      slate.add(
          Events.exposure("x" + i, START, "u", "i" + i / 2)
              .setDecisionId("d")
              .setPosition(i + 1)
              .setCategories(List.of("c" + i % 3))
              .build());
    }
    LocalRun run = run(slate);
    assertThat(all(run, "exposure.EVENTS")).containsEntry(START, 10_000.0);
    assertThat(all(run, "exposure.ITEMS")).containsEntry(START, 5_000.0);
    assertThat(all(run, "exposure.GINI_OVER_N").get(START)).isCloseTo(0, within(1e-12));
  }

  @Test
  void aLateEventCorrectsItsWindowAndATooLateOneIsADeadLetter() throws Exception {
    List<Exposure> shown = new ArrayList<>();
    shown.add(shown(1).build());
    shown.add(Events.exposure("on", START + 2 * HOUR, "u", "i2").build());
    shown.add(Events.exposure("late", START + 2, "u", "i3").build());
    shown.add(Events.exposure("later", START + 20 * HOUR, "u", "i4").build());
    shown.add(Events.exposure("too late", START + 3, "u", "i5").build());
    LocalRun run = run(shown);
    assertThat(run.deadLetters()).extracting(DeadLetter::reason).containsExactly(Reason.TOO_LATE);
    assertThat(run.count(LoopCount.LATE)).isEqualTo(1);
    List<MetricRow> events =
        run.metrics().stream()
            .filter(row -> row.scope().equals("all") && row.metric().equals("exposure.EVENTS"))
            .filter(row -> row.windowStart() == START)
            .toList();
    assertThat(events).extracting(MetricRow::value).containsExactly(1.0, 2.0);
    assertThat(events).extracting(MetricRow::revision).containsExactly(0, 1);
    assertThat(events.get(1).retracts()).isEqualTo(events.get(0).id());
  }

  @Test
  void timeThatGoesBackwardsWithinTheBoundChangesNothing() throws Exception {
    List<Exposure> backwards = new ArrayList<>();
    for (int i = 8; i > 0; i--) {
      backwards.add(Events.exposure("x" + i, START + i * MINUTE, "u" + i, "i" + i % 3).build());
    }
    LocalRun run = run(backwards);
    assertThat(run.count(LoopCount.LATE)).isZero();
    assertThat(all(run, "exposure.EVENTS")).containsEntry(START, 8.0);
  }

  @Test
  void moreItemsThanAreCountedExactlyAreEstimatedWithTheirError() throws Exception {
    List<Exposure> many = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      many.add(Events.exposure("x" + i, START + i, "u", "i" + i).build());
    }
    LocalRun run = run(many, "loop.exact-items=100", "loop.catalogue-size=1000");
    assertThat(all(run, "exposure.ITEMS")).containsEntry(START, 300.0);
    assertThat(all(run, "exposure.COVERAGE")).containsEntry(START, 0.3);
    assertThat(all(run, "exposure.MEAN_JACCARD")).isEmpty();
  }

  @Test
  void aPolicysDecisionsAreCountedByTheirArms() throws Exception {
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      decisions.add(
          Decision.newBuilder()
              .setId("p/" + i)
              .setTime(Instant.ofEpochMilli(START + i))
              .setPolicy("p")
              .setArm("arm" + i / 3)
              .setPropensity(0.5)
              .setArms(List.of("arm0", "arm1"))
              .setPropensities(List.of(0.5, 0.5))
              .setPolicyVersion(i)
              .setAlgorithm("random")
              .build());
    }
    LocalRun run = run(decisions);
    assertThat(run.newest("policy/p", "decision.TOP10_SHARE")).containsEntry(START, 1.0);
    assertThat(run.newest("policy/p", "decision.HHI")).containsEntry(START, 0.625);
  }
}

package io.flyball.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.check.CoreRecords;
import io.flyball.core.feedback.FeedbackCount;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.feedback.FeedbackDecoder;
import io.flyball.jobs.feedback.Ingested;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class FeedbackLoadTest {
  private static final int USERS = 2_000;
  private static final int RECORDS = 80_000;
  private static final long OUT_OF_ORDER_MS = 300_000;

  private final FlyballConfig config =
      Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), List.of());
  private final FeedbackLoad load = new FeedbackLoad(7, USERS);

  @Test
  void aLoadWithoutUsersIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new FeedbackLoad(7, 0));
  }

  @Test
  void noRecordsHaveNoCounts() {
    assertThat(load.counts(0)).isEqualTo(new LoadCounts(0, 0, 0, 0, 0));
  }

  @Test
  void theSameSeedGivesTheSameRecordsInAnyOrderOfAsking() {
    FeedbackLoad again = new FeedbackLoad(7, USERS);
    for (int i = 999; i >= 0; i--) {
      assertThat(again.at(i)).isEqualTo(load.at(i));
    }
  }

  @Test
  void anotherSeedGivesAnotherLoad() {
    assertThat(new FeedbackLoad(8, USERS).at(0)).isNotEqualTo(load.at(0));
  }

  @Test
  void everyRecordIsAcceptedByTheJobsDecoder() {
    FeedbackDecoder decoder = new FeedbackDecoder(config.feedback());
    RecordCodec<Exposure> exposures = RecordCodec.of(Exposure.class);
    RecordCodec<FeedbackSignal> signals = RecordCodec.of(FeedbackSignal.class);
    for (long i = 0; i < RECORDS; i += 3) {
      SpecificRecord record = load.at(i);
      boolean exposure = record instanceof Exposure;
      Ingested in =
          decoder.apply(
              new RawRecord(
                  exposure ? "feedback.exposures" : "feedback.signals",
                  0,
                  i,
                  Instant.parse("2020-01-01T00:00:00Z").toEpochMilli(),
                  FeedbackLoad.key(record),
                  exposure
                      ? exposures.encode((Exposure) record)
                      : signals.encode((FeedbackSignal) record),
                  Map.of()));
      assertThat(in.refusal()).isNull();
      assertThat(exposure ? in.exposure() : in.signal()).isNotNull();
    }
  }

  @Test
  void theLastRecordIsStillInThePast() {
    assertThat(time(load.at(FeedbackLoad.LIMIT))).isLessThan(millis("2021-01-01T00:00:00Z"));
  }

  @Test
  void threeQuartersAreExposuresAndOnePercentAreCopies() {
    LoadCounts counts = load.counts(RECORDS);
    assertThat(counts.exposures() + counts.signals() + counts.copies()).isEqualTo(RECORDS);
    assertThat(counts.exposures() / (double) RECORDS).isBetween(0.73, 0.75);
    assertThat(counts.copies() / (double) RECORDS).isBetween(0.008, 0.012);
    assertThat(counts.orphans() / (double) counts.signals()).isBetween(0.04, 0.06);
  }

  @Test
  void onlyCopiesRepeatAnId() {
    Set<String> ids = new HashSet<>();
    for (long i = 0; i < RECORDS; i++) {
      boolean isNew = ids.add(load.at(i).get(0).toString());
      assertThat(isNew).isEqualTo(!load.isCopy(i));
    }
  }

  @Test
  void eventTimeStaysWithinTheOutOfOrderBound() {
    long newest = 0;
    long furthestBehind = 0;
    for (long i = 0; i < RECORDS; i++) {
      long time = time(load.at(i));
      newest = Math.max(newest, time);
      furthestBehind = Math.max(furthestBehind, newest - time);
    }
    assertThat(furthestBehind).isBetween(10_000L, OUT_OF_ORDER_MS);
  }

  @Test
  void attributionFindsEveryExposureButThoseOfTheOrphans() {
    MemoryAttribution attribution = new MemoryAttribution(config.feedback().rules());
    for (long i = 0; i < RECORDS; i++) {
      SpecificRecord record = load.at(i);
      if (load.isCopy(i)) {
        continue;
      }
      if (record instanceof Exposure exposure) {
        attribution.accept(CoreRecords.of(exposure));
      } else {
        attribution.accept(CoreRecords.of((FeedbackSignal) record));
      }
      if (i % 500 == 0) {
        attribution.advance(time(record) - OUT_OF_ORDER_MS);
      }
    }
    attribution.advance(Long.MAX_VALUE);

    LoadCounts counts = load.counts(RECORDS);
    assertThat(attribution.count(FeedbackCount.ACCEPTED_EXPOSURES)).isEqualTo(counts.exposures());
    assertThat(attribution.count(FeedbackCount.ACCEPTED_SIGNALS)).isEqualTo(counts.signals());
    assertThat(attribution.count(FeedbackCount.SIGNALS_ORPHANED)).isEqualTo(counts.orphans());
    assertThat(attribution.count(FeedbackCount.SIGNALS_ATTRIBUTED))
        .isEqualTo(counts.signals() - counts.orphans());
    assertThat(attribution.count(FeedbackCount.SIGNALS_PENDING)).isZero();
    assertThat(attribution.count(FeedbackCount.EXPOSURES_PENDING)).isZero();
    assertThat(attribution.count(FeedbackCount.HINDSIGHT_MATCHED)).isPositive();
  }

  private static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  private static long time(SpecificRecord record) {
    return record instanceof Exposure exposure
        ? exposure.getTime().toEpochMilli()
        : ((FeedbackSignal) record).getTime().toEpochMilli();
  }
}

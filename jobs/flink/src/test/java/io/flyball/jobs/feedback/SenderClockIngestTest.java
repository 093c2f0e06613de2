package io.flyball.jobs.feedback;

import static io.flyball.jobs.feedback.Fixtures.HOUR;
import static io.flyball.jobs.feedback.Fixtures.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.FirstArrival;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.feedback.SenderShift;
import io.flyball.core.record.Reason;
import java.util.Map;
import org.apache.commons.codec.digest.MurmurHash3;
import org.junit.jupiter.api.Test;

/** Records of a sender whose clock is wrong, as the feedback job takes them in. */
class SenderClockIngestTest {
  private final FeedbackDecoder decoder = Fixtures.decoder();

  private Ingested ingest(String fields, long arrival, Map<String, byte[]> headers) {
    String json = "{\"id\":\"e\",\"user\":\"ada\",\"item\":\"shoe\"," + fields + "}";
    return decoder.apply(
        new RawRecord("feedback.exposures", 0, 0, arrival, null, json.getBytes(UTF_8), headers));
  }

  private Ingested ingest(String fields) {
    return ingest(fields, NOON, Map.of());
  }

  private static String times(long time, long sentAt) {
    return "\"time\":" + time + ",\"sentAt\":" + sentAt;
  }

  @Test
  void aClockThatIsAheadMakesARecordOfTheFutureUnlessItIsStated() {
    long time = NOON + HOUR - 4000;
    assertThat(ingest("\"time\":" + time).refusal().reason()).isEqualTo(Reason.FUTURE_TIME);
    Ingested stated = ingest(times(time, NOON + HOUR));
    assertThat(stated.refusal()).isNull();
    assertThat(stated.time()).isEqualTo(NOON - 4000);
    assertThat(stated.exposure().shift()).isEqualTo(new SenderShift(NOON + HOUR, -HOUR));
  }

  @Test
  void aClockThatIsYearsBehindNoLongerMakesARecordLate() {
    long year2000 = 946_684_800_000L;
    Ingested stated = ingest(times(year2000, year2000 + 250));
    assertThat(stated.refusal()).isNull();
    assertThat(stated.time()).isEqualTo(NOON - 250);
  }

  @Test
  void aTimeAfterItsSendingIsOfTheFutureStill() {
    assertThat(ingest(times(NOON + HOUR, NOON)).refusal().reason()).isEqualTo(Reason.FUTURE_TIME);
  }

  @Test
  void aSendingInAnotherUnitIsRefused() {
    Ingested seconds = ingest(times(NOON, NOON / 1000));
    assertThat(seconds.refusal().reason()).isIn(Reason.IMPLAUSIBLE_TIME, Reason.OUT_OF_RANGE);
    Ingested both = ingest(times(NOON / 1000, NOON / 1000 + 3));
    assertThat(both.refusal().reason()).isEqualTo(Reason.IMPLAUSIBLE_TIME);
    assertThat(both.refusal().field()).isEqualTo("sentAt");
  }

  /** The way it is sent back gives it a new arrival, which its sender's clock knows nothing of. */
  @Test
  void aReplayedRecordHasTheTimesOfItsFirstArrival() {
    byte[] first = Long.toString(NOON).getBytes(UTF_8);
    String fields = times(NOON + HOUR - 4000, NOON + HOUR);
    Ingested replayed = ingest(fields, NOON + 9 * HOUR, Map.of(FirstArrival.HEADER, first));
    assertThat(replayed.exposure()).isEqualTo(ingest(fields).exposure());
    assertThat(replayed.time()).isEqualTo(NOON - 4000);
  }

  @Test
  void whatWasMovedBeforeKeepsItsTime() {
    Ingested moved = ingest(times(NOON - 4000, NOON + HOUR) + ",\"shiftMs\":" + -HOUR);
    assertThat(moved.time()).isEqualTo(NOON - 4000);
    assertThat(moved.exposure().shift()).isEqualTo(new SenderShift(NOON + HOUR, -HOUR));
  }

  @Test
  void sendingsOfOneRecordHaveOnePayload() {
    Ingested first = ingest(times(NOON, NOON + 100), NOON + 150, Map.of());
    Ingested again = ingest(times(NOON, NOON + 5000), NOON + 5900, Map.of());
    Ingested byTheDoor =
        ingest(times(NOON + 50, NOON + 100) + ",\"shiftMs\":50", NOON + 160, Map.of());
    Ingested without = ingest("\"time\":" + NOON);
    assertThat(first.time()).isNotEqualTo(again.time());
    for (Ingested one : new Ingested[] {again, byTheDoor, without}) {
      assertThat(one.payloadHigh()).isEqualTo(first.payloadHigh());
      assertThat(one.payloadLow()).isEqualTo(first.payloadLow());
    }
    Ingested other = ingest(times(NOON + 1, NOON + 100));
    assertThat(other.payloadHigh()).isNotEqualTo(first.payloadHigh());
  }

  /** A request without a time that is repeated after a fault is a copy, not a conflict. */
  @Test
  void recordsThatStateNoTimeHaveOnePayloadWheneverTheyArrive() {
    Ingested first = ingest("\"time\":" + NOON + ",\"shiftMs\":" + NOON);
    long later = NOON + 5000;
    Ingested again = ingest("\"time\":" + later + ",\"shiftMs\":" + later, later, Map.of());
    assertThat(again.time()).isEqualTo(later);
    assertThat(again.payloadHigh()).isEqualTo(first.payloadHigh());
    assertThat(again.payloadLow()).isEqualTo(first.payloadLow());
    assertThat(FeedbackMapping.toAvro(again.exposure()).getShiftMs()).isEqualTo(later);
    assertThat(FeedbackMapping.toAvro(again.exposure()).getSentAt()).isNull();
  }

  /** Ids remembered by a savepoint of before the two fields meet copies that come after it. */
  @Test
  void thePayloadIsTheOneOfBeforeTheFieldsExisted() {
    // Id, time, user, item, then nine nulls and defaults, as the first version of the schema has
    // it.
    byte[] old = {
      2,
      'e',
      (byte) 0x80,
      (byte) 0xa0,
      (byte) 0xab,
      (byte) 0xfe,
      (byte) 0xf9,
      0x62,
      6,
      'a',
      'd',
      'a',
      8,
      's',
      'h',
      'o',
      'e',
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0
    };
    long[] hash = MurmurHash3.hash128x64(old, 0, old.length, 0);
    Ingested now = ingest("\"time\":" + NOON, NOON, Map.of());
    assertThat(now.payloadHigh()).isEqualTo(hash[0]);
    assertThat(now.payloadLow()).isEqualTo(hash[1]);
  }
}

package io.flyball.connectors.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.schemas.Exposure;
import io.flyball.schemas.Reward;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderClockTest {
  private static final long HOUR = 3_600_000;
  private static final Instant NOON = Instant.ofEpochMilli(1_700_000_000_000L);
  private static final long ARRIVAL = NOON.toEpochMilli();

  /** Shown five seconds before it was sent, by a clock that is an hour ahead. */
  private static Exposure ahead() {
    return Exposure.newBuilder(Fixtures.exposure())
        .setTime(NOON.plusMillis(HOUR - 5000))
        .setSentAt(NOON.plusMillis(HOUR))
        .build();
  }

  @Test
  void withoutTheSendersClockTheTimeStays() {
    Exposure exposure = Fixtures.exposure();
    SenderClock.correct(exposure, ARRIVAL + HOUR);
    assertThat(exposure).isEqualTo(Fixtures.exposure());
    assertThat(SenderClock.isUnstated(exposure)).isTrue();
    Exposure zero = Exposure.newBuilder(exposure).setSentAt(Instant.EPOCH).build();
    SenderClock.correct(zero, ARRIVAL + HOUR);
    assertThat(zero.getTime()).isEqualTo(exposure.getTime());
  }

  @Test
  void aTypeWithoutThoseFieldsStays() {
    Reward reward = Reward.newBuilder().setId("r").setDecisionId("p/1").setTime(NOON).build();
    SenderClock.correct(reward, ARRIVAL + HOUR);
    assertThat(reward.getTime()).isEqualTo(NOON);
    assertThat(SenderClock.isUnstated(reward)).isTrue();
  }

  @Test
  void theTimeMovesByArrivalLessSentAtOnceAndSaysSo() {
    Exposure exposure = ahead();
    SenderClock.correct(exposure, ARRIVAL);
    assertThat(exposure.getTime()).isEqualTo(NOON.minusMillis(5000));
    assertThat(exposure.getShiftMs()).isEqualTo(-HOUR);
    assertThat(exposure.getSentAt()).isEqualTo(NOON.plusMillis(HOUR));
    SenderClock.correct(exposure, ARRIVAL + 300);
    assertThat(exposure.getTime()).isEqualTo(NOON.minusMillis(5000));
    assertThat(exposure.getShiftMs()).isEqualTo(-HOUR);
  }

  @Test
  void sendingsOfOneRecordHaveOneContent() {
    Exposure first = ahead();
    Exposure second = Exposure.newBuilder(ahead()).setSentAt(NOON.plusMillis(HOUR + 700)).build();
    SenderClock.correct(first, ARRIVAL);
    SenderClock.correct(second, ARRIVAL + 900);
    assertThat(first.getTime()).isNotEqualTo(second.getTime());
    assertThat(SenderClock.content(first)).isEqualTo(SenderClock.content(second));
    assertThat(SenderClock.content(first).getTime()).isEqualTo(NOON.plusMillis(HOUR - 5000));
    assertThat(SenderClock.isUnstated(SenderClock.content(first))).isTrue();
  }

  /** A payload hash leaves them out, so that one taken before the fields existed stays. */
  @Test
  void whatSaysNothingOfTheSendersClockEndsInTwoZeros() {
    byte[] bytes = RecordCodec.of(Exposure.class).encode(Fixtures.exposure());
    assertThat(bytes[bytes.length - 1]).isZero();
    assertThat(bytes[bytes.length - SenderClock.UNSTATED_BYTES]).isZero();
    byte[] before = bytes.clone();
    assertThat(Fixtures.exposure().getRandomHoldout()).isTrue();
    assertThat(before[bytes.length - SenderClock.UNSTATED_BYTES - 1]).isEqualTo((byte) 1);
  }

  @Test
  void theTimeOfTheArrivalIsNoneOfTheSendersClock() {
    Exposure exposure = Exposure.newBuilder(ahead()).setTime(Instant.EPOCH).build();
    SenderClock.correct(exposure, ARRIVAL);
    assertThat(exposure.getTime()).isEqualTo(Instant.EPOCH);
    assertThat(SenderClock.fill(exposure, ARRIVAL)).isTrue();
    SenderClock.correct(exposure, ARRIVAL);
    assertThat(exposure.getTime()).isEqualTo(NOON);
    assertThat(exposure.getShiftMs()).isEqualTo(ARRIVAL);
    Exposure later = Exposure.newBuilder(ahead()).setTime(Instant.EPOCH).setSentAt(null).build();
    assertThat(SenderClock.fill(later, ARRIVAL + 900)).isTrue();
    assertThat(SenderClock.content(later)).isEqualTo(SenderClock.content(exposure));
    assertThat(SenderClock.fill(exposure, ARRIVAL + 1)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE + 1, -1, 1, Long.MAX_VALUE})
  void aClockOfAnyTimeLeavesATimeInRange(long sentAt) {
    for (long time : new long[] {1, ARRIVAL, Long.MAX_VALUE, Long.MIN_VALUE + 1}) {
      Exposure exposure =
          Exposure.newBuilder(Fixtures.exposure())
              .setTime(Instant.ofEpochMilli(time))
              .setSentAt(Instant.ofEpochMilli(sentAt))
              .build();
      SenderClock.correct(exposure, ARRIVAL);
      assertThat(exposure.getTime().toEpochMilli()).isBetween(Long.MIN_VALUE, Long.MAX_VALUE);
    }
  }

  @Test
  void aReplayedRecordArrivedWhenItsHeaderSays() {
    assertThat(FirstArrival.of(Fixtures.raw(new byte[1]))).isEqualTo(ARRIVAL);
    assertThat(arrival("1699999999999")).isEqualTo(1_699_999_999_999L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "x", "1e12", "1234567890123456", "17000000000 "})
  void whatIsNoTimeInThatHeaderDoesNotCount(String header) {
    assertThat(arrival(header)).isEqualTo(ARRIVAL);
  }

  private static long arrival(String header) {
    return FirstArrival.of(
        Fixtures.raw(new byte[1], Map.of(FirstArrival.HEADER, header.getBytes(UTF_8))));
  }
}

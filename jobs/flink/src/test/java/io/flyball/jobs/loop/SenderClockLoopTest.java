package io.flyball.jobs.loop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.FirstArrival;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.record.Reason;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An exposure of a sender whose clock is wrong has the time that the feedback job gives it. */
class SenderClockLoopTest {
  private static final long HOUR = 3_600_000;

  private final LoopConfig config = Events.config();
  private final LoopDecoder decoder = new LoopDecoder(config);

  private LoopInput ingest(String times, long arrival, Map<String, byte[]> headers) {
    String json = "{\"id\":\"e\",\"user\":\"ada\",\"item\":\"shoe\"," + times + "}";
    byte[] value = json.getBytes(UTF_8);
    return decoder.apply(
        new RawRecord(config.exposuresTopic(), 0, 0, arrival, null, value, headers));
  }

  @Test
  void aClockThatIsAheadIsTakenOffAlsoWhenTheRecordIsReplayed() {
    String ahead = "\"time\":" + (Events.NOON + HOUR - 4000);
    assertThat(ingest(ahead, Events.NOON, Map.of()).refusal().reason())
        .isEqualTo(Reason.FUTURE_TIME);
    String stated = ahead + ",\"sentAt\":" + (Events.NOON + HOUR);
    assertThat(ingest(stated, Events.NOON, Map.of()).time()).isEqualTo(Events.NOON - 4000);
    Map<String, byte[]> first =
        Map.of(FirstArrival.HEADER, Long.toString(Events.NOON).getBytes(UTF_8));
    assertThat(ingest(stated, Events.NOON + 9 * HOUR, first).time()).isEqualTo(Events.NOON - 4000);
  }
}

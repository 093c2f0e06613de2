package io.flyball.jobs.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.feedback.SignalKind;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A candidate counts when it happened, and event time waits for it. */
class CandidateTimeTest {
  private static List<Object> through(long delay, Object... inputs) throws Exception {
    var harness = new OneInputStreamOperatorTestHarness<>(new CandidateTime(delay));
    harness.open();
    for (Object input : inputs) {
      if (input instanceof Watermark mark) {
        harness.processWatermark(mark);
      } else {
        PatternEvent event = (PatternEvent) input;
        // The stamp of the signal that set it free.
        harness.processElement(event, event.time() + 7);
      }
    }
    harness.close();
    return List.copyOf(harness.getOutput());
  }

  private static PatternEvent at(long time) {
    return new PatternEvent("s" + time, time, "ada", "item", SignalKind.CLICK, "", 0);
  }

  @Test
  void aCandidateIsStampedWithTheTimeAtWhichItHappened() throws Exception {
    assertThat(through(10, at(25), at(3), at(1_700_000_000_000L)))
        .containsExactly(
            new StreamRecord<>(at(25), 25),
            new StreamRecord<>(at(3), 3),
            new StreamRecord<>(at(1_700_000_000_000L), 1_700_000_000_000L));
  }

  @Test
  void whatEventTimeHadNotPassedBeforeItDoesNotPassNow() throws Exception {
    assertThat(through(10, at(25), new Watermark(20), at(11)))
        .containsExactly(
            new StreamRecord<>(at(25), 25), new Watermark(10), new StreamRecord<>(at(11), 11));
  }

  @ParameterizedTest
  @CsvSource({
    "10, 20, 10",
    "10, 10, 0",
    "10, 9, -1",
    "1, 1700000000000, 1699999999999",
    // The last watermark ends everything; the one before it is a time like any other.
    "10, 9223372036854775807, 9223372036854775807",
    "10, 9223372036854775806, 9223372036854775796",
    // Nothing is earlier than the first time there is.
    "10, -9223372036854775798, -9223372036854775808",
    "10, -9223372036854775799, -9223372036854775808",
    "10, -9223372036854775808, -9223372036854775808",
    "9223372036854775807, -5, -9223372036854775808"
  })
  void eventTimeFollowsByTheDelay(long delay, long mark, long expected) throws Exception {
    assertThat(through(delay, new Watermark(mark))).containsExactly(new Watermark(expected));
  }
}

package io.flyball.jobs.loop;

import static io.flyball.jobs.loop.Events.HOUR;
import static io.flyball.jobs.loop.Events.MINUTE;
import static io.flyball.jobs.loop.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.loop.Table;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.schemas.Exposure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Which click of an exposure counts it. */
class FirstClickTest {
  private static final long START = NOON - NOON % HOUR;
  private static final LoopConfig CONFIG = Events.config("loop.window=1 h", "loop.sliding=3 h");
  private static final Exposure SHOWN = Events.exposure("x", START, "ada", "film").build();

  private static Subtasks<Interaction, Interaction> open() throws Exception {
    return new Subtasks<>(Operators.deduplication(CONFIG), 1, false);
  }

  private static void send(Subtasks<Interaction, Interaction> operator, SpecificRecord record)
      throws Exception {
    LoopInput in = Events.in(CONFIG, record, 0, 0);
    operator.send(in.touch(), in.time());
  }

  private static List<Interaction> counted(Subtasks<Interaction, Interaction> operator) {
    return operator.main().stream().filter(touch -> touch.table() == Table.CLICKED).toList();
  }

  @Test
  void theEarliestClickCountsItWhateverCameFirst() throws Exception {
    List<SpecificRecord> records =
        new ArrayList<>(
            List.of(
                Events.click("c1", START + 10 * MINUTE, SHOWN),
                Events.click("c2", START + 70 * MINUTE, SHOWN),
                Events.click("c3", START + 130 * MINUTE, SHOWN)));
    for (int order = 0; order < 3; order++) {
      try (Subtasks<Interaction, Interaction> operator = open()) {
        for (SpecificRecord record : records) {
          send(operator, record);
        }
        operator.watermark(START + 20 * HOUR);
        assertThat(counted(operator))
            .extracting(Interaction::time)
            .containsExactly(START + 10 * MINUTE);
      }
      Collections.rotate(records, 1);
    }
  }

  @Test
  void clicksThatWaitSurviveARestoreAtAnotherParallelismAndNothingStays() throws Exception {
    try (Subtasks<Interaction, Interaction> operator = open()) {
      send(operator, Events.click("c2", START + 70 * MINUTE, SHOWN));
      operator.restoreAt(2);
      send(operator, Events.click("c1", START + 10 * MINUTE, SHOWN));
      operator.restoreAt(3);
      operator.watermark(Long.MAX_VALUE);
      assertThat(counted(operator))
          .extracting(Interaction::time)
          .containsExactly(START + 10 * MINUTE);
      assertThat(operator.entries()).isZero();
      assertThat(operator.timers()).isZero();
    }
  }
}

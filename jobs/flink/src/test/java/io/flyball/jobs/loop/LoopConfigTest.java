package io.flyball.jobs.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Settings of the loop job that contradict each other. */
class LoopConfigTest {
  @Test
  void aPastShorterThanTheLongestWindowIsRefusedWithThatWindow() {
    assertThatThrownBy(() -> Events.config("loop.past=1 d", "loop.window=7 d"))
        .hasMessageContaining("loop.past = ")
        .hasMessageContaining("as long as the longest window at least, which is PT168H");
    assertThat(Events.config("loop.past=7 d", "loop.window=7 d").past())
        .isEqualTo(Duration.ofDays(7));
  }

  @Test
  void aGovernorOfAMetricThatIsNoneIsRefusedWithThoseThatAre() {
    assertThatThrownBy(() -> Events.config("loop.governor.metric=nonsense"))
        .hasMessageContaining("loop.governor.metric = nonsense")
        .hasMessageContaining("exposure.HEAD_SHARE")
        .hasMessageContaining("source.EXPOSURE_SHARE_GENERATED");
  }
}

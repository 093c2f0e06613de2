package io.flyball.connectors.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutageTest {
  private static final long SECOND = 1_000_000_000L;

  private long now = 5 * SECOND;
  private final Outage outage = new Outage(Duration.ofSeconds(60), () -> now);

  @Test
  void aRegistryThatAnswersIsAskedEachTime() {
    outage.end();
    assertThat(outage.lasts()).isFalse();
    assertThat(outage.mayAsk()).isTrue();
  }

  @Test
  void anOutageIsWaitedForUntilThePatienceIsSpent() {
    outage.fail();
    assertThat(outage.mayWait()).isTrue();
    now += 59 * SECOND;
    outage.fail();
    assertThat(outage.mayWait()).isTrue();
    assertThat(outage.mayAsk()).isTrue();
    now += SECOND;
    outage.fail();
    assertThat(outage.mayWait()).isFalse();
    assertThat(outage.mayAsk()).isFalse();
  }

  @Test
  void afterThatTheRegistryIsAskedOnceInTheTimeOfThePatience() {
    outage.fail();
    now += 60 * SECOND;
    outage.fail();
    now += 59 * SECOND;
    assertThat(outage.mayAsk()).isFalse();
    now += SECOND;
    assertThat(outage.mayAsk()).isTrue();
    outage.fail();
    assertThat(outage.mayAsk()).isFalse();
    assertThat(outage.mayWait()).isFalse();
  }

  @Test
  void oneAnswerEndsTheOutageAndTheNextOneIsWaitedForAfresh() {
    outage.fail();
    now += 60 * SECOND;
    outage.fail();
    outage.end();
    assertThat(outage.lasts()).isFalse();
    outage.fail();
    assertThat(outage.mayWait()).isTrue();
  }

  @Test
  void withoutPatienceNothingIsWaitedForAndEachLookUpAsks() {
    Outage none = new Outage(Duration.ZERO, () -> now);
    none.fail();
    assertThat(none.mayWait()).isFalse();
    assertThat(none.mayAsk()).isTrue();
  }
}

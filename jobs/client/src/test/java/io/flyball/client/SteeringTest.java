package io.flyball.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.bandit.join.Mode;
import io.flyball.core.bandit.serve.ServingRules.Exploring;
import io.flyball.core.bandit.serve.Snapshot.Terms;
import io.flyball.schemas.ControlUpdate;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SteeringTest {
  private final Steering steering = new Steering();

  private static ControlUpdate update(String target, long version, String... parameters) {
    Map<String, String> map =
        parameters.length == 0 ? Map.of() : Map.of(parameters[0], parameters[1]);
    return ControlUpdate.newBuilder()
        .setTarget(target)
        .setVersion(version)
        .setTime(Instant.EPOCH)
        .setParameters(map)
        .build();
  }

  private static Terms follows(long control, long jobControl) {
    return new Terms(1, 1000, Mode.ONLINE, 2, control, jobControl, false, Exploring.NONE, false);
  }

  @Test
  void withoutUpdatesTheSnapshotSaysTheMode() {
    assertThat(steering.mode("news", follows(0, 0))).isEqualTo(Mode.ONLINE);
  }

  @Test
  void aNewerUpdateIsHeededBeforeTheSnapshotFollowsIt() {
    assertThat(steering.follow(update("bandit/news", 3, "mode", "logging-only"))).isTrue();
    assertThat(steering.mode("news", follows(2, 0))).isEqualTo(Mode.LOGGING_ONLY);
    assertThat(steering.mode("sport", follows(0, 0))).isEqualTo(Mode.ONLINE);
    assertThat(steering.mode("news", follows(3, 0)))
        .as("the snapshot follows it and says what came of it")
        .isEqualTo(Mode.ONLINE);
  }

  @Test
  void theUpdateOfThePolicyWinsOverThatOfTheJob() {
    steering.follow(update("bandit", 1, "mode", "shadow"));
    assertThat(steering.mode("news", follows(0, 0))).isEqualTo(Mode.SHADOW);
    steering.follow(update("bandit/news", 1, "mode", "FROZEN"));
    assertThat(steering.mode("news", follows(0, 0))).isEqualTo(Mode.FROZEN);
  }

  @Test
  void anOlderUpdateAndThoseOfOtherJobsAreNoNews() {
    assertThat(steering.follow(update("bandit/news", 3, "mode", "shadow"))).isTrue();
    assertThat(steering.follow(update("bandit/news", 2, "mode", "frozen"))).isFalse();
    assertThat(steering.follow(update("bias", 9, "mode", "frozen"))).isFalse();
    assertThat(steering.mode("news", follows(0, 0))).isEqualTo(Mode.SHADOW);
  }

  @Test
  void aModeThatDoesNotExistChangesNothing() {
    assertThatThrownBy(() -> steering.follow(update("bandit/news", 4, "mode", "off")))
        .hasMessageContaining("has the mode 'off'; allowed are online, shadow");
    assertThat(steering.mode("news", follows(0, 0))).isEqualTo(Mode.ONLINE);
  }
}

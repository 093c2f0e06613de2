package io.flyball.jobs.reward;

import static io.flyball.jobs.reward.Fixtures.MINUTE;
import static io.flyball.jobs.reward.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.reward.ArmRewards;
import io.flyball.core.reward.Held;
import io.flyball.core.reward.OpenReward;
import io.flyball.jobs.runtime.Codec;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ledger remembers comes back from its bytes as it was, and takes few of them. */
class PackedRewardsTest {
  private static final int MOST_BYTES_OF_A_CLICK = 120;
  private static final Held CLICK = new Held(1, 1, NOON, "s123456", false);

  private static OpenReward reward(
      Map<String, Held> components, double plain, double value, double bonus, String item) {
    return new OpenReward(
        "p12/123456",
        "s1\ni77",
        "",
        "p12/123001",
        0,
        components,
        plain,
        value,
        bonus,
        0,
        0,
        item,
        3);
  }

  private static <T> byte[] bytes(Codec<T> codec, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    codec.write(value, out);
    return out.getCopyOfBuffer();
  }

  private static <T> void assertComesBack(Codec<T> codec, T value) throws IOException {
    assertThat(codec.read(new DataInputDeserializer(bytes(codec, value)))).isEqualTo(value);
  }

  @Test
  void rewardWithoutAnythingComesBack() throws IOException {
    assertComesBack(
        new OpenRewardCodec(),
        new OpenReward("", "", "", "", -1, Map.of(), 0, 0, 0, 0, 0, null, 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, 1, -1e308, Double.MIN_VALUE, Double.MAX_VALUE})
  void everyNumberComesBackWithItsSign(double number) throws IOException {
    Held standardised = new Held(1, number, Long.MIN_VALUE, "", true);
    OpenRewardCodec codec = new OpenRewardCodec();
    assertComesBack(codec, reward(Map.of("click", CLICK), number, number, 0, "i77"));
    assertComesBack(codec, reward(Map.of("click", standardised), 1, number, number, ""));
    OpenReward shaped =
        new OpenReward("p/1", "a", "v", "", 9, Map.of(), 0, 0, 0, number, 0, "i", 0);
    assertComesBack(codec, shaped);
    OpenReward self = new OpenReward("p/1", "a", "v", "", 9, Map.of(), 0, 0, 0, 0, number, "i", 0);
    assertComesBack(codec, self);
  }

  @Test
  void severalComponentsAndLongTextsComeBack() throws IOException {
    Map<String, Held> components =
        Map.of("click", CLICK, "stars\u00e9", new Held(.5, 2, MINUTE, "x".repeat(70_000), true));
    assertComesBack(new OpenRewardCodec(), reward(components, 1, 2, 3, "y".repeat(70_000)));
  }

  @Test
  void rewardOfOneClickTakesFewBytes() throws IOException {
    assertThat(bytes(new OpenRewardCodec(), reward(Map.of("click", CLICK), 1, 1, 0, "i77")))
        .hasSizeLessThan(MOST_BYTES_OF_A_CLICK);
  }

  @Test
  void statisticsOfAnArmComeBack() throws IOException {
    assertComesBack(new ArmRewardsCodec(), new ArmRewards(0, Map.of(), 0, -0.0));
    assertComesBack(
        new ArmRewardsCodec(), new ArmRewards(7, Map.of("click", 3.5, "dwell", -1e300), 2, 1e308));
  }

  @Test
  void bytesOfALaterVersionAreRefused() {
    DataInputDeserializer later = new DataInputDeserializer(new byte[] {3, 0, 0, 0, 0, 0, 0, 0});
    assertThatThrownBy(() -> new OpenRewardCodec().read(later))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 3");
  }
}

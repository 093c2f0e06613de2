package io.flyball.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.control.SensorProfile.Limits;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensorProfileTest {
  private final SensorProfile davis = SensorProfile.named("davis346");

  @Test
  void aCodeIsPutIntoItsLimits() {
    Limits limits = new Limits(4, 57);
    assertThat(limits.clamp(3)).isEqualTo(4);
    assertThat(limits.clamp(4)).isEqualTo(4);
    assertThat(limits.clamp(58)).isEqualTo(57);
    assertThat(limits.atEnd(4)).isTrue();
    assertThat(limits.atEnd(57)).isTrue();
    assertThat(limits.atEnd(5)).isFalse();
    assertThat(limits).hasToString("4..57");
  }

  @Test
  void limitsAreWithinOthersUpToBothEnds() {
    Limits limits = new Limits(4, 57);
    assertThat(limits.within(limits)).isTrue();
    assertThat(new Limits(3, 57).within(limits)).isFalse();
    assertThat(new Limits(4, 58).within(limits)).isFalse();
  }

  @Test
  void aRangeIsReadAndOneCodeIsARange() {
    assertThat(Limits.parse(" -50..255 ")).isEqualTo(new Limits(-50, 255));
    assertThat(Limits.parse("7..7")).isEqualTo(new Limits(7, 7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4", "4..", "..57", "57..4", "4..57..60", "4.57", "a..b"})
  void whatIsNoRangeIsRefused(String text) {
    assertThatThrownBy(() -> Limits.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("such as 4..57; found '" + text + "'");
  }

  @Test
  void everyCodeIsPutInsideItsLimitsAndOthersStay() {
    BiasCodes start = davis.start();
    assertThat(davis.clamp(start)).isSameAs(start);
    for (Bias bias : davis.biases()) {
      Limits limits = davis.limits().get(bias);
      assertThat(davis.clamp(start.with(bias, limits.max() + 1)))
          .isEqualTo(start.with(bias, limits.max()));
      assertThat(davis.clamp(start.with(bias, limits.min() - 1)))
          .isEqualTo(start.with(bias, limits.min()));
    }
  }

  @Test
  void authorityIsTheShareOfTheRefractoryRange() {
    FastLaw law = davis.law();
    assertThat(davis.authority(davis.start().with(Bias.REFRACTORY, law.codeMin()))).isZero();
    assertThat(davis.authority(davis.start().with(Bias.REFRACTORY, law.codeMax()))).isEqualTo(1);
  }

  @Test
  void otherLimitsMustFitIntoTheRegister() {
    Limits hardware = davis.hardware().get(Bias.ON);
    SensorProfile other = davis.withLimits(Map.of(Bias.ON, hardware));
    assertThat(other.limits()).containsEntry(Bias.ON, hardware);
    assertThat(other.limits().get(Bias.OFF)).isEqualTo(davis.limits().get(Bias.OFF));
    assertThat(other.withLimits(davis.limits())).isEqualTo(davis);
    Limits beyond = new Limits(hardware.min(), hardware.max() + 1);
    assertThatThrownBy(() -> davis.withLimits(Map.of(Bias.ON, beyond)))
        .hasMessageStartingWith("limits.ON is " + beyond + ", and ")
        .hasMessageContaining("of a DAVIS346 holds " + hardware);
  }

  @Test
  void anUnknownSensorIsToldWhichThereAre() {
    assertThat(SensorProfile.named("DAVIS346")).isSameAs(davis);
    assertThatThrownBy(() -> SensorProfile.named("eye"))
        .hasMessageContaining("'eye'")
        .hasMessageContaining("davis346, ");
  }
}

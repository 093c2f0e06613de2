package io.flyball.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GovernorTest {
  private static final Governor.Config CONFIG = new Governor.Config(0.2, 0.05, 0.5, 0.1, 0, 0.9);

  @Test
  void aMeasurementThatIsNoNumberHoldsTheWeight() {
    Governor governor = new Governor(CONFIG, 0.4);
    assertThat(governor.update(Double.NaN).acting()).isFalse();
    assertThat(governor.weight()).isEqualTo(0.4);
  }

  @Test
  void parametersOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new Governor.Config(2, 0, 1, 1, 0, 1)).hasMessageContaining("2.0");
    assertThatThrownBy(() -> new Governor.Config(0.2, 0, 1, 1, 0.5, 0.4))
        .hasMessageContaining("0.5 and 0.4");
    assertThatThrownBy(() -> new Governor(CONFIG, 0.95)).hasMessageContaining("0.95");
  }

  @Test
  void insideTheDeadBandNothingMoves() {
    Governor governor = new Governor(CONFIG, 0.3);
    assertThat(governor.update(0.24).acting()).isFalse();
    assertThat(governor.update(0.16).acting()).isFalse();
    assertThat(governor.weight()).isEqualTo(0.3);
  }

  @Test
  void theWeightIntegratesTheErrorBothWays() {
    Governor governor = new Governor(CONFIG, 0.3);
    assertThat(governor.update(0.3).weight()).isCloseTo(0.35, within(1e-12));
    assertThat(governor.update(0.1).weight()).isCloseTo(0.30, within(1e-12));
  }

  @Test
  void aStepIsNoLargerThanTheSlewLimit() {
    assertThat(new Governor(CONFIG).update(1).weight()).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void atTheClampItSaturatesAndComesBackAtOnce() {
    Governor governor = new Governor(CONFIG);
    for (int i = 0; i < 100; i++) {
      governor.update(1);
    }
    assertThat(governor.weight()).isEqualTo(0.9);
    assertThat(governor.update(1).saturated()).isTrue();
    assertThat(governor.update(0.1).weight()).isLessThan(0.9);
  }
}

package io.flyball.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BiasFileTest {
  @Test
  void aFileWithoutBiasesIsRefused() {
    assertThatThrownBy(() -> BiasFile.read(List.of())).hasMessageContaining("no bias");
    assertThatThrownBy(() -> BiasFile.read(List.of("% header", "", "299 % bias_diff")))
        .hasMessageContaining("no bias");
  }

  @Test
  void valuesAreReadToTheFirstEmptyLine() {
    Map<String, Integer> values =
        BiasFile.read(
            List.of("% header % more", "299  % bias_diff", "0x10 % bias_hpf % v", "", "nonsense"));
    assertThat(values).isEqualTo(Map.of("bias_diff", 299, "bias_hpf", 16));
    assertThat(BiasFile.write(values)).containsExactly("299  % bias_diff", "16   % bias_hpf");
    assertThat(BiasFile.read(BiasFile.write(values))).isEqualTo(values);
  }

  @Test
  void whatIsNoBiasIsRefusedWithItsLine() {
    assertThatThrownBy(() -> BiasFile.read(List.of("299 bias_diff")))
        .hasMessageContaining("Line 1")
        .hasMessageContaining("value % name");
    assertThatThrownBy(() -> BiasFile.read(List.of("1 % bias_fo", "2 % bias_fo")))
        .hasMessageContaining("Line 2: bias_fo has two values, 1 and 2");
    assertThatThrownBy(() -> BiasFile.read(List.of("high % bias_fo")))
        .hasMessageContaining("'high'");
  }

  @Test
  void whatADriverRefusesIsRefused() {
    for (String sensor : VendorBiases.sensors()) {
      VendorBiases biases = VendorBiases.named(sensor);
      biases.check(biases.start());
    }
    VendorBiases gen31 = VendorBiases.named("GEN31");
    assertThatThrownBy(() -> gen31.check(Map.of("bias_diff_on", 373)))
        .hasMessageContaining("at least 374");
    assertThatThrownBy(() -> gen31.check(Map.of("bias_fo", 1349, "bias_diff_on", 393)))
        .hasMessageContaining("at least 394");
    assertThatThrownBy(() -> gen31.check(Map.of("bias_diff_off", 235)))
        .hasMessageContaining("at most 234");
    assertThatThrownBy(() -> gen31.check(Map.of("bias_fo", 1399, "bias_refr", 1349)))
        .hasMessageContaining("at least 1350");
    VendorBiases gen41 = VendorBiases.named("gen41");
    gen41.check(Map.of("bias_diff_on", 95, "bias_diff_off", 65));
    assertThatThrownBy(() -> gen41.check(Map.of("bias_diff_on", 94))).hasMessageContaining("95");
    assertThatThrownBy(() -> gen41.check(Map.of("bias_pr", 5))).hasMessageContaining("no bias_pr");
    assertThatThrownBy(() -> VendorBiases.named("imx636").check(Map.of("bias_refr", -51)))
        .hasMessageContaining("-50..255");
    assertThatThrownBy(() -> VendorBiases.named("davis346")).hasMessageContaining("imx636");
  }
}

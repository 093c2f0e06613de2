package io.flyball.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountsSourceTest {
  /**
   * 112 observations were read and 91 have arrived: the others are lost only when nothing moves.
   */
  @ParameterizedTest
  @CsvSource({"112, true, holds", "112, false, holds", "91, false, moving", "91, true, broken"})
  void anEquationIsBrokenOnlyWhenItDiffersAtRest(long waiting, boolean atRest, String state) {
    var counts = Map.of("READ", 115L, "TAKEN", 112L, "PASSED_OVER", 3L, "WAITING", waiting);
    assertThat(CountsSource.job("modes", counts, atRest).at("/equations/1/state").asText())
        .isEqualTo(state);
  }
}

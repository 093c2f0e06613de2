package io.flyball.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.bench.BenchReport.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnerBenchTest {
  /** Uniform play loses 50 % in either world; who knows the means loses a fourth or a third. */
  @Test
  void aPolicyLearnsInBothWorlds() {
    List<Row> rows = new LearnerBench(6_000, 1, 1).run();
    assertThat(rows).hasSize(7).allSatisfy(row -> assertThat(row.value()).isPositive());
    for (int world : new int[] {1, 4}) {
      double least = rows.get(world + 1).value();
      assertThat(rows.get(world).figure()).endsWith("loss");
      assertThat(rows.get(world).value()).isBetween(least, 47.0);
      assertThat(least).isBetween(20.0, 36.0);
    }
    assertThat(rows.get(1).met()).as("too few decisions for a bar").isNull();
  }
}

package io.flyball.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.bench.BenchReport.Row;
import io.flyball.bench.jmh.Kernels.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelBarsTest {

  @Test
  void nothingMeasuredIsNothingJudged() {
    assertThat(KernelBars.rows(List.of())).isEmpty();
  }

  @Test
  void aKernelIsComparedWithAnotherOfTheRunOrWithTheRateThatWasAskedFor() {
    List<Row> rows =
        KernelBars.rows(
            List.of(
                new Result("BanditKernels.linUcb", 100, 1),
                new Result("BanditKernels.plainLinUcb", 170, 1),
                new Result("DriftKernels.adwin", 50, 1)));
    assertThat(rows)
        .containsExactly(
            new Row("BanditKernels.linUcb", "/s", 1e9 / 170, 1e7, 1e7 / (1e9 / 170), 1.8, false),
            new Row("DriftKernels.adwin", "/s", 10e6, 2e7, 2.0, 1.0, true),
            new Row("BanditKernels.plainLinUcb", "/s", null, 1e9 / 170, null, null, null));
  }

  @Test
  void everyKernelWithABarIsThere() throws Exception {
    for (String name : KernelBars.pattern().replaceAll("[()$\\\\]", "").split("\\|", -1)) {
      String[] parts = name.split("\\.", -1);
      assertThat(Class.forName(KernelBars.class.getPackageName() + "." + parts[0]).getMethods())
          .anyMatch(method -> method.getName().equals(parts[1]));
    }
  }
}

package io.flyball.bench.jmh;

import io.flyball.bench.BenchReport.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the kernels have to reach: a rate, or a multiple of another kernel of the same run. */
public final class KernelBars {

  /**
   * @param kernel class and method
   * @param than kernel that it is compared with; null for a rate
   * @param bar the multiple, or operations a second
   */
  private record Bar(String kernel, String than, double bar) {}

  private static final List<Bar> BARS =
      List.of(
          new Bar("BanditKernels.linUcb", "BanditKernels.plainLinUcb", 1.8),
          new Bar("BanditKernels.squareCbAdaGrad", "BanditKernels.linUcb", 2),
          new Bar("CameraKernels.decodeEvt2", null, 400e6),
          new Bar("CameraKernels.decodeEvt3", null, 105e6),
          new Bar("CameraKernels.decodeEvt3Vectors", null, 165e6),
          new Bar("CameraKernels.decodeAedat4Lz4", null, 60e6),
          new Bar("CameraKernels.meterEvt2", "CameraKernels.decodeEvt2", 2),
          new Bar("CameraKernels.meterEvt3", "CameraKernels.decodeEvt3", 2),
          new Bar("DriftKernels.adwin", null, 10e6),
          new Bar("EvaluationKernels.rowOfCsv", null, 1e6),
          new Bar("JointKernels.twoThousandArms", null, 2e3),
          new Bar("GateKernels.rule", null, 1e6),
          new Bar("LoopKernels.update", null, 3e6),
          new Bar("LoopKernels.emit", null, 20),
          new Bar("RewardKernels.composeAndNormalise", null, 2e6),
          new Bar("ModesKernels.filterAndTrack", null, 1e6),
          new Bar("ModesKernels.rates", null, 20));

  private KernelBars() {}

  /** A regular expression that finds every kernel which a bar speaks of, and no other. */
  public static String pattern() {
    return BARS.stream()
        .flatMap(bar -> Stream.of(bar.kernel(), bar.than()))
        .filter(Objects::nonNull)
        .distinct()
        .map(name -> name.replace(".", "\\."))
        .collect(Collectors.joining("|", "(", ")$"));
  }

  /** The rates beside the bars, in operations a second; kernels without a bar at the end. */
  public static List<Row> rows(List<Kernels.Result> results) {
    Map<String, Double> rates =
        results.stream()
            .collect(Collectors.toMap(Kernels.Result::kernel, result -> 1e9 / result.nanos()));
    List<Row> rows = new ArrayList<>();
    for (Bar bar : BARS) {
      Double value = rates.get(bar.kernel());
      if (value != null) {
        rows.add(
            bar.than() == null
                ? Row.atLeast(bar.kernel(), "/s", bar.bar(), value, 1)
                : Row.atLeast(bar.kernel(), "/s", rates.get(bar.than()), value, bar.bar()));
      }
    }
    List<String> barred = BARS.stream().map(Bar::kernel).toList();
    results.stream()
        .map(Kernels.Result::kernel)
        .filter(kernel -> !barred.contains(kernel))
        .forEach(kernel -> rows.add(Row.alone(kernel, "/s", rates.get(kernel))));
    return rows;
  }
}

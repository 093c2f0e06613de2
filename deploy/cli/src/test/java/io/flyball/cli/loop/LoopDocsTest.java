package io.flyball.cli.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.drift.DetectorSpec;
import io.flyball.core.loop.LoopMetric;
import io.flyball.core.loop.Metric;
import io.flyball.core.loop.SlateMetric;
import io.flyball.core.loop.TrendMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoopDocsTest {

  @Test
  void everyMetricAndDetectorStandsInTheDocs() throws IOException {
    Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    String docs = Files.readString(module.resolve("../../docs/reference/loop-metrics.md"));
    Stream.<Metric[]>of(LoopMetric.values(), SlateMetric.values(), TrendMetric.values())
        .flatMap(Stream::of)
        .forEach(
            metric ->
                assertThat(docs)
                    .contains(
                        "| `%s` | %s |"
                            .formatted(metric.name(), metric.definition().replace("|", "\\|"))));
    String detectors = Files.readString(module.resolve("../../docs/reference/detectors.md"));
    DetectorSpec.NAMES.forEach(name -> assertThat(detectors).contains("| `" + name + "` | "));
  }
}

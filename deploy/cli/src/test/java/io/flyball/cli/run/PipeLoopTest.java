package io.flyball.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.cli.FlyballProcess;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code pipe loop} as a filter in a process of its own. */
class PipeLoopTest {
  private static final String EXPOSURE =
      """
      {"type":"Exposure","id":"%s","time":%d,"user":"%s","item":"%s"}\
      """;

  @Test
  void metricsStageFeedbackAndDeadLettersComeOut() throws Exception {
    try (FlyballProcess process =
        FlyballProcess.start("pipe", "loop", "--set", "loop.scopes=all")) {
      process.send(EXPOSURE.formatted("e1", 1_700_000_000_000L, "ada", "film"));
      process.send(EXPOSURE.formatted("e2", 1_700_000_001_000L, "bob", "film"));
      process.send(EXPOSURE.formatted("e3", 1_700_000_002_000L, "bob", "book"));
      process.send(EXPOSURE.formatted("", 1_700_000_002_000L, "bob", "book"));
      process.send(
          """
          {"type":"Span","traceId":"t","spanId":"s","time":1700000000000,"trainable":true}\
          """);
      process.send(
          """
          {"type":"AttributedFeedback","id":"signal/f","subject":"SIGNAL","status":"ORPHAN",\
          "time":1700000000500,"user":"ada","signal":{"id":"f","time":1700000000500,"user":"ada",\
          "kind":"DISLIKE","item":"answer","traceId":"t","spanId":"s","text":"too long"}}\
          """);
      process.endInput();
      assertThat(process.exitCode()).isZero();
      assertThat(process.err().all()).isEmpty();
      List<JsonNode> out = process.out().all().stream().map(PipeProcess::parse).toList();

      assertThat(out)
          .filteredOn(line -> line.path("metric").asText().equals("exposure.EVENTS"))
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.get("type").asText()).isEqualTo("LoopMetric");
                assertThat(line.get("scope").asText()).isEqualTo("all");
                assertThat(line.get("value").asDouble()).isEqualTo(3);
                assertThat(line.get("revision").asInt()).isZero();
              });
      assertThat(out)
          .filteredOn(line -> line.get("type").asText().equals("StageFeedback"))
          .singleElement()
          .satisfies(line -> assertThat(line.get("feedback").asText()).isEqualTo("too long"));
      assertThat(out)
          .filteredOn(PipeProcess::isLetter)
          .singleElement()
          .satisfies(letter -> assertThat(PipeProcess.code(letter)).isEqualTo("MISSING_FIELD:id"));
    }
  }
}

package io.flyball.jobs.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.UnknownField;
import io.flyball.connectors.codec.UnknownFields;
import io.flyball.core.record.Alert;
import io.flyball.core.record.DeadLetter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a harness's close names every exception
class UnknownFieldFunctionTest {
  private static final String TOPIC = "bandit.requests";

  @Test
  void aFieldIsToldOnceAndCountedEachTime() throws Exception {
    try (var harness = harness(null)) {
      harness.processElement(seen(7, field("contxt", 1)), 7);
      harness.processElement(seen(8, field("contxt", 2)), 8);

      assertThat(harness.extractOutputValues())
          .singleElement()
          .satisfies(
              alert -> {
                assertThat(alert.id())
                    .isEqualTo("bandit/UNKNOWN_FIELD/bandit.requests/DecisionRequest.contxt");
                assertThat(alert.evidence()).containsExactly("bandit.requests/2/7");
                assertThat(alert.time()).isEqualTo(7);
                assertThat(alert.summary()).contains("contxt");
              });
      assertThat(counts(harness)).containsExactly(Map.entry(TOPIC + " DecisionRequest.contxt", 3L));
    }
  }

  @Test
  void whatWasToldAndCountedBeforeARestartIsNotToldAgain() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness(null)) {
      harness.processElement(seen(7, field("contxt", 1)), 7);
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness(state)) {
      harness.processElement(seen(8, field("contxt", 1)), 8);

      assertThat(harness.extractOutputValues()).isEmpty();
      assertThat(counts(harness)).containsExactly(Map.entry(TOPIC + " DecisionRequest.contxt", 2L));
    }
  }

  @Test
  void randomNamesAreToldTwentyTimesAndTakeBoundedState() throws Exception {
    try (var harness = harness(null)) {
      for (int i = 0; i < 10_000; i++) {
        harness.processElement(seen(i, field("random" + i, 1)), i);
        if (i % 10 == 0) {
          harness.processElement(seen(i, field("contxt", 1)), i);
        }
      }
      OperatorSubtaskState state = harness.snapshot(1, 1);

      List<Alert> alerts = harness.extractOutputValues();
      assertThat(alerts).hasSize(UnknownFieldFunction.MOST + 1);
      assertThat(alerts.get(alerts.size() - 1).scope()).isEqualTo("other");
      assertThat(alerts.get(alerts.size() - 1).summary()).contains("more than 20 unknown fields");
      Map<String, Long> counts = counts(harness);
      assertThat(counts).hasSizeLessThanOrEqualTo(UnknownFieldFunction.MOST + 1);
      assertThat(counts).containsKey(TOPIC + " DecisionRequest.contxt");
      assertThat(counts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(11_000);
      assertThat(state.getStateSize()).isLessThan(50_000);
    }
  }

  @Test
  void anotherTopicIsToldOfByItself() throws Exception {
    try (var harness = harness(null)) {
      harness.processElement(seen(7, field("contxt", 1)), 7);
      harness.processElement(
          new UnknownFieldsSeen(
              "other", 0, 0, 0, new UnknownFields(1, List.of(field("contxt", 1)))),
          8);

      assertThat(harness.extractOutputValues()).hasSize(2);
    }
  }

  @Test
  void aMisspeltFieldOfAControlUpdateIsTold() throws Exception {
    String update =
        "{\"target\":\"bandit\",\"version\":1,\"time\":1,\"parameters\":{},\"autor\":\"ops\"}";
    RawRecord raw = new RawRecord("control", 0, 5, 9, null, update.getBytes(UTF_8), Map.of());
    try (var harness =
        new OneInputStreamOperatorTestHarness<ControlRecord, DeadLetter>(
            new ProcessOperator<>(new ControlRefusals("bandit")))) {
      harness.open();
      harness.processElement(new ControlDecoder().apply(raw), 9);

      assertThat(harness.getSideOutput(UnknownFieldsSeen.SEEN))
          .singleElement()
          .satisfies(
              seen ->
                  assertThat(seen.getValue().fields().named())
                      .containsExactly(new UnknownField("ControlUpdate", "autor", "author", 1)));
    }
  }

  private static UnknownField field(String name, int count) {
    return new UnknownField("DecisionRequest", name, null, count);
  }

  private static UnknownFieldsSeen seen(long offset, UnknownField field) {
    return new UnknownFieldsSeen(
        TOPIC, 2, offset, offset, new UnknownFields(field.count(), List.of(field)));
  }

  private static OneInputStreamOperatorTestHarness<UnknownFieldsSeen, Alert> harness(
      OperatorSubtaskState state) throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<UnknownFieldsSeen, Alert>(
            new ProcessOperator<>(new UnknownFieldFunction("bandit")));
    harness.setup();
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Long> counts(
      OneInputStreamOperatorTestHarness<UnknownFieldsSeen, Alert> harness) throws Exception {
    harness.snapshot(9, 9);
    return (TreeMap<String, Long>)
        harness
            .getEnvironment()
            .getAccumulatorRegistry()
            .getUserMap()
            .get(UnknownFieldCounts.accumulator("bandit"))
            .getLocalValue();
  }
}

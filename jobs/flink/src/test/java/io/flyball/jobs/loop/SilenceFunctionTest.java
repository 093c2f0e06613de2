package io.flyball.jobs.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.record.Alert;
import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.runtime.ControlRecord;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.BroadcastOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a harness's close names every exception
class SilenceFunctionTest {

  private static BroadcastOperatorTestHarness<Alert, ControlRecord, Alert> harness()
      throws Exception {
    return new BroadcastOperatorTestHarness<>(
        new CoBroadcastWithNonKeyedOperator<>(
            new SilenceFunction(), List.of(SilenceFunction.CONTROL)),
        1,
        1,
        0);
  }

  private static StreamRecord<Alert> alert(String kind, String scope, long time) {
    return new StreamRecord<>(
        new Alert(
            kind + scope + time,
            time,
            "loop",
            kind,
            scope,
            Alert.Severity.INFO,
            0,
            "",
            List.of(),
            Map.of()));
  }

  @Test
  void aKindIsSilencedEverywhereOrInOneScopeUntilATime() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement(alert("DRIFT", "all", 1));
      harness.processBroadcastElement(
          new ControlRecord(
              null,
              new ControlUpdate(
                  "loop",
                  1,
                  1,
                  Map.of(
                      "silence",
                      "DRIFT, ECHO_CHAMBER@all",
                      "silence-until",
                      "1970-01-01T00:00:01Z"),
                  "op"),
              null),
          0);
      harness.processElement(alert("DRIFT", "all", 2));
      harness.processElement(alert("ECHO_CHAMBER", "all", 3));
      harness.processElement(alert("ECHO_CHAMBER", "surface/home", 4));
      harness.processElement(alert("DRIFT", "all", 1_001));
      assertThat(harness.extractOutputValues())
          .extracting(Alert::id)
          .containsExactly("DRIFTall1", "ECHO_CHAMBERsurface/home4", "DRIFTall1001");
    }
  }

  @Test
  void whatWasSilencedStaysSilentAcrossARestore() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness()) {
      harness.open();
      harness.processBroadcastElement(GovernorTest.control(2, "silence", "*"), 0);
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness()) {
      harness.setup();
      harness.initializeState(state);
      harness.open();
      harness.processBroadcastElement(GovernorTest.control(1, "silence", ""), 0);
      harness.processElement(alert("DRIFT", "all", 1));
      assertThat(harness.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void anUpdateThatCannotBeAppliedChangesNothingAndIsReported() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processBroadcastElement(GovernorTest.control(1, "silence-until", "soon"), 0);
      harness.processBroadcastElement(GovernorTest.control(2, "slience", "*"), 0);
      harness.processBroadcastElement(GovernorTest.control(3, "governor.target", "2"), 0);
      harness.processBroadcastElement(GovernorTest.control(4, "governor.on", "yes"), 0);
      harness.processElement(alert("DRIFT", "all", 1));
      assertThat(harness.extractOutputValues())
          .extracting(Alert::kind)
          .containsExactly(
              "CONTROL_REJECTED",
              "CONTROL_REJECTED",
              "CONTROL_REJECTED",
              "CONTROL_REJECTED",
              "DRIFT");
      assertThat(harness.extractOutputValues().get(1).summary())
          .contains("slience", "silence, silence-until");
    }
  }
}

package io.flyball.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.gate.ActionEvent;
import io.flyball.jobs.gate.GateDecoder;
import io.flyball.jobs.gate.GateInput;
import io.flyball.jobs.runtime.FlinkConfig.Backend;
import io.flyball.jobs.runtime.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateSubjectTest {
  private final GateSubject subject = new GateSubject(1);

  @Test
  void theJobTakesEveryRecordAndEachActionHasThree() {
    FlyballConfig config =
        Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), List.of());
    GateDecoder decoder = new GateDecoder(config.gate());
    long now = System.currentTimeMillis();
    long before = Long.MIN_VALUE;
    for (long index = 0; index < 3_000; index++) {
      Subject.Sent sent = subject.at(index);
      assertThat(subject.inputs()).contains(sent.topic());
      GateInput in =
          decoder.apply(
              new RawRecord(sent.topic(), 0, index, now, sent.key(), sent.value(), Map.of()));
      assertThat(in.refusal()).isNull();
      ActionEvent event = in.action();
      assertThat(event.action()).isEqualTo("a" + index / 3);
      assertThat(event.kind()).isEqualTo(List.of(ActionEvent.Kind.values()).get((int) (index % 3)));
      assertThat(in.time()).isGreaterThan(before);
      before = in.time();
    }
  }

  /** The floor passes the proposal on, the job gives the verdict: both begin with the id. */
  @Test
  void aVerdictIsAwaitedOfEachProposal() {
    assertThat(subject.awaits(3))
        .isEqualTo("a1")
        .isEqualTo(subject.answered(subject.at(3).value()));
    assertThat(subject.awaits(4)).isNull();
    assertThat(subject.awaits(5)).isNull();
  }

  @Test
  void anActionThatWaitsIsAProposalAloneAndItsMemoryHasABar() {
    GatePendingSubject pending = new GatePendingSubject(1);
    FlyballConfig config =
        Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), pending.settings());
    assertThat(config.gate().rules()).contains("deadline: 1 h");
    for (long index = 0; index < 3; index++) {
      assertThat(pending.at(index).topic()).isEqualTo("gate.proposals");
      assertThat(pending.answered(pending.at(index).value())).isEqualTo("a" + index);
    }
    assertThat(pending.memoryBar(Backend.HEAP, 1_000_000)).isEqualTo(1024);
    assertThat(pending.memoryBar(Backend.HEAP, 999_999)).isNull();
  }

  @Test
  void anIndexAlwaysGivesTheSameRecord() {
    assertThat(subject.at(76).value()).isEqualTo(new GateSubject(1).at(76).value());
    assertThat(subject.at(76).value()).isNotEqualTo(new GateSubject(2).at(76).value());
  }

  @Test
  void aCountThatTheLoadDoesNotHaveIsNamed() {
    Map<String, Object> counts = Map.of("flyball.gate.TAKEN", 5L);
    subject.verify(counts, 5);
    assertThat(subject.processed(counts)).isEqualTo(5);
    assertThatThrownBy(() -> subject.verify(counts, 6)).hasMessageContaining("TAKEN = 5");
  }
}

package io.flyball.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.jobs.dataloop.DataloopDecoder;
import io.flyball.jobs.dataloop.DataloopInput;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.Settings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataloopSubjectTest {
  private final DataloopSubject subject = new DataloopSubject(1);

  @Test
  void theJobTakesEveryRecordAndTimeGoesOn() {
    FlyballConfig config =
        Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), subject.settings());
    DataloopDecoder decoder = new DataloopDecoder(config.dataloop());
    long now = System.currentTimeMillis();
    long before = Long.MIN_VALUE;
    for (long index = 0; index < 3_000; index++) {
      Subject.Sent sent = subject.at(index);
      int slot = (int) (index % 6);
      assertThat(subject.inputs().indexOf(sent.topic()))
          .isEqualTo(slot < 1 ? 0 : slot < 4 ? 1 : slot - 2);
      DataloopInput in =
          decoder.apply(
              new RawRecord(sent.topic(), 0, index, now, sent.key(), sent.value(), Map.of()));
      assertThat(in.refusal()).isNull();
      assertThat(in.time()).isGreaterThan(before);
      before = in.time();
    }
  }

  @Test
  void anIndexAlwaysGivesTheSameRecord() {
    assertThat(subject.at(76).value()).isEqualTo(new DataloopSubject(1).at(76).value());
    assertThat(subject.at(76).value()).isNotEqualTo(new DataloopSubject(2).at(76).value());
  }

  @Test
  void aCountThatTheLoadDoesNotHaveIsNamed() {
    Map<String, Object> counts = Map.of("flyball.dataloop.TAKEN", 5L);
    subject.verify(counts, 5);
    assertThat(subject.processed(counts)).isEqualTo(5);
    assertThatThrownBy(() -> subject.verify(counts, 6)).hasMessageContaining("TAKEN = 5");
  }
}

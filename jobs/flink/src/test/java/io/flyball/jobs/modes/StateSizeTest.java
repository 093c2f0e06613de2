package io.flyball.jobs.modes;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.modes.HmmFilter;
import io.flyball.core.modes.TransientTracker;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class StateSizeTest {
  /** Six probabilities of a filter, a tracker, a state, and the times of each. */
  @Test
  void anEntityWithAFilterOfSixModesAndATrackerIsKeptIn300Bytes() throws IOException {
    TransientTracker.Config config = TransientTracker.Config.standard();
    EntityMemory memory = new EntityMemory();
    memory.state = 1;
    memory.filter = new HmmFilter(6);
    memory.filter.update(Fixtures.six(), 1, 5, 1);
    memory.tracker = new TransientTracker(config);
    memory.tracker.update(1, 5);
    byte[] bytes = memory.toBytes(new DataOutputSerializer(16));
    assertThat(bytes.length).isLessThanOrEqualTo(300);
    EntityMemory read = EntityMemory.of(bytes, new DataInputDeserializer(), config);
    assertThat(read.toBytes(new DataOutputSerializer(16))).isEqualTo(bytes);
  }
}

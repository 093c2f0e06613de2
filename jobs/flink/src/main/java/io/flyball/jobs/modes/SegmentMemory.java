package io.flyball.jobs.modes;

import io.flyball.core.modes.HiddenMarkovModel;
import io.flyball.core.modes.HmmLearner;
import io.flyball.core.modes.RateSettings;
import io.flyball.core.modes.SegmentRates;
import io.flyball.core.record.TextFormat;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What is known of a segment from window to window. One that was kept under another number of
 * modes, or another model, begins anew.
 */
final class SegmentMemory {
  private static final int VERSION = 1;

  /** The last window that was ended. */
  long last;

  SegmentRates rates;
  Optional<HmmLearner> learner;

  private SegmentMemory(long last, SegmentRates rates, Optional<HmmLearner> learner) {
    this.last = last;
    this.rates = rates;
    this.learner = learner;
  }

  static SegmentMemory none(RateSettings settings, Optional<HiddenMarkovModel> model) {
    return new SegmentMemory(
        Long.MIN_VALUE, SegmentRates.none(settings), model.map(HmmLearner::new));
  }

  byte[] toBytes(RateSettings settings) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(1024);
    out.writeByte(VERSION);
    out.writeLong(last);
    out.writeInt(settings.states());
    TextFormat.write(settings.estimator().name(), out);
    out.writeDouble(settings.leastGap());
    out.writeDouble(settings.mostGap());
    rates.write(out);
    out.writeInt(learner.map(l -> l.model().states()).orElse(0));
    out.writeInt(learner.map(l -> l.model().symbols()).orElse(0));
    if (learner.isPresent()) {
      learner.get().write(out);
    }
    return out.getCopyOfBuffer();
  }

  static SegmentMemory of(byte[] bytes, RateSettings settings, Optional<HiddenMarkovModel> model)
      throws IOException {
    SegmentMemory memory = none(settings, model);
    if (bytes == null) {
      return memory;
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    in.readByte();
    memory.last = in.readLong();
    boolean same = in.readInt() == settings.states();
    same &= TextFormat.read(in).equals(settings.estimator().name());
    same &= in.readDouble() == settings.leastGap();
    same &= in.readDouble() == settings.mostGap();
    SegmentRates known = SegmentRates.read(in);
    memory.rates = same ? known : memory.rates;
    int states = in.readInt();
    int symbols = in.readInt();
    if (model.isPresent() && model.get().states() == states && model.get().symbols() == symbols) {
      memory.learner = Optional.of(HmmLearner.read(model.get(), in));
    }
    return memory;
  }
}

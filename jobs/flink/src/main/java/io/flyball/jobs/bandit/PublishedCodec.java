package io.flyball.jobs.bandit;

import io.flyball.core.bandit.serve.Published;
import io.flyball.core.bandit.serve.Published.Probe;
import io.flyball.jobs.runtime.Codec;
import io.flyball.jobs.runtime.Packing;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Packs {@link Published}, which is immutable. */
public final class PublishedCodec implements Codec<Published> {
  private static final long serialVersionUID = 1;
  private static final int VERSION = 3;

  @Override
  public Class<Published> type() {
    return Published.class;
  }

  @Override
  public void write(Published published, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    probes(published.probes(), out);
    probes(published.next(), out);
    Packing.matrix(published.recent(), out);
  }

  @Override
  public Published read(DataInputView in) throws IOException {
    int version = in.readByte();
    return new Published(
        probes(in, version),
        probes(in, version),
        version < 3 ? new double[0][] : Packing.matrix(in));
  }

  private static void probes(Probe[] probes, DataOutputView out) throws IOException {
    out.writeInt(probes.length);
    for (Probe probe : probes) {
      Packing.doubles(probe.context(), out);
      Packing.strings(probe.arms(), out);
      Packing.matrix(probe.features(), out);
      Packing.doubles(probe.weights(), out);
      Packing.doubles(probe.propensities(), out);
      Packing.doubles(probe.scores(), out);
    }
  }

  private static Probe[] probes(DataInputView in, int version) throws IOException {
    Probe[] probes = new Probe[in.readInt()];
    for (int i = 0; i < probes.length; i++) {
      probes[i] =
          new Probe(
              Packing.doubles(in),
              Packing.strings(in),
              Packing.matrix(in),
              Packing.doubles(in),
              Packing.doubles(in),
              version < 2 ? new double[0] : Packing.doubles(in));
    }
    return probes;
  }
}

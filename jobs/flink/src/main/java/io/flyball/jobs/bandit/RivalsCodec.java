package io.flyball.jobs.bandit;

import io.flyball.core.bandit.Model;
import io.flyball.core.bandit.ModelCodec;
import io.flyball.core.bandit.serve.Rivals;
import io.flyball.core.record.TextFormat;
import io.flyball.jobs.runtime.Codec;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Packs {@link Rivals}, whose models are changed in place. */
public final class RivalsCodec implements Codec<Rivals> {
  private static final long serialVersionUID = 1;
  private static final int VERSION = 1;

  @Override
  public Class<Rivals> type() {
    return Rivals.class;
  }

  @Override
  public void write(Rivals rivals, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(rivals.models().size());
    for (Map.Entry<String, Model> rival : rivals.models().entrySet()) {
      TextFormat.write(rival.getKey(), out);
      ModelCodec.write(rival.getValue(), out);
    }
  }

  @Override
  public Rivals read(DataInputView in) throws IOException {
    in.readByte();
    Map<String, Model> models = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      models.put(TextFormat.read(in), ModelCodec.read(in));
    }
    return new Rivals(models);
  }

  @Override
  public Rivals copy(Rivals rivals) {
    Map<String, Model> models = new TreeMap<>();
    rivals.models().forEach((name, model) -> models.put(name, model.copy()));
    return new Rivals(models);
  }
}

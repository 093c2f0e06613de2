package io.flyball.jobs.bandit;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.UnknownField;
import io.flyball.connectors.codec.UnknownFields;
import io.flyball.core.bandit.AssignedArm;
import io.flyball.core.bandit.join.Reward;
import io.flyball.core.bandit.serve.DecisionRequest;
import io.flyball.core.bandit.serve.SlateRequest;
import io.flyball.core.bandit.serve.SlateRequest.Placed;
import io.flyball.core.bandit.serve.Snapshot;
import io.flyball.core.features.NamedRequest;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.core.record.TextFormat;
import io.flyball.jobs.runtime.Codec;
import io.flyball.jobs.runtime.Packing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Packs a {@link BanditEvent}. */
public final class BanditEventCodec implements Codec<BanditEvent> {
  private static final long serialVersionUID = 1;
  private static final int VERSION = 7;
  private static final int REQUEST = 1;
  private static final int REWARD = 2;
  private static final int SNAPSHOT = 3;
  private static final int REFUSAL = 4;
  private static final Reward.Kind[] KINDS = Reward.Kind.values();

  @Override
  public Class<BanditEvent> type() {
    return BanditEvent.class;
  }

  @Override
  public void write(BanditEvent event, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    raw(event.raw(), out);
    unknown(event.unknownFields(), out);
    out.writeLong(event.clock());
    if (event.request() != null) {
      out.writeByte(REQUEST);
      out.writeShort(event.shard());
      request(event.request(), out);
    } else if (event.reward() != null) {
      out.writeByte(REWARD);
      out.writeShort(event.shard());
      reward(event.reward(), out);
    } else if (event.snapshot() != null) {
      out.writeByte(SNAPSHOT);
      out.writeShort(event.shard());
      snapshot(event.snapshot(), out);
    } else {
      out.writeByte(REFUSAL);
      TextFormat.write(event.refusal().reason().name(), out);
      TextFormat.write(event.refusal().field(), out);
      TextFormat.write(event.refusal().message(), out);
      Packing.string(event.asked(), out);
    }
  }

  @Override
  public BanditEvent read(DataInputView in) throws IOException {
    int version = in.readByte();
    RawRecord raw = raw(in);
    UnknownFields unknown = unknown(version, in);
    long clock = version < 3 ? Long.MIN_VALUE : in.readLong();
    int kind = in.readByte();
    int shard = version < 2 || kind == REFUSAL ? 0 : in.readShort();
    return switch (kind) {
      case REQUEST ->
          new BanditEvent(raw, request(in, version), null, null, null, null, unknown, shard, clock);
      case REWARD ->
          new BanditEvent(
              raw, null, reward(in, version < 7), null, null, null, unknown, shard, clock);
      case SNAPSHOT ->
          new BanditEvent(raw, null, null, snapshot(in), null, null, unknown, shard, clock);
      default -> {
        Refusal refusal =
            Refusal.of(
                Reason.valueOf(TextFormat.read(in)), TextFormat.read(in), TextFormat.read(in));
        String asked = version < 4 ? null : Packing.string(in);
        yield BanditEvent.refusedRequest(raw, refusal, asked, unknown);
      }
    };
  }

  private static void unknown(UnknownFields fields, DataOutputView out) throws IOException {
    out.writeInt(fields.count());
    out.writeInt(fields.named().size());
    for (UnknownField field : fields.named()) {
      TextFormat.write(field.record(), out);
      TextFormat.write(field.name(), out);
      Packing.string(field.near(), out);
      out.writeInt(field.count());
    }
  }

  private static UnknownFields unknown(int version, DataInputView in) throws IOException {
    int count = in.readInt();
    List<UnknownField> named = new ArrayList<>();
    for (int left = version < 6 ? 0 : in.readInt(); left > 0; left--) {
      named.add(
          new UnknownField(
              TextFormat.read(in), TextFormat.read(in), Packing.string(in), in.readInt()));
    }
    return count == 0 ? UnknownFields.NONE : new UnknownFields(count, List.copyOf(named));
  }

  private static void raw(RawRecord raw, DataOutputView out) throws IOException {
    TextFormat.write(raw.topic(), out);
    out.writeInt(raw.partition());
    out.writeLong(raw.offset());
    out.writeLong(raw.ingestTime());
    Packing.bytes(raw.key(), out);
    Packing.bytes(raw.value(), out);
    out.writeInt(raw.headers().size());
    for (Map.Entry<String, byte[]> header : raw.headers().entrySet()) {
      TextFormat.write(header.getKey(), out);
      Packing.bytes(header.getValue(), out);
    }
  }

  private static RawRecord raw(DataInputView in) throws IOException {
    String topic = TextFormat.read(in);
    int partition = in.readInt();
    long offset = in.readLong();
    long ingest = in.readLong();
    byte[] key = Packing.bytes(in);
    byte[] value = Packing.bytes(in);
    int count = in.readInt();
    Map<String, byte[]> headers = count == 0 ? Map.of() : new HashMap<>();
    for (int i = 0; i < count; i++) {
      headers.put(TextFormat.read(in), Packing.bytes(in));
    }
    return new RawRecord(topic, partition, offset, ingest, key, value, headers);
  }

  private static void request(DecisionRequest r, DataOutputView out) throws IOException {
    TextFormat.write(r.id(), out);
    out.writeLong(r.time());
    Packing.doubles(r.context(), out);
    Packing.strings(r.arms(), out);
    Packing.matrix(r.features(), out);
    Packing.doubles(r.weights(), out);
    Packing.string(r.forcedArm(), out);
    Packing.string(r.baselineArm(), out);
    out.writeBoolean(r.deferred());
    out.writeDouble(r.importance());
    Packing.string(r.loggedArm(), out);
    Packing.number(r.loggedPropensity(), out);
    Packing.doubles(r.loggedPropensities(), out);
    out.writeBoolean(r.named() != null);
    if (r.named() != null) {
      Packing.doubles(r.named().context(), out);
      Packing.matrix(r.named().features(), out);
    }
    slate(r.slate(), out);
  }

  private static void slate(SlateRequest slate, DataOutputView out) throws IOException {
    out.writeInt(slate.positions());
    out.writeInt(slate.slots().length);
    for (String[] arms : slate.slots()) {
      Packing.strings(arms, out);
    }
    out.writeInt(slate.logged().length);
    for (Placed one : slate.logged()) {
      TextFormat.write(one.arm(), out);
      out.writeDouble(one.propensity());
    }
  }

  private static SlateRequest slate(DataInputView in) throws IOException {
    int positions = in.readInt();
    String[][] slots = new String[in.readInt()][];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = Packing.strings(in);
    }
    Placed[] logged = new Placed[in.readInt()];
    for (int i = 0; i < logged.length; i++) {
      logged[i] = new Placed(TextFormat.read(in), in.readDouble());
    }
    return positions + slots.length + logged.length == 0
        ? SlateRequest.NONE
        : new SlateRequest(positions, slots, logged);
  }

  private static DecisionRequest request(DataInputView in, int version) throws IOException {
    return new DecisionRequest(
        TextFormat.read(in),
        in.readLong(),
        Packing.doubles(in),
        Packing.strings(in),
        Packing.matrix(in),
        Packing.doubles(in),
        Packing.string(in),
        Packing.string(in),
        in.readBoolean(),
        in.readDouble(),
        Packing.string(in),
        Packing.number(in),
        version < 5 ? AssignedArm.NONE : Packing.doubles(in),
        version < 7 || !in.readBoolean()
            ? null
            : NamedRequest.packed(Packing.doubles(in), Packing.matrix(in)),
        version < 7 ? SlateRequest.NONE : slate(in));
  }

  @SuppressWarnings("EnumOrdinal") // new kinds are added at the end
  static void reward(Reward r, DataOutputView out) throws IOException {
    TextFormat.write(r.id(), out);
    out.writeLong(r.time());
    TextFormat.write(r.decisionId(), out);
    out.writeByte(r.kind().ordinal());
    Packing.doubles(r.values(), out);
    out.writeDouble(r.weight());
    Packing.string(r.arm(), out);
    Packing.number(r.propensity(), out);
    out.writeInt(r.revision());
    Packing.string(r.corrects(), out);
    out.writeInt(r.position());
    if (r.kind() == Reward.Kind.OBSERVATION) {
      Packing.strings(r.arms(), out);
    }
  }

  /**
   * Reads a reward.
   *
   * @param old of a version without positions
   */
  static Reward reward(DataInputView in, boolean old) throws IOException {
    String id = TextFormat.read(in);
    long time = in.readLong();
    String decision = TextFormat.read(in);
    Reward.Kind kind = KINDS[in.readByte()];
    return new Reward(
        id,
        time,
        decision,
        kind,
        Packing.doubles(in),
        in.readDouble(),
        Packing.string(in),
        Packing.number(in),
        in.readInt(),
        Packing.string(in),
        old ? 0 : in.readInt(),
        kind == Reward.Kind.OBSERVATION ? Packing.strings(in) : null);
  }

  /** Its model; of what it says for other servers the job reads nothing. */
  private static void snapshot(Snapshot s, DataOutputView out) throws IOException {
    TextFormat.write(s.policy(), out);
    out.writeInt(s.shard());
    out.writeLong(s.version());
    out.writeLong(s.time());
    TextFormat.write(s.algorithm(), out);
    out.writeLong(s.decided());
    out.writeLong(s.learned());
    Packing.bytes(s.model(), out);
    out.writeInt(s.evidence().size());
    for (Map.Entry<String, Double> entry : s.evidence().entrySet()) {
      TextFormat.write(entry.getKey(), out);
      out.writeDouble(entry.getValue());
    }
  }

  private static Snapshot snapshot(DataInputView in) throws IOException {
    return new Snapshot(
        TextFormat.read(in),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        TextFormat.read(in),
        in.readLong(),
        in.readLong(),
        Packing.bytes(in),
        evidence(in));
  }

  private static Map<String, Double> evidence(DataInputView in) throws IOException {
    Map<String, Double> evidence = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      evidence.put(TextFormat.read(in), in.readDouble());
    }
    return evidence;
  }
}

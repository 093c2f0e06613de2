package io.flyball.jobs.gate;

import io.flyball.core.gate.Critique;
import io.flyball.core.gate.Proposal;
import io.flyball.core.record.TextFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** What an action's verdicts need, by version of the rules, until it is forgotten. Bytes. */
final class PendingAction {
  private static final int FORMAT = 2;

  /** What one version of the rules says. */
  static final class Trial {
    final Ruled ruled;

    /** Whether it lets the action run; null before its verdict. */
    Boolean executes;

    Trial(Ruled ruled) {
      this.ruled = ruled;
    }
  }

  /** The proposal without its fields; null before it. */
  Proposal proposal;

  /** The newest version first. */
  final List<Trial> trials = new ArrayList<>();

  private final TreeMap<String, Critique> heard = new TreeMap<>();

  /** Whether the action was right; null while nobody knows. */
  Boolean right;

  /** When it is forgotten. */
  long until = Long.MIN_VALUE;

  /** When it is looked at to be forgotten. */
  long noted = Long.MIN_VALUE;

  Collection<Critique> critiques() {
    return heard.values();
  }

  void hear(Critique critique) {
    heard.putIfAbsent(critique.critic(), critique);
  }

  boolean decided() {
    return proposal != null && trials.stream().allMatch(trial -> trial.executes != null);
  }

  /** Whether no verdict on it is awaited. */
  boolean over() {
    return proposal == null || decided();
  }

  /** Whether a version lets it run. */
  boolean executes() {
    return trials.stream().anyMatch(trial -> trial.executes != null && trial.executes);
  }

  /** Verdicts need no answers once they have fallen. */
  void forgetAnswers() {
    heard.clear();
  }

  byte[] toBytes(DataOutputSerializer out) throws IOException {
    out.clear();
    out.writeByte(FORMAT);
    out.writeLong(until);
    out.writeLong(noted);
    out.writeByte(flag(right));
    out.writeBoolean(proposal != null);
    if (proposal != null) {
      TextFormat.write(proposal.session(), out);
      TextFormat.write(proposal.task(), out);
      out.writeInt(proposal.attempt());
      TextFormat.write(proposal.risk(), out);
      out.writeLong(proposal.time());
    }
    out.writeByte(trials.size());
    for (Trial trial : trials) {
      out.writeByte(flag(trial.executes));
      write(trial.ruled, out);
    }
    out.writeInt(heard.size());
    for (Critique critique : heard.values()) {
      TextFormat.write(critique.critic(), out);
      out.writeDouble(critique.probability().orElse(Double.NaN));
      TextFormat.write(critique.suggestion(), out);
      out.writeLong(critique.time());
    }
    return out.getCopyOfBuffer();
  }

  static PendingAction of(String action, byte[] bytes, DataInputDeserializer in)
      throws IOException {
    PendingAction pending = new PendingAction();
    if (bytes == null) {
      return pending;
    }
    in.setBuffer(bytes);
    int format = in.readByte();
    pending.until = in.readLong();
    if (format > 1) {
      pending.noted = in.readLong();
    }
    pending.right = flag(in.readByte());
    if (in.readBoolean()) {
      pending.proposal =
          new Proposal(
              action,
              TextFormat.read(in),
              TextFormat.read(in),
              in.readInt(),
              TextFormat.read(in),
              in.readLong(),
              Map.of());
    }
    for (int left = in.readByte(); left > 0; left--) {
      Boolean executes = flag(in.readByte());
      Trial trial = new Trial(read(in));
      trial.executes = executes;
      pending.trials.add(trial);
    }
    for (int left = in.readInt(); left > 0; left--) {
      String critic = TextFormat.read(in);
      double p = in.readDouble();
      pending.hear(
          new Critique(
              action,
              critic,
              Double.isNaN(p) ? OptionalDouble.empty() : OptionalDouble.of(p),
              TextFormat.read(in),
              in.readLong()));
    }
    return pending;
  }

  private static int flag(Boolean value) {
    return value == null ? 0 : value ? 1 : 2;
  }

  private static Boolean flag(int code) {
    return code == 0 ? null : code == 1;
  }

  private static void write(Ruled ruled, DataOutputSerializer out) throws IOException {
    out.writeLong(ruled.version());
    out.writeBoolean(ruled.shadow());
    out.writeBoolean(ruled.known());
    out.writeDouble(ruled.miss());
    out.writeDouble(ruled.block());
    out.writeBoolean(ruled.irreversible());
    out.writeInt(ruled.critics());
    out.writeLong(ruled.deadlineMs());
    out.writeInt(ruled.reproposals());
    out.writeInt(ruled.silenced().size());
    for (String critic : ruled.silenced()) {
      TextFormat.write(critic, out);
    }
    TextFormat.write(ruled.rule(), out);
    out.writeBoolean(ruled.executes());
    TextFormat.write(ruled.suggestion(), out);
    out.writeBoolean(ruled.faulty());
  }

  private static Ruled read(DataInputDeserializer in) throws IOException {
    long version = in.readLong();
    boolean shadow = in.readBoolean();
    boolean known = in.readBoolean();
    double miss = in.readDouble();
    double block = in.readDouble();
    boolean irreversible = in.readBoolean();
    int critics = in.readInt();
    long deadline = in.readLong();
    int reproposals = in.readInt();
    List<String> silenced = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      silenced.add(TextFormat.read(in));
    }
    return new Ruled(
        version,
        shadow,
        known,
        miss,
        block,
        irreversible,
        critics,
        deadline,
        reproposals,
        silenced,
        TextFormat.read(in),
        in.readBoolean(),
        TextFormat.read(in),
        in.readBoolean());
  }
}

package io.flyball.jobs.gate;

import io.flyball.core.record.TextFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** What is remembered of an action, so that nothing of it counts twice. Kept as bytes. */
final class ActionMemory {
  private static final int VERSION = 1;
  private static final int PROPOSED = 1;
  private static final int OUTCOME = 2;
  private static final int RIGHT = 4;

  /** Time of the last record. */
  long last = Long.MIN_VALUE;

  /** When it is looked at to be forgotten. */
  long noted = Long.MIN_VALUE;

  /** Risk class of the proposal; null before it. */
  String risk;

  /** Tells a proposal from another one of the same action. */
  int content;

  /** Whether the action was right; null while nobody knows. */
  Boolean right;

  /** Stated probabilities by critic; null where an answer could not be read. */
  final TreeMap<String, Double> heard = new TreeMap<>();

  /** What came before the proposal, to be sent on behind it. */
  final List<ActionEvent> early = new ArrayList<>();

  byte[] toBytes(DataOutputSerializer out) throws IOException {
    out.clear();
    out.writeByte(VERSION);
    out.writeLong(last);
    out.writeLong(noted);
    out.writeByte(
        (risk == null ? 0 : PROPOSED)
            | (right == null ? 0 : OUTCOME)
            | (right != null && right ? RIGHT : 0));
    if (risk != null) {
      TextFormat.write(risk, out);
      out.writeInt(content);
    }
    out.writeInt(heard.size());
    for (Map.Entry<String, Double> answer : heard.entrySet()) {
      TextFormat.write(answer.getKey(), out);
      number(answer.getValue(), out);
    }
    out.writeInt(early.size());
    for (ActionEvent event : early) {
      TextFormat.write(event.action(), out);
      out.writeLong(event.time());
      boolean critique = event.kind() == ActionEvent.Kind.CRITIQUE;
      out.writeBoolean(critique);
      if (critique) {
        TextFormat.write(event.critic(), out);
        number(event.probability(), out);
        TextFormat.write(event.suggestion(), out);
      } else {
        out.writeBoolean(event.right());
      }
    }
    return out.getCopyOfBuffer();
  }

  static ActionMemory of(byte[] bytes, DataInputDeserializer in) throws IOException {
    ActionMemory memory = new ActionMemory();
    if (bytes == null) {
      return memory;
    }
    in.setBuffer(bytes);
    in.readByte();
    memory.last = in.readLong();
    memory.noted = in.readLong();
    int parts = in.readByte();
    if ((parts & PROPOSED) > 0) {
      memory.risk = TextFormat.read(in);
      memory.content = in.readInt();
    }
    memory.right = (parts & OUTCOME) > 0 ? (parts & RIGHT) > 0 : null;
    for (int left = in.readInt(); left > 0; left--) {
      memory.heard.put(TextFormat.read(in), number(in));
    }
    for (int left = in.readInt(); left > 0; left--) {
      String action = TextFormat.read(in);
      long time = in.readLong();
      memory.early.add(
          in.readBoolean()
              ? ActionEvent.critique(
                  action, time, TextFormat.read(in), number(in), TextFormat.read(in))
              : ActionEvent.outcome(action, time, in.readBoolean()));
    }
    return memory;
  }

  private static void number(Double value, DataOutputSerializer out) throws IOException {
    out.writeBoolean(value != null);
    if (value != null) {
      out.writeDouble(value);
    }
  }

  private static Double number(DataInputDeserializer in) throws IOException {
    return in.readBoolean() ? in.readDouble() : null;
  }
}

package io.flyball.jobs.runtime;

import io.flyball.core.record.TextFormat;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/** Arrays and texts that may be absent, for {@link Codec}s. */
public final class Packing {
  private static final int ABSENT = -1;
  private static final double[] NO_DOUBLES = {};
  private static final String[] NO_STRINGS = {};

  private Packing() {}

  public static void doubles(double[] values, DataOutputView out) throws IOException {
    out.writeInt(values == null ? ABSENT : values.length);
    for (int i = 0; values != null && i < values.length; i++) {
      out.writeDouble(values[i]);
    }
  }

  public static double[] doubles(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length <= 0) {
      return length == 0 ? NO_DOUBLES : null;
    }
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }

  /** Numbers of which many are 0: only the others take room, where that saves any. */
  public static void nonZeros(double[] values, DataOutputView out) throws IOException {
    int count = 0;
    for (double value : values) {
      count += value == 0 ? 0 : 1;
    }
    boolean sparse = 3L * count < 2L * values.length;
    out.writeBoolean(sparse);
    if (!sparse) {
      doubles(values, out);
      return;
    }
    out.writeInt(values.length);
    out.writeInt(count);
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        out.writeInt(i);
        out.writeDouble(values[i]);
      }
    }
  }

  public static double[] nonZeros(DataInputView in) throws IOException {
    if (!in.readBoolean()) {
      return doubles(in);
    }
    double[] values = new double[in.readInt()];
    for (int left = in.readInt(); left > 0; left--) {
      values[in.readInt()] = in.readDouble();
    }
    return values;
  }

  public static void matrix(double[][] rows, DataOutputView out) throws IOException {
    out.writeInt(rows.length);
    for (double[] row : rows) {
      doubles(row, out);
    }
  }

  public static double[][] matrix(DataInputView in) throws IOException {
    double[][] rows = new double[in.readInt()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = doubles(in);
    }
    return rows;
  }

  public static void strings(String[] values, DataOutputView out) throws IOException {
    out.writeInt(values.length);
    for (String value : values) {
      TextFormat.write(value, out);
    }
  }

  public static String[] strings(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length == 0) {
      return NO_STRINGS;
    }
    String[] values = new String[length];
    for (int i = 0; i < length; i++) {
      values[i] = TextFormat.read(in);
    }
    return values;
  }

  public static void string(String value, DataOutputView out) throws IOException {
    out.writeBoolean(value != null);
    if (value != null) {
      TextFormat.write(value, out);
    }
  }

  public static String string(DataInputView in) throws IOException {
    return in.readBoolean() ? TextFormat.read(in) : null;
  }

  public static void number(Double value, DataOutputView out) throws IOException {
    out.writeBoolean(value != null);
    if (value != null) {
      out.writeDouble(value);
    }
  }

  public static Double number(DataInputView in) throws IOException {
    return in.readBoolean() ? in.readDouble() : null;
  }

  public static void bytes(byte[] value, DataOutputView out) throws IOException {
    out.writeInt(value == null ? ABSENT : value.length);
    if (value != null) {
      out.write(value);
    }
  }

  public static byte[] bytes(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length == ABSENT) {
      return null;
    }
    byte[] value = new byte[length];
    in.readFully(value);
    return value;
  }

  /** A copy by way of its bytes: it shares nothing with the value. */
  public static <T> T copy(Codec<T> codec, T value) {
    try {
      DataOutputSerializer out = new DataOutputSerializer(256);
      codec.write(value, out);
      return codec.read(new DataInputDeserializer(out.getCopyOfBuffer()));
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot be read", e);
    }
  }
}

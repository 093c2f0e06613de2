package io.flyball.core.bandit;

import io.flyball.core.record.TextFormat;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * The byte form of a {@link Model}: magic, version, shape, shared array, then each arm with its id,
 * number and array, all big-endian. Cost: 8 bytes per double plus about 10 per arm.
 *
 * <p>An unknown version, a foreign magic, an impossible length or a value that is not finite is
 * refused with an {@link IOException} that says what was found.
 */
public final class ModelCodec {
  private static final int MAGIC = 0x464C5942; // "FLYB"
  private static final int VERSION = 1;
  private static final int SPARSE = 2;
  private static final int LIMIT = 1 << 25;

  /** Most bytes that are taken before they are written. */
  private static final int ROOM = 1 << 20;

  /** Values that are written at once. */
  private static final int PIECE = 512;

  private ModelCodec() {}

  /** What {@link #write} writes. */
  public static byte[] bytes(Model model) {
    Shape shape = model.shape();
    long room = 64 + (long) Double.BYTES * shape.shared();
    for (Arm arm : model.arms()) {
      room += arm.id().length() + 6 + (long) Double.BYTES * shape.perArm();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) Math.min(room, ROOM));
    try {
      write(model, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static void write(Model model, DataOutput out) throws IOException {
    Shape shape = model.shape();
    boolean sparse = sparse(model.shared());
    out.writeInt(MAGIC);
    out.writeShort(sparse ? SPARSE : VERSION);
    TextFormat.write(shape.kind(), out);
    out.writeInt(shape.context());
    out.writeInt(shape.features());
    out.writeInt(shape.objectives());
    out.writeInt(shape.shared());
    out.writeInt(shape.perArm());
    out.writeInt(model.nextNumber());
    if (sparse) {
      nonZeros(model.shared(), out);
    } else {
      doubles(model.shared(), piece(shape.shared()), out);
    }
    out.writeInt(model.arms().size());
    byte[] piece = piece(shape.perArm());
    for (Arm arm : model.arms()) {
      TextFormat.write(arm.id(), out);
      out.writeInt(arm.number());
      doubles(arm.state(), piece, out);
    }
  }

  public static Model read(DataInput in) throws IOException {
    expect("magic number", in.readInt(), MAGIC);
    int version = in.readUnsignedShort();
    if (version != SPARSE) {
      expect("version", version, VERSION);
    }
    Shape shape;
    try {
      shape =
          new Shape(
              TextFormat.read(in),
              in.readInt(),
              in.readInt(),
              in.readInt(),
              length(in.readInt()),
              length(in.readInt()));
    } catch (IllegalArgumentException e) {
      throw new IOException("the model's shape is impossible: " + e.getMessage(), e);
    }
    int nextNumber = in.readInt();
    double[] shared =
        version == SPARSE ? nonZeros(shape.shared(), in) : doubles(shape.shared(), in);
    Model model = new Model(shape, shared, nextNumber);
    int arms = length(in.readInt());
    for (int i = 0; i < arms; i++) {
      model.put(new Arm(TextFormat.read(in), in.readInt(), doubles(shape.perArm(), in)));
    }
    return model;
  }

  /**
   * Whether places and values of what is not 0 take less room than all of it, where that counts.
   */
  private static boolean sparse(double[] values) {
    return values.length >= 4096 && 3L * count(values) < 2L * values.length;
  }

  private static int count(double[] values) {
    int count = 0;
    for (double value : values) {
      count += value == 0 ? 0 : 1;
    }
    return count;
  }

  private static void nonZeros(double[] values, DataOutput out) throws IOException {
    out.writeInt(count(values));
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        out.writeInt(i);
        out.writeDouble(values[i]);
      }
    }
  }

  private static double[] nonZeros(int length, DataInput in) throws IOException {
    double[] values = new double[length];
    for (int left = length(in.readInt()); left > 0; left--) {
      int i = in.readInt();
      if (i < 0 || i >= length) {
        throw new IOException("place " + i + " is none of " + length);
      }
      values[i] = in.readDouble();
      if (!Double.isFinite(values[i])) {
        throw new IOException("state value " + i + " is not finite: " + values[i]);
      }
    }
    return values;
  }

  private static void expect(String what, int found, int allowed) throws IOException {
    if (found != allowed) {
      throw new IOException(
          "not a model of this program: " + what + " is " + found + ", allowed is " + allowed);
    }
  }

  private static int length(int found) throws IOException {
    if (found < 0 || found > LIMIT) {
      throw new IOException("a length must lie in [0, " + LIMIT + "], found " + found);
    }
    return found;
  }

  private static byte[] piece(int values) {
    return new byte[Math.min(values, PIECE) * Double.BYTES];
  }

  /** In pieces: a stream takes every byte of a single value by itself. */
  private static void doubles(double[] values, byte[] piece, DataOutput out) throws IOException {
    for (int from = 0; from < values.length; from += PIECE) {
      int count = Math.min(PIECE, values.length - from);
      ByteBuffer.wrap(piece).asDoubleBuffer().put(values, from, count);
      out.write(piece, 0, count * Double.BYTES);
    }
  }

  private static double[] doubles(int length, DataInput in) throws IOException {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = in.readDouble();
      if (!Double.isFinite(values[i])) {
        throw new IOException("state value " + i + " is not finite: " + values[i]);
      }
    }
    return values;
  }
}

package io.flyball.core.drift;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The compact form of a detector: one byte version, one byte type, then its parameters and state,
 * big-endian. Types and enum constants are numbered in order and never renumbered. A standard
 * {@link Adwin} over a million values takes about 1.5 kB.
 */
public final class DetectorFormat {
  private static final int VERSION = 1;

  private DetectorFormat() {}

  public static byte[] toBytes(Detector detector) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(detector, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Reads what {@link #toBytes} made; anything else is an {@link IllegalArgumentException}. */
  public static Detector fromBytes(byte[] bytes) {
    try {
      return read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("not a detector: " + bytes.length + " bytes", e);
    }
  }

  public static void write(Detector detector, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeByte(type(detector));
    detector.write(out);
  }

  public static Detector read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("detector version " + version + ", this reads version " + VERSION);
    }
    int type = in.readByte();
    return switch (type) {
      case 0 -> Adwin.read(in);
      case 1 -> PageHinkley.read(in);
      case 2 -> Cusum.read(in);
      case 3 -> HddmA.read(in);
      case 4 -> HddmW.read(in);
      case 5 -> Ddm.read(in);
      case 6 -> Eddm.read(in);
      case 7 -> Kswin.read(in);
      case 8 -> CoolDown.read(in);
      case 9 -> OutsideBursts.read(in);
      case 10 -> SelectiveEwma.read(in);
      default -> throw new IOException("unknown detector type " + type);
    };
  }

  private static int type(Detector detector) {
    if (detector instanceof Adwin) {
      return 0;
    } else if (detector instanceof PageHinkley) {
      return 1;
    } else if (detector instanceof Cusum) {
      return 2;
    } else if (detector instanceof HddmA) {
      return 3;
    } else if (detector instanceof HddmW) {
      return 4;
    } else if (detector instanceof Ddm) {
      return 5;
    } else if (detector instanceof Eddm) {
      return 6;
    } else if (detector instanceof Kswin) {
      return 7;
    } else if (detector instanceof CoolDown) {
      return 8;
    } else if (detector instanceof OutsideBursts) {
      return 9;
    } else if (detector instanceof SelectiveEwma) {
      return 10;
    }
    throw new IllegalArgumentException("no format for " + detector.getClass().getName());
  }

  @SuppressWarnings("EnumOrdinal") // the order of constants is part of the format
  static void writeConstant(DataOutput out, Enum<?> constant) throws IOException {
    out.writeByte(constant.ordinal());
  }

  static <E> E constant(E[] constants, int ordinal) throws IOException {
    if (ordinal < 0 || ordinal >= constants.length) {
      throw new IOException("constant " + ordinal + " of " + constants.length);
    }
    return constants[ordinal];
  }
}

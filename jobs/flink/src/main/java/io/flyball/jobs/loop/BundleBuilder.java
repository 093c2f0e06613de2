package io.flyball.jobs.loop;

import io.flyball.core.loop.Source;
import java.util.Arrays;

/** Gathers the columns of a {@link SignalBundle}. */
final class BundleBuilder {
  static final byte SHOWN = 0;
  static final byte TAKEN = 3;
  static final byte HOLDOUT = 6;
  static final byte OUTCOME = 7;

  private byte[] kinds;
  private long[][] columns;
  private int size;
  private long earliest = Long.MAX_VALUE;

  BundleBuilder() {
    this(16);
  }

  private BundleBuilder(int room) {
    kinds = new byte[room];
    columns = new long[5][room];
  }

  /** The events of a bundle that come after a time. */
  static BundleBuilder after(SignalBundle bundle, long time) {
    long[] times = bundle.times();
    int later = 0;
    for (long one : times) {
      later += one > time ? 1 : 0;
    }
    BundleBuilder rest = new BundleBuilder(later);
    for (int i = 0; i < times.length; i++) {
      if (times[i] > time) {
        rest.add(
            bundle.kinds()[i],
            times[i],
            bundle.ids()[i],
            bundle.users()[i],
            bundle.items()[i],
            bundle.topics()[i]);
      }
    }
    return rest;
  }

  void add(byte kind, long time, long id, long user, long item, long topic) {
    if (size == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * size);
      for (int i = 0; i < columns.length; i++) {
        columns[i] = Arrays.copyOf(columns[i], 2 * size);
      }
    }
    kinds[size] = kind;
    columns[0][size] = time;
    columns[1][size] = id;
    columns[2][size] = user;
    columns[3][size] = item;
    columns[4][size] = topic;
    size++;
    earliest = Math.min(earliest, time);
  }

  long earliest() {
    return earliest;
  }

  SignalBundle build(String scope) {
    return new SignalBundle(
        scope,
        Arrays.copyOf(kinds, size),
        Arrays.copyOf(columns[0], size),
        Arrays.copyOf(columns[1], size),
        Arrays.copyOf(columns[2], size),
        Arrays.copyOf(columns[3], size),
        Arrays.copyOf(columns[4], size));
  }

  /** The kind of what was shown ({@link #SHOWN}) or taken ({@link #TAKEN}) of a source. */
  static byte kind(byte base, Source source) {
    return (byte)
        (base
            + switch (source) {
              case HUMAN -> 0;
              case GENERATED -> 1;
              case UNKNOWN -> 2;
            });
  }

  static Source source(byte kind) {
    return switch (kind % TAKEN) {
      case 0 -> Source.HUMAN;
      case 1 -> Source.GENERATED;
      default -> Source.UNKNOWN;
    };
  }
}

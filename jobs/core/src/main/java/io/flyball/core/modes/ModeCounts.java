package io.flyball.core.modes;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How many of M modes a behaviour uses, by context (the diversity metrics of D3IL, Jia et al., ICLR
 * 2024): attempts, successes, and the mode of each success. Entropies are to the base M: 1 is every
 * mode alike, 0 a single one. Size: 8 M bytes a context.
 */
public final class ModeCounts {
  private static final double EPSILON = 1e-12;

  private final int modes;
  private final Map<String, long[]> contexts = new TreeMap<>();
  private long attempts;
  private long successes;

  /**
   * Nothing counted yet.
   *
   * @param modes M >= 2
   */
  public ModeCounts(int modes) {
    if (modes < 2) {
      throw new IllegalArgumentException("modes must be at least 2, were " + modes);
    }
    this.modes = modes;
  }

  /**
   * Counts an attempt.
   *
   * @param mode 0 to M - 1, counted where the attempt succeeded
   */
  public void add(String context, int mode, boolean success) {
    States.inside(mode, modes);
    attempts++;
    long[] counts = contexts.computeIfAbsent(context, any -> new long[modes]);
    if (success) {
      successes++;
      counts[mode]++;
    }
  }

  public int modes() {
    return modes;
  }

  public long attempts() {
    return attempts;
  }

  public long successes() {
    return successes;
  }

  /** Successes over attempts; empty before the first. */
  public OptionalDouble successRate() {
    return attempts == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) successes / attempts);
  }

  /**
   * H = -sum p ln p / ln M over all contexts; empty without a success.
   *
   * @param corrected adds Miller and Madow's (modes seen - 1) / (2 N): few successes show fewer
   *     modes than there are; at most 1
   */
  public OptionalDouble entropy(boolean corrected) {
    long[] all = new long[modes];
    contexts.values().forEach(counts -> Arrays.setAll(all, m -> all[m] + counts[m]));
    return entropy(all, corrected);
  }

  /**
   * The mean over contexts of the entropy given the context.
   *
   * @param includeEmpty whether a context without a success counts as entropy 0 or not at all
   */
  public OptionalDouble conditionalEntropy(boolean includeEmpty, boolean corrected) {
    double sum = 0;
    int counted = 0;
    for (long[] counts : contexts.values()) {
      OptionalDouble h = entropy(counts, corrected);
      if (h.isPresent() || includeEmpty) {
        sum += h.orElse(0);
        counted++;
      }
    }
    return counted == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / counted);
  }

  /**
   * Mean over contexts with a success of sum p log_M(p / q): how far the behaviour is from a
   * reference.
   *
   * @param reference q(mode | context) > 0 where p is
   */
  public OptionalDouble divergence(Map<String, double[]> reference) {
    double sum = 0;
    int counted = 0;
    for (Map.Entry<String, long[]> context : contexts.entrySet()) {
      long n = Arrays.stream(context.getValue()).sum();
      double[] q = reference.get(context.getKey());
      if (n > 0 && q != null) {
        States.law("reference of " + context.getKey(), q, modes);
        for (int m = 0; m < modes; m++) {
          double p = (double) context.getValue()[m] / n;
          sum += p > 0 ? p * Math.log(p / Math.max(q[m], EPSILON)) / Math.log(modes) : 0;
        }
        counted++;
      }
    }
    return counted == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / counted);
  }

  /** Adds what others counted. */
  public void add(ModeCounts other) {
    attempts += other.attempts;
    successes += other.successes;
    other.contexts.forEach(
        (context, counts) -> {
          long[] own = contexts.computeIfAbsent(context, any -> new long[modes]);
          Arrays.setAll(own, m -> own[m] + counts[m]);
        });
  }

  /**
   * The law of the modes in each context with a success.
   *
   * @param imagined successes imagined in each mode, so that none has probability 0; > 0
   */
  public Map<String, double[]> laws(double imagined) {
    Map<String, double[]> laws = new TreeMap<>();
    contexts.forEach(
        (context, counts) -> {
          long n = Arrays.stream(counts).sum();
          if (n > 0) {
            double[] law = new double[modes];
            Arrays.setAll(law, m -> (counts[m] + imagined) / (n + modes * imagined));
            laws.put(context, law);
          }
        });
    return laws;
  }

  /** M^H: as many equally used modes would have this entropy. */
  public static double effective(int modes, double entropy) {
    return Math.pow(modes, entropy);
  }

  public void write(DataOutput out) throws IOException {
    out.writeInt(modes);
    out.writeLong(attempts);
    out.writeLong(successes);
    out.writeInt(contexts.size());
    for (Map.Entry<String, long[]> context : contexts.entrySet()) {
      byte[] name = context.getKey().getBytes(StandardCharsets.UTF_8);
      out.writeInt(name.length);
      out.write(name);
      for (long count : context.getValue()) {
        out.writeLong(count);
      }
    }
  }

  public static ModeCounts read(DataInput in) throws IOException {
    ModeCounts read = new ModeCounts(in.readInt());
    read.attempts = in.readLong();
    read.successes = in.readLong();
    int contexts = in.readInt();
    for (int c = 0; c < contexts; c++) {
      byte[] name = new byte[in.readInt()];
      in.readFully(name);
      long[] counts = new long[read.modes];
      for (int m = 0; m < read.modes; m++) {
        counts[m] = in.readLong();
      }
      read.contexts.put(new String(name, StandardCharsets.UTF_8), counts);
    }
    return read;
  }

  private OptionalDouble entropy(long[] counts, boolean corrected) {
    long n = 0;
    int seen = 0;
    for (long each : counts) {
      n += each;
      seen += each > 0 ? 1 : 0;
    }
    if (n == 0) {
      return OptionalDouble.empty();
    }
    double h = 0;
    for (long each : counts) {
      double p = (double) each / n;
      h -= p > 0 ? p * Math.log(p) : 0;
    }
    if (corrected) {
      h += (seen - 1) / (2.0 * n);
    }
    return OptionalDouble.of(Math.max(0, Math.min(1, h / Math.log(modes))));
  }
}

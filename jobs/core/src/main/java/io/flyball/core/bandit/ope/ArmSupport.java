package io.flyball.core.bandit.ope;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a log shows of each arm that a candidate may choose, and whether the logged propensities of
 * an arm agree with how often it was shown.
 *
 * <p>Over the rows where arm a is eligible, 1{A=a}/p - 1 has mean 0 when p is right. Memory: six
 * numbers an arm. Cost: one addition an arm and row, none while neither the arms nor the
 * candidate's probabilities change.
 */
public final class ArmSupport {
  private static final double[] NONE = {};

  private final Map<String, Integer> slots = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private long[] eligible = new long[16];
  private long[] shown = new long[16];
  private double[] mass = new double[16];
  private double[] impossible = new double[16];
  private double[] inverse = new double[16];
  private double[] inverse2 = new double[16];
  private long n;

  private String[] ids = {};
  private int[] idSlots = {};
  private double[] last = NONE;
  private long repeated;

  /**
   * Adds a row.
   *
   * @param arms the eligible ones
   * @param p the candidate's probabilities of them
   * @param index of the arm that was shown
   * @param propensity probability with which it was shown
   * @param logged probability with which each could have been shown; empty where that is not known
   */
  public void add(String[] arms, double[] p, int index, double propensity, double[] logged) {
    if (arms != ids || p != last) {
      flush();
      if (arms != ids) {
        ids = arms;
        idSlots = Arrays.stream(arms).mapToInt(this::slot).toArray();
      }
      last = p;
    }
    repeated++;
    n++;
    int slot = idSlots[index];
    shown[slot]++;
    double y = 1 / propensity - 1;
    inverse[slot] += y;
    inverse2[slot] += y * y;
    for (int i = 0; i < logged.length; i++) {
      if (logged[i] == 0) {
        impossible[idSlots[i]] += p[i];
      }
    }
  }

  private int slot(String id) {
    Integer found = slots.get(id);
    if (found != null) {
      return found;
    }
    int slot = names.size();
    slots.put(id, slot);
    names.add(id);
    if (slot == shown.length) {
      eligible = Arrays.copyOf(eligible, 2 * slot);
      shown = Arrays.copyOf(shown, 2 * slot);
      mass = Arrays.copyOf(mass, 2 * slot);
      impossible = Arrays.copyOf(impossible, 2 * slot);
      inverse = Arrays.copyOf(inverse, 2 * slot);
      inverse2 = Arrays.copyOf(inverse2, 2 * slot);
    }
    return slot;
  }

  private void flush() {
    for (int i = 0; i < idSlots.length && repeated > 0; i++) {
      eligible[idSlots[i]] += repeated;
      mass[idSlots[i]] += repeated * last[i];
    }
    repeated = 0;
  }

  /**
   * One arm.
   *
   * @param shown rows that show it
   * @param mass mean probability that the candidate gives it
   * @param unsupported the part of that where the log could not show it, or never did
   * @param score standard errors from 0 of the mean of 1{shown}/p - 1; 0 below 30 rows that show it
   */
  public record Row(String arm, long shown, double mass, double unsupported, double score) {}

  /** The arms, those without support first, then by the candidate's probability. */
  public List<Row> rows() {
    flush();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      double without = shown[i] == 0 ? mass[i] : impossible[i];
      rows.add(new Row(names.get(i), shown[i], mass[i] / n, without / n, score(i)));
    }
    rows.sort(
        Comparator.comparingDouble((Row row) -> -row.unsupported())
            .thenComparingDouble(row -> -row.mass()));
    return rows;
  }

  private double score(int i) {
    if (shown[i] < WeightTail.RARE) {
      return 0;
    }
    double rows = eligible[i];
    double without = rows - shown[i];
    double mean = (inverse[i] - without) / rows;
    double squares = inverse2[i] + without;
    double error = Math.sqrt(Math.max(0, squares / rows - mean * mean) / rows);
    return error > 0 ? mean / error : 0;
  }

  /** Mean probability that the candidate gives to arms that the log cannot show. */
  public double unsupported() {
    return rows().stream().mapToDouble(Row::unsupported).sum();
  }

  /** Mean probability that the candidate gives to arms shown fewer than 30 times. */
  double rareMass() {
    return rows().stream()
        .filter(row -> row.shown() < WeightTail.RARE)
        .mapToDouble(Row::mass)
        .sum();
  }
}

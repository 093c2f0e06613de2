package io.flyball.core.reward.score;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Graded correctness of tool calls (Qian et al., "ToolRL: Reward is All Tool Learning Needs", arXiv
 * 2504.13958). With J the Jaccard index of multisets, over the expected calls G and the predicted
 * ones P:
 *
 * <pre>
 *   s     = J(names) + sum over matched calls [ J(parameter names) + equal values ]
 *   s_max = 1 + sum over G [ 1 + number of parameters ]
 *   R     = (max - min) s / s_max + min,   usually in [-3, 3]
 * </pre>
 *
 * <p>Each expected call takes the best unused prediction of its name. Equal lists earn max; nothing
 * expected earns 0; a prediction that cannot be read (null) earns min. Equal calls in another order
 * are not equal lists, yet their sum earns max too, as in the released code. Cost: O(|G| |P|
 * parameters).
 */
public enum ToolCallReward {
  /** The reward of the paper. */
  GRADED,
  /** Names and parameter names count in full or not at all. */
  REFINED,
  /** A matched call counts 1 when it is equal in everything, else 0. */
  INTERMEDIATE,
  /** Equal lists earn max, all else min. */
  COARSE;

  /**
   * The reward within a range.
   *
   * @param expected the calls that were right; empty when none was
   * @param predicted the calls that were made; null when they cannot be read
   */
  public double score(List<ToolCall> expected, List<ToolCall> predicted, Range range) {
    if (expected.isEmpty()) {
      return 0;
    }
    if (predicted == null) {
      return range.min();
    }
    if (expected.equals(predicted)) {
      return range.max();
    }
    return this == COARSE ? range.min() : range.at(sum(expected, predicted) / most(expected));
  }

  private double most(List<ToolCall> expected) {
    double most = 1;
    for (ToolCall call : expected) {
      most += 1 + (this == INTERMEDIATE ? 0 : call.parameters().size());
    }
    return most;
  }

  private double sum(List<ToolCall> expected, List<ToolCall> predicted) {
    List<String> names = expected.stream().map(ToolCall::name).toList();
    List<String> made = predicted.stream().map(ToolCall::name).toList();
    double sum = names.equals(made) ? 1 : unequal(names, made);
    List<ToolCall> unused = new ArrayList<>(predicted);
    for (ToolCall call : expected) {
      int best = -1;
      double most = 0;
      for (int i = 0; i < unused.size(); i++) {
        double score = match(call, unused.get(i));
        if (score > most) {
          most = score;
          best = i;
        }
      }
      if (best >= 0) {
        unused.remove(best);
        sum += most;
      }
    }
    return sum;
  }

  private double match(ToolCall expected, ToolCall predicted) {
    if (!expected.name().equals(predicted.name())) {
      return 0;
    }
    if (this == INTERMEDIATE) {
      return expected.equals(predicted) ? 1 : 0;
    }
    double equal = 0;
    for (Map.Entry<String, String> parameter : expected.parameters().entrySet()) {
      equal += parameter.getValue().equals(predicted.parameters().get(parameter.getKey())) ? 1 : 0;
    }
    Set<String> names = expected.parameters().keySet();
    Set<String> given = predicted.parameters().keySet();
    return (names.equals(given) ? 1 : unequal(names, given)) + equal;
  }

  private double unequal(Collection<String> a, Collection<String> b) {
    return this == REFINED ? 0 : jaccard(a, b);
  }

  /** Jaccard index of multisets: shared over all; 0 when one of two different ones is empty. */
  static double jaccard(Collection<String> a, Collection<String> b) {
    Map<String, Integer> left = new HashMap<>();
    a.forEach(name -> left.merge(name, 1, Integer::sum));
    int shared = 0;
    for (String name : b) {
      Integer count = left.get(name);
      if (count != null && count > 0) {
        left.put(name, count - 1);
        shared++;
      }
    }
    int all = a.size() + b.size() - shared;
    return all == 0 ? 1 : (double) shared / all;
  }
}

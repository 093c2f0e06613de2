package io.flyball.tools.bandit;

import io.flyball.connectors.vw.VwDecision;
import io.flyball.connectors.vw.VwDecision.Slot;
import io.flyball.connectors.vw.VwFormatException;
import io.flyball.core.bandit.LoggedDecision;
import io.flyball.core.bandit.ope.Evaluation;
import io.flyball.core.bandit.ope.LogRow;
import io.flyball.core.bandit.ope.LoggedSlate;
import io.flyball.core.features.NamedFeatures;
import io.flyball.core.features.PackedFeatures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a slate of a decision with slots. A slot's arms are those it lists, or all that no slot
 * above has taken; its features join those of the context.
 */
final class SlateRow {
  private static final double[] NONE = {};

  private SlateRow() {}

  static LoggedSlate of(VwDecision d) throws VwFormatException {
    if (!d.learned()) {
      throw new VwFormatException("the decision was never activated (_skipLearn)");
    }
    List<LogRow> rows = new ArrayList<>();
    Set<Integer> above = new HashSet<>();
    double importance = 1 / (1 - d.dropped());
    int last = d.slots().size() - 1;
    for (int l = 0; l <= last; l++) {
      Slot slot = d.slots().get(l);
      if (slot.cost() == null) {
        throw new VwFormatException("slot " + l + " has no _label_cost");
      }
      double reward = d.global() && l < last ? 0 : 0 - slot.cost();
      rows.add(row(d, slot, l, above, reward, importance));
      above.add(slot.chosen());
    }
    return new LoggedSlate(d.eventId(), rows, d.global());
  }

  private static LogRow row(
      VwDecision d, Slot slot, int l, Set<Integer> above, double reward, double importance)
      throws VwFormatException {
    List<Integer> left = left(d, slot, above);
    int told = slot.probabilities().size();
    boolean whole = told == slot.served().size() && (told > 1 || left.size() == 1);
    List<Integer> actions = whole ? slot.served() : left;
    if (!actions.contains(slot.chosen()) || above.contains(slot.chosen())) {
      throw new VwFormatException(
          "slot " + l + " shows action " + slot.chosen() + " (from 0), which was not left for it");
    }
    if (!(slot.propensity() >= Evaluation.LEAST_PROPENSITY)) {
      throw new VwFormatException(
          "slot "
              + l
              + " has the probability "
              + slot.propensity()
              + "; allowed is "
              + Evaluation.LEAST_PROPENSITY
              + " to 1");
    }
    String[] arms = new String[actions.size()];
    double[][] features = new double[arms.length][];
    boolean none = true;
    for (int i = 0; i < arms.length; i++) {
      arms[i] = d.ids().get(actions.get(i));
      features[i] = d.actions().get(actions.get(i)).packed();
      none &= features[i].length == 0;
    }
    LoggedDecision decision =
        new LoggedDecision(
            d.ids().get(slot.chosen()),
            slot.propensity(),
            arms,
            joined(d.context(), slot.features()).packed(),
            none ? PackedFeatures.ofArms(new double[0][], arms) : features,
            true,
            reward,
            importance);
    double[] logged =
        whole ? slot.probabilities().stream().mapToDouble(Double::doubleValue).toArray() : NONE;
    return new LogRow(d.eventId(), decision, logged, NONE);
  }

  private static List<Integer> left(VwDecision d, Slot slot, Set<Integer> above) {
    List<Integer> left = new ArrayList<>();
    for (int a = 0; a < d.actions().size(); a++) {
      if (!above.contains(a) && (slot.allowed().isEmpty() || slot.allowed().contains(a))) {
        left.add(a);
      }
    }
    return left;
  }

  private static NamedFeatures joined(NamedFeatures context, NamedFeatures slot) {
    if (slot.namespaces().isEmpty()) {
      return context;
    }
    Map<String, Map<String, Object>> all = new LinkedHashMap<>();
    for (NamedFeatures some : List.of(context, slot)) {
      some.namespaces()
          .forEach(
              (name, features) ->
                  all.computeIfAbsent(name, key -> new LinkedHashMap<>()).putAll(features));
    }
    return new NamedFeatures(all);
  }
}

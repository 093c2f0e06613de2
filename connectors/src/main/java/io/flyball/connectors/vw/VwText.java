package io.flyball.connectors.vw;

import io.flyball.connectors.vw.VwDecision.Slot;
import io.flyball.core.features.NamedFeatures;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads text examples of Vowpal Wabbit: {@code label [weight] ['tag]|namespace[:weight]
 * feature[:value] ...}. Contextual bandits with action-dependent features (one action a line up to
 * an empty one, {@code shared} first), CCB and slates; lines without actions of their own, {@code
 * a:cost:p | ...}, name the features of the context, and actions by number.
 *
 * <p>A probability outside of (0, 1] is refused where Vowpal Wabbit warns and cuts. Not
 * thread-safe.
 */
public final class VwText {
  private final List<String> lines = new ArrayList<>();
  private final int actions;

  /**
   * A reader.
   *
   * @param actions number of actions of lines without features of their own; 0 where every action
   *     has a line
   */
  public VwText(int actions) {
    this.actions = actions;
  }

  /**
   * Takes one line.
   *
   * @return a decision when the line ends one; else null
   * @throws VwFormatException for an example that cannot be read; it is dropped
   */
  public VwLine read(String line) throws VwFormatException {
    if (line.isBlank()) {
      return end();
    }
    lines.add(line);
    return actions > 0 ? end() : null;
  }

  /** Ends the input: what was taken so far is an example, if anything was. */
  public VwLine end() throws VwFormatException {
    if (lines.isEmpty()) {
      return null;
    }
    List<VwExample> examples = new ArrayList<>();
    try {
      for (String line : lines) {
        examples.add(VwExample.of(line));
      }
    } finally {
      lines.clear();
    }
    String kind = examples.get(0).word(0);
    if (kind.equals("ccb") || kind.equals("slates")) {
      return slots(kind, examples);
    }
    return actions > 0 ? numbered(examples.get(0)) : dependent(examples);
  }

  /** {@code a:cost:p} of one of several actions that have no features. */
  private VwLine numbered(VwExample e) throws VwFormatException {
    List<String> ids = new ArrayList<>();
    List<NamedFeatures> features = new ArrayList<>();
    for (int a = 1; a <= actions; a++) {
      ids.add(Integer.toString(a));
      features.add(NamedFeatures.NONE);
    }
    List<Integer> allowed = new ArrayList<>();
    Slot slot = null;
    for (String token : e.label()) {
      String[] parts = token.split(":", -1);
      int action = whole(parts[0], token) - 1;
      if (action < 0 || action >= actions) {
        throw new VwFormatException("'" + token + "' names no action from 1 to " + actions);
      }
      allowed.add(action);
      if (parts.length == 3) {
        if (slot != null) {
          throw new VwFormatException("two actions have a cost; one was shown");
        }
        slot =
            slot(
                List.of(),
                action,
                VwExample.number(parts[1], token),
                VwExample.number(parts[2], token));
      } else if (parts.length != 1) {
        throw new VwFormatException("'" + token + "' is neither an action nor action:cost:p");
      }
    }
    if (slot == null) {
      return new VwLine.Skipped("the example has no action with a cost: nothing was decided");
    }
    return decided(e.features(), features, ids, List.of(allowing(slot, allowed)), false);
  }

  private static Slot allowing(Slot s, List<Integer> allowed) {
    List<Integer> of = allowed.size() > 1 ? allowed : List.of();
    return new Slot(s.id(), s.features(), of, s.served(), s.probabilities(), s.cost(), null);
  }

  private static Slot slot(List<Integer> allowed, int action, double cost, double p)
      throws VwFormatException {
    requireProbability(p);
    return new Slot("", NamedFeatures.NONE, allowed, List.of(action), List.of(p), cost, null);
  }

  private static void requireProbability(double p) throws VwFormatException {
    if (!(p > 0 && p <= 1)) {
      throw new VwFormatException(
          "a probability is " + p + "; allowed is above 0, up to 1 (Vowpal Wabbit would cut it)");
    }
  }

  /** One action a line; the label stands on the line of the one chosen. */
  private static VwLine dependent(List<VwExample> examples) throws VwFormatException {
    NamedFeatures context = NamedFeatures.NONE;
    List<NamedFeatures> features = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    Slot slot = null;
    for (int i = 0; i < examples.size(); i++) {
      VwExample e = examples.get(i);
      if (e.word(0).equals("shared")) {
        if (i > 0) {
          throw new VwFormatException("'shared' is the first line of an example");
        }
        context = e.features();
        continue;
      }
      if (!e.label().isEmpty()) {
        String token = e.label().get(0);
        String[] parts = token.split(":", -1);
        if (parts.length != 3 || slot != null) {
          throw new VwFormatException(
              slot == null
                  ? "the label '" + token + "' is not action:cost:probability"
                  : "two actions have a label; one was shown");
        }
        slot =
            slot(
                List.of(),
                features.size(),
                VwExample.number(parts[1], token),
                VwExample.number(parts[2], token));
      }
      features.add(e.features());
      ids.add(Integer.toString(features.size()));
    }
    if (slot == null || features.isEmpty()) {
      return new VwLine.Skipped("no action of the example has a cost: nothing was decided");
    }
    return decided(context, features, ids, List.of(slot), false);
  }

  private static VwLine slots(String kind, List<VwExample> examples) throws VwFormatException {
    boolean slates = kind.equals("slates");
    NamedFeatures context = NamedFeatures.NONE;
    Double global = null;
    List<NamedFeatures> features = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    List<List<Integer>> own = new ArrayList<>();
    List<VwExample> slotLines = new ArrayList<>();
    for (VwExample e : examples) {
      switch (e.word(1)) {
        case "shared" -> {
          context = e.features();
          if (e.label().size() > 2) {
            global = VwExample.number(e.word(2), e.word(2));
          }
        }
        case "action" -> {
          if (slates) {
            int slot = whole(e.word(2), "slates action " + e.word(2));
            while (own.size() <= slot) {
              own.add(new ArrayList<>());
            }
            own.get(slot).add(features.size());
          }
          features.add(e.features());
          ids.add(Integer.toString(features.size()));
        }
        case "slot" -> slotLines.add(e);
        default ->
            throw new VwFormatException(
                "'" + kind + " " + e.word(1) + "' is none of shared, action, slot");
      }
    }
    if (slotLines.size() > features.size()) {
      throw new VwFormatException(
          slotLines.size() + " slots and " + features.size() + " actions: too few actions");
    }
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < slotLines.size(); i++) {
      List<Integer> of = !slates ? List.of() : i < own.size() ? own.get(i) : List.of();
      Slot slot = slotOf(slotLines.get(i), of, slates, global, features.size());
      if (slot != null) {
        slots.add(slot);
      }
    }
    if (slots.isEmpty() || slots.size() < slotLines.size()) {
      return new VwLine.Skipped("a slot of the example has no outcome: nothing was decided");
    }
    return decided(context, features, ids, slots, slates);
  }

  private static Slot slotOf(
      VwExample e, List<Integer> own, boolean slates, Double global, int actions)
      throws VwFormatException {
    List<Integer> allowed = own;
    List<Integer> served = new ArrayList<>();
    List<Double> p = new ArrayList<>();
    Double cost = global;
    for (String token : e.label().subList(Math.min(2, e.label().size()), e.label().size())) {
      if (!token.contains(":")) {
        List<Integer> listed = new ArrayList<>();
        for (String one : token.split(",", -1)) {
          listed.add(whole(one, token));
        }
        allowed = listed;
        continue;
      }
      for (String pair : token.split(",", -1)) {
        String[] parts = pair.split(":", -1);
        boolean first = served.isEmpty() && !slates;
        if (parts.length != (first ? 3 : 2)) {
          throw new VwFormatException("'" + token + "' is no outcome of a slot");
        }
        int action = whole(parts[0], pair);
        if (action < 0 || action >= (slates ? own.size() : actions)) {
          throw new VwFormatException("'" + pair + "' names no action of its slot, from 0");
        }
        cost = first ? (Double) VwExample.number(parts[1], pair) : cost;
        served.add(slates ? own.get(action) : (Integer) action);
        p.add(VwExample.number(parts[parts.length - 1], pair));
      }
    }
    if (served.isEmpty()) {
      return null;
    }
    requireProbability(p.get(0));
    double sum = p.stream().mapToDouble(Double::doubleValue).sum();
    if (p.size() > 1 && Math.abs(sum - 1) > 1e-4) {
      throw new VwFormatException("the probabilities of a slot sum to " + sum + "; allowed is 1");
    }
    return new Slot("", e.features(), allowed, served, p, cost, null);
  }

  private static VwLine decided(
      NamedFeatures context,
      List<NamedFeatures> features,
      List<String> ids,
      List<Slot> slots,
      boolean global) {
    return new VwLine.Decided(
        new VwDecision(
            "", "", context, features, ids, slots, global, 0, true, List.of(), List.of()));
  }

  private static int whole(String text, String token) throws VwFormatException {
    double number = VwExample.number(text, token);
    if (number != Math.rint(number) || Math.abs(number) > 1e6) {
      throw new VwFormatException("'" + token + "' has no whole number where an action belongs");
    }
    return (int) number;
  }
}

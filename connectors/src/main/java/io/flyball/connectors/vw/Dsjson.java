package io.flyball.connectors.vw;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.connectors.vw.VwDecision.Observation;
import io.flyball.connectors.vw.VwDecision.Slot;
import io.flyball.core.features.NamedFeatures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code dsjson}, one decision a line, as Vowpal Wabbit and Personalizer write it: contextual
 * bandits ({@code a}, {@code p}, {@code _label_cost}), CCB and slates ({@code _outcomes}), and
 * rewards that came by themselves ({@code RewardValue}).
 *
 * <p>{@code p} or {@code _p} belongs to {@code a}, whichever comes last; {@code _labelIndex} is the
 * action, from 0. Probabilities are those of the choice; {@code pdrop} is handed on and not divided
 * out here. Continuous actions are refused. Not thread-safe.
 */
public final class Dsjson {
  private static final double TOLERANCE = 1e-6;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * Reads one line.
   *
   * @throws VwFormatException for one that cannot be read, with the reason
   */
  public VwLine read(String line) throws VwFormatException {
    if (!line.startsWith("{")) {
      return new VwLine.Skipped("the line does not begin with {");
    }
    JsonNode object;
    try {
      object = json.readTree(line);
    } catch (JsonProcessingException e) {
      throw new VwFormatException("the line is no JSON: " + e.getOriginalMessage());
    }
    if (!object.has("c") && object.has("RewardValue")) {
      return new VwLine.Dangling(dangling(object));
    }
    for (String continuous : List.of("pdf", "_label_ca")) {
      if (object.has(continuous)) {
        throw new VwFormatException(
            "'" + continuous + "' is of a continuous action; only discrete actions are read");
      }
    }
    JsonNode context = object.path("c");
    JsonNode multi = context.path("_multi");
    if (!multi.isArray() || multi.isEmpty()) {
      return new VwLine.Skipped("the line has no actions in c._multi");
    }
    if (!object.has("_outcomes") && !object.has("a")) {
      return new VwLine.Skipped("the line has no 'a': nothing was decided");
    }
    return new VwLine.Decided(decision(object, context, multi));
  }

  private static Observation dangling(JsonNode object) throws VwFormatException {
    String time =
        object.has("EnqueuedTimeUtc")
            ? object.get("EnqueuedTimeUtc").asText()
            : object.path("Timestamp").asText("");
    return new Observation(
        object.path("EventId").asText(""), time, number(object, "RewardValue", null));
  }

  private static VwDecision decision(JsonNode object, JsonNode context, JsonNode multi)
      throws VwFormatException {
    List<NamedFeatures> actions = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    Set<String> distinct = new HashSet<>();
    List<List<Integer>> ofSlots = new ArrayList<>();
    for (JsonNode action : multi) {
      int index = actions.size();
      actions.add(VwFeatures.of(action));
      String tag = action.path("_tag").asText("");
      tags.add(tag);
      distinct.add(tag);
      if (action.has("_slot_id")) {
        int slot = action.get("_slot_id").asInt(-1);
        if (slot < 0 || slot >= context.path("_slots").size()) {
          throw new VwFormatException("c._multi[" + index + "]._slot_id is no slot of c._slots");
        }
        while (ofSlots.size() <= slot) {
          ofSlots.add(new ArrayList<>());
        }
        ofSlots.get(slot).add(index);
      }
    }
    boolean tagged = !distinct.contains("") && distinct.size() == tags.size();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < tags.size(); i++) {
      ids.add(tagged ? tags.get(i) : Integer.toString(i + 1));
    }
    double dropped = number(object, "pdrop", 0.0);
    if (!(dropped >= 0 && dropped < 1)) {
      throw new VwFormatException("pdrop is " + dropped + "; allowed is 0 to below 1");
    }
    return new VwDecision(
        object.path("EventId").asText(""),
        object.path("Timestamp").asText(""),
        VwFeatures.of(context),
        actions,
        ids,
        object.has("_outcomes")
            ? outcomes(object, context.path("_slots"), ofSlots, actions.size())
            : List.of(choice(object, actions.size())),
        !ofSlots.isEmpty(),
        dropped,
        !object.path("_skipLearn").asBoolean(false),
        integers(object.path("_ba"), "_ba"),
        observations(object));
  }

  private static Slot choice(JsonNode object, int actions) throws VwFormatException {
    List<Integer> served = new ArrayList<>();
    for (int id : integers(object.path("a"), "a")) {
      served.add(action("a", id - 1, actions));
    }
    String last = "";
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (field.getKey().equals("p") || field.getKey().equals("_p")) {
        last = field.getKey();
      }
    }
    List<Double> p = doubles(object.path(last), "p");
    Double label = number(object, "_label_probability", null);
    if (p.isEmpty() && label != null) {
      p = List.of(label);
    }
    Double cost = number(object, "_label_cost", null);
    if (object.has("_labelIndex") && !served.isEmpty()) {
      int labelled = action("_labelIndex", object.get("_labelIndex").asInt(-1), actions);
      if (labelled != served.get(0)) {
        throw new VwFormatException(
            "_labelIndex is action "
                + labelled
                + ", but 'a' begins with action "
                + served.get(0)
                + " (both from 0): the label is of an action that was not shown");
      }
    }
    return slot(
        "",
        NamedFeatures.NONE,
        List.of(),
        served,
        p,
        cost,
        number(object, "_original_label_cost", null));
  }

  private static List<Slot> outcomes(
      JsonNode object, JsonNode slots, List<List<Integer>> ofSlots, int actions)
      throws VwFormatException {
    List<Slot> read = new ArrayList<>();
    JsonNode outcomes = object.get("_outcomes");
    if (!outcomes.isArray() || outcomes.isEmpty() || outcomes.size() > slots.size()) {
      throw new VwFormatException(
          "_outcomes has " + outcomes.size() + " entries for " + slots.size() + " slots");
    }
    boolean slates = !ofSlots.isEmpty();
    for (int i = 0; i < outcomes.size(); i++) {
      JsonNode outcome = outcomes.get(i);
      List<Integer> allowed = integers(slots.get(i).path("_inc"), "_inc");
      if (slates) {
        allowed = i < ofSlots.size() ? ofSlots.get(i) : List.of();
        if (allowed.isEmpty()) {
          throw new VwFormatException("slot " + i + " has no action");
        }
      }
      List<Integer> served = new ArrayList<>();
      for (int a : integers(outcome.path("_a"), "_a")) {
        // Of a slate's slot, actions are counted among its own.
        served.add(
            slates ? allowed.get(action("_a", a, allowed.size())) : action("_a", a, actions));
      }
      JsonNode from = slates ? object : outcome;
      read.add(
          slot(
              outcome.path("_id").asText(""),
              VwFeatures.of(slots.get(i)),
              allowed,
              served,
              doubles(outcome.path("_p"), "_p"),
              number(from, "_label_cost", null),
              number(from, "_original_label_cost", null)));
    }
    return read;
  }

  private static Slot slot(
      String id,
      NamedFeatures features,
      List<Integer> allowed,
      List<Integer> served,
      List<Double> p,
      Double cost,
      Double original)
      throws VwFormatException {
    if (served.isEmpty()) {
      throw new VwFormatException("no action was served: 'a' is empty");
    }
    if (new HashSet<>(served).size() < served.size()) {
      throw new VwFormatException("an action is served twice in one slot: " + served);
    }
    if (p.isEmpty()) {
      throw new VwFormatException("there is no probability of what was shown: give 'p'");
    }
    if (p.size() != 1 && p.size() != served.size()) {
      throw new VwFormatException(
          "there are " + p.size() + " probabilities for " + served.size() + " actions served");
    }
    double sum = 0;
    for (double one : p) {
      if (!(one >= 0 && one <= 1)) {
        throw new VwFormatException("a probability is " + one + "; allowed is 0 to 1");
      }
      sum += one;
    }
    if (!(p.get(0) > 0)) {
      throw new VwFormatException("what was shown has the probability 0");
    }
    if (p.size() > 1 && Math.abs(sum - 1) > TOLERANCE) {
      throw new VwFormatException("the probabilities sum to " + sum + "; allowed is 1");
    }
    return new Slot(id, features, allowed, served, p, cost, original);
  }

  private static List<Observation> observations(JsonNode object) throws VwFormatException {
    List<Observation> read = new ArrayList<>();
    for (JsonNode o : object.path("o")) {
      read.add(
          new Observation(
              o.path("EventId").asText(object.path("EventId").asText("")),
              o.path("EnqueuedTimeUtc").asText(""),
              number(o, "v", null)));
    }
    return read;
  }

  private static int action(String field, int action, int actions) throws VwFormatException {
    if (action < 0 || action >= actions) {
      throw new VwFormatException(
          "'" + field + "' names the action at place " + action + " (from 0) of " + actions);
    }
    return action;
  }

  private static Double number(JsonNode object, String field, Double absent)
      throws VwFormatException {
    JsonNode value = object.get(field);
    if (value == null || value.isNull()) {
      return absent;
    }
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw new VwFormatException("'" + field + "' must be a finite number, found " + value);
    }
    return value.doubleValue();
  }

  private static List<Integer> integers(JsonNode array, String field) throws VwFormatException {
    List<Integer> read = new ArrayList<>();
    for (JsonNode item : array) {
      if (!item.isInt()) {
        throw new VwFormatException("'" + field + "' holds " + item + ", which is no whole number");
      }
      read.add(item.intValue());
    }
    return read;
  }

  private static List<Double> doubles(JsonNode array, String field) throws VwFormatException {
    List<Double> read = new ArrayList<>();
    for (JsonNode item : array) {
      if (!item.isNumber()) {
        throw new VwFormatException("'" + field + "' holds " + item + ", which is no number");
      }
      read.add(item.doubleValue());
    }
    return read;
  }
}

package io.flyball.connectors.vw;

import io.flyball.connectors.codec.Timestamps;
import io.flyball.connectors.vw.VwDecision.Observation;
import io.flyball.connectors.vw.VwDecision.Slot;
import io.flyball.core.features.NamedFeatures;
import io.flyball.schemas.ArmOption;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.PlacedArm;
import io.flyball.schemas.Reward;
import io.flyball.schemas.RewardKind;
import io.flyball.schemas.SlateSlot;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Decisions of a log as records of the bandit job: a request that was decided elsewhere, a slate
 * where it has several slots, and its rewards, which are minus its costs. {@code pdrop} becomes the
 * importance 1/(1-pdrop), once; the probability is that of {@code p}, not of {@code
 * _label_probability}, which some writers have multiplied by the share that was kept. A decision
 * that waits for an activation is deferred.
 */
public final class VwRecords {
  private final String policy;

  /**
   * For one policy.
   *
   * @param policy what stands before the slash of decision ids
   */
  public VwRecords(String policy) {
    this.policy = policy;
  }

  /**
   * The records of a line; none for one that was skipped.
   *
   * @param number of the line, by which a decision without an id is named
   * @throws VwFormatException for what the job has not: slots with features of their own
   */
  public List<SpecificRecord> of(VwLine line, long number) throws VwFormatException {
    if (line instanceof VwLine.Dangling dangling) {
      Observation o = dangling.observation();
      if (o.eventId().isEmpty()) {
        throw new VwFormatException("the reward names no EventId, so no decision is known for it");
      }
      return List.of(reward(o.eventId(), time(o.time()), o.value()));
    }
    if (!(line instanceof VwLine.Decided decided)) {
      return List.of();
    }
    VwDecision d = decided.decision();
    String id = d.eventId().isEmpty() ? Long.toString(number) : d.eventId();
    Slot slot = d.slots().get(0);
    Instant time = time(d.timestamp());
    List<SpecificRecord> records = new ArrayList<>();
    if (!d.single()) {
      slate(d, id, time, records);
      return records;
    }
    records.add(request(d, slot, id, time));
    if (slot.cost() != null) {
      records.add(reward(id, time, 0 - slot.cost()));
    }
    return records;
  }

  /** A slate that was shown, and the reward of each position, or one for all. */
  private void slate(VwDecision d, String id, Instant time, List<SpecificRecord> records)
      throws VwFormatException {
    List<PlacedArm> shown = new ArrayList<>();
    List<SlateSlot> slots = new ArrayList<>();
    boolean own = false;
    for (int l = 0; l < d.slots().size(); l++) {
      Slot slot = d.slots().get(l);
      if (!slot.features().namespaces().isEmpty()) {
        throw new VwFormatException(
            "slot "
                + l
                + " has features; a slate has one context: give them to the actions, or leave them"
                + " out");
      }
      shown.add(new PlacedArm(d.ids().get(slot.chosen()), slot.propensity()));
      slots.add(new SlateSlot(slot.allowed().stream().map(d.ids()::get).toList()));
      own |= !slot.allowed().isEmpty();
    }
    DecisionRequest.Builder request =
        DecisionRequest.newBuilder()
            .setId(policy + "/" + id)
            .setTime(time)
            .setArms(arms(d, List.of()))
            .setNamedContext(d.context().namespaces())
            .setLoggedSlate(shown)
            .setImportance(1 / (1 - d.dropped()))
            .setDeferred(!d.learned());
    records.add((own ? request.setSlots(slots) : request.setPositions(shown.size())).build());
    for (int l = 0; l < d.slots().size(); l++) {
      Double cost = d.slots().get(l).cost();
      if (cost != null && (l == 0 || !d.global())) {
        Reward reward = reward(id, time, 0 - cost);
        if (!d.global()) {
          reward.setId(id + "#" + (l + 1));
          reward.setPosition(l + 1);
        }
        records.add(reward);
      }
    }
  }

  private static List<ArmOption> arms(VwDecision d, List<Integer> allowed) {
    List<ArmOption> arms = new ArrayList<>();
    for (int i = 0; i < d.actions().size(); i++) {
      boolean eligible = allowed.isEmpty() || allowed.contains(i);
      NamedFeatures features = d.actions().get(i);
      arms.add(new ArmOption(d.ids().get(i), List.of(), eligible, features.namespaces()));
    }
    return arms;
  }

  private DecisionRequest request(VwDecision d, Slot slot, String id, Instant time) {
    List<ArmOption> arms = arms(d, slot.allowed());
    List<Double> whole = List.of();
    if (slot.probabilities().size() == slot.served().size() && slot.served().size() > 1) {
      whole = new ArrayList<>(Collections.nCopies(arms.size(), 0.0));
      for (int i = 0; i < slot.served().size(); i++) {
        whole.set(slot.served().get(i), slot.probabilities().get(i));
      }
    }
    return DecisionRequest.newBuilder()
        .setId(policy + "/" + id)
        .setTime(time)
        .setArms(arms)
        .setNamedContext(d.context().namespaces())
        .setLoggedArm(d.ids().get(slot.chosen()))
        .setLoggedPropensity(slot.propensity())
        .setLoggedPropensities(whole)
        .setImportance(1 / (1 - d.dropped()))
        .setDeferred(!d.learned())
        .build();
  }

  private Reward reward(String id, Instant time, Double value) {
    return Reward.newBuilder()
        .setId(id)
        .setTime(time)
        .setDecisionId(policy + "/" + id)
        .setKind(value == null ? RewardKind.ACTIVATE : RewardKind.FINAL)
        .setValue(value)
        .build();
  }

  /**
   * The time of an ISO 8601 text; the beginning of time, which means "now", where there is none.
   */
  private static Instant time(String text) throws VwFormatException {
    if (text.isEmpty()) {
      return Instant.EPOCH;
    }
    try {
      return Instant.ofEpochMilli(Timestamps.parse(text));
    } catch (DateTimeException | ArithmeticException e) {
      throw new VwFormatException("the time '" + text + "' is no ISO 8601 time with its zone");
    }
  }
}

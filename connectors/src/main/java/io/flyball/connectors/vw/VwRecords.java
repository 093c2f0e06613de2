package io.flyball.connectors.vw;

import io.flyball.connectors.codec.Timestamps;
import io.flyball.connectors.vw.VwDecision.Observation;
import io.flyball.connectors.vw.VwDecision.Slot;
import io.flyball.core.features.NamedFeatures;
import io.flyball.schemas.ArmOption;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.Reward;
import io.flyball.schemas.RewardKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Decisions of a log as records of the bandit job: a request that was decided elsewhere, and its
 * reward, which is minus its cost. {@code pdrop} becomes the importance 1/(1-pdrop), once; the
 * probability is that of {@code p}, not of {@code _label_probability}, which some writers have
 * multiplied by the share that was kept. A decision that waits for an activation is deferred.
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
   * @throws VwFormatException for what the job has not: several slots
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
    if (!d.single()) {
      throw new VwFormatException(
          "the decision has " + d.slots().size() + " slots (CCB or slates); one choice is learned");
    }
    String id = d.eventId().isEmpty() ? Long.toString(number) : d.eventId();
    Slot slot = d.slots().get(0);
    Instant time = time(d.timestamp());
    List<SpecificRecord> records = new ArrayList<>();
    records.add(request(d, slot, id, time));
    if (slot.cost() != null) {
      records.add(reward(id, time, 0 - slot.cost()));
    }
    return records;
  }

  private DecisionRequest request(VwDecision d, Slot slot, String id, Instant time) {
    List<ArmOption> arms = new ArrayList<>();
    for (int i = 0; i < d.actions().size(); i++) {
      boolean eligible = slot.allowed().isEmpty() || slot.allowed().contains(i);
      NamedFeatures features = d.actions().get(i);
      arms.add(new ArmOption(d.ids().get(i), List.of(), eligible, features.namespaces()));
    }
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

package io.flyball.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.schemas.Decision;
import io.flyball.schemas.DecisionRequest;

/**
 * A decision, and what is to be logged of it.
 *
 * @param decision as the job would have it
 * @param source who made it
 * @param snapshotVersion of the snapshot behind it; null without one
 * @param snapshotAgeMs its age then; null without one
 * @param held whether publication was held; null without a snapshot
 * @param fallback why no policy chose; null where one did
 * @param log what tells the job of it; null where the job knows already
 */
record Decided(
    Decision decision,
    Source source,
    Long snapshotVersion,
    Long snapshotAgeMs,
    Boolean held,
    String fallback,
    DecisionRequest log) {

  /** Who made a decision. */
  enum Source {
    SNAPSHOT,
    TOPIC,
    FALLBACK;

    String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** As the answer has it, but for whether it is logged. */
  ObjectNode toJson() {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", decision.getId())
            .put("time", decision.getTime().toString())
            .put("policy", decision.getPolicy())
            .put("arm", decision.getArm())
            .put("propensity", decision.getPropensity());
    decision.getArms().forEach(node.putArray("arms")::add);
    decision.getPropensities().forEach(node.putArray("propensities")::add);
    ArrayNode slate = node.putArray("slate");
    decision
        .getSlate()
        .forEach(
            one ->
                slate.addObject().put("arm", one.getArm()).put("propensity", one.getPropensity()));
    node.put("policyVersion", decision.getPolicyVersion())
        .put("algorithm", decision.getAlgorithm())
        .put("mode", decision.getMode().name())
        .put("forced", decision.getForced())
        .put("shadowArm", decision.getShadowArm())
        .put("pending", source == Source.TOPIC ? decision.getPending() : null)
        .put("status", decision.getStatus().name())
        .put("source", source.label())
        .put("snapshotVersion", snapshotVersion)
        .put("snapshotAgeMs", snapshotAgeMs)
        .put("held", held)
        .put("fallback", fallback);
    return node;
  }
}

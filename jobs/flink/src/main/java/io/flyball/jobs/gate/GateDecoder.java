package io.flyball.jobs.gate;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.record.Refusal;
import io.flyball.jobs.runtime.InputDecoder;
import io.flyball.schemas.GateCritique;
import io.flyball.schemas.GateEvent;
import io.flyball.schemas.GateOutcome;
import io.flyball.schemas.GateProposal;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Bytes to {@link GateInput}. */
public final class GateDecoder extends InputDecoder<GateInput> {
  private static final long serialVersionUID = 1;

  /** The records that the job reads beside control. */
  public static final List<Class<? extends SpecificRecord>> TYPES =
      List.of(GateProposal.class, GateCritique.class, GateOutcome.class, GateEvent.class);

  public GateDecoder(GateConfig config) {
    super(
        GateTopology.JOB,
        "GateProposal, GateCritique, GateOutcome, GateEvent and ControlUpdate",
        config.records());
    on(config.proposalsTopic(), GateProposal.class, GateCheck::take);
    on(config.critiquesTopic(), GateCritique.class, GateCheck::take);
    on(config.outcomesTopic(), GateOutcome.class, GateCheck::take);
    on(config.eventsTopic(), GateEvent.class, GateCheck::take);
  }

  @Override
  protected GateInput refused(RawRecord raw, Refusal refusal) {
    return GateInput.refused(raw, refusal);
  }
}

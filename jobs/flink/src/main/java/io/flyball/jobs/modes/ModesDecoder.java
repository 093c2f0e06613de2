package io.flyball.jobs.modes;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.check.ModeObservationCheck;
import io.flyball.core.record.Refusal;
import io.flyball.jobs.runtime.InputDecoder;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Decision;
import io.flyball.schemas.DecisionOutcome;
import io.flyball.schemas.ModeObservation;
import io.flyball.schemas.RateWindow;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Bytes to {@link ModesInput}, with the name of the mode. */
public final class ModesDecoder extends InputDecoder<ModesInput> {
  private static final long serialVersionUID = 1;

  /** The records that the job reads beside control. */
  public static final List<Class<? extends SpecificRecord>> TYPES =
      List.of(
          ModeObservation.class,
          AttributedFeedback.class,
          Decision.class,
          DecisionOutcome.class,
          RateWindow.class);

  public ModesDecoder(ModesConfig config) {
    super(
        ModesTopology.JOB,
        "ModeObservation, AttributedFeedback, Decision, DecisionOutcome, RateWindow and"
            + " ControlUpdate",
        config.records());
    ObservationCheck observations =
        new ObservationCheck(
            new ModeObservationCheck(config.modes(), config.records().maxAhead().toMillis()));
    OtherStreams others = new OtherStreams(config);
    on(config.observationsTopic(), ModeObservation.class, observations::take);
    on(config.attributedTopic(), AttributedFeedback.class, others::feedback);
    on(config.decisionsTopic(), Decision.class, others::decision);
    on(config.outcomesTopic(), DecisionOutcome.class, others::outcome);
    on(config.windowsTopic(), RateWindow.class, others::window);
  }

  @Override
  protected ModesInput refused(RawRecord raw, Refusal refusal) {
    return ModesInput.refused(raw, refusal);
  }
}

package io.flyball.jobs.modes;

import io.flyball.schemas.LearnedModel;
import io.flyball.schemas.ModeDiversity;
import io.flyball.schemas.ModeRates;
import io.flyball.schemas.ModeState;
import io.flyball.schemas.TippingSigns;
import java.time.Instant;

/** What comes out of the modes job as Avro. */
public final class ModesMapping {
  private ModesMapping() {}

  public static ModeState toAvro(ModeStep step) {
    return new ModeState(
        step.id(),
        Instant.ofEpochMilli(step.time()),
        step.entity(),
        step.segment(),
        step.mode(),
        Instant.ofEpochMilli(step.since()),
        step.posterior(),
        step.entropy(),
        step.surprise(),
        step.left(),
        step.dwell(),
        step.level(),
        step.burst(),
        step.modelVersion());
  }

  public static ModeRates toAvro(RatesRow row) {
    LearnedModel learned =
        row.transition().isEmpty()
            ? null
            : new LearnedModel(row.transition(), row.emission(), row.learned());
    return new ModeRates(
        row.segment() + "/" + row.end(),
        Instant.ofEpochMilli(row.end()),
        row.segment(),
        row.method(),
        row.states(),
        row.pairs(),
        row.impossible(),
        row.rates(),
        row.notIdentified(),
        row.stationary(),
        row.relaxationTime(),
        row.firstPassage(),
        row.entropyProduction(),
        row.oneWayPairs(),
        row.drift(),
        learned);
  }

  public static ModeDiversity toAvro(DiversityRow row) {
    return new ModeDiversity(
        row.scope() + "/" + row.end(),
        Instant.ofEpochMilli(row.end()),
        row.scope(),
        row.modes(),
        row.attempts(),
        row.successes(),
        row.entropy(),
        row.conditionalEntropy(),
        row.effectiveModes(),
        row.divergence(),
        row.scores(),
        row.tipping().stream().map(ModesMapping::toAvro).toList());
  }

  private static TippingSigns toAvro(Signs signs) {
    return new TippingSigns(
        signs.mode(),
        signs.pairs(),
        signs.area(),
        signs.gain(),
        signs.variance(),
        signs.autocorrelation(),
        signs.loopGain());
  }
}

package io.flyball.jobs.gate;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.LoopMetric;
import org.apache.flink.util.function.SerializableFunction;

/**
 * A row of the loop job's metrics as it enters the gate: how far a judge is trusted, a refusal, or
 * neither for every other metric.
 */
public record JudgeTrust(RawRecord raw, Judgement judgement, Refusal refusal) {
  static final String METRIC = "recent-verdicts.TRUST_WEIGHT";
  private static final String SCOPE = "judge/";
  private static final int LONGEST = 10_000;

  /** Bytes to {@link JudgeTrust}. */
  static final class Decoder implements SerializableFunction<RawRecord, JudgeTrust> {
    private static final long serialVersionUID = 1;
    private final RecordCodec<LoopMetric> codec = RecordCodec.of(LoopMetric.class);

    @Override
    public JudgeTrust apply(RawRecord raw) {
      Decoded<LoopMetric> decoded = codec.decode(raw);
      return decoded instanceof Decoded.Good<LoopMetric> good
          ? of(raw, good.value())
          : new JudgeTrust(raw, null, ((Decoded.Refused<LoopMetric>) decoded).refusal());
    }
  }

  /** A judge by itself counts; one of a model, after an at sign, does not. */
  static JudgeTrust of(RawRecord raw, LoopMetric row) {
    if (!row.getMetric().equals(METRIC)
        || !row.getScope().startsWith(SCOPE)
        || row.getScope().indexOf('@') >= 0
        || !row.getFinal$()
        || row.getValue() == null) {
      return new JudgeTrust(raw, null, null);
    }
    double trust = row.getValue();
    if (!(trust >= 0 && trust <= 1)) {
      String message = "the trust in a judge is " + trust + "; allowed is 0 to 1";
      return new JudgeTrust(raw, null, Refusal.of(Reason.OUT_OF_RANGE, "value", message));
    }
    String judge = row.getScope().substring(SCOPE.length());
    if (judge.length() > LONGEST) {
      String message =
          "the name of the judge has "
              + judge.length()
              + " characters; as a critic it may have "
              + LONGEST;
      return new JudgeTrust(raw, null, Refusal.of(Reason.TOO_LARGE, "scope", message));
    }
    return new JudgeTrust(
        raw, Judgement.trusted(judge, row.getWindowEnd().toEpochMilli(), trust), null);
  }
}

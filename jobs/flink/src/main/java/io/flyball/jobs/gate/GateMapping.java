package io.flyball.jobs.gate;

import io.flyball.schemas.CriticWeight;
import io.flyball.schemas.GateCause;
import io.flyball.schemas.GateFailure;
import io.flyball.schemas.GateMove;
import io.flyball.schemas.GateNext;
import io.flyball.schemas.GateReason;
import io.flyball.schemas.GateVerdict;
import io.flyball.schemas.GateVerdictKind;
import java.time.Instant;

/** What comes out of the gate job as Avro. */
public final class GateMapping {
  private GateMapping() {}

  public static GateVerdict toAvro(VerdictRow row) {
    return new GateVerdict(
        row.action(),
        Instant.ofEpochMilli(row.time()),
        row.session(),
        row.task(),
        row.attempt(),
        row.risk(),
        GateVerdictKind.valueOf(row.kind()),
        GateReason.valueOf(row.reason()),
        row.probability(),
        row.threshold(),
        row.critics().stream()
            .map(w -> new CriticWeight(w.critic(), w.stated(), w.calibrated(), w.weight()))
            .toList(),
        row.rule(),
        row.suggestion(),
        row.rulesVersion());
  }

  public static GateFailure toAvro(FailureRow row) {
    return new GateFailure(
        row.id(),
        Instant.ofEpochMilli(row.time()),
        row.episode(),
        row.subgoal(),
        GateCause.valueOf(row.cause()),
        row.noticedAt(),
        row.evidence(),
        row.repair(),
        row.abort());
  }

  public static GateNext toAvro(NextRow row) {
    return new GateNext(
        row.id(),
        Instant.ofEpochMilli(row.time()),
        row.session(),
        row.episode(),
        GateMove.valueOf(row.move()),
        row.subgoal(),
        row.looping(),
        row.chainSuccess(),
        row.chainSuccessWithRetry(),
        row.bottleneck(),
        row.checkRate());
  }
}

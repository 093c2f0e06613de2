package io.flyball.local.pipe;

import io.flyball.connectors.vw.VwLines;
import io.flyball.jobs.bandit.BanditConfig;
import io.flyball.jobs.bandit.BanditDecoder;
import io.flyball.jobs.bandit.BanditEvent;
import io.flyball.jobs.bandit.BanditMapping;
import io.flyball.jobs.bandit.BanditStreams;
import io.flyball.jobs.bandit.BanditTopology;
import io.flyball.jobs.runtime.RecordMapping;
import io.flyball.schemas.BanditObservations;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.PolicySnapshot;
import io.flyball.schemas.Reward;
import java.util.List;

/** The bandit topology between two streams of JSON lines. */
public final class BanditPipe {
  private BanditPipe() {}

  /** Defines the job; the caller executes it. */
  public static void build(Pipe pipe, BanditConfig config) {
    BanditDecoder decoder = new BanditDecoder(config);
    build(
        pipe,
        config,
        pipe.lines(
            List.of(
                DecisionRequest.class,
                Reward.class,
                BanditObservations.class,
                PolicySnapshot.class),
            decoder::ingest,
            BanditTopology.eventTime(config),
            BanditEvent.class));
  }

  /** The same on a log of another program. */
  public static void build(Pipe pipe, BanditConfig config, VwLines log) {
    BanditDecoder decoder = new BanditDecoder(config);
    int limit = pipe.limit();
    build(
        pipe,
        config,
        pipe.lines(
            (number, line, truncated, now) ->
                truncated
                    ? List.of(log.tooLong(number, line, limit, now))
                    : log.read(number, line, now),
            decoder::ingest,
            BanditTopology.eventTime(config),
            BanditEvent.class));
  }

  private static void build(Pipe pipe, BanditConfig config, Pipe.Lines<BanditEvent> lines) {
    // An answer is worth a flush: whoever asks waits for it.
    pipe.env().setBufferTimeout(0);
    BanditStreams streams = BanditTopology.define(lines.data(), lines.control(), config);
    pipe.write(
        Pipe.json(streams.decisions(), BanditMapping::toAvro, "decisions"),
        Pipe.json(streams.outcomes(), BanditMapping::toAvro, "outcomes"),
        Pipe.json(streams.snapshots(), BanditMapping::toAvro, "snapshots"),
        Pipe.json(streams.evaluations(), BanditMapping::toAvro, "evaluations"),
        Pipe.json(streams.late(), BanditMapping::toAvro, "late"),
        Pipe.json(streams.alerts(), RecordMapping::toAvro, "alerts"),
        Pipe.json(streams.deadLetters(), RecordMapping::toAvro, "dead-letters"));
  }
}

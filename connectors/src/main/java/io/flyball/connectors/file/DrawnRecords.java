package io.flyball.connectors.file;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.JsonLines;
import io.flyball.schemas.DataProbe;
import io.flyball.schemas.DataVote;
import io.flyball.schemas.GateCritique;
import io.flyball.schemas.GateEvent;
import io.flyball.schemas.GateOutcome;
import io.flyball.schemas.GateProposal;
import io.flyball.schemas.SearchStep;
import io.flyball.schemas.TaskTransition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** Logs of the gate and dataloop jobs: JSON lines, each with its type. */
public final class DrawnRecords {
  private static final int LONGEST_LINE = 1 << 20;
  private static final List<Class<? extends SpecificRecord>> TYPES =
      List.of(
          GateProposal.class,
          GateCritique.class,
          GateOutcome.class,
          GateEvent.class,
          DataProbe.class,
          DataVote.class,
          SearchStep.class,
          TaskTransition.class);

  private DrawnRecords() {}

  /**
   * The records in the order of the file, read as they are asked for; close the stream to close the
   * file.
   *
   * @throws IOException when the file cannot be opened
   * @throws BrokenRowException from the stream, at the first line that cannot be read
   */
  public static Stream<FileRecord> read(Path file) throws IOException {
    return JsonLinesFile.read(file, TYPES, LONGEST_LINE, 0).map(line -> record(file, line));
  }

  private static FileRecord record(Path file, JsonLines.Line line) {
    if (line.decoded() instanceof Decoded.Refused<? extends SpecificRecord> refused) {
      throw new BrokenRowException(
          file,
          line.raw().offset() + 1,
          refused.refusal().code() + ": " + refused.refusal().message());
    }
    return of(((Decoded.Good<? extends SpecificRecord>) line.decoded()).value());
  }

  /**
   * A record with its topic, key and time.
   *
   * @throws IllegalArgumentException when it is of another type
   */
  static FileRecord of(SpecificRecord record) {
    if (record instanceof GateProposal proposal) {
      return new FileRecord("gate.proposals", proposal.getActionId(), proposal.getTime(), proposal);
    }
    if (record instanceof GateCritique critique) {
      return new FileRecord("gate.critiques", critique.getActionId(), critique.getTime(), critique);
    }
    if (record instanceof GateOutcome outcome) {
      return new FileRecord("gate.outcomes", outcome.getActionId(), outcome.getTime(), outcome);
    }
    if (record instanceof GateEvent event) {
      return new FileRecord("gate.events", event.getEpisode(), event.getTime(), event);
    }
    if (record instanceof DataProbe probe) {
      return new FileRecord("dataloop.probes", probe.getSample(), probe.getTime(), probe);
    }
    if (record instanceof DataVote vote) {
      return new FileRecord("dataloop.votes", vote.getSample(), vote.getTime(), vote);
    }
    if (record instanceof SearchStep step) {
      return new FileRecord("search.steps", step.getSearch(), step.getTime(), step);
    }
    if (record instanceof TaskTransition step) {
      return new FileRecord("learner.transitions", step.getTask(), step.getTime(), step);
    }
    throw new IllegalArgumentException("no topic for " + record.getSchema().getName());
  }
}

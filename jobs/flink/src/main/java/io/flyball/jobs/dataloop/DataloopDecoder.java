package io.flyball.jobs.dataloop;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.record.Refusal;
import io.flyball.jobs.runtime.InputDecoder;
import io.flyball.schemas.DataProbe;
import io.flyball.schemas.DataVote;
import io.flyball.schemas.SearchStep;
import io.flyball.schemas.TaskTransition;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Bytes to {@link DataloopInput}. */
public final class DataloopDecoder extends InputDecoder<DataloopInput> {
  private static final long serialVersionUID = 1;

  /** The records that the job reads. */
  public static final List<Class<? extends SpecificRecord>> TYPES =
      List.of(DataProbe.class, DataVote.class, SearchStep.class, TaskTransition.class);

  public DataloopDecoder(DataloopConfig config) {
    super(
        DataloopTopology.JOB,
        "DataProbe, DataVote, SearchStep and TaskTransition",
        config.records());
    on(config.probesTopic(), DataProbe.class, RecordCheck::take);
    on(config.votesTopic(), DataVote.class, RecordCheck::take);
    on(config.stepsTopic(), SearchStep.class, RecordCheck::take);
    on(config.transitionsTopic(), TaskTransition.class, RecordCheck::take);
  }

  @Override
  protected DataloopInput refused(RawRecord raw, Refusal refusal) {
    return DataloopInput.refused(raw, refusal);
  }
}

package io.flyball.jobs.bandit;

import io.flyball.core.record.DeadLetter;
import io.flyball.jobs.runtime.ClockedFunction;
import io.flyball.jobs.runtime.DeadLetters;
import io.flyball.jobs.runtime.UnknownFieldsSeen;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Separates what a policy may see from dead letters, and from rewards of no policy, finds the shard
 * of what is left, and notes how far its partition had come: a policy's verdicts go by that.
 */
final class BanditRefusals extends ClockedFunction<BanditEvent, BanditEvent> {
  private static final long serialVersionUID = 1;

  static final OutputTag<DeadLetter> REFUSED =
      new OutputTag<>("refused", TypeInformation.of(DeadLetter.class));

  private final String requestsTopic;
  private final String rewardsTopic;
  private final int shards;

  BanditRefusals(BanditConfig config) {
    super(BanditTopology.JOB, config.outOfOrderness());
    this.requestsTopic = config.requestsTopic();
    this.rewardsTopic = config.rewardsTopic();
    this.shards = config.sharding().shards();
  }

  @Override
  public void processElement(BanditEvent read, Context context, Collector<BanditEvent> out) {
    UnknownFieldsSeen.tell(read.raw(), read.time(), read.unknownFields(), context);
    BanditEvent in = read.known();
    tally().add("READ", 1);
    if (in.raw().topic().equals(requestsTopic)) {
      tally().add("READ_REQUESTS", 1);
    } else if (in.raw().topic().equals(rewardsTopic)) {
      tally().add("READ_REWARDS", 1);
    }
    if (in.refusal() != null) {
      tally().refused(in.refusal().reason());
      if (in.asked() != null) {
        // Whoever asked waits for a decision, and is answered where decisions are.
        out.collect(in);
      }
      context.output(REFUSED, DeadLetters.of(BanditTopology.JOB, in.raw(), in.refusal()));
      return;
    }
    boolean moves = in.snapshot() == null;
    BanditEvent placed = moves ? in.at(advance(in.raw(), in.time())) : in;
    if (placed.policy().isEmpty()) {
      tally().add("OF_NO_POLICY", 1);
      return;
    }
    for (BanditEvent event : placed.toShards(shards)) {
      out.collect(event);
    }
  }
}

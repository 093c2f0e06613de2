package io.flyball.jobs.reward;

import io.flyball.core.reward.RewardCount;
import io.flyball.core.reward.group.FeedbackMemory;
import io.flyball.jobs.runtime.Counting;
import io.flyball.jobs.runtime.DueRecords;
import io.flyball.jobs.runtime.ImmutableTypeInfo;
import io.flyball.jobs.runtime.Tally;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Remembers what was tried for a request, and tells it whenever event time has passed something
 * new. Candidates wait until event time has come to where they were known, so that what is told
 * depends neither on arrival nor on pace.
 *
 * <p>State: the candidates that wait, {@link FeedbackMemory}, and the time of the newest; gone
 * {@code reward.memory.remember} after it.
 */
final class MemoryFunction extends KeyedProcessFunction<String, TriedRow, MemoryRow>
    implements Counting {
  private static final long serialVersionUID = 1;
  private static final Comparator<TriedRow> ORDER =
      Comparator.comparing((TriedRow row) -> row.tried().time())
          .thenComparing(row -> row.tried().id());

  private final int most;
  private final long remember;
  private final Tally tally = new Tally(RewardTopology.JOB);
  private transient DueRecords<TriedRow> waiting;
  private transient ValueState<FeedbackMemory> memories;
  private transient ValueState<Long> newest;

  MemoryFunction(RewardConfig config) {
    this.most = config.memory().most();
    this.remember = config.memory().remember().toMillis();
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void open(OpenContext context) {
    waiting = new DueRecords<>(getRuntimeContext(), "tried", TriedRow.class, ORDER);
    memories =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>("memory", ImmutableTypeInfo.of(FeedbackMemory.class)));
    newest = getRuntimeContext().getState(new ValueStateDescriptor<>("newest", Types.LONG));
  }

  @Override
  public void processElement(TriedRow row, Context context, Collector<MemoryRow> out) {
    long known = Math.max(row.known(), context.timerService().currentWatermark());
    waiting.keep(known, row.knownAt(known), context.timerService());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<MemoryRow> out)
      throws Exception {
    List<TriedRow> due = waiting.take(time);
    Long last = newest.value();
    if (last != null && last + remember <= time) {
      memories.clear();
      newest.clear();
    }
    if (due.isEmpty()) {
      return;
    }
    FeedbackMemory before = memories.value() == null ? FeedbackMemory.none() : memories.value();
    FeedbackMemory after = before;
    for (TriedRow row : due) {
      after = after.with(row.tried(), most);
    }
    newest.update(time);
    context.timerService().registerEventTimeTimer(time + remember);
    if (!after.equals(before)) {
      memories.update(after);
      tally.add(RewardCount.MEMORIES, 1);
      out.collect(new MemoryRow(context.getCurrentKey(), time, after));
    }
  }
}

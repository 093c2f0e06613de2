package io.flyball.jobs.runtime;

import io.flyball.connectors.codec.UnknownField;
import io.flyball.core.record.Alert;
import io.flyball.core.stats.FrequentNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts fields that no schema names, by topic, record and name, and raises an alert at the first
 * of each. One instance serves a job. Its state is bounded whatever names come: {@link
 * FrequentNames} counts them, {@value #MOST} of a topic are told, and one more alert says that
 * there are others.
 */
public final class UnknownFieldFunction extends ProcessFunction<UnknownFieldsSeen, Alert>
    implements Counting {
  private static final long serialVersionUID = 1;

  /** How many fields of a topic are told, and how many of a job are counted by name. */
  public static final int MOST = 20;

  /** All other fields. */
  public static final String OTHER = "other";

  /** Until then each record renews what the report shows; afterwards each checkpoint. */
  private static final int FEW = 1_000;

  private static final String ALL = "UNKNOWN_FIELDS";

  private final String job;
  private final Tally tally;
  private final UnknownFieldCounts shown = new UnknownFieldCounts();
  private transient FrequentNames names;
  private transient long all;
  private transient Map<String, TreeSet<String>> told;
  private transient ListState<byte[]> namesState;
  private transient ListState<Long> allState;
  private transient ListState<Tuple2<String, String>> toldState;

  UnknownFieldFunction(String job) {
    this.job = job;
    this.tally = new Tally(job);
  }

  /**
   * The alerts of a job.
   *
   * @param uid of the operator
   * @param seen what its decoders found
   */
  public static DataStream<Alert> alerts(
      String job, String uid, DataStream<UnknownFieldsSeen> seen) {
    return seen.process(new UnknownFieldFunction(job))
        .setParallelism(1)
        .uid(uid)
        .name("Unknown fields");
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public void open(OpenContext context) {
    getRuntimeContext().addAccumulator(UnknownFieldCounts.accumulator(job), shown);
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    Counting.super.initializeState(context);
    tally.add(ALL, 0);
    var store = context.getOperatorStateStore();
    namesState =
        store.getListState(
            new ListStateDescriptor<>(
                "names", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    allState = store.getListState(new ListStateDescriptor<>("all", Types.LONG));
    toldState =
        store.getListState(
            new ListStateDescriptor<>("told", Types.TUPLE(Types.STRING, Types.STRING)));
    names = FrequentNames.none();
    for (byte[] bytes : namesState.get()) {
      names = FrequentNames.ofBytes(bytes);
    }
    for (Long count : allState.get()) {
      all += count;
    }
    told = new TreeMap<>();
    for (Tuple2<String, String> one : toldState.get()) {
      told.computeIfAbsent(one.f0, topic -> new TreeSet<>()).add(one.f1);
    }
    show();
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    Counting.super.snapshotState(context);
    show();
    namesState.update(List.of(names.toBytes()));
    allState.update(List.of(all));
    toldState.clear();
    for (Map.Entry<String, TreeSet<String>> topic : told.entrySet()) {
      for (String path : topic.getValue()) {
        toldState.add(Tuple2.of(topic.getKey(), path));
      }
    }
  }

  @Override
  public void close() {
    if (names != null) {
      show();
    }
  }

  @Override
  public void processElement(UnknownFieldsSeen seen, Context context, Collector<Alert> out) {
    tally.add(ALL, seen.fields().count());
    all += seen.fields().count();
    for (UnknownField field : seen.fields().named()) {
      names.add(seen.topic() + " " + field.path(), field.count());
      tell(seen, field, out);
    }
    if (all <= FEW) {
      show();
    }
  }

  private void tell(UnknownFieldsSeen seen, UnknownField field, Collector<Alert> out) {
    TreeSet<String> known = told.computeIfAbsent(seen.topic(), topic -> new TreeSet<>());
    if (known.size() > MOST || known.contains(field.path())) {
      return;
    }
    if (known.size() == MOST) {
      known.add(OTHER);
      out.collect(UnknownFieldAlert.more(job, seen, MOST));
    } else {
      known.add(field.path());
      out.collect(UnknownFieldAlert.of(job, seen, field));
    }
  }

  private void show() {
    Map<String, Long> table = new LinkedHashMap<>(names.most(MOST));
    long other = all - table.values().stream().mapToLong(Long::longValue).sum();
    if (other > 0) {
      table.put(OTHER, other);
    }
    shown.show(table);
  }
}

package io.flyball.jobs.runtime;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.UnknownFields;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.OutputTag;

/**
 * A record that had fields which no schema names.
 *
 * @param topic where it was read
 * @param time of the record, or its arrival where it has none, epoch ms
 */
public record UnknownFieldsSeen(
    String topic, int partition, long offset, long time, UnknownFields fields) {

  /** Of an operator that decides what becomes of records. */
  public static final OutputTag<UnknownFieldsSeen> SEEN =
      new OutputTag<>("unknown-fields", TypeInformation.of(UnknownFieldsSeen.class));

  /**
   * Tells of a record on the side output, if there is anything to tell.
   *
   * @param time of the record, epoch ms; the beginning of time for one without
   */
  public static void tell(
      RawRecord raw, long time, UnknownFields fields, ProcessFunction<?, ?>.Context context) {
    if (fields.count() > 0) {
      long when = time == Long.MIN_VALUE ? raw.ingestTime() : time;
      context.output(
          SEEN, new UnknownFieldsSeen(raw.topic(), raw.partition(), raw.offset(), when, fields));
    }
  }

  /** Where the record stands, such as {@code bandit.requests/0/17}. */
  String place() {
    return topic + "/" + partition + "/" + offset;
  }
}

package io.flyball.connectors.codec;

import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Moves the time of a record from its sender's clock to the clock of its arrival: {@code time +=
 * arrival - sentAt}, where the sender states in {@code sentAt} what its clock showed when it sent.
 * What was added is told in {@code shiftMs}; a record that has one was moved before, and keeps its
 * time. The way from the sender counts as part of the difference. Types without those fields, and
 * records that state no {@code sentAt}, stay as they are. Cost without them: two look-ups.
 */
public final class SenderClock {
  /** How many bytes, the last of an encoded record, tell of the sender's clock where none does. */
  public static final int UNSTATED_BYTES = 2;

  private static final String TIME = "time";
  private static final String SENT_AT = "sentAt";
  private static final String SHIFT = "shiftMs";

  private SenderClock() {}

  /**
   * Moves a record's time, once.
   *
   * @param arrival when the record arrived first, epoch ms
   */
  public static void correct(SpecificRecord record, long arrival) {
    Schema.Field time = record.getSchema().getField(TIME);
    if (!isUncorrected(record) || record.get(time.pos()).equals(Instant.EPOCH)) {
      return;
    }
    int sentAt = record.getSchema().getField(SENT_AT).pos();
    long shiftMs = sum(arrival, -millis(record, sentAt));
    record.put(time.pos(), Instant.ofEpochMilli(sum(millis(record, time.pos()), shiftMs)));
    record.put(record.getSchema().getField(SHIFT).pos(), shiftMs);
  }

  /**
   * Gives a record that states no time the one of its arrival, which is no time of its sender's
   * clock: all of it was added, so that a record sent again stays the same one.
   *
   * @return whether the record was changed
   */
  public static boolean fill(SpecificRecord record, long arrival) {
    Schema.Field time = record.getSchema().getField(TIME);
    if (time == null || !Instant.EPOCH.equals(record.get(time.pos()))) {
      return false;
    }
    record.put(time.pos(), Instant.ofEpochMilli(arrival));
    Schema.Field shift = record.getSchema().getField(SHIFT);
    if (shift != null && record.get(shift.pos()) == null) {
      record.put(shift.pos(), arrival);
    }
    return true;
  }

  /** Whether a record says nothing of its sender's clock. */
  public static boolean isUnstated(SpecificRecord record) {
    Schema.Field sentAt = record.getSchema().getField(SENT_AT);
    Schema.Field shift = record.getSchema().getField(SHIFT);
    return sentAt == null
        || shift == null
        || (record.get(sentAt.pos()) == null && record.get(shift.pos()) == null);
  }

  /**
   * What the record says whenever it is sent: a copy with the time as its sender stated it, and
   * without the sender's clock. Two sendings of one record have equal ones.
   */
  public static <T extends SpecificRecord> T content(T record) {
    T copy = SpecificData.getForClass(record.getClass()).deepCopy(record.getSchema(), record);
    int shift = record.getSchema().getField(SHIFT).pos();
    if (record.get(shift) instanceof Long shiftMs) {
      int time = record.getSchema().getField(TIME).pos();
      copy.put(time, Instant.ofEpochMilli(sum(millis(record, time), -shiftMs)));
    }
    copy.put(record.getSchema().getField(SENT_AT).pos(), null);
    copy.put(shift, null);
    return copy;
  }

  private static boolean isUncorrected(SpecificRecord record) {
    Schema.Field sentAt = record.getSchema().getField(SENT_AT);
    Schema.Field shift = record.getSchema().getField(SHIFT);
    return sentAt != null
        && shift != null
        && record.get(shift.pos()) == null
        && record.get(sentAt.pos()) instanceof Instant stated
        && !stated.equals(Instant.EPOCH);
  }

  private static long millis(SpecificRecord record, int field) {
    return ((Instant) record.get(field)).toEpochMilli();
  }

  /** A sum that stays in range: what lies outside of it is no plausible time either way. */
  private static long sum(long a, long b) {
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) < 0 ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }
}

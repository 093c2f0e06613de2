package io.flyball.connectors.camera;

/**
 * How to read a recording.
 *
 * @param format the format, or null to find it by content
 * @param order the column order of a table without a header
 * @param origin from where time counts
 * @param chip the chip of an AEDAT 2.0 recording, or null to take the one its header names
 */
public record RecordingOptions(
    RecordingFormat format, CsvOrder order, TimeOrigin origin, Aedat2Chip chip) {
  /** Format by content, time as recorded. */
  public static final RecordingOptions DEFAULT =
      new RecordingOptions(null, CsvOrder.TXYP, TimeOrigin.RECORDED, null);

  public RecordingOptions withOrigin(TimeOrigin other) {
    return new RecordingOptions(format, order, other, chip);
  }

  public RecordingOptions withOrder(CsvOrder other) {
    return new RecordingOptions(format, other, origin, chip);
  }

  public RecordingOptions withChip(Aedat2Chip other) {
    return new RecordingOptions(format, order, origin, other);
  }

  /** From where the time of events counts. */
  public enum TimeOrigin {
    /** As the recording has it. */
    RECORDED,
    /** From the first event. */
    FIRST_EVENT,
    /**
     * From the first upper part of time of an EVT stream, as Prophesee's software does; as recorded
     * for other formats.
     */
    FIRST_TIME_HIGH
  }
}

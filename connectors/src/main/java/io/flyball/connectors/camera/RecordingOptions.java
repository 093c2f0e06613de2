package io.flyball.connectors.camera;

/**
 * How to read a recording.
 *
 * @param format the format, or null to find it by content
 * @param order the column order of a table without a header
 * @param origin from where time counts
 */
public record RecordingOptions(RecordingFormat format, CsvOrder order, TimeOrigin origin) {
  /** Format by content, time as recorded. */
  public static final RecordingOptions DEFAULT =
      new RecordingOptions(null, CsvOrder.TXYP, TimeOrigin.RECORDED);

  public RecordingOptions withOrigin(TimeOrigin other) {
    return new RecordingOptions(format, order, other);
  }

  public RecordingOptions withOrder(CsvOrder other) {
    return new RecordingOptions(format, other, origin);
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

package io.flyball.connectors.camera;

import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.SensorEncoding;

/**
 * How a recording is read: what its content does not say. Null stands for: by the content.
 *
 * @param format the format of a file whose content has no mark of any
 * @param order columns of a table without a header that names them
 * @param unit of the times of a table
 * @param origin from where time counts
 * @param chip the chip of an AEDAT 2.0 recording
 * @param encoding the words of a Prophesee RAW recording, whatever its header says
 * @param geometry the pixel array, where the recording does not say it
 * @param stream which of several cameras, topics, arrays or groups in one recording, by number or
 *     name
 * @param selection which of its events are wanted
 */
public record RecordingOptions(
    RecordingFormat format,
    CsvOrder order,
    CsvUnit unit,
    TimeOrigin origin,
    Aedat2Chip chip,
    SensorEncoding encoding,
    Geometry geometry,
    String stream,
    EventSelection selection) {
  /** Everything by content, time as recorded. */
  public static final RecordingOptions DEFAULT =
      new RecordingOptions(
          null, null, null, TimeOrigin.RECORDED, null, null, null, null, EventSelection.ALL);

  public RecordingOptions withFormat(RecordingFormat other) {
    return new RecordingOptions(
        other, order, unit, origin, chip, encoding, geometry, stream, selection);
  }

  public RecordingOptions withOrigin(TimeOrigin other) {
    return new RecordingOptions(
        format, order, unit, other, chip, encoding, geometry, stream, selection);
  }

  public RecordingOptions withOrder(CsvOrder other) {
    return new RecordingOptions(
        format, other, unit, origin, chip, encoding, geometry, stream, selection);
  }

  public RecordingOptions withUnit(CsvUnit other) {
    return new RecordingOptions(
        format, order, other, origin, chip, encoding, geometry, stream, selection);
  }

  public RecordingOptions withChip(Aedat2Chip other) {
    return new RecordingOptions(
        format, order, unit, origin, other, encoding, geometry, stream, selection);
  }

  public RecordingOptions withEncoding(SensorEncoding other) {
    return new RecordingOptions(
        format, order, unit, origin, chip, other, geometry, stream, selection);
  }

  public RecordingOptions withGeometry(Geometry other) {
    return new RecordingOptions(
        format, order, unit, origin, chip, encoding, other, stream, selection);
  }

  public RecordingOptions withStream(String other) {
    return new RecordingOptions(
        format, order, unit, origin, chip, encoding, geometry, other, selection);
  }

  public RecordingOptions withSelection(EventSelection other) {
    return new RecordingOptions(
        format, order, unit, origin, chip, encoding, geometry, stream, other);
  }

  /**
   * Refuses what is told and has no meaning in a format.
   *
   * @throws IllegalArgumentException which names it
   */
  void check(RecordingFormat found) {
    refuse(
        order != null
            && found != RecordingFormat.CSV
            && found != RecordingFormat.NPY
            && found != RecordingFormat.NPZ,
        "order",
        found,
        "a table or an array");
    refuse(unit != null && !found.hasColumns(), "time-unit", found, "a table or an array");
    refuse(chip != null && found != RecordingFormat.AEDAT2, "chip", found, "AEDAT 2.0");
    refuse(
        encoding != null && found != RecordingFormat.PROPHESEE_RAW,
        "encoding",
        found,
        "Prophesee RAW");
    refuse(
        stream != null && !found.hasStreams(),
        "stream",
        found,
        "AEDAT 3.1 and 4, ROS, HDF5 and NumPy archives");
  }

  private static void refuse(boolean wrong, String option, RecordingFormat found, String of) {
    if (wrong) {
      throw new IllegalArgumentException(
          "The file is " + found + "; --" + option + " is for " + of + " alone.");
    }
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

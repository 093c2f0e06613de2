package io.flyball.connectors.text;

import java.util.List;

/** Hands out the records of a file as cells, whatever the file's format. Not thread-safe. */
interface CellSource extends ReadAhead.Source<CellSource.Cells> {
  /** Records that are looked at to find the layout. */
  int SAMPLE = 1_000;

  /** Characters of the records that are looked at. */
  int SAMPLE_CHARS = 1 << 20;

  /**
   * One record.
   *
   * @param line where it begins, counted from 1
   * @param cells null where the record is broken
   * @param problem why it is broken; null where it is not
   * @param raw the record as the file has it
   */
  record Cells(long line, List<String> cells, String problem, String raw) {}

  /** The first records; {@link #next} hands them out again. */
  List<List<String>> sample();

  /** Names of the columns where the format carries them; null where the first record may be one. */
  List<String> names();

  /** States what was assumed of the format. */
  void report(ReadReport report);

  /** Takes the header from the records that are still to be handed out. */
  void dropHeader();
}

package io.flyball.connectors.file;

import io.flyball.connectors.text.ReadReport;
import io.flyball.connectors.text.TextOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * A table of ratings, plays, events or exposures as {@link io.flyball.schemas.Exposure} and {@link
 * io.flyball.schemas.FeedbackSignal} records; {@link LogKind#INTERACTIONS} says what a row is.
 */
public final class InteractionTable {
  private final LogTable log;

  private InteractionTable(LogTable log) {
    this.log = log;
  }

  /**
   * Opens a table.
   *
   * @throws IOException when the file cannot be opened
   * @throws io.flyball.connectors.text.TextException when it has no user, item and time
   */
  public static InteractionTable open(Path file, TextOptions options) throws IOException {
    return new InteractionTable(LogTable.open(file, LogLayout.of(LogKind.INTERACTIONS, options)));
  }

  /** The records, read as they are asked for; close the stream to close the file. */
  public Stream<SpecificRecord> records() {
    return log.records();
  }

  /** What was assumed and skipped so far. */
  public ReadReport report() {
    return log.report();
  }
}

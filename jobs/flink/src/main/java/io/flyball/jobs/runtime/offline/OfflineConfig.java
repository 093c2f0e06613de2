package io.flyball.jobs.runtime.offline;

import io.flyball.jobs.runtime.config.Key;
import java.util.Optional;

/** The {@code offline} section: files of what the jobs write, for training and analysis. */
public record OfflineConfig(
    @Key(
            meaning =
                "Folder or object store of the offline log, as a URI:"
                    + " FOLDER/JOB/RECORDS/day=YYYY-MM-DD; empty writes none.")
        Optional<String> folder,
    @Key(value = "avro", meaning = "Format of the files.") Format format) {

  /** A format of files. */
  public enum Format {
    AVRO,
    PARQUET
  }
}

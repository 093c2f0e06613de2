package io.flyball.local.verify;

import io.flyball.local.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The savepoint that a release left behind of each job: that of a small load, taken after its first
 * records.
 */
final class Golden {
  /** Of the load. */
  static final long SEED = 1;

  static final long RECORDS = 400;

  /** Read when the savepoint was taken. */
  static final long BEFORE = 250;

  private static final String FOLDER = "/io/flyball/local/savepoints/";

  private Golden() {}

  private static URL resource(JobUnderFire job) {
    return Golden.class.getResource(FOLDER + job.name() + ".gz");
  }

  static boolean exists(JobUnderFire job) {
    return resource(job) != null;
  }

  /** Writes a job's savepoint into a folder of its own and returns the folder's URI. */
  static String unpack(JobUnderFire job, Path parent) {
    Path folder = parent.resolve("golden-" + job.name());
    try (InputStream packed = resource(job).openStream();
        InputStream in = new GZIPInputStream(packed)) {
      Files.createDirectories(folder);
      Files.copy(in, folder.resolve("_metadata"));
      return folder.toUri().toString();
    } catch (IOException e) {
      throw new UserError("cannot write the golden savepoint to " + folder + ": " + e, e);
    }
  }
}

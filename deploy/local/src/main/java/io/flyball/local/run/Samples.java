package io.flyball.local.run;

import io.flyball.connectors.file.DrawnRecords;
import io.flyball.connectors.file.FileRecord;
import io.flyball.connectors.file.MintLog;
import io.flyball.connectors.file.MovieTweetingsLog;
import io.flyball.connectors.file.OpenBanditLog;
import io.flyball.connectors.text.CompressedFiles;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The logs that ship with Flyball, as one stream in the order of event time: real ones, and those
 * of gate and dataloop, which are drawn.
 */
public final class Samples {
  private static final String CAMPAIGN = "men";

  /** Episodes of other limits are the same tasks again. */
  private static final int MINT_TURNS = 5;

  /** SHA-256 of the plain content of each log. */
  private static final Map<String, String> SHIPPED =
      Map.of(
          "movietweetings/ratings.dat.gz",
          "c0dd868c2632d10002ebc928ddc5345f33adeaa59eca52c2941c26a2c5e36fd6",
          "obd/random/men.csv.gz",
          "ede6d08c6877f99cd3770f7d09e26c738e6aa6de4445ccccfb1356ba5d06b1eb",
          "obd/bts/men.csv.gz",
          "db6d1f7ed2d591ba521533e45286d4c1fba7fe57a8ad2e80342210335f43c527",
          "mint/turns.csv.gz",
          "445c400ad8d2fe7cbd1e52b5d1a83d1847e25416fd88d36af8ee96333f26a5d1",
          "gate/drawn.jsonl.gz",
          "81e2ddd7f8f2c195ac016b36b449aa0d4b366f8c3747fcb5287077efedc999f5",
          "dataloop/drawn.jsonl.gz",
          "09b8f39897f36bda843cab3885a1eb882b8d86049e2acdbbccde76f3d25cb379");

  private Samples() {}

  /** The folder beside the launcher. */
  public static Path home() {
    return Path.of(System.getProperty("flyball.home", ".")).resolve("samples");
  }

  /** How a run plays them; null where the folder does not say. */
  public static Path settings(Path folder) {
    Path file = folder.resolve("run.yaml");
    return Files.exists(file) ? file : null;
  }

  /** The recording of an event camera. */
  public static Path recording(Path folder) {
    return require(folder.resolve("cameras/davis346_1s.aedat4"));
  }

  /**
   * Reads every sample.
   *
   * @throws UserError when one is missing or broken
   */
  public static List<FileRecord> load(Path folder) {
    List<FileRecord> records = new ArrayList<>();
    Path ratings = require(folder.resolve("movietweetings/ratings.dat.gz"));
    Path random = require(folder.resolve("obd/random/men.csv.gz"));
    Path bts = require(folder.resolve("obd/bts/men.csv.gz"));
    Path turns = require(folder.resolve("mint/turns.csv.gz"));
    Path actions = require(folder.resolve("gate/drawn.jsonl.gz"));
    Path rounds = require(folder.resolve("dataloop/drawn.jsonl.gz"));
    read(records, ratings, MovieTweetingsLog::read);
    read(records, random, file -> OpenBanditLog.read(file, "random", CAMPAIGN));
    read(records, bts, file -> OpenBanditLog.read(file, "bts", CAMPAIGN));
    read(records, turns, file -> MintLog.read(file, MINT_TURNS));
    read(records, actions, DrawnRecords::read);
    read(records, rounds, DrawnRecords::read);
    // Stable: a click stays behind its impression, whose time it bears.
    records.sort(Comparator.comparing(FileRecord::time));
    return records;
  }

  /**
   * Refuses a log that is not the shipped one: what the jobs make of another depends on its order
   * and its clocks, and would be taken for the sample's.
   *
   * @throws UserError when the content of a file differs
   */
  public static void requireShipped(Path folder) {
    SHIPPED.forEach(
        (name, digest) -> {
          Path file = require(folder.resolve(name));
          if (!digest.equals(digest(file))) {
            throw new UserError(
                String.format(
                    Locale.ROOT,
                    "%s is not the shipped log: replay sends the sample logs only. See ./flyball"
                        + " loop metrics for a log of your own, and publish its records as Exposure"
                        + " and FeedbackSignal to run the jobs on it",
                    file));
          }
        });
  }

  private static String digest(Path file) {
    try (InputStream in = CompressedFiles.open(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw UserError.causedBy("cannot read the sample " + file, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private interface Log {
    Stream<FileRecord> read(Path file) throws IOException;
  }

  private static void read(List<FileRecord> into, Path file, Log log) {
    try (Stream<FileRecord> records = log.read(file)) {
      records.forEach(into::add);
    } catch (IOException | RuntimeException e) {
      throw UserError.causedBy("cannot read the sample " + file, e);
    }
  }

  private static Path require(Path file) {
    if (!Files.isReadable(file)) {
      throw new UserError(
          String.format(
                  Locale.ROOT,
                  "the sample %s is missing: start ./flyball from its own checkout, or name the"
                      + " folder with",
                  file)
              + " --samples");
    }
    return file;
  }
}

package io.flyball.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.tools.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the files of a broker lose when its machine loses power: all that the broker had written and
 * not flushed. Each partition's log is cut where the broker's {@code
 * recovery-point-offset-checkpoint} says that it is flushed to; a partition that is not listed
 * there was never flushed. The file is written once a minute, so this takes at least what a power
 * loss takes. The metadata log, which brokers flush before they use it, stays.
 */
final class PageCache {
  private static final String RECOVERY_POINTS = "recovery-point-offset-checkpoint";
  private static final String METADATA = "__cluster_metadata";
  private static final String LOG = ".log";

  /** A batch begins with its first offset and the number of bytes that follow. */
  private static final int BATCH_HEAD = Long.BYTES + Integer.BYTES;

  /** Lines before the first partition: version and count. */
  private static final int HEAD_LINES = 2;

  private PageCache() {}

  /**
   * Cuts what lies below the folder of a broker that is not running.
   *
   * @return bytes of records that are gone
   */
  static long lose(Path logs) {
    try {
      Map<String, Long> flushed = flushed(logs.resolve(RECOVERY_POINTS));
      long lost = 0;
      for (Path partition : list(logs)) {
        String name = partition.getFileName().toString();
        if (Files.isDirectory(partition) && !name.startsWith(METADATA)) {
          lost += cut(partition, flushed.getOrDefault(name, 0L));
        }
      }
      return lost;
    } catch (IOException e) {
      throw new UserError("cannot cut the logs in " + logs + ": " + e, e);
    }
  }

  private static Map<String, Long> flushed(Path file) throws IOException {
    Map<String, Long> flushed = new HashMap<>();
    if (Files.exists(file)) {
      Files.readAllLines(file, UTF_8).stream()
          .skip(HEAD_LINES)
          .map(line -> line.split(" "))
          .forEach(part -> flushed.put(part[0] + "-" + part[1], Long.parseLong(part[2])));
    }
    return flushed;
  }

  private static long cut(Path partition, long from) throws IOException {
    long lost = 0;
    boolean first = true;
    for (Path file : list(partition)) {
      String name = file.getFileName().toString();
      int dot = name.indexOf('.');
      if (dot <= 0 || !name.chars().limit(dot).allMatch(Character::isDigit)) {
        continue;
      }
      boolean log = name.endsWith(LOG);
      if (log && (first || Long.parseLong(name.substring(0, dot)) < from)) {
        first = false;
        lost += cutLog(file, from);
      } else {
        // Segments beyond the end; indexes and snapshots of producers, which the broker makes
        // again.
        lost += log ? Files.size(file) : 0;
        Files.delete(file);
      }
    }
    return lost;
  }

  /** Keeps the batches that begin before an offset. */
  private static long cutLog(Path log, long from) throws IOException {
    try (FileChannel channel =
        FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer head = ByteBuffer.allocate(BATCH_HEAD);
      long at = 0;
      while (at + BATCH_HEAD <= channel.size()) {
        head.clear();
        channel.read(head, at);
        head.flip();
        if (head.getLong() >= from) {
          break;
        }
        at += BATCH_HEAD + head.getInt();
      }
      long lost = Math.max(0, channel.size() - at);
      channel.truncate(at);
      return lost;
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}

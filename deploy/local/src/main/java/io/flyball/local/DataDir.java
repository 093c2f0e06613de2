package io.flyball.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.tools.UserError;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;

/**
 * The folder that one running Flyball owns: broker, checkpoints and reports live below it.
 *
 * <p>A given folder stays, and {@code .lock} keeps a second process out of it. The lock belongs to
 * the operating system: that of a killed process is gone with it. A temporary folder is deleted on
 * close.
 */
public final class DataDir implements AutoCloseable {
  private static final String LOCK = ".lock";
  private static final long ROOM = 64L << 20;

  /**
   * What separates folders in log.dirs, io.tmp.dirs and a class path, or names in Flink's paths.
   */
  private static final String SEPARATORS =
      ",|" + File.pathSeparator + (File.separatorChar == '/' ? "\\" : "");

  private final Path path;
  private final boolean temporary;
  private final FileChannel lock;

  private DataDir(Path path, boolean temporary, FileChannel lock) {
    this.path = path;
    this.temporary = temporary;
    this.lock = lock;
  }

  /** A new empty folder below {@code java.io.tmpdir} that goes away on close. */
  public static DataDir temporary() {
    try {
      return new DataDir(Files.createTempDirectory("flyball-"), true, null);
    } catch (IOException e) {
      throw new UserError("cannot create a temporary folder: " + e.getMessage(), e);
    }
  }

  /**
   * Takes a folder, which is created when absent.
   *
   * @throws UserError when it cannot be written, has less than 64 MiB left, belongs to a running
   *     process, or has a character in its path that separates folders
   */
  public static DataDir open(Path given) {
    Path path = given.toAbsolutePath().normalize();
    requireNoSeparator(path);
    try {
      // This Java's createDirectories takes no link to a folder.
      if (!Files.isDirectory(path)) {
        Files.createDirectories(path);
      }
      long free = Files.getFileStore(path).getUsableSpace();
      if (free < ROOM) {
        throw new UserError(
            String.format(
                Locale.ROOT,
                "the data folder %s has %d MiB left and needs 64: free some room or give another"
                    + " --data",
                path,
                free >> 20));
      }
      return new DataDir(path, false, lock(path));
    } catch (IOException e) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "cannot write to the data folder %s (%s): give one that you may write, with --data",
              path,
              why(e)),
          e);
    }
  }

  /**
   * The folder as Flink's settings name it. A URI will not do: Flink takes its escapes for part of
   * the name.
   */
  public static String flinkPath(Path folder) {
    return org.apache.flink.core.fs.Path.fromLocalFile(folder.toFile()).toString();
  }

  private static void requireNoSeparator(Path path) {
    String name = path.toString();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (SEPARATORS.indexOf(c) >= 0 || Character.isISOControl(c)) {
        throw UserError.usage(
            String.format(
                Locale.ROOT,
                "the data folder %s has %s in its path, where Kafka and Flink separate folders:"
                    + " give one without it, with --data",
                path,
                Character.isISOControl(c) ? "a control character" : "'" + c + "'"));
      }
    }
  }

  private static String why(IOException e) {
    String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }

  private static FileChannel lock(Path dir) throws IOException {
    Path file = dir.resolve(LOCK);
    String owner = Long.toString(ProcessHandle.current().pid());
    while (true) {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      boolean kept = false;
      try {
        if (!tryLock(channel)) {
          throw new UserError(
              String.format(
                  Locale.ROOT,
                  "the data folder %s is in use by process %s: stop that one or give another"
                      + " --data",
                  dir,
                  ownerOf(file)));
        }
        channel.truncate(0).write(ByteBuffer.wrap(owner.getBytes(UTF_8)));
        // The last owner may have deleted the file between our open and our lock.
        kept = ownerOf(file).equals(owner);
        if (kept) {
          return channel;
        }
      } finally {
        if (!kept) {
          channel.close();
        }
      }
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String ownerOf(Path file) throws IOException {
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  public Path path() {
    return path;
  }

  /** Whether everything below goes away on close. */
  public boolean isTemporary() {
    return temporary;
  }

  @Override
  public void close() {
    try {
      if (temporary) {
        delete(path);
      } else if (lock.isOpen()) {
        Files.deleteIfExists(path.resolve(LOCK));
        lock.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Deletes a folder with everything in it. One that is not there is fine, and so is somebody else
   * who deletes in it at the same time.
   */
  public static void delete(Path dir) throws IOException {
    Files.walkFileTree(
        dir,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /**
   * The same while processes that are about to end still write in it: a folder that was empty a
   * moment ago may not be now.
   */
  public static void deleteInUse(Path dir) {
    for (int attempt = 1; attempt <= 5; attempt++) {
      try {
        delete(dir);
        return;
      } catch (IOException e) {
        System.err.println("could not delete " + dir + ": " + e);
      }
    }
  }
}

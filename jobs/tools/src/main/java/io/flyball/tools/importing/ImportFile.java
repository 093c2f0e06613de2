package io.flyball.tools.importing;

import io.flyball.tools.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A file as it was when the import began.
 *
 * @param path where it is
 * @param name what reports call it
 * @param size bytes
 * @param changed when it was last written
 */
public record ImportFile(Path path, String name, long size, FileTime changed) {
  private static final int END = 1 << 16;

  static ImportFile of(Path path, String name) {
    try {
      return new ImportFile(path, name, Files.size(path), Files.getLastModifiedTime(path));
    } catch (IOException e) {
      throw UserError.causedBy("cannot read " + name, e);
    }
  }

  /** Standard input, kept in a file, because it is read more than once. */
  static ImportFile spool(InputStream in, Path folder) {
    try {
      Path file = folder.resolve("stdin");
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return of(file, "standard input");
    } catch (IOException e) {
      throw UserError.causedBy("cannot keep standard input in " + folder, e);
    }
  }

  /** Fails where the file is no longer what it was. */
  void requireUnchanged() {
    ImportFile now = of(path, name);
    if (now.size != size || !now.changed.equals(changed)) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s was written while it was read (%,d bytes before, %,d now), so nothing was sent:"
                  + " import it when it is complete, or a copy of it",
              name,
              size,
              now.size));
    }
  }

  /** Adds to a digest what tells this file from others: size and both ends, 64 KiB each. */
  void digest(MessageDigest digest) throws IOException {
    digest.update(ByteBuffer.allocate(8).putLong(0, size));
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      byte[] end = new byte[(int) Math.min(END, size)];
      file.readFully(end);
      digest.update(end);
      file.seek(Math.max(0, size - END));
      file.readFully(end);
      digest.update(end);
    }
  }

  /**
   * What the ids of its rows begin with: its name, and digits of its content, because the files of
   * several days may share a name.
   */
  String ids() {
    String own = hash(List.of(this), "").substring(0, 6);
    return path.getFileName() + "/" + own;
  }

  /** Twelve hexadecimal digits that tell files and how they are read from all others. */
  public static String hash(Iterable<ImportFile> files, String how) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (ImportFile file : files) {
        file.digest(digest);
      }
      digest.update(how.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw UserError.causedBy("cannot read the files", e);
    }
  }
}

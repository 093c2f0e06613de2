package io.flyball.connectors.text;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Opens files that may be compressed, as their first bytes tell: gzip ({@code 1F 8B}, with one
 * member or several) or Zstandard ({@code 28 B5 2F FD}). A file whose name ends in .gz or .zst and
 * that is neither is refused.
 */
public final class CompressedFiles {
  private static final int BUFFER = 1 << 16;
  private static final int MAGIC = 4;

  private CompressedFiles() {}

  /** The plain bytes of a file, read as they are asked for. */
  public static InputStream open(Path file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      in.mark(MAGIC);
      byte[] head = Arrays.copyOf(in.readNBytes(MAGIC), MAGIC);
      in.reset();
      boolean gzip = head[0] == 0x1F && head[1] == (byte) 0x8B;
      boolean zstd =
          head[0] == 0x28 && head[1] == (byte) 0xB5 && head[2] == 0x2F && head[3] == (byte) 0xFD;
      String name = file.toString();
      // Where the name says so and the bytes do not, the decoder says what is wrong.
      if (gzip || (!zstd && name.endsWith(".gz"))) {
        return new GZIPInputStream(in, BUFFER);
      }
      if (zstd || name.endsWith(".zst")) {
        return new BufferedInputStream(new ZstdInputStream(in), BUFFER);
      }
      return in;
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }
}

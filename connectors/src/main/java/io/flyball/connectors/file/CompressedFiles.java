package io.flyball.connectors.file;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens files that may be compressed, by the end of their name: {@code .gz}, {@code .zst}. */
public final class CompressedFiles {
  private static final int BUFFER = 1 << 16;

  private CompressedFiles() {}

  /** The plain bytes of a file, read as they are asked for. */
  public static InputStream open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      String name = file.getFileName().toString();
      if (name.endsWith(".gz")) {
        return new GZIPInputStream(in, BUFFER);
      }
      if (name.endsWith(".zst")) {
        return new BufferedInputStream(new ZstdInputStream(in), BUFFER);
      }
      return new BufferedInputStream(in, BUFFER);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }
}

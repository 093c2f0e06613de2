package io.flyball.tools.importing;

import io.flyball.tools.UserError;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The rows of a file that could not be used: line, reason and the row itself, with tabs between and
 * {@code \n} for line breaks. It is made when the first row comes.
 */
final class RejectFile implements Closeable {
  static final String SUFFIX = ".rejects.tsv";

  private final Path file;
  private BufferedWriter out;

  /**
   * @param file null where the rows are not kept
   */
  RejectFile(Path file) throws IOException {
    this.file = file;
    if (file != null && Files.isRegularFile(file)) {
      Files.delete(file);
    }
  }

  void add(long line, String problem, String raw) {
    if (file == null) {
      return;
    }
    try {
      if (out == null) {
        out = Files.newBufferedWriter(file);
        out.write("line\treason\trow\n");
      }
      out.write(line + "\t" + flat(problem) + "\t" + flat(raw) + "\n");
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private static String flat(String text) {
    return text.replace("\r", "").replace("\n", "\\n");
  }

  private UserError failure(IOException e) {
    return UserError.causedBy(
        "cannot keep the skipped rows in "
            + file
            + ", so nothing was sent (name another place with --rejects)",
        e);
  }

  @Override
  public void close() {
    try {
      if (out != null) {
        out.close();
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }
}

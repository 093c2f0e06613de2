package io.flyball.tools.importing;

import io.flyball.tools.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files that a command line names: files, folders, and {@code -} for standard input. */
public final class ImportFiles {
  private static final String STDIN = "-";

  private ImportFiles() {}

  /**
   * Finds them; those of a folder in the order of their names, without the hidden ones and those
   * that begin with {@code _}, as markers of other tools do; those below it too.
   *
   * @param glob names that are wanted of a folder; null for all
   * @param stdin what {@code -} stands for
   * @param work where standard input is kept
   * @throws UserError where one is not there or cannot be read, or a folder has none
   */
  public static List<ImportFile> find(List<Path> paths, String glob, InputStream stdin, Path work) {
    List<ImportFile> found = new ArrayList<>();
    for (Path path : paths) {
      if (path.toString().equals(STDIN)) {
        found.add(ImportFile.spool(stdin, work));
      } else if (Files.isDirectory(path)) {
        found.addAll(folder(path, glob));
      } else if (!Files.exists(path)) {
        throw new UserError("there is no file or folder " + path);
      } else if (!Files.isReadable(path)) {
        throw new UserError("permission denied: " + path + " cannot be read");
      } else {
        found.add(ImportFile.of(path, path.toString()));
      }
    }
    return found;
  }

  private static List<ImportFile> folder(Path folder, String glob) {
    PathMatcher wanted =
        FileSystems.getDefault().getPathMatcher("glob:" + (glob == null ? "*" : glob));
    try (Stream<Path> inside = Files.walk(folder)) {
      List<ImportFile> files =
          inside
              .filter(Files::isRegularFile)
              .filter(Files::isReadable)
              .filter(file -> !file.getFileName().toString().startsWith("."))
              .filter(file -> !file.getFileName().toString().startsWith("_"))
              .filter(file -> !file.getFileName().toString().endsWith(RejectFile.SUFFIX))
              .filter(file -> wanted.matches(file.getFileName()))
              .sorted()
              .map(file -> ImportFile.of(file, file.toString()))
              .toList();
      if (files.isEmpty()) {
        throw new UserError(
            "the folder "
                + folder
                + " has no file that can be read"
                + (glob == null ? "" : " and is called " + glob)
                + ": name another folder or the files themselves");
      }
      return files;
    } catch (IOException | java.io.UncheckedIOException e) {
      throw UserError.causedBy("cannot read the folder " + folder, e);
    }
  }
}

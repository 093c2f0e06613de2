package io.flyball.cli.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.cli.CommandRun;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParseResult;

/**
 * A folder in which the sessions of a page are played, with the sample logs in it. Flyball runs in
 * this process, everything else in a shell; the stages of a pipeline run one after the other.
 */
final class Sandbox implements AutoCloseable {
  private final Path folder;
  private final Path samples;

  Sandbox(Path folder) throws IOException {
    this.folder = folder;
    this.samples = folder.resolve("samples");
    Files.createSymbolicLink(samples, MarkdownPage.root().resolve("samples"));
  }

  @Override
  public void close() throws IOException {
    Files.delete(samples);
  }

  /** The end of a line: its code, and the lines on stdout and stderr. */
  record Outcome(int exitCode, List<String> printed) {}

  /** Whether the line shows a file that is not there yet: then the file is made. */
  boolean creates(ShownCommand command) throws IOException {
    String[] words = command.text().split(" ");
    if (words.length == 2 && words[0].equals("cat") && !Files.exists(folder.resolve(words[1]))) {
      Files.write(folder.resolve(words[1]), command.output());
      return true;
    }
    return false;
  }

  Outcome play(ShellLine line) throws IOException, InterruptedException {
    byte[] passed = new byte[0];
    StringBuilder errors = new StringBuilder();
    int code = 0;
    for (ShellLine.Stage stage : line.stages()) {
      byte[] input =
          stage.input().isPresent()
              ? Files.readAllBytes(folder.resolve(stage.input().get()))
              : passed;
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      code =
          stage.flyball().isPresent()
              ? flyball(stage.flyball().get(), input, out, errors)
              : shell(stage.text(), input, out);
      passed = out.toByteArray();
      if (stage.flyball().isPresent() && stage.output().isPresent()) {
        Files.write(folder.resolve(stage.output().get()), passed);
        passed = new byte[0];
      }
    }
    String printed = new String(passed, UTF_8) + "\n" + errors;
    return new Outcome(code, printed.replace(folder + "/", "").lines().toList());
  }

  private int flyball(
      List<String> args, byte[] input, ByteArrayOutputStream out, StringBuilder errors)
      throws IOException {
    InputStream stdin = System.in;
    PrintStream stdout = System.out;
    System.setIn(new ByteArrayInputStream(input));
    System.setOut(new PrintStream(out, true, UTF_8));
    try {
      CommandRun run = CommandRun.of(inFolder(args).toArray(String[]::new));
      System.out.flush();
      out.write(run.out().getBytes(UTF_8));
      errors.append(run.err());
      return run.exitCode();
    } finally {
      System.setIn(stdin);
      System.setOut(stdout);
    }
  }

  /** Relative paths start at the sandbox, not at the folder of this process. */
  private List<String> inFolder(List<String> args) {
    List<String> paths = new ArrayList<>();
    ParseResult parsed = CommandRun.commandLine().parseArgs(args.toArray(String[]::new));
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    for (ArgSpec arg : parsed.matchedArgs()) {
      if (arg.type() == Path.class || List.of(arg.auxiliaryTypes()).contains(Path.class)) {
        paths.addAll(arg.stringValues());
      }
    }
    return args.stream()
        .map(
            arg ->
                paths.contains(arg) || Files.exists(folder.resolve(arg.replaceAll("#.*", "")))
                    ? folder.resolve(arg).toString()
                    : arg)
        .toList();
  }

  private int shell(String text, byte[] input, ByteArrayOutputStream out)
      throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("bash", "-c", text)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var stdin = shell.getOutputStream()) {
      stdin.write(input);
    } catch (IOException closed) {
      // As head does, it has read enough.
    }
    out.write(shell.getInputStream().readAllBytes());
    if (!shell.waitFor(1, TimeUnit.MINUTES)) {
      shell.destroyForcibly();
      throw new AssertionError("does not end: " + text);
    }
    return shell.exitValue();
  }
}

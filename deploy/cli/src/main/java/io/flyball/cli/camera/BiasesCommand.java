package io.flyball.cli.camera;

import io.flyball.core.control.BiasFile;
import io.flyball.core.control.VendorBiases;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code camera biases}: the {@code .bias} files of Prophesee's software. */
@Command(
    name = "biases",
    description = {
      "Check a .bias file of Prophesee's software against what the driver of a sensor",
      "allows, and print it sorted; without a file, print the values to begin with.",
      "--set changes values. What comes out is a .bias file again."
    },
    footer = {
      "",
      "Examples:",
      "  ./flyball camera biases --sensor gen31 > start.bias",
      "  ./flyball camera biases mine.bias --sensor imx636 --set bias_refr=20"
    })
final class BiasesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "The .bias file.")
  private Path file;

  @Option(
      names = "--sensor",
      required = true,
      paramLabel = "NAME",
      description = "imx636 (EVK4, offsets), gen41, genx320 or gen31 (mV).")
  private String sensor;

  @Option(names = "--set", paramLabel = "BIAS=N", description = "Another value; may be repeated.")
  private Map<String, Integer> set = new LinkedHashMap<>();

  @Override
  public Integer call() {
    VendorBiases known;
    try {
      known = VendorBiases.named(sensor);
    } catch (IllegalArgumentException e) {
      throw UserError.usage("--sensor: " + e.getMessage());
    }
    Map<String, Integer> values = new TreeMap<>(file == null ? known.start() : read(file));
    values.putAll(set);
    try {
      known.check(values);
    } catch (IllegalArgumentException e) {
      throw new UserError((file == null ? "" : file + ": ") + e.getMessage(), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("% " + known.sensor() + ", " + known.unit());
    BiasFile.write(values).forEach(out::println);
    out.flush();
    return 0;
  }

  private static Map<String, Integer> read(Path file) {
    try {
      return BiasFile.read(Files.readAllLines(file));
    } catch (NoSuchFileException e) {
      throw new UserError(file + ": no such file.", e);
    } catch (IOException e) {
      throw UserError.causedBy("cannot read " + file, e);
    } catch (IllegalArgumentException e) {
      throw new UserError(file + ": " + e.getMessage(), e);
    }
  }
}

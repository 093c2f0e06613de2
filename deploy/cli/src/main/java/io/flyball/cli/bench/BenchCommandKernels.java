package io.flyball.cli.bench;

import io.flyball.bench.jmh.Kernels;
import io.flyball.cli.option.JsonOutput;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench kernels}: the inner loops by themselves, under JMH. */
@Command(
    name = "kernels",
    description = {
      "The inner loops of the jobs by themselves, under JMH: nanoseconds an operation,",
      "and millions of them a second. For decoders an operation is an event.",
      "JMH's own log goes to stderr."
    })
public final class BenchCommandKernels implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      defaultValue = "",
      paramLabel = "PATTERN",
      description = "Run only the kernels whose name holds this regular expression.")
  private String pattern;

  @Option(names = "--json", description = "One JSON object to a line.")
  private boolean json;

  @Override
  public Integer call() {
    List<Kernels.Result> results = Kernels.run(pattern);
    PrintWriter out = spec.commandLine().getOut();
    for (Kernels.Result result : results) {
      if (json) {
        JsonOutput.print(out, result);
      } else {
        out.printf(
            Locale.ROOT,
            "%-40s %,12.2f ns  +- %,.2f  %,10.2f M/s%n",
            result.kernel(),
            result.nanos(),
            result.error(),
            1e3 / result.nanos());
      }
    }
    out.flush();
    return 0;
  }
}

package io.flyball.bench.jmh;

import io.flyball.core.gate.rules.Expression;
import io.flyball.core.gate.rules.FieldType;
import io.flyball.core.gate.rules.RuleFault;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One rule of eleven terms on a record whose number moves, all of it evaluated. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GateKernels {
  private final Map<String, Object> record = new HashMap<>();
  private Expression rule;
  private long turn;

  @Setup
  public void compile() throws RuleFault {
    rule =
        Expression.compile(
            "speed * 2.0 + load > 100.0 || risk == 'irreversible'",
            Map.of("speed", FieldType.DOUBLE, "load", FieldType.DOUBLE, "risk", FieldType.STRING),
            FieldType.BOOL);
    record.put("load", 3.0);
    record.put("risk", "reversible");
  }

  @Benchmark
  public Object rule() throws RuleFault {
    record.put("speed", (double) (turn++ & 31));
    return rule.evaluate(record);
  }
}

package io.flyball.tools.bandit;

import io.flyball.connectors.file.OpenBanditDecisions;
import io.flyball.connectors.file.TableDecisions;
import io.flyball.core.bandit.ope.LogRow;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A log of decisions that can be read as often as needed. */
public interface DecisionLog {
  /** Ids of all arms. */
  List<String> arms();

  /** Length of the contexts; 0 when there are none. */
  int dimension();

  /** Whether rows carry features by name, packed. */
  default boolean named() {
    return false;
  }

  /** The decisions that say something about a candidate; close the stream to close the files. */
  Stream<LogRow> rows();

  /** How many rows say nothing, by reason. */
  Map<String, Long> passedOver();

  /** How the files were read and which rows were skipped, a line each, once rows were read. */
  default List<String> report() {
    return List.of();
  }

  /** Rows that could not be used, once rows were read. */
  default long skipped() {
    return 0;
  }

  /**
   * Opens a file or a folder of files.
   *
   * @param position of an Open Bandit log: only rows of this one
   */
  static DecisionLog open(Path path, OptionalInt position) {
    return open(path, LogFormat.Options.detected(position));
  }

  /** The same, read as was asked for. */
  static DecisionLog open(Path path, LogFormat.Options options) {
    try {
      List<Path> files = LogFormat.files(path);
      LogFormat format = LogFormat.of(path, files, options);
      if (options.position().isPresent() && format != LogFormat.OPEN_BANDIT) {
        throw UserError.usage("--position is for Open Bandit logs; " + path + " is none");
      }
      return switch (format) {
        case OPEN_BANDIT -> of(OpenBanditDecisions.of(files, options.position()));
        case FLYBALL -> OutcomeLog.of(files);
        case DSJSON_SLATES -> SlateLog.dsjson(files, options.text());
        case VW -> SlateLog.vw(files, options.text(), options.actions());
        case DSJSON, TABLE ->
            of(path, TableDecisions.of(files, options.layout(format == LogFormat.DSJSON)));
      };
    } catch (IOException | IllegalArgumentException e) {
      throw UserError.causedBy("cannot read the log " + path, e);
    }
  }

  private static DecisionLog of(OpenBanditDecisions log) {
    return new DecisionLog() {
      @Override
      public List<String> arms() {
        return log.arms();
      }

      @Override
      public int dimension() {
        return log.dimension();
      }

      @Override
      public Stream<LogRow> rows() {
        return log.rows().map(LogRow::of);
      }

      @Override
      public Map<String, Long> passedOver() {
        return Map.of();
      }
    };
  }

  private static DecisionLog of(Path path, TableDecisions log) {
    return new DecisionLog() {
      @Override
      public List<String> arms() {
        return looked(log::arms);
      }

      @Override
      public int dimension() {
        return looked(log::dimension);
      }

      @Override
      public boolean named() {
        return log.named();
      }

      /** What a first reading finds, which may end at a row. */
      private <T> T looked(Supplier<T> what) {
        try {
          return what.get();
        } catch (IllegalArgumentException e) {
          throw UserError.causedBy("cannot read the log " + path, e);
        }
      }

      @Override
      public Stream<LogRow> rows() {
        return looked(log::rows);
      }

      @Override
      public Map<String, Long> passedOver() {
        return log.skipped() == 0 ? Map.of() : Map.of("cannot be used", log.skipped());
      }

      @Override
      public List<String> report() {
        return log.report();
      }

      @Override
      public long skipped() {
        return log.skipped();
      }
    };
  }
}

package io.flyball.cli.loop;

import io.flyball.connectors.text.EpochUnit;
import io.flyball.connectors.text.TextOptions;
import io.flyball.tools.UserError;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** How a text file is read, where that is not to be detected. */
public final class TextOption {
  @Option(
      names = "--map",
      paramLabel = "FIELD=COLUMN",
      description = {
        "The column that fills a field: its name, or its number from 1 where there is no header; -"
            + " for none. May be given again."
      })
  private Map<String, String> columns = new LinkedHashMap<>();

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "Encoding, such as ISO-8859-1; default: UTF-8, or what the first bytes tell.")
  private String encoding;

  @Option(
      names = "--delimiter",
      paramLabel = "TEXT",
      description = "What stands between cells: a text, or tab, comma, semicolon, pipe or space.")
  private String delimiter;

  @Option(
      names = "--time-unit",
      paramLabel = "s|ms|us|ns",
      description =
          "Unit of numeric times since 1970; default: the one in which they lie in 1990 to 2100.")
  private String timeUnit;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Zone of times that name none, such as Asia/Shanghai or +08:00; default: UTC.")
  private String zone;

  @Option(
      names = "--strict",
      description = "End at the first row that cannot be used, with exit code 1.")
  private boolean strict;

  /** The options; one that is none is invalid usage. */
  TextOptions options() {
    try {
      return new TextOptions(
          encoding == null ? null : Charset.forName(encoding),
          delimiter,
          columns,
          timeUnit == null ? null : EpochUnit.parse(timeUnit),
          zone == null ? null : ZoneId.of(zone),
          strict);
    } catch (DateTimeException e) {
      throw UserError.usage("--zone: there is no time zone '" + zone + "'");
    } catch (IllegalArgumentException e) {
      throw UserError.usage(
          e instanceof java.nio.charset.IllegalCharsetNameException
                  || e instanceof java.nio.charset.UnsupportedCharsetException
              ? "--encoding: there is no encoding '" + encoding + "'"
              : e.getMessage());
    }
  }
}

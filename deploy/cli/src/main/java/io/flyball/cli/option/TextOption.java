package io.flyball.cli.option;

import io.flyball.connectors.text.EpochUnit;
import io.flyball.connectors.text.TextOptions;
import io.flyball.tools.UserError;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** How a text file is read, where that is not to be detected. */
public final class TextOption {
  private static final Pattern TIME = Pattern.compile("(.+):(s|ms|us|ns)");

  @Option(
      names = "--map",
      paramLabel = "FIELD=COLUMN",
      split = ",",
      description = {
        "The column that fills a field: its name, or its number from 1 where there is no header; -"
            + " for none, A|B for the first that is not empty, =TEXT for the same text in every"
            + " row; time=COLUMN:ms names the unit, too. May be given again."
      })
  private List<String> maps = List.of();

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
      names = "--decimal",
      paramLabel = "point|comma",
      description = "What stands before decimals: comma for numbers such as 4,5; default: point.")
  private String decimal;

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
  public TextOptions options() {
    return over(new TextOptions(null, null, Map.of(), null, null, false));
  }

  /** Other options, such as a preset's, with those that were given in their place. */
  public TextOptions over(TextOptions others) {
    try {
      Map<String, String> columns = new LinkedHashMap<>(others.columns());
      EpochUnit unit = timeUnit == null ? others.timeUnit() : EpochUnit.parse(timeUnit);
      Set<String> given = new HashSet<>();
      for (String map : maps) {
        String[] pair = map.split("=", 2);
        if (pair.length < 2 || pair[0].isBlank() || pair[1].isEmpty()) {
          throw UserError.usage("--map is FIELD=COLUMN, such as user=visitorid, not '" + map + "'");
        }
        if (!given.add(pair[0])) {
          throw UserError.usage(
              "--map gives the field "
                  + pair[0]
                  + " two columns: name one, or both as "
                  + pair[0]
                  + "=A|B for the first that is not empty");
        }
        Matcher time = TIME.matcher(pair[1]);
        if (pair[0].equals("time") && time.matches()) {
          unit = EpochUnit.parse(time.group(2));
          columns.put(pair[0], time.group(1));
        } else {
          columns.put(pair[0], pair[1]);
        }
      }
      return new TextOptions(
          encoding == null ? others.encoding() : Charset.forName(encoding),
          delimiter == null ? others.delimiter() : delimiter,
          delimiter == null ? others.quoted() : null,
          others.header(),
          others.pattern(),
          columns,
          unit,
          zone == null ? others.zone() : ZoneId.of(zone),
          decimal == null ? others.decimalComma() : TextOptions.isComma(decimal),
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

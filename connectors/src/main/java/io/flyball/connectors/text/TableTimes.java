package io.flyball.connectors.text;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The times of one table. Numbers have one unit in the whole table: the given one, else that of
 * most of the first rows, told apart by magnitude ({@link EpochUnit}). Texts are ISO 8601, with a
 * blank for the T, with {@code /} for {@code -}, with or without a zone, a day alone, or {@code
 * M/d/yyyy h:mm:ss AM}. A text without a zone is in the given one, else in UTC; where clocks go
 * back it is the earlier time.
 */
final class TableTimes {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,19}(\\.\\d*)?|\\d\\.\\d+)([eE][+-]?\\d{1,2})?");
  private static final Pattern DAY = Pattern.compile("(19|20)\\d{6}");
  private static final Pattern MOMENT = Pattern.compile("(19|20)\\d{10}(\\d{2}(\\d{3})?)?");
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd['T'HH:mm[:ss]")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendPattern("[XXX][XX][X]]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter AMERICAN =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("M/d/uuuu h:mm:ss a")
          .toFormatter(Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);

  /** As BigQuery and others write it. */
  private static final Pattern UTC = Pattern.compile("(UTC|GMT)$");

  /** .NET ticks of our years are ns of these months: until 1990-05-01. */
  private static final BigDecimal TICKS = BigDecimal.valueOf(641_520_000_000_000_000L);

  private static final BigDecimal SINCE_2001 = BigDecimal.valueOf(946_684_800L);

  /** A float of 4 bytes holds no seconds of 2004 to 2038 but multiples of this. */
  private static final BigDecimal FLOAT_STEP = BigDecimal.valueOf(128);

  private static final int ENOUGH = 20;

  private final Path file;
  private final EpochUnit given;
  private final ZoneId zone;
  private final ReadReport report;
  private EpochUnit unit;
  private long unitLine;
  private boolean zoneTold;

  TableTimes(Path file, TextOptions options, ReadReport report) {
    this.file = file;
    this.given = options.timeUnit();
    this.zone = options.zone();
    this.report = report;
    this.unit = given;
  }

  /** Finds the unit from the times of the first rows. */
  void learn(List<String> samples) {
    if (given != null) {
      report.assume("times in " + given.symbol() + " since 1970, as given");
      return;
    }
    Map<EpochUnit, Integer> found = new EnumMap<>(EpochUnit.class);
    String odd = null;
    List<BigDecimal> numbers = new ArrayList<>();
    boolean exponents = false;
    for (String sample : samples) {
      BigDecimal number = number(sample);
      if (number != null) {
        numbers.add(number);
        exponents |= sample.toUpperCase(Locale.ROOT).contains("E");
      }
      Optional<EpochUnit> one = number == null ? Optional.empty() : EpochUnit.of(number);
      one.ifPresent(u -> found.merge(u, 1, Integer::sum));
      odd = number != null && number.signum() > 0 && one.isEmpty() && odd == null ? sample : odd;
    }
    if (found.isEmpty()) {
      if (odd != null) {
        throw new TextException(
            file,
            "the time "
                + odd
                + " lies outside of 1990 to 2100 in s, ms, us and ns since 1970"
                + likeness(odd)
                + "; name its unit with --time-unit s, ms, us or ns, or write ISO 8601");
      }
      return;
    }
    unit = found.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    report.assume("times in " + unit.symbol() + " since 1970");
    doubt(numbers, exponents);
  }

  /** What a number outside of the years may be; empty where nothing is likely. */
  private static String likeness(String number) {
    if (DAY.matcher(number).matches()) {
      return " (a day as yyyyMMdd?)";
    }
    if (MOMENT.matcher(number).matches()) {
      return " (a time as yyyyMMddHHmmss?)";
    }
    return number.matches("1[23]\\d{16}")
        ? " (100 ns since 1601, a FILETIME?)"
        : number.matches("1[23]\\d{15}") ? " (us since 1601, as browsers keep?)" : "";
  }

  /** Where the numbers may be something else: stops if one of two units has to be named. */
  private void doubt(List<BigDecimal> numbers, boolean exponents) {
    if (unit == EpochUnit.NS && numbers.stream().allMatch(n -> n.compareTo(TICKS) < 0)) {
      throw new TextException(
          file,
          "the time "
              + numbers.get(0).toPlainString()
              + " is of 1990 in ns since 1970, and of today in 100 ns since the year 1 (.NET"
              + " ticks); convert ticks, or give --time-unit ns");
    }
    if (unit != EpochUnit.S) {
      return;
    }
    if (numbers.stream().allMatch(n -> n.compareTo(SINCE_2001) < 0)) {
      report.assume("all times before 2000: seconds since 2001 would look the same");
    }
    boolean coarse =
        numbers.size() >= ENOUGH
            && numbers.stream().allMatch(n -> n.remainder(FLOAT_STEP).signum() == 0);
    if (coarse || exponents) {
      report.assume("times that seem rounded: a float of 4 bytes holds every 128th second only");
    }
  }

  long parse(String text, TableRow row, String field) {
    // Most logs have nothing else: whole numbers of the table's unit.
    long whole = unit == null || text.length() > 15 ? -1 : digits(text);
    if (whole > 0 && EpochUnit.isPlausible(unit.millis(whole))) {
      unitLine = unitLine == 0 ? row.line() : unitLine;
      return unit.millis(whole);
    }
    BigDecimal number = number(text);
    return number == null ? text(text, row, field) : number(number, text, row, field);
  }

  private long number(BigDecimal number, String text, TableRow row, String field) {
    if (number.signum() <= 0 && given == null) {
      throw row.broken(field, text + " is no time");
    }
    if (unit == null) {
      throw row.broken(field, text + " is a number where times before were texts");
    }
    if (given == null && !unit.isPlausible(number)) {
      EpochUnit.of(number)
          .ifPresent(
              other -> {
                throw new TextException(
                    file,
                    row.line(),
                    String.format(
                        Locale.ROOT,
                        "the time %s is in %s, and that of line %d is in %s; name one unit with"
                            + " --time-unit",
                        text,
                        other.symbol(),
                        unitLine,
                        unit.symbol()));
              });
      throw row.broken(field, text + " " + unit.symbol() + " lies outside of 1990 to 2100");
    }
    unitLine = unitLine == 0 ? row.line() : unitLine;
    BigDecimal millis = unit.millis(number);
    if (millis.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE / 1000)) > 0) {
      throw row.broken(field, text + " " + unit.symbol() + " is no time");
    }
    return millis.longValueExact();
  }

  private long text(String text, TableRow row, String field) {
    String plain = text.replace('/', '-');
    if (plain.length() > 10 && plain.charAt(10) == ' ') {
      plain = plain.substring(0, 10) + 'T' + plain.substring(11);
    }
    try {
      TemporalAccessor parsed =
          text.contains("/") && text.endsWith("M")
              ? AMERICAN.parse(text)
              : ISO.parse(UTC.matcher(plain.replace(" ", "")).replaceFirst("Z"));
      if (parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
        return OffsetDateTime.from(parsed).toInstant().toEpochMilli();
      }
      if (!zoneTold) {
        report.assume("times without a zone in " + (zone == null ? "UTC" : zone));
        zoneTold = true;
      }
      LocalTime time =
          parsed.isSupported(ChronoField.HOUR_OF_DAY) ? LocalTime.from(parsed) : LocalTime.MIN;
      Instant at =
          LocalDateTime.of(LocalDate.from(parsed), time)
              .atZone(zone == null ? ZoneOffset.UTC : zone)
              .toInstant();
      return at.toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw row.broken(
          field,
          "s, ms, us or ns since 1970, or an ISO 8601 time, is expected, not '" + text + "'");
    }
  }

  /** Null where the text is no number; beyond 19 digits nothing is a time. */
  private static BigDecimal number(String text) {
    return NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
  }

  /** The number that digits alone make; -1 where there is anything else. */
  private static long digits(String text) {
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return text.isEmpty() ? -1 : number;
  }
}

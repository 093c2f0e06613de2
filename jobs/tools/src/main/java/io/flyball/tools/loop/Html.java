package io.flyball.tools.loop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Text, numbers and times as they may stand in a page. */
public final class Html {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Html() {}

  /**
   * The beginning of a page that needs nothing else, to the start of its body: no script and no
   * network, which its content security policy also forbids.
   */
  public static String head(String title) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="color-scheme" content="light dark">
        <title>"""
        + escape(title)
        + "</title>\n<style>\n"
        + style()
        + "</style>\n</head>\n<body>\n";
  }

  private static String style() {
    try (InputStream in = Html.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Escaped for an element or a quoted attribute; control characters become U+FFFD. */
  public static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(Character.isISOControl(c) && c != '\n' && c != '\t' ? '\uFFFD' : c);
      }
    }
    return out.toString();
  }

  /** Four digits that matter, without zeros at the end. */
  public static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    double size = Math.abs(value);
    if (size >= 1e6 || size < 1e-4) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int digits = (int) Math.max(0, 3 - Math.floor(Math.log10(size)));
    String text = String.format(Locale.ROOT, "%,." + digits + "f", value);
    return digits == 0 ? text : text.replaceFirst("\\.?0+$", "");
  }

  /** The same for the axis of a small picture: three digits that matter where four are too long. */
  static String tick(double value) {
    String text = number(value);
    if (text.length() <= 7) {
      return text;
    }
    double size = Math.abs(value);
    return size >= 1e-4 && size < 1e6
        ? number(new BigDecimal(value).round(new MathContext(3)).doubleValue())
        : String.format(Locale.ROOT, "%.1e", value);
  }

  /** To the minute, UTC. */
  public static String time(Instant time) {
    return MINUTES.format(time);
  }
}

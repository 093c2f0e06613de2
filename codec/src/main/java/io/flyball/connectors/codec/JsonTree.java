package io.flyball.connectors.codec;

import static io.flyball.core.record.Reason.DUPLICATE_KEY;
import static io.flyball.core.record.Reason.INVALID_UTF8;
import static io.flyball.core.record.Reason.MALFORMED_JSON;
import static io.flyball.core.record.Reason.OUT_OF_RANGE;
import static io.flyball.core.record.Reason.TOO_DEEP;
import static io.flyball.core.record.Reason.TRAILING_BYTES;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads one JSON object (RFC 8259) into maps, lists, strings, longs, doubles, booleans and nulls,
 * and refuses what a lenient reader would let through: a name given twice, nesting deeper than
 * {@value #MAX_DEPTH}, text that is not UTF-8, anything after the object. An integer beyond 64 bits
 * becomes a double, one beyond every double an infinite double, so that a later check of its range
 * fails. Not thread-safe.
 */
public final class JsonTree {
  static final int MAX_DEPTH = 64;
  private static final String TOO_MANY_DIGITS = "a number has more than 1000 digits";
  private static final Pattern ADVICE = Pattern.compile(": enable `JsonReadFeature.*` to allow");

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Only numbers keep a limit: lengths are bounded by the value, depth is counted here.
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final StrictUtf8 utf8;

  public JsonTree() {
    this(new StrictUtf8());
  }

  JsonTree(StrictUtf8 utf8) {
    this.utf8 = utf8;
  }

  /** The object in {@code bytes}. */
  public Map<String, Object> parse(byte[] bytes) throws RefusalException {
    String text;
    try {
      text = utf8.decode(bytes);
    } catch (CharacterCodingException e) {
      throw RefusalException.of(INVALID_UTF8, "", "the JSON text is not UTF-8");
    }
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw RefusalException.of(MALFORMED_JSON, "", "a JSON object is expected");
      }
      Map<String, Object> root = object(parser, 1);
      requireEnd(parser);
      return root;
    } catch (JsonProcessingException e) {
      throw RefusalException.of(MALFORMED_JSON, "", describe(e));
    } catch (RefusalException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  private static void requireEnd(JsonParser parser) throws IOException {
    boolean end;
    try {
      end = parser.nextToken() == null;
    } catch (JsonProcessingException e) {
      end = false;
    }
    if (!end) {
      throw RefusalException.of(TRAILING_BYTES, "", "something follows the JSON object");
    }
  }

  private static Map<String, Object> object(JsonParser parser, int depth) throws IOException {
    requireDepth(depth);
    Map<String, Object> fields = new HashMap<>();
    for (String name = name(parser); name != null; name = name(parser)) {
      requireText(name);
      Object value;
      try {
        value = value(parser, parser.nextToken(), depth);
      } catch (RefusalException e) {
        throw e.inside(name);
      }
      int before = fields.size();
      fields.put(name, value);
      if (fields.size() == before) {
        throw RefusalException.of(DUPLICATE_KEY, name, "the name is given twice");
      }
    }
    return fields;
  }

  /** The next name; the parser looks at the value behind it already. */
  private static String name(JsonParser parser) throws IOException {
    try {
      return parser.nextFieldName();
    } catch (StreamConstraintsException e) {
      throw RefusalException.of(OUT_OF_RANGE, parser.currentName(), TOO_MANY_DIGITS);
    }
  }

  private static List<Object> array(JsonParser parser, int depth) throws IOException {
    requireDepth(depth);
    List<Object> items = new ArrayList<>();
    try {
      for (JsonToken token = parser.nextToken();
          token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        items.add(value(parser, token, depth));
      }
    } catch (StreamConstraintsException e) {
      throw RefusalException.of(OUT_OF_RANGE, "[" + items.size() + "]", TOO_MANY_DIGITS);
    } catch (RefusalException e) {
      throw e.inside("[" + items.size() + "]");
    }
    return items;
  }

  private static Object value(JsonParser parser, JsonToken token, int depth) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser, depth + 1);
      case START_ARRAY -> array(parser, depth + 1);
      case VALUE_STRING -> requireText(parser.getText());
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            default -> Double.parseDouble(parser.getText());
          };
      case VALUE_NUMBER_FLOAT -> Double.parseDouble(parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw RefusalException.of(MALFORMED_JSON, "", "unexpected " + token);
    };
  }

  private static void requireDepth(int depth) throws RefusalException {
    if (depth > MAX_DEPTH) {
      throw RefusalException.of(TOO_DEEP, "", "nested deeper than " + MAX_DEPTH + " levels");
    }
  }

  private static String requireText(String text) throws RefusalException {
    if (!StrictUtf8.isEncodable(text)) {
      throw RefusalException.of(INVALID_UTF8, "", "a text holds half of a surrogate pair");
    }
    return text;
  }

  static String describe(JsonProcessingException e) {
    String place = e.getLocation() == null ? "" : ", at column " + e.getLocation().getColumnNr();
    // What the parser's caller could switch on is no advice to who wrote the text.
    return ADVICE.matcher(e.getOriginalMessage()).replaceAll("") + place;
  }

  /** A value as a message shows it: quoted, and cut where it would flood a log. */
  static String quote(Object value) {
    String text = String.valueOf(value);
    return text.length() <= 64 ? "'" + text + "'" : "'" + text.substring(0, 64) + "'...";
  }
}

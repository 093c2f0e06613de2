package io.flyball.connectors.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The objects of a JSON text: one a line, so that a broken line costs one record; or an array, or
 * objects over several lines, where a broken place ends the file.
 */
final class JsonObjects implements ObjectCells.Objects {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  private static final int MARK = 1 << 20;

  private final Path file;
  private final TextFile text;
  private final BufferedReader in;
  private final JsonParser parser;
  private final String format;
  private long line;
  private boolean ended;

  JsonObjects(Path file, TextFile text) throws IOException {
    this.file = file;
    this.text = text;
    this.in = new BufferedReader(text.reader(), MARK);
    boolean array = text.first() == '[';
    boolean lines = !array && isWholeLine();
    this.format = array ? "a JSON array" : lines ? "JSON lines" : "JSON objects";
    if (lines) {
      this.parser = null;
    } else {
      this.parser = JSON.getFactory().createParser(in);
      if (array) {
        parser.nextToken();
      }
    }
  }

  /** Whether the first line that is not blank holds a whole object. */
  private boolean isWholeLine() throws IOException {
    in.mark(MARK);
    String first = in.readLine();
    while (first != null && first.isBlank()) {
      first = in.readLine();
    }
    in.reset();
    if (first == null) {
      return true;
    }
    if (first.matches("\\{\\s*u?'.*")) {
      throw new TextException(
          file,
          1,
          "a Python dict is no JSON; convert the file with python3 -c 'import ast, json, sys;"
              + " [print(json.dumps(ast.literal_eval(l))) for l in sys.stdin]' < FILE");
    }
    String stripped = first.stripTrailing();
    return stripped.endsWith("}") || !isOpening(stripped);
  }

  private static boolean isOpening(String line) {
    return line.equals("{") || line.endsWith(",") || line.endsWith("[") || line.endsWith("{");
  }

  @Override
  public ObjectCells.Item next() throws IOException {
    return parser == null ? line() : streamed();
  }

  private ObjectCells.Item line() throws IOException {
    String record = in.readLine();
    line++;
    while (record != null && record.isBlank()) {
      record = in.readLine();
      line++;
    }
    if (record == null) {
      return null;
    }
    try {
      JsonNode value = JSON.readTree(record);
      return value.isObject()
          ? new ObjectCells.Item(line, value, null, record)
          : new ObjectCells.Item(line, null, "a JSON object is expected", record);
    } catch (JsonProcessingException e) {
      return new ObjectCells.Item(line, null, problem(e), record);
    }
  }

  private ObjectCells.Item streamed() throws IOException {
    if (ended) {
      return null;
    }
    try {
      JsonToken token = parser.nextToken();
      if (token == null || token == JsonToken.END_ARRAY) {
        ended = true;
        if (token == null && format.equals("a JSON array")) {
          throw new TextException(file, "the JSON array is not closed: the file is cut off");
        }
        return null;
      }
      long at = parser.currentTokenLocation().getLineNr();
      JsonNode value =
          JSON.readerFor(JsonNode.class)
              .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .readTree(parser);
      return value.isObject()
          ? new ObjectCells.Item(at, value, null, value.toString())
          : new ObjectCells.Item(at, null, "a JSON object is expected", value.toString());
    } catch (JsonProcessingException e) {
      throw new TextException(
          file, e.getLocation() == null ? 0 : e.getLocation().getLineNr(), problem(e));
    }
  }

  /** What is wrong, without the settings that the parser would have one change. */
  private static String problem(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    return message.startsWith("Unexpected end-of-input")
        ? "no JSON: it ends in the middle"
        : "no JSON: " + message.replaceFirst(": enable `.*", "");
  }

  @Override
  public String format() {
    return format;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}

package io.flyball.gateway.letters;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringReader;

/** Where in a JSON text the value of a field stands. */
final class JsonMark {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonMark() {}

  /**
   * The range [start, end) in UTF-16 units of the first value whose path is the field's, at the top
   * or in the {@code data} of a CloudEvent; null when there is none, or the text breaks off before.
   *
   * @param field path such as {@code arms[0].id}; empty for the whole record
   */
  static int[] of(String text, String field) {
    if (field.isEmpty()) {
      return null;
    }
    String wanted = "/" + field.replace("[", "/").replace("]", "").replace('.', '/');
    try (JsonParser parser = FACTORY.createParser(new StringReader(text))) {
      while (parser.nextToken() != null) {
        JsonToken token = parser.currentToken();
        boolean value = token != JsonToken.FIELD_NAME && !token.isStructEnd();
        if (value && matches(parser, wanted)) {
          int start = (int) parser.currentTokenLocation().getCharOffset();
          if (token.isStructStart()) {
            parser.skipChildren();
          } else {
            parser.getText();
          }
          return new int[] {start, (int) parser.currentLocation().getCharOffset()};
        }
      }
    } catch (IOException e) {
      // The text is no JSON from here on.
    }
    return null;
  }

  private static boolean matches(JsonParser parser, String wanted) {
    // At the start of an object or array the context is its own; the pointer leads to it.
    String path =
        parser.currentToken().isStructStart()
            ? parser.getParsingContext().getParent().pathAsPointer().toString()
            : parser.getParsingContext().pathAsPointer().toString();
    return path.equals(wanted) || path.equals("/data" + wanted);
  }
}

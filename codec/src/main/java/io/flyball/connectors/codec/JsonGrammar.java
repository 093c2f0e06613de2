package io.flyball.connectors.codec;

import static io.flyball.core.record.Reason.BAD_TYPE;
import static io.flyball.core.record.Reason.MALFORMED_JSON;
import static io.flyball.core.record.Reason.TRAILING_BYTES;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Says whether bytes are whole JSON, and cuts an array into the bytes of its objects, so that each
 * is decoded by itself and one that is refused does not take others with it. What the objects hold
 * is not looked at. One pass, nothing is built.
 */
public final class JsonGrammar {
  /** Without limits of its own: whoever decodes an object has them. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonGrammar() {}

  /** Whether the first byte that is no white space opens an array. */
  public static boolean isArray(byte[] value) {
    return first(value) == '[';
  }

  /** The first byte that is no white space; -1 where there is none. */
  public static int first(byte[] value) {
    for (byte b : value) {
      if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
        return b;
      }
    }
    return -1;
  }

  /**
   * Requires one whole object.
   *
   * @throws RefusalException when it is none
   */
  public static void requireObject(byte[] value) throws RefusalException {
    parse(
        value,
        parser -> {
          object(parser, parser.nextToken(), "");
          return null;
        });
  }

  /**
   * The objects of an array.
   *
   * @throws RefusalException when it is no whole array, or holds something else
   */
  public static List<byte[]> objects(byte[] array) throws RefusalException {
    return parse(
        array,
        parser -> {
          if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw RefusalException.of(MALFORMED_JSON, "", "a JSON array is expected");
          }
          List<byte[]> objects = new ArrayList<>();
          for (JsonToken next = parser.nextToken();
              next != JsonToken.END_ARRAY;
              next = parser.nextToken()) {
            int from = (int) parser.currentTokenLocation().getByteOffset();
            object(parser, next, "[" + objects.size() + "]");
            int to = (int) parser.currentLocation().getByteOffset();
            objects.add(Arrays.copyOfRange(array, from, to));
          }
          return objects;
        });
  }

  /** What is made of a parser. */
  private interface Reading<T> {
    T of(JsonParser parser) throws IOException;
  }

  private static <T> T parse(byte[] value, Reading<T> reading) throws RefusalException {
    try (JsonParser parser = FACTORY.createParser(value)) {
      T read = reading.of(parser);
      if (parser.nextToken() != null) {
        throw RefusalException.of(TRAILING_BYTES, "", "something follows the JSON text");
      }
      return read;
    } catch (JsonProcessingException e) {
      throw RefusalException.of(MALFORMED_JSON, "", JsonTree.describe(e));
    } catch (RefusalException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  private static void object(JsonParser parser, JsonToken token, String place) throws IOException {
    if (token == null) {
      throw RefusalException.of(MALFORMED_JSON, place, "the JSON text ends early");
    }
    if (token != JsonToken.START_OBJECT) {
      throw RefusalException.of(BAD_TYPE, place, "a JSON object is expected");
    }
    parser.skipChildren();
  }
}

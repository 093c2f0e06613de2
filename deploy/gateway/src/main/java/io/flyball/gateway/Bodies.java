package io.flyball.gateway;

import static io.flyball.core.record.Reason.BAD_TYPE;
import static io.flyball.core.record.Reason.EMPTY_VALUE;
import static io.flyball.core.record.Reason.INVALID_UTF8;
import static io.flyball.core.record.Reason.MALFORMED_JSON;
import static io.flyball.core.record.Reason.TRAILING_BYTES;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.connectors.codec.JsonTree;
import io.flyball.connectors.codec.RefusalException;
import io.flyball.core.record.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Takes bodies apart by their media type. What breaks the envelope is a {@link Problem} and nothing
 * is sent; what is wrong with one record among others stays with that record. Not thread-safe.
 */
final class Bodies {
  static final String JSON = "application/json";
  static final String LINES = "application/x-ndjson";
  static final String AVRO = "application/avro";
  static final String EVENT = "application/cloudevents+json";
  static final String EVENTS = "application/cloudevents-batch+json";

  /** What a route accepts, for Accept-Post and OpenAPI. */
  static final List<String> ACCEPTED = List.of(JSON, LINES, EVENT, EVENTS, AVRO);

  private final int maxRecords;
  private final JsonTree json = new JsonTree();

  Bodies(int maxRecords) {
    this.maxRecords = maxRecords;
  }

  /**
   * The media type of a header value without its parameters, in lower case.
   *
   * @throws ProblemException 415 when it is not accepted or its charset is not UTF-8
   */
  static String mediaType(String contentType) throws ProblemException {
    String[] parts = contentType == null ? new String[] {""} : contentType.split(";", -1);
    String type = parts[0].strip().toLowerCase(Locale.ROOT);
    boolean accepted = ACCEPTED.contains(type);
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
      accepted &= !parameter.startsWith("charset=") || parameter.equals("charset=utf-8");
    }
    if (!accepted) {
      throw Problem.of(
              415,
              (contentType == null ? "no Content-Type" : "Content-Type '" + contentType + "'")
                  + "; allowed are "
                  + String.join(", ", ACCEPTED)
                  + ", in UTF-8")
          .header("Accept-Post", String.join(", ", ACCEPTED))
          .exception();
    }
    return type;
  }

  /**
   * The records of a body, in order.
   *
   * @param headers the request's, names in lower case
   */
  List<Item> parse(String mediaType, Map<String, String> headers, byte[] body)
      throws ProblemException {
    if (CloudEvent.isBinary(headers) && !mediaType.startsWith("application/cloudevents")) {
      return List.of(binary(headers, body));
    }
    if (body.length == 0) {
      throw Problem.of(400, Refusal.of(EMPTY_VALUE, "", "the body is empty; nothing was sent"))
          .exception();
    }
    return switch (mediaType) {
      case AVRO -> List.of(Item.of(body));
      case LINES -> JsonItems.ofLines(body, maxRecords).stream().map(Item::of).toList();
      case EVENT -> List.of(single(requireUtf8(body)));
      case EVENTS -> batch(JsonItems.ofArray(requireUtf8(body), maxRecords));
      default -> json(requireUtf8(body));
    };
  }

  private List<Item> json(byte[] body) throws ProblemException {
    if (JsonItems.first(body) == '[') {
      List<byte[]> items = JsonItems.ofArray(body, maxRecords);
      for (byte[] item : items) {
        requireGrammar(item);
      }
      return items.stream().map(Item::of).toList();
    }
    requireGrammar(body);
    return List.of(Item.of(body));
  }

  /** A body of one event, or of one record: what breaks it breaks the envelope. */
  private Item single(byte[] body) throws ProblemException {
    try {
      return Item.of(body, CloudEvent.ofStructured(json.parse(body)));
    } catch (RefusalException e) {
      throw broken(e.refusal());
    } catch (CloudEvent.BrokenException e) {
      throw broken(e.refusal());
    }
  }

  private static Item binary(Map<String, String> headers, byte[] body) throws ProblemException {
    try {
      return Item.of(body, CloudEvent.ofBinary(headers, body));
    } catch (CloudEvent.BrokenException e) {
      throw broken(e.refusal());
    }
  }

  private List<Item> batch(List<byte[]> events) throws ProblemException {
    List<Item> items = new ArrayList<>(events.size());
    for (byte[] event : events) {
      requireGrammar(event);
      try {
        items.add(Item.of(event, CloudEvent.ofStructured(json.parse(event))));
      } catch (RefusalException e) {
        items.add(Item.refused(event, e.refusal()));
      } catch (CloudEvent.BrokenException e) {
        items.add(Item.refused(event, e.refusal()));
      }
    }
    return items;
  }

  /** Broken grammar anywhere makes the whole body unreadable: what follows cannot be trusted. */
  private void requireGrammar(byte[] item) throws ProblemException {
    try {
      if (JsonItems.first(item) == '{') {
        json.parse(item);
      } else {
        // No record, but a value: a JSON reader says whether the array around it is whole.
        json.parse(("{\"value\":" + new String(item, UTF_8) + "}").getBytes(UTF_8));
        throw broken(
            Refusal.of(
                BAD_TYPE, "", "a record is a JSON object, or a body an array of such objects"));
      }
    } catch (RefusalException e) {
      if (e.refusal().reason() == MALFORMED_JSON || e.refusal().reason() == TRAILING_BYTES) {
        throw broken(e.refusal());
      }
    }
  }

  private static byte[] requireUtf8(byte[] body) throws ProblemException {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return body;
    } catch (CharacterCodingException e) {
      throw broken(Refusal.of(INVALID_UTF8, "", "the JSON text is not UTF-8"));
    }
  }

  private static ProblemException broken(Refusal refusal) {
    return Problem.of(
            400,
            Refusal.of(refusal.reason(), refusal.field(), refusal.message() + "; nothing was sent"))
        .exception();
  }
}

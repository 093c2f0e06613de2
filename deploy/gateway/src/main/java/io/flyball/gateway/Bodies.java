package io.flyball.gateway;

import static io.flyball.core.record.Reason.BAD_TYPE;
import static io.flyball.core.record.Reason.EMPTY_VALUE;
import static io.flyball.core.record.Reason.INVALID_UTF8;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.connectors.codec.JsonGrammar;
import io.flyball.connectors.codec.JsonTree;
import io.flyball.connectors.codec.RefusalException;
import io.flyball.core.record.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
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
   * Refuses what is not JSON in UTF-8.
   *
   * @throws ProblemException 415
   */
  static void requireJson(String contentType) throws ProblemException {
    String type = contentType == null ? JSON : mediaType(contentType);
    if (!type.equals(JSON)) {
      throw Problem.of(415, "Content-Type '" + contentType + "'; allowed is " + JSON + ", in UTF-8")
          .header("Accept-Post", JSON)
          .exception();
    }
  }

  /**
   * The objects of a body that is an array.
   *
   * @throws ProblemException 400 when it is anything else, 413 when there are more
   */
  List<Item> array(byte[] body, int most) throws ProblemException {
    if (!JsonGrammar.isArray(requireUtf8(body))) {
      throw broken(Refusal.of(BAD_TYPE, "", "the body is an array of objects"));
    }
    List<byte[]> objects = objects(body);
    if (objects.size() > most) {
      throw Problem.of(413, "more than " + most + " requests: send them in parts").exception();
    }
    return objects.stream().map(Item::of).toList();
  }

  /**
   * The object of a body that is one.
   *
   * @throws ProblemException 400 when it is anything else
   */
  Map<String, Object> object(byte[] body) throws ProblemException {
    try {
      JsonGrammar.requireObject(requireUtf8(body));
      return json.parse(body);
    } catch (RefusalException e) {
      throw broken(e.refusal());
    }
  }

  /**
   * The records of a body, in order.
   *
   * @param headers the request's, names in lower case
   */
  List<Item> parse(String mediaType, Map<String, String> headers, byte[] body)
      throws ProblemException {
    if (HttpEvent.isBinary(headers) && !mediaType.startsWith("application/cloudevents")) {
      return List.of(binary(headers, body));
    }
    if (body.length == 0) {
      throw Problem.of(400, Refusal.of(EMPTY_VALUE, "", "the body is empty; nothing was sent"))
          .exception();
    }
    return switch (mediaType) {
      case AVRO -> List.of(Item.of(body));
      case LINES -> lines(body);
      case EVENT -> List.of(single(requireUtf8(body)));
      case EVENTS -> batch(objects(requireUtf8(body)));
      default -> json(requireUtf8(body));
    };
  }

  private List<Item> json(byte[] body) throws ProblemException {
    if (JsonGrammar.isArray(body)) {
      return objects(body).stream().map(Item::of).toList();
    }
    try {
      JsonGrammar.requireObject(body);
      return List.of(Item.of(body));
    } catch (RefusalException e) {
      throw broken(e.refusal());
    }
  }

  /** The lines that are not blank; a CR before the LF belongs to the line's end. */
  private List<Item> lines(byte[] body) throws ProblemException {
    List<Item> items = new ArrayList<>();
    int at = 0;
    while (at < body.length) {
      int start = at;
      while (at < body.length && body[at] != '\n') {
        at++;
      }
      byte[] line = Arrays.copyOfRange(body, start, at++);
      if (JsonGrammar.first(line) >= 0) {
        requireRoom(items.size() + 1);
        items.add(Item.of(line));
      }
    }
    return items;
  }

  /** Broken grammar anywhere makes the whole body unreadable: what follows cannot be trusted. */
  private List<byte[]> objects(byte[] body) throws ProblemException {
    try {
      List<byte[]> objects = JsonGrammar.objects(body);
      requireRoom(objects.size());
      return objects;
    } catch (RefusalException e) {
      throw broken(e.refusal());
    }
  }

  private void requireRoom(int records) throws ProblemException {
    if (records > maxRecords) {
      throw Problem.of(413, "more than " + maxRecords + " records: send them in parts").exception();
    }
  }

  /** A body of one event, or of one record: what breaks it breaks the envelope. */
  private Item single(byte[] body) throws ProblemException {
    try {
      return Item.of(body, HttpEvent.ofStructured(json.parse(body)));
    } catch (RefusalException e) {
      throw broken(e.refusal());
    }
  }

  private static Item binary(Map<String, String> headers, byte[] body) throws ProblemException {
    try {
      return Item.of(body, HttpEvent.ofBinary(headers, body));
    } catch (RefusalException e) {
      throw broken(e.refusal());
    }
  }

  private List<Item> batch(List<byte[]> events) throws ProblemException {
    List<Item> items = new ArrayList<>(events.size());
    for (byte[] event : events) {
      try {
        items.add(Item.of(event, HttpEvent.ofStructured(json.parse(event))));
      } catch (RefusalException e) {
        items.add(Item.refused(event, e.refusal()));
      }
    }
    return items;
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

package io.flyball.gateway;

import static io.flyball.core.record.Reason.BAD_TYPE;
import static io.flyball.core.record.Reason.MISSING_FIELD;
import static io.flyball.core.record.Reason.UNSUPPORTED_FRAMING;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.connectors.codec.RefusalException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A CloudEvents 1.0 event by HTTP, as strict as the specification: its attributes, and its data as
 * bytes or as parsed JSON.
 *
 * @param attributes context attributes as text, by name
 * @param object data that is a JSON value; null where {@code bytes} holds the data
 * @param bytes the data; null where {@code object} holds it
 */
@SuppressWarnings("ArrayRecordComponent")
record HttpEvent(Map<String, String> attributes, Object object, byte[] bytes) {
  private static final List<String> REQUIRED = List.of("specversion", "id", "source", "type");
  private static final String HEADER = "ce-";
  private static final String CONTENT_TYPE = "datacontenttype";

  /** Whether a request is an event in binary mode: it has the header {@code ce-specversion}. */
  static boolean isBinary(Map<String, String> headers) {
    return headers.containsKey(HEADER + "specversion");
  }

  /** An event in binary mode: attributes in headers, whose names are in lower case, data as is. */
  static HttpEvent ofBinary(Map<String, String> headers, byte[] body) throws RefusalException {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (Map.Entry<String, String> header : headers.entrySet()) {
      String name = header.getKey();
      // The data's content type is Content-Type; the specification forbids it as a header.
      if (name.startsWith(HEADER) && !name.equals(HEADER + CONTENT_TYPE)) {
        attributes.put(
            name.substring(HEADER.length()), headerValue(name, header.getValue().strip()));
      }
    }
    if (headers.get("content-type") != null) {
      attributes.put(CONTENT_TYPE, headers.get("content-type"));
    }
    require(attributes);
    return new HttpEvent(attributes, null, body);
  }

  /** An event in structured mode: one JSON object. */
  static HttpEvent ofStructured(Map<String, Object> event) throws RefusalException {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : event.entrySet()) {
      String name = entry.getKey();
      if (!name.equals("data") && !name.equals("data_base64") && entry.getValue() != null) {
        attributes.put(name, attribute(name, entry.getValue()));
      }
    }
    require(attributes);
    Object data = event.get("data");
    Object base64 = event.get("data_base64");
    if (data != null && base64 != null) {
      throw RefusalException.of(
          BAD_TYPE, "data_base64", "an event has data or data_base64, not both");
    }
    if (base64 != null) {
      return new HttpEvent(attributes, null, decoded(base64));
    }
    if (data instanceof String text && !isJson(attributes.get(CONTENT_TYPE))) {
      return new HttpEvent(attributes, null, text.getBytes(UTF_8));
    }
    if (data == null) {
      throw RefusalException.of(MISSING_FIELD, "data", "the event carries no data");
    }
    return new HttpEvent(attributes, data, null);
  }

  private static byte[] decoded(Object base64) throws RefusalException {
    try {
      return Base64.getDecoder().decode((String) base64);
    } catch (IllegalArgumentException | ClassCastException e) {
      throw RefusalException.of(BAD_TYPE, "data_base64", "base64 text is expected");
    }
  }

  private static boolean isJson(String contentType) {
    if (contentType == null) {
      return true;
    }
    String bare = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return bare.endsWith("/json") || bare.endsWith("+json");
  }

  private static String attribute(String name, Object value) throws RefusalException {
    if (value instanceof String || value instanceof Boolean || value instanceof Long) {
      return value.toString();
    }
    throw RefusalException.of(BAD_TYPE, name, "an attribute is a text, an integer or a boolean");
  }

  private static void require(Map<String, String> attributes) throws RefusalException {
    for (String name : REQUIRED) {
      String value = attributes.get(name);
      if (value == null || value.isEmpty()) {
        throw RefusalException.of(
            MISSING_FIELD, name, "the CloudEvents attribute " + name + " is required");
      }
    }
    if (!attributes.get("specversion").equals("1.0")) {
      throw RefusalException.of(
          UNSUPPORTED_FRAMING,
          "specversion",
          "CloudEvents version '" + attributes.get("specversion") + "'; 1.0 is supported");
    }
    for (String name : attributes.keySet()) {
      if (!isName(name)) {
        throw RefusalException.of(
            BAD_TYPE, name, "an attribute's name has lower-case letters and digits alone");
      }
    }
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
  }

  /**
   * The text of a header value (HTTP protocol binding 1.0.2, section 3.1.3.2): a quoted value is
   * unquoted first, then percent-encoding is decoded once; what is not UTF-8 then is refused.
   */
  static String headerValue(String name, String value) throws RefusalException {
    return PercentEncoding.decode(name, unquoted(value));
  }

  private static String unquoted(String value) {
    if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
      return value;
    }
    StringBuilder text = new StringBuilder(value.length());
    for (int i = 1; i < value.length() - 1; i++) {
      if (value.charAt(i) == '\\' && i + 1 < value.length() - 1) {
        i++;
      }
      text.append(value.charAt(i));
    }
    return text.toString();
  }

  /** The attributes as headers of a Kafka record (Kafka protocol binding 1.0.2, section 3.2). */
  Map<String, String> kafkaHeaders() {
    Map<String, String> headers = new LinkedHashMap<>();
    attributes.forEach((name, value) -> headers.put("ce_" + name, value));
    headers.remove("ce_" + CONTENT_TYPE);
    return headers;
  }
}

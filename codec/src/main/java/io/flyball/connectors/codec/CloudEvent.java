package io.flyball.connectors.codec;

import static io.flyball.core.record.Reason.BAD_TYPE;
import static io.flyball.core.record.Reason.MISSING_FIELD;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * A CloudEvent in structured mode: a JSON object with {@code specversion}, whose {@code type} ends
 * in the record's name, such as {@code Exposure} or {@code com.example.Exposure}, and whose {@code
 * data} or {@code data_base64} is the record.
 *
 * @param type the record's name
 * @param data the record as parsed JSON; null where it is given as bytes
 * @param bytes the record as bytes; null where it is given as JSON
 * @param headers the attributes that a record may need, as headers of binary mode
 */
@SuppressWarnings("ArrayRecordComponent")
record CloudEvent(
    String type, Map<String, Object> data, byte[] bytes, Map<String, byte[]> headers) {
  private static final String VERSION = "specversion";
  private static final String DATA = "data";
  private static final String BASE64 = "data_base64";

  static boolean is(Map<String, Object> object) {
    return object.get(VERSION) instanceof String;
  }

  static CloudEvent of(Map<String, Object> object) throws RefusalException {
    Map<String, byte[]> headers = new HashMap<>();
    for (String attribute : new String[] {"id", "source", "time"}) {
      Object value = object.get(attribute);
      if (value != null) {
        headers.put("ce_" + attribute, text(attribute, value).getBytes(UTF_8));
      }
    }
    String type = text(JsonRecords.TYPE, object.get(JsonRecords.TYPE));
    String name = type.substring(type.lastIndexOf('.') + 1);
    if (object.get(BASE64) != null) {
      return new CloudEvent(name, null, base64(object.get(BASE64)), headers);
    }
    Object data = object.get(DATA);
    if (data == null) {
      throw RefusalException.of(MISSING_FIELD, DATA, "a CloudEvent needs data or data_base64");
    }
    if (!(data instanceof Map<?, ?> members)) {
      throw RefusalException.of(
          BAD_TYPE, DATA, "an object is expected, not " + JsonRecords.kind(data));
    }
    Map<String, Object> record = new HashMap<>();
    members.forEach((member, value) -> record.put((String) member, value));
    record.putIfAbsent(JsonRecords.TYPE, name);
    return new CloudEvent(name, record, null, headers);
  }

  private static String text(String attribute, Object value) throws RefusalException {
    if (value instanceof String text) {
      return text;
    }
    throw value == null
        ? RefusalException.of(MISSING_FIELD, attribute, "a CloudEvent needs it")
        : RefusalException.of(
            BAD_TYPE, attribute, "a text is expected, not " + JsonRecords.kind(value));
  }

  private static byte[] base64(Object value) throws RefusalException {
    try {
      return Base64.getDecoder().decode(text(BASE64, value));
    } catch (IllegalArgumentException e) {
      throw RefusalException.of(BAD_TYPE, BASE64, "it is not Base64");
    }
  }
}

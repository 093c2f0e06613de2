package io.flyball.gateway.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.connectors.topic.StoredDeadLetter;
import io.flyball.schemas.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.TreeMap;

/** A dead letter as JSON: its bytes as hex and text, as JSON or Avro where they are. */
final class LetterJson {
  /** Bytes of a value that are shown. */
  static final int SHOWN = 4096;

  private static final int SHOWN_OF_HEADER = 256;
  private static final int MOST_HEADERS = 50;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LetterAvro avro = new LetterAvro();

  /**
   * @param timestamp when the letter was written
   */
  ObjectNode of(StoredDeadLetter stored, long timestamp) {
    DeadLetter letter = stored.letter();
    ObjectNode node =
        JSON.createObjectNode()
            .put("id", stored.name())
            .put("partition", stored.partition())
            .put("offset", stored.offset())
            .put("timestamp", timestamp)
            .put("job", letter.getJob())
            .put("reason", letter.getReason())
            .put("field", letter.getField())
            .put("message", letter.getMessage())
            .put("topic", letter.getTopic())
            .put("sourcePartition", letter.getPartition())
            .put("sourceOffset", letter.getOffset())
            .put("time", letter.getTime().toEpochMilli());
    node.set("key", bytes(letter.getKey(), SHOWN_OF_HEADER));
    ObjectNode value = bytes(letter.getValue(), SHOWN);
    describe(value, letter);
    node.set("value", value);
    ObjectNode headers = node.putObject("headers");
    new TreeMap<>(letter.getHeaders())
        .entrySet().stream()
            .limit(MOST_HEADERS)
            .forEach(one -> headers.set(one.getKey(), bytes(one.getValue(), SHOWN_OF_HEADER)));
    return node;
  }

  private static byte[] array(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static ObjectNode bytes(ByteBuffer buffer, int shown) {
    ObjectNode node = JSON.createObjectNode();
    if (buffer == null) {
      return node.putNull("bytes").put("truncated", false).putNull("hex").putNull("text");
    }
    byte[] all = array(buffer);
    byte[] head = all.length > shown ? Arrays.copyOf(all, shown) : all;
    return node.put("bytes", all.length)
        .put("truncated", all.length > shown)
        .put("hex", HexFormat.of().formatHex(head))
        .put("text", text(head, all.length > shown));
  }

  /** The text of UTF-8; null when it is none. A character that is cut at the end is left out. */
  private static String text(byte[] bytes, boolean cut) {
    int length = bytes.length;
    for (int less = 0; less <= (cut ? 3 : 0) && less <= length; less++) {
      try {
        CharBuffer text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length - less));
        return text.toString();
      } catch (CharacterCodingException e) {
        // Tried again with a byte less.
      }
    }
    return null;
  }

  private void describe(ObjectNode value, DeadLetter letter) {
    String form = "null";
    JsonNode record = null;
    int[] mark = null;
    if (letter.getValue() != null) {
      byte[] all = array(letter.getValue());
      record = avro.of(all);
      String text = value.path("text").isTextual() ? value.get("text").asText() : null;
      boolean json = record == null && text != null && isJson(all);
      form = record != null ? "avro" : json ? "json" : text != null ? "text" : "bytes";
      mark = json ? JsonMark.of(text, letter.getField()) : null;
    }
    value.put("form", form);
    value.set("avro", record);
    if (mark == null) {
      value.putNull("mark");
    } else {
      value.putObject("mark").put("start", mark[0]).put("end", mark[1]);
    }
  }

  private static boolean isJson(byte[] bytes) {
    try {
      return JSON.readTree(new String(bytes, UTF_8)).isContainerNode();
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}

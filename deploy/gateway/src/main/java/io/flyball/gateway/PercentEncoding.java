package io.flyball.gateway;

import static io.flyball.core.record.Reason.BAD_TYPE;
import static io.flyball.core.record.Reason.INVALID_UTF8;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.connectors.codec.RefusalException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Percent-encoding of RFC 3986, of UTF-8 alone. */
final class PercentEncoding {
  private PercentEncoding() {}

  /**
   * Decodes once.
   *
   * @param field whose value it is, for the refusal of anything else
   */
  static String decode(String field, String encoded) throws RefusalException {
    if (encoded.indexOf('%') < 0) {
      return encoded;
    }
    byte[] text = encoded.getBytes(UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length);
    for (int i = 0; i < text.length; i++) {
      if (text[i] != '%') {
        bytes.write(text[i]);
        continue;
      }
      int high = i + 2 < text.length ? Character.digit(text[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(text[i + 2], 16) : -1;
      if (low < 0) {
        throw RefusalException.of(BAD_TYPE, field, "a % is followed by two hexadecimal digits");
      }
      bytes.write(high << 4 | low);
      i += 2;
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException e) {
      throw RefusalException.of(INVALID_UTF8, field, "the percent-decoded value is no UTF-8");
    }
  }
}

package io.flyball.console;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** One file of the console, as a browser takes it. */
public final class ConsoleFile {
  private final String mediaType;
  private final byte[] content;
  private final String tag;

  ConsoleFile(String mediaType, byte[] content) {
    this.mediaType = mediaType;
    this.content = content.clone();
    this.tag = '"' + digest(content) + '"';
  }

  public String mediaType() {
    return mediaType;
  }

  public byte[] content() {
    return content.clone();
  }

  /**
   * An entity tag: equal content has an equal one, so that a browser keeps what has not changed.
   */
  public String tag() {
    return tag;
  }

  private static String digest(byte[] content) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(Arrays.copyOf(sum, 8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

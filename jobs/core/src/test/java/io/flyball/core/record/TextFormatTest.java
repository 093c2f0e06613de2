package io.flyball.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFormatTest {

  @Test
  void emptyTextTakesTwoBytes() throws IOException {
    assertThat(written("")).hasSize(2);
    assertThat(read(written(""))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 21_844, 21_845, 65_533, 65_534, 65_535, 65_536, 70_000, 2_000_000})
  void textOfAnyLengthComesBack(int length) throws IOException {
    for (String unit : new String[] {"a", "\0", "é", "語", "\uD83D", "😀"}) {
      String text = unit.repeat(length / unit.length());
      assertThat(read(written(text))).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 30_000, 65_532, 65_535})
  void whatWriteUtfWroteIsRead(int bytes) throws IOException {
    for (String text : new String[] {"a".repeat(bytes), "語".repeat(bytes / 3)}) {
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      new DataOutputStream(written).writeUTF(text);
      assertThat(read(written.toByteArray())).isEqualTo(text);
    }
  }

  @Test
  void shortTextIsWrittenAsWriteUtfWritesIt() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new DataOutputStream(bytes).writeUTF("shop/é1");
    assertThat(written("shop/é1")).isEqualTo(bytes.toByteArray());
  }

  @Test
  void textThatEndsEarlyIsAnError() throws IOException {
    byte[] whole = written("語".repeat(70_000));
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    assertThatThrownBy(() -> read(cut)).isInstanceOf(EOFException.class);
  }

  @Property
  void nothingFollowsWhatIsRead(@ForAll String one, @ForAll String two) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    TextFormat.write(one, out);
    TextFormat.write(two, out);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    assertThat(TextFormat.read(in)).isEqualTo(one);
    assertThat(TextFormat.read(in)).isEqualTo(two);
    assertThat(in.read()).isEqualTo(-1);
  }

  private static byte[] written(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TextFormat.write(text, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static String read(byte[] bytes) throws IOException {
    return TextFormat.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }
}

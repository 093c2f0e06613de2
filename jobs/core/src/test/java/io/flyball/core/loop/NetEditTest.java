package io.flyball.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.record.EditDistance;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NetEditTest {
  @Test
  void nothingThatBecomesNothingIsNoEdit() {
    assertThat(NetEdit.none("").distance()).isZero();
    assertThat(NetEdit.none(null).then("x")).isEqualTo(new NetEdit(1, null, "x"));
    assertThat(NetEdit.none(null).then("x").distance()).isNull();
  }

  @Test
  void aResultThatIsTooLongIsNotKept() {
    assertThat(NetEdit.kept(null)).isNull();
    assertThat(NetEdit.kept("x".repeat(NetEdit.KEPT))).hasSize(NetEdit.KEPT);
    assertThat(NetEdit.kept("x".repeat(NetEdit.KEPT + 1))).isNull();
  }

  /** Levenshtein 1966: kitten, sitten, sittin, sitting. */
  @Test
  void theDistanceIsThatOfTheFirstAndTheLastText() {
    NetEdit edit = NetEdit.none("kitten").then("sitten").then("sittin").then("sitting");
    assertThat(edit.distance()).isEqualTo(3);
    assertThat(edit.edits()).isEqualTo(3);
  }

  /** NExT-Search: a reordering that is followed by its inverse has the net distance 0. */
  @Test
  void aReorderingAndItsInverseChangeNothing() {
    assertThat(edited("doc7 doc2 doc5", "doc2 doc7 doc5").distance()).isPositive();
    assertThat(edited("doc7 doc2 doc5", "doc2 doc7 doc5").then("doc7 doc2 doc5").distance())
        .isZero();
  }

  @Test
  void aLongTextIsMeasuredByWhatDiffersAlone() {
    String same = "x".repeat(100_000);
    assertThat(edited(same + "cat" + same, same + "cut" + same).distance()).isEqualTo(1);
    assertThat(edited(same, same + same).distance()).isEqualTo(100_000);
    assertThat(edited("a" + "b".repeat(3_000) + "c", "d" + "e".repeat(3_000) + "f").distance())
        .isNull();
  }

  @Test
  void leavingOutWhatIsEqualNeverChangesTheDistance() {
    Random random = new Random(5);
    for (int i = 0; i < 5_000; i++) {
      String a = text(random);
      String b = text(random);
      assertThat(edited(a, b).distance()).as(a + "/" + b).isEqualTo(EditDistance.between(a, b));
    }
  }

  private static NetEdit edited(String before, String after) {
    return NetEdit.none(before).then(after);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(9); length > 0; length--) {
      text.append((char) ('a' + random.nextInt(2)));
    }
    return text.toString();
  }
}

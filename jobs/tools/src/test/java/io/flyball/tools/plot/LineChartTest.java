package io.flyball.tools.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.tools.UserError;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineChartTest {
  private static final double[] XS = {1, 2, 3};

  @TempDir private Path folder;

  @Test
  void aCurveNeedsAYForEveryX() {
    assertThatThrownBy(() -> chart().line("short", XS, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 xs and 1 ys");
  }

  @Test
  void aPictureThatCannotBeWrittenIsOneSentence() {
    assertThatThrownBy(() -> chart().line("a", XS, XS).write(folder.resolve("no/such/a.png")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot write the picture")
        .hasMessageContaining("no such file or folder");
  }

  @Test
  void curvesBandsAndMarksHaveTheirColours() throws Exception {
    Path file = folder.resolve("a.png");
    chart()
        .band("spread", XS, new double[] {0, 1, 1}, new double[] {2, 3, 4})
        .line("a", XS, new double[] {1, Double.NaN, 2})
        .line("b", XS, new double[] {3, 2, 1})
        .mark(2, "change")
        .range(1, 2, "band")
        .write(file);
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(1200);
    assertThat(colours(image)).contains(0x0072B2, 0xD55E00, 0x777777);
  }

  private static LineChart chart() {
    return new LineChart("Title", "x", "y");
  }

  private static Set<Integer> colours(BufferedImage image) {
    Set<Integer> found = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        found.add(image.getRGB(x, y) & 0xFFFFFF);
      }
    }
    return found;
  }
}

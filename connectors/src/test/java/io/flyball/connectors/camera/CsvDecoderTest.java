package io.flyball.connectors.camera;

import static io.flyball.connectors.camera.Samples.ascii;
import static io.flyball.connectors.camera.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Geometry;
import org.junit.jupiter.api.Test;

class CsvDecoderTest {
  private static final Geometry ANY = new Geometry(100, 100);

  private static String read(CsvOrder order, String table) {
    return text(new CsvDecoder(order, ANY).decodeAll(ascii(table)));
  }

  @Test
  void theOrderIsGivenOrNamedByAHeader() {
    assertThat(read(CsvOrder.TXYP, "7,1,2,1\n")).isEqualTo("7 1,2 ON\n");
    assertThat(read(CsvOrder.XYPT, "1,2,0,7")).isEqualTo("7 1,2 OFF\n");
    assertThat(read(CsvOrder.TXYP, "x,y,p,t\n1,2,-1,7\r\n")).isEqualTo("7 1,2 OFF\n");
    assertThat(read(CsvOrder.XYPT, "# t_us,x,y,p(1=ON)\n7,1,2,1\n")).isEqualTo("7 1,2 ON\n");
    assertThat(CsvOrder.parse("xypt")).isEqualTo(CsvOrder.XYPT);
    assertThatThrownBy(() -> CsvOrder.parse("xyz")).hasMessageContaining("txyp");
    assertThatThrownBy(() -> new CsvOrder(0, 0, 1, 2)).hasMessageContaining("0 to 3");
  }

  @Test
  void aTimeWithAPointIsSeconds() {
    assertThat(read(CsvOrder.TXYP, "0.0000123 1 2 1\n1.5 1 2 0\n"))
        .isEqualTo("12 1,2 ON\n1500000 1,2 OFF\n");
  }

  @Test
  void badLinesAreCountedAtTheirOffset() {
    CsvDecoder d = new CsvDecoder(CsvOrder.TXYP, ANY);
    d.decodeAll(
        ascii(
            "1,2,3,1\n1,2,3\n1,2,3,4\n1,2,3,1,1\nhello\n1,200,3,1\n\n0,2,3,1\n99999999999999999999,1,1,1\n"));
    assertThat(d.faults().count(Fault.GARBAGE)).isEqualTo(5);
    assertThat(d.faults().seen().get(0).firstOffset()).isEqualTo(8);
    assertThat(d.faults().count(Fault.OUT_OF_RANGE)).isEqualTo(1);
    assertThat(d.faults().count(Fault.BACKWARD_TIME)).isEqualTo(1);
  }
}

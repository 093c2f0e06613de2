package io.flyball.connectors.camera;

import static io.flyball.connectors.camera.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.EventDecoder;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Geometry;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvDecoderTest {
  private static CsvDecoder decoder(RecordingOptions options, String table) {
    return (CsvDecoder) Recording.decoder(table.getBytes(StandardCharsets.UTF_8), options);
  }

  private static String read(RecordingOptions options, String table) {
    CsvDecoder decoder = decoder(options, table);
    EventColumns events = decoder.decodeAll(table.getBytes(StandardCharsets.UTF_8));
    assertThat(decoder.faults().total()).as(table).isZero();
    return text(events);
  }

  private static String read(String table) {
    return read(RecordingOptions.DEFAULT, table);
  }

  private static RecordingOptions order(String order) {
    return RecordingOptions.DEFAULT.withOrder(CsvOrder.parse(order));
  }

  private static void refused(String table, String... why) {
    for (String part : why) {
      assertThatThrownBy(() -> decoder(RecordingOptions.DEFAULT, table)).hasMessageContaining(part);
    }
  }

  @Test
  void theOrderIsGivenOrNamedByAHeader() {
    assertThat(read("7,1,2,1\n")).isEqualTo("7 1,2 ON\n");
    assertThat(read(order("xypt"), "1,2,0,7")).isEqualTo("7 1,2 OFF\n");
    assertThat(read("x,y,p,t\n1,2,-1,7\r\n")).isEqualTo("7 1,2 OFF\n");
    assertThat(read(order("xypt"), "# t_us,x,y,p(1=ON)\n7,1,2,1\n")).isEqualTo("7 1,2 ON\n");
    assertThat(CsvOrder.parse("xypt")).isEqualTo(CsvOrder.XYPT);
    assertThatThrownBy(() -> CsvOrder.parse("xyz")).hasMessageContaining("txyp");
    assertThatThrownBy(() -> new CsvOrder(0, 0, 1, 2, 4)).hasMessageContaining("own");
  }

  @Test
  void aByteOrderMarkBeforeAHeaderIsNoPartOfIt() {
    assertThat(read("\ufeffx,y,p,t\r\n1,0,0,1\r\n")).isEqualTo("1 1,0 OFF\n");
  }

  @Test
  void prophesseesTablesNameTheirGeometryAndPutTimeLast() {
    String table = "%geometry:1280,720\n1,2,0,1\n";
    assertThat(read(table)).isEqualTo("1 1,2 OFF\n");
    assertThat(decoder(RecordingOptions.DEFAULT, table).geometry())
        .isEqualTo(new Geometry(1280, 720));
    assertThat(read("% geometry:1280,720\n1,2,0,1\n")).isEqualTo("1 1,2 OFF\n");
  }

  @Test
  void aFirstLineOfTwoNumbersIsTheGeometry() {
    String table = "346 260\n0.000011 96 133 0\n";
    assertThat(read(table)).isEqualTo("11 96,133 OFF\n");
    assertThat(decoder(RecordingOptions.DEFAULT, table).geometry())
        .isEqualTo(new Geometry(346, 260));
  }

  @Test
  void columnsAreTakenByNameAndOthersAreLeftOut() {
    String pandas = ",t,x,y,p\n0,1000,5,6,1\n1,1001,7,8,0\n";
    assertThat(read(pandas)).isEqualTo("1000 5,6 ON\n1001 7,8 OFF\n");
    assertThat(decoder(RecordingOptions.DEFAULT, pandas).notes())
        .anyMatch(note -> note.contains("without column 1"));
    String more = "frame;polarity;y;label;x;timestamp\n9;1;6;\"car\";5;1000\n";
    assertThat(read(more)).isEqualTo("1000 5,6 ON\n");
    assertThat(decoder(RecordingOptions.DEFAULT, more).notes())
        .anyMatch(note -> note.contains("without frame, label"));
    assertThat(read("t x y p\n0 1000 5 6 1\n1 1001 7 8 0\n"))
        .isEqualTo("1000 5,6 ON\n1001 7,8 OFF\n");
  }

  @Test
  void polarityIsAlsoTrueOrFalse() {
    assertThat(read("timestamp,x,y,polarity\n1000,5,6,True\n1001,5,6,FALSE\n"))
        .isEqualTo("1000 5,6 ON\n1001 5,6 OFF\n");
  }

  @Test
  void wholeNumbersMayBeWrittenAsDecimals() {
    assertThat(read("t,x,y,p\n1000.0,5.0,6.0,1.0\n")).isEqualTo("1000 5,6 ON\n");
    assertThat(read("1.0e3,5e0,6.,+1\n")).isEqualTo("1000 5,6 ON\n");
  }

  @Test
  void aTimeWithDecimalsIsSeconds() {
    assertThat(read("0.0000123 1 2 1\n1.5 1 2 0\n")).isEqualTo("12 1,2 ON\n1500000 1,2 OFF\n");
    assertThat(read("3.811e-03 96 133 0\n")).isEqualTo("3811 96,133 OFF\n");
    // As numpy's savetxt writes 0.003811 by default.
    assertThat(
            read(
                "3.810999999999999988e-03 9.600000000000000000e+01 1.330000000000000000e+02"
                    + " 0.000000000000000000e+00\n"))
        .isEqualTo("3811 96,133 OFF\n");
    assertThat(read("1.744227144732712030e+09 1 2 1\n")).isEqualTo("1744227144732712 1,2 ON\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", " ", "   ", "|", ", ", " ; "})
  void anyOneSeparatorIsRead(String s) {
    String table = "t%1$sx%1$sy%1$sp\n1000%1$s5%1$s6%1$s1\r\n1001%1$s7%1$s8%1$s0".formatted(s);
    assertThat(read(table)).isEqualTo("1000 5,6 ON\n1001 7,8 OFF\n");
  }

  @Test
  void betweenSemicolonsACommaIsADecimalPoint() {
    assertThat(read("t;x;y;p\n0,003811;5;6;1\n")).isEqualTo("3811 5,6 ON\n");
  }

  @Test
  void theUnitOfTimeIsThatOfTheHeaderOrTheOneTold() {
    assertThat(read("t_ns,x,y,p\n1000499,5,6,1\n")).isEqualTo("1000 5,6 ON\n");
    assertThat(read("time [ms],x,y,p\n1000,5,6,1\n")).isEqualTo("1000000 5,6 ON\n");
    assertThat(read("x,y,timestamp(s),p\n5,6,1000,1\n")).isEqualTo("1000000000 5,6 ON\n");
    assertThat(read("t_us,x,y,p\n1000.4,5,6,1\n")).isEqualTo("1000 5,6 ON\n");
    RecordingOptions ns = RecordingOptions.DEFAULT.withUnit(CsvUnit.NS);
    assertThat(read(ns, "1000000,5,6,1\n")).isEqualTo("1000 5,6 ON\n");
    assertThat(decoder(RecordingOptions.DEFAULT, "1,2,3,1\n").notes())
        .containsExactly(
            "columns taken for t,x,y,p, without a header",
            "time taken for us, as no unit is named");
  }

  @Test
  void whatCannotBeToldIsRefusedWithTheColumnsSeen() {
    refused("frame,when,x,y\n1,2,3,4\n", "frame, when, x, y", "--order");
    refused("1,2,3,4,5\n", "5 columns", "--order");
    refused("t,x,y,p\n1,2,3,1,9,9\n", "4 columns", "have 6");
    assertThat(read(order("-txyp"), "0,1000,5,6,1\n")).isEqualTo("1000 5,6 ON\n");
    assertThat(read(order("-txyp"), "a,b,c,d,e\n0,1000,5,6,1\n")).isEqualTo("1000 5,6 ON\n");
  }

  @Test
  @SuppressWarnings("StringConcatToTextBlock") // its offsets are counted by hand
  void badLinesAreCountedAtTheirOffset() {
    String table =
        "1,2,3,1\n1,2,3\n1,2,3,4\n1,2,3,1,1\nhello\n1,200,3,1\n\n0,2,3,1\n"
            + "99999999999999999999,1,1,1\n1,2.5,3,1\n2,2,3,yes\n";
    EventDecoder d = decoder(RecordingOptions.DEFAULT.withGeometry(new Geometry(100, 100)), table);
    d.decodeAll(Samples.ascii(table));
    assertThat(d.faults().count(Fault.GARBAGE)).isEqualTo(7);
    assertThat(d.faults().seen().get(0).firstOffset()).isEqualTo(8);
    assertThat(d.faults().count(Fault.OUT_OF_RANGE)).isEqualTo(1);
    assertThat(d.faults().count(Fault.BACKWARD_TIME)).isEqualTo(1);
  }
}

package io.flyball.connectors.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Known answers come from independent decoders of the same files (OpenEB's sample decoder, faery).
 */
class RealRecordingsTest {
  @TempDir private Path directory;

  private RecordingInfo info(String name) throws IOException {
    return RecordingInfo.of(Samples.file(directory, name), RecordingOptions.DEFAULT);
  }

  @Test
  void evt3WithTriggersAndAnOddHeader() throws IOException {
    RecordingInfo i = info("evt3_gen31_triggers.raw");
    assertThat(i.events()).isEqualTo(343_474);
    assertThat(i.on()).isEqualTo(125_183);
    assertThat(i.first()).containsExactly(7_139_845L, 479L, 441L, 0L);
    assertThat(i.last()).containsExactly(9_218_023L, 39L, 374L, 0L);
    assertThat(i.event1000()).containsExactly(7_150_886L, 422L, 405L, 0L);
    assertThat(i.eventMid()).containsExactly(8_414_758L, 352L, 171L, 0L);
    // 4096 µs less for each event after a swallowed TIME_HIGH is a known fault of other decoders.
    assertThat(i.sumT()).isEqualTo(2_851_601_611_994L);
    assertThat(i.sha3T()).isEqualTo("c585e1ab39705a5067c4781b768665f220b39c1f22a4e637bac514db");
    assertThat(i.sha3X()).isEqualTo("c39a65117393504fa41fc3c5f69e37de4ed9e61f74b16cda81bba46e");
    assertThat(i.sha3Y()).isEqualTo("aa01e233216532da8246081984bd31a83ff9f41fdf54300d31a2286a");
    assertThat(i.sha3P()).isEqualTo("722de61fb413a6ff6f0cf5918e47dd6e116f0e05ece5cd864cc5b620");
    assertThat(i.triggers()).isEqualTo(4157);
    assertThat(i.triggerRise()).isEqualTo(2079);
    assertThat(i.triggerFirst()).containsExactly(7_139_840L, 6L, 1L);
    assertThat(i.triggerLast()).containsExactly(9_217_840L, 6L, 1L);
    assertThat(i.geometry()).isEqualTo("640x480");
    assertThat(i.faults()).isEmpty();
    assertThat(i.windowRates())
        .containsExactly(76436.67, 76120.0, 142743.33, 193856.67, 433180.0, 135766.67);
  }

  @Test
  void evt2WithoutGeometryCutInsideAWord() throws IOException {
    RecordingInfo i = info("sparklers_head.raw");
    assertThat(i.events()).isEqualTo(99_204);
    assertThat(i.on()).isEqualTo(31_627);
    assertThat(i.sumT()).isEqualTo(90_644_737_376_549L);
    assertThat(i.sumX()).isEqualTo(19_021_380);
    assertThat(i.sumY()).isEqualTo(38_116_787);
    assertThat(i.first()).containsExactly(913_716_224L, 35L, 443L, 1L);
    assertThat(i.faults()).hasSize(1);
    assertThat(i.faults().get(0).fault().name()).isEqualTo("TRUNCATED_TAIL");
    assertThat(i.faults().get(0).firstOffset()).isEqualTo(399_998);
  }

  @Test
  void aedat4WithLinkedLz4Blocks() throws IOException {
    RecordingInfo i = info("davis346_1s.aedat4");
    assertThat(i.events()).isEqualTo(571_266);
    assertThat(i.on()).isEqualTo(211_043);
    assertThat(i.sumT()).isEqualTo(293_484_418_117_346_405L);
    assertThat(i.sha3T()).isEqualTo("9116e3519dce58e95e400e990258f00268f5784a2a1e171c3c36b55e");
    assertThat(i.sha3X()).isEqualTo("0b39388c392234d920c2745185c59666b8349c8b8f5df33aa1a3ed75");
    assertThat(i.sha3Y()).isEqualTo("1a60295fc8f0013a0f40253dfb12cbf29ebe5b81f4f026326819251b");
    assertThat(i.sha3P()).isEqualTo("922f5e7940fcaa8f1e7157a6e97997bdc5aa35fb76af18068d2e3239");
    assertThat(i.windowRates()).containsExactly(505013.33, 242423.33, 927090.0);
    assertThat(i.geometry()).isEqualTo("346x260");
    assertThat(i.faults()).isEmpty();
  }

  @Test
  void aedat2AndTheTableHoldTheSameEvents() throws IOException {
    List<RecordingInfo> both =
        List.of(info("davis346_first20000.aedat"), info("davis346_first20000.csv"));
    for (RecordingInfo i : both) {
      assertThat(i.events()).isEqualTo(20_000);
      assertThat(i.on()).isEqualTo(7557);
      assertThat(i.sha3T()).isEqualTo("7587dd72b5f657f0313a4b734cc0e9e52dfd70059f01a44c4160906b");
      assertThat(i.sha3X()).isEqualTo("f7b781654a1331b5ff5983f4a2d940dbeeb6af439d6c0cfd7acf0629");
      assertThat(i.sha3Y()).isEqualTo("82ac3225d7a618eec7cd67022ba37904bac93076526fea1d303070c9");
      assertThat(i.sha3P()).isEqualTo("859762b616894ab8fe689e49637d46e33f82d7c87872b9ebf8230a16");
      assertThat(i.faults()).isEmpty();
    }
  }

  @Test
  void aedat31CrossesTheOverflowOfItsTime() throws IOException {
    RecordingInfo i = info("dvxplorer_overflow.aedat31");
    assertThat(i.events()).isEqualTo(11_427);
    assertThat(i.on()).isEqualTo(6347);
    assertThat(i.minTime()).isEqualTo(2_147_450_004L).isLessThan(1L << 31);
    assertThat(i.maxTime()).isEqualTo(2_147_519_989L).isGreaterThan(1L << 31);
    assertThat(i.sumT()).isEqualTo(24_539_310_471_905L);
    assertThat(i.sumX()).isEqualTo(3_842_118);
    assertThat(i.sumY()).isEqualTo(2_825_684);
    assertThat(i.geometry()).isEqualTo("640x480");
    assertThat(i.backwardSteps()).isZero();
    assertThat(i.faults()).isEmpty();
  }
}

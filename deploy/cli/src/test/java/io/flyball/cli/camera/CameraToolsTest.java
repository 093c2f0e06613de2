package io.flyball.cli.camera;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CameraToolsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  private String table(String content) throws IOException {
    return Files.writeString(directory.resolve("events.csv"), content).toString();
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private static List<JsonNode> rows(CommandRun run) throws IOException {
    assertThat(run.exitCode()).as(run.err()).isZero();
    List<JsonNode> rows = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  private static void refused(int exitCode, String reason, String... args) {
    CommandRun run = CommandRun.of(args);
    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("flyball: ").contains(reason);
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void cameraAloneAsksWhichTool() {
    CommandRun run = CommandRun.of("camera");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("camera: info, convert, rates, view");
  }

  @Test
  void theRealSecondGivesThePublishedCodes() throws IOException {
    String file = Recordings.file(directory, "davis346_1s.aedat4").toString();

    List<JsonNode> rows =
        rows(CommandRun.of("camera", "rates", file, "--reference-windows", "--json"));

    assertThat(rows).extracting(row -> row.get("refr_code").asInt()).containsExactly(56, 57, 45);
    assertThat(rows)
        .extracting(row -> row.get("rate").asDouble())
        .containsExactly(505_013.33, 242_423.33, 927_090.0);
  }

  @Test
  void gridWindowsCloseInSilenceToo() throws IOException {
    String file = table("5,1,1,1\n350000,1,1,0\n1000000,1,1,0\n");

    List<JsonNode> rows = rows(CommandRun.of("camera", "rates", file, "--json"));

    assertThat(rows).extracting(row -> row.get("events").asInt()).containsExactly(1, 1, 0);
    refused(2, "--window", "camera", "rates", file, "--window", "0s");
    refused(2, "not a duration", "camera", "rates", file, "--window", "soon");
  }

  @Test
  void aConversionKeepsEveryEventAndReplacesNothingUnasked() throws IOException {
    String from = table("5,1,2,1\n6,639,479,0\n5000000,3,4,1\n");
    for (String to : List.of("a.raw", "a.aedat4", "a.csv")) {
      assertThat(CommandRun.of("camera", "convert", from, path(to)).exitCode()).isZero();
      JsonNode info = rows(CommandRun.of("camera", "info", path(to), "--json")).get(0);
      assertThat(info.get("events").asInt()).isEqualTo(3);
      assertThat(info.get("last")).hasToString("[5000000,3,4,1]");
    }
    assertThat(
            rows(CommandRun.of("camera", "info", path("a.raw"), "--json")).get(0).get("geometry"))
        .hasToString("\"640x480\"");
    refused(1, "--force", "camera", "convert", from, path("a.raw"));
    refused(2, "--to", "camera", "convert", from, path("a.mp4"));
    refused(2, "--sensor", "camera", "convert", from, path("b.raw"), "--sensor", "wide");
  }

  @Test
  void aConversionThatBreaksLeavesNothingBehind() throws IOException {
    String from = table("1744227144732712,1,2,1\n");

    refused(1, "with --zero", "camera", "convert", from, path("late.raw"));

    try (var left = Files.list(directory)) {
      assertThat(left).containsExactly(directory.resolve("events.csv"));
    }
    assertThat(CommandRun.of("camera", "convert", from, path("late.raw"), "--zero").exitCode())
        .isZero();
  }

  @Test
  void aViewShowsTheEventsOfItsStretchAlone() throws IOException {
    String from =
        table("1000000,0,0,1\n1100000,1,1,1\n1100000,1,1,1\n1100000,1,1,1\n1101000,2,1,0\n");

    CommandRun run = CommandRun.of("camera", "view", from, "--at", "100ms", path("frame.png"));

    assertThat(run.out()).contains("4 events from 0.100 s to 0.133 s");
    BufferedImage image = ImageIO.read(directory.resolve("frame.png").toFile());
    // 640 columns are 213 times 3.
    assertThat(image.getWidth()).isEqualTo(639);
    assertThat(image.getHeight()).isEqualTo(426);
    assertThat(image.getRGB(0, 0) & 0xffffff).isEqualTo(0xffffff);
    assertThat(image.getRGB(213 + 5, 213 + 5) & 0xffffff).isEqualTo((235 - 2 * 24) << 16);
    assertThat(image.getRGB(638, 425) & 0xffffff).isEqualTo(235);
    refused(1, "ends 0.101 s after", "camera", "view", from, "--at", "2s", path("frame.png"));
  }

  @Test
  void aSingleEventIsSeenAndTheStartIsZero() throws IOException {
    String from = table("%geometry:1280,720\n7,9,1,1000000\n8,9,1,1000001\n8,9,0,1000002\n");

    CommandRun run = CommandRun.of("camera", "view", from, "--at", "0", path("frame.png"));

    assertThat(run.out()).contains("3 events from 0.000 s");
    BufferedImage image = ImageIO.read(directory.resolve("frame.png").toFile());
    assertThat(image.getWidth()).isEqualTo(1280);
    assertThat(image.getRGB(7, 9) & 0xffffff).isEqualTo(235 << 16);
    // As many ON as OFF events are no nothing.
    assertThat(image.getRGB(8, 9) & 0xffffff).isEqualTo(0x9600b4);
    assertThat(CommandRun.of("camera", "view", from, path("start.png")).out()).contains("3 events");
  }

  @Test
  void aSensorThatNoProfileHasIsReplayedAsGenericAndAGuessIsTold() throws IOException {
    String lite = table("%geometry:304,240\n7,9,1,1000000\n8,9,1,1000001\n");

    CommandRun run = CommandRun.of("camera", "replay", lite, "--speed", "max", "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("304x240").contains("generic").contains("--sensor");
    assertThat(rows(run).get(0).get("sensor").asText()).isEqualTo("generic");
    String hd = table("%geometry:1280,720\n7,9,1,1000000\n");
    run = CommandRun.of("camera", "replay", hd, "--speed", "max", "--json");
    assertThat(run.err()).contains("1280x720, taken for evk4; --sensor names another");
    run = CommandRun.of("camera", "replay", hd, "--speed", "max", "--json", "--sensor", "genx320");
    assertThat(run.err()).isEmpty();
    assertThat(rows(run).get(0).get("sensor").asText()).isEqualTo("genx320");
  }

  @Test
  void sensorsAreListedWithTheirRanges() throws IOException {
    assertThat(CommandRun.of("camera", "sensors").out())
        .contains("evk4            Prophesee 1280x720")
        .contains("bias_diff_on     102   83..140    of 0..255")
        .contains("generic                   any");
    JsonNode evk4 = rows(CommandRun.of("camera", "sensors", "--json")).get(2);
    assertThat(evk4.get("biases").get("ON").get("limits").asText()).isEqualTo("83..140");
  }

  @Test
  void anOwnProfileIsCheckedAndNamedByPackets() throws IOException {
    String lab = "../../samples/cameras/lab128.properties";
    assertThat(CommandRun.of("camera", "sensors", "--profile", lab).out())
        .startsWith("lab128          Institute 128x128")
        .contains("th_on             90   40..140    of 0..255")
        .doesNotContain("evk4");
    CommandRun replayed =
        CommandRun.of(
            "camera",
            "replay",
            table("t,x,y,p\n0,1,1,1\n10,2,2,0\n"),
            "--speed",
            "max",
            "--json",
            "--profile",
            lab);
    assertThat(rows(replayed).get(0).get("sensor").asText()).isEqualTo("lab128");
    String bad =
        Files.writeString(
                directory.resolve("bad.properties"),
                Files.readString(Path.of(lab)).replace("on.min=40", "on.min=4x"))
            .toString();
    refused(1, "bad.properties: Profile key on.min", "camera", "sensors", "--profile", bad);
    refused(1, "no such file", "camera", "sensors", "--profile", bad + "x");
    refused(2, "exclude", "camera", "bridge", "--tcp", "--sensor", "evk4", "--profile", lab);
  }

  @Test
  void aPipeIsReadLikeAFile() throws Exception {
    byte[] recording = Files.readAllBytes(Recordings.file(directory, "davis346_first20000.csv"));
    for (String tool : List.of("info", "rates")) {
      String pipe = path(tool + ".fifo");
      assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(
              () -> {
                try (var out = Files.newOutputStream(Path.of(pipe))) {
                  out.write(recording);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });

      List<JsonNode> rows = rows(CommandRun.of("camera", tool, pipe, "--json"));

      writer.get(30, TimeUnit.SECONDS);
      if (tool.equals("info")) {
        assertThat(rows.get(0).get("events").asInt()).isEqualTo(20_000);
        assertThat(rows.get(0).get("event_mid").isNull()).isFalse();
        assertThat(rows.get(0).get("faults")).isEmpty();
      }
    }
  }

  @Test
  void decodersAreTimedOnALoopOfWholeWords() throws IOException {
    String from = table("5,1,2,1\n6,639,479,0\n5000000,3,4,1\n");
    CommandRun.of("camera", "convert", from, path("a.raw"), "--to", "EVT2");

    JsonNode row =
        rows(CommandRun.of(
                "bench", "decoders", path("a.raw"), "--megabytes", "1", "--passes", "1", "--json"))
            .get(0);

    long events = row.get("events").asLong();
    // Three events under two high parts of time are five words of four bytes.
    assertThat(events % 3).isZero();
    assertThat(row.get("bytes").asLong() - 20 * (events / 3)).isBetween(1L, 99L);
    assertThat(row.get("events_per_second").asDouble()).isPositive();
    assertThat(row.get("meter_events_per_second").asDouble()).isPositive();
    refused(1, "file is text", "bench", "decoders", table("no events\n"));
    refused(2, "--passes", "bench", "decoders", from, "--passes", "0");
  }

  @Test
  void controllersRunSideBySideInThisModel() throws IOException {
    String[] line = {
      "camera",
      "simulate",
      "--plant",
      "cliff",
      "--mode",
      "fast-and-slow",
      "--mode",
      "fast-and-slow-safe",
      "--seconds",
      "30",
      "--seed",
      "7",
      "--json"
    };

    List<JsonNode> rows = rows(CommandRun.of(line));

    assertThat(rows)
        .extracting(row -> row.get("mode").asText())
        .containsExactly("fast-and-slow", "fast-and-slow-safe");
    assertThat(rows.get(0).get("in_band").asDouble()).isZero();
    assertThat(rows.get(0).get("seconds_to_band").isNull()).isTrue();
    assertThat(rows.get(1).get("in_band").asDouble()).isGreaterThan(0.7);
    assertThat(rows).isEqualTo(rows(CommandRun.of(line)));
  }

  @Test
  void aSimulationIsDrawnForOnePlant() {
    Path picture = directory.resolve("evk4.png");
    CommandRun run =
        CommandRun.of(
            "camera",
            "simulate",
            "--plant",
            "evk4",
            "--mode",
            "all",
            "--seconds",
            "3",
            "--plot",
            picture.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("evk4, in this model: band 5,000,000 to 25,000,000 events/s");
    assertThat(run.out().lines()).hasSize(12);
    assertThat(picture).isNotEmptyFile();
    refused(
        2, "one plant", "camera", "simulate", "--plant", "all", "--mode", "all", "--plot", "a.png");
    refused(2, "'warp'", "camera", "simulate", "--plant", "warp", "--mode", "all");
    refused(
        2,
        "0.3 to 86400",
        "camera",
        "simulate",
        "--plant",
        "evk4",
        "--mode",
        "all",
        "--seconds",
        "0");
  }
}

package io.flyball.cli.camera;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CameraPlacesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  private String write(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content).toString();
  }

  private static JsonNode json(String... args) throws IOException {
    CommandRun run = CommandRun.of(args);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return JSON.readTree(run.out().lines().findFirst().orElseThrow());
  }

  private static void refused(int exitCode, String reason, String... args) {
    CommandRun run = CommandRun.of(args);
    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.err()).startsWith("flyball: ").contains(reason);
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void aDriveFindsItsOwnPlacesAndABadPoseIsNamed() throws IOException {
    String drive = Recordings.file(directory, "davis346_1s.aedat4").toString();
    String poses = write("poses.csv", "t,x,y\n0,0,0\n1,30,0\n");

    JsonNode found =
        json(
            "camera",
            "places",
            "evaluate",
            drive,
            poses,
            drive,
            poses,
            "--tolerance",
            "0.5",
            "--json");

    assertThat(found.get("queries").asInt()).isGreaterThan(5);
    assertThat(found.get("recall_1").asDouble()).isEqualTo(1);
    String still = write("still.csv", "t,x,y\n0,0,0\n");
    refused(
        1, "no frame that is a place", "camera", "places", "evaluate", drive, still, drive, poses);
    String back = write("back.csv", "t,x,y\n1,0,0\n0,1,1\n");
    refused(1, "line 3", "camera", "places", "evaluate", drive, back, drive, poses);
    String other = write("other.csv", "time,x,y\n1,0,0\n");
    refused(1, "names t (s)", "camera", "places", "evaluate", drive, other, drive, poses);
  }

  @Test
  void aDriveBecomesTheReferenceMapOfTheJob() throws IOException {
    String drive = Recordings.file(directory, "davis346_1s.aedat4").toString();
    String poses = write("poses.csv", "t,x,y\n0,0,0\n1,30,0\n");

    CommandRun run =
        CommandRun.of("camera", "places", "map", drive, poses, "--map", "hall", "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<JsonNode> places = new java.util.ArrayList<>();
    for (String line : run.out().lines().toList()) {
      places.add(JSON.readTree(line));
    }
    int asked =
        json("camera", "places", "evaluate", drive, poses, drive, poses, "--json")
            .get("references")
            .asInt();
    assertThat(places).hasSize(asked).hasSizeGreaterThan(5);
    assertThat(places.get(3).get("type").asText()).isEqualTo("PlaceReference");
    assertThat(places.get(3).get("map").asText()).isEqualTo("hall");
    assertThat(places.get(3).get("number").asInt()).isEqualTo(3);
    // 346x260 pixels, a quarter of it, whole patches of 8: 80x64 numbers of 4 bytes.
    assertThat(places.get(3).get("descriptor").binaryValue()).hasSize(4 * 80 * 64);
    refused(
        1,
        "most-references is 3",
        "camera",
        "places",
        "map",
        drive,
        poses,
        "--map",
        "hall",
        "--json",
        "--set",
        "bias.places.most-references=3");
    refused(
        2,
        "--bootstrap",
        "camera",
        "places",
        "map",
        drive,
        poses,
        "--map",
        "hall",
        "--json",
        "--bootstrap",
        "localhost:1");
  }

  @Test
  void theSimulationTellsThatItIsOneAndDrawsIt() throws IOException {
    String png = directory.resolve("places.png").toString();
    CommandRun run =
        CommandRun.of(
            "camera",
            "places",
            "simulate",
            "--mode",
            "constant",
            "--metres",
            "6",
            "--seeds",
            "1",
            "--plot",
            png);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("places recognised in simulation: 6.0 m, 1 seeds");
    assertThat(run.out().lines().skip(2)).hasSize(3).allMatch(line -> line.contains("constant"));
    assertThat(Files.size(Path.of(png))).isPositive();
    refused(2, "--seeds", "camera", "places", "simulate", "--seeds", "0");
    refused(2, "--metres", "camera", "places", "simulate", "--metres", "1");
    assertThat(CommandRun.of("camera", "places").err()).contains("simulate, evaluate or map?");
  }

  @Test
  void aSelectionIsTheSameInEveryCommandAndFormat() throws IOException {
    String from = write("a.csv", "t,x,y,p\n1000,1,1,1\n2000,9,1,0\n3000,2,2,1\n9000,3,3,0\n");
    List<String> cut = List.of("--from", "1ms", "--until", "5ms", "--roi", "0,0,5x5");
    for (String to : List.of("a.es", "a.npy", "a.h5", "a.raw")) {
      String path = directory.resolve(to).toString();
      List<String> args = new java.util.ArrayList<>(List.of("camera", "convert", from, path));
      args.addAll(cut);
      assertThat(CommandRun.of(args.toArray(new String[0])).exitCode()).as(to).isZero();
      JsonNode info = json("camera", "info", path, "--json");
      assertThat(info.get("events").asInt()).as(to).isEqualTo(1);
      assertThat(info.get("first")).as(to).hasToString("[3000,2,2,1]");
    }
    assertThat(json("camera", "info", from, "--json", "--roi", "0,0,5x5").get("notes").toString())
        .contains("1 events left out by the selection");
    refused(2, "--roi", "camera", "info", from, "--roi", "wide");
    refused(2, "--until", "camera", "info", from, "--from", "2s", "--until", "1s");
  }

  @Test
  void aBiasFileIsCheckedAndWrittenAgain() throws IOException {
    CommandRun start = CommandRun.of("camera", "biases", "--sensor", "gen31");
    assertThat(start.out()).startsWith("% gen31, mV\n299  % bias_diff\n221  % bias_diff_off\n");
    String file = write("start.bias", start.out());
    assertThat(CommandRun.of("camera", "biases", file, "--sensor", "gen31").out())
        .isEqualTo(start.out());
    refused(
        1,
        "at least 374",
        "camera",
        "biases",
        file,
        "--sensor",
        "gen31",
        "--set",
        "bias_diff_on=300");
    refused(1, "bias_diff is 299", "camera", "biases", file, "--sensor", "imx636");
    refused(2, "davis346", "camera", "biases", "--sensor", "davis346");
    refused(1, "no such file", "camera", "biases", file + "x", "--sensor", "gen31");
  }
}

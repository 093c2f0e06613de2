package io.flyball.cli.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.cli.CommandRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Input that cannot be imported: one sentence each, and nothing is sent. */
class ImportBadInputTest {
  private static final String ROWS = "user,item,time\na,x,1700000000\nb,y,1700000001\n";

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private String refusal(int code, String... args) {
    CommandRun run = ImportRun.of(folder, args);
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(code);
    String error =
        run.err().lines().filter(line -> line.startsWith("flyball: ")).findFirst().orElse("");
    assertThat(error).as(run.err()).isNotEmpty();
    return error;
  }

  private String refused(Path file, String... args) {
    String[] all = Arrays.copyOf(args, args.length + 4);
    all[args.length] = file.toString();
    all[args.length + 1] = "--as";
    all[args.length + 2] = "interactions";
    all[args.length + 3] = "--dry-run";
    return refusal(1, all);
  }

  @Test
  void twoColumnsForOneField() throws IOException {
    Path log = file("a.csv", ROWS);
    assertThat(
            refusal(
                2,
                log.toString(),
                "--as",
                "interactions",
                "--map",
                "user=user",
                "--map",
                "user=item"))
        .contains("--map gives the field user two columns");
  }

  @Test
  void aRequiredColumnThatIsNotMappedIsSuggested() throws IOException {
    assertThat(refused(file("a.csv", "visitorid,itemid,timestamp\na,x,1700000000\n")))
        .contains("no column for user", "--map user=visitorid");
  }

  @Test
  void aCompressedFileThatIsDamagedOrOfAnotherFormat() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(ROWS.getBytes(UTF_8));
    }
    byte[] damaged = bytes.toByteArray();
    damaged[damaged.length - 6] ^= 1;
    assertThat(refused(Files.write(folder.resolve("a.csv.gz"), damaged)))
        .contains("a.csv.gz is compressed and damaged", "nothing was sent", "download it again");
    assertThat(refused(file("b.csv.gz", ROWS)))
        .contains("b.csv.gz is called .gz and is not compressed by gzip", "another name");
    byte[] xz = {(byte) 0xFD, '7', 'z', 'X', 'Z', 0, 0};
    assertThat(refused(Files.write(folder.resolve("a.csv.xz"), xz))).contains("xzcat FILE");
  }

  @Test
  void unitsOfTimeThatAreMixedAreToldWithBothLines() throws IOException {
    assertThat(refused(file("a.csv", ROWS + "c,z,1700000001000\n")))
        .contains("line 4", "is in ms", "line 2 is in s", "--time-unit");
  }

  @Test
  void halfOfAGzipFile() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < 2_000; i++) {
        out.write((i == 0 ? ROWS : "u" + i * 7919 % 1000 + ",x,1700000000\n").getBytes(UTF_8));
      }
    }
    Path half = folder.resolve("half.csv.gz");
    Files.write(half, Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
    assertThat(refused(half)).contains("half.csv.gz is compressed and ends in the middle");
  }

  @Test
  void aHeaderWithoutRows() throws IOException {
    assertThat(refused(file("a.csv", "user,item,time\n"))).contains("a header and no rows");
    assertThat(refused(file("b.csv", ""))).contains("has no rows");
  }

  @Test
  void noHeaderInAnUnknownLayout() throws IOException {
    assertThat(refused(file("a.csv", "a,7,9,1700000000,5\nb,8,9,1700000001,6\n")))
        .contains("this seems to be no header", "--map user=1");
  }

  @Test
  void aHeaderThatNamesTwoColumnsAlike() throws IOException {
    assertThat(refused(file("a.csv", "user,item,time,item\na,x,1700000000,y\n")))
        .contains("two columns are called 'item'");
  }

  @Test
  void aFolderWithoutFiles() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Files.writeString(empty.resolve(".hidden"), ROWS);
    assertThat(refused(empty)).contains("has no file that can be read");
    assertThat(refused(folder.resolve("nothing"))).contains("there is no file or folder");
  }

  static boolean hasFullDevice() {
    return Files.isWritable(Path.of("/dev/full"));
  }

  @Test
  @EnabledIf("hasFullDevice")
  void aDiskFullOfRejects() throws IOException {
    StringBuilder rows = new StringBuilder(ROWS);
    for (int i = 0; i < 2_000; i++) {
      rows.append("c,,1700000000\n");
    }
    Path log = file("a.csv", rows.toString());
    assertThat(
            refusal(
                1, log.toString(), "--as", "interactions", "--to", "-", "--rejects", "/dev/full"))
        .contains("cannot keep the skipped rows in /dev/full", "nothing was sent", "--rejects");
  }

  @Test
  void anArrayThatIsCutOff() throws IOException {
    assertThat(refused(file("a.json", "[{\"user\":\"a\",\"item\":\"x\",\"time\":1700000000},")))
        .contains("a.json");
  }

  @Test
  void anAvroContainerThatIsCutOff() throws IOException {
    Schema schema =
        SchemaBuilder.record("Play")
            .fields()
            .requiredString("user")
            .requiredString("item")
            .requiredLong("time")
            .endRecord();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataFileWriter<GenericRecord> out =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(schema))) {
      out.create(schema, bytes);
      for (int i = 0; i < 100; i++) {
        out.append(
            new GenericRecordBuilder(schema)
                .set("user", "a")
                .set("item", "x" + i)
                .set("time", 1_700_000_000L + i)
                .build());
        if (i == 50) {
          out.sync();
        }
      }
    }
    Path cut = folder.resolve("cut.avro");
    Files.write(cut, Arrays.copyOf(bytes.toByteArray(), bytes.size() - 100));
    assertThat(refused(cut)).contains("cut.avro", "after record 51");
  }

  @Test
  void pythonDictsAreToldFromJson() throws IOException {
    assertThat(refused(file("a.json", "{u'username': u'a', u'product_id': u'10'}\n")))
        .contains("Python dict");
  }

  @Test
  void formatsThatAreNotReadAreNamedWithWhatToDo() throws IOException {
    assertThat(refused(file("a.parquet", "PAR1" + "x".repeat(20) + "PAR1")))
        .contains("the Parquet file cannot be read");
    assertThat(refused(file("b.parquet", "PAR1abc"))).contains("it is cut off");
    assertThat(refused(file("a.zip", "PK\u0003\u0004abc"))).contains("a zip archive");
    assertThat(refused(file("a.bz2", "BZh91AY"))).contains("bzip2", "bzcat");
  }

  @Test
  void aStrictReadingEndsAtTheFirstRowThatCannotBeUsed() throws IOException {
    assertThat(refused(file("a.csv", ROWS + "c,,1700000002\n"), "--strict"))
        .contains("line 4", "a value is required");
  }

  @Test
  void kindsAndPresetsThatDoNotExist() throws IOException {
    Path log = file("a.csv", ROWS);
    assertThat(refusal(2, log.toString(), "--as", "signals", "--kind", "event=view:LOOK"))
        .contains("there is no kind 'LOOK'", "CART");
    assertThat(refusal(2, log.toString(), "--preset", "movielens"))
        .contains("there is no preset 'movielens'", "movielens-100k");
    assertThat(refusal(2, log.toString(), "--as", "plays")).contains("rows are exposures, signals");
    assertThat(refusal(1, log.toString(), "--preset", "lastfm-360k")).contains("has no times");
  }
}

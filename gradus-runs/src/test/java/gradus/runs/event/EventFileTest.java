package gradus.runs.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Event files: written and read back by two readers, those of others, damaged ones.
class EventFileTest {

  @TempDir private Path folder;

  private static final List<Event> EVENTS =
      List.of(
          new Event(1.5, 0, new Event.FileVersion(Event.VERSION)),
          new Event(1.75, 3, new Event.Start()),
          new Event(
              2,
              3,
              new Event.Graph(
                  List.of(
                      new GraphNode("x", "Placeholder", List.of(), List.of(1L, 2L), ""),
                      new GraphNode("a/y", "Tanh", List.of("x"), List.of(1L, 2L), "Tanh[]")))),
          new Event(
              2.25,
              1L << 40,
              new Event.Summary(
                  List.of(
                      new Value.Scalar("train/loss", 0.625),
                      new Value.Spread(
                          "weights/w",
                          Histogram.of(Tensor.of(Shape.of(5), -1f, 0f, 0f, 3f, Float.NaN))),
                      new Value.Image("it", new Picture(2, 3, new byte[] {1, 2, 3}))))));

  private Path written() throws IOException {
    Path file = folder.resolve("events.out.tfevents.1");
    byte[] all = {};
    for (Event event : EVENTS) {
      byte[] framed = Frame.around(EventCodec.encode(event));
      all = Arrays.copyOf(all, all.length + framed.length);
      System.arraycopy(framed, 0, all, all.length - framed.length, framed.length);
    }
    return Files.write(file, all);
  }

  @Test
  void readsWhatItWrites() throws IOException {
    assertThat(EventFile.read(written())).isEqualTo(EVENTS);
  }

  @Test
  void anotherReaderFindsTheSame() throws IOException {
    Path file = written();
    List<PlainReader.Field> version = PlainReader.fields(PlainReader.records(file).getFirst());
    assertThat(PlainReader.one(version, 1).real()).isEqualTo(1.5);
    assertThat(PlainReader.one(version, 3).text()).isEqualTo("brain.Event:2");
    List<PlainReader.Field> start = PlainReader.fields(PlainReader.records(file).get(1));
    assertThat(PlainReader.one(PlainReader.one(start, 7).fields(), 1).value()).isEqualTo(1);
    var values = PlainReader.values(file);
    assertThat(PlainReader.scalar(values.get("train/loss").get(1L << 40))).isEqualTo(0.625f);
    List<PlainReader.Field> spread =
        PlainReader.one(values.get("weights/w").get(1L << 40), 5).fields();
    assertThat(PlainReader.one(spread, 1).real()).isEqualTo(-1);
    assertThat(PlainReader.one(spread, 2).real()).isEqualTo(3);
    assertThat(PlainReader.one(spread, 3).real()).as("NaN is left out").isEqualTo(4);
    assertThat(PlainReader.one(spread, 5).real()).isEqualTo(10);
    List<Double> counts = PlainReader.doubles(PlainReader.one(spread, 7).bytes());
    assertThat(counts).hasSize(30);
    assertThat(counts.stream().mapToDouble(it -> it).sum()).isEqualTo(4);
    List<PlainReader.Field> graph =
        PlainReader.one(PlainReader.fields(PlainReader.records(file).get(2)), 4).fields();
    assertThat(PlainReader.one(graph.get(1).fields(), 3).text()).isEqualTo("x");
  }

  /// Every number of the CSV that TensorBoard's own reader made of these files.
  @ParameterizedTest
  @ValueSource(strings = {"strict-1", "lax-1", "scalars-histogram"})
  void readsFilesOfOthers(String name) throws IOException {
    Path samples = samples();
    List<String> expected =
        new ArrayList<>(
            Files.readAllLines(samples.resolve(name + ".csv")).stream().skip(1).toList());
    List<Event> events = EventFile.read(samples.resolve("events.out.tfevents." + name));
    List<String> found = new ArrayList<>();
    for (int record = 0; record < events.size(); record++) {
      Event event = events.get(record);
      String head = record + "," + event.wallTime() + "," + event.step() + ",";
      switch (event.what()) {
        case Event.FileVersion(String version) -> found.add(head + "<file_version>," + version);
        case Event.Summary(List<Value> values) ->
            values.forEach(value -> found.add(head + value.tag() + "," + number(value)));
        case Event.Graph _, Event.Start _, Event.Other _ -> found.add(head);
      }
    }
    expected.replaceAll(EventFileTest::canonical);
    found.replaceAll(EventFileTest::canonical);
    assertThat(found).isEqualTo(expected);
  }

  private static String number(Value value) {
    return value instanceof Value.Scalar(_, double number) ? String.valueOf(number) : "";
  }

  /// A row with its numbers as Java writes them, and nothing for what is no scalar.
  private static String canonical(String row) {
    String[] cells = row.split(",", -1);
    cells[1] = String.valueOf(Double.parseDouble(cells[1]));
    if (cells[4].matches("-?[0-9.e+-]+")) {
      cells[4] = String.valueOf(Double.parseDouble(cells[4]));
    } else if (!cells[4].startsWith("brain")) {
      cells[4] = "";
    }
    return String.join(",", cells);
  }

  private static Path samples() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(at.resolve("gradus-core"))) {
      at = at.getParent();
    }
    Path found = at.resolveSibling("shared").resolve("data/tfevents");
    return Files.exists(found) ? found : abort("skipped: no data");
  }

  @Test
  void aTornEndIsSaidOrLeftOut() throws IOException {
    Path file = written();
    byte[] whole = Files.readAllBytes(file);
    for (int cut : new int[] {1, 17, 200}) {
      Files.write(file, Arrays.copyOf(whole, whole.length - cut));
      assertThat(EventFile.readUnfinished(file)).isEqualTo(EVENTS.subList(0, 3));
      assertThatThrownBy(() -> EventFile.read(file))
          .isInstanceOf(FormatException.class)
          .hasMessageMatching(
              ".*, byte \\d+: expected \\d+ bytes of a record, found an end after \\d+\\. "
                  + "The file is damaged from there on; write it anew\\.");
    }
  }

  @Test
  void aLengthBeyondTheFileAllocatesNothing() throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    frame.putLong(Long.MAX_VALUE);
    frame.putInt(Frame.checksum(frame.array(), 0, 8));
    Path file = Files.write(folder.resolve("huge.tfevents"), frame.array());
    assertThatThrownBy(() -> EventFile.readUnfinished(file))
        .hasMessage(
            file
                + ", byte 0: expected a record of at most 256 MiB, found 9223372036854775807 bytes."
                + " The file is damaged from there on; write it anew.");
  }

  /// One byte changed anywhere is noticed, by a checksum or as a torn end, and by nothing worse.
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aChangedByteIsNoticed(long seed) throws IOException {
    Path file = written();
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      byte[] changed = whole.clone();
      changed[random.nextInt(whole.length)] ^= (byte) (1 + random.nextInt(255));
      Files.write(file, changed);
      assertThatThrownBy(() -> EventFile.read(file))
          .as("seed %d", seed)
          .isInstanceOf(FormatException.class);
    }
  }

  /// Bytes that are no event, in a frame that is right.
  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void nonsenseInARightFrameIsRefusedOrRead(long seed) throws IOException {
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] payload = EventCodec.encode(EVENTS.get(3)).clone();
      for (int change = 0; change < 3; change++) {
        payload[random.nextInt(payload.length)] = (byte) random.nextInt(256);
      }
      Path file = Files.write(folder.resolve("n.tfevents"), Frame.around(payload));
      try {
        EventFile.read(file);
      } catch (FormatException expected) {
        refused++;
      }
    }
    assertThat(refused).as("seed %d", seed).isPositive();
  }

  @Test
  void anEmptySpreadAndOneOfEqualNumbers() {
    Histogram none = Histogram.of(Tensor.of(Shape.of(1), Float.NaN));
    assertThat(none.count()).isZero();
    Histogram equal = Histogram.of(Tensor.of(Shape.of(3), 2f, 2f, 2f));
    assertThat(equal.limits()).containsExactly(2.0);
    assertThat(equal.counts()).containsExactly(3.0);
  }
}

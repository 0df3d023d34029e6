package gradus.runs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a store must do, whatever database holds it.
abstract class StoreContract {

  static final Instant BEGUN = Instant.parse("2026-11-28T10:00:00Z");

  @TempDir Path folder;
  StorePlace place;
  RunStore store;

  /// A database without tables.
  abstract StorePlace empty();

  @BeforeEach
  void open() {
    place = empty();
    store = RunStore.open(place);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  static String id(int number) {
    return String.format("%016x", 0xabcd_0000_0000_0000L + number * 0x1_0000_0000L);
  }

  RunHeader header(int number, Map<String, String> settings) {
    return new RunHeader(
        id(number),
        "run" + number,
        Optional.of(folder.resolve("run" + number)),
        Optional.empty(),
        List.of("train", "--name", "a \"b\"\nc"),
        "0.1.0",
        "lenet",
        "digits",
        "d".repeat(64),
        BEGUN.plusSeconds(number),
        settings,
        Map.of("java", "25"));
  }

  private static Point point(String metric, long step, double value) {
    return Point.of(metric, step, 1, value, BEGUN.plusSeconds(step));
  }

  @Test
  void aRunComesBackAsItWasPut() {
    RunHeader header =
        header(1, Map.of("training.learningRate", "0.001", "training.optimiser", "adam"));
    store.put(header);
    Run run = store.run(id(1)).orElseThrow();
    assertThat(run.header()).isEqualTo(header);
    assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
    assertThat(run.metrics()).isEmpty();
    assertThat(run.revision()).isZero();
    assertThat(store.run(id(2))).isEmpty();
  }

  @Test
  void pointsComeBackBitForBitEvenWhereTheyAreNoNumbers() {
    store.put(header(1, Map.of()));
    double[] values = {
      0.1, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NaN, 1e-310
    };
    store.append(
        id(1),
        IntStream.range(0, values.length).mapToObj(i -> point("x", i + 1, values[i])).toList());
    assertThat(store.series(id(1), "x"))
        .extracting(Point::value)
        .containsExactly(
            0.1,
            0.0,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NaN,
            1e-310);
    Metric metric = store.run(id(1)).orElseThrow().metrics().get("x");
    assertThat(metric.count()).isEqualTo(7);
    assertThat(metric.greatest()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(metric.least()).isEqualTo(0.0);
  }

  @Test
  void aTailGivesWhatCameSinceAndSaysWhenAllBeginsAgain() {
    store.put(header(1, Map.of()));
    store.append(id(1), LongStream.rangeClosed(1, 5).mapToObj(i -> point("a", i, i)).toList());
    Tail first = store.tail(id(1), 0, 3).orElseThrow();
    assertThat(first.points()).extracting(Point::step).containsExactly(1L, 2L, 3L);
    Tail second = store.tail(id(1), first.row(), 100).orElseThrow();
    assertThat(second.points()).extracting(Point::step).containsExactly(4L, 5L);
    assertThat(store.tail(id(1), second.row(), 100).orElseThrow().points()).isEmpty();
    store.append(id(1), List.of(point("b", 6, 1)));
    assertThat(store.tail(id(1), second.row(), 100).orElseThrow().points())
        .extracting(Point::metric)
        .containsExactly("b");
    store.replace(id(1), List.of(point("a", 1, 7)));
    assertThat(store.tail(id(1), 0, 100).orElseThrow().revision()).isEqualTo(first.revision() + 1);
    assertThat(store.run(id(1)).orElseThrow().metrics()).containsOnlyKeys("a");
    assertThat(store.tail(id(2), 0, 100)).isEmpty();
  }

  @Test
  void runsAreFilteredAndSorted() {
    for (int i = 1; i <= 4; i++) {
      String rate = String.valueOf(i / 1000.0);
      store.put(
          header(
              i,
              Map.of(
                  "training.learningRate", rate, "training.optimiser", i == 2 ? "sgd" : "Adam")));
      if (i < 4) {
        store.append(id(i), List.of(point("test.accuracy", 9, 1 - i / 10.0)));
      }
    }
    assertThat(names(RunQuery.newest(3))).containsExactly("run4", "run3", "run2");
    assertThat(names(where("lr>0.002"))).containsExactly("run4", "run3");
    assertThat(names(where("training.learningRate<=0.002"))).containsExactly("run2", "run1");
    assertThat(names(where("learningRate=0.0010"))).containsExactly("run1");
    assertThat(names(where("optimiser!=sgd"))).containsExactly("run4", "run3", "run1");
    assertThat(names(where("optimiser~ADA"))).containsExactly("run4", "run3", "run1");
    assertThat(names(where("accuracy>=0.8"))).containsExactly("run2", "run1");
    assertThat(names(where("accuracy>=0.8", "optimiser=sgd"))).containsExactly("run2");
    assertThat(names(where("name~n_1"))).isEmpty();
    assertThat(names(where("name=run3"))).containsExactly("run3");
    assertThat(names(where("begun>=2026-11-29"))).isEmpty();
    assertThat(names(where("status=running"))).hasSize(4);
    assertThat(names(RunQuery.newest(9).sortedBy(Optional.of("accuracy"))))
        .containsExactly("run3", "run2", "run1", "run4");
    assertThat(names(RunQuery.best("accuracy", 9))).startsWith("run1").endsWith("run4");
    assertThat(names(RunQuery.newest(9).sortedBy(Optional.of("name"))))
        .containsExactly("run1", "run2", "run3", "run4");
  }

  @Test
  void anUnknownNameIsNamed() {
    assertThat(names(where("nonsense>1"))).isEmpty();
    store.put(header(1, Map.of("training.epochs", "5")));
    assertThatThrownBy(() -> names(where("nonsense>1")))
        .hasMessage(
            "runs, nonsense: expected a metric, a setting or a column of a run, found \"nonsense\"."
                + " `gradus runs show ID` lists those of a run.");
    assertThat(names(where("epochs>5"))).isEmpty();
  }

  private static RunQuery where(String... conditions) {
    return RunQuery.newest(100).where(parsed(conditions));
  }

  private static List<Condition> parsed(String... texts) {
    return Stream.of(texts).map(Condition::parse).toList();
  }

  private List<String> names(RunQuery query) {
    return store.list(query).stream().map(run -> run.header().name()).toList();
  }

  @Test
  void aRunIsFoundByItsPrefixAndItsFolder() {
    store.put(header(1, Map.of()));
    store.put(header(2, Map.of()));
    assertThat(store.find("abcd0001").id()).isEqualTo(id(1));
    assertThat(store.find(folder.resolve("run2").toString()).id()).isEqualTo(id(2));
    assertThatThrownBy(() -> store.find("abcd"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "run abcd: expected the beginning of one id, or the folder of one run, found abcd0002"
                + " (run2), abcd0001 (run1). See `gradus runs`.");
    assertThatThrownBy(() -> store.find("ffff"))
        .hasMessageStartingWith("run ffff: expected the beginning of one id,")
        .hasMessageContaining("found none in ");
  }

  @Test
  void statesNotesAndFilesAreKept() {
    store.put(header(1, Map.of()));
    store.state(id(1), RunStatus.FAILED, 12.5, Optional.of("no loss"));
    store.note(id(1), " first ");
    store.note(id(1), "second");
    store.artefacts(id(1), List.of(new Artefact("run.json", 3), new Artefact("a/b", 1L << 40)));
    store.moved(id(1), Optional.empty());
    Run run = store.run(id(1)).orElseThrow();
    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(run.seconds()).isEqualTo(12.5);
    assertThat(run.error()).contains("no loss");
    assertThat(run.notes()).extracting(Note::text).containsExactly("first", "second");
    assertThat(run.artefacts())
        .containsExactly(new Artefact("a/b", 1L << 40), new Artefact("run.json", 3));
    assertThat(run.header().folder()).isEmpty();
    store.put(header(1, Map.of()));
    assertThat(store.run(id(1)).orElseThrow().status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void aDeletedRunLeavesNothing() {
    store.put(header(1, Map.of("a", "1")));
    store.append(id(1), List.of(point("x", 1, 1)));
    store.note(id(1), "note");
    assertThat(store.delete(id(1))).isTrue();
    assertThat(store.delete(id(1))).isFalse();
    assertThat(store.points(id(1))).isEmpty();
    store.put(header(1, Map.of()));
    assertThat(store.run(id(1)).orElseThrow().notes()).isEmpty();
  }

  @Test
  void aTextThatLooksLikeSqlIsAText() {
    RunHeader header = header(1, Map.of("training.note", "'); drop table run; --"));
    store.put(header);
    assertThat(names(where("note='); drop table run; --"))).containsExactly("run1");
    assertThat(names(where("name=' or 1=1"))).isEmpty();
  }

  @Test
  void manyThreadsAndStoresWriteAtOnce() throws Exception {
    int writers = 4;
    int batches = 10;
    try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      List<Future<Boolean>> done =
          IntStream.rangeClosed(1, writers)
              .mapToObj(writer -> threads.submit(writing(writer, batches)))
              .toList();
      for (Future<Boolean> each : done) {
        assertThat(each.get()).isTrue();
      }
    }
    for (int writer = 1; writer <= writers; writer++) {
      assertThat(store.points(id(writer)))
          .extracting(Point::row)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 50L * batches).boxed().toList());
    }
  }

  private Callable<Boolean> writing(int writer, int batches) {
    return () -> {
      try (RunStore own = RunStore.open(place)) {
        own.put(header(writer, Map.of()));
        for (int batch = 0; batch < batches; batch++) {
          long from = 50L * batch;
          own.append(
              id(writer),
              LongStream.range(from, from + 50).mapToObj(i -> point("x", i, i)).toList());
        }
      }
      return true;
    };
  }

  @Test
  void manyOpenANewStoreAtOnce() throws Exception {
    StorePlace fresh = empty();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Boolean>> done =
          IntStream.range(0, 4)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            try (RunStore own = RunStore.open(fresh)) {
                              own.put(header(i, Map.of()));
                              return true;
                            }
                          }))
              .toList();
      for (Future<Boolean> each : done) {
        assertThat(each.get()).isTrue();
      }
    }
    try (RunStore opened = RunStore.open(fresh)) {
      assertThat(opened.list(RunQuery.newest(10))).hasSize(4);
    }
  }
}

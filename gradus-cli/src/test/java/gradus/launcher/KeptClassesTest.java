package gradus.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The files of classes that the launcher keeps for fast starts, with made-up Javas.
@DisabledOnOs(OS.WINDOWS)
class KeptClassesTest {

  /// One for commands without kernels, one for those with them.
  private static final int FILES = 2;

  private static final String FLAG = "<-XX:SharedArchiveFile=";
  private static final String SILENT = "-Xlog:cds*=off,aot*=off";

  @TempDir Path folder;
  private Checkout checkout;
  private Path java;

  @BeforeEach
  void checkOut() throws IOException {
    checkout = new Checkout(folder);
    java = checkout.java("usr/lib/jvm/jdk-25", "25.0.3", "javac");
  }

  @ParameterizedTest
  @CsvSource({
    "summary, plain.jsa",
    "--help, plain.jsa",
    "prove, plain.jsa",
    "predict, vectors.jsa",
    "unknown, vectors.jsa",
  })
  void classesAreKeptAtTheFirstStartAndMappedByAll(String command, String name) throws Exception {
    Path first = mapped(checkout.start(command)).orElseThrow();
    Path second = mapped(checkout.start(command)).orElseThrow();
    assertThat(first).hasFileName(name).exists().isEqualTo(second);
    assertThat(checkout.kept()).isEqualTo(FILES);
  }

  /// Their objects are aligned otherwise.
  @ParameterizedTest
  @ValueSource(strings = {"train", "serve", "java", "bench"})
  void whatComputesForLongMapsNone(String command) throws Exception {
    assertThat(mapped(checkout.start(command))).isEmpty();
  }

  @Test
  void theRaceKnowsTheFileOfItsColdStarts() throws Exception {
    checkout.start("bench", "W8");
    assertThat(checkout.start("bench", "W8").out())
        .containsPattern("<-Dgradus.bench.classes=.*/vectors\\.jsa>");
  }

  @Test
  void anotherJavaHasFilesOfItsOwn() throws Exception {
    Path one = mapped(checkout.start("summary")).orElseThrow();
    Path other = checkout.java("another", "26", "javac");
    checkout.with("GRADUS_JAVA_HOME", other.toString());
    Path two = mapped(checkout.start("summary")).orElseThrow();
    assertThat(two).isNotEqualTo(one).exists();

    checkout.with("GRADUS_JAVA_HOME", java.toString());
    assertThat(mapped(checkout.start("summary"))).contains(one);
    assertThat(checkout.kept()).isEqualTo(2 * FILES);
  }

  @Test
  void aJavaThatWasRenewedInItsPlaceKeepsThemAnew() throws Exception {
    checkout.start("summary");
    checkout.java("usr/lib/jvm/jdk-25", "25.0.4", "javac");
    assertThat(mapped(checkout.start("summary"))).isPresent();
    assertThat(checkout.kept()).isEqualTo(2 * FILES);
  }

  @Test
  void anotherBuildKeepsThemAnewAndLeavesNoneOfTheOld() throws Exception {
    Path old = mapped(checkout.start("summary")).orElseThrow();
    Checkout.touch(checkout.source());
    Path fresh = mapped(checkout.start("summary")).orElseThrow();
    assertThat(fresh).isNotEqualTo(old).exists();
    assertThat(old).doesNotExist();
  }

  @Test
  void aProjectThatWasMovedKeepsThemAnew() throws Exception {
    checkout.start("summary");
    Path moved = Files.move(checkout.project, folder.resolve("moved"));
    var outcome = checkout.startAs(moved.resolve("gradus"), folder, "summary");
    assertThat(mapped(outcome).orElseThrow()).startsWith(moved.toRealPath()).exists();
    assertThat(checkout.kept()).isEqualTo(2 * FILES);
  }

  @Test
  void whereNoneCanBeMadeCommandsStartWithoutAndItIsNotTriedAgain() throws Exception {
    checkout.keepsNothing();
    checkout.start("summary");
    startsWithoutAWord("summary");
    startsWithoutAWord("predict");
    assertThat(checkout.kept()).isEqualTo(FILES);
  }

  @Test
  void aFileThatWasDeletedIsNotMissed() throws Exception {
    Files.delete(mapped(checkout.start("summary")).orElseThrow());
    startsWithoutAWord("summary");
  }

  @Test
  void whereTheFolderCannotBeMadeCommandsStartWithout() throws Exception {
    Path classes = mapped(checkout.start("summary")).orElseThrow();
    while (!classes.endsWith("classes")) {
      classes = classes.getParent();
    }
    Path aside = Files.move(classes, folder.resolve("aside"));
    Files.writeString(classes, "in the way");
    startsWithoutAWord("summary");
    assertThat(aside).exists();
  }

  @Test
  void aFolderThatIsReadOnlyIsLeftAlone() throws Exception {
    checkout.start("summary");
    Path target = checkout.project.resolve("target");
    assumeFalse("root".equals(System.getProperty("user.name")), "who may write everywhere");
    checkout.with("GRADUS_JAVA_HOME", checkout.java("another", "26", "javac").toString());
    Set<Path> closed = Set.of(target, target.resolve("launch"));
    for (Path each : closed) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("r-xr-xr-x"));
    }
    try {
      startsWithoutAWord("summary");
    } finally {
      for (Path each : closed) {
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  @Test
  void twoAtOnceKeepThemOnce() throws Exception {
    Path out = Files.createTempFile(folder, "out", "");
    Path launcher = checkout.project.resolve("gradus");
    List<Process> both =
        List.of(
            checkout.process(launcher, folder, out, out, "summary"),
            checkout.process(launcher, folder, out, out, "predict"));
    for (Process each : both) {
      assertThat(each.waitFor()).isZero();
    }
    assertThat(checkout.kept()).isEqualTo(FILES);
  }

  /// The real Java, whose answer to a file that does not fit the launcher relies on.
  @ParameterizedTest
  @ValueSource(strings = {"", "no file of classes"})
  void theJvmSaysNothingOfAFileThatDoesNotFit(String text) throws Exception {
    Path unfit = Files.writeString(folder.resolve("unfit.jsa"), text);
    Path real = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(real.toString(), "-XX:SharedArchiveFile=" + unfit, SILENT, "--version")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(said).doesNotContain("warning", "error", unfit.toString());
  }

  private void startsWithoutAWord(String command) throws Exception {
    var outcome = checkout.start(command);
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(mapped(outcome)).isEmpty();
  }

  /// The file that this start maps; the JVM is told to say nothing of it.
  private static Optional<Path> mapped(Checkout.Outcome outcome) {
    Optional<Path> file =
        outcome
            .out()
            .lines()
            .filter(line -> line.startsWith(FLAG))
            .map(line -> Path.of(line.substring(FLAG.length(), line.length() - 1)))
            .findFirst();
    assertThat(outcome.out().contains("<" + SILENT + ">")).isEqualTo(file.isPresent());
    return file;
  }
}

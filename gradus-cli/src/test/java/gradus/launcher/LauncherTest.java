package gradus.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The launcher `./gradus`, with made-up Javas and a made-up Maven.
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  private static final String BUILDING =
      "gradus: building (once, and again when sources change) …\n";

  @TempDir Path folder;
  private Checkout checkout;

  @BeforeEach
  void checkOut() throws IOException {
    checkout = new Checkout(folder);
  }

  @Test
  void buildsOnFirstUseAndSaysSoInOneLine() throws Exception {
    checkout.java("usr/lib/jvm/jdk-25", "25.0.3", "javac");

    var first = checkout.start("summary");
    assertThat(first.err()).isEqualTo(BUILDING);
    assertThat(first.exit()).isZero();

    var second = checkout.start("summary");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).startsWith("java 25.0.3\n").endsWith("<summary>\n");
    assertThat(checkout.builds()).isEqualTo(1);
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws Exception {
    checkout.java("usr/lib/jvm/jdk-25", "25", "javac");
    checkout.start("summary");
    Checkout.touch(checkout.source());
    assertThat(checkout.start("summary").err()).isEqualTo(BUILDING);
    assertThat(checkout.builds()).isEqualTo(2);
  }

  @Test
  void buildsAgainWhenASourceIsGone() throws Exception {
    checkout.java("usr/lib/jvm/jdk-25", "25", "javac");
    checkout.start("summary");
    Files.delete(checkout.source());
    Checkout.touch(checkout.source().getParent());
    checkout.start("summary");
    assertThat(checkout.builds()).isEqualTo(2);
  }

  @Test
  void leavesTheJarsOfRunningProgramsAlone() throws Exception {
    checkout.java("usr/lib/jvm/jdk-25", "25", "javac");
    String before = libraryOf(checkout.start("summary"));
    Checkout.touch(checkout.source());
    String after = libraryOf(checkout.start("summary"));
    assertThat(after).isNotEqualTo(before);
    assertThat(Path.of(before)).isDirectory();
  }

  /// Starts two at once and waits for them.
  private void bothSucceed(List<String> one, List<String> two) throws Exception {
    List<Process> started = new ArrayList<>();
    List<Path> complaints = new ArrayList<>();
    for (List<String> arguments : List.of(one, two)) {
      Path said = Files.createTempFile(folder, "out", "");
      complaints.add(Files.createTempFile(folder, "err", ""));
      started.add(
          checkout.process(
              checkout.project.resolve("gradus"),
              folder,
              said,
              complaints.getLast(),
              arguments.toArray(String[]::new)));
    }
    for (int i = 0; i < started.size(); i++) {
      int exit = started.get(i).waitFor();
      assertThat(exit).as(Files.readString(complaints.get(i))).isZero();
    }
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    checkout.java("usr/lib/jvm/jdk-25", "25", "javac");
    checkout.maven("sleep 1");
    bothSucceed(List.of("summary"), List.of("summary"));
    assertThat(checkout.builds()).isEqualTo(1);
  }

  /// They are compiled in the same folders.
  @Test
  void theRaceIsNotBuiltWhileTheCommandLineIs() throws Exception {
    checkout.java("usr/lib/jvm/jdk-25", "25", "javac");
    checkout.maven("mkdir \"$MACHINE/building\" && sleep 1 && rm -r \"$MACHINE/building\"");
    bothSucceed(List.of("summary"), List.of("bench", "W1"));
    assertThat(checkout.builds()).isEqualTo(2);
  }

  @Test
  void theHelpOfTheRaceIsItsOwn() throws Exception {
    checkout.java("usr/lib/jvm/jdk-25", "25", "javac");
    assertThat(checkout.start("bench", "--help").out())
        .contains("<gradus.bench.race.Race>\n<--help>\n");
  }

  /// What computes for long gains, what only starts would lose.
  @ParameterizedTest
  @CsvSource({"train,true", "serve,true", "bench,true", "predict,false", "prove,false"})
  void whatComputesForLongHasItsDataAtLinesOfTheCache(String command, boolean aligned)
      throws Exception {
    checkout.java("usr/lib/jvm/jdk-25", "25", "javac");
    assertThat(checkout.start(command).out().contains("<-XX:ObjectAlignmentInBytes=64>"))
        .isEqualTo(aligned);
  }

  @Test
  void takesOverTheLockOfABuildThatWasKilled() throws Exception {
    checkout.java("usr/lib/jvm/jdk-25", "25", "javac");
    Path lock = Files.createDirectories(checkout.project.resolve("target/launch.lock"));
    Files.writeString(lock.resolve("pid"), "999999999\n");
    assertThat(checkout.start("summary").exit()).isZero();
    assertThat(lock).doesNotExist();
  }

  @Test
  void aFailedBuildShowsItsEndAndIsTriedAgain() throws Exception {
    checkout.java("usr/lib/jvm/jdk-25", "25", "javac");
    checkout.maven("echo '[ERROR] A.java:[1,1] no'; exit 1");
    var failed = checkout.start("summary");
    assertThat(failed.exit()).isEqualTo(70);
    assertThat(failed.err())
        .startsWith(BUILDING + "gradus: the build failed. The end of " + checkout.project)
        .endsWith("build.log:\n[ERROR] A.java:[1,1] no\n");
    checkout.maven("exit 0");
    assertThat(checkout.start("summary").exit()).isZero();
  }

  @Test
  void withoutMavenItSaysWhatToInstall() throws Exception {
    checkout.java("usr/lib/jvm/jdk-25", "25", "javac");
    checkout.noMaven();
    var outcome = checkout.start("summary");
    assertThat(outcome.exit()).isEqualTo(69);
    assertThat(outcome.err())
        .isEqualTo(
            """
            gradus: expected Maven (mvn) on the PATH to build Gradus, found none.
            gradus: Install it, for example with your package manager: apt install maven, or brew install maven.
            """);
  }

  @Test
  void withoutAFittingJavaItSaysWhatToInstall() throws Exception {
    checkout.java("usr/lib/jvm/jdk-17", "17.0.15", "javac");
    checkout.java("usr/lib/jvm/jre-25", "25");
    var outcome = checkout.start("train");
    assertThat(outcome.exit()).isEqualTo(69);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .isEqualTo(
            """
            gradus: expected a JDK 25 or newer with bin/javac, found none in GRADUS_JAVA_HOME, JAVA_HOME, PATH and the usual folders.
            gradus: Install one, for example Temurin 25 from https://adoptium.net, or set GRADUS_JAVA_HOME to where it is.
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "17.0.15, 'Java 17'",
    "1.8.0_402, 'Java 1'",
    "nothing, 'no release file and bin/java'",
  })
  void aJavaThatWasNamedIsNeverReplaced(String version, String found) throws Exception {
    checkout.java("usr/lib/jvm/jdk-25", "25", "javac");
    Path named = checkout.java("named", version, "javac");
    var outcome = checkout.with("GRADUS_JAVA_HOME", named.toString()).start("summary");
    assertThat(outcome.exit()).isEqualTo(69);
    assertThat(outcome.err())
        .isEqualTo(
            """
            gradus: GRADUS_JAVA_HOME=%s: expected a JDK 25 or newer with bin/javac, found %s.
            gradus: Point GRADUS_JAVA_HOME at a JDK 25, or unset it to let gradus look for one.
            """
                .formatted(named, found));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "usr/lib/jvm/temurin 25",
        "opt/java/openjdk",
        "opt/jdk-25.0.3",
        "Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home",
        "home/.sdkman/candidates/java/25-tem",
        "home/.jdks/temurin-25",
      })
  void looksInTheUsualFolders(String home) throws Exception {
    checkout.java("usr/lib/jvm/jdk-17", "17", "javac");
    checkout.java(home, "25.0.1", "javac");
    assertThat(checkout.start("summary").out()).startsWith("java 25.0.1\n");
  }

  @Test
  void prefersWhatTheUserNamedThenTheVersionThatIsTested() throws Exception {
    checkout.java("opt/jdk-26", "26", "javac");
    checkout.java("usr/lib/jvm/jdk-27", "27-ea", "javac");
    assertThat(checkout.start("summary").out()).startsWith("java 27-ea\n");

    checkout.java("home/.jdks/jdk-25", "25", "javac");
    assertThat(checkout.start("summary").out()).startsWith("java 25\n");

    checkout.with("JAVA_HOME", checkout.java("mine", "28", "javac").toString());
    assertThat(checkout.start("summary").out()).startsWith("java 28\n");

    checkout.with("GRADUS_JAVA_HOME", checkout.java("named", "29", "javac").toString());
    assertThat(checkout.start("summary").out()).startsWith("java 29\n");
  }

  @Test
  void findsTheJavaOfThePathThroughLinks() throws Exception {
    Path java = checkout.java("somewhere/jdk", "25.0.2", "javac");
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path link = Files.createSymbolicLink(bin.resolve("alternative"), java.resolve("bin/java"));
    Files.createSymbolicLink(bin.resolve("java"), link.getFileName());
    checkout.with("PATH", folder.resolve("programs") + ":" + bin);
    assertThat(checkout.start("summary").out()).startsWith("java 25.0.2\n");
  }

  @Test
  void startsThroughALinkAndFromAnotherFolder() throws Exception {
    checkout.java("usr/lib/jvm/jdk-25", "25", "javac");
    Path bin = Files.createDirectories(folder.resolve("my bin"));
    Path link = Files.createSymbolicLink(bin.resolve("g"), Path.of("../a project/gradus"));
    var outcome = checkout.startAs(link, bin, "summary");
    assertThat(outcome.exit()).isZero();
    assertThat(libraryOf(outcome)).startsWith(checkout.project.toRealPath().toString());
  }

  @Test
  void passesArgumentsAndTheExitCode() throws Exception {
    checkout.java("usr/lib/jvm/jdk-25", "25", "javac");
    var outcome = checkout.start("evaluate", "a b", "", "*", "fail");
    assertThat(outcome.exit()).isEqualTo(7);
    assertThat(outcome.out())
        .endsWith("<gradus.cli/gradus.cli.Gradus>\n<evaluate>\n<a b>\n<>\n<*>\n<fail>\n");
  }

  @Test
  void passesFlagsOfTheUserToTheJvm() throws Exception {
    checkout.java("usr/lib/jvm/jdk-25", "25", "javac");
    checkout.with("GRADUS_JAVA_OPTS", "-Xmx2g -XX:UseAVX=2");
    assertThat(checkout.start("train").out()).contains("<-Xmx2g>\n<-XX:UseAVX=2>\n");
  }

  @ParameterizedTest
  @CsvSource({
    "train, true",
    "evaluate, true",
    "predict, true",
    "unknown, true",
    "summary, false",
    "data, false",
    "help, false",
    "--help, false",
    "--version, false",
  })
  void onlyCommandsThatComputeAskForVectors(String command, boolean vectors) throws Exception {
    checkout.java("usr/lib/jvm/jdk-25", "25", "javac");
    String out = checkout.start(command).out();
    assertThat(out.contains("<jdk.incubator.vector>")).isEqualTo(vectors);
    assertThat(out.contains("<-XX:TieredStopAtLevel=1>")).isEqualTo(!vectors);
  }

  /// They may take long all the same.
  @ParameterizedTest
  @ValueSource(strings = {"prove", "check", "convolve", "losses", "assignment"})
  void whatReasonsIsCompiledWellAndAsksForNoVectors(String command) throws Exception {
    checkout.java("usr/lib/jvm/jdk-25", "25", "javac");
    assertThat(checkout.start(command).out())
        .doesNotContain("jdk.incubator.vector", "TieredStopAtLevel");
  }

  /// The argument after `-p`.
  private static String libraryOf(Checkout.Outcome outcome) {
    var lines = outcome.out().lines().toList();
    String argument = lines.get(lines.indexOf("<-p>") + 1);
    return argument.substring(1, argument.length() - 1);
  }
}

package gradus.explain.claim;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.algebra.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No claim that is false at a point is proved: true claims are changed a little, decided, and what
/// is said to be proved is evaluated by a reader of the tests' own.
class MutationTest {

  static List<String> truths() throws IOException {
    List<String> truths = new ArrayList<>(lines(resource()));
    for (String line : lines(sourceText())) {
      if (line.endsWith("expect proved")) {
        truths.add(line.replaceAll("\\s+expect proved$", ""));
      }
    }
    return truths;
  }

  private static String resource() throws IOException {
    try (var in = MutationTest.class.getResourceAsStream("truths.claims")) {
      return new String(
          java.util.Objects.requireNonNull(in).readAllBytes(),
          java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private static String sourceText() throws IOException {
    return guide("source-text");
  }

  private static String guide(String name) throws IOException {
    Path file = Path.of("docs/guide/" + name + ".claims");
    return Files.readString(Files.exists(file) ? file : Path.of("..").resolve(file));
  }

  private static List<String> lines(String text) {
    return text.replace("\\\n", "")
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("truths")
  void theReaderOfTheTestsFindsTruthsTrue(String truth) {
    assertThat(new Judge(1).failure(Claim.of(truth))).isEmpty();
  }

  @Test
  void theReaderOfTheTestsFindsFalsehoodsFalse() {
    for (String wrong :
        List.of(
            "sigmoid(-a) = sigmoid(a)",
            "d softmax(x)[i] / d x[j] = softmax(x)[i]",
            "conv_valid(x, w) = corr_valid(x, w)",
            "relu(a) = a if a > -1",
            "psd([[1,2],[2,1]])",
            "convex(sigmoid(a), a)")) {
      assertThat(new Judge(1).failure(Claim.of(wrong))).as(wrong).isPresent();
    }
  }

  @Test
  void noFalseMutantIsProved() throws IOException {
    assertThat(provedThoughFalse(truths(), 20_261_124, System.nanoTime() + 12_000_000_000L))
        .isEmpty();
  }

  /// As long as `-Dgradus.fuzz.minutes` says, from `-Dgradus.fuzz.seed` on.
  @Test
  @Tag("fuzz")
  void noFalseMutantIsProvedInALongRun() throws IOException {
    long nanos = Long.getLong("gradus.fuzz.minutes", 3) * 60_000_000_000L;
    long seed = Long.getLong("gradus.fuzz.seed", System.currentTimeMillis());
    List<String> all = new ArrayList<>(truths());
    all.addAll(further());
    assertThat(provedThoughFalse(all, seed, System.nanoTime() + nanos)).isEmpty();
  }

  /// What is true in the guide's files of claims beyond the source text. Convexity on an interval
  /// is left out: the second point of the judge may lie outside of it.
  private static List<String> further() throws IOException {
    List<String> further = new ArrayList<>();
    for (String name : List.of("beyond", "further")) {
      for (String line : lines(guide(name))) {
        if (line.endsWith("expect proved") && !line.matches("(convex|concave).*where.*")) {
          further.add(line.replaceAll("\\s+expect proved$", ""));
        }
      }
    }
    return further;
  }

  private static List<String> provedThoughFalse(List<String> truths, long seed, long deadline) {
    List<String> wrong = new ArrayList<>();
    for (long next = seed; System.nanoTime() < deadline; next++) {
      long each = next;
      Random random = new Random(each);
      String truth = truths.get(random.nextInt(truths.size()));
      String mutant = new Mutants(random).of(truth);
      Optional<String> failure = mutant.equals(truth) ? Optional.empty() : failure(mutant, each);
      if (each % 3 == 0) {
        goalFailure(truth, each).ifPresent(it -> wrong.add("seed %d, goal %s".formatted(each, it)));
      }
      if (failure.isPresent()) {
        wrong.add("seed %d, \"%s\" is proved, but %s".formatted(each, mutant, failure.get()));
      }
    }
    return wrong;
  }

  /// The same below the language, where no parser stands before the prover.
  private static Optional<String> goalFailure(String truth, long seed) {
    Claim mutant = new GoalMutants(new Random(seed)).of(Claim.of(truth));
    return Answer.to(mutant).verdict() instanceof Verdict.Proved
        ? new Judge(seed).understood(mutant).map(it -> mutant.echo() + " " + it)
        : Optional.empty();
  }

  private static Optional<String> failure(String mutant, long seed) {
    Claim claim;
    try {
      claim = Claim.of(mutant);
    } catch (ClaimException notAClaim) {
      assertThat(notAClaim.at()).isBetween(0, mutant.length());
      return Optional.empty();
    } catch (RuntimeException unexpected) {
      throw new AssertionError("seed %d, \"%s\"".formatted(seed, mutant), unexpected);
    }
    try {
      return Answer.to(claim).verdict() instanceof Verdict.Proved
          ? new Judge(seed).failure(claim)
          : Optional.empty();
    } catch (RuntimeException unexpected) {
      throw new AssertionError("seed %d, \"%s\"".formatted(seed, mutant), unexpected);
    }
  }
}

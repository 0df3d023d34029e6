package gradus.explain.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nobody's text brings the reader down: each gets an answer or one error with its place.
class HostileTest {

  private static final String SOUP =
      "sum softmax d x y a K i if else where and or not let in for = <= != ( ) [ ] { } | , ; : .."
          + " ... + - * / ^ _ ' @ ∂ ∇ Σ \\frac \\sum \\begin{cases} \\end{cases} ⊙ ⋆ ᵀ ² ₁ ⌊ 0 1"
          + " 2.5 1e9 1e-3 99999999999999999999 delta psd convex grad conv_full R Z é 𝟙 \u0303"
          + " \uD800 \t";

  private static void isAnswered(String text) {
    try {
      Claim claim = Claim.of(text);
      assertThat(claim.echo()).isNotEmpty();
    } catch (ClaimException wrong) {
      assertThat(wrong.at()).as(text).isBetween(0, text.length());
      assertThat(wrong.pointedAt(text)).contains("^");
      assertThat(wrong.getMessage()).contains(": expected ").contains(", found ");
    }
  }

  @Test
  void tokensInAnyOrder() {
    String[] pieces = SOUP.split(" ", -1);
    for (long seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(14); i >= 0; i--) {
        text.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
      }
      isAnswered(text.toString());
    }
  }

  @Test
  void claimsWithChanges() throws IOException {
    List<String> truths = MutationTest.truths();
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      isAnswered(new Mutants(random).of(truths.get(random.nextInt(truths.size()))));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(", "[", "{", "|", "-", "not ", "sin ", "d/da ", "Σ_k ", "2^", "x_", "a["})
  void deepNesting(String piece) {
    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> isAnswered(piece.repeat(10_000)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exp(10^10^10) = 1",
        "sum(i=1..10^9, i) = 1",
        "sum(i=1..1000000000, i) = 1",
        "x^1000000 = x",
        "(10^1000000000)^1000 = 1",
        "floor(10^(10^9)) = 1",
        "sqrt(10^(10^9)) < 0",
        "10^(10^9) < 10^(10^8)",
        "floor(1e30) = 1",
        "x_99999999999999999999 = 1",
        "softplus(exp(a)) = a",
        "not psd(eye(1000000))",
        "ones(10^100) = zeros(3)"
      })
  void falseClaimsOfHugeNumbers(String claim) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> assertThat(Answer.to(Claim.of(claim)).word()).isNotIn("PROVED", "PROVED_FOR"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sigmoid(%s)", "exp(%s)", "floor(%s/2)"})
  void nestedFunctionsTakeNoPowersOfTheirDepth(String function) {
    String term = "tanh(a)";
    for (int i = 0; i < 25; i++) {
      term = function.replace("%s", term);
    }
    String claim = term + " > -7";
    assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> assertThat(Answer.to(Claim.of(claim)).word()).isNotEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {" + a", "*a", " @ a"})
  void longRowsHaveAnAnswerOrAnError(String piece) {
    isAnswered("a" + piece.repeat(4000) + " = a");
  }

  @Test
  void conditionsThatFewSizesMeetTakeNoLongerThanOthers() {
    // true at d = k = 1, false at others, which are hard to find
    String claim = "d corr_full(h,w)[d] / d h[n+j-k] = w[j]";
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> assertThat(Answer.to(Claim.of(claim)).word()).isNotEqualTo("PROVED"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(i=1..10^9, i) = 500000000500000000",
        "sqrt(10^(10^9)) > 0",
        "10^(10^9) > 10^(10^8)",
        "d/da floor(a) = 0",
        "psd(eye(1000000))",
        "d corr_full(h,w)[1] / d h[n+j-k] = w[j] if d = 1 and k = 1"
      })
  void trueClaimsOfHugeNumbers(String claim) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> assertThat(Answer.to(Claim.of(claim)).word()).isNotEqualTo("REFUTED"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "let f(x) = x*x; let g(x) = f(f(f(f(x)))); g(g(g(g(g(g(a)))))) = 1",
        "let f(x) = conv_full(conv_full(conv_full(x, [1,2,3]), [1,2,3]), [1,2,3]);"
            + " f(f(f(f([1,2,3])))) = [1]"
      })
  void definitionsThatMultiply(String claim) {
    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> isAnswered(claim));
  }
}

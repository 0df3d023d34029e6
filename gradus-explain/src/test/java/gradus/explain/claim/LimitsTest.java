package gradus.explain.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.algebra.Step;
import gradus.algebra.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Limits as people write them, and what is said of them.
class LimitsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "lim(a -> inf) sigmoid(a) = 1 ~ σ(a) → 1 as a → ∞",
        "limit(sigmoid(a), a, -inf) = 0 ~ σ(a) → 0 as a → −∞",
        "lim(sigmoid(a), a -> inf) = 1 ~ σ(a) → 1 as a → ∞",
        "\\lim_{a\\to\\infty} \\sigma(a) = 1 ~ σ(a) → 1 as a → ∞",
        "lim_{a→−∞} σ(a) = 0 ~ σ(a) → 0 as a → −∞",
        "lim_(a->inf) softplus(a) - a = 0 ~ softplus(a) − a → 0 as a → ∞",
        "lim a->inf tanh(a) = 1 ~ tanh(a) → 1 as a → ∞",
        "\\lim_{x \\to 0^+} x \\log x = 0 ~ x·log(x) → 0 as x → 0 from above",
        "lim_{x→0-} 1/x = -inf ~ 1/x → −∞ as x → 0 from below",
        "\\lim_{T \\downarrow 0} \\frac{1}{T} = \\infty ~ 1/T → ∞ as T → 0 from above",
        "sigmoid(a) -> 1 as a -> inf ~ σ(a) → 1 as a → ∞",
        "sigmoid(a) → 0 for a → −∞ ~ σ(a) → 0 as a → −∞",
        "sigmoid(a) tends to 1 as a -> inf ~ σ(a) → 1 as a → ∞",
        "softplus(a) - a → 0 (a → ∞) ~ softplus(a) − a → 0 as a → ∞",
        "as a -> inf, sigmoid(a) -> 1 ~ σ(a) → 1 as a → ∞",
        "1 = lim(a -> inf) sigmoid(a) ~ σ(a) → 1 as a → ∞",
        "lim(x -> 1/2) x^2 = 1/4 ~ x² → 1/4 as x → 1/2",
        "lim(a -> inf) sigmoid(a) <= 1 ~ σ(a) has a limit ≤ 1 as a → ∞"
      })
  void isUnderstood(String text, String understood) {
    assertThat(Claim.of(text).echo().getFirst()).isEqualTo("claim    " + understood);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "lim(a -> inf) sigmoid(a) = lim(a -> inf) tanh(a) ~ character 28: expected a number to"
            + " compare a limit with, found \"lim\". Compare each limit with a number.",
        "lim(a -> inf) softplus(a) = a ~ character 29: expected a term without a, found one that"
            + " moves with it. Claim of the difference or quotient that it tends to a number:"
            + " lim(a -> inf) softplus(a) - a = 0.",
        "lim(a -> inf) sigmoid(a) ~ character 25: expected = after a limit, found the end. Write"
            + " lim(a -> inf) sigmoid(a) = 1.",
        "2*lim(a -> inf) sigmoid(a) = 2 ~ character 3: expected a term, found a limit. A limit"
            + " says where the variable goes, and stands alone: lim(a -> inf) f = 1."
      })
  void isRefused(String wrong, String sentence) {
    assertThatThrownBy(() -> Claim.of(wrong)).hasMessage(sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lim(a -> -inf) d/da bce(a, 1) = -1",
        "lim(a -> inf) d/da bce(a, y) = 1 - y",
        "lim(a -> -inf) d/da (sigmoid(a) - 1)^2 = 0",
        "lim(a -> inf) bce(a, 0) = inf",
        "lim(a -> inf) silu(a)/a = 1",
        "lim(a -> -inf) silu(a) = 0",
        "lim(a -> -inf) gelu(a) = 0",
        "lim(a -> inf) a^3*exp(-a) = 0",
        "lim(a -> inf) exp(a)/a^3 = inf",
        "lim(T -> inf) softmax(x/T)[i] = 1/K",
        "lim(T -> 0+) softmax([1, 2]/T)[2] = 1",
        "lim(T -> 0) 1/T = inf where T > 0",
        "lim(a -> inf) sigmoid(w*a) = 1 where w > 0",
        "lim(h -> 0) (exp(a+h) - exp(a))/h = exp(a)",
        "lim(n -> inf) (1 + x/n)^n = exp(x)",
        "lim(x -> 0) sin(x)/x = 1",
        "lim(x -> inf) sin(x)/x = 0",
        "lim(x -> 0) (1 - cos(x))/x^2 = 1/2",
        "lim(a -> inf) relu(a - b)/a = 1",
        "lim(c -> inf) huber(r, c) = r^2/2",
        "lim(a -> inf) a^20/exp(a) = 0",
        "lim(a -> inf) a^0 = 1",
        "lim(a -> inf) sqrt(a^2 + a) - a = 1/2",
        "lim(a -> inf) sqrt(a+1) - sqrt(a) = 0",
        "lim(a -> 0) a*log(a) = 0",
        "lim(a -> 1) sqrt(1 - a^2) = 0",
        "lim(a -> 2-) floor(a) = 1",
        "lim(n -> inf) (1 - 1/n)^n = 1/e",
        "lim(T -> 0+) softmax([a, b]/T)[1] = 1 where a > b",
        "lim(T -> 0+) T*lse([a, b]/T) = max(a, b)",
        "lim(b -> inf) softplus(b*a)/b = relu(a)",
        "lim(T -> 0+) sigmoid(a/T) = step(a) where a != 0",
        "lim(p -> 0) entropy([p, 1-p]) = 0",
        "lim(q -> 1) (1 - sum(p^q))/(q-1) = entropy(p) where p > 0, sum(p) = 1",
        "lim(q -> 1) (p^q - p)/(q - 1) = p*log(p) where p > 0",
        "lim(a -> inf) exp(-a)*sin(a) = 0",
        "not lim(a -> inf) sigmoid(a) = 0"
      })
  void isProved(String claim) {
    assertThat(Answer.to(Claim.of(claim)).word()).isEqualTo("PROVED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "lim(a -> inf) sigmoid(a) = 0 ~ 1, the limit ~ 0",
        "lim(a -> inf) sigmoid(a) < 1 ~ 1, the limit ~ 1",
        "lim(a -> inf) softplus(a) = 1 ~ ∞, the limit ~ 1",
        "lim(a -> inf) tanh(a) = inf ~ 1, the limit ~ ∞",
        "lim(a -> 0) sign(a) = 0 ~ 1 from above, -1 from below ~ 0",
        "lim(x -> 0) 1/x = inf ~ ∞ from above, −∞ from below ~ ∞",
        "lim(a -> 2) floor(a) = 2 ~ 2 from above, 1 from below ~ 2",
        "lim(a -> 0) sqrt(a) = 1 ~ 0, the limit ~ 1",
        "lim(b -> inf) softplus(b*a)/b = abs(a) ~ 0, the limit ~ 1",
        "lim(T -> 0+) sigmoid(a/T) = step(a) ~ 1/2, the limit ~ 0",
        "lim(T -> 0) exp(-1/T) = 0 ~ 0 from above, ∞ from below ~ 0",
        "lim(a -> inf) sigmoid(w*a) = 1 ~ 0, the limit ~ 1",
        "lim(a -> inf) exp(-a)*exp(a) = 0 ~ 1, the limit ~ 0",
        "lim(a -> inf) log(a)/a = 1 ~ 0, the limit ~ 1",
        "lim(a -> 0) (softplus(a) - log(2))/a = 1 ~ 1/2, the limit ~ 1",
        "lim(T -> inf) softmax(x/T)[i] = 1 where x in R^2 ~ 1/2, the limit ~ 1",
        "lim(a -> -inf) leaky_relu(a, 0.1)/a = 0 ~ 1/10, the limit ~ 0",
        "lim(a -> inf) sin(a) = 0 ~ 1, the limit along the points where its sine is 1 ~ 0",
        "lim(a -> inf) cos(a) = 1 ~ 0, the limit along the points where its sine is 1 ~ 1",
        "lim(a -> 0) sin(1/a) = 0 ~ 1, the limit along the points where its sine is 1 ~ 0",
        "lim(a -> inf) a*sin(a) = inf ~ 0, the limit along the points where its sine is 0 ~ ∞",
        "lim(a -> inf) tanh(a)*cos(a) = 1 ~ 0, the limit along the points where its sine is 1 ~ 1",
        "lim(a -> inf) sin(a)^2 + cos(a)^2 = 2 ~ 1, the limit along the points where its sine is 0"
            + " ~ 2",
        "lim(a -> inf) a = n ~ ∞, the limit ~ n",
        "lim(q -> 1) (1 - sum(p^q))/(q-1) = -entropy(p) where p in R^2, p > 0, sum(p) = 1 ~"
            + " 0.69314718055…, the limit ~ -0.69314718055…"
      })
  void isRefuted(String claim, String left, String right) {
    assertThat(Answer.to(Claim.of(claim)).verdict())
        .isInstanceOfSatisfying(
            Verdict.Refuted.class,
            it -> {
              assertThat(it.counterexample().left()).isEqualTo(left);
              assertThat(it.counterexample().right()).isEqualTo(right);
            });
  }

  /// Values near the place are no proof, and where there are none nothing is said.
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "lim(a -> inf) sin(k*a) = 0 ~ UNDECIDED",
        "lim(n -> inf) sin(pi*n) = 0 ~ UNDECIDED",
        "lim(a -> inf) sin(a)*cos(2*a) = 0 ~ UNDECIDED",
        "lim(a -> inf) sin(a) = 0 where sin(a) <= 1/2 ~ UNDECIDED",
        "lim(a -> inf) [sin(a) > 0] = 0 ~ UNDECIDED",
        "lim(a -> inf) sin(relu(a)) = 0 ~ UNDECIDED",
        "lim(q -> 1) p^q = p where p < 0 ~ UNDECIDED",
        "lim(a -> inf) log(-a) = 0 ~ UNDECIDED",
        "lim(a -> inf) sigmoid(a) = 1 where a < 5 ~ UNDECIDED",
        "lim(a -> 0-) sqrt(a) = 0 ~ UNDECIDED",
        "lim(a -> 0) sqrt(a)*sqrt(-a) = 0 ~ UNDECIDED",
        "lim(a -> 0+) floor(sin(a)) = 0 ~ UNDECIDED",
        "lim(n -> inf) sin(n)*n = 0 ~ UNDECIDED"
      })
  void isOpen(String claim, String word) {
    assertThat(Answer.to(Claim.of(claim)).word()).isEqualTo(word);
  }

  @Test
  void linesAreNamed() {
    assertThat(Answer.to(Claim.of("lim(x -> 0+) x*log(x) = 0")).steps())
        .extracting(Step::rule)
        .contains("by l'Hôpital's rule", "by the limits of the parts", "the limit");
  }
}

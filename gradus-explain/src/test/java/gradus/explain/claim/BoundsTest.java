package gradus.explain.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bounds that rest on one law of the search each, with near misses (decision 0052).
class BoundsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        // exponents in the place of exponentials
        "|lse(x) - lse(y)| <= norm_inf(x - y)",
        "softmax(x)[i] <= exp(x[i] - max(x))",
        "T*lse(x/T) <= max(x) + T*log(K) where T > 0",
        // one term of a maximum
        "norm_inf(tanh(x) - tanh(y)) <= norm_inf(x - y)",
        // sizes of sums
        "norm1(conv_full(x, w)) <= norm1(x)*norm1(w)",
        // the only root
        "norm(x - y) <= norm(x) + norm(y)",
        "|norm(x) - norm(y)| <= norm(x - y)",
        // odd powers
        "2*a^3 + 1 is strictly increasing",
        "a^7 is strictly increasing",
        // names that are equal
        "jacobian(softmax(x), x)[i,j] <= 1/4",
        // powers
        "u^p >= 1 + p*(u - 1) where u > 0, p >= 1",
        "convex(a^p, a) where a > 0, p >= 1",
        // sums in canonical form
        "sum(softmax(x)*(1 - softmax(x))) <= 1 - 1/K",
        // functions known by their derivatives
        "sin(a)^2 + cos(a)^2 = 1",
        "erf is odd",
        // what is defined
        "log(a*b) = log(a) + log(b)",
        "log(a^2) = 2*log(a)",
        "1/(a - 2) is decreasing where a > 2",
        // one entry
        "softmax(x)[i] is increasing in x[i]",
        "softmax(x)[i] is decreasing in x[j] where i != j",
        "max(x) is increasing in x[i]",
        "sum(i=1..K, x[i]) is increasing in x[i]",
        "norm(x) is increasing in x[i] where x >= 0"
      })
  void isProved(String claim) {
    assertThat(Answer.to(Claim.of(claim)).word()).isEqualTo("PROVED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|lse(x) - lse(y)| <= norm_inf(x - y)/2",
        "softmax(x)[i] >= exp(x[i] - max(x))",
        "T*lse(x/T) <= max(x) + T*log(K)/2 where T > 0",
        "norm_inf(tanh(x) - tanh(y)) <= norm_inf(x - y)/2",
        "norm1(conv_full(x, w)) >= norm1(x)*norm1(w)",
        "|norm(x) - norm(y)| <= norm(x - y)/2",
        "a^3 - a is strictly increasing",
        "a^4 is strictly increasing",
        "jacobian(softmax(x), x)[i,j] <= 1/5",
        "u^p >= 1 + p*(u - 1) where u > 0, p > 0",
        "convex(a^p, a) where a > 0, p > 0",
        "sum(softmax(x)*(1 - softmax(x))) <= 1/2 - 1/K",
        "sin(a)^2 - cos(a)^2 = 1",
        "erf is even",
        "log(a*b) = log(a) - log(b)",
        "log(a^2) = log(a)",
        "1/(a - 2) is decreasing where a > 1",
        "softmax(x)[i] is decreasing in x[i]",
        "softmax(x)[i] is decreasing in x[j]",
        "max(x) is strictly increasing in x[i]",
        "norm(x) is increasing in x[i]"
      })
  void isRefuted(String claim) {
    assertThat(Answer.to(Claim.of(claim)).word()).isEqualTo("REFUTED");
  }

  /// The entry is larger in a copy of the vector, wherever that is read; conditions hold there too.
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "max(x) is increasing in x[i] ~ max_{s=1..d} xₛ ≤ max_{s=1..d} (xₛ + t·[s = i])",
        "x[i] is strictly increasing in x[i] ~ xᵢ < xᵢ + t",
        "t*x[i] is decreasing in x[i] ~ t·xᵢ ≥ t·(xᵢ + t′)"
      })
  void oneEntryIsLarger(String claim, String understood) {
    assertThat(Claim.of(claim).echo().getFirst()).isEqualTo("claim    " + understood);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "norm_inf() = 1 ~ character 1: expected an argument, found none. Write norm_inf(x).",
        "lse is convex ~ character 5: expected an argument of lse, found \"is\". Write lse(x).",
        "kl is convex ~ character 4: expected an argument of kl, found \"is\". Write kl(x).",
        "convex(a/0, a) ~ character 9: expected a divisor other than 0, found 0. What comes near to"
            + " it is a limit: lim(a -> 0+) 1/a = inf.",
        "x[i] is odd in x[i] ~ character 16: expected increasing or decreasing in an entry, found"
            + " another property. Write softmax(x)[i] is increasing in x[i]."
      })
  void isRefused(String wrong, String sentence) {
    assertThatThrownBy(() -> Claim.of(wrong)).hasMessage(sentence);
  }
}

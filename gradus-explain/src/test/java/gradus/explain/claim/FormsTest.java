package gradus.explain.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Forms of claims in which a person means one thing and a parser might read another.
class FormsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "d/da f(a) * d/da g(a) = 1 where f(x) = x^2, g(x) = x^3 ~ ∂/∂a (a²)·∂/∂a (a³) = 1",
        "d/da sin(a) * cos(a) = 1 ~ ∂/∂a (sin(a)·cos(a)) = 1",
        "d/da (sin(a) * d/da cos(a)) = 1 ~ ∂/∂a (sin(a)·∂cos(a)/∂a) = 1",
        "d/da d/db (a*b) = 1 ~ ∂/∂a (∂/∂b (a·b)) = 1",
        "∂/∂a ∂/∂b (a b) = 1 ~ ∂/∂a (∂/∂b (a·b)) = 1",
        "Σ_{i<j} x_i x_j = 1 ~ Σ_{i=1..d} Σ_{j=i+1..d} xᵢ·xⱼ = 1",
        "sum(i >= j, x_i x_j) = 1 ~ Σ_{i=1..d} Σ_{j=1..i} xᵢ·xⱼ = 1",
        "Σ_{i≠j} x_i x_j = 1 ~ Σ_{i=1..d} Σ_{j=1..d} {xᵢ·xⱼ if i ≠ j; 0 otherwise} = 1",
        "Σ_{j≠i} x_j = x_i ~ Σ_{j=1..d} {xⱼ if j ≠ i; 0 otherwise} = xᵢ",
        "\\sum_{1 \\le i < j \\le n} x_i x_j = 1 ~ Σ_{i=1..n} Σ_{j=i+1..n} xᵢ·xⱼ = 1",
        "Σ_{i,j} x_i x_j = 1 ~ Σ_{i=1..d} Σ_{j=1..d} xᵢ·xⱼ = 1",
        "n mod s = 1 ~ n − s·⌊n/s⌋ = 1",
        "2*n % s = 1 ~ 2·n − s·⌊2·n/s⌋ = 1",
        "7 ≡ 3 (mod 4) ~ 0 = 0",
        "concat(x, y) = 1 ~ {xᵢ if i ≤ n; y[i−n] otherwise} = 1",
        "sum([x; y]) = 1 ~ Σ_{s=1..n} xₛ + Σ_{s=1..m} yₛ = 1",
        "[1, 2; 3, 4] @ [1, 1] = [3, 7] ~ 3 = 3",
        "A^T[i, j] = 1 ~ A[j, i] = 1",
        "corr_matrix(w, d)[i+1, n+1] = 1 ~ w[−i+n+1] = 1",
        "sigmoid is 1/4-Lipschitz ~ 1/4·a − σ(a) ≤ 1/4·a′ − σ(a′)",
        "bounded(tanh(a), a, 1) ~ −1 ≤ tanh(a)",
        "tanh is monotone ~ tanh(a) ≤ tanh(a′), or everywhere tanh(a) ≥ tanh(a′)",
        "∂σ/∂a = 1 ~ ∂σ(a)/∂a = 1",
        "d tanh/da = 1 ~ ∂tanh(a)/∂a = 1",
        "f(a) = a^2 => f'(a) = 1 ~ 2·a = 1",
        "ab^2 = a + b ~ a·b² = a + b",
        "\\frac a2 = 1 ~ a/2 = 1",
        "a*(a > 0) = 1 ~ a·[a > 0] = 1",
        "sigmoid(a) is positive ~ σ(a) > 0",
        "δ_{ic} = δ_ic ~ [i = c] = [i = c]"
      })
  void isUnderstood(String typed, String understood) {
    assertThat(Claim.of(typed).echo().getFirst()).isEqualTo("claim    " + understood);
  }

  @Test
  void anEntryThatIsNamedByANumberExists() {
    assertThat(Claim.of("softmax(x)[2] < 1").echo())
        .contains("where    K ≥ 2, assumed so that the entry exists");
    assertThat(Answer.to(Claim.of("softmax(x)[1] = softmax(x)[2]")).word()).isEqualTo("REFUTED");
  }

  @Test
  void rowsHaveLengthsOfTheirOwn() {
    assertThat(Claim.of("corr_valid(X[c,:], W[c,:])[n] = 1").about().tensors().toString())
        .contains("name=d]", "name=k]");
  }

  @Test
  void aLengthInAConditionLeavesTheKernelFitting() {
    assertThat(Claim.of("corr_valid(x, w)[i] = 1 where i < length(corr_valid(x, w))").echo())
        .contains("where    k ≤ d, assumed so that the kernel fits");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "symmetric(x y^T)",
        "pd([[1, 1], [-1, 1]])",
        "pd(A^T @ A)",
        "not pd([[2, 1], [1, 2]])",
        "lipschitz(sigmoid(a), a, 1/5)",
        "d/da sin(a) * d/da cos(a) = d/da (sin(a) * d/da cos(a))",
        "sum(i < j, x_i x_j) = sum(i != j, x_i x_j)",
        "concat(x, y) = concat(y, x)",
        "length(corr_valid(x, w, padding=floor(k/2))) = d for k even",
        "n mod s < s - 1"
      })
  void isRefuted(String wrong) {
    assertThat(Answer.to(Claim.of(wrong)).word()).isEqualTo("REFUTED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a + b mod s = 0 ~ character 7: expected parentheses around what is divided, found \"mod\""
            + " after a sum. Write (a + b) mod s or a + (b mod s).",
        "A^2 = A where A in R^{2x2} ~ character 2: expected one meaning of a power of a square"
            + " matrix, found \"A^\". Write A @ A, or A ⊙ A entry by entry.",
        "E[x^2] = 1 ~ character 1: expected a sum or a mean, found an expectation. Write mean(x),"
            + " or sum(p*x) with probabilities p; a vector has another name.",
        "a = 1 where A is symmetric ~ character 18: expected a condition on numbers, found"
            + " \"symmetric\". Write (A + A^T)/2 for a symmetric matrix.",
        "the derivative of a is 1 ~ character 1: expected a name or a word of the language, found"
            + " \"the\". A derivative is written d/da f, a gradient grad(f, x).",
        "lipschitz(norm(x), x, 1) ~ character 20: expected a number by its name, found something"
            + " else. Write |f(x) - f(y)| <= c*norm(x - y)."
      })
  void isRefused(String wrong, String sentence) {
    assertThatThrownBy(() -> Claim.of(wrong)).hasMessage(sentence);
  }

  /// What is not said is told where it matters.
  @Test
  void theSlopeThatIsTakenIsTold() {
    assertThat(Claim.of("leaky_relu(a) = 0").echo())
        .contains("where    leaky_relu has the slope 0.01 below 0, since none is said");
    assertThat(Claim.of("leaky_relu(a, 0.2) = 0").echo()).noneMatch(it -> it.contains("slope"));
  }

  /// Of what is monotone one way is proved; of what is not, two pairs of places are shown.
  @Test
  void monotoneIsOneWayOrTheOther() {
    assertThat(Answer.to(Claim.of("exp(-a) is monotone")).word()).isEqualTo("PROVED");
    assertThat(Answer.to(Claim.of("a^2 is strictly monotone where a > 0")).word())
        .isEqualTo("PROVED");
    assertThat(Answer.to(Claim.of("a^2 is monotone")).word()).isEqualTo("REFUTED");
    assertThat(Answer.to(Claim.of("relu(a) is strictly monotone")).word()).isEqualTo("REFUTED");
    assertThat(Answer.to(Claim.of("not monotone(silu(a), a)")).word()).isEqualTo("PROVED");
    assertThat(Answer.to(Claim.of("not monotone(tanh(a), a)")).word()).isNotEqualTo("PROVED");
  }

  /// Powers, sequences and functions that a claim defines are read as they are meant.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "A A^{-1} = I where A in R^{2x2}",
        "y_n = \\sum_{j=1}^k x_{n+j-1} w_j => \\frac{\\partial y_n}{\\partial x_m} = w_{m-n+1}",
        "z_i = \\sum_j W_{ij} x_j => \\frac{\\partial z_i}{\\partial x_j} = W_{ij}",
        "\\operatorname{tr}(AB) = \\operatorname{tr}(BA)",
        "\\sigma(a) = \\frac12(1 + \\tanh(\\frac a2))"
      })
  void isProved(String claim) {
    assertThat(Answer.to(Claim.of(claim)).word()).isEqualTo("PROVED");
  }
}

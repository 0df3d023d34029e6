package gradus.explain.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Claims as they are typed, and as they are understood.
class ClaimTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "d/da softplus(a) = sigmoid(a) ~ ∂softplus(a)/∂a = σ(a)",
        "\\frac{\\partial}{\\partial a} \\tanh(a) = 1-\\tanh^2(a) ~ ∂tanh(a)/∂a = 1 − tanh(a)²",
        "d/da (y-a)^2 = 2*(a-y) ~ ∂/∂a ((y − a)²) = 2·(a − y)",
        "log(sum(k=1..K, exp(x[k]))) = log(1) ~ log(Σ_{k=1..K} e^{xₖ}) = log(1)",
        "exp(sum(k=1..K, x[k])) = 1 ~ e^{Σ_{k=1..K} xₖ} = 1",
        "sum(x[k], k=1..K) = 1 ~ Σ_{k=1..K} xₖ = 1",
        "sum(x[k] for k in 1..K) = 1 ~ Σ_{k=1..K} xₖ = 1",
        "prod(x[k], k != i) = 1 ~ Π_{k=1..d} {xₖ if k ≠ i; 1 otherwise} = 1",
        "2a = a + a ~ 2·a = a + a",
        "(a if a > 0 else 0) = relu(a) ~ {a if a > 0; 0 otherwise} = relu(a)",
        "conv_valid([1,2,3,4],[1,0,2]) = [5,8] ~ 5 = 5",
        "x₁ + x_1 = 2*x1 ~ x1 + x1 = 2·x1",
        "not a^2 < 0 ~ fails somewhere: a² < 0",
        "g(1-g) = g - g² where g = σ(a) ~ σ(a)·(1 − σ(a)) = σ(a) − σ(a)²",
        "convex(exp(a), a) ~ e^a is convex in a"
      })
  void isUnderstood(String typed, String understood) {
    assertThat(Claim.of(typed).echo().getFirst()).isEqualTo("claim    " + understood);
  }

  @Test
  void saysWhatTheNamesAre() {
    assertThat(Claim.of("d softmax(x)[i] / d x[j] = 0 if i != j").echo())
        .containsSubsequence(
            "for all  K, an integer",
            "for all  i, an integer",
            "for all  j, an integer",
            "for all  x, a vector: indices 1…K",
            "where    1 ≤ i ≤ K",
            "where    1 ≤ j ≤ K",
            "where    K ≥ 1",
            "where    i ≠ j");
  }

  @Test
  void aFewValuesAreCases() {
    assertThat(Claim.of("y*y = y where y in {0, 1}").parts()).hasSize(2);
  }

  @Test
  void aDefinitionMayBeDifferentiatedBy() {
    Claim claim =
        Claim.of("let h = relu(corr_valid(x,w1)); d corr_valid(h,w2)[i]/d h[n] = w2[n-i+1]");
    assertThat(claim.about().tensors()).containsOnlyKeys("x", "w1", "w2");
  }

  @Test
  void aMisspeltFunctionIsSuggested() {
    assertThatThrownBy(() -> Claim.of("sigmod(a) = 1"))
        .hasMessage(
            "character 1: expected a known function, found \"sigmod\". Did you mean sigmoid? A"
                + " product is written with *; a function of your own with let f(x) = …; first.");
  }

  @Test
  void anAmbiguousQuotientIsRefused() {
    assertThatThrownBy(() -> Claim.of("1/2a = 1"))
        .hasMessage(
            "character 4: expected a sign after the denominator, found \"a\". Write 1/(2*a) or"
                + " (1/2)*a: 1/2a may mean either.");
  }

  @Test
  void anErrorIsPointedAt() {
    String claim = "sigmoid(a = 1";
    assertThatThrownBy(() -> Claim.of(claim))
        .isInstanceOfSatisfying(
            ClaimException.class,
            wrong -> assertThat(wrong.pointedAt(claim)).endsWith("\n          ^"));
  }

  @ParameterizedTest
  @CsvSource({
    "(,100000",
    "[,5000",
    "-,15000",
    "2^,9000",
    "sin ,4000",
    "d ,3000",
    "not ,4000",
    "+,15000",
    "[a=,4000"
  })
  void hostileInputGetsOneError(String piece, int times) {
    assertThatThrownBy(() -> Claim.of(piece.repeat(times))).isInstanceOf(ClaimException.class);
  }

  @Test
  void controlCharactersAreNamed() {
    assertThatThrownBy(() -> Claim.of("a\0 = 1"))
        .hasMessage(
            "character 2: expected a letter, a number or a sign of mathematics, found the control"
                + " character U+0000. Leave it out.");
  }

  /// Each matrix has sizes of its own; products, sums and lengths that the claim names join them.
  @ParameterizedTest
  @CsvSource({
    "jacobian(A @ (B @ x); x) = A @ B,B,n,d",
    "(A @ B)^T = B^T @ A^T,B,n,q",
    "trace(A @ B) = trace(B @ A),B,n,m",
    "A @ (B @ C) = (A @ B) @ C,C,q,s",
    "A @ B = B @ A,B,n,n",
    "grad(sum(W2 @ tanh(W1 @ x)); x) = W1^T @ ((1 - tanh(W1 @ x)^2)*(W2^T @ ones(m))),W2,m,n"
  })
  void matricesHaveSizesOfTheirOwn(String claim, String matrix, String rows, String columns) {
    assertThat(Claim.of(claim.replace(';', ',')).echo())
        .contains("for all  %s, a matrix: indices 1…%s and 1…%s".formatted(matrix, rows, columns));
  }

  /// A row beside a kernel has a length of its own, and `e` as an index is no number.
  @Test
  void rowsAreSignalsAndKernels() {
    String claim =
        "let y[n] = sum(c=1..C, corr_valid(x[c], w[c])[n]); d y[n]/d w[e,j] = x[e,n+j-1]";
    assertThat(Claim.of(claim).echo())
        .contains(
            "for all  e, an integer",
            "for all  x, a matrix: indices 1…C and 1…d",
            "for all  w, a matrix: indices 1…C and 1…k");
  }
}

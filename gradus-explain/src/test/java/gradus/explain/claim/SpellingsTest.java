package gradus.explain.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Claims as different people type them: LaTeX, Unicode, Python, index notation.
class SpellingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "hadamard(x, y) = x ~ x·y = x",
        "(A + λI) @ x = x ~ Σ_{s=1..n} (A[i, s] + λ·[i = s])·xₛ = xᵢ",
        "A = I where A in R^(2x2) ~ A[1, 1] = 1",
        "λw_i + μx = 1 ~ λ·wᵢ + μ·x = 1",
        "Σ_{j=1}^{M} w_j0 = 1 ~ Σ_{j=1..M} w₀[j] = 1",
        "sum(c=1..C, sum(X[c,:])) = 1 ~ Σ_{c=1..C} Σ_{s=1..n} X[c, s] = 1",
        "mean(j=1..k, x[j]) = 1 ~ (Σ_{j=1..k} xⱼ)/k = 1",
        "sum(k, x[k]) = 1 ~ Σ_{k=1..d} xₖ = 1",
        "sum(k=1 to K, x[k]) = 1 ~ Σ_{k=1..K} xₖ = 1",
        "∇ lse(x) = softmax(x) ~ ∂log(Σ_{s=1..K} e^{xₛ})/∂xᵢ = e^{xᵢ}/Σ_{s=1..K} e^{xₛ}",
        "∂_x (x^2) = 2x ~ ∂/∂x (x²) = 2·x",
        "diff(a^3, a, 2) = 6a ~ ∂²/∂a² (a³) = 6·a",
        "d2/da2 (a^3) = 6a ~ ∂²/∂a² (a³) = 6·a",
        "‖x‖₂² = xᵀx ~ √(Σ_{s=1..K} xₛ²)² = Σ_{s=1..K} xₛ·xₛ",
        "\\|x\\|_1 = 1 ~ Σ_{s=1..K} |xₛ| = 1",
        "½(a + b) = \\frac12 a + \\frac1b ~ 1/2·(a + b) = 1/2·a + 1/b",
        "∇_w (λ/2) ‖w‖² = λ w ~ ∂/∂wᵢ (λ/2·√(Σ_{s=1..K} wₛ²)²) = λ·wᵢ",
        "\\hat{y} = \\sigma(\\hat y) ~ ŷ = σ(ŷ)",
        "𝜎(𝑎) = 𝟙[a > 0] ~ σ(a) = [a > 0]",
        "\\mathbf{1}^\\top p = \\mathbf{1} ~ Σ_{s=1..d} pₛ = 1",
        "1_{i=j} = δ_ij ~ [i = j] = [i = j]",
        "D_{KL}(p \\| q) = 1 ~ Σ_{s=1..d} pₛ·log(pₛ/qₛ) = 1",
        "np.where(a > 0, a, 0) = np.maximum(a, 0) ~ {a if a > 0; 0 otherwise} = max(a, 0)",
        "np.convolve(x, w, 'valid') = 1 ~ Σ_{s=1..k} x[i+s−1]·w[k−s+1] = 1",
        "x[::-1] = x ~ x[d−i+1] = xᵢ",
        "x.sum() = (x*x).mean() ~ Σ_{s=1..d} xₛ = (Σ_{s=1..d} xₛ·xₛ)/d",
        "softmax(x, dim=-1)[i] = 1 ~ e^{xᵢ}/Σ_{s=1..K} e^{xₛ} = 1",
        "w · x + b = 1 where w in R^d, x in R^d ~ Σ_{s=1..d} wₛ·xₛ + b = 1",
        "Xw = X @ w ~ Σ_{s=1..n} X[i, s]·wₛ = Σ_{s=1..n} X[i, s]·wₛ",
        "x^T A x = 1 ~ Σ_{s=1..m} (Σ_{s′=1..m} x[s′]·A[s′, s])·xₛ = 1",
        "1/N Σ_{n=1}^{N} x_n = 1 ~ 1/N·Σ_{n=1..N} xₙ = 1",
        "1/2 a = (5+2)//2 ~ 1/2·a = ⌊7/2⌋",
        "let q(u)[k] = u[k]^2; q(x)[i] = 1 ~ xᵢ² = 1",
        "z_i = 1 where z_i = x_i + y_i ~ xᵢ + yᵢ = 1",
        "let x in R^3, T > 0; x[1] = T ~ x₁ = T",
        "if a > 0 then relu(a) = a ~ relu(a) = a",
        "for all i, j in 1..K with i != j: x[i] = x[j] ~ xᵢ = xⱼ",
        "s(2) = 1 where s(x) = x^2 ~ 2² = 1",
        "let f(a) = a^2, g(a) = 2a; f(b) = g(b) ~ b² = 2·b",
        "w_1 + w_0 = sum(j=1..M, w_j) ~ w₁ + w0 = Σ_{j=1..M} wⱼ",
        "(5 if a <> 0 else 1) = 5 ~ {5 if a ≠ 0; 1 otherwise} = 5",
        "ones(2, 3) = zeros(2, 3) ~ 1 = 0",
        "d/da [(a-1)^2/2] = a - 1 ~ ∂/∂a ((a − 1)²/2) = a − 1",
        "sigmoid(a) is not convex ~ fails somewhere: σ(a) is convex in a",
        "convex(norm1(x), x) ~ Σ_{s=1..K} |xₛ + t·vₛ| is convex in t",
        "dL/dw = x where L = wx + b ~ ∂/∂w (w·x + b) = x",
        "let f(a) = a^3; f''(b) = 1 ~ 3·2·b = 1",
        "let f(a) = a^2; convex(f, a) ~ a² is convex in a",
        "𝟏ᵀp = p^T 𝟏 ~ Σ_{s=1..d} pₛ = Σ_{s=1..d} pₛ",
        "diag(p) 𝟏 = p ~ Σ_{s=1..d} [i = s]·pᵢ = pᵢ",
        "d/da (a*|a|) = 2|a| ~ ∂/∂a (a·|a|) = 2·|a|",
        "grad(bce(a, 1), a) = 1 ~ ∂/∂a (−(log(σ(a)) + 0·log(1 − σ(a)))) = 1",
        "for all real x, relu(x) = x ~ relu(x) = x",
        "max(|x|) >= 0 ~ max_{s=1..d} |xₛ| ≥ 0",
        "sum(|x|) >= max(|x|) ~ Σ_{s=1..d} |xₛ| ≥ max_{s=1..d} |xₛ|",
        "norm(tanh(x) - tanh(y)) >= 0 ~ √(Σ_{s=1..K} (tanh(xₛ) − tanh(yₛ))²) ≥ 0",
        "norm(x - c) >= 0 ~ √(Σ_{s=1..K} (xₛ − c)²) ≥ 0",
        "norm1(x) <= sqrt(n)*norm_inf(x) ~ Σ_{s=1..n} |xₛ| ≤ √n·max_{s=1..n} |xₛ|",
        "elu(a, c) = relu6(b) ~ {a if a > 0; c·(e^a − 1) otherwise} = min(max(b, 0), 6)",
        "hardtanh(a) = tanhshrink(a) ~ min(max(a, −1), 1) = a − tanh(a)",
        "\\sigma^2 = σ²(a) ~ σ² = σ(a)²"
      })
  void isUnderstood(String typed, String understood) {
    assertThat(Claim.of(typed).echo().getFirst()).isEqualTo("claim    " + understood);
  }

  /// `sum(t) = 1` says something of t, and defines no function called sum.
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "grad(ce(x, t), x) = softmax(x) - t where sum(t) = 1 ~ Σ_{s=1..K} tₛ = 1",
        "a > 0 where sign(a) = 1 ~ sign(a) = 1",
        "a >= 0 where relu(a) = a ~ relu(a) = a",
        "dot(u, v) = 0 with norm(u) = norm(v) ~ √(Σ_{s=1..d} uₛ²) = √(Σ_{s=1..d}" + " vₛ²)"
      })
  void aKnownFunctionIsNotDefinedByACondition(String typed, String condition) {
    assertThat(Claim.of(typed).echo()).contains("where    " + condition);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "sigmoid(a) > 1/2 iff a > 0 ~ PROVED",
        "sigmoid(a) > 1/2 if and only if a > 0 ~ PROVED",
        "a >= 0 \\iff relu(a) = a ~ PROVED",
        "a > 0 ⟺ relu(a) > 0 ~ PROVED",
        "a > 1 <=> relu(a) > 0 ~ REFUTED",
        "relu(a) > 0 <=> a > 1 ~ REFUTED"
      })
  void bothDirectionsAreClaimed(String typed, String verdict) {
    assertThat(Answer.to(Claim.of(typed)).word()).isEqualTo(verdict);
  }

  @Test
  void eachDirectionIsShownWithWhatItAssumes() {
    assertThat(Claim.of("a > 1 iff relu(a) > 0").echo())
        .containsExactly(
            "claim    relu(a) > 0, where a > 1",
            "claim    a > 1, where relu(a) > 0",
            "for all  a, a real number",
            "and all terms are defined");
  }

  @Test
  void aResidualIsAVector() {
    assertThat(Claim.of("convex(norm(A@x-b)^2, x)").about().tensors())
        .containsOnlyKeys("A", "x", "b");
  }

  @Test
  void theBiasOfAllExamplesIsANumber() {
    assertThat(Claim.of("grad(sum(bce(X@w + b, y)), w) = w").about().tensors())
        .containsOnlyKeys("X", "w", "y");
  }

  @Test
  void kernelsHaveLengthsOfTheirOwn() {
    assertThat(Claim.of("conv_full(conv_full(x,u),v)[1] = 1").about().variables())
        .containsKeys("d", "k", "l");
  }

  @Test
  void twoLettersBelowADeltaAreIndicesOnlyIfTheyCanBe() {
    assertThat(Claim.of("δ_ij = δ_ji").about().variables()).containsKeys("i", "j");
    assertThat(Claim.of("δ_wn = 1").about().variables()).containsKey("δ_wn");
  }

  @Test
  void anIndexIsNoSizeOfAMatrix() {
    assertThat(Claim.of("x_{nj} = 1").about().tensors().get("x").toString())
        .doesNotContain("name=n]");
  }

  @Test
  void aKernelLongerThanItsSignalIsNotAssumedToFit() {
    assertThat(Answer.to(Claim.of("∇_w(δ · (x ⋆ w)) = δ ⋆ x")).word()).isEqualTo("REFUTED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "sigmoid(a)) = 1 ~ character 11: expected a parenthesis that is open, found \")\". Leave it"
            + " out, or open one before.",
        "convex() ~ character 1: expected a function and a variable, found 0 arguments. Write"
            + " convex(f, a).",
        "x ∗ w = w ∗ x ~ character 3: expected a product or a convolution, found x ∗ w, which may"
            + " be either. Write x*w of numbers, conv_full(x, w) of signals.",
        "hard_sigmoid(a) > 0 ~ character 1: expected a known function, found \"hard_sigmoid\"."
            + " Write clip(a/6 + 1/2, 0, 1) or clip(0.2*a + 0.5, 0, 1): both have this name.",
        "sigmoid(a) is bounded ~ character 22: expected \"by\", found the end. Say by what:"
            + " sigmoid(a) is bounded by 1.",
        "sigmoid(a) is curved ~ character 15: expected convex, concave, increasing, decreasing,"
            + " odd, even, symmetric, bounded by c, or positive (semi)definite, found \"curved\"."
            + " Write f is convex in a.",
        "a > 0 iff convex(relu(a), a) ~ character 29: expected comparisons on both sides of iff,"
            + " found the end. Write sigmoid(a) > 1/2 iff a > 0.",
        "entropy() >= 0 ~ character 1: expected 1 argument of entropy, found 0. Write entropy(p).",
        "sigmoid(a) => 0 ~ character 12: expected a comparison before it, found \"->\". Greater or"
            + " equal is >=; a > 0 -> relu(a) = a assumes.",
        "relu(a) = a were a > 0 ~ character 13: expected a sign, or where, if or for, found"
            + " \"were\". Did you mean where? A product of longer names is written with *.",
        "tanh = 1 ~ character 6: expected an argument of tanh, found \"=\". Write tanh(a).",
        "f(a) = a ~ character 1: expected a known function, found \"f\". Define it first: let f(x)"
            + " = x^2; a product is written f*(…).",
        "d f(x) d x = 1 where f(x) = x ~ character 3: expected / and d of a name before it, found"
            + " \"f\". A derivative is d/da f or d f / d a.",
        "[1,2,3 = x ~ character 8: expected \"]\", found \"=\". Close the list that opens at"
            + " character 1.",
        "let f(x) = x^2 f(2) = 4 ~ character 21: expected ; after what opens the claim, found"
            + " \"=\". let f(x) = x^2; f(2) = 4",
        "for all a relu(a) = a ~ character 22: expected a claim after what it assumes, found the"
            + " end. End the condition with a semicolon.",
        "sum(k, 1, K, x[k]) = 1 ~ character 1: expected 1 argument of sum, found 4. Write"
            + " sum(k=1..K, x[k]).",
        "softmax(x, y) = 1 ~ character 1: expected 1 argument of softmax, found 2. Write"
            + " softmax(x).",
        "conv1d(x, w) = x ~ character 1: expected a known function, found \"conv1d\". Layers do not"
            + " flip the kernel: write corr_valid(x, w); conv_valid flips it.",
        "conv(x, w) = x ~ character 1: expected a mode of conv, found none. Write conv_valid,"
            + " conv_full or conv_same.",
        "np.convolve(x, w, 'same') = x ~ character 4: expected the side of the extra zero, found"
            + " \"same\". NumPy has it before the signal: conv_same_lower; after it: conv_same.",
        "x[-1] = 1 ~ character 3: expected an index from 1 on, found a negative one. The last is"
            + " x[d].",
        "σ⁻¹(p) = 1 ~ character 2: expected a positive exponent of sigmoid, found -1. Write"
            + " 1/sigmoid(a); the inverse of sigmoid is logit, of tanh atanh, of exp log.",
        "A*B = B*A where A in R^(2 x 2), B in R^(2 x 2) ~ character 2: expected @ or ⊙ between"
            + " square matrices, found *. Write A @ B for the product, A ⊙ B for the one entry by"
            + " entry.",
        "grad(x*y) = 1 ~ character 1: expected a name to differentiate by, found several: x, y."
            + " Write ∇_x f or grad(f, x).",
        "\\sgima(a) = 1 ~ character 1: expected a known command of LaTeX, found \"\\sgima\". Did"
            + " you mean \\sigma? Words without a backslash are read as well."
      })
  void isRefused(String wrong, String sentence) {
    assertThatThrownBy(() -> Claim.of(wrong)).hasMessage(sentence);
  }
}

package gradus.explain.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// False claims that were proved once, since they were understood as something else.
class TrapsTest {

  @Test
  void aSlopeWithADivisionByZeroIsAnswered() {
    assertThat(Answer.to(Claim.of("convex(-log(relu(a)), a)")).word()).isEqualTo("UNDECIDED");
    assertThat(Answer.to(Claim.of("convex(-log(relu(a)), a) where a > 0")).word())
        .isEqualTo("PROVED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ones(4294967297) = one_hot(1, 4294967297)",
        "sum(i=1..18446744073709551617, i) = 1",
        "let g(x) = x + y; let f(y) = g(1); f(3) = 4",
        "let f(k) = sum(k=1..3, k); f(10) = 30",
        "d/dz (d/dz (z^2)) = 0 where z = x",
        "dot(s*x, x) = sum(k=1..d, k*x[k]^2)",
        "prod(k != i, x[k]) = 0",
        "diag(ones(2))[0,0] = 1",
        "d/da (0 if a = 0 else a) = (0 if a = 0 else 1)",
        "d/da (a*[a = 0]) = [a = 0]",
        "convex(-norm1(x), x)",
        "concave(norm1(x), x)",
        "convex(-sum(relu(x)), x)",
        "convex(dot(x,x) - norm1(x), x)",
        "convex(-sum(abs(A@x-b)), x)",
        "convex(sum(step(x)), x)",
        "convex(-norm(x), x) where x in R^1",
        "convex(-log(x[1]^2), x) where x in R^1",
        "convex(1/dot(x,x), x) for d = 1",
        "convex(min(x), x)",
        "sum(j=1..M, w_j*a_j) + w_0 = sum(j=1..M, w_j*a_j) + w_0/2",
        "hadamard(x, y) = dot(x, y)",
        "sum(n, x[n]) = sum(x) + 1",
        "let h = relu(x); jacobian(2*h, h)[i,j] = 0",
        "norm(x, 1) = norm(x)",
        "length(slice(x, 3, 1)) = -1",
        "not d/da log(a) > 0",
        "not psd(hessian(sum(x*log(x)), x))"
      })
  void isNotProved(String wrong) {
    assertThat(Answer.to(Claim.of(wrong)).word()).isNotIn("PROVED", "PROVED_FOR");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d/da log(a) > 0",
        "d/dg bce_prob(g, 1) < 0",
        "d/dp logit(p) > 0",
        "psd(hessian(sum(x*log(x)), x))",
        "a = 0 where a = 2*b, b = 3*a",
        "x = y where x = 2*y, y = 2*x",
        "a = 3 if a = 3 and a = 4",
        "x_i = y_i where z_i = x_i and z_i = y_i"
      })
  void isNotRefuted(String right) {
    assertThat(Answer.to(Claim.of(right)).word()).isNotEqualTo("REFUTED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "length(corr_valid(x, w, padding=(k-1)/2)) = d ~ (k − 1)/2 = ⌊(k − 1)/2⌋",
        "length(corr_valid(x, w, stride=d/2)) = 2 where k = 1 ~ d/2 = ⌊d/2⌋",
        "length(pad(x, n/2, 0)) = n ~ n/2 = ⌊n/2⌋",
        "length(ones(n/2)) = n/2 ~ n/2 = ⌊n/2⌋"
      })
  void whatIsCountedIsAssumedToBeWhole(String claim, String assumed) {
    assertThat(Claim.of(claim).echo())
        .contains("where    " + assumed + ", assumed so that what is counted is whole");
    assertThat(Claim.of("length(corr_valid(x, w, padding=p)) = length(ones(2*d))").echo())
        .noneMatch(it -> it.contains("whole"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "[5,6,7][3/2] = 7 ~ character 10: expected a whole number as an index, found 3/2. Use"
            + " floor(…) to round.",
        "sum(i=1..5/2, i) = 15 ~ character 11: expected a whole number as a bound, found 5/2. Use"
            + " floor(…) to round.",
        "ones(1/2) = ones(1/2) ~ character 7: expected a whole number as a length, found 1/2. Use"
            + " floor(…) to round.",
        "[[1,2]] + [[1,2],[3,4]] = [[2,4]] ~ character 9: expected matrices that fit, found 1 and"
            + " 2 rows or columns. Say how large they are: where A in R^(m x n).",
        "[[1,2]] @ [[1,2]] = [[1,2]] ~ character 9: expected matrices that fit, found 2 and 1 rows"
            + " or columns. Say how large they are: where A in R^(m x n).",
        "psd([[1,2]]) ~ character 5: expected matrices that fit, found 2 and 1 rows or columns. Say"
            + " how large they are: where A in R^(m x n).",
        "mse([1,2],[1,2,3]) = 0 ~ character 5: expected vectors of one length, found 2 and 3"
            + " entries. Say how long they are: where x in R^d.",
        "[1,2] != [1,3] ~ character 1: expected = or an order of all entries, found != between"
            + " vectors or matrices. Compare entries, x[i] != y[i], or deny that all are equal: not"
            + " x = y.",
        "relu(a) = a if a > 0 and b > 0 or c > 0 ~ character 40: expected parentheses where and and"
            + " or meet, found the end. Write a > 0 and (b > 0 or c > 0).",
        "sigmoid(a) > 0, sigmoid(a) = 2 ~ character 17: expected if or where before a condition,"
            + " found a comma or semicolon. To claim several things, join them with and.",
        "symmetric(A @ B) where A = A^T ~ character 24: expected a number, found a matrix. Take an"
            + " entry: M[i, j].",
        "a = a. sigmoid(a) = 3 ~ character 8: expected the end after the full stop, found"
            + " \"sigmoid\". Claim one thing at a time.",
        "sin 2a = sin(2)*a ~ character 6: expected parentheses around the argument of sin, found"
            + " \"a\". Write sin(2*a) or sin(2)*a.",
        "let f(x) = f(x-1) + 1; f(3) = 3 ~ character 12: expected a definition without itself,"
            + " found f. Write a sum, or cases.",
        "floor() <= a ~ character 1: expected 1 argument of floor, found 0. Separate arguments by"
            + " commas.",
        "a = 1e99999999999 ~ character 5: expected a number of at most 1000 places, found"
            + " \"1e99999999999\". Use a power: 10^2000.",
        "max(k != i, x[k]) = 0 ~ character 1: expected a range, found a condition on an index."
            + " Write max(k=1..K, x[k]) or min."
      })
  void isRefused(String wrong, String sentence) {
    assertThatThrownBy(() -> Claim.of(wrong)).hasMessage(sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "relu(a) = a if a > 0 or a = 0",
        "relu(a) = a if a > 0 and (b > 0 or c > 0)",
        "relu(a) = a, a > 0",
        "x[i]*x[j] = x[j]*x[i], i != j",
        "sum(k=1..K, jacobian(softmax(x), x)[k,j]) = 0",
        "x^T @ A @ x = dot(x, A @ x) where A in R^(2 x 2), x in R^2"
      })
  void isStillUnderstood(String right) {
    assertThat(Answer.to(Claim.of(right)).word()).isNotEqualTo("REFUTED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 = 2 where a < 0 and a > 1",
        "a = b where a < 0 and a > 1",
        "relu(a) = 7 if a > 0 and a < 0",
        "a = 1 where a in (2, 1)",
        "i = j where i in 1..0",
        "x[i] = 5 where x in R^3, i in 4..3",
        "a = 3 if a != a",
        "convex(-a^2, a) where a < 0 and a > 1",
        "psd([[a, 0],[0, a]]) where a < 0, a > 1"
      })
  void whatFollowsFromAContradictionIsVacuous(String claim) {
    assertThat(Answer.to(Claim.of(claim)).isVacuous()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "relu(a) = a if a > 0 and a < 1/1000",
        "x[i] = x[i] where x in R^3, i in 3..3",
        "convex(a^2, a) where 2 < a < 3"
      })
  void whatFollowsFromNarrowConditionsIsNot(String claim) {
    assertThat(Answer.to(Claim.of(claim)).isVacuous()).isFalse();
  }

  @Test
  void aFewValuesAreNotTooMany() {
    String many = " in {0,1,2,3,4,5,6,7,8,9,10}";
    assertThatThrownBy(() -> Claim.of("a = b where a" + many + ", b" + many))
        .hasMessageContaining("expected at most 100 cases, found more.");
  }
}

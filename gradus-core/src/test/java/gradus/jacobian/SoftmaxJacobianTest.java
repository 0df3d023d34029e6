package gradus.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.golden.Golden;
import gradus.reference.DoubleNumbers;
import gradus.reference.Fraction;
import gradus.reference.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SoftmaxJacobianTest {

  private static final Numbers<Fraction> N = Exact.NUMBERS;
  private static final Numbers<Double> D = new DoubleNumbers();

  private static List<Double> doubles(JsonNode node) {
    return Arrays.stream(Golden.numbers(node)).boxed().toList();
  }

  @Test
  void everythingExact() {
    int tensors = 0;
    for (JsonNode row : Golden.at("2.4", "exact")) {
      List<Fraction> p = Exact.numbers(row.get("p"));
      DiagonalMinusRankOne<Fraction> j = SoftmaxJacobian.of(N, p);
      same(j.toDense().entries(), row.get("J"));
      same(SoftmaxJacobian.ofLog(N, p).toDense().entries(), row.get("log_softmax_J"));
      same(j.jvp(Exact.numbers(row.get("v"))), row.get("Jv"));
      same(j.vjp(Exact.numbers(row.get("u"))), row.get("JTu"));
      same(List.of(new Vectors<>(N).sum(j.diagonal())), row.get("trace"));
      assertThat(j.rank()).hasValue(row.get("rank").asInt());
      same(SoftmaxJacobian.pseudoInverse(N, p).toDense().entries(), row.get("pseudo_inverse"));
      if (row.has("second_derivative_tensor_ijk")) {
        same(seconds(p), row.get("second_derivative_tensor_ijk"));
        tensors++;
      }
      reduced(p, row);
    }
    assertThat(tensors).isGreaterThan(3);
  }

  private static void same(List<Fraction> found, JsonNode expected) {
    assertThat(found).isEqualTo(Exact.numbers(expected));
  }

  private static List<Fraction> seconds(List<Fraction> p) {
    List<Fraction> seconds = new ArrayList<>();
    for (int i = 0; i < p.size(); i++) {
      for (int j = 0; j < p.size(); j++) {
        for (int k = 0; k < p.size(); k++) {
          seconds.add(SoftmaxJacobian.second(N, p, i, j, k));
        }
      }
    }
    return seconds;
  }

  private static void reduced(List<Fraction> p, JsonNode row) {
    ReducedSoftmax softmax = new ReducedSoftmax(p.size(), 0);
    same(softmax.jacobian(N, p).toDense().entries(), row.get("reduced_J_cols_2toK"));
    same(softmax.fisher(N, p).toDense().entries(), row.get("reduced_fisher"));
    same(softmax.fisherInverse(N, p).toDense().entries(), row.get("reduced_fisher_inverse"));
    if (p.size() > 1) {
      same(List.of(softmax.fisherDeterminant(N, p)), row.get("reduced_fisher_det"));
    }
  }

  @Test
  void theReducedFormHoldsForAnyReference() {
    for (int k = 1; k <= 5; k++) {
      List<Fraction> p = Exact.probabilities(k, k);
      for (int reference = 0; reference < k; reference++) {
        ReducedSoftmax softmax = new ReducedSoftmax(k, reference);
        Jacobian<Fraction> fisher = softmax.fisher(N, p);
        assertThat(fisher.after(softmax.fisherInverse(N, p)).toDense())
            .isEqualTo(new Identity<>(N, k - 1).toDense());
        assertThat(Elimination.of(fisher).determinant())
            .isEqualTo(k == 1 ? Fraction.ONE : softmax.fisherDeterminant(N, p));
        Jacobian<Fraction> jacobian = softmax.jacobian(N, p);
        assertThat(jacobian.toDense().rank()).hasValue(k - 1);
        Vectors<Fraction> vectors = new Vectors<>(N);
        List<Fraction> inverse = vectors.tabulate(k, i -> Fraction.ONE.over(p.get(i)));
        assertThat(jacobian.transpose().after(new Diagonal<>(N, inverse)).after(jacobian).toDense())
            .as("the Fisher matrix is Jᵀ Diag(1/p) J")
            .isEqualTo(fisher.toDense());
      }
    }
  }

  @Test
  void reducedLogitsGiveTheSameProbabilities() {
    for (JsonNode row : Golden.at("2.3", "cases")) {
      List<Double> y = doubles(row.get("y"));
      for (int reference = 0; reference < y.size(); reference++) {
        ReducedSoftmax softmax = new ReducedSoftmax(y.size(), reference);
        List<Double> p = softmax.probabilities(softmax.reduce(y));
        for (int k = 0; k < y.size(); k++) {
          double right = doubles(row.get("p")).get(k);
          assertThat(p.get(k)).isCloseTo(right, within(1e-14 * right + 1e-300));
        }
      }
      assertThat(new ReducedSoftmax(y.size(), 0).reduce(y))
          .isEqualTo(doubles(row.get("reduced_ref_first")));
    }
  }

  @Test
  void theDiagonalKeepsItsDigitsWhereOneProbabilityRoundsToOne() {
    Golden golden = new Golden();
    for (JsonNode row : Golden.at("2.4", "at_logits")) {
      List<Double> p = doubles(row.get("p"));
      double[] found =
          SoftmaxJacobian.of(D, p).toDense().entries().stream()
              .mapToDouble(Double::doubleValue)
              .toArray();
      golden.compareAll("J at " + row.get("x"), found, row.get("J"));
    }
    golden.verify(50);
  }

  @Test
  void eigenvaluesInterlaceTheProbabilities() {
    for (int seed = 1; seed <= 30; seed++) {
      int k = 1 + seed % 6;
      List<Double> p = Exact.probabilities(k, seed).stream().map(Fraction::toDouble).toList();
      List<Double> eigenvalues = SymmetricEigenvalues.of(SoftmaxJacobian.of(D, p));
      assertThat(SoftmaxJacobian.interlaces(eigenvalues, p, 1e-15)).isTrue();
      double bound = SoftmaxJacobian.largestEigenvalueBound(D, p);
      assertThat(eigenvalues.getLast()).isLessThanOrEqualTo(bound + 1e-15);
      assertThat(bound).isLessThanOrEqualTo(0.5 + 1e-15);
      assertThat(eigenvalues.getFirst()).isCloseTo(0, within(1e-15));
      assertThat(SoftmaxJacobian.of(D, p).rank()).hasValue(k - 1);
    }
    assertThat(SoftmaxJacobian.interlaces(List.of(0.3, 0.5), List.of(0.2, 0.8), 0)).isFalse();
  }

  @Test
  void eigenvaluesOfTheTable() {
    for (JsonNode row : Golden.at("2.4", "eigenvalues")) {
      double[] weights = Golden.numbers(row.get("weights"));
      double total = Arrays.stream(weights).sum();
      List<Double> p = Arrays.stream(weights).mapToObj(w -> w / total).toList();
      List<Double> found = SymmetricEigenvalues.of(SoftmaxJacobian.of(D, p));
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.get(i)).isCloseTo(doubles(row.get("eig")).get(i), within(1e-15));
      }
    }
  }

  @Test
  void theHessianOfCrossEntropyIsTheJacobianTimesTheSumOfTheTarget() {
    JsonNode row = Golden.at("2.4", "soft_target");
    List<Fraction> weights = Exact.numbers(row.get("weights"));
    Fraction total = new Vectors<>(N).sum(weights);
    List<Fraction> p = weights.stream().map(w -> w.over(total)).toList();
    Fraction sum = new Vectors<>(N).sum(Exact.numbers(row.get("t")));
    same(Hessian.softmaxCrossEntropy(N, p, sum).toDense().entries(), row.get("hessian"));
  }
}

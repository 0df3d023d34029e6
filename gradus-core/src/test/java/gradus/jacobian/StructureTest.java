package gradus.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.op.window.Convention;
import gradus.op.window.Convolution;
import gradus.op.window.Placement;
import gradus.reference.DoubleNumbers;
import gradus.reference.Fraction;
import gradus.reference.Numbers;
import gradus.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each structure against the same matrix written out, in exact fractions.
class StructureTest {

  private static final Numbers<Fraction> N = Exact.NUMBERS;

  private static BandedToeplitz<Fraction> toeplitz(int d, int k, Placement placement, long seed) {
    return BandedToeplitz.of(N, Exact.draws(k, seed), Convention.CONVOLUTION, placement, d);
  }

  private static Placement mode(Placement.Mode mode, int d, int k) {
    return Placement.valid(1).padded(mode, List.of(k), List.of(d));
  }

  private static Placement strided(int stride, int dilation, int before, int after) {
    return new Placement(List.of(stride), List.of(dilation), List.of(before), List.of(after));
  }

  private static Dense<Fraction> dense(int rows, int columns, long seed) {
    return new Dense<>(N, rows, columns, Exact.draws(rows * columns, seed));
  }

  private static BlockToeplitz<Fraction> blocks(int groups) {
    Placement placement = new Placement(List.of(2, 1), List.of(1, 2), List.of(1, 0), List.of(0, 2));
    Shape kernel = Shape.of(4, 2, 2, 2);
    return BlockToeplitz.of(
        N,
        new Convolution(Convention.CONVOLUTION, placement, groups),
        kernel,
        Exact.draws(kernel.elements(), groups),
        List.of(4, 3));
  }

  static Stream<Jacobian<Fraction>> structures() {
    Jacobian<Fraction> diagonal = new Diagonal<>(N, Exact.draws(5, 1));
    Jacobian<Fraction> rankOne =
        DiagonalMinusRankOne.of(N, Exact.draws(5, 2), Exact.draws(5, 3), Exact.draws(5, 4));
    Jacobian<Fraction> same = toeplitz(5, 4, mode(Placement.Mode.SAME_UPPER, 5, 4), 5);
    Jacobian<Fraction> taken = Selection.of(N, List.of(3, 0, -1, 3, 2), 5);
    return Stream.of(
        new Zero<>(N, 3, 5),
        new Identity<>(N, 5),
        diagonal,
        rankOne,
        same,
        toeplitz(7, 3, strided(2, 1, 1, 2), 6),
        toeplitz(9, 3, strided(3, 2, 2, 1), 7),
        blocks(1),
        blocks(2),
        new Banded<>(N, 4, 1, List.of(Exact.draws(3, 1), Exact.draws(3, 2), Exact.draws(3, 3))),
        taken,
        taken.transpose(),
        KroneckerProduct.of(dense(2, 3, 8), dense(3, 2, 9)),
        KroneckerProduct.of(new Identity<>(N, 3), same),
        new BlockDiagonal<>(N, List.of(rankOne, dense(2, 3, 10))),
        same.plus(rankOne),
        diagonal.after(same),
        same.after(diagonal).after(rankOne),
        diagonal.after(rankOne).after(diagonal),
        taken.after(same).after(taken.transpose()),
        dense(4, 5, 11));
  }

  @ParameterizedTest
  @MethodSource("structures")
  void productsEntriesRowsAndNormsAreThoseOfTheMatrix(Jacobian<Fraction> a) {
    Dense<Fraction> written = written(a);
    List<Fraction> v = Exact.draws(a.columns(), 20);
    List<Fraction> u = Exact.draws(a.rows(), 21);
    assertThat(a.jvp(v)).isEqualTo(written.jvp(v));
    assertThat(a.vjp(u)).isEqualTo(written.vjp(u));
    assertThat(a.toDense()).isEqualTo(written);
    assertThat(written(a.transpose())).isEqualTo(written.transpose());
    assertThat(a.infinityNorm()).isEqualTo(written.infinityNorm());
    assertThat(a.oneNorm()).isEqualTo(written.oneNorm());
    assertThat(a.frobeniusSquared()).isEqualTo(written.frobeniusSquared());
    a.rank().ifPresent(rank -> assertThat(rank).isEqualTo(written.rank().orElseThrow()));
  }

  /// The matrix entry by entry, without its products.
  private static Dense<Fraction> written(Jacobian<Fraction> a) {
    List<Fraction> entries =
        new Vectors<>(N)
            .tabulate(a.rows() * a.columns(), at -> a.entry(at / a.columns(), at % a.columns()));
    return new Dense<>(N, a.rows(), a.columns(), entries);
  }

  @ParameterizedTest
  @MethodSource("structures")
  void theTransposeIsTheAdjoint(Jacobian<Fraction> a) {
    Vectors<Fraction> vectors = new Vectors<>(N);
    List<Fraction> x = Exact.draws(a.columns(), 30);
    List<Fraction> y = Exact.draws(a.rows(), 31);
    assertThat(vectors.dot(a.jvp(x), y)).isEqualTo(vectors.dot(x, a.transpose().jvp(y)));
    assertThat(vectors.dot(a.jvp(x), y)).isEqualTo(vectors.dot(x, a.vjp(y)));
  }

  @Test
  void everyTwoStructuresThatMeetHaveTheirProductAndSum() {
    List<Jacobian<Fraction>> all = structures().flatMap(a -> Stream.of(a, a.transpose())).toList();
    int met = 0;
    for (Jacobian<Fraction> a : all) {
      for (Jacobian<Fraction> b : all) {
        String where = a.structure() + " and " + b.structure();
        if (a.columns() == b.rows()) {
          List<Fraction> v = Exact.draws(b.columns(), 40);
          assertThat(a.after(b).jvp(v)).as(where).isEqualTo(a.jvp(b.jvp(v)));
          met++;
        }
        if (a.columns() == b.columns() && a.rows() == b.rows()) {
          List<Fraction> v = Exact.draws(b.columns(), 41);
          assertThat(a.plus(b).jvp(v))
              .as(where)
              .isEqualTo(new Vectors<>(N).plus(a.jvp(v), b.jvp(v)));
        }
      }
    }
    assertThat(met).isGreaterThan(400);
  }

  @Test
  void twoConvolutionsAreOneWhereNoPaddingLiesBetweenThem() {
    for (Placement.Mode mode : List.of(Placement.Mode.VALID, Placement.Mode.FULL)) {
      BandedToeplitz<Fraction> inner = toeplitz(9, 3, mode(mode, 9, 3), 1);
      BandedToeplitz<Fraction> outer = toeplitz(inner.rows(), 2, mode(mode, inner.rows(), 2), 2);
      Jacobian<Fraction> product = outer.after(inner);
      assertThat(product).isInstanceOf(BandedToeplitz.class);
      assertThat(((BandedToeplitz<Fraction>) product).taps()).hasSize(4);
      assertThat(product.toDense()).isEqualTo(new Composition<>(List.of(outer, inner)).toDense());
    }
  }

  @Test
  void stridedConvolutionsMergeAndTheirTransposesToo() {
    BandedToeplitz<Fraction> inner = toeplitz(20, 3, strided(2, 2, 0, 0), 1);
    BandedToeplitz<Fraction> outer = toeplitz(inner.rows(), 2, strided(2, 1, 0, 0), 2);
    Jacobian<Fraction> product = outer.after(inner);
    assertThat(product).isInstanceOf(BandedToeplitz.class);
    assertThat(product.toDense()).isEqualTo(new Composition<>(List.of(outer, inner)).toDense());
    Jacobian<Fraction> turned = inner.transpose().after(outer.transpose());
    assertThat(turned).isInstanceOf(BandedToeplitz.class);
    assertThat(turned.toDense()).isEqualTo(product.transpose().toDense());
  }

  @Test
  void sameAfterSameIsRefusedWithTheReason() {
    List<Fraction> ones = List.of(Fraction.ONE, Fraction.ONE, Fraction.ONE);
    BandedToeplitz<Fraction> same =
        BandedToeplitz.of(
            N, ones, Convention.CONVOLUTION, mode(Placement.Mode.SAME_UPPER, 3, 3), 3);
    assertThat(Merge.of(same, same))
        .isEqualTo(
            new Merge.Refused<Fraction>(
                "the outer kernel meets padding zeros where the inner kernel would have meant"
                    + " values"));
    List<Fraction> x = List.of(Fraction.of(1), Fraction.of(2), Fraction.of(3));
    assertThat(same.after(same).jvp(x)).map(Fraction::toString).containsExactly("9", "14", "11");
  }

  @Test
  void aDiagonalBeforeAToeplitzStaysStructured() {
    Jacobian<Fraction> mask = new Diagonal<>(N, Exact.draws(5, 1));
    Jacobian<Fraction> same = toeplitz(5, 3, mode(Placement.Mode.SAME_UPPER, 5, 3), 5);
    Jacobian<Fraction> product = mask.after(same);
    assertThat(product.structure()).isEqualTo("diagonal 5×5 · banded Toeplitz 5×5, 3 taps");
    assertThat(product.memory()).isEqualTo(8);
    assertThat(product.cost()).isEqualTo(20);
  }

  @Test
  void pathsThatMeetShareTheirTail() {
    Jacobian<Fraction> a = dense(4, 4, 1);
    Jacobian<Fraction> mask = new Diagonal<>(N, Exact.draws(4, 2));
    Jacobian<Fraction> tail = toeplitz(4, 3, mode(Placement.Mode.SAME_UPPER, 4, 3), 3);
    Jacobian<Fraction> network = tail;
    for (int layer = 0; layer < 30; layer++) {
      network = network.plus(mask.after(a).after(network));
    }
    assertThat(network.cost()).isLessThan(1000);
  }

  @Test
  void fullIsTheTransposeOfValidWithTheFlippedKernel() {
    for (int d = 1; d <= 6; d++) {
      for (int k = 1; k <= 4; k++) {
        List<Fraction> w = Exact.draws(k, d);
        int longer = d + k - 1;
        BandedToeplitz<Fraction> full =
            BandedToeplitz.of(
                N, w, Convention.CROSS_CORRELATION, mode(Placement.Mode.FULL, d, k), d);
        BandedToeplitz<Fraction> valid =
            BandedToeplitz.of(
                N,
                w.reversed(),
                Convention.CROSS_CORRELATION,
                mode(Placement.Mode.VALID, longer, k),
                longer);
        assertThat(full.transpose()).isEqualTo(valid);
        BandedToeplitz<Fraction> upper =
            BandedToeplitz.of(
                N, w, Convention.CROSS_CORRELATION, mode(Placement.Mode.SAME_UPPER, d, k), d);
        BandedToeplitz<Fraction> lower =
            BandedToeplitz.of(
                N,
                w.reversed(),
                Convention.CROSS_CORRELATION,
                mode(Placement.Mode.SAME_LOWER, d, k),
                d);
        assertThat(upper.transpose()).isEqualTo(lower);
      }
    }
  }

  @Test
  void errorsSayWhatDoesNotMeet() {
    Jacobian<Double> identity = new Identity<>(new DoubleNumbers(), 3);
    assertThatThrownBy(() -> identity.jvp(List.of(1.0)))
        .hasMessage(
            "jvp of identity 3×3: expected a vector of length 3, found 1. Pass one number for each"
                + " column.");
    Jacobian<Double> zero = new Zero<>(new DoubleNumbers(), 4, 2);
    assertThatThrownBy(() -> identity.after(zero))
        .hasMessage(
            "(identity 3×3) after (zero 4×2): expected 3 rows in the inner matrix, found 4. Check"
                + " which output feeds which input.");
    assertThatThrownBy(() -> identity.plus(zero))
        .hasMessage(
            "(identity 3×3) plus (zero 4×2): expected one size, found 3×3 and 4×2. Check which"
                + " nodes they are between.");
  }
}

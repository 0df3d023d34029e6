package gradus.jacobian;

import gradus.reference.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// `A ⊗ B`: B on the last axis and A on the first. A linear layer over a batch is `I ⊗ W`.
///
/// @param left A
/// @param right B
public record KroneckerProduct<T>(Jacobian<T> left, Jacobian<T> right) implements Jacobian<T> {

  /// The simplest matrix equal to `A ⊗ B`.
  public static <T> Jacobian<T> of(Jacobian<T> left, Jacobian<T> right) {
    if (left instanceof Identity && left.rows() == 1) {
      return right;
    }
    if (right instanceof Identity && right.rows() == 1) {
      return left;
    }
    KroneckerProduct<T> product = new KroneckerProduct<>(left, right);
    if (left instanceof Identity && right instanceof Identity) {
      return new Identity<>(product.numbers(), product.rows());
    }
    return left instanceof Zero || right instanceof Zero
        ? new Zero<>(product.numbers(), product.rows(), product.columns())
        : product;
  }

  @Override
  public Numbers<T> numbers() {
    return left.numbers();
  }

  @Override
  public int rows() {
    return left.rows() * right.rows();
  }

  @Override
  public int columns() {
    return left.columns() * right.columns();
  }

  @Override
  public List<T> jvp(List<T> v) {
    check("jvp", columns(), v.size());
    List<T> half = new ArrayList<>();
    for (int a = 0; a < left.columns(); a++) {
      half.addAll(right.jvp(v.subList(a * right.columns(), (a + 1) * right.columns())));
    }
    return left instanceof Identity ? half : across(half);
  }

  /// A applied along the first axis of `columns × rows of B`.
  private List<T> across(List<T> half) {
    List<List<T>> done = new ArrayList<>();
    for (int b = 0; b < right.rows(); b++) {
      int at = b;
      done.add(
          left.jvp(
              new Vectors<>(numbers())
                  .tabulate(left.columns(), a -> half.get(a * right.rows() + at))));
    }
    return new Vectors<>(numbers())
        .tabulate(rows(), i -> done.get(i % right.rows()).get(i / right.rows()));
  }

  @Override
  public Jacobian<T> transpose() {
    return new KroneckerProduct<>(left.transpose(), right.transpose());
  }

  @Override
  public T entry(int i, int j) {
    return numbers()
        .times(
            left.entry(i / right.rows(), j / right.columns()),
            right.entry(i % right.rows(), j % right.columns()));
  }

  @Override
  public OptionalInt rank() {
    OptionalInt a = left.rank();
    OptionalInt b = right.rank();
    return a.isPresent() && b.isPresent()
        ? OptionalInt.of(a.getAsInt() * b.getAsInt())
        : OptionalInt.empty();
  }

  @Override
  public long memory() {
    return left.memory() + right.memory();
  }

  @Override
  public long cost() {
    return left.columns() * right.cost() + right.rows() * left.cost();
  }

  @Override
  public String structure() {
    return "(%s) ⊗ (%s)".formatted(left.structure(), right.structure());
  }
}

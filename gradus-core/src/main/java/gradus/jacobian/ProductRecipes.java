package gradus.jacobian;

import gradus.op.Node;
import gradus.op.contraction.MatMul;
import gradus.reference.Numbers;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/// The structure of matrix products: `vec(A B)` by A is `I ⊗ Bᵀ`, by B it is `A ⊗ I`.
///
/// @param numbers the kind of number
record ProductRecipes<T>(Numbers<T> numbers) {

  Recipe<T> of(MatMul op, Node node, int input) {
    Node other = node.input(1 - input);
    Shape own = node.input(input).type().shape();
    Shape out = node.type().shape();
    return Recipe.from(
        other,
        values -> {
          List<Jacobian<T>> blocks = new ArrayList<>();
          Shape sizes = other.type().shape();
          int block = sizes.slice(sizes.rank() - 2, sizes.rank()).elements();
          int batch = out.slice(0, out.rank() - 2).elements();
          for (int n = 0; n < batch; n++) {
            Dense<T> matrix =
                new Dense<>(
                    numbers,
                    sizes.size(-2),
                    sizes.size(-1),
                    values.subList(n * block, (n + 1) * block));
            blocks.add(input == 0 ? byLeft(op, matrix, own, out) : byRight(op, matrix, own, out));
          }
          return BlockDiagonal.of(numbers, blocks);
        });
  }

  private Jacobian<T> byLeft(MatMul op, Dense<T> b, Shape own, Shape out) {
    Jacobian<T> right = op.transposeB() ? b : b.transpose();
    Jacobian<T> product = KroneckerProduct.of(new Identity<>(numbers, out.size(-2)), right);
    return op.transposeA() ? product.after(swap(own)) : product;
  }

  private Jacobian<T> byRight(MatMul op, Dense<T> a, Shape own, Shape out) {
    Jacobian<T> left = op.transposeA() ? a.transpose() : a;
    Jacobian<T> product = KroneckerProduct.of(left, new Identity<>(numbers, out.size(-1)));
    return op.transposeB() ? product.after(swap(own)) : product;
  }

  /// The permutation that transposes the last two axes of a matrix held in row-major order.
  private Jacobian<T> swap(Shape shape) {
    int rows = shape.size(-2);
    int columns = shape.size(-1);
    List<Integer> sources = new ArrayList<>();
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        sources.add(i * columns + j);
      }
    }
    return Selection.of(numbers, sources, rows * columns);
  }
}

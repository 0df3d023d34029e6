package gradus.op.contraction;

import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.tensor.GraphException;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Matrix product of the last two axes, either operand transposed first; leading axes are a batch.
///
/// Shape: `a [… , m, k]` (or `[…, k, m]` if transposed) and `b […, k, n]` with equal leading axes
/// give `[…, m, n]`; builders broadcast leading axes. Edge: k = 0 gives zeros. Derivative: `ā = ȳ
/// bᵀ`, `b̄ = aᵀ ȳ`, with the transposes moved as needed, never copied.
///
/// @param transposeA whether the last two axes of `a` are swapped first
/// @param transposeB whether the last two axes of `b` are swapped first
public record MatMul(boolean transposeA, boolean transposeB) implements Contraction {

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType a = inputs.get(0);
    TensorType b = inputs.get(1);
    int rank = a.shape().rank();
    if (rank < 2 || b.shape().rank() != rank) {
      throw new ShapeException(
          "matmul(a=%s, b=%s): expected two tensors of one rank, 2 or more, found ranks %d and %d. Reshape or broadcast them."
              .formatted(a, b, rank, b.shape().rank()));
    }
    Shape batch = a.shape().slice(0, rank - 2);
    if (!batch.equals(b.shape().slice(0, rank - 2))) {
      throw new ShapeException(
          "matmul(a=%s, b=%s): expected equal leading axes, found %s and %s. Broadcast them."
              .formatted(a, b, batch, b.shape().slice(0, rank - 2)));
    }
    int k = a.shape().size(transposeA ? -2 : -1);
    if (k != b.shape().size(transposeB ? -1 : -2)) {
      throw new ShapeException(
          "matmul(a=%s, b=%s, transposeA=%s, transposeB=%s): expected %d rows in b, found %d. Transpose or reshape one of them."
              .formatted(a, b, transposeA, transposeB, k, b.shape().size(transposeB ? -1 : -2)));
    }
    if (a.dtype() != b.dtype() || !(a.dtype().isFloat() || a.dtype().isInteger())) {
      throw new GraphException(
          "matmul(a=%s, b=%s): expected one number type, found %s and %s. Cast one to the other."
              .formatted(a, b, a.dtype(), b.dtype()));
    }
    int m = a.shape().size(transposeA ? -1 : -2);
    int n = b.shape().size(transposeB ? -2 : -1);
    return a.with(batch.followedBy(Shape.of(m, n)));
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    if (!self.type().dtype().isFloat()) {
      Cotangent stops = Cotangent.stops("integers have no derivative");
      return List.of(stops, stops);
    }
    Node a = self.input(0);
    Node b = self.input(1);
    Node forA =
        transposeA
            ? product(transposeB, true, b, cotangent)
            : product(false, !transposeB, cotangent, b);
    Node forB =
        transposeB
            ? product(true, transposeA, cotangent, a)
            : product(!transposeA, false, a, cotangent);
    return List.of(Cotangent.flows(forA), Cotangent.flows(forB));
  }

  private static Node product(boolean transposeA, boolean transposeB, Node a, Node b) {
    return Node.of(new MatMul(transposeA, transposeB), List.of(a, b));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    if (!self.type().dtype().isFloat()) {
      return Optional.empty();
    }
    return Optional.of(
        Node.of(
            this, input == 0 ? List.of(tangent, self.input(1)) : List.of(self.input(0), tangent)));
  }

  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    Indexed a = inputs.get(0);
    int rank = a.rank();
    Formula.Var k = Formula.var("k");
    List<Formula> left = new ArrayList<>(index.subList(0, rank - 2));
    List<Formula> right = new ArrayList<>(left);
    Formula row = index.get(rank - 2);
    Formula column = index.get(rank - 1);
    left.addAll(transposeA ? List.of(k, row) : List.of(row, k));
    right.addAll(transposeB ? List.of(column, k) : List.of(k, column));
    return Formula.fold(
        Combination.SUM,
        k,
        a.size(transposeA ? rank - 2 : rank - 1),
        a.at(left).times(inputs.get(1).at(right)));
  }
}

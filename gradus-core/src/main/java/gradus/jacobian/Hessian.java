package gradus.jacobian;

import gradus.autodiff.Gradients;
import gradus.autodiff.Tangents;
import gradus.op.Node;
import gradus.reference.Judge;
import gradus.reference.Numbers;
import gradus.reference.Value;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Second derivatives of a scalar: by products, by blocks, and in closed form.
public final class Hessian {

  private Hessian() {}

  /// The whole Hessian of a scalar in some nodes, one after the other; a column for each of their
  /// elements, forward over reverse.
  ///
  /// @param loss a float scalar
  /// @param wrt the nodes in which it is differentiated twice
  /// @param feeds the values of inputs, parameters and states
  public static Dense<Double> of(Node loss, List<Node> wrt, Map<Node, Tensor> feeds) {
    return of(Judge.inDouble(), loss, wrt, feeds);
  }

  /// The same in the numbers of a judge.
  ///
  /// @param judge who evaluates
  /// @param loss a float scalar
  /// @param wrt the nodes in which it is differentiated twice
  /// @param feeds the values of inputs, parameters and states
  public static <T> Dense<T> of(
      Judge<T> judge, Node loss, List<Node> wrt, Map<Node, Tensor> feeds) {
    List<Node> products = new ArrayList<>();
    List<Node> gradients = Gradients.of(loss, wrt);
    for (Node moving : wrt) {
      for (int j = 0; j < moving.type().shape().elements(); j++) {
        double[] unit = new double[moving.type().shape().elements()];
        unit[j] = 1;
        Node direction =
            Node.constant(Tensor.of(moving.type().shape(), unit)).as(moving.type().dtype());
        gradients.forEach(g -> products.add(Tangents.of(g, Map.of(moving, direction))));
      }
    }
    List<Value<T>> values = judge.values(products, feeds);
    List<List<T>> columns = new ArrayList<>();
    for (int at = 0; at < values.size(); at += wrt.size()) {
      columns.add(
          values.subList(at, at + wrt.size()).stream()
              .flatMap(value -> value.elements().stream())
              .toList());
    }
    return Dense.ofColumns(judge.numbers(), columns.size(), columns);
  }

  /// The mixed block `∂²L/∂a∂b`: rows are elements of `a`, columns of `b`, by structure where it is
  /// known.
  ///
  /// @param judge who evaluates
  /// @param loss a float scalar
  /// @param a the node of the rows
  /// @param b the node of the columns
  /// @param feeds the values of inputs, parameters and states
  public static <T> Jacobian<T> mixed(
      Judge<T> judge, Node loss, Node a, Node b, Map<Node, Tensor> feeds) {
    return Jacobians.of(judge, Gradients.of(loss, List.of(a)).getFirst(), b, feeds);
  }

  /// The product of the Hessian with a vector, without the Hessian.
  ///
  /// @param loss a float scalar
  /// @param wrt the node in which it is differentiated twice
  /// @param v a direction of its type
  /// @param feeds the values of inputs, parameters and states
  public static Tensor product(Node loss, Node wrt, Tensor v, Map<Node, Tensor> feeds) {
    Node product =
        Tangents.hessianProduct(loss, List.of(wrt), List.of(Node.constant(v))).getFirst();
    return Judge.inDouble().evaluate(product, feeds);
  }

  /// The Gauss–Newton matrix `Jᵀ H J`: the Hessian by the output, seen through the network's
  /// Jacobian.
  ///
  /// @param jacobian of the output by the parameters
  /// @param outer the Hessian of the loss by the output
  public static <T> Jacobian<T> gaussNewton(Jacobian<T> jacobian, Jacobian<T> outer) {
    return jacobian.transpose().after(outer).after(jacobian);
  }

  /// Logistic regression with sum of losses: `Σₙ gₙ (1 − gₙ) xₙ xₙᵀ = Xᵀ Diag(g (1 − g)) X`.
  ///
  /// @param x the examples, one a row (with a column of ones for a bias)
  /// @param g the predicted probabilities
  /// @param complements `1 − g`, without cancellation
  public static <T> Jacobian<T> logistic(Dense<T> x, List<T> g, List<T> complements) {
    Numbers<T> numbers = x.numbers();
    List<T> slopes = new Vectors<>(numbers).times(g, complements);
    return gaussNewton(x, new Diagonal<>(numbers, slopes));
  }

  /// Softmax cross-entropy by its logits, with a target of sum `total`: `total (Diag(p) − p pᵀ)`.
  public static <T> Jacobian<T> softmaxCrossEntropy(Numbers<T> numbers, List<T> p, T total) {
    Vectors<T> vectors = new Vectors<>(numbers);
    return Diagonal.of(numbers, vectors.all(p.size(), total)).after(SoftmaxJacobian.of(numbers, p));
  }
}

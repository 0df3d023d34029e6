package gradus.check;

import gradus.autodiff.Gradients;
import gradus.autodiff.Tangents;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.op.source.State;
import gradus.random.Philox;
import gradus.reference.Judge;
import gradus.tensor.DType;
import gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Holds the derivatives of a node against central differences of its values.
///
/// All values are the judge's, in double, f32 graphs too. With a random cotangent `ȳ` the function
/// `s = ⟨ȳ, y⟩` is differentiated backwards (vjp) and forwards (jvp), and both are compared with
/// `(s(x + h) − s(x − h)) / 2h`, where `h = ∛ulp(1)`, scaled by `max(1, |x|)`. Small tensors are
/// tried entry by entry; large ones along random directions, and a direction that fails is halved
/// until the worst entry is found. Second order checks the gradients in the same way, since they
/// are nodes again.
///
/// A difference across a kink (of relu, abs, a maximum) means nothing: where the differences to
/// either side disagree, the entry is reported as a kink, not as an error.
///
/// @param seed of the cotangent and the directions
/// @param entries up to how many entries a tensor is tried entry by entry
/// @param directions how many random directions are tried for a larger tensor
/// @param tolerance the error allowed, relative to the derivative, and a thousandth of it relative
///   to `1 + Σ |ȳ y|`
/// @param order 1, or 2 to check second derivatives too
public record GradientCheck(long seed, int entries, int directions, double tolerance, int order) {

  public GradientCheck {
    if (order < 1 || order > 2) {
      throw new IllegalArgumentException(
          "GradientCheck(order=%d): expected 1 or 2, found %d. Check a gradient of a gradient yourself for more."
              .formatted(order, order));
    }
  }

  /// Checks first and second derivatives with the usual settings.
  ///
  /// @param y any float node
  /// @param wrt the float nodes in which it is differentiated: inputs, parameters or states
  /// @param point the values of all sources of `y`
  public static Report of(Node y, List<Node> wrt, Map<Node, Tensor> point) {
    return new GradientCheck(1, 64, 4, 1e-6, 2).check(y, wrt, point);
  }

  /// The same check of first derivatives alone.
  public GradientCheck firstOrder() {
    return new GradientCheck(seed, entries, directions, tolerance, 1);
  }

  /// Checks the derivatives of `y` at a point.
  ///
  /// @param y any float node
  /// @param wrt the float nodes in which it is differentiated: inputs, parameters or states
  /// @param point the values of all sources of `y`
  public Report check(Node y, List<Node> wrt, Map<Node, Tensor> point) {
    Report report = firstOrder(y, wrt, point, "");
    if (order == 1) {
      return report;
    }
    List<Node> gradients = Gradients.pullBack(y, random(y, 0), wrt).of(wrt);
    for (int i = 0; i < wrt.size(); i++) {
      Node x = wrt.get(i);
      Node tangent = Tangents.of(y, Map.of(x, random(x, 0)));
      report = report.and(firstOrder(gradients.get(i), wrt, point, name(x) + ", "));
      report = report.and(firstOrder(tangent, wrt, point, "tangent of " + name(x) + ", "));
    }
    return report;
  }

  private Report firstOrder(Node y, List<Node> wrt, Map<Node, Tensor> point, String of) {
    Node cotangent = random(y, 1);
    List<Node> gradients = Gradients.pullBack(y, cotangent, wrt).of(wrt);
    Difference difference = Difference.of(y.times(cotangent), point);
    List<Tensor> found = Judge.inDouble().evaluate(gradients, point);
    Report report = Report.EMPTY;
    for (int i = 0; i < wrt.size(); i++) {
      Node x = wrt.get(i);
      Subject subject = new Subject(of + name(x), x, found.get(i), difference);
      report = report.and(backwards(subject)).and(forwards(y, cotangent, subject, point));
    }
    return report;
  }

  private Report backwards(Subject subject) {
    int n = subject.gradient().elements();
    Report report = Report.EMPTY;
    if (n <= entries) {
      for (int i = 0; i < n; i++) {
        report = report.and(subject.entry(i, tolerance));
      }
      return report;
    }
    for (int d = 0; d < directions; d++) {
      report = report.and(subject.direction(direction(n, d), 0, n, tolerance));
    }
    return report;
  }

  /// `⟨ȳ, J v⟩ = ⟨Jᵀ ȳ, v⟩`, without any difference.
  private Report forwards(Node y, Node cotangent, Subject subject, Map<Node, Tensor> point) {
    Node x = subject.node();
    double[] v = direction(x.type().shape().elements(), directions);
    Map<Node, Node> moving = new LinkedHashMap<>();
    moving.put(x, Node.constant(Tensor.of(x.type().with(DType.F64), v)).as(x.type().dtype()));
    Node product = Tangents.of(y, moving).times(cotangent);
    return subject.adjoint(v, Difference.of(product, point).here(), tolerance);
  }

  private double[] direction(int n, int number) {
    Philox philox = Philox.of(seed).stream(2L + number);
    double[] v = new double[n];
    double square = 0;
    for (int i = 0; i < n; i++) {
      v[i] = philox.normal(i);
      square += v[i] * v[i];
    }
    for (int i = 0; i < n; i++) {
      v[i] /= Math.sqrt(square);
    }
    return v;
  }

  /// A random constant of a node's type, away from 0.
  private Node random(Node like, long stream) {
    Philox philox = Philox.of(seed).stream(stream);
    double[] values = new double[like.type().shape().elements()];
    for (int i = 0; i < values.length; i++) {
      double u = philox.uniformDouble(i);
      values[i] = u < 0.5 ? u - 1 : u;
    }
    return Node.constant(Tensor.of(like.type(), values));
  }

  private static String name(Node node) {
    return switch (node.op()) {
      case Input input -> input.label();
      case Parameter parameter -> parameter.label();
      case State state -> state.label();
      default -> node.toString();
    };
  }
}

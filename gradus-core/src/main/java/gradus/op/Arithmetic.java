package gradus.op;

import gradus.formula.Condition.Relation;
import gradus.op.composite.LogSoftmax;
import gradus.op.composite.Softmax;
import gradus.op.elementwise.Abs;
import gradus.op.elementwise.Add;
import gradus.op.elementwise.Atan;
import gradus.op.elementwise.Cast;
import gradus.op.elementwise.Compare;
import gradus.op.elementwise.Cos;
import gradus.op.elementwise.Div;
import gradus.op.elementwise.Erf;
import gradus.op.elementwise.Exp;
import gradus.op.elementwise.Expm1;
import gradus.op.elementwise.Floor;
import gradus.op.elementwise.Log;
import gradus.op.elementwise.Log1p;
import gradus.op.elementwise.Logical;
import gradus.op.elementwise.Logical.Connective;
import gradus.op.elementwise.Max;
import gradus.op.elementwise.Min;
import gradus.op.elementwise.Mul;
import gradus.op.elementwise.Neg;
import gradus.op.elementwise.Pow;
import gradus.op.elementwise.Relu;
import gradus.op.elementwise.Select;
import gradus.op.elementwise.Sigmoid;
import gradus.op.elementwise.Sign;
import gradus.op.elementwise.Sin;
import gradus.op.elementwise.Softplus;
import gradus.op.elementwise.Sqrt;
import gradus.op.elementwise.Sub;
import gradus.op.elementwise.Tanh;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import java.util.List;

/// Arithmetic on nodes: each method builds one node, after broadcasting operands to their common
/// shape.
public sealed interface Arithmetic permits Node {

  private Node self() {
    return (Node) this;
  }

  private Node unary(Op op) {
    return Node.of(op, List.of(self()));
  }

  private Node binary(Op op, Node other) {
    Shape common = self().type().shape().broadcastWith(other.type().shape());
    return Node.of(op, List.of(self().broadcastTo(common), other.broadcastTo(common)));
  }

  /// A constant of this node's type, the same value everywhere.
  default Node filled(double value) {
    return Node.constant(value, self().type());
  }

  /// `x + y`.
  default Node plus(Node other) {
    return binary(new Add(), other);
  }

  /// `x + c`.
  default Node plus(double other) {
    return plus(filled(other));
  }

  /// `x − y`.
  default Node minus(Node other) {
    return binary(new Sub(), other);
  }

  /// `x − c`.
  default Node minus(double other) {
    return minus(filled(other));
  }

  /// `x · y`, element by element.
  default Node times(Node other) {
    return binary(new Mul(), other);
  }

  /// `c · x`.
  default Node times(double other) {
    return times(filled(other));
  }

  /// `x / y`, element by element.
  default Node over(Node other) {
    return binary(new Div(), other);
  }

  /// `x / c`.
  default Node over(double other) {
    return over(filled(other));
  }

  /// `xʸ`.
  default Node pow(Node other) {
    return binary(new Pow(), other);
  }

  /// The larger of two.
  default Node max(Node other) {
    return binary(new Max(), other);
  }

  /// The smaller of two.
  default Node min(Node other) {
    return binary(new Min(), other);
  }

  /// `−x`.
  default Node negated() {
    return unary(new Neg());
  }

  /// `|x|`.
  default Node abs() {
    return unary(new Abs());
  }

  /// −1, 0 or 1.
  default Node sign() {
    return unary(new Sign());
  }

  /// `eˣ`.
  default Node exp() {
    return unary(new Exp());
  }

  /// `ln x`.
  default Node log() {
    return unary(new Log());
  }

  /// `ln(1 + x)`.
  default Node log1p() {
    return unary(new Log1p());
  }

  /// `eˣ − 1`.
  default Node expm1() {
    return unary(new Expm1());
  }

  /// `√x`.
  default Node sqrt() {
    return unary(new Sqrt());
  }

  /// The largest integer not above x.
  default Node floor() {
    return unary(new Floor());
  }

  /// Sine.
  default Node sin() {
    return unary(new Sin());
  }

  /// Cosine.
  default Node cos() {
    return unary(new Cos());
  }

  /// Arctangent.
  default Node atan() {
    return unary(new Atan());
  }

  /// Error function.
  default Node erf() {
    return unary(new Erf());
  }

  /// `1 / (1 + e⁻ˣ)`.
  default Node sigmoid() {
    return unary(new Sigmoid());
  }

  /// Hyperbolic tangent.
  default Node tanh() {
    return unary(new Tanh());
  }

  /// `ln(1 + eˣ)`.
  default Node softplus() {
    return unary(new Softplus());
  }

  /// `max(x, 0)`.
  default Node relu() {
    return unary(new Relu());
  }

  /// The same values as another element type.
  default Node as(DType dtype) {
    return self().type().dtype() == dtype ? self() : unary(new Cast(dtype));
  }

  /// Whether `x = y`.
  default Node equal(Node other) {
    return binary(new Compare(Relation.EQ), other);
  }

  /// Whether `x < y`.
  default Node less(Node other) {
    return binary(new Compare(Relation.LT), other);
  }

  /// Whether `x > y`.
  default Node greater(Node other) {
    return binary(new Compare(Relation.GT), other);
  }

  /// Whether `x ≥ y`.
  default Node atLeast(Node other) {
    return binary(new Compare(Relation.GE), other);
  }

  /// Both truth values.
  default Node and(Node other) {
    return binary(new Logical(Connective.AND), other);
  }

  /// Either truth value.
  default Node or(Node other) {
    return binary(new Logical(Connective.OR), other);
  }

  /// The other truth value.
  default Node not() {
    return unary(new Logical(Connective.NOT));
  }

  /// Where this truth value holds `x`, else `y`; the two are broadcast to this shape.
  default Node choose(Node x, Node y) {
    Shape shape = self().type().shape();
    return Node.of(new Select(), List.of(self(), x.broadcastTo(shape), y.broadcastTo(shape)));
  }

  /// Softmax along an axis.
  default Node softmax(int axis) {
    return unary(new Softmax(self().type().shape().axis(axis)));
  }

  /// Log-softmax along an axis.
  default Node logSoftmax(int axis) {
    return unary(new LogSoftmax(self().type().shape().axis(axis)));
  }
}

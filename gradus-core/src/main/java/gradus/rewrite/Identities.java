package gradus.rewrite;

import static gradus.rewrite.Rule.Exactness.EXACT;

import gradus.op.Node;
import gradus.op.elementwise.Add;
import gradus.op.elementwise.Cast;
import gradus.op.elementwise.Div;
import gradus.op.elementwise.Mul;
import gradus.op.elementwise.Neg;
import gradus.op.elementwise.Select;
import gradus.op.elementwise.Sub;
import gradus.op.movement.Broadcast;
import gradus.op.movement.Reshape;
import gradus.op.source.Constant;
import java.util.List;
import java.util.Optional;

/// Laws of arithmetic that keep every bit.
///
/// Refused, though tempting: `x · 0 → 0` is wrong for NaN and ±∞; `x + 0 → x` is wrong for −0,
/// since −0 + 0 = +0; `x − x → 0` and `x / x → 1` are wrong for NaN, ±∞ and 0; `x / c → x · (1/c)`
/// rounds twice; `(x + y) + z → x + (y + z)` rounds elsewhere.
public final class Identities {

  private Identities() {}

  /// `x · 1 → x` and `1 · x → x`.
  static final Rule TIMES_ONE =
      new Rule(
          "times-one",
          EXACT,
          node -> node.op() instanceof Mul ? other(node, 1, true) : Optional.empty());

  /// `x / 1 → x`.
  static final Rule OVER_ONE =
      new Rule(
          "over-one",
          EXACT,
          node -> node.op() instanceof Div ? other(node, 1, false) : Optional.empty());

  /// `x − 0 → x`, for −0 too, since −0 − 0 = −0; the 0 must be +0.
  static final Rule MINUS_ZERO =
      new Rule(
          "minus-zero",
          EXACT,
          node -> node.op() instanceof Sub ? other(node, 0, false) : Optional.empty());

  /// `−(−x) → x`.
  static final Rule DOUBLE_NEGATION =
      new Rule(
          "double-negation",
          EXACT,
          node ->
              node.op() instanceof Neg && node.input(0).op() instanceof Neg
                  ? Optional.of(node.input(0).input(0))
                  : Optional.empty());

  /// `x · (−1) → −x`.
  static final Rule TIMES_MINUS_ONE =
      new Rule(
          "times-minus-one",
          EXACT,
          node ->
              node.op() instanceof Mul
                  ? other(node, -1, true).map(Node::negated)
                  : Optional.empty());

  /// `x + (−y) → x − y` and `x − (−y) → x + y`: so IEEE 754 defines subtraction.
  static final Rule ADDED_NEGATIVE = new Rule("added-negative", EXACT, Identities::addedNegative);

  /// A select between a value and itself is that value.
  static final Rule SAME_SIDES =
      new Rule(
          "same-sides",
          EXACT,
          node ->
              node.op() instanceof Select && node.input(1) == node.input(2)
                  ? Optional.of(node.input(1))
                  : Optional.empty());

  /// A cast to the type it has already is nothing.
  static final Rule IDLE_CAST =
      new Rule(
          "idle-cast",
          EXACT,
          node ->
              node.op() instanceof Cast && node.type().equals(node.input(0).type())
                  ? Optional.of(node.input(0))
                  : Optional.empty());

  /// All laws of this theme.
  public static List<Rule> rules() {
    return List.of(
        TIMES_ONE,
        OVER_ONE,
        MINUS_ZERO,
        DOUBLE_NEGATION,
        TIMES_MINUS_ONE,
        ADDED_NEGATIVE,
        SAME_SIDES,
        IDLE_CAST);
  }

  private static Optional<Node> addedNegative(Node node) {
    if (!(node.op() instanceof Add || node.op() instanceof Sub)
        || !(node.input(1).op() instanceof Neg)) {
      return Optional.empty();
    }
    Node x = node.input(0);
    Node y = node.input(1).input(0);
    return Optional.of(node.op() instanceof Add ? x.minus(y) : x.plus(y));
  }

  /// The operand beside a constant of this value.
  private static Optional<Node> other(Node node, double value, boolean eitherSide) {
    if (isConstant(node.input(1), value)) {
      return Optional.of(node.input(0));
    }
    return eitherSide && isConstant(node.input(0), value)
        ? Optional.of(node.input(1))
        : Optional.empty();
  }

  /// Whether a node is one constant number everywhere, with this sign if it is 0.
  static boolean isConstant(Node node, double value) {
    Node source = node;
    while (source.op() instanceof Broadcast || source.op() instanceof Reshape) {
      source = source.input(0);
    }
    return source.op() instanceof Constant(gradus.tensor.Tensor literal)
        && literal.elements() == 1
        && Double.compare(literal.doubleAt(0), value) == 0;
  }
}

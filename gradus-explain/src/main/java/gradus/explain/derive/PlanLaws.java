package gradus.explain.derive;

import static gradus.formula.Formula.ONE;
import static gradus.formula.Formula.ZERO;
import static gradus.formula.Formula.call;
import static gradus.formula.Formula.number;

import gradus.explain.notation.FormulaText;
import gradus.formula.Formula;
import gradus.rewrite.Identities;
import gradus.rewrite.Moves;
import gradus.rewrite.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The laws by which the engine itself rewrites a graph before it runs it.
public final class PlanLaws {

  private static final Formula X = Formula.var("x");
  private static final Formula Y = Formula.var("y");

  /// A law.
  ///
  /// @param name as messages call it
  /// @param bits whether every bit is kept
  /// @param left what is replaced, where the law is one of scalars
  /// @param right by what
  /// @param words what it does, where it is none of scalars
  public record Law(
      String name, String bits, Optional<Formula> left, Optional<Formula> right, String words) {}

  private PlanLaws() {}

  /// All laws, in the order in which the engine tries them.
  public static List<Law> all() {
    List<Law> laws = new ArrayList<>(stability());
    Stream.concat(Identities.rules().stream(), Moves.rules().stream())
        .map(PlanLaws::exact)
        .forEach(laws::add);
    laws.add(
        new Law(
            "sharing",
            "every bit",
            Optional.empty(),
            Optional.empty(),
            "two nodes with one operation and the same inputs become one node"));
    return laws;
  }

  private static List<Law> stability() {
    Formula sigmoid = call("sigmoid", X);
    return List.of(
        scalar("softplus-of-negative", ONE.minus(sigmoid), call("sigmoid", X.negated())),
        scalar("log-sigmoid", call("log", sigmoid), call("softplus", X.negated()).negated()),
        scalar(
            "binary-cross-entropy",
            Y.times(call("log", sigmoid))
                .plus(ONE.minus(Y).times(call("log", ONE.minus(sigmoid))))
                .negated(),
            Y.times(call("softplus", X.negated())).plus(ONE.minus(Y).times(call("softplus", X)))),
        new Law(
            "log-sum-exp",
            "rounds elsewhere",
            Optional.empty(),
            Optional.empty(),
            "the largest element is taken out of the exponentials and added again"),
        new Law(
            "softmax",
            "rounds elsewhere",
            Optional.empty(),
            Optional.empty(),
            "the largest logit is subtracted first; softmax(x + c) = softmax(x)"));
  }

  private static Law scalar(String name, Formula left, Formula right) {
    return new Law(name, "rounds elsewhere", Optional.of(left), Optional.of(right), "");
  }

  private static Law exact(Rule rule) {
    Map<String, List<Formula>> scalars = new LinkedHashMap<>();
    scalars.put("times-one", List.of(X.times(number(1)).equals(X) ? product(X, ONE) : X, X));
    scalars.put("over-one", List.of(new Formula.Div(X, ONE), X));
    scalars.put("minus-zero", List.of(new Formula.Add(List.of(X, new Formula.Neg(ZERO))), X));
    scalars.put("double-negation", List.of(new Formula.Neg(new Formula.Neg(X)), X));
    scalars.put("times-minus-one", List.of(product(X, number(-1)), new Formula.Neg(X)));
    scalars.put(
        "added-negative",
        List.of(new Formula.Add(List.of(X, new Formula.Neg(new Formula.Neg(Y)))), X.plus(Y)));
    List<Formula> sides = scalars.getOrDefault(rule.name(), List.of());
    String bits = rule.exactness() == Rule.Exactness.EXACT ? "every bit" : "rounds elsewhere";
    return sides.isEmpty()
        ? new Law(rule.name(), bits, Optional.empty(), Optional.empty(), words(rule.name()))
        : new Law(rule.name(), bits, Optional.of(sides.get(0)), Optional.of(sides.get(1)), "");
  }

  private static Formula product(Formula left, Formula right) {
    return new Formula.Mul(List.of(left, right));
  }

  static String words(String name) {
    return switch (name) {
      case "same-sides" -> "a select between a value and itself is that value";
      case "idle-cast" -> "a cast to the type it has already is nothing";
      case "idle-move" -> "a movement that moves nothing is its input";
      case "reshape-chain" -> "a reshape of a reshape is one reshape";
      case "broadcast-chain" -> "a broadcast of a broadcast is one broadcast";
      case "permute-chain" -> "a permutation of a permutation is one permutation";
      case "unit-permute" -> "a permutation that moves axes of length 1 alone is a reshape";
      case "moved-number" -> "one number broadcast, then moved, is one number broadcast";
      case "broadcast-late" ->
          "an operation on broadcasts is the broadcast of the operation on less";
      case "transpose-flag" -> "a transposition of a product's operand is the product's flag";
      case "shared-operand" ->
          "products with one and the same right operand are one product over all rows";
      case "sharing" -> "two nodes with one operation and the same inputs become one node";
      default -> "as its operation's page in docs/ops says";
    };
  }

  /// The laws as text, with what is proved of them.
  public static List<String> lines() {
    List<String> out = new ArrayList<>();
    out.add("The laws by which the engine rewrites a graph before it runs it");
    out.add("");
    for (Law law : all()) {
      String statement =
          law.left().isPresent()
              ? FormulaText.of(law.left().get())
                  + "  →  "
                  + FormulaText.of(law.right().orElseThrow())
              : law.words();
      out.add("%-22s %s".formatted(law.name(), statement));
      String proof =
          law.left().isPresent() ? Proofs.word(law.left().get(), law.right().orElseThrow()) : "";
      out.add(
          "%-22s keeps %s%s"
              .formatted(
                  "",
                  law.bits().equals("every bit") ? "every bit" : "the real number; " + law.bits(),
                  proof.isEmpty() ? "" : "; " + proof));
    }
    return out;
  }
}

package gradus.algebra.calculus;

import gradus.formula.Condition;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Choose;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Div;
import gradus.formula.Formula.Entry;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Iverson;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Named;
import gradus.formula.Formula.Neg;
import gradus.formula.Formula.Num;
import gradus.formula.Formula.Power;
import gradus.formula.Formula.Var;
import gradus.formula.Substitution;
import gradus.tensor.GraphException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// `∂f/∂v` for a variable or an entry `v`.
///
/// Conditions are constant where they are differentiated, so that `relu′(0) = 0` and `sign′ = 0`.
/// Throws {@link GraphException} for a function without a rule, such as `floor` or a maximum over
/// an index.
///
/// These rules are believed by the search for proofs and by their checker alike; their tests hold
/// them against differences of values.
///
/// @param by the variable, or the entry of a tensor
public record Derivative(Formula by) {

  /// The name of a derivative that has not been taken yet: `Call(UNTAKEN, [f, v])`.
  public static final String UNTAKEN = "derivative";

  /// A derivative that has not been taken yet.
  public static Formula untaken(Formula term, Formula by) {
    return Formula.call(UNTAKEN, term, by);
  }

  /// The same value without untaken derivatives, which are taken from the inside out.
  public static Formula taken(Formula term) {
    return new Untaken().in(term);
  }

  /// The derivative of a term.
  public Formula of(Formula term) {
    return switch (term) {
      case Num _, Named _ -> Formula.ZERO;
      case Iverson(Condition condition) -> {
        noSinglePoint(condition);
        yield Formula.ZERO;
      }
      case Var _ -> term.equals(by) ? Formula.ONE : Formula.ZERO;
      case Entry entry -> entry(entry);
      case Add(List<Formula> terms) -> sum(terms.stream().map(this::of).toList());
      case Neg(Formula inner) -> negative(of(inner));
      case Mul(List<Formula> factors) -> product(factors);
      case Div(Formula above, Formula below) -> quotient(above, below);
      case Power(Formula base, Formula exponent) -> power(base, exponent);
      case Call call -> call(call);
      case Fold fold -> fold(fold);
      case Choose(Condition condition, Formula then, Formula otherwise) -> {
        noSinglePoint(condition);
        yield choice(condition, of(then), of(otherwise));
      }
    };
  }

  /// Refuses a condition that holds, or fails, at single points: what a function is at one point
  /// says nothing of its slope there.
  private void noSinglePoint(Condition condition) {
    switch (condition) {
      case Condition.Compare(Condition.Relation relation, Formula left, Formula right) -> {
        boolean single = relation == Condition.Relation.EQ || relation == Condition.Relation.NE;
        if (single && !(of(left).equals(Formula.ZERO) && of(right).equals(Formula.ZERO))) {
          throw new GraphException(
              "derivative: expected conditions that hold on both sides of a point, found %s."
                      .formatted(relation.sign())
                  + " Use <, ≤, > or ≥ where it depends on what is differentiated by.");
        }
      }
      case Condition.And(List<Condition> parts) -> parts.forEach(this::noSinglePoint);
      case Condition.Or(List<Condition> parts) -> parts.forEach(this::noSinglePoint);
      case Condition.Not(Condition part) -> noSinglePoint(part);
    }
  }

  private Formula entry(Entry entry) {
    if (!(by instanceof Entry(String tensor, List<Formula> index))
        || !tensor.equals(entry.tensor())) {
      return Formula.ZERO;
    }
    List<Condition> same = new ArrayList<>();
    for (int axis = 0; axis < index.size(); axis++) {
      same.add(Condition.compare(Condition.Relation.EQ, entry.index().get(axis), index.get(axis)));
    }
    return new Iverson(same.size() == 1 ? same.getFirst() : new Condition.And(same));
  }

  private static Formula sum(List<Formula> terms) {
    List<Formula> present = terms.stream().filter(term -> !term.equals(Formula.ZERO)).toList();
    return switch (present.size()) {
      case 0 -> Formula.ZERO;
      case 1 -> present.getFirst();
      default -> new Add(present);
    };
  }

  private static Formula times(Formula... factors) {
    List<Formula> present = new ArrayList<>();
    for (Formula factor : factors) {
      if (factor.equals(Formula.ZERO)) {
        return Formula.ZERO;
      }
      if (!factor.equals(Formula.ONE)) {
        present.add(factor);
      }
    }
    return switch (present.size()) {
      case 0 -> Formula.ONE;
      case 1 -> present.getFirst();
      default -> new Mul(present);
    };
  }

  private static Formula negative(Formula term) {
    return term.equals(Formula.ZERO) ? term : term.negated();
  }

  private Formula product(List<Formula> factors) {
    List<Formula> terms = new ArrayList<>();
    for (int which = 0; which < factors.size(); which++) {
      List<Formula> changed = new ArrayList<>(factors);
      changed.set(which, of(factors.get(which)));
      terms.add(times(changed.toArray(Formula[]::new)));
    }
    return sum(terms);
  }

  private Formula quotient(Formula above, Formula below) {
    Formula slope = of(below);
    Formula first = of(above);
    if (slope.equals(Formula.ZERO)) {
      return first.equals(Formula.ZERO) ? first : new Div(first, below);
    }
    Formula numerator = sum(List.of(times(first, below), negative(times(above, slope))));
    return new Div(numerator, new Power(below, Formula.number(2)));
  }

  private Formula power(Formula base, Formula exponent) {
    Formula first = of(base);
    Formula second = of(exponent);
    Formula byBase =
        first.equals(Formula.ZERO)
            ? first
            : times(exponent, base.power(exponent.minus(Formula.ONE)), first);
    Formula byExponent =
        second.equals(Formula.ZERO)
            ? second
            : times(base.power(exponent), Formula.call("log", base), second);
    return sum(List.of(byBase, byExponent));
  }

  private Formula call(Call call) {
    // once: nested functions would cost 2 to the power of their depth
    List<Formula> slopes = call.arguments().stream().map(this::of).toList();
    if (slopes.stream().allMatch(Formula.ZERO::equals)) {
      return Formula.ZERO;
    }
    if (call.function().equals(UNTAKEN)) {
      return of(taken(call));
    }
    Formula x = call.arguments().getFirst();
    Formula y = call.arguments().getLast();
    return switch (call.function()) {
      case "max" -> choice(greater(x, y), slopes.getFirst(), slopes.getLast());
      case "min" -> choice(greater(y, x), slopes.getFirst(), slopes.getLast());
      default -> times(Slopes.of(call.function(), x), slopes.getFirst());
    };
  }

  private static Condition greater(Formula left, Formula right) {
    return Condition.compare(Condition.Relation.GT, left, right);
  }

  private static Formula choice(Condition condition, Formula then, Formula otherwise) {
    return then.equals(otherwise) ? then : new Choose(condition, then, otherwise);
  }

  /// The fold with an index that neither `by` nor the body knows otherwise.
  private Fold apart(Fold fold) {
    Set<String> taken = new LinkedHashSet<>(Substitution.variables(by));
    if (!taken.contains(fold.index().name())) {
      return fold;
    }
    taken.addAll(Substitution.variables(fold.body()));
    return (Fold) new Substitution(Formula::var, UnaryOperator.identity(), taken).in(fold);
  }

  private Var other(Fold fold) {
    Set<String> taken = new LinkedHashSet<>(Substitution.variables(by));
    taken.addAll(Substitution.variables(fold.body()));
    String name = fold.index().name() + "′";
    while (taken.contains(name)) {
      name += "′";
    }
    return Formula.var(name);
  }

  private Formula fold(Fold old) {
    Fold fold = apart(old);
    Formula slope = of(fold.body());
    if (slope.equals(Formula.ZERO)) {
      return slope;
    }
    return switch (fold.combination()) {
      case SUM -> new Fold(Combination.SUM, fold.index(), fold.from(), fold.to(), slope);
      case PRODUCT -> {
        Var other = other(fold);
        Condition same = Condition.compare(Condition.Relation.EQ, fold.index(), other);
        Formula changed = new Choose(same, slope, fold.body());
        Fold inner = new Fold(Combination.PRODUCT, fold.index(), fold.from(), fold.to(), changed);
        yield new Fold(Combination.SUM, other, fold.from(), fold.to(), inner);
      }
      case MAX, MIN, ARGMAX, ARGMIN ->
          throw new GraphException(
              "derivative: expected sums and products, found %s over %s. Say where it is attained."
                  .formatted(fold.combination(), fold.index().name()));
    };
  }
}

package gradus.algebra.checker;

import gradus.algebra.Step;
import gradus.algebra.calculus.Definitions;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.checker.Scope.Fact;
import gradus.algebra.checker.Sum.Atom;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.formula.Parts;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// One line of a proof.
record Replay(Step step) {

  /// The term with the line used at the first place where it is right.
  ///
  /// @param varies whether the term is being differentiated, so that only laws may be used
  Optional<Formula> in(Formula term, Scope scope, boolean varies) {
    if (term.equals(step.before()) && holds(scope, varies)) {
      return Optional.of(step.after());
    }
    List<Formula> parts = new ArrayList<>(Parts.of(term));
    boolean slope = term instanceof Call call && call.function().equals("derivative");
    for (int i = 0; i < (slope ? 1 : parts.size()); i++) {
      Scope there = term instanceof Fold fold && i == 2 ? scope.inside(fold) : scope;
      Optional<Formula> done = in(parts.get(i), slope ? there.bare() : there, varies || slope);
      if (done.isPresent()) {
        parts.set(i, done.get());
        return Optional.of(Parts.replaced(term, parts));
      }
    }
    return Optional.empty();
  }

  private boolean holds(Scope scope, boolean varies) {
    Formula before = step.before();
    Canon canon = new Canon(scope);
    return switch (step.rule()) {
      case "definition" ->
          Definitions.of(before).filter(it -> isSame(canon.of(it), canon, varies)).isPresent();
      case "derivative" ->
          before instanceof Call(String name, List<Formula> parts)
              && name.equals("derivative")
              && isSame(
                  canon.of(new Derivative(parts.getLast()).of(parts.getFirst())), canon, varies);
      case "algebra",
          "names",
          "linearity",
          "factors into a sum",
          "outside the range",
          "constant sum",
          "condition",
          "power",
          "given" ->
          !varies && isSame(canon.of(before), canon, false);
      case "empty sum", "range of a sum", "delta in a sum", "change of index" ->
          !varies && isMatched(scope);
      case "first term" -> !varies && before instanceof Fold fold && isFirst(fold, canon);
      case "log" -> !varies && isLog(canon);
      default -> false;
    };
  }

  /// Whether the line ends in what is equal and defined where the other is.
  private boolean isSame(Sum before, Canon canon, boolean varies) {
    Scope scope = canon.scope();
    Canon own = new Canon(scope);
    Sum difference = before.minus(own.of(step.after()));
    return own.undefined(canon.given()).isEmpty()
        && (difference.cleared().isZero()
            || (!varies
                && (scope.trimmed(difference).cleared().isZero() || scope.isEqual(difference))));
  }

  private boolean isFirst(Fold fold, Canon canon) {
    Scope scope = canon.scope();
    Sum from = canon.of(fold.from());
    Sum first = new Canon(scope.with(fold.index().name(), from), canon.needs()).of(fold.body());
    List<Formula> parts = List.of(fold.from().plus(Formula.ONE), fold.to(), fold.body());
    Formula rest = Parts.replaced(fold, parts);
    return isSum(fold, scope.isWhole(from))
        && scope.entails(canon.of(fold.to()).minus(from), false)
        && isSame(first.plus(canon.of(rest)), canon, false);
  }

  private static boolean isSum(Fold fold, boolean whole) {
    return whole && fold.combination() == Combination.SUM;
  }

  /// `log a = L` if `exp L = a`: at most one logarithm in `L` may be of something whose sign is not
  /// known, since the product of all is positive.
  private boolean isLog(Canon canon) {
    if (!(step.before() instanceof Call(String name, List<Formula> parts)) || !name.equals("log")) {
      return false;
    }
    Sum argument = canon.of(parts.getFirst());
    Canon own = new Canon(canon.scope());
    Sum sum = own.of(step.after());
    List<Atom> unknown = own.undefined(canon.given());
    Fraction factor =
        unknown.isEmpty()
            ? Fraction.ONE
            : sum.coefficient(Map.of(unknown.getFirst(), Fraction.ONE));
    return unknown.size() < 2
        && (unknown.isEmpty() || unknown.getFirst().head().equals("log"))
        && Scope.isWhole(factor)
        && factor.numerator().testBit(0)
        && own.exp(sum).minus(argument).cleared().isZero();
  }

  /// Nested sums taken apart where their indices have some values.
  private record Flat(Scope scope, List<Fact> ranges, Sum body, Set<Atom> needs) {

    static Flat of(Formula term, List<Sum> values, Scope outside) {
      Scope scope = outside;
      List<Fact> ranges = new ArrayList<>();
      Formula rest = term;
      Set<Atom> needs = new LinkedHashSet<>();
      for (Sum value : values) {
        Fold fold = (Fold) rest;
        Canon canon = new Canon(scope, needs);
        ranges.addAll(Scope.between(canon.of(fold.from()), value, canon.of(fold.to())));
        scope = scope.with(fold.index().name(), value);
        rest = fold.body();
      }
      return new Flat(scope, ranges, new Canon(scope, needs).of(rest), needs);
    }

    /// The factors of the body; none if it is more than a product.
    Map<Atom, Fraction> powers() {
      return body.terms().size() == 1 ? body.terms().keySet().iterator().next() : Map.of();
    }

    /// Where the body may differ from 0.
    Scope inside() {
      return scope.with(ranges).where(powers());
    }

    List<Fact> conditions() {
      Map<Atom, Fraction> brackets = new LinkedHashMap<>(powers());
      brackets.keySet().removeIf(atom -> !atom.isBracket());
      List<Fact> conditions = new ArrayList<>(ranges);
      conditions.addAll(new Scope(scope.setting(), Map.of(), 0, List.of()).where(brackets).known());
      return conditions;
    }

    Sum rest() {
      Map<Atom, Fraction> rest = new LinkedHashMap<>(powers());
      rest.keySet().removeIf(Atom::isBracket);
      return body.terms().size() == 1 ? Sum.of(rest, body.coefficient(powers())) : body;
    }
  }

  /// Whether two nested sums are equal by a one-to-one map between their indices, which the witness
  /// states both ways: what holds where the old body is not 0 holds there and back again as well.
  private boolean isMatched(Scope scope) {
    List<Sum> olds = indices(step.before(), -1);
    List<Sum> news = indices(step.after(), -1_000_000);
    Flat old = Flat.of(step.before(), olds, scope);
    if (old.inside().isImpossible()) {
      return new Canon(scope).of(step.after()).isZero();
    }
    Flat now = Flat.of(step.after(), news, scope);
    if (step.witness().size() != olds.size() + news.size()) {
      return false;
    }
    List<Sum> forth = values(0, olds.size(), now.scope());
    List<Sum> back = values(olds.size(), step.witness().size(), old.scope());
    Flat moved = Flat.of(step.before(), forth, scope);
    Flat returned = Flat.of(step.after(), back, scope);
    List<Sum> again = values(0, olds.size(), returned.scope());
    Scope inside = old.inside().with(Flat.of(step.before(), again, scope).conditions());
    return forth.stream().allMatch(scope::isWhole)
        && back.stream().allMatch(scope::isWhole)
        && entailed(now.inside(), moved)
        && entailed(inside, returned)
        && isDefined(now, moved)
        && moved.rest().minus(now.rest()).cleared().isZero()
        && agree(news, values(olds.size(), step.witness().size(), moved.scope()), now.inside())
        && agree(olds, again, old.inside());
  }

  private static List<Sum> indices(Formula term, int first) {
    List<Sum> indices = new ArrayList<>();
    for (Formula rest = term; rest instanceof Fold fold && isSum(fold, true); rest = fold.body()) {
      indices.add(new Atom(first - indices.size(), List.of()).sum());
    }
    return indices;
  }

  private List<Sum> values(int from, int to, Scope scope) {
    return step.witness().subList(from, to).stream().map(new Canon(scope)::of).toList();
  }

  private static boolean entailed(Scope inside, Flat what) {
    return what.conditions().stream().allMatch(fact -> inside.entails(fact.form(), false));
  }

  /// Whether the new body is defined in the whole range, where the old one is or by its signs.
  private static boolean isDefined(Flat now, Flat moved) {
    Scope range = now.scope().with(now.ranges());
    boolean into = moved.ranges().stream().allMatch(fact -> range.entails(fact.form(), false));
    Set<Atom> given = into ? new Canon(range, moved.needs()).given() : Set.of();
    return new Canon(range, now.needs()).undefined(given).isEmpty();
  }

  private static boolean agree(List<Sum> indices, List<Sum> values, Scope inside) {
    return IntStream.range(0, indices.size())
        .allMatch(i -> inside.isEqual(values.get(i).minus(indices.get(i))));
  }
}

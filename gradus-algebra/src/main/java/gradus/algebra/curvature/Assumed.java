package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.Setting;
import gradus.algebra.Work;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Reasons;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Looks at what is given without what it is divided by, and at exponents where exponentials are
/// compared: `σ(a) ≤ σ(b)` says that `e^a ≤ e^b`, and that `a ≤ b`.
///
/// @param search looks for the reasons below
/// @param known what is given
record Assumed(Inequalities search, Known known) {

  private static final Set<String> LOGARITHMS = Set.of("log", "softplus");

  /// Whether something is given that is looked at.
  static boolean isLooked(Setting setting) {
    return !new Assumed(new Inequalities(Work.of(0)), new Known(setting)).facts().isEmpty();
  }

  Optional<Reason> shown(Formula term, boolean strict) {
    return contrary(term, strict).or(() -> following(term, strict));
  }

  /// By what would not hold if the term were not 0 or more.
  private Optional<Reason> contrary(Formula term, boolean strict) {
    Known otherwise = known.with(term.negated(), !strict);
    for (Reason fact : facts()) {
      List<Formula> above = new ArrayList<>();
      List<Formula> below = new ArrayList<>();
      Wholes.signed(fact.term(), true, above, below);
      Formula turned = Inequalities.sum(below).minus(Inequalities.sum(above));
      Formula contrary = fact.term().negated();
      Optional<Reason> found =
          search
              .shown(otherwise, turned, !fact.strict(), Inequalities.LAST - 1)
              .or(() -> raised(otherwise, term, strict, turned, !fact.strict()))
              .flatMap(
                  it ->
                      turned.equals(contrary)
                          ? Optional.of(it)
                          : search.by(otherwise, contrary, Formula.ONE, it))
              .<Reason>map(it -> new Reason.Contrary(term, strict, fact, it))
              .filter(it -> Reasons.hold(known.setting(), it));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// What follows where a term with a logarithm is not 0 or more, by the exponentials.
  private Optional<Reason> raised(
      Known otherwise, Formula term, boolean strict, Formula turned, boolean open) {
    if (!hasLogarithm(term)) {
      return Optional.empty();
    }
    return new Assumed(search, otherwise)
        .powers(new Reason.Linear(term.negated(), !strict))
        .flatMap(
            fact ->
                search
                    .shown(otherwise.with(fact.term(), fact.strict()), turned, open, 2)
                    .map(it -> new Reason.Lemma(turned, open, fact, it)));
  }

  private Optional<Reason> following(Formula term, boolean strict) {
    List<Reason> facts = new ArrayList<>();
    Known more = known;
    for (Reason given : given()) {
      for (Reason fact : consequences(given)) {
        facts.add(fact);
        more = more.with(fact.term(), fact.strict());
      }
    }
    for (Reason given : facts()) {
      Optional<Reason> fact = hasLogarithm(given.term()) ? powers(given) : Optional.empty();
      if (fact.isPresent()) {
        facts.add(fact.get());
        more = more.with(fact.get().term(), fact.get().strict());
      }
    }
    if (facts.isEmpty()) {
      return Optional.empty();
    }
    Optional<Reason> last = search.shown(more, term, strict, 1);
    for (Reason fact : facts.reversed()) {
      last = last.map(it -> new Reason.Lemma(term, strict, fact, it));
    }
    return last.filter(it -> Reasons.hold(known.setting(), it));
  }

  /// What is given as an inequality between terms of which one is an exponential.
  private List<Reason> given() {
    return facts().stream().filter(it -> hasExponential(it.term())).toList();
  }

  /// What is given of terms that are no polynomials.
  private List<Reason> facts() {
    return known.setting().given().stream()
        .flatMap(Assumed::parts)
        .flatMap(Assumed::reason)
        .filter(it -> !Facts.isPolynomial(it.term()))
        .toList();
  }

  private static Stream<Condition> parts(Condition condition) {
    return condition instanceof Condition.And(List<Condition> all)
        ? all.stream().flatMap(Assumed::parts)
        : Stream.of(condition);
  }

  private static Stream<Reason> reason(Condition condition) {
    if (!(condition instanceof Condition.Compare(Relation relation, Formula u, Formula v))) {
      return Stream.of();
    }
    return switch (relation) {
      case GE, GT -> Stream.of(new Reason.Linear(u.minus(v), relation == Relation.GT));
      case LE, LT -> Stream.of(new Reason.Linear(v.minus(u), relation == Relation.LT));
      case EQ ->
          Stream.of(new Reason.Linear(u.minus(v), false), new Reason.Linear(v.minus(u), false));
      case NE -> Stream.of();
    };
  }

  private static boolean hasExponential(Formula term) {
    return term instanceof Call(String function, List<Formula> _)
        ? Set.of("exp", "expm1", "sigmoid", "tanh").contains(function)
        : Known.evaluated(term).stream().anyMatch(Assumed::hasExponential);
  }

  /// The same without what it is divided by, and what that says of exponents.
  private List<Reason> consequences(Reason given) {
    List<Reason> found = new ArrayList<>();
    Optional<Formula> normal = search.normal(known, given.term());
    Formula factor =
        normal.flatMap(it -> new Cleared(search, known, 0).factor(it)).orElse(Formula.ONE);
    search
        .normal(known, given.term().times(factor))
        .flatMap(it -> search.by(known, it, Formula.ONE.over(factor), given))
        .ifPresent(
            cleared -> {
              found.add(cleared);
              exponents(cleared).ifPresent(found::add);
            });
    return found;
  }

  /// `u − v ≥ 0` where `e^u − e^v ≥ 0`.
  private Optional<Reason> exponents(Reason cleared) {
    List<Formula> above = new ArrayList<>();
    List<Formula> below = new ArrayList<>();
    Wholes.signed(cleared.term(), true, above, below);
    if (above.size() != 1 || below.size() != 1) {
      return Optional.empty();
    }
    Formula difference = exponent(above.getFirst()).minus(exponent(below.getFirst()));
    Reason raised = new Reason.Linear(Reasons.raised(difference), cleared.strict());
    return Optional.<Reason>of(new Reason.Raised(difference, cleared.strict(), raised))
        .filter(it -> Reasons.hold(known.with(cleared.term(), cleared.strict()).setting(), it));
  }

  /// `e^u − e^v ≥ 0` where `u − v ≥ 0`: of `a ≥ log 9` that `e^a ≥ 9`.
  private Optional<Reason> powers(Reason given) {
    List<Formula> above = new ArrayList<>();
    List<Formula> below = new ArrayList<>();
    Wholes.signed(given.term(), true, above, below);
    Formula u = Inequalities.sum(above);
    Formula v = Inequalities.sum(below);
    Formula apart = u.minus(v);
    Formula powers = Formula.call("exp", u).minus(Formula.call("exp", v));
    Reason grown =
        new Reason.Growing(powers, given.strict(), new Reason.Linear(apart, given.strict()));
    return Optional.<Reason>of(grown)
        .filter(it -> Reasons.hold(known.setting(), it))
        .flatMap(
            it ->
                search
                    .normal(known, powers)
                    .flatMap(normal -> search.by(known, normal, Formula.ONE, it)));
  }

  private static Formula exponent(Formula term) {
    return term instanceof Call(String function, List<Formula> of) && function.equals("exp")
        ? of.getFirst()
        : Formula.ZERO;
  }

  /// Whether a logarithm is added or taken away in a term.
  static boolean hasLogarithm(Formula term) {
    return switch (term) {
      case Call(String function, List<Formula> _) -> LOGARITHMS.contains(function);
      case Add(List<Formula> terms) -> terms.stream().anyMatch(Assumed::hasLogarithm);
      case Formula.Neg(Formula inner) -> hasLogarithm(inner);
      default -> false;
    };
  }
}

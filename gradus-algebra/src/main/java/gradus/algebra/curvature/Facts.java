package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Fork;
import gradus.algebra.signs.Interval;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Ranges;
import gradus.algebra.signs.Reasons;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Entry;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Var;
import gradus.formula.Parts;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Looks for a linear combination of what is given and of what always holds: members of maxima,
/// minima and sums, squares, and products of two things that are given.
///
/// @param known what is given
/// @param term what shall be 0 or more
/// @param strict whether it shall be more than 0
record Facts(Known known, Formula term, boolean strict) {

  private static final int MOST = 24;

  Optional<Reason> shown() {
    List<Reason> members = members();
    return (members.isEmpty() ? Optional.<Reason>empty() : with(members))
        .or(
            () -> {
              List<Reason> more = new ArrayList<>(members);
              more.addAll(products());
              return isPolynomial(term) && more.size() > members.size()
                  ? with(more)
                  : Optional.empty();
            });
  }

  /// The term by those facts that are needed.
  private Optional<Reason> with(List<Reason> facts) {
    List<Reason> needed = new ArrayList<>(facts.subList(0, Math.min(MOST, facts.size())));
    Optional<Reason> last = last(needed);
    for (Reason fact : last.isEmpty() ? List.<Reason>of() : List.copyOf(needed)) {
      List<Reason> fewer = new ArrayList<>(needed);
      fewer.remove(fact);
      Optional<Reason> same = last(fewer);
      if (same.isPresent()) {
        needed = fewer;
        last = same;
      }
    }
    if (last.isEmpty()) {
      return last;
    }
    Reason whole = last.get();
    for (Reason fact : needed.reversed()) {
      whole = new Reason.Lemma(term, strict, fact, whole);
    }
    return Optional.of(whole).filter(it -> Reasons.hold(known.setting(), it));
  }

  /// What follows of facts at once.
  private Optional<Reason> last(List<Reason> facts) {
    Known more = known;
    for (Reason fact : facts) {
      more = more.with(fact.term(), fact.strict());
    }
    if (more.entails(term, strict)) {
      return Optional.of(new Reason.Linear(term, strict));
    }
    Interval range = new Ranges(more).of(term);
    return (strict ? range.isPositive() : range.isNotNegative())
        ? Optional.of(new Reason.Parts(term, strict))
        : Optional.empty();
  }

  private List<Reason> members() {
    Set<Formula> folds = new LinkedHashSet<>();
    folds(term, folds);
    known.setting().given().forEach(it -> sums(it, folds));
    List<Reason> members = new ArrayList<>();
    for (Formula each : folds) {
      Fold fold = (Fold) each;
      boolean extreme =
          fold.combination() == Combination.MAX || fold.combination() == Combination.MIN;
      boolean sum =
          fold.combination() == Combination.SUM
              && new Ranges(known.inside(fold)).of(fold.body()).isNotNegative();
      for (Formula place : extreme || sum ? places() : List.<Formula>of()) {
        Formula difference = Reasons.difference(fold, place);
        Stream.of(strict && sum, false)
            .<Reason>map(it -> new Reason.Member(difference, it, fold, place))
            .filter(it -> Reasons.hold(known.setting(), it))
            .findFirst()
            .ifPresent(members::add);
      }
    }
    Set<Formula> sizes = new LinkedHashSet<>();
    members.forEach(it -> sizes(it.term(), sizes));
    sizes.forEach(it -> members.addAll(above(it)));
    return members;
  }

  /// The absolute values in a term.
  private static void sizes(Formula term, Set<Formula> found) {
    if (term instanceof Formula.Call(String function, List<Formula> _) && function.equals("abs")) {
      found.add(term);
    }
    Known.evaluated(term).forEach(part -> sizes(part, found));
  }

  /// That an absolute value is no less than what it is taken of, and than the negative of that.
  private List<Reason> above(Formula size) {
    Formula of = Parts.of(size).getFirst();
    List<Reason> above = new ArrayList<>();
    for (Formula less : List.of(of, of.negated())) {
      Formula gap = new Formula.Add(List.of(size, new Formula.Neg(less)));
      List<Reason> sides =
          Fork.of(size).stream()
              .<Reason>map(it -> new Reason.Linear(Known.replaced(gap, size, it.value()), false))
              .toList();
      above.add(new Reason.Cases(gap, false, size, sides));
    }
    return above.stream().filter(it -> Reasons.hold(known.setting(), it)).toList();
  }

  /// The sums that are equal to something given.
  private static void sums(Condition condition, Set<Formula> found) {
    if (condition instanceof Condition.Compare(Relation relation, Formula left, Formula right)
        && relation == Relation.EQ) {
      folds(left, found);
      folds(right, found);
    }
  }

  private static void folds(Formula term, Set<Formula> found) {
    if (term instanceof Fold) {
      found.add(term);
    }
    Known.evaluated(term).forEach(part -> folds(part, found));
  }

  /// The indices of entries: names and numbers, and sums of them outside of folds.
  private Set<Formula> places() {
    Set<Formula> places = new LinkedHashSet<>();
    Substitution.variables(term).stream()
        .filter(known.setting()::isInteger)
        .sorted()
        .forEach(it -> places.add(Formula.var(it)));
    indices(term, places);
    sums(term, places);
    return places;
  }

  private static void sums(Formula term, Set<Formula> places) {
    if (term instanceof Entry(String _, List<Formula> index)) {
      index.stream().filter(it -> it instanceof Formula.Add).forEach(places::add);
    }
    Known.evaluated(term).forEach(it -> sums(it, places));
  }

  private static void indices(Formula term, Set<Formula> places) {
    if (term instanceof Entry(String _, List<Formula> index)) {
      index.stream().filter(it -> it instanceof Formula.Num).forEach(places::add);
    }
    Parts.of(term).forEach(part -> indices(part, places));
  }

  /// Squares of differences of names and products of two things that are given.
  private List<Reason> products() {
    List<Formula> given = new ArrayList<>();
    known.setting().given().forEach(it -> given(it, given));
    List<Formula> few =
        given.stream()
            .filter(Facts::isPolynomial)
            .filter(this::isNear)
            .distinct()
            .limit(6)
            .toList();
    List<Reason> products = new ArrayList<>();
    for (int i = 0; i < few.size(); i++) {
      for (int j = i; j < few.size(); j++) {
        products.add(product(few.get(i), few.get(j)));
      }
    }
    List<Formula> names =
        Substitution.variables(term).stream().sorted().<Formula>map(Formula::var).limit(4).toList();
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        Formula apart = names.get(i).minus(names.get(j)).power(Formula.number(2));
        Formula sum = names.get(i).plus(names.get(j)).power(Formula.number(2));
        products.add(new Reason.Parts(apart, false));
        products.add(new Reason.Parts(sum, false));
      }
    }
    return products;
  }

  private Reason product(Formula u, Formula v) {
    Formula product = new Mul(List.of(u, v));
    return u.equals(v)
        ? new Reason.Parts(product, false)
        : new Reason.Each(
            product, false, List.of(new Reason.Linear(u, false), new Reason.Linear(v, false)));
  }

  private boolean isNear(Formula fact) {
    Set<String> names = Substitution.variables(term);
    return Substitution.variables(fact).stream().anyMatch(names::contains);
  }

  private static void given(Condition condition, List<Formula> found) {
    switch (condition) {
      case Condition.And(List<Condition> parts) -> parts.forEach(it -> given(it, found));
      case Condition.Compare(Relation relation, Formula left, Formula right) -> {
        if (relation == Relation.GE || relation == Relation.GT) {
          found.add(left.minus(right));
        }
        if (relation == Relation.LE || relation == Relation.LT) {
          found.add(right.minus(left));
        }
      }
      case Condition.Or _, Condition.Not _ -> {}
    }
  }

  /// Whether a term is made of names, entries and numbers by sums and products alone.
  static boolean isSum(Formula term) {
    return switch (term) {
      case Formula.Num _, Var _, Entry _ -> true;
      case Formula.Add _, Mul _, Formula.Neg _ -> Parts.of(term).stream().allMatch(Facts::isSum);
      default -> false;
    };
  }

  static boolean isPolynomial(Formula term) {
    return switch (term) {
      case Formula.Num _, Var _, Entry _ -> true;
      case Formula.Add(List<Formula> terms) -> terms.stream().allMatch(Facts::isPolynomial);
      case Mul(List<Formula> factors) -> factors.stream().allMatch(Facts::isPolynomial);
      case Formula.Neg(Formula inner) -> isPolynomial(inner);
      case Formula.Power(Formula base, Formula exponent) ->
          isPolynomial(base)
              && exponent instanceof Formula.Num n
              && n.numerator().signum() >= 0
              && n.denominator().equals(java.math.BigInteger.ONE);
      case Formula.Div(Formula above, Formula below) ->
          isPolynomial(above) && below instanceof Formula.Num;
      case Formula.Named _, Formula.Call _, Fold _, Formula.Iverson _, Formula.Choose _ -> false;
    };
  }
}

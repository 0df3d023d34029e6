package gradus.algebra.signs;

import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.Reason;
import gradus.algebra.Setting;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.checker.Checker;
import gradus.algebra.checker.RefusedException;
import gradus.algebra.linear.Elimination;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Neg;
import gradus.formula.Formula.Var;
import gradus.reference.Fraction;
import gradus.tensor.GraphException;
import java.util.List;
import java.util.Set;

/// Replays the reasons for signs: every law against its own statement, at its own place.
public final class Reasons {

  private static final Set<String> GROWING =
      Set.of("exp", "expm1", "log", "log1p", "sigmoid", "tanh", "softplus", "sqrt", "erf");

  private Reasons() {}

  /// Whether a reason shows its term to be 0 or more, or more than 0, in a setting.
  public static boolean hold(Setting setting, Reason reason) {
    try {
      return holds(new Known(setting), reason);
    } catch (RefusedException | GraphException | ArithmeticException noValue) {
      return false;
    }
  }

  /// Whether a reason is one, and one for a term.
  private static boolean shows(Known known, Reason reason, Formula term, boolean strict) {
    return reason.term().equals(term) && (reason.strict() || !strict) && holds(known, reason);
  }

  private static boolean holds(Known outside, Reason reason) {
    Known known = outside.where(reason.term());
    Formula term = reason.term();
    boolean strict = reason.strict();
    return switch (reason) {
      case Reason.Parts _ -> {
        Interval range = new Ranges(known).of(term);
        yield strict ? range.isPositive() : range.isNotNegative();
      }
      case Reason.Linear _ -> known.entails(term, strict);
      case Reason.Rational rational ->
          Certificates.prove(
              new Goal.Compare(
                  known.setting(), term, strict ? Relation.GT : Relation.GE, Formula.ZERO),
              rational.corners());
      case Reason.Scaled scaled -> scaled(known, scaled);
      case Reason.Raised raised -> shows(known, raised.other(), raised(term), strict);
      case Reason.Growing(var _, var _, Reason other) ->
          term instanceof Add(List<Formula> terms)
              && terms.size() == 2
              && terms.getFirst() instanceof Call(String up, List<Formula> u)
              && terms.getLast() instanceof Neg(Call(String down, List<Formula> v))
              && up.equals(down)
              && GROWING.contains(up)
              && shows(known, other, u.getFirst().minus(v.getFirst()), strict);
      case Reason.Rising rising -> rising(known, rising);
      case Reason.Squared squared -> squared(known, squared);
      case Reason.Cases cases -> cases(known, cases);
      case Reason.Sides(var _, var _, Formula pivot, Reason up, Reason down) ->
          isPolynomial(pivot)
              && shows(known.with(pivot, known.isApart(pivot)), up, term, strict)
              && shows(known.with(pivot.negated(), known.isApart(pivot)), down, term, strict);
      case Reason.Valley valley -> new Valley(known, valley).holds();
      case Reason.Mean mean -> Valley.holds(known, mean);
      case Reason.Values values -> values(known, values);
      case Reason.Contrary(var _, var _, Reason fact, Reason other) ->
          (known.isGiven(fact.term()) || Definedness.isDefined(known.setting(), term, fact.term()))
              && holds(known, fact)
              && shows(
                  known.with(term.negated(), !strict),
                  other,
                  fact.term().negated(),
                  !fact.strict());
      case Reason.Lemma(var _, var _, Reason fact, Reason other) ->
          Definedness.isDefined(known.setting(), term, fact.term())
              && holds(known, fact)
              && shows(known.with(fact.term(), fact.strict()), other, term, strict);
      case Reason.Member(var _, var _, Fold fold, Formula place) ->
          term.equals(difference(fold, place)) && isMember(known, fold, place, strict);
      case Reason.Attained attained -> attained(known, attained);
      case Reason.Termwise(var _, var _, Reason body) -> termwise(known, term, strict, body);
      case Reason.Each(var _, var _, List<Reason> each) -> each(known, term, strict, each);
      case Reason.Form form -> !strict && Forms.holds(known, form);
      case Reason.Image image -> !strict && Forms.holds(known, image);
      case Reason.General general -> general(known, general);
    };
  }

  /// What is 0 or more where a term is: the exponentials of what is added and of what is taken
  /// away.
  public static Formula raised(Formula term) {
    return Logarithms.without(term);
  }

  private static boolean scaled(Known known, Reason.Scaled reason) {
    Formula product = reason.term().times(reason.factor());
    Formula end = reason.other().term();
    return (!reason.strict() || reason.other().strict())
        && new Ranges(known).of(reason.factor()).isPositive()
        && Definedness.isDefined(
            known.setting(), reason.term(), new Add(List.of(end, reason.factor())))
        && isEqual(known, product, end, reason.equal())
        && holds(known, reason.other());
  }

  static boolean isEqual(Known known, Formula left, Formula right, Proof proof) {
    try {
      Checker.verify(
          new Goal.Compare(known.setting(), left, Relation.EQ, right),
          proof,
          Elimination::contradiction);
      return true;
    } catch (RefusedException refused) {
      return false;
    }
  }

  private static boolean rising(Known known, Reason.Rising reason) {
    Var name = reason.name();
    Formula upper = Known.replaced(reason.function(), name, reason.upper());
    Formula lower = Known.replaced(reason.function(), name, reason.lower());
    Known there = known.between(name, reason.lower(), reason.upper());
    boolean fresh = known.isFresh(name, new Add(List.of(reason.upper(), reason.lower())));
    return fresh
        && reason.term().equals(new Add(List.of(upper, new Neg(lower))))
        && Valley.isSmooth(there, reason.function(), name)
        && Valley.isDefined(there, reason.function())
        && isPolynomial(reason.upper())
        && isPolynomial(reason.lower())
        && shows(known, reason.apart(), reason.upper().minus(reason.lower()), reason.strict())
        && shows(
            there, reason.slope(), new Derivative(name).of(reason.function()), reason.strict());
  }

  private static boolean squared(Known known, Reason.Squared reason) {
    if (!(reason.term() instanceof Add(List<Formula> terms))
        || terms.size() != 2
        || !(terms.getLast() instanceof Neg(Formula less))) {
      return false;
    }
    Formula two = Formula.number(2);
    Formula squares = terms.getFirst().power(two).minus(less.power(two));
    return shows(known, reason.sign(), terms.getFirst(), false)
        && shows(known, reason.squares(), squares, reason.strict());
  }

  private static boolean cases(Known known, Reason.Cases reason) {
    List<Fork.Side> sides = Fork.of(reason.part());
    if (sides.isEmpty()
        || sides.size() != reason.sides().size()
        || !Known.isEvaluated(reason.term(), reason.part())) {
      return false;
    }
    for (int i = 0; i < sides.size(); i++) {
      Formula there = Known.replaced(reason.term(), reason.part(), sides.get(i).value());
      Known when = known.with(sides.get(i).when());
      if (!shows(when, reason.sides().get(i), there, reason.strict())) {
        return false;
      }
    }
    return true;
  }

  private static boolean values(Known known, Reason.Values reason) {
    Known there = known.with(reason.name(), Setting.Kind.REAL);
    List<Fraction> values = reason.values();
    Bounds bounds = new Bounds(known.setting().given());
    boolean right =
        values.size() == reason.each().size()
            && (bounds.covers(reason.term(), reason.name().name(), Set.copyOf(values))
                || (bounds.surround(reason.name(), values)
                    && Valley.isConcave(known, reason.term(), reason.name(), values)));
    for (int i = 0; right && i < values.size(); i++) {
      Formula at = Known.replaced(reason.term(), reason.name(), Ranges.number(values.get(i)));
      right = shows(there, reason.each().get(i), at, reason.strict());
    }
    return right;
  }

  /// Whether a term has a value everywhere by its form alone.
  public static boolean isPolynomial(Formula term) {
    return switch (term) {
      case Formula.Num _, Var _, Formula.Entry _ -> true;
      case Add(List<Formula> terms) -> terms.stream().allMatch(Reasons::isPolynomial);
      case Mul(List<Formula> factors) -> factors.stream().allMatch(Reasons::isPolynomial);
      case Neg(Formula inner) -> isPolynomial(inner);
      default -> false;
    };
  }

  private static Formula at(Fold fold, Formula place) {
    return Known.replaced(fold.body(), fold.index(), place);
  }

  /// What a member of a fold shows to be 0 or more.
  public static Formula difference(Fold fold, Formula place) {
    return fold.combination() == Combination.MIN
        ? at(fold, place).minus(fold)
        : fold.minus(at(fold, place));
  }

  private static boolean isMember(Known known, Fold fold, Formula place, boolean strict) {
    Ranges ranges = new Ranges(known);
    return known.holds(fold, place)
        && switch (fold.combination()) {
          case MAX, MIN -> !strict;
          case SUM -> strict ? ranges.hasMore(fold) : ranges.body(fold).isNotNegative();
          case PRODUCT, ARGMAX, ARGMIN -> false;
        };
  }

  private static boolean attained(Known known, Reason.Attained reason) {
    Fold fold = reason.fold();
    Var index = reason.index();
    Formula there = Known.replaced(reason.term(), fold, at(fold, index));
    return (fold.combination() == Combination.MAX || fold.combination() == Combination.MIN)
        && Known.isEvaluated(reason.term(), fold)
        && known.isFresh(index, reason.term())
        && known.entails(fold.to().minus(fold.from()), false)
        && shows(in(known, fold, index), reason.other(), there, reason.strict());
  }

  /// Where a name is an index of a fold, and the one at which it is attained.
  public static Known in(Known known, Fold fold, Var index) {
    return known
        .with(index, known.kind(fold))
        .with(
            Condition.compare(Relation.LE, fold.from(), index),
            Condition.compare(Relation.LE, index, fold.to()),
            Condition.compare(Relation.EQ, fold, at(fold, index)));
  }

  private static boolean termwise(Known known, Formula term, boolean strict, Reason body) {
    return term instanceof Fold fold
        && shows(known.inside(fold), body, fold.body(), strict)
        && switch (fold.combination()) {
          case SUM -> !strict || known.entails(fold.to().minus(fold.from()), false);
          case PRODUCT -> true;
          case MAX, MIN -> known.entails(fold.to().minus(fold.from()), false);
          case ARGMAX, ARGMIN -> false;
        };
  }

  private static boolean each(Known known, Formula term, boolean strict, List<Reason> each) {
    List<Formula> parts =
        switch (term) {
          case Add(List<Formula> terms) -> terms;
          case Mul(List<Formula> factors) -> factors;
          default -> List.of();
        };
    boolean enough =
        !strict
            || (term instanceof Add
                ? each.stream().anyMatch(Reason::strict)
                : each.stream().allMatch(Reason::strict));
    boolean right = !parts.isEmpty() && parts.size() == each.size() && enough;
    for (int i = 0; right && i < parts.size(); i++) {
      right = shows(known, each.get(i), parts.get(i), false);
    }
    return right;
  }

  private static boolean general(Known known, Reason.General reason) {
    Formula inner = reason.other().term();
    Var name = reason.name();
    return Known.isEvaluated(reason.term(), reason.part())
        && known.isFresh(name, reason.term())
        && (reason.other().strict() || !reason.strict())
        && Known.replaced(inner, name, reason.part()).equals(reason.term())
        && holds(known.ranged(name, reason.part()), reason.other());
  }
}

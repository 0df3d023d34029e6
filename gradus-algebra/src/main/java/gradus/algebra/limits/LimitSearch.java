package gradus.algebra.limits;

import gradus.algebra.Goal;
import gradus.algebra.LimitProof;
import gradus.algebra.LimitProof.Part;
import gradus.algebra.LimitProof.Sided;
import gradus.algebra.Proof;
import gradus.algebra.Work;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.limits.Tends.Infinite;
import gradus.algebra.limits.Tends.Value;
import gradus.algebra.prove.Prover;
import gradus.formula.Condition;
import gradus.formula.Formula;
import gradus.formula.Formula.Div;
import gradus.formula.Parts;
import gradus.tensor.GraphException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks for reasons why functions have limits.
///
/// What it finds is a proposal: only {@link LimitChecker} says whether it is a reason.
///
/// @param approach where the variable goes
/// @param work what may still be done
public record LimitSearch(Approach approach, Work work) {

  private static final long WORK = 3_000_000;
  private static final int DEEPEST = 4;

  /// A limit and why it is one.
  ///
  /// @param side from where the variable comes, and the reason
  /// @param tends the limit
  public record Found(Sided side, Tends tends) {}

  /// What the function of a goal tends to from a side, replayed, if a reason is found.
  public static Optional<Found> of(Goal.Limit goal, Goal.Limit.Side side) {
    Approach approach = Approach.of(goal, side);
    try {
      Formula function = Derivative.taken(goal.function());
      LimitSearch search = new LimitSearch(approach, Work.of(WORK));
      return search
          .reason(function, DEEPEST)
          .flatMap(
              why ->
                  LimitChecker.limit(approach, function, why)
                      .map(it -> new Found(new Sided(side, function, why), it)));
    } catch (GraphException | ArithmeticException noValue) {
      return Optional.empty();
    }
  }

  private Optional<LimitProof> reason(Formula term, int deep) {
    work.spend(5000);
    if (work.isSpent() || deep < 0) {
      return Optional.empty();
    }
    LimitProof plain = new LimitProof.Laws(List.of());
    if (tends(term, plain).isPresent()) {
      return Optional.of(plain);
    }
    Set<Formula> forms = new LinkedHashSet<>();
    forms.add(Scaled.of(approach, term));
    Prover.normal(approach.near(List.of()), term, work.part(300_000)).ifPresent(forms::add);
    for (Formula form : List.copyOf(forms)) {
      forms.add(Scaled.of(approach, form));
    }
    if (approach.isFar()) {
      forms.add(Scaled.product(approach, term));
    }
    forms.remove(term);
    for (Formula form : forms) {
      if (tends(form, plain).isPresent()) {
        Optional<LimitProof> same = same(term, form, plain);
        if (same.isPresent()) {
          return same;
        }
      }
    }
    return deep == 0 ? Optional.empty() : deeper(term, forms, deep);
  }

  private Optional<LimitProof> deeper(Formula term, Set<Formula> forms, int deep) {
    List<Formula> all = new ArrayList<>(List.of(term));
    all.addAll(forms);
    for (Formula form : all) {
      for (Div quotient : new Quotients(Tending.of(approach)).of(form)) {
        Optional<LimitProof> slopes =
            slopes(quotient, deep).flatMap(it -> same(term, quotient, it));
        if (slopes.isPresent()) {
          return slopes;
        }
      }
    }
    for (Formula form : all) {
      Optional<LimitProof> parts = parts(form, deep).flatMap(it -> same(term, form, it));
      if (parts.isPresent()) {
        return parts;
      }
    }
    return deep == DEEPEST && !approach.isFar() ? inverse(term) : Optional.empty();
  }

  /// As the inverse of what leaves all bounds.
  private Optional<LimitProof> inverse(Formula term) {
    Approach far = approach.inverse();
    return new LimitSearch(far, work)
        .reason(approach.inverse(term), DEEPEST - 1)
        .map(LimitProof.Inverse::new);
  }

  private Optional<Tends> tends(Formula term, LimitProof why) {
    return LimitChecker.limit(approach, term, why);
  }

  private Optional<LimitProof> same(Formula term, Formula form, LimitProof why) {
    if (term.equals(form)) {
      return Optional.of(why);
    }
    List<Condition> near = new ArrayList<>();
    positive(term, near);
    Optional<Proof> equal = Constants.equal(approach.near(near), term, form, work);
    return equal.map(it -> new LimitProof.Equal(form, near, it, why));
  }

  /// What is positive near the place, of terms of which powers or logarithms are taken.
  private void positive(Formula term, List<Condition> near) {
    Parts.of(term).forEach(it -> positive(it, near));
    boolean taken =
        term instanceof Formula.Power
            || (term instanceof Formula.Call(String function, List<Formula> _)
                && function.equals("log"));
    if (taken && approach.moves(Parts.of(term).getFirst())) {
      Formula base = Parts.of(term).getFirst();
      Condition condition = Condition.compare(Condition.Relation.GT, base, Formula.ZERO);
      if (Tending.of(approach).holds(condition).orElse(false)) {
        near.add(condition);
      }
    }
  }

  /// By the derivatives of a quotient.
  private Optional<LimitProof> slopes(Div quotient, int deep) {
    Derivative derivative = new Derivative(approach.by());
    Optional<LimitProof> above = reason(quotient.numerator(), 0);
    Optional<LimitProof> below = reason(quotient.denominator(), 0);
    if (above.isEmpty() || below.isEmpty()) {
      return Optional.empty();
    }
    Optional<Tends> first = tends(quotient.numerator(), above.get());
    Optional<Tends> second = tends(quotient.denominator(), below.get());
    Tending tending = Tending.of(approach);
    boolean zeros = isZero(tending, first) && isZero(tending, second);
    if (!zeros
        && !(first.orElse(null) instanceof Infinite && second.orElse(null) instanceof Infinite)) {
      return Optional.empty();
    }
    Optional<LimitProof> slope = reason(derivative.of(quotient.denominator()), 0);
    Optional<LimitProof> limit =
        slope.flatMap(
            _ ->
                reason(
                    LimitChecker.quotient(approach, quotient.numerator(), quotient.denominator()),
                    deep - 1));
    return limit
        .<LimitProof>map(
            it -> new LimitProof.Slopes(above.get(), below.get(), slope.orElseThrow(), it))
        .filter(it -> tends(quotient, it).isPresent());
  }

  private static boolean isZero(Tending tending, Optional<Tends> tends) {
    return tends
        .filter(it -> it instanceof Value(Formula value, var _) && tending.isZero(value))
        .isPresent();
  }

  /// By the limits of parts, where those are found that no law gives.
  private Optional<LimitProof> parts(Formula term, int deep) {
    List<Part> parts = new ArrayList<>();
    Map<Formula, Tends> known = new LinkedHashMap<>();
    for (Formula part : Parts.of(term)) {
      if (approach.moves(part) && Tending.of(approach).of(part).isEmpty()) {
        Optional<LimitProof> why = reason(part, deep - 1);
        Optional<Tends> limit = why.flatMap(it -> tends(part, it));
        if (limit.isEmpty()) {
          return Optional.empty();
        }
        parts.add(new Part(part, why.orElseThrow()));
        known.put(part, limit.get());
      }
    }
    return parts.isEmpty() || LimitChecker.with(approach, known).of(term).isEmpty()
        ? Optional.empty()
        : Optional.of(new LimitProof.Laws(parts));
  }
}

package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Ranges;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Neg;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Looks at all summands or all factors, each by itself, and at what all summands share.
///
/// @param search looks for the reasons below
/// @param known what is given
/// @param depth how deep the search is
record Products(Inequalities search, Known known, int depth) {

  Optional<Reason> shown(Formula term, boolean strict) {
    return each(term, strict)
        .or(() -> factored(term, strict))
        .or(() -> strict || depth > 3 ? Optional.empty() : conjugated(term));
  }

  /// `u² − v²` as `(u − v)(u + v)`.
  private Optional<Reason> conjugated(Formula term) {
    Formula two = Formula.number(2);
    if (!(term instanceof Add(List<Formula> terms))
        || terms.size() != 2
        || !(terms.getFirst() instanceof Formula.Power(Formula u, Formula first))
        || !(terms.getLast() instanceof Neg(Formula.Power(Formula v, Formula last)))
        || !first.equals(two)
        || !last.equals(two)) {
      return Optional.empty();
    }
    Formula product = new Mul(List.of(u.minus(v), u.plus(v)));
    return each(product, false).flatMap(it -> search.by(known, term, Formula.ONE, it));
  }

  /// The factors that all summands share, times the rest.
  private Optional<Reason> factored(Formula term, boolean strict) {
    return depth > 3
        ? Optional.empty()
        : drawn(plain(term))
            .or(() -> search.normal(known, term).flatMap(this::drawn))
            .flatMap(
                product ->
                    each(product, strict)
                        .or(
                            () ->
                                strict
                                    ? Optional.empty()
                                    : new Turns(search, known, depth).shown(product))
                        .flatMap(it -> search.by(known, term, Formula.ONE, it)));
  }

  /// A sum without signs before sums in it, and without what is multiplied by 0.
  private static Formula plain(Formula term) {
    List<Formula> above = new ArrayList<>();
    List<Formula> below = new ArrayList<>();
    Wholes.signed(term, true, above, below);
    above.removeIf(it -> factors(it).contains(Formula.ZERO));
    below.removeIf(it -> factors(it).contains(Formula.ZERO));
    below.forEach(it -> above.add(it.negated()));
    return above.size() > 1 ? new Add(above) : term;
  }

  /// A sum as a product, if all summands share a factor that is no number; factors that are not
  /// positive are turned.
  private Optional<Formula> drawn(Formula sum) {
    if (!(sum instanceof Add(List<Formula> terms))) {
      return Optional.empty();
    }
    List<Formula> shared = new ArrayList<>(factors(terms.getFirst()));
    shared.removeIf(it -> it instanceof Formula.Num);
    for (Formula term : terms) {
      List<Formula> own = new ArrayList<>(factors(term));
      shared.removeIf(it -> !own.remove(it));
    }
    if (shared.isEmpty()) {
      return Optional.empty();
    }
    Formula rest = Formula.ZERO;
    for (Formula term : terms) {
      rest = rest.plus(without(term, shared));
    }
    List<Formula> product = new ArrayList<>();
    for (Formula factor : shared) {
      boolean turned = new Ranges(known).of(factor.negated()).isNotNegative();
      product.add(turned ? factor.negated() : factor);
      rest = turned ? rest.negated() : rest;
    }
    product.add(rest);
    return Optional.of(new Mul(product));
  }

  private static List<Formula> factors(Formula term) {
    return switch (term) {
      case Neg(Formula inner) -> factors(inner);
      case Mul(List<Formula> all) -> all.stream().flatMap(it -> factors(it).stream()).toList();
      case Formula.Power(Formula base, Formula.Num n)
          when n.denominator().equals(BigInteger.ONE)
              && n.numerator().signum() > 0
              && n.numerator().bitLength() < 4 ->
          Collections.nCopies(n.numerator().intValue(), base);
      case Formula.Div(Formula above, Formula.Num below) when below.numerator().signum() != 0 -> {
        List<Formula> all = new ArrayList<>(factors(above));
        all.add(
            new Formula.Num(
                /* numerator= */ below.denominator(), /* denominator= */ below.numerator()));
        yield all;
      }
      default -> List.of(term);
    };
  }

  private static Formula without(Formula term, List<Formula> shared) {
    if (term instanceof Neg(Formula inner)) {
      return without(inner, shared).negated();
    }
    List<Formula> rest = new ArrayList<>(factors(term));
    shared.forEach(rest::remove);
    return rest.stream().reduce(Formula.ONE, Formula::times);
  }

  /// All summands or all factors, each by itself.
  private Optional<Reason> each(Formula term, boolean strict) {
    List<Formula> parts =
        switch (term) {
          case Add(List<Formula> terms) -> terms;
          case Mul(List<Formula> factors) -> factors;
          default -> List.of();
        };
    if (parts.stream().anyMatch(it -> new Ranges(known).of(it.negated()).isPositive())) {
      return Optional.empty();
    }
    List<Reason> each = new ArrayList<>();
    boolean open = strict;
    for (Formula part : parts) {
      boolean needed = term instanceof Mul ? strict : open;
      Optional<Reason> reason =
          needed ? search.shown(known, part, true, depth + 2) : Optional.empty();
      open &= reason.isEmpty() || term instanceof Mul;
      reason = reason.or(() -> search.shown(known, part, false, depth + 2));
      if (reason.isEmpty()) {
        return reason;
      }
      each.add(reason.get());
    }
    boolean enough =
        !strict || (term instanceof Mul ? each.stream().allMatch(Reason::strict) : !open);
    return parts.isEmpty() || !enough
        ? Optional.empty()
        : Optional.of(new Reason.Each(term, strict, each));
  }
}

package gradus.algebra.prove;

import gradus.formula.Condition;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sums over an index: taken apart, freed from deltas, and recognised when met again.
final class Sums {

  /// Sums of fewer than 2⁷ terms are written out: each term takes a level of the stack.
  private static final int MOST_PEELED_BITS = 7;

  private final Simplifier simplifier;
  private final Trace trace;
  private final boolean peels;
  private final List<Multi> met = new ArrayList<>();

  Sums(Simplifier simplifier, Trace trace, boolean peels) {
    this.simplifier = simplifier;
    this.trace = trace;
    this.peels = peels;
  }

  /// A sum whose parts are in canonical form already.
  Formula reduced(Fold fold, Context context) {
    Context inside = context.inside(fold.index(), fold.from(), fold.to());
    if (inside.isImpossible()) {
      return trace.step("empty sum", fold, Formula.ZERO);
    }
    Map<Monomial, Polynomial> groups = groups(inside.ring().of(fold.body()), fold.index().name());
    List<Fold> sums = new ArrayList<>();
    List<Formula> parts = new ArrayList<>();
    groups.forEach(
        (monomial, factor) -> {
          Formula body = Polynomial.of(monomial, Fraction.ONE).formula();
          Fold sum = new Fold(Combination.SUM, fold.index(), fold.from(), fold.to(), body);
          sums.add(sum);
          parts.add(scaled(factor, sum));
        });
    trace.step("linearity", fold, Written.sum(parts), List.copyOf(sums));
    List<Formula> done = new ArrayList<>();
    int which = 0;
    for (Polynomial factor : groups.values()) {
      done.add(scaled(factor, single(sums.get(which++), context)));
    }
    return Written.sum(done);
  }

  private static Formula scaled(Polynomial factor, Formula sum) {
    return factor.equals(Polynomial.ONE) ? sum : new Formula.Mul(List.of(factor.formula(), sum));
  }

  private static Map<Monomial, Polynomial> groups(Polynomial body, String index) {
    Map<Monomial, Polynomial> groups = new LinkedHashMap<>();
    for (Map.Entry<Monomial, Fraction> term : body.terms().entrySet()) {
      Monomial held = term.getKey().only(atom -> atom.variables().contains(index));
      Monomial free = term.getKey().only(atom -> !atom.variables().contains(index));
      groups.merge(held, Polynomial.of(free, term.getValue()), Polynomial::plus);
    }
    groups.values().removeIf(Polynomial::isZero);
    return groups;
  }

  /// A sum of one monomial.
  private Formula single(Fold fold, Context context) {
    if (fold.body().equals(Formula.ONE)) {
      return counted(fold, context);
    }
    if (isPeeled(fold, context)) {
      return peeled(fold, context);
    }
    Context inside = context.inside(fold.index(), fold.from(), fold.to());
    Formula body = nested(fold.body(), inside);
    Fold whole = new Fold(Combination.SUM, fold.index(), fold.from(), fold.to(), body);
    Optional<Multi> multi = Multi.of(whole, context);
    if (multi.isEmpty()) {
      return simplifier.known(whole);
    }
    if (multi.get().inside().isImpossible()) {
      return trace.step("empty sum", whole, Formula.ZERO);
    }
    Optional<Formula> simpler = simpler(multi.get()).or(() -> Straightened.of(multi.get(), trace));
    return simpler.isPresent()
        ? simplifier.normal(simpler.get(), context)
        : simplifier.known(recognised(multi.get(), context));
  }

  private boolean isPeeled(Fold fold, Context context) {
    Formula low = fold.from();
    boolean fixed =
        low instanceof Formula.Num first
            && fold.to() instanceof Formula.Num last
            && last.numerator().subtract(first.numerator()).bitLength() <= MOST_PEELED_BITS;
    boolean leading =
        peels
            && low.equals(Formula.ONE)
            && Keys.of(fold.body()).contains("[" + fold.index().name() + ",)");
    Condition some = Condition.compare(Condition.Relation.LE, low, fold.to());
    return (fixed || leading) && context.entails(some);
  }

  private Formula peeled(Fold fold, Context context) {
    Formula first =
        Multi.replaced(
            fold.body(), Map.of(fold.index().name(), fold.from()), context.ring().integers());
    Formula next = fold.from().plus(Formula.ONE);
    Fold rest = new Fold(Combination.SUM, fold.index(), next, fold.to(), fold.body());
    Formula sum = new Formula.Add(List.of(first, rest));
    return simplifier.normal(trace.step("first term", fold, sum), context);
  }

  private Formula counted(Fold fold, Context context) {
    Polynomial length =
        context.ring().of(fold.to()).minus(context.ring().of(fold.from())).plus(Polynomial.ONE);
    return context.entails(Constraint.notNegative(length))
        ? trace.step("constant sum", fold, length.formula())
        : fold;
  }

  /// Factors drawn into the sums that stand beside them, so that only nested sums remain.
  private Formula nested(Formula body, Context context) {
    Polynomial product = context.ring().of(body);
    Monomial monomial = product.terms().firstKey();
    Optional<Atom> sum =
        monomial.powers().keySet().stream()
            .filter(atom -> atom.term() instanceof Fold fold && isSum(fold))
            .filter(atom -> monomial.exponent(atom).compareTo(Fraction.ONE) >= 0)
            .findFirst();
    if (sum.isEmpty()) {
      return body;
    }
    Fold old = (Fold) sum.get().term();
    Monomial rest = monomial.times(Monomial.of(sum.get(), Fraction.of(-1)));
    Fold fold = fresh(old, context, rest);
    Context inside = context.inside(fold.index(), fold.from(), fold.to());
    Polynomial inner = inside.ring().of(fold.body()).times(Polynomial.of(rest, Fraction.ONE));
    Fold drawn = new Fold(Combination.SUM, fold.index(), fold.from(), fold.to(), inner.formula());
    trace.step("factors into a sum", body, drawn, List.of(fold));
    return new Fold(
        Combination.SUM, fold.index(), fold.from(), fold.to(), nested(drawn.body(), inside));
  }

  private static boolean isSum(Fold fold) {
    return fold.combination() == Combination.SUM;
  }

  private static Fold fresh(Fold fold, Context context, Monomial rest) {
    Set<String> taken = new LinkedHashSet<>(context.ring().integers());
    rest.powers().keySet().forEach(atom -> taken.addAll(atom.variables()));
    return (Fold) Multi.replaced(fold, Map.of(), taken);
  }

  /// The sums with an equation used up, or without a bracket that holds anyhow.
  private Optional<Formula> simpler(Multi multi) {
    Map<String, Formula> values = new LinkedHashMap<>();
    multi.solved().ifPresent(each -> values.put(each.getKey(), each.getValue().formula()));
    List<String> left = new ArrayList<>(multi.variables());
    left.removeAll(values.keySet());
    List<Constraint> constraints = new ArrayList<>();
    for (Constraint each : ordered(multi, left)) {
      Polynomial form = values.isEmpty() ? each.form() : multi.replaced(each.form(), values);
      if (form.number().isEmpty()) {
        constraints.add(new Constraint(form, each.sign()));
      }
    }
    Formula body =
        values.isEmpty()
            ? multi.bodyFormula()
            : Multi.replaced(multi.bodyFormula(), values, multi.outside().ring().integers());
    Ring ring = multi.outside().ring();
    Monomial support = ring.of(ring.tidy(body)).terms().firstKey();
    Context outside = multi.outside().with(multi.outside().support(support));
    Optional<Formula> built = Multi.built(left, constraints, body, outside);
    if (built.isEmpty() || (values.isEmpty() && !fewer(built.get(), multi))) {
      return Optional.empty();
    }
    List<Formula> there =
        multi.variables().stream()
            .map(name -> Optional.ofNullable(values.get(name)).orElse(Formula.var(name)))
            .toList();
    List<Formula> witness = Multi.joined(there, Multi.themselves(left));
    String rule = values.isEmpty() ? "range of a sum" : "delta in a sum";
    return Optional.of(trace.step(rule, multi.term(), built.get(), witness));
  }

  /// The ranges of the variables that stay come first, since they make the plainest bounds.
  private static List<Constraint> ordered(Multi multi, List<String> left) {
    List<Constraint> first = new ArrayList<>();
    for (int i = 0; i < multi.variables().size(); i++) {
      if (left.contains(multi.variables().get(i))) {
        first.addAll(multi.constraints().subList(2 * i, 2 * i + 2));
      }
    }
    List<Constraint> rest = new ArrayList<>(multi.constraints());
    rest.removeAll(first);
    first.addAll(rest);
    return first;
  }

  private static boolean fewer(Formula built, Multi multi) {
    return Multi.of(built, multi.outside())
        .map(other -> other.constraints().size() < multi.constraints().size())
        .orElse(false);
  }

  /// Whether one of the sums that were met is another one and a term.
  boolean holdLonger(Context context) {
    return met.stream()
        .anyMatch(
            one ->
                met.stream()
                    .anyMatch(other -> LastTerm.isLonger(one.term(), other.term(), context)));
  }

  /// A sum that was met before under other names; it is called by those. One that is longer by a
  /// term than another is that one and the term.
  private Formula recognised(Multi multi, Context context) {
    for (Multi other : met) {
      if (LastTerm.isLonger(multi.term(), other.term(), context)) {
        return simplifier.normal(new LastTerm(trace).parted((Fold) multi.term(), context), context);
      }
    }
    for (Multi other : met) {
      if (other.term().equals(multi.term())) {
        return multi.term();
      }
      Optional<List<Formula>> witness = Matching.of(multi, other, trace.work());
      if (witness.isPresent()) {
        return Keys.of(multi.term()).equals(Keys.of(other.term()))
            ? multi.term()
            : trace.step("change of index", multi.term(), other.term(), witness.get());
      }
    }
    met.add(multi);
    return multi.term();
  }
}

package gradus.algebra.prove;

import gradus.algebra.Work;
import gradus.formula.Condition;
import gradus.formula.Formula;
import gradus.formula.Formula.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whether two nested sums are the same up to names, order, shifts and reflections of their
/// indices.
final class Matching {

  private final Multi from;
  private final Multi to;
  private final Work work;
  private final List<Entry> sources;
  private final List<Entry> targets;

  private Matching(Multi from, Multi to, Work work) {
    this.from = from;
    this.to = to;
    this.work = work;
    this.sources = entries(from);
    this.targets = entries(to);
  }

  /// What an equation between two indices costs.
  private static final int EQUATION = 20;

  /// The old variables in terms of the new ones, then the new ones in terms of the old ones.
  static Optional<List<Formula>> of(Multi from, Multi to, Work work) {
    return from.variables().size() == to.variables().size()
            && from.body().powers().size() == to.body().powers().size()
        ? new Matching(apart(from), to, work)
            .pair(List.of(), List.of())
            .map(found -> named(found, from))
        : Optional.empty();
  }

  private static final String APART = "˜";

  /// With other names, so that nothing is mistaken for a variable of the other sums.
  private static Multi apart(Multi multi) {
    Map<String, Formula> names = new LinkedHashMap<>();
    Set<String> integers = new LinkedHashSet<>(multi.outside().ring().integers());
    for (String name : multi.variables()) {
      names.put(name, Formula.var(name + APART));
      integers.add(name + APART);
    }
    Context outside = multi.outside().with(new Ring(integers));
    List<Constraint> constraints =
        multi.constraints().stream()
            .map(each -> new Constraint(multi.replaced(each.form(), names), each.sign()))
            .toList();
    Formula body = Multi.replaced(multi.bodyFormula(), names, integers);
    return new Multi(
        multi.term(),
        multi.variables().stream().map(name -> name + APART).toList(),
        constraints,
        outside.ring().of(outside.ring().tidy(body)).terms().firstKey(),
        outside);
  }

  private static List<Formula> named(List<Formula> found, Multi from) {
    Map<String, Formula> names = new LinkedHashMap<>();
    from.variables().forEach(name -> names.put(name + APART, Formula.var(name)));
    return found.stream().map(each -> Multi.replaced(each, names, Set.of())).toList();
  }

  /// Entries are paired one after the other: where the equations so far have no solution, no longer
  /// list of them has one.
  private Optional<List<Formula>> pair(List<Polynomial> equations, List<Integer> chosen) {
    if (sources.size() != targets.size()) {
      return Optional.empty();
    }
    Optional<Map<String, Formula>> there = solved(equations, from, to);
    Optional<Map<String, Formula>> back = solved(equations, to, from);
    if (there.isEmpty() || back.isEmpty()) {
      return Optional.empty();
    }
    if (chosen.size() == sources.size()) {
      return same(there.get(), back.get())
          ? Optional.of(values(there.get(), back.get()))
          : Optional.empty();
    }
    Entry source = sources.get(chosen.size());
    for (int i = 0; i < targets.size(); i++) {
      Entry target = targets.get(i);
      if (chosen.contains(i)
          || !source.tensor().equals(target.tensor())
          || source.index().size() != target.index().size()) {
        continue;
      }
      List<Integer> longer = new ArrayList<>(chosen);
      longer.add(i);
      Optional<List<Formula>> found = pair(with(equations, source, target), longer);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private List<Polynomial> with(List<Polynomial> equations, Entry source, Entry target) {
    List<Polynomial> longer = new ArrayList<>(equations);
    for (int axis = 0; axis < source.index().size(); axis++) {
      Polynomial left = ring().of(source.index().get(axis));
      longer.add(left.minus(ring().of(target.index().get(axis))));
    }
    return longer;
  }

  private Optional<Map<String, Formula>> solved(List<Polynomial> equations, Multi one, Multi two) {
    work.spend((long) EQUATION * equations.size());
    if (work.isSpent()) {
      throw new BeyondReach("sums that are more work to compare than it may be");
    }
    return Solution.of(equations, one.variables(), two.variables());
  }

  private List<Formula> values(Map<String, Formula> there, Map<String, Formula> back) {
    List<Formula> values = new ArrayList<>();
    from.variables().forEach(name -> values.add(there.get(name)));
    to.variables().forEach(name -> values.add(back.get(name)));
    return values;
  }

  private Ring ring() {
    Set<String> all = new LinkedHashSet<>(from.outside().ring().integers());
    all.addAll(to.outside().ring().integers());
    return new Ring(all);
  }

  private boolean same(Map<String, Formula> there, Map<String, Formula> back) {
    Formula moved = Multi.replaced(from.bodyFormula(), there, ring().integers());
    boolean whole =
        there.values().stream().allMatch(value -> ring().isWhole(ring().of(value)))
            && back.values().stream().allMatch(value -> ring().isWhole(ring().of(value)));
    return whole
        && ring()
            .of(ring().tidy(moved))
            .equals(Polynomial.of(to.body(), gradus.reference.Fraction.ONE))
        && from.constraints().stream()
            .allMatch(each -> to.inside().entails(moved(from, each, there)))
        && to.constraints().stream().allMatch(each -> from.inside().entails(moved(to, each, back)));
  }

  private static Constraint moved(Multi multi, Constraint each, Map<String, Formula> values) {
    return new Constraint(multi.replaced(each.form(), values), each.sign());
  }

  /// The entries of the body that hold a bound variable, each once: equal ones go to equal ones.
  private static List<Entry> entries(Multi multi) {
    List<Entry> found = new ArrayList<>();
    multi.body().powers().keySet().forEach(atom -> collect(atom.term(), found));
    found.removeIf(
        entry ->
            multi.variables().stream()
                .noneMatch(name -> Atom.plain(entry).variables().contains(name)));
    return found.stream().distinct().toList();
  }

  private static void collect(Formula term, List<Entry> found) {
    switch (term) {
      case Entry entry -> found.add(entry);
      case Formula.Num _, Formula.Named _, Formula.Var _ -> {}
      case Formula.Add(List<Formula> terms) -> terms.forEach(each -> collect(each, found));
      case Formula.Neg(Formula inner) -> collect(inner, found);
      case Formula.Mul(List<Formula> factors) -> factors.forEach(each -> collect(each, found));
      case Formula.Div(Formula above, Formula below) -> {
        collect(above, found);
        collect(below, found);
      }
      case Formula.Power(Formula base, Formula exponent) -> {
        collect(base, found);
        collect(exponent, found);
      }
      case Formula.Call(String _, List<Formula> arguments) ->
          arguments.forEach(each -> collect(each, found));
      case Formula.Fold fold -> {
        List<Entry> inside = new ArrayList<>();
        collect(fold.body(), inside);
        // what a sum inside of a function reads by its own index says nothing of the outer ones
        inside.removeIf(it -> Atom.plain(it).variables().contains(fold.index().name()));
        found.addAll(inside);
      }
      case Formula.Iverson(Condition _) -> {}
      case Formula.Choose(Condition _, Formula then, Formula otherwise) -> {
        collect(then, found);
        collect(otherwise, found);
      }
    }
  }
}

package gradus.algebra.prove;

import gradus.algebra.Setting;
import gradus.algebra.Setting.Range;
import gradus.algebra.Work;
import gradus.formula.Condition;
import gradus.formula.Formula;
import gradus.formula.Formula.Entry;
import gradus.formula.Formula.Var;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What is known at a place in a term: the setting, the case, and the ranges of bound variables.
///
/// @param setting what is known of the names
/// @param ring knows the whole numbers
/// @param known the constraints
/// @param asked what was asked there, and the work that may still be done
record Context(Setting setting, Ring ring, List<Constraint> known, Asked asked) {

  static Context of(Setting setting, List<Condition> cases, Work work) {
    Set<String> integers = new LinkedHashSet<>();
    setting.variables().keySet().stream().filter(setting::isInteger).forEach(integers::add);
    Ring ring = new Ring(integers);
    List<Constraint> known = new ArrayList<>();
    setting.given().forEach(condition -> known.addAll(Constraint.of(condition, ring)));
    cases.forEach(condition -> known.addAll(Constraint.of(condition, ring)));
    return new Context(setting, ring, known, new Asked(work));
  }

  /// The same where something else is known.
  Context knowing(Ring names, List<Constraint> all) {
    return new Context(setting, names, all, new Asked(asked.work()));
  }

  /// What is known inside a fold as well.
  Context inside(Var index, Formula from, Formula to) {
    return asked.place(List.of(index, from, to), () -> within(index, from, to));
  }

  private Context within(Var index, Formula from, Formula to) {
    Set<String> integers = new LinkedHashSet<>(ring.integers());
    integers.add(index.name());
    Ring inner = new Ring(integers);
    Polynomial at = inner.of(index);
    return with(inner)
        .with(
            List.of(
                Constraint.notNegative(at.minus(inner.of(from))),
                Constraint.notNegative(inner.of(to).minus(at))));
  }

  Context with(Ring other) {
    return knowing(other, known);
  }

  Context with(List<Constraint> more) {
    return more.isEmpty()
        ? this
        : asked.place(
            more, () -> knowing(ring, Stream.concat(known.stream(), more.stream()).toList()));
  }

  boolean isImpossible() {
    return new Entailment(this).contradicts(List.of());
  }

  boolean entails(Constraint constraint) {
    return constraint.contrary().stream()
        .allMatch(contrary -> new Entailment(this).contradicts(List.of(contrary)));
  }

  boolean entails(Condition condition) {
    return switch (condition) {
      case Condition.Compare compare when compare.relation() == Condition.Relation.NE ->
          refutes(Constraint.contrary(compare));
      case Condition.Compare compare ->
          Constraint.single(compare, ring).map(this::entails).orElse(false);
      case Condition.And(List<Condition> parts) -> parts.stream().allMatch(this::entails);
      case Condition.Or(List<Condition> parts) -> parts.stream().anyMatch(this::entails);
      case Condition.Not(Condition part) -> refutes(part);
    };
  }

  boolean refutes(Condition condition) {
    return switch (condition) {
      case Condition.Compare compare when compare.relation() == Condition.Relation.NE ->
          entails(Constraint.contrary(compare));
      case Condition.Compare compare ->
          Constraint.single(compare, ring)
              .map(constraint -> new Entailment(this).contradicts(List.of(constraint)))
              .orElse(false);
      case Condition.And(List<Condition> parts) -> parts.stream().anyMatch(this::refutes);
      case Condition.Or(List<Condition> parts) -> parts.stream().allMatch(this::refutes);
      case Condition.Not(Condition part) -> entails(part);
    };
  }

  /// Where an entry may differ from 0.
  List<Constraint> support(Entry entry) {
    List<Constraint> inside = new ArrayList<>();
    List<Range> ranges =
        Optional.ofNullable(setting.tensors().get(entry.tensor())).orElse(List.of());
    for (int axis = 0; axis < Math.min(ranges.size(), entry.index().size()); axis++) {
      Polynomial at = ring.of(entry.index().get(axis));
      inside.add(Constraint.notNegative(at.minus(ring.of(ranges.get(axis).from()))));
      inside.add(Constraint.notNegative(ring.of(ranges.get(axis).to()).minus(at)));
    }
    return inside;
  }

  /// Where a monomial may differ from 0, as far as its entries tell.
  List<Constraint> support(Monomial monomial) {
    List<Constraint> inside = new ArrayList<>();
    for (Map.Entry<Atom, gradus.reference.Fraction> power : monomial.powers().entrySet()) {
      if (power.getKey().term() instanceof Entry entry && power.getValue().signum() > 0) {
        inside.addAll(support(entry));
      }
    }
    return inside;
  }
}

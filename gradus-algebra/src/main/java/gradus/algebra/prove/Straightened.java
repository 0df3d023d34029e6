package gradus.algebra.prove;

import gradus.algebra.Setting.Range;
import gradus.formula.Formula;
import gradus.formula.Formula.Entry;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Nested sums with the place that is read in the place of an index: `Σₙ Σⱼ xₙ₋ⱼ₊₁ wⱼ` as `Σₙ Σⱼ xₙ
/// wⱼ`, where the range of the old index says no more than those of the entries and of the others.
///
/// @param multi the sums
record Straightened(Multi multi) {

  /// A factor, and one of its indices, in which several bound variables meet.
  private record Reading(Range range, Polynomial index) {}

  static Optional<Formula> of(Multi multi, Trace trace) {
    Straightened sums = new Straightened(multi);
    for (Reading reading : sums.readings(multi.body())) {
      for (String variable : multi.variables()) {
        Optional<Formula> found = sums.moved(reading, variable, trace);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Ring ring() {
    return multi.outside().ring();
  }

  private List<Reading> readings(Monomial body) {
    List<Reading> readings = new ArrayList<>();
    body.powers()
        .forEach(
            (atom, exponent) -> {
              if (atom.term() instanceof Entry(String tensor, List<Formula> places)
                  && exponent.signum() > 0) {
                List<Range> ranges =
                    multi.outside().setting().tensors().getOrDefault(tensor, List.of());
                for (int axis = 0; axis < Math.min(ranges.size(), places.size()); axis++) {
                  Polynomial index = ring().of(places.get(axis));
                  if (multi.variables().stream().filter(it -> Multi.uses(index, it)).count() > 1) {
                    readings.add(new Reading(ranges.get(axis), index));
                  }
                }
              }
            });
    return readings;
  }

  /// The sums with a place in the place of a variable, if fewer indices are mixed then.
  private Optional<Formula> moved(Reading reading, String variable, Trace trace) {
    Formula.Var name = Formula.var(variable);
    Polynomial alone = ring().of(name);
    Fraction sign = reading.index().coefficient(alone.terms().firstKey());
    Polynomial rest = reading.index().minus(alone.scale(sign));
    boolean unit = sign.times(sign).equals(Fraction.ONE);
    if (!unit || Multi.uses(rest, variable)) {
      return Optional.empty();
    }
    Formula old = alone.minus(rest).scale(sign).formula();
    Map<String, Formula> values = Map.of(variable, old);
    Formula body = Multi.replaced(multi.bodyFormula(), values, ring().integers());
    Monomial factors = ring().of(ring().tidy(body)).terms().firstKey();
    Context there = multi.outside().with(multi.outside().support(factors));
    return Multi.built(multi.variables(), constraints(reading, variable, values), body, there)
        .filter(it -> readings(factors).size() < readings(multi.body()).size())
        .filter(this::isPlain)
        .map(
            it ->
                trace.step(
                    "change of index",
                    multi.term(),
                    it,
                    Multi.joined(with(variable, old), with(variable, reading.index().formula()))));
  }

  /// The range of the new index in the place of that of the old one, and all else that is known.
  private List<Constraint> constraints(
      Reading reading, String variable, Map<String, Formula> values) {
    Polynomial place = ring().of(Formula.var(variable));
    List<Constraint> first = new ArrayList<>();
    List<Constraint> others = new ArrayList<>();
    for (int i = 0; i < multi.constraints().size(); i++) {
      Constraint each = multi.constraints().get(i);
      boolean range = i < 2 * multi.variables().size();
      boolean own = range && multi.variables().get(i / 2).equals(variable);
      if (own && i % 2 == 0) {
        first.add(Constraint.notNegative(place.minus(ring().of(reading.range().from()))));
        first.add(Constraint.notNegative(ring().of(reading.range().to()).minus(place)));
      }
      (range && !own ? first : others)
          .add(new Constraint(multi.replaced(each.form(), values), each.sign()));
    }
    first.addAll(others);
    return first;
  }

  private List<Formula> with(String variable, Formula value) {
    return multi.variables().stream()
        .map(it -> it.equals(variable) ? value : Formula.var(it))
        .toList();
  }

  /// Whether ranges are all that is left of the conditions.
  private boolean isPlain(Formula sums) {
    return Multi.of(sums, multi.outside())
        .filter(it -> it.constraints().size() == 2 * it.variables().size())
        .isPresent();
  }
}

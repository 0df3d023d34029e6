package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.Setting;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Ranges;
import gradus.algebra.signs.Reasons;
import gradus.algebra.signs.Valley;
import gradus.formula.Formula;
import gradus.formula.Formula.Var;
import gradus.formula.Substitution;
import gradus.reference.Fraction;
import java.util.List;
import java.util.Optional;

/// Looks for a point at which a function of a variable is 0 or more, falls before it and grows
/// after it.
///
/// @param search looks for the reasons below
/// @param known what is given
/// @param depth how deep the search is
record Valleys(Inequalities search, Known known, int depth) {

  private static final int MOST = 3;

  Optional<Reason> shown(Formula term, boolean strict) {
    List<String> names = Substitution.variables(term).stream().sorted().toList();
    boolean few = names.size() == 1 || (names.size() <= MOST && depth == 0);
    if (!few || !Wholes.folds(term).isEmpty()) {
      return Optional.empty();
    }
    List<Integer> points = names.size() == 1 ? List.of(0, 1, -1) : List.of(0, 1);
    return names.stream()
        .filter(it -> !known.setting().isInteger(it))
        .flatMap(
            it ->
                points.stream()
                    .flatMap(at -> at(term, strict, Formula.var(it), Fraction.of(at)).stream()))
        .findFirst();
  }

  private Optional<Reason> at(Formula term, boolean strict, Var by, Fraction at) {
    Formula place = Ranges.number(at);
    Formula there = Known.replaced(term, by, place);
    boolean apart = known.entails(by.minus(place), true) || known.entails(place.minus(by), true);
    Known line = new Known(Valley.interval(known.setting(), by));
    Known point = line.with(by, Setting.Kind.REAL);
    Optional<Reason> start = search.shown(point, there, false, depth + 2);
    if (strict && !apart) {
      start = search.shown(point, there, true, depth + 2);
    }
    boolean steep = strict && !start.map(Reason::strict).orElse(false);
    Formula slope = new Derivative(by).of(term);
    return start.flatMap(
        value ->
            search
                .shown(line.with(by.minus(place), true), slope, steep, depth + 2)
                .flatMap(
                    after ->
                        search
                            .shown(
                                line.with(place.minus(by), true), slope.negated(), steep, depth + 2)
                            .<Reason>map(
                                before ->
                                    new Reason.Valley(term, strict, by, at, value, after, before)))
                .filter(it -> Reasons.hold(known.setting(), it)));
  }
}

package gradus.explain.claim;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.explain.claim.Sentence.Course.Kind;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// How a function of one variable runs, as comparisons of two of its values: `f(a) ≤ f(a′)` where
/// `a ≤ a′`, or `f(−a) = −f(a)`. Increasing means nowhere down, and strictly is said.
///
/// @param terms where terms become formulas
record Courses(Elaboration terms) {

  /// The words of a course, of which adverbs stand before.
  static Optional<Kind> kind(String word, boolean strict) {
    return Optional.ofNullable(
        switch (word) {
          case "increasing", "rising", "growing" ->
              strict ? Kind.STRICTLY_INCREASING : Kind.INCREASING;
          case "decreasing", "falling" -> strict ? Kind.STRICTLY_DECREASING : Kind.DECREASING;
          case "nondecreasing" -> Kind.INCREASING;
          case "nonincreasing" -> Kind.DECREASING;
          case "monotone", "monotonic" -> strict ? Kind.STRICTLY_MONOTONE : Kind.MONOTONE;
          case "odd" -> Kind.ODD;
          case "even" -> Kind.EVEN;
          default -> null;
        });
  }

  /// The comparison that is meant.
  Function<Setting, Goal> goal(Sentence.Course course) {
    Term by = course.by();
    if (by.equals(course.function())) {
      by = new Matrices(terms).by(new Term.Call(course.at(), "grad", List.of(by)));
    }
    Formula named =
        terms.of(by) instanceof Value.Scalar ? new Differentials(terms).variable(by) : Formula.ZERO;
    Formula f = terms.scalar(course.function());
    if (named instanceof Formula.Entry entry) {
      return new EntryCourse(by.at(), f, entry).goal(course.kind());
    }
    if (!(named instanceof Formula.Var variable)) {
      throw new ClaimException(
          by.at(),
          "a number by its name, or an entry",
          "something else",
          "Write tanh(a) is odd in a, or softmax(x)[i] is increasing in x[i].");
    }
    return setting ->
        switch (course.kind()) {
          case ODD -> mirrored(setting, f, variable, f.negated());
          case EVEN -> mirrored(setting, f, variable, f);
          case INCREASING -> ordered(setting, f, variable, Relation.LE, Relation.LE);
          case DECREASING -> ordered(setting, f, variable, Relation.LE, Relation.GE);
          case STRICTLY_INCREASING -> ordered(setting, f, variable, Relation.LT, Relation.LT);
          case STRICTLY_DECREASING -> ordered(setting, f, variable, Relation.LT, Relation.GT);
          case MONOTONE -> together(setting, f, variable, Relation.LE, Relation.GE);
          case STRICTLY_MONOTONE -> together(setting, f, variable, Relation.LT, Relation.GT);
        };
  }

  /// The ways to be monotone, each of which is enough.
  List<Function<Setting, Goal>> ways(Sentence.Course course) {
    return switch (course.kind()) {
      case MONOTONE -> ways(course, Kind.INCREASING, Kind.DECREASING);
      case STRICTLY_MONOTONE -> ways(course, Kind.STRICTLY_INCREASING, Kind.STRICTLY_DECREASING);
      case INCREASING, DECREASING, STRICTLY_INCREASING, STRICTLY_DECREASING, ODD, EVEN -> List.of();
    };
  }

  private List<Function<Setting, Goal>> ways(Sentence.Course course, Kind... kinds) {
    return Stream.of(kinds)
        .map(it -> goal(new Sentence.Course(course.at(), course.function(), course.by(), it)))
        .toList();
  }

  /// That `c·a − f` and `c·a + f` are nowhere down; of the contrary the one comparison `|f(a′) −
  /// f(a)| ≤ c·|a′ − a|`.
  List<Function<Setting, Goal>> lipschitz(Sentence.Lipschitz said, boolean contrary) {
    Term by =
        said.by().equals(said.function())
            ? new Matrices(terms).by(new Term.Call(said.at(), "grad", List.of(said.by())))
            : said.by();
    if (!(terms.of(by) instanceof Value.Scalar)
        || !(new Differentials(terms).variable(by) instanceof Formula.Var variable)) {
      throw new ClaimException(
          by.at(),
          "a number by its name",
          "something else",
          "Write |f(x) - f(y)| <= c*norm(x - y).");
    }
    Formula f = terms.scalar(said.function());
    Formula most = terms.scalar(said.most());
    if (contrary) {
      return List.of(setting -> apart(setting, f, variable, most));
    }
    Formula line = most.times(variable);
    return List.of(
        setting -> ordered(setting, line.minus(f), variable, Relation.LE, Relation.LE),
        setting -> ordered(setting, line.plus(f), variable, Relation.LE, Relation.LE));
  }

  private static Goal apart(Setting setting, Formula f, Formula.Var by, Formula most) {
    Formula.Var other = other(setting, by);
    Setting both = at(setting, by, other);
    Map<String, Setting.Kind> variables = new LinkedHashMap<>(both.variables());
    variables.put(other.name(), variables.getOrDefault(by.name(), Setting.Kind.REAL));
    return new Goal.Compare(
        new Setting(variables, both.tensors(), both.given()),
        Formula.call("abs", in(f, by, other).minus(f)),
        Relation.LE,
        most.times(Formula.call("abs", other.minus(by))));
  }

  private static Formula.Var other(Setting setting, Formula.Var by) {
    String name = by.name() + "′";
    while (setting.variables().containsKey(name) || setting.tensors().containsKey(name)) {
      name += "′";
    }
    return Formula.var(name);
  }

  private static Goal mirrored(Setting setting, Formula f, Formula.Var by, Formula right) {
    Formula other = by.negated();
    return new Goal.Compare(at(setting, by, other), in(f, by, other), Relation.EQ, right);
  }

  private static Goal ordered(
      Setting setting, Formula f, Formula.Var by, Relation places, Relation values) {
    Formula.Var after = other(setting, by);
    Setting both = at(setting, by, after);
    List<Condition> given = new ArrayList<>(both.given());
    given.add(Condition.compare(places, by, after));
    Map<String, Setting.Kind> variables = new LinkedHashMap<>(both.variables());
    variables.put(after.name(), variables.getOrDefault(by.name(), Setting.Kind.REAL));
    return new Goal.Compare(
        new Setting(variables, both.tensors(), given), f, values, in(f, by, after));
  }

  /// That a function does not rise between two places and fall between two others.
  private static Goal together(
      Setting setting, Formula f, Formula.Var by, Relation places, Relation product) {
    Goal.Compare first = (Goal.Compare) ordered(setting, f, by, places, places);
    Formula.Var from = other(first.setting(), Formula.var(by.name() + "′"));
    Formula start = in(f, by, from);
    Goal.Compare second =
        (Goal.Compare) ordered(placed(setting, by, from), start, from, places, places);
    List<Condition> given = new ArrayList<>(first.setting().given());
    second.setting().given().stream().filter(it -> !given.contains(it)).forEach(given::add);
    Map<String, Setting.Kind> variables = new LinkedHashMap<>(second.setting().variables());
    variables.putAll(first.setting().variables());
    variables.put(from.name(), variables.getOrDefault(by.name(), Setting.Kind.REAL));
    Formula rise = first.right().minus(first.left());
    return new Goal.Compare(
        new Setting(variables, setting.tensors(), given),
        rise.times(second.right().minus(second.left())),
        product,
        Formula.ZERO);
  }

  /// What is assumed of the variable, of another value in its place.
  private static Setting placed(Setting setting, Formula.Var by, Formula other) {
    List<Condition> given = new ArrayList<>(at(setting, by, other).given());
    given.removeIf(it -> setting.given().contains(it));
    return new Setting(setting.variables(), setting.tensors(), given);
  }

  /// What is assumed of the variable, of another value too.
  private static Setting at(Setting setting, Formula.Var by, Formula other) {
    List<Condition> given = new ArrayList<>(setting.given());
    for (Condition each : setting.given()) {
      Condition there = ((Formula.Iverson) in(new Formula.Iverson(each), by, other)).condition();
      if (!given.contains(there)) {
        given.add(there);
      }
    }
    return new Setting(setting.variables(), setting.tensors(), given);
  }

  private static Formula in(Formula term, Formula.Var by, Formula other) {
    Set<String> taken = Substitution.variables(term);
    taken.addAll(Substitution.variables(other));
    return new Substitution(
            it -> it.equals(by.name()) ? other : Formula.var(it), UnaryOperator.identity(), taken)
        .in(term);
  }
}

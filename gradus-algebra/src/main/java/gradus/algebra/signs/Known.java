package gradus.algebra.signs;

import gradus.algebra.Setting;
import gradus.algebra.checker.Premises;
import gradus.algebra.checker.RefusedException;
import gradus.algebra.linear.Elimination;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Var;
import gradus.formula.Parts;
import gradus.formula.Substitution;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is known at a place of a term.
public final class Known {

  private final Setting setting;
  private final Map<Condition, Boolean> asked = new LinkedHashMap<>();
  private final Map<Object, Known> places = new LinkedHashMap<>();
  private final Map<Formula, Interval> ranges = new LinkedHashMap<>();
  private @Nullable Premises given;

  /// What a setting gives.
  public Known(Setting setting) {
    this.setting = setting;
  }

  /// The names there, and what holds.
  public Setting setting() {
    return setting;
  }

  /// Where more is known.
  public Known with(Condition... more) {
    Set<Condition> given = new LinkedHashSet<>(setting.given());
    return given.addAll(List.of(more))
        ? there(List.of(more), setting.variables(), List.copyOf(given))
        : this;
  }

  /// The place that something more makes of this one, the same whenever it is asked for.
  private Known there(Object more, Map<String, Setting.Kind> kinds, List<Condition> given) {
    return places.computeIfAbsent(
        more, _ -> new Known(new Setting(kinds, setting.tensors(), given)));
  }

  /// The range of a term, looked for once.
  Interval range(Formula term, Function<Formula, Interval> made) {
    Interval range = ranges.get(term);
    if (range == null) {
      range = made.apply(term);
      ranges.put(term, range);
    }
    return range;
  }

  /// Where a term is 0 or more, or more than 0.
  public Known with(Formula term, boolean strict) {
    return with(Condition.compare(strict ? Relation.GT : Relation.GE, term, Formula.ZERO));
  }

  /// Where a name that nothing is known of ranges over numbers of a kind.
  public Known with(Var name, Setting.Kind kind) {
    Map<String, Setting.Kind> kinds = new LinkedHashMap<>(setting.variables());
    kinds.put(name.name(), kind);
    List<Condition> given = setting.given().stream().filter(it -> !mentions(it, name)).toList();
    return there(List.of(name, kind), kinds, given);
  }

  /// Where a name is any real number from one term to another.
  public Known between(Var name, Formula low, Formula high) {
    return with(name, Setting.Kind.REAL).with(name.minus(low), false).with(high.minus(name), false);
  }

  /// Where a name is any real number in the range of a part.
  public Known ranged(Var name, Formula part) {
    Interval range = new Ranges(this).given(part);
    Known there = with(name, Setting.Kind.REAL);
    if (range.low().isFinite()) {
      there = there.with(name.minus(Ranges.number(range.low())), range.lowOpen());
    }
    return range.high().isFinite()
        ? there.with(Ranges.number(range.high()).minus(name), range.highOpen())
        : there;
  }

  /// Whether nothing in a term or in the setting has a name.
  public boolean isFresh(Var name, Formula term) {
    return !Substitution.variables(term).contains(name.name())
        && !setting.variables().containsKey(name.name())
        && !setting.tensors().containsKey(name.name())
        && setting.given().stream().noneMatch(it -> mentions(it, name))
        && !isSize(name);
  }

  private boolean isSize(Var name) {
    return setting.tensors().values().stream()
        .flatMap(List::stream)
        .flatMap(it -> Stream.of(it.from(), it.to()))
        .anyMatch(it -> Substitution.variables(it).contains(name.name()));
  }

  private static boolean mentions(Condition condition, Var name) {
    return Substitution.variables(new Formula.Iverson(condition)).contains(name.name());
  }

  /// At the indices of a fold, where its body is defined.
  public Known inside(Fold fold) {
    return over(fold).where(fold.body());
  }

  /// At the indices of a fold.
  Known over(Fold fold) {
    if (isSize(fold.index())) {
      return new Known(new Setting(Map.of(), Map.of(), List.of()));
    }
    return with(fold.index(), kind(fold))
        .with(
            Condition.compare(Relation.LE, fold.from(), fold.index()),
            Condition.compare(Relation.LE, fold.index(), fold.to()));
  }

  /// What the indices of a fold are.
  Setting.Kind kind(Fold fold) {
    return isWhole(fold.from()) ? Setting.Kind.INTEGER : Setting.Kind.REAL;
  }

  /// Whether a term is certainly an integer, by its form.
  private boolean isWhole(Formula term) {
    return switch (term) {
      case Formula.Num(var _, var below) -> below.equals(BigInteger.ONE);
      case Var(String name) -> setting.isInteger(name);
      case Formula.Neg(Formula inner) -> isWhole(inner);
      case Formula.Add(List<Formula> terms) -> terms.stream().allMatch(this::isWhole);
      case Formula.Mul(List<Formula> factors) -> factors.stream().allMatch(this::isWhole);
      case Call(String function, List<Formula> _) ->
          function.equals("floor") || function.equals("floordiv");
      default -> false;
    };
  }

  /// Whether a part has a value of its own in a term wherever that has one.
  public static boolean isEvaluated(Formula term, Formula part) {
    return term.equals(part)
        || evaluated(term).stream().anyMatch(inner -> isEvaluated(inner, part));
  }

  /// Where a term is defined: the arguments of its logarithms are positive.
  public Known where(Formula term) {
    Set<Condition> more = new LinkedHashSet<>();
    logarithms(term, more);
    return with(more.toArray(Condition[]::new));
  }

  /// Adds that the arguments of logarithms are positive.
  static void logarithms(Formula term, Collection<Condition> given) {
    if (term instanceof Call(String function, List<Formula> arguments)
        && function.equals("log")
        && !(arguments.getFirst() instanceof Formula.Num)) {
      given.add(Condition.compare(Relation.GT, arguments.getFirst(), Formula.ZERO));
    }
    evaluated(term).forEach(part -> logarithms(part, given));
  }

  /// The parts that have a value wherever a term has one.
  public static List<Formula> evaluated(Formula term) {
    return switch (term) {
      case Formula.Fold(var _, Var index, Formula from, Formula to, var _) -> List.of(from, to);
      case Formula.Iverson _, Formula.Choose _, Formula.Entry _ -> List.of();
      case Formula.Num _,
          Formula.Named _,
          Var _,
          Formula.Add _,
          Formula.Neg _,
          Formula.Mul _,
          Formula.Div _,
          Formula.Power _,
          Call _ ->
          Parts.of(term);
    };
  }

  /// The conditions, those of a conjunction one by one.
  List<Condition> facts() {
    return setting.given().stream().flatMap(Known::flat).toList();
  }

  boolean isGiven(Formula term) {
    return facts().stream()
        .anyMatch(
            it ->
                it instanceof Condition.Compare(Relation _, Formula u, Formula v)
                    && (term.equals(u.minus(v)) || term.equals(v.minus(u))));
  }

  /// Whether it is given that a term is not 0.
  public boolean isApart(Formula term) {
    return facts().stream()
        .anyMatch(
            it ->
                it instanceof Condition.Compare(Relation relation, Formula u, Formula v)
                    && relation == Relation.NE
                    && term.equals(u.minus(v)));
  }

  private static Stream<Condition> flat(Condition condition) {
    return condition instanceof Condition.And(List<Condition> parts)
        ? parts.stream().flatMap(Known::flat)
        : Stream.of(condition);
  }

  /// Whether a linear argument shows a term to be 0 or more, or more than 0.
  public boolean entails(Formula term, boolean strict) {
    Condition question = Condition.compare(strict ? Relation.GT : Relation.GE, term, Formula.ZERO);
    return asked.computeIfAbsent(question, _ -> answer(term, strict));
  }

  private boolean answer(Formula term, boolean strict) {
    try {
      if (given == null) {
        given = Premises.of(setting, Elimination::contradiction);
      }
      return given.entails(term, strict);
    } catch (RefusedException | ArithmeticException noValue) {
      return false;
    }
  }

  /// The index, a name, at which the body of a fold is a term; none unless it lies in the range.
  Optional<Formula> place(Formula term, Fold fold) {
    return Substitution.variables(term).stream()
        .sorted()
        .<Formula>map(Formula::var)
        .filter(it -> replaced(fold.body(), fold.index(), it).equals(term))
        .filter(it -> holds(fold, it))
        .findFirst();
  }

  /// Whether a term is an index in the range of a fold.
  public boolean holds(Fold fold, Formula place) {
    return isWhole(place)
        && isWhole(fold.from())
        && entails(place.minus(fold.from()), false)
        && entails(fold.to().minus(place), false);
  }

  /// A term with another one in the place of a name.
  public static Formula replaced(Formula term, Var name, Formula other) {
    Set<String> taken = new LinkedHashSet<>(Substitution.variables(other));
    return new Substitution(
            it -> it.equals(name.name()) ? other : Formula.var(it), UnaryOperator.identity(), taken)
        .in(term);
  }

  /// A term with another one in the place of a part, wherever that has a value of its own.
  public static Formula replaced(Formula term, Formula part, Formula other) {
    if (term.equals(part)) {
      return other;
    }
    List<Formula> parts = new ArrayList<>();
    switch (term) {
      case Fold _, Formula.Iverson _, Formula.Entry _ -> {
        return term;
      }
      case Formula.Choose(Condition when, Formula then, Formula otherwise) -> {
        return new Formula.Choose(
            when, replaced(then, part, other), replaced(otherwise, part, other));
      }
      default -> Parts.of(term).forEach(it -> parts.add(replaced(it, part, other)));
    }
    return Parts.replaced(term, parts);
  }
}

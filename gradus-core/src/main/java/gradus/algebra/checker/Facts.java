package gradus.algebra.checker;

import gradus.algebra.Setting;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Entry;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Num;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What is known at a place, and what follows from it by linear reasoning.
///
/// @param setting what is known of the names
/// @param integers the whole variables
/// @param known polynomials and their relation to 0: `=`, `≥` or `>`
record Facts(Setting setting, Set<String> integers, List<Fact> known) {

  /// `form relation 0`.
  record Fact(Sum form, Relation relation) {}

  Canon canon() {
    return new Canon(integers);
  }

  Facts with(List<Fact> more) {
    return new Facts(setting, integers, Stream.concat(known.stream(), more.stream()).toList());
  }

  /// Inside a fold; what was known of another variable of that name is forgotten.
  Facts inside(Formula.Var index, Formula from, Formula to) {
    Set<String> whole = new HashSet<>(integers);
    whole.add(index.name());
    List<Fact> kept =
        known.stream().filter(fact -> !mentions(fact.form().formula(), index.name())).toList();
    Facts inner = new Facts(setting, whole, kept);
    Condition first = Condition.compare(Relation.LE, from, index);
    return mentions(from, index.name()) || mentions(to, index.name())
        ? inner
        : inner.with(inner.of(first)).with(inner.of(Condition.compare(Relation.LE, index, to)));
  }

  static boolean mentions(Formula term, String name) {
    return gradus.formula.Substitution.variables(term).contains(name);
  }

  /// What a condition says; parts that are no conjunction say nothing.
  List<Fact> of(Condition condition) {
    return switch (condition) {
      case Condition.Compare(Relation relation, Formula left, Formula right) -> {
        Sum form = canon().of(left).minus(canon().of(right));
        Sum other = Sum.of((Num) Formula.ZERO).minus(form);
        yield switch (relation) {
          case EQ, GE, GT -> List.of(new Fact(form, relation));
          case LE -> List.of(new Fact(other, Relation.GE));
          case LT -> List.of(new Fact(other, Relation.GT));
          case NE -> List.of();
        };
      }
      case Condition.And(List<Condition> parts) ->
          parts.stream().flatMap(part -> of(part).stream()).toList();
      case Condition.Or _, Condition.Not _ -> List.of();
    };
  }

  boolean entails(Fact fact) {
    Sum other = Sum.of((Num) Formula.ZERO).minus(fact.form());
    return switch (fact.relation()) {
      case GE -> with(List.of(new Fact(other, Relation.GT))).isImpossible();
      case GT -> with(List.of(new Fact(other, Relation.GE))).isImpossible();
      default ->
          entails(new Fact(fact.form(), Relation.GE)) && entails(new Fact(other, Relation.GE));
    };
  }

  boolean entails(Condition condition) {
    return switch (condition) {
      case Condition.Compare(Relation relation, Formula left, Formula right)
          when relation == Relation.NE ->
          entails(Condition.compare(Relation.LT, left, right))
              || entails(Condition.compare(Relation.GT, left, right));
      case Condition.Compare _ -> of(condition).stream().allMatch(this::entails);
      case Condition.And(List<Condition> parts) -> parts.stream().allMatch(this::entails);
      case Condition.Or(List<Condition> parts) -> parts.stream().anyMatch(this::entails);
      case Condition.Not(Condition part) -> contrary(part).stream().anyMatch(this::entails);
    };
  }

  /// Conditions one of which holds if this does not.
  static List<Condition> contrary(Condition condition) {
    return switch (condition) {
      case Condition.Compare(Relation relation, Formula left, Formula right) ->
          (switch (relation) {
                case EQ -> List.of(Relation.LT, Relation.GT);
                case NE -> List.of(Relation.EQ);
                case LT -> List.of(Relation.GE);
                case GE -> List.of(Relation.LT);
                case LE -> List.of(Relation.GT);
                case GT -> List.of(Relation.LE);
              })
              .stream().map(each -> Condition.compare(each, left, right)).toList();
      case Condition.And(List<Condition> parts) ->
          parts.stream().flatMap(part -> contrary(part).stream()).toList();
      case Condition.Or _ -> List.of();
      case Condition.Not(Condition part) -> List.of(part);
    };
  }

  /// Whether nothing can meet all that is known (Fourier and Motzkin).
  boolean isImpossible() {
    List<Fact> rows = new ArrayList<>();
    Set<Map<Formula, Num>> unknowns = new HashSet<>();
    known.forEach(fact -> rows.add(rounded(fact)));
    rows.forEach(row -> unknowns.addAll(row.form().terms().keySet()));
    unknowns.remove(Map.of());
    for (Map<Formula, Num> unknown : List.copyOf(unknowns)) {
      List<Fact> facts = facts(unknown);
      facts.forEach(fact -> rows.add(rounded(fact)));
      facts.forEach(fact -> unknowns.addAll(fact.form().terms().keySet()));
    }
    unknowns.remove(Map.of());
    List<Fact> left = rows;
    while (left.stream().noneMatch(Facts::isFalse)) {
      List<Fact> now = left;
      Set<Map<Formula, Num>> rest = new HashSet<>();
      now.forEach(row -> rest.addAll(row.form().terms().keySet()));
      rest.remove(Map.of());
      if (rest.isEmpty() || now.size() > 400) {
        return false;
      }
      left = without(cheapest(now, rest), now);
    }
    return true;
  }

  private static Map<Formula, Num> cheapest(List<Fact> rows, Set<Map<Formula, Num>> unknowns) {
    return unknowns.stream()
        .min(java.util.Comparator.comparingLong(each -> cost(each, rows)))
        .orElseThrow();
  }

  private static long cost(Map<Formula, Num> unknown, List<Fact> rows) {
    long up = rows.stream().filter(row -> sign(row, unknown) > 0).count();
    long down = rows.stream().filter(row -> sign(row, unknown) < 0).count();
    return up * down - up - down;
  }

  private static int sign(Fact row, Map<Formula, Num> unknown) {
    return Sum.sign(row.form().terms().getOrDefault(unknown, (Num) Formula.ZERO));
  }

  private List<Fact> without(Map<Formula, Num> unknown, List<Fact> rows) {
    List<Fact> split = new ArrayList<>();
    for (Fact row : rows) {
      boolean both = row.relation() == Relation.EQ && sign(row, unknown) != 0;
      split.add(both ? new Fact(row.form(), Relation.GE) : row);
      if (both) {
        split.add(new Fact(Sum.of((Num) Formula.ZERO).minus(row.form()), Relation.GE));
      }
    }
    Set<Fact> next = new java.util.LinkedHashSet<>();
    for (Fact up : split) {
      if (sign(up, unknown) == 0) {
        next.add(up);
      }
      for (Fact down : split) {
        if (sign(up, unknown) > 0 && sign(down, unknown) < 0) {
          Sum a = Sum.of(Sum.minus(down.form().coefficient(unknown)));
          Sum b = Sum.of(up.form().coefficient(unknown));
          boolean strict = up.relation() == Relation.GT || down.relation() == Relation.GT;
          Sum form = up.form().times(a).plus(down.form().times(b));
          next.add(rounded(new Fact(form, strict ? Relation.GT : Relation.GE)));
        }
      }
    }
    return new ArrayList<>(next);
  }

  private static boolean isFalse(Fact row) {
    int sign = Sum.sign(row.form().constant());
    return row.form().isNumber()
        && ((row.relation() == Relation.EQ && sign != 0)
            || (row.relation() == Relation.GE && sign < 0)
            || (row.relation() == Relation.GT && sign <= 0));
  }

  /// Whole unknowns share no factor afterwards and the constant is rounded down.
  private Fact rounded(Fact row) {
    java.math.BigInteger above = java.math.BigInteger.ZERO;
    java.math.BigInteger below = java.math.BigInteger.ONE;
    for (Map.Entry<Map<Formula, Num>, Num> term : row.form().terms().entrySet()) {
      if (!term.getKey().isEmpty()) {
        above = above.gcd(term.getValue().numerator());
        below =
            below
                .multiply(term.getValue().denominator())
                .divide(below.gcd(term.getValue().denominator()));
      }
    }
    if (above.signum() == 0) {
      return row;
    }
    Sum form = row.form().times(Sum.of(new Num(below, above)));
    Sum constant = Sum.of(form.constant());
    Sum rest = form.minus(constant);
    boolean whole = canon().isWhole(rest);
    if (whole && row.relation() == Relation.EQ && !Sum.isWhole(form.constant())) {
      return new Fact(Sum.of((Num) Formula.ONE), Relation.EQ);
    }
    if (!whole || row.relation() == Relation.EQ) {
      return new Fact(form, row.relation());
    }
    Num least = Sum.floor(form.constant());
    boolean lower = row.relation() == Relation.GT && Sum.isWhole(form.constant());
    Num bound = lower ? (Num) least.minus(Formula.ONE) : least;
    return new Fact(rest.plus(Sum.of(bound)), Relation.GE);
  }

  private List<Fact> facts(Map<Formula, Num> unknown) {
    Sum itself = Sum.of(unknown, (Num) Formula.ONE);
    List<Fact> facts = new ArrayList<>();
    if (unknown.entrySet().stream().allMatch(each -> Sum.isExp(each.getKey()))) {
      facts.add(new Fact(itself, Relation.GT));
    }
    if (unknown.entrySet().stream()
        .allMatch(
            each -> Sum.isWhole(each.getValue()) && !each.getValue().numerator().testBit(0))) {
      facts.add(new Fact(itself, Relation.GE));
    }
    Formula only = unknown.size() == 1 ? unknown.keySet().iterator().next() : Formula.ONE;
    boolean once = unknown.size() == 1 && Formula.ONE.equals(unknown.get(only));
    if (once && only instanceof Formula.Iverson) {
      facts.add(new Fact(itself, Relation.GE));
      facts.add(new Fact(Sum.of((Num) Formula.ONE).minus(itself), Relation.GE));
    }
    if (once
        && only instanceof Call(String function, List<Formula> arguments)
        && function.equals("floordiv")
        && arguments.getLast() instanceof Num by) {
      Sum rest = canon().of(arguments.getFirst()).minus(itself.times(Sum.of(by)));
      facts.add(new Fact(rest, Relation.GE));
      facts.add(new Fact(Sum.of(by).minus(rest), Relation.GT));
    }
    return facts;
  }

  /// Where the entries in a product may differ from 0.
  List<Fact> support(Map<Formula, Num> powers) {
    List<Fact> inside = new ArrayList<>();
    powers.forEach(
        (atom, exponent) -> {
          if (atom instanceof Entry(String tensor, List<Formula> index) && Sum.sign(exponent) > 0) {
            List<Setting.Range> ranges = setting.tensors().getOrDefault(tensor, List.of());
            for (int axis = 0; axis < Math.min(ranges.size(), index.size()); axis++) {
              Setting.Range range = ranges.get(axis);
              inside.addAll(of(Condition.compare(Relation.LE, range.from(), index.get(axis))));
              inside.addAll(of(Condition.compare(Relation.LE, index.get(axis), range.to())));
            }
          }
        });
    return inside;
  }

  boolean isPositive(Sum sum, Canon canon) {
    return (!sum.isZero()
            && sum.terms().entrySet().stream()
                .allMatch(
                    term ->
                        Sum.sign(term.getValue()) > 0
                            && term.getKey().keySet().stream().allMatch(a -> isPositive(a, canon))))
        || entails(new Fact(sum, Relation.GT));
  }

  private boolean isPositive(Formula atom, Canon canon) {
    if (Sum.isExp(atom) || (atom instanceof Formula.Named(String name) && name.equals("pi"))) {
      return true;
    }
    if (atom instanceof Fold(var how, Formula.Var index, Formula from, Formula to, Formula body)
        && how == Formula.Combination.SUM) {
      return entails(Condition.compare(Relation.LE, from, to))
          && inside(index, from, to).isPositive(canon.inside(atom), canon);
    }
    return atom instanceof Formula.Add
        ? isPositive(canon.inside(atom), canon)
        : entails(new Fact(Sum.of(atom), Relation.GT));
  }
}

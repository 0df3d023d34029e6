package gradus.algebra.checker;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Num;
import gradus.formula.Substitution;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Terms as polynomials over atoms, with the laws of `exp`; what may be undefined is noted down.
final class Canon {

  final Set<String> integers;
  private final Map<Formula, Sum> inside;
  private final int depth;

  /// What must be defined: a logarithm, a root, or `1 / atom`.
  final Set<Formula> partial = new HashSet<>();

  Canon(Set<String> integers) {
    this(integers, new HashMap<>(), 0);
  }

  private Canon(Set<String> integers, Map<Formula, Sum> inside, int depth) {
    this.integers = integers;
    this.inside = inside;
    this.depth = depth;
  }

  /// The polynomial below a line or a root, or in an exponential or a logarithm.
  Sum inside(Formula atom) {
    return inside.getOrDefault(atom, Sum.of(atom));
  }

  Sum of(Formula term) {
    return switch (term) {
      case Num n -> Sum.of(n);
      case Formula.Named _, Formula.Var _ -> Sum.of(term);
      case Formula.Entry(String tensor, List<Formula> index) ->
          Sum.of(new Formula.Entry(tensor, all(index)));
      case Formula.Add(List<Formula> terms) ->
          terms.stream().map(this::of).reduce(Sum.of((Num) Formula.ZERO), Sum::plus);
      case Formula.Neg(Formula inner) -> Sum.of((Num) Formula.ZERO).minus(of(inner));
      case Formula.Mul(List<Formula> factors) ->
          factors.stream().map(this::of).reduce(Sum.of((Num) Formula.ONE), this::times);
      case Formula.Div(Formula above, Formula below) -> times(of(above), inverse(of(below)));
      case Formula.Power(Formula base, Num exponent) -> power(of(base), exponent);
      case Formula.Power(Formula base, Formula exponent) ->
          noted(new Formula.Power(of(base).formula(), of(exponent).formula()));
      case Call call -> call(call);
      case Fold fold -> fold(fold);
      case Formula.Iverson(Condition condition) -> bracket(condition);
      case Formula.Choose(Condition condition, Formula then, Formula otherwise) -> {
        Canon own = new Canon(integers, inside, depth);
        Sum holds = own.bracket(condition);
        Sum first = own.of(then);
        Sum second = own.of(otherwise);
        yield own.partial.isEmpty()
            ? times(holds, first).plus(times(Sum.of((Num) Formula.ONE).minus(holds), second))
            : noted(new Formula.Choose(condition, first.formula(), second.formula()));
      }
    };
  }

  private List<Formula> all(List<Formula> terms) {
    return terms.stream().map(each -> of(each).formula()).toList();
  }

  private Sum noted(Formula atom) {
    partial.add(atom);
    return Sum.of(atom);
  }

  private Sum kept(Formula atom, Sum meaning) {
    inside.put(atom, meaning);
    return Sum.of(atom);
  }

  private Sum call(Call call) {
    if (call.function().equals("derivative")) {
      // the same functions have the same slopes
      return noted(
          Formula.call(
              call.function(),
              of(call.arguments().getFirst()).formula(),
              call.arguments().getLast()));
    }
    List<Formula> arguments = all(call.arguments());
    Sum first = of(call.arguments().getFirst());
    return switch (call.function()) {
      case "exp" -> exp(first);
      case "sin", "cos", "erf" -> Sum.of(new Call(call.function(), arguments));
      case "log" -> {
        Formula atom = new Call("log", List.of(first.formula()));
        partial.add(atom);
        yield kept(atom, first);
      }
      case "floordiv" -> {
        Sum by = of(call.arguments().getLast());
        if (by.isNumber() && Sum.sign(by.constant()) > 0) {
          yield first.isNumber()
              ? Sum.of(Sum.floor((Num) first.constant().times(Sum.inverse(by.constant()))))
              : kept(new Call("floordiv", List.of(first.formula(), by.constant())), first);
        }
        yield noted(new Call("floordiv", arguments));
      }
      default -> noted(new Call(call.function(), arguments));
    };
  }

  private Sum exp(Sum exponent) {
    Sum product = Sum.of((Num) Formula.ONE);
    for (Map.Entry<Map<Formula, Num>, Num> term : exponent.terms().entrySet()) {
      Formula only =
          term.getKey().size() == 1 ? term.getKey().keySet().iterator().next() : Formula.ONE;
      boolean log = only instanceof Call(String f, List<Formula> _) && f.equals("log");
      if (log && Formula.ONE.equals(term.getKey().get(only))) {
        product = times(product, power(inside(only), term.getValue()));
      } else {
        Sum monomial = Sum.of(term.getKey(), (Num) Formula.ONE);
        Formula atom = Formula.call("exp", monomial.formula());
        inside.put(atom, monomial);
        product = times(product, Sum.of(Map.of(atom, term.getValue()), (Num) Formula.ONE));
      }
    }
    return product;
  }

  private Sum fold(Fold fold) {
    Formula.Var index = Formula.var("§" + depth);
    Set<String> whole = new HashSet<>(integers);
    whole.add(index.name());
    Canon own = new Canon(whole, inside, depth + 1);
    Sum body = own.of(replaced(fold.body(), Map.of(fold.index().name(), index)));
    Fold atom =
        new Fold(
            fold.combination(),
            index,
            of(fold.from()).formula(),
            of(fold.to()).formula(),
            body.formula());
    inside.put(atom, body);
    boolean total = own.partial.isEmpty() && fold.combination() == Formula.Combination.SUM;
    return total ? Sum.of(atom) : noted(atom);
  }

  static Formula replaced(Formula term, Map<String, Formula> values) {
    Set<String> taken = new HashSet<>();
    values.values().forEach(value -> taken.addAll(Substitution.variables(value)));
    return new Substitution(
            name -> values.getOrDefault(name, Formula.var(name)), UnaryOperator.identity(), taken)
        .in(term);
  }

  Sum times(Sum left, Sum right) {
    Sum sum = Sum.of((Num) Formula.ZERO);
    for (Map.Entry<Map<Formula, Num>, Num> term : left.times(right).terms().entrySet()) {
      sum = sum.plus(settled(term.getKey(), term.getValue()));
    }
    return sum;
  }

  private Sum settled(Map<Formula, Num> powers, Num factor) {
    for (Map.Entry<Formula, Num> power : powers.entrySet()) {
      Num whole = Sum.floor(power.getValue());
      boolean base = power.getKey() instanceof Formula.Add;
      boolean bracket = power.getKey() instanceof Formula.Iverson;
      if (Sum.sign(whole) > 0 && (base || (bracket && !power.getValue().equals(Formula.ONE)))) {
        Map<Formula, Num> rest = new HashMap<>(powers);
        rest.remove(power.getKey());
        Sum.add(
            rest,
            power.getKey(),
            bracket ? (Num) Formula.ONE : (Num) power.getValue().minus(whole));
        Sum kept = settled(rest, factor);
        return bracket ? kept : times(kept, power(inside(power.getKey()), whole));
      }
    }
    return Sum.of(powers, factor);
  }

  Sum power(Sum base, Num exponent) {
    Num whole = Sum.floor(exponent);
    Num part = (Num) exponent.minus(whole);
    if (whole.numerator().bitLength() > 7) {
      throw new RefusedException("checker: expected small powers, found " + exponent + ".");
    }
    Sum one = Sum.sign(whole) < 0 ? inverse(base) : base;
    Sum product = Sum.of((Num) Formula.ONE);
    for (int i = Math.abs(whole.numerator().intValueExact()); i > 0; i--) {
      product = times(product, one);
    }
    if (Sum.sign(part) == 0) {
      return product;
    }
    Formula atom = base.formula();
    inside.put(atom, base);
    partial.add(new Formula.Power(atom, part));
    return times(product, Sum.of(Map.of(atom, part), (Num) Formula.ONE));
  }

  private Sum inverse(Sum sum) {
    Sum rest = sum;
    Sum outside = Sum.of((Num) Formula.ONE);
    for (Map<Formula, Num> shared = Sum.shared(rest);
        !shared.isEmpty();
        shared = Sum.shared(rest)) {
      Map<Formula, Num> inverse = new HashMap<>();
      shared.forEach((atom, exponent) -> inverse.put(atom, Sum.minus(exponent)));
      shared.keySet().stream()
          .filter(atom -> !Sum.isExp(atom))
          .forEach(atom -> partial.add(new Formula.Div(Formula.ONE, atom)));
      rest = times(rest, Sum.of(inverse, (Num) Formula.ONE));
      outside = times(outside, Sum.of(inverse, (Num) Formula.ONE));
    }
    if (rest.isZero()) {
      throw new RefusedException("checker: expected a denominator, found 0.");
    }
    Num leading = rest.coefficient(rest.leading());
    Sum scale = Sum.of(Sum.inverse(leading));
    if (rest.isNumber()) {
      return times(outside, scale);
    }
    Sum primitive = times(rest, scale);
    Formula atom = primitive.formula();
    inside.put(atom, primitive);
    partial.add(new Formula.Div(Formula.ONE, atom));
    return times(
        times(outside, scale), Sum.of(Map.of(atom, (Num) Formula.number(-1)), (Num) Formula.ONE));
  }

  /// Whether a polynomial is 0 wherever its denominators are not.
  boolean isZero(Sum sum) {
    Map<Formula, Num> below = new HashMap<>();
    sum.terms()
        .keySet()
        .forEach(
            powers ->
                powers.forEach(
                    (atom, exponent) -> {
                      if (atom instanceof Formula.Add && Sum.sign(exponent) < 0) {
                        Num up = Sum.minus(Sum.floor(exponent));
                        below.merge(atom, up, (a, b) -> Sum.sign((Num) a.minus(b)) < 0 ? b : a);
                      }
                    }));
    return times(sum, Sum.of(below, (Num) Formula.ONE)).isZero();
  }

  Sum bracket(Condition condition) {
    Sum one = Sum.of((Num) Formula.ONE);
    return switch (condition) {
      case Condition.Compare(Relation relation, Formula left, Formula right) ->
          bracket(relation, of(left).minus(of(right)));
      case Condition.And(List<Condition> parts) ->
          parts.stream().map(this::bracket).reduce(one, this::times);
      case Condition.Or(List<Condition> parts) ->
          one.minus(parts.stream().map(part -> one.minus(bracket(part))).reduce(one, this::times));
      case Condition.Not(Condition part) -> one.minus(bracket(part));
    };
  }

  private Sum bracket(Relation relation, Sum difference) {
    Sum one = Sum.of((Num) Formula.ONE);
    Sum negative = Sum.of((Num) Formula.ZERO).minus(difference);
    return switch (relation) {
      case EQ, GE -> scaled(relation, difference);
      case NE -> one.minus(scaled(Relation.EQ, difference));
      case LE -> scaled(Relation.GE, negative);
      case GT ->
          isWhole(difference)
              ? scaled(Relation.GE, difference.minus(one))
              : one.minus(scaled(Relation.GE, negative));
      case LT -> bracket(Relation.GT, negative);
    };
  }

  private Sum scaled(Relation relation, Sum difference) {
    if (difference.isNumber()) {
      int sign = Sum.sign(difference.constant());
      boolean holds = relation == Relation.EQ ? sign == 0 : sign >= 0;
      return Sum.of((Num) (holds ? Formula.ONE : Formula.ZERO));
    }
    Num leading = difference.coefficient(difference.leading());
    boolean keep = relation == Relation.GE && Sum.sign(leading) < 0;
    Sum primitive = times(difference, Sum.of(Sum.inverse(keep ? Sum.minus(leading) : leading)));
    return kept(Sum.bracket(relation, primitive), primitive);
  }

  boolean isWhole(Sum sum) {
    return new Whole(integers).is(sum);
  }
}

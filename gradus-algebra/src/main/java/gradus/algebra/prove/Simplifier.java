package gradus.algebra.prove;

import gradus.formula.Condition;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Choose;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Iverson;
import gradus.formula.Parts;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings terms into a canonical form, from the inside out, and writes down how.
final class Simplifier {

  private final Trace trace;
  private final Map<String, Formula> replacements;
  private final Sums sums;

  /// @param trace where the lines go
  /// @param replacements what given equations put in the place of an atom, by its key
  /// @param peels whether the first terms of sums are taken out
  Simplifier(Trace trace, Map<String, Formula> replacements, boolean peels) {
    this.trace = trace;
    this.replacements = replacements;
    this.sums = new Sums(this, trace, peels);
  }

  /// The canonical form of a term.
  Formula normal(Formula term, Context context) {
    Formula prepared = prepared(term, context);
    Polynomial polynomial = Division.cancelled(context.ring().of(prepared));
    Formula collected = trace.step("algebra", prepared, polynomial.formula());
    return trimmed(polynomial, collected, context);
  }

  /// The canonical form of a term that is in it already, now that all its sums have been met: one
  /// of them may be another one with a term more.
  Formula again(Formula term, Context context) {
    return sums.holdLonger(context) ? normal(term, context) : term;
  }

  /// The term with its atoms in canonical form.
  private Formula prepared(Formula term, Context context) {
    return switch (term) {
      case Formula.Num _ -> term;
      case Formula.Named(String name) ->
          name.equals("e")
              ? trace.step("definition", term, Formula.call("exp", Formula.ONE))
              : term;
      case Formula.Var _ -> {
        Formula value = known(term);
        yield value.equals(term) ? term : prepared(value, context);
      }
      case Formula.Entry(String tensor, List<Formula> index) -> {
        Formula entry = new Formula.Entry(tensor, normal(index, context));
        yield known(entry);
      }
      case Formula.Add(List<Formula> terms) -> new Formula.Add(prepared(terms, context));
      case Formula.Neg(Formula inner) -> new Formula.Neg(prepared(inner, context));
      case Formula.Mul(List<Formula> factors) -> new Formula.Mul(prepared(factors, context));
      case Formula.Div(Formula above, Formula below) ->
          new Formula.Div(prepared(above, context), prepared(below, context));
      case Formula.Power(Formula base, Formula exponent) -> power(base, exponent, context);
      case Call call -> call(call, context);
      case Fold fold -> fold(fold, context);
      case Iverson(Condition condition) -> bracket(condition, context);
      case Choose choice -> choice(choice, context);
    };
  }

  private List<Formula> prepared(List<Formula> terms, Context context) {
    return terms.stream().map(term -> prepared(term, context)).toList();
  }

  private List<Formula> normal(List<Formula> terms, Context context) {
    return terms.stream().map(term -> normal(term, context)).toList();
  }

  /// What a given equation says of an atom.
  Formula known(Formula atom) {
    Formula value = replacements.get(Keys.of(atom));
    return value == null ? atom : trace.step("given", atom, value);
  }

  private Formula power(Formula oldBase, Formula oldExponent, Context context) {
    Formula base = normal(oldBase, context);
    Formula exponent = normal(oldExponent, context);
    Formula power = new Formula.Power(base, exponent);
    boolean whole = exponent instanceof Formula.Num n && n.denominator().bitLength() == 1;
    Polynomial form = context.ring().of(base);
    Entailment known = new Entailment(context);
    Monomial shared = exponent instanceof Formula.Num && !whole ? known.shared(form) : Monomial.ONE;
    if (!shared.isOne() && !Polynomial.of(shared, Fraction.ONE).equals(form)) {
      Formula outside = new Formula.Power(Written.term(shared, Fraction.ONE), exponent);
      Formula rest = new Formula.Power(Entailment.without(form, shared).formula(), exponent);
      return normal(trace.step("power", power, new Formula.Mul(List.of(outside, rest))), context);
    }
    if (whole || !known.isPositive(form) || (holdsSum(form) && !isPositive(known, form))) {
      return power;
    }
    Formula log = Formula.call("log", base);
    Formula raised = Formula.call("exp", new Formula.Mul(List.of(exponent, log)));
    return normal(trace.step("power", power, raised), context);
  }

  private static boolean holdsSum(Polynomial form) {
    return form.terms().keySet().stream()
        .flatMap(monomial -> monomial.powers().keySet().stream())
        .anyMatch(atom -> atom.term() instanceof Fold);
  }

  /// Whether each term is positive: a root of a sum of squares and more is left as it stands.
  private static boolean isPositive(Entailment known, Polynomial form) {
    return form.terms().entrySet().stream()
        .allMatch(term -> known.isPositive(Polynomial.of(term.getKey(), term.getValue())));
  }

  private Formula call(Call old, Context context) {
    Call call = new Call(old.function(), normal(old.arguments(), context));
    if (call.function().equals("exp")) {
      Formula plain = call.arguments().getFirst();
      Polynomial reduced = Division.reduced(context.ring().of(plain));
      return new Call("exp", List.of(trace.step("algebra", plain, reduced.formula())));
    }
    if (call.function().equals("log")) {
      Polynomial argument = context.ring().of(call.arguments().getFirst());
      Optional<Formula> sum = Logarithm.expanded(argument, context);
      return sum.isPresent() ? trace.step("log", call, sum.get()) : call;
    }
    Optional<Formula> rounded = Rounding.plain(call, context.ring());
    if (rounded.isPresent()) {
      return trace.step("algebra", call, rounded.get());
    }
    Optional<Formula> definition = trace.definition(call);
    return definition.isPresent()
        ? prepared(trace.step("definition", call, definition.get()), context)
        : call;
  }

  private Formula fold(Fold old, Context context) {
    Formula from = normal(old.from(), context);
    Formula to = normal(old.to(), context);
    Context inside = context.inside(old.index(), from, to);
    Formula plain = normal(old.body(), inside);
    Polynomial reduced = Division.reduced(inside.ring().of(plain));
    Formula body = trace.step("algebra", plain, reduced.formula());
    Fold fold = new Fold(old.combination(), old.index(), from, to, body);
    return old.combination() == Combination.SUM ? sums.reduced(fold, context) : known(fold);
  }

  private Formula bracket(Condition old, Context context) {
    Condition whole = condition(old, context);
    Condition condition = primitive(whole, context);
    Formula bracket = trace.step("condition", new Iverson(whole), new Iverson(condition));
    if (context.entails(condition)) {
      return trace.step("condition", bracket, Formula.ONE);
    }
    if (context.refutes(condition)) {
      return trace.step("condition", bracket, Formula.ZERO);
    }
    if (condition instanceof Condition.Compare) {
      return bracket;
    }
    Formula separate = context.ring().bracket(condition).formula();
    trace.step("algebra", bracket, separate);
    return separate.equals(bracket) ? bracket : prepared(separate, context);
  }

  /// Comparisons without positive factors that all terms share.
  private static Condition primitive(Condition old, Context context) {
    return switch (old) {
      case Condition.Compare(var relation, Formula left, Formula right) -> {
        Polynomial form = context.ring().of(left).minus(context.ring().of(right));
        Monomial shared = new Entailment(context).shared(form);
        yield shared.isOne()
            ? old
            : Condition.compare(relation, Entailment.without(form, shared).formula(), Formula.ZERO);
      }
      case Condition.And(List<Condition> parts) ->
          new Condition.And(parts.stream().map(part -> primitive(part, context)).toList());
      case Condition.Or(List<Condition> parts) ->
          new Condition.Or(parts.stream().map(part -> primitive(part, context)).toList());
      case Condition.Not(Condition part) -> new Condition.Not(primitive(part, context));
    };
  }

  private Condition condition(Condition old, Context context) {
    return switch (old) {
      case Condition.Compare(var relation, Formula left, Formula right) ->
          new Condition.Compare(relation, normal(left, context), normal(right, context));
      case Condition.And(List<Condition> parts) ->
          new Condition.And(parts.stream().map(part -> condition(part, context)).toList());
      case Condition.Or(List<Condition> parts) ->
          new Condition.Or(parts.stream().map(part -> condition(part, context)).toList());
      case Condition.Not(Condition part) -> new Condition.Not(condition(part, context));
    };
  }

  private Formula choice(Choose old, Context context) {
    Condition condition = condition(old.condition(), context);
    boolean holds = context.entails(condition);
    if (holds || context.refutes(condition)) {
      Choose decided = new Choose(condition, old.then(), old.otherwise());
      Formula branch = holds ? old.then() : old.otherwise();
      return prepared(trace.step("condition", decided, branch), context);
    }
    Condition primitive = primitive(condition, context);
    Formula then = normal(old.then(), context);
    Formula otherwise = normal(old.otherwise(), context);
    Choose choice = new Choose(primitive, then, otherwise);
    trace.step("condition", new Choose(condition, then, otherwise), choice);
    Formula split = split(choice, context).formula();
    return split instanceof Choose
        ? choice
        : prepared(trace.step("algebra", choice, split), context);
  }

  /// A choice between terms that both have a value, as a sum of two products.
  private static Polynomial split(Choose choice, Context context) {
    Ring ring = context.ring();
    if (!Laws.isTotal(regular(choice.then(), context))
        || !Laws.isTotal(regular(choice.otherwise(), context))) {
      return ring.of(choice);
    }
    Polynomial holds = ring.bracket(choice.condition());
    Polynomial fails = Polynomial.ONE.minus(holds);
    return holds.times(ring.of(choice.then())).plus(fails.times(ring.of(choice.otherwise())));
  }

  /// A term with a product in the place of each quotient by something positive: the one has a value
  /// where the other has.
  private static Formula regular(Formula term, Context context) {
    if (term instanceof Fold || term instanceof Choose || term instanceof Iverson) {
      return term;
    }
    List<Formula> parts = Parts.of(term).stream().map(it -> regular(it, context)).toList();
    return term instanceof Formula.Div(Formula _, Formula below)
            && new Entailment(context).isPositive(context.ring().of(below))
        ? new Formula.Mul(parts)
        : Parts.replaced(term, parts);
  }

  /// Without brackets that hold wherever the entries beside them differ from 0, and without terms
  /// whose brackets and entries cannot hold together.
  private Formula trimmed(Polynomial polynomial, Formula collected, Context context) {
    List<Formula> terms = new ArrayList<>();
    boolean changed = false;
    for (Map.Entry<Monomial, Fraction> term :
        new java.util.TreeMap<>(polynomial.terms()).descendingMap().entrySet()) {
      Formula old = Written.term(term.getKey(), term.getValue());
      Formula trimmed = trimmed(term.getKey(), term.getValue(), context);
      changed |= !trimmed.equals(old);
      terms.add(trace.step("outside the range", old, trimmed));
    }
    if (!changed) {
      return collected;
    }
    Formula sum = Written.sum(terms);
    return trace.step("algebra", sum, context.ring().of(sum).formula());
  }

  /// Whether an equation follows of two others only: of `[j = k] [j = l] [k = l]` any two are
  /// enough, and none is plainer than the others.
  private static boolean isRoundabout(Constraint equation, Context there, Context context) {
    List<Constraint> brackets =
        there.known().subList(context.known().size(), there.known().size()).stream()
            .filter(it -> it.sign() == Constraint.Sign.ZERO)
            .toList();
    List<Constraint> others = new ArrayList<>(there.known());
    others.removeAll(brackets);
    Context plain = there.knowing(there.ring(), others);
    return equation.sign() == Constraint.Sign.ZERO
        && brackets.size() > 1
        && brackets.stream().noneMatch(it -> plain.with(List.of(it)).entails(equation));
  }

  private static Formula trimmed(Monomial monomial, Fraction coefficient, Context context) {
    Context there = context.with(context.support(monomial));
    Monomial kept = monomial;
    for (Atom atom : monomial.powers().keySet()) {
      Optional<Constraint> constraint = Multi.bracket(atom, context);
      if (constraint.isPresent()
          && there.entails(constraint.get())
          && !isRoundabout(constraint.get(), there, context)) {
        kept = kept.without(atom);
      }
      there = there.with(constraint.stream().toList());
    }
    boolean relevant =
        monomial.powers().keySet().stream()
            .anyMatch(atom -> atom.isBracket() || atom.term() instanceof Formula.Entry);
    return relevant && there.isImpossible() ? Formula.ZERO : Written.term(kept, coefficient);
  }
}

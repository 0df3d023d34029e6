package gradus.algebra.prove;

import gradus.algebra.prove.Atom.Kind;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Num;
import gradus.reference.Fraction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What follows from a context by linear reasoning and by the signs of monomials.
///
/// @param context what is known
/// @param depth how many questions led to this one
record Entailment(Context context, int depth) {

  private static final int DEEPEST = 3;

  Entailment(Context context) {
    this(context, 0);
  }

  /// A question to which the answer does not change.
  private record Question(int depth, Object about) {}

  boolean contradicts(List<Constraint> more) {
    return context.asked().answer(new Question(depth, more), () -> isContradiction(more));
  }

  private boolean isContradiction(List<Constraint> more) {
    Set<Monomial> touched = new LinkedHashSet<>();
    more.forEach(each -> touched.addAll(each.form().terms().keySet()));
    List<Constraint> rows = new ArrayList<>(more);
    List<Constraint> open = new ArrayList<>(context.known());
    boolean all = more.isEmpty();
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Constraint constraint : List.copyOf(open)) {
        Set<Monomial> unknowns = new LinkedHashSet<>(constraint.form().terms().keySet());
        unknowns.remove(Monomial.ONE);
        if (all || unknowns.isEmpty() || unknowns.stream().anyMatch(touched::contains)) {
          rows.add(constraint);
          open.remove(constraint);
          touched.addAll(unknowns);
          grown = true;
        }
      }
      grown |= addFacts(touched, rows);
    }
    return new Elimination(context.ring(), context.asked().work()).contradicts(rows);
  }

  /// Adds those constraints that speak of the same unknowns as some, and those that speak of what
  /// they speak of.
  private static void touching(List<Constraint> rows, List<Constraint> open) {
    Set<Monomial> touched = new LinkedHashSet<>();
    rows.forEach(each -> touched.addAll(each.form().terms().keySet()));
    touched.remove(Monomial.ONE);
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Constraint constraint : List.copyOf(open)) {
        Set<Monomial> unknowns = constraint.form().terms().keySet();
        if (unknowns.stream().anyMatch(touched::contains)) {
          rows.add(constraint);
          open.remove(constraint);
          touched.addAll(unknowns);
          touched.remove(Monomial.ONE);
          grown = true;
        }
      }
    }
  }

  /// Adds what every whole division and every bracket obeys; whether new unknowns came in.
  private boolean addFacts(Set<Monomial> touched, List<Constraint> rows) {
    int before = touched.size();
    for (Monomial monomial : List.copyOf(touched)) {
      if (monomial.isOne()) {
        continue;
      }
      Polynomial itself = Polynomial.of(monomial, Fraction.ONE);
      for (Constraint fact : facts(monomial, itself)) {
        if (!rows.contains(fact)) {
          rows.add(fact);
          touched.addAll(fact.form().terms().keySet());
        }
      }
    }
    return touched.size() > before;
  }

  private List<Constraint> facts(Monomial monomial, Polynomial itself) {
    List<Constraint> facts = new ArrayList<>();
    if (depth < DEEPEST && isPositive(monomial)) {
      facts.add(Constraint.positive(itself));
    } else if (depth < DEEPEST && isNotNegative(monomial)) {
      facts.add(Constraint.notNegative(itself));
    }
    if (itself.atom().isPresent()) {
      Atom atom = itself.atom().get();
      if (atom.isBracket()) {
        facts.add(Constraint.notNegative(Polynomial.ONE.minus(itself)));
      }
      if (atom.term() instanceof Call(String function, List<Formula> arguments)
          && function.equals("floordiv")
          && arguments.getLast() instanceof Num by
          && by.numerator().signum() > 0
          && by.denominator().equals(BigInteger.ONE)) {
        Fraction divisor = new Fraction(by.numerator(), by.denominator());
        Polynomial remainder = context.ring().of(arguments.getFirst()).minus(itself.scale(divisor));
        facts.add(Constraint.notNegative(remainder));
        facts.add(Constraint.positive(Polynomial.of(divisor).minus(remainder)));
      }
    }
    return facts;
  }

  /// What all terms share that is positive.
  Monomial shared(Polynomial polynomial) {
    return polynomial.isZero()
        ? Monomial.ONE
        : Content.common(polynomial).only(atom -> isPositive(Polynomial.of(atom)));
  }

  /// A polynomial divided by what all its terms share.
  static Polynomial without(Polynomial polynomial, Monomial shared) {
    return polynomial.times(Polynomial.of(shared.power(Fraction.of(-1)), Fraction.ONE));
  }

  boolean isPositive(Polynomial polynomial) {
    boolean plain =
        polynomial.terms().entrySet().stream()
            .allMatch(term -> term.getValue().signum() > 0 && isNotNegative(term.getKey()));
    return (plain && polynomial.terms().keySet().stream().anyMatch(this::isPositive))
        || deeper(Constraint.positive(polynomial));
  }

  private boolean isPositive(Monomial monomial) {
    return monomial.powers().keySet().stream().allMatch(this::isPositive);
  }

  private boolean isNotNegative(Monomial monomial) {
    for (Map.Entry<Atom, Fraction> power : monomial.powers().entrySet()) {
      boolean root = power.getValue().denominator().bitLength() != 1;
      boolean square = !power.getValue().numerator().testBit(0);
      if (!root && !square && !isNotNegative(power.getKey())) {
        return false;
      }
    }
    return true;
  }

  private boolean isPositive(Atom atom) {
    if (atom.kind() == Kind.EXP || atom.term() instanceof Formula.Named) {
      return true;
    }
    if (atom.kind() == Kind.BASE) {
      return isPositive(atom.inner().orElseThrow());
    }
    if (atom.term() instanceof Fold fold && fold.combination() == Combination.SUM) {
      Polynomial last = context.ring().of(fold.to()).minus(context.ring().of(fold.from()));
      return deeper(Constraint.notNegative(last)) && inside(fold).isPositive(bodyOf(fold));
    }
    return directly(Constraint.positive(Polynomial.of(atom)));
  }

  private boolean isNotNegative(Atom atom) {
    if (atom.isBracket() || isPositive(atom)) {
      return true;
    }
    if (atom.term() instanceof Fold fold && fold.combination() == Combination.SUM) {
      Entailment inside = inside(fold);
      return bodyOf(fold).terms().entrySet().stream()
          .allMatch(term -> term.getValue().signum() > 0 && inside.isNotNegative(term.getKey()));
    }
    return directly(Constraint.notNegative(Polynomial.of(atom)));
  }

  private boolean deeper(Constraint constraint) {
    return depth < DEEPEST
        && constraint.contrary().stream()
            .allMatch(each -> new Entailment(context, depth + 1).contradicts(List.of(each)));
  }

  private Entailment inside(Fold fold) {
    return new Entailment(context.inside(fold.index(), fold.from(), fold.to()), depth + 1);
  }

  private Polynomial bodyOf(Fold fold) {
    return context.inside(fold.index(), fold.from(), fold.to()).ring().of(fold.body());
  }

  /// Without the signs of monomials, which would ask for this again.
  private boolean directly(Constraint constraint) {
    return context
        .asked()
        .answer(
            constraint,
            () -> {
              List<Constraint> rows = new ArrayList<>(constraint.contrary());
              touching(rows, new ArrayList<>(context.known()));
              return new Elimination(context.ring(), context.asked().work()).contradicts(rows);
            });
  }
}

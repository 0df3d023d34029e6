package gradus.explain.claim;

import gradus.explain.claim.Value.Scalar;
import gradus.explain.claim.Value.Vector;
import gradus.formula.Condition;
import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Losses by their definitions.
record Losses(Elaboration terms) {

  /// Losses of one number, taken entry by entry of vectors.
  static final Set<String> POINTWISE =
      Set.of("bce", "bce_prob", "focal", "hinge", "huber", "weighted_bce");

  Value of(Term.Call call) {
    Counts.needs(
        call,
        switch (call.function()) {
          case "entropy" -> Math.clamp(call.arguments().size(), 1, 2);
          case "weighted_bce" -> 3;
          default -> 2;
        });
    return POINTWISE.contains(call.function()) ? pointwise(call) : new Scalar(whole(call));
  }

  private Value pointwise(Term.Call call) {
    for (Term each : call.arguments()) {
      call.arguments().forEach(other -> new Adoption(terms.scope()).adopt(each, other));
    }
    List<Value> values = call.arguments().stream().map(terms::of).toList();
    Optional<Vector> first =
        values.stream().filter(Vector.class::isInstance).map(Vector.class::cast).findFirst();
    if (first.isEmpty()) {
      List<Formula> numbers = call.arguments().stream().map(terms::scalar).toList();
      return new Scalar(pointwise(call.function(), numbers));
    }
    call.arguments().forEach(each -> new Adoption(terms.scope()).adopt(each, first.get().size()));
    List<UnaryOperator<Formula>> entries = new ArrayList<>();
    for (Term argument : call.arguments()) {
      if (terms.of(argument) instanceof Vector v) {
        Arithmetic.agree(argument, first.get().size(), v.size());
        entries.add(v.inside());
      } else {
        Formula same = terms.scalar(argument);
        entries.add(_ -> same);
      }
    }
    return new Vector(
        first.get().size(),
        i -> pointwise(call.function(), entries.stream().map(each -> each.apply(i)).toList()),
        false);
  }

  private static Formula pointwise(String function, List<Formula> arguments) {
    Formula first = arguments.getFirst();
    Formula second = arguments.get(1);
    return switch (function) {
      case "bce" -> Scalars.bernoulli(Formula.call("sigmoid", first), second);
      case "bce_prob" -> Scalars.bernoulli(first, second);
      case "focal" -> {
        Formula p = Formula.call("sigmoid", first);
        yield Formula.ONE.minus(p).power(second).times(Formula.call("log", p)).negated();
      }
      case "hinge" -> Formula.call("relu", Formula.ONE.minus(first.times(second)));
      case "huber" -> huber(first, second);
      case "weighted_bce" ->
          Scalars.weighted(Formula.call("sigmoid", first), second, arguments.getLast());
      default -> throw new IllegalArgumentException(function);
    };
  }

  private Formula whole(Term.Call call) {
    Term first = call.arguments().getFirst();
    Term second = call.arguments().getLast();
    return switch (call.function()) {
      case "mse", "squared_error", "brier" -> squares(first, second, call.function());
      case "ce" -> crossEntropy(first, second);
      case "kl" -> {
        Vector p = terms.vector(first);
        Vector q = terms.vector(second);
        Arithmetic.agree(call, p.size(), q.size());
        yield sum(
            p,
            i ->
                p.inside()
                    .apply(i)
                    .times(Formula.call("log", p.inside().apply(i).over(q.inside().apply(i)))));
      }
      case "entropy" -> {
        Vector p = terms.vector(first);
        Vector q = terms.vector(second);
        Arithmetic.agree(call, p.size(), q.size());
        yield sum(p, i -> p.inside().apply(i).times(Formula.call("log", q.inside().apply(i))))
            .negated();
      }
      default ->
          throw new ClaimException(
              call.at(), "a loss with a definition", call.function(), "Write its formula.");
    };
  }

  /// `r²/2` up to `|r| = c`, and the tangent beyond.
  private static Formula huber(Formula r, Formula c) {
    Formula two = Formula.number(2);
    Formula size = Formula.call("abs", r);
    return new Formula.Choose(
        new Condition.And(
            List.of(
                Condition.compare(Condition.Relation.LE, c.negated(), r),
                Condition.compare(Condition.Relation.LE, r, c))),
        r.power(two).over(two),
        c.times(size.minus(c.over(two))));
  }

  private Formula squares(Term first, Term second, String function) {
    new Adoption(terms.scope()).adopt(second, first);
    if (terms.of(first) instanceof Vector u) {
      new Adoption(terms.scope()).adopt(second, u.size());
      Vector v = terms.vector(second);
      Arithmetic.agree(first, u.size(), v.size());
      Formula sum =
          sum(u, i -> u.inside().apply(i).minus(v.inside().apply(i)).power(Formula.number(2)));
      return function.equals("mse") ? sum.over(u.size()) : sum;
    }
    return terms.scalar(first).minus(terms.scalar(second)).power(Formula.number(2));
  }

  private Formula crossEntropy(Term logits, Term target) {
    Vector x = terms.vector(logits);
    new Adoption(terms.scope()).adopt(target, logits);
    Formula total = Formula.call("log", sum(x, k -> Formula.call("exp", x.inside().apply(k))));
    if (terms.of(target) instanceof Vector t) {
      Arithmetic.agree(target, x.size(), t.size());
      return sum(x, i -> t.inside().apply(i).times(x.inside().apply(i).minus(total))).negated();
    }
    Formula label = terms.scalar(target);
    if (label instanceof Formula.Var(String name)) {
      terms.scope().kinds.put(name, gradus.algebra.Setting.Kind.INTEGER);
      terms.scope().places.exists(label, x.size());
    }
    return total.minus(x.inside().apply(label));
  }

  private Formula sum(Vector like, UnaryOperator<Formula> body) {
    return new Arithmetic(terms).sum(like.size(), body);
  }
}

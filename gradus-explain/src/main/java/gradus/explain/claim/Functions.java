package gradus.explain.claim;

import gradus.algebra.calculus.Derivative;
import gradus.explain.claim.Value.Matrix;
import gradus.explain.claim.Value.Scalar;
import gradus.explain.claim.Value.Vector;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Substitution;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The functions of the language by their definitions.
record Functions(Elaboration terms) {

  Value of(Term.Call call) {
    String function = call.function();
    Scope scope = terms.scope();
    Sentence.Definition definition = scope.definitions.get(function);
    if (definition != null && !definition.parameters().isEmpty()) {
      return new Defined(terms).called(call, definition);
    }
    if (function.endsWith("'")) {
      return primed(call);
    }
    if (Names.SIGNAL.contains(function)) {
      return new Signals(terms).of(call);
    }
    if (Names.PLANE.contains(function)) {
      Counts.needs(call, 2);
      return new Planes(terms).of(call);
    }
    if (Names.SCALAR.contains(function)) {
      boolean scaled = Set.of("elu", "leaky_relu").contains(function);
      Counts.needs(call, scaled && call.arguments().size() == 2 ? 2 : 1);
      return elementwise(call);
    }
    if (Names.LOSS.contains(function)) {
      return new Losses(terms).of(call);
    }
    return other(call);
  }

  private Value elementwise(Term.Call call) {
    Value x = terms.of(call.arguments().getFirst());
    if (call.function().equals("leaky_relu")) {
      Formula slope =
          call.arguments().size() == 2 ? terms.scalar(call.arguments().getLast()) : usual();
      return Arithmetic.map(x, it -> Scalars.positive(it, it, slope.times(it)), true);
    }
    if (call.arguments().size() == 2) {
      Formula below = terms.scalar(call.arguments().getLast());
      return Arithmetic.map(x, it -> Scalars.elu(it, below), true);
    }
    Optional<Value> rounded = new Quotients(terms.scope()).rounded(call.function(), x);
    if (rounded.isPresent()) {
      return rounded.get();
    }
    return Arithmetic.map(
        x, it -> Scalars.of(call.function(), it), Scalars.keepsZero(call.function()));
  }

  /// The slope below 0 that PyTorch takes where none is said.
  private Formula usual() {
    terms.scope().remarks.add("leaky_relu has the slope 0.01 below 0, since none is said");
    return Formula.ONE.over(Formula.number(100));
  }

  /// `f'(x)`: the derivative of the function, taken at x.
  private Value primed(Term.Call call) {
    String function = call.function().replace("'", "");
    Sentence.Definition definition = terms.scope().definitions.get(function);
    boolean own = definition != null && definition.parameters().size() == 1;
    if (!own && !Names.SCALAR.contains(function)) {
      throw new ClaimException(
          call.at(), "a function of one number before '", function, "Write d/da f.");
    }
    int order = call.function().length() - function.length();
    Formula.Var at = terms.scope().fresh("a");
    Formula slope =
        definition != null ? new Defined(terms).at(call, definition, at) : Scalars.of(function, at);
    for (int i = 0; i < order; i++) {
      slope = new Derivative(at).of(slope);
    }
    Formula taken = slope;
    return Arithmetic.map(
        terms.of(call.arguments().getFirst()),
        x ->
            new Substitution(
                    name -> name.equals(at.name()) ? x : Formula.var(name),
                    UnaryOperator.identity(),
                    new LinkedHashSet<>())
                .in(taken),
        false);
  }

  private Value other(Term.Call call) {
    List<Term> given = call.arguments();
    if (given.isEmpty()) {
      throw new ClaimException(
          call.at(), "an argument", "none", "Write " + call.function() + "(x).");
    }
    Counts.check(call);
    Term first = given.getFirst();
    return switch (call.function()) {
      case "softmax" -> softmax(terms.vector(first));
      case "log_softmax" -> {
        Vector x = terms.vector(first);
        Formula total = logSum(x);
        yield new Vector(x.size(), i -> x.inside().apply(i).minus(total), false);
      }
      case "logsumexp" -> new Scalar(logSum(terms.vector(first)));
      case "norm" -> norm(call);
      case "norm1" -> {
        Vector v = terms.vector(first);
        yield new Scalar(sum(v.size(), i -> Formula.call("abs", v.inside().apply(i))));
      }
      case "norm_inf" ->
          terms.of(
              new Term.Call(
                  call.at(), "max", List.of(new Term.Call(call.at(), "abs", List.of(first)))));
      case "cumsum" -> {
        Vector v = terms.vector(first);
        yield new Vector(v.size(), n -> sum(n, v.inside()), false);
      }
      case "pad", "slice" -> new Signals(terms).cut(call);
      case "concat" -> new Signals(terms).joined(call);
      case "mean" -> {
        if (terms.of(first) instanceof Matrix m) {
          yield new Scalar(total(m, first).over(m.rows().times(m.columns())));
        }
        Vector v = terms.vector(first);
        yield new Scalar(sum(v.size(), v.inside()).over(v.size()));
      }
      case "var" -> {
        Vector v = terms.vector(first);
        Formula mean = sum(v.size(), v.inside()).over(v.size());
        yield new Scalar(
            sum(v.size(), i -> v.inside().apply(i).minus(mean).power(Formula.number(2)))
                .over(v.size()));
      }
      case "sum", "prod" -> total(call);
      case "max", "min", "maximum", "minimum" -> extreme(call);
      case "bars" -> bars(first);
      case "length" -> new Scalar(terms.vector(first).size());
      case Names.HOW_MANY -> new Scalar(terms.scope().places.filled(terms.scalar(first), first));
      case "logaddexp" ->
          new Scalar(
              Formula.call(
                  "log",
                  Formula.call("exp", terms.scalar(first))
                      .plus(Formula.call("exp", terms.scalar(given.getLast())))));
      case "delta" ->
          new Scalar(
              new Formula.Iverson(
                  Condition.compare(
                      Relation.EQ, terms.scalar(first), terms.scalar(given.getLast()))));
      case "indicator" -> terms.of(first);
      case "dot" -> {
        new Adoption(terms.scope()).adopt(first, given.getLast());
        new Adoption(terms.scope()).adopt(given.getLast(), first);
        if (terms.of(first) instanceof Matrix || terms.of(given.getLast()) instanceof Matrix) {
          yield terms.of(new Term.Binary(call.at(), "@", first, given.getLast()));
        }
        Vector u = terms.vector(first);
        Vector v = terms.vector(given.getLast());
        Arithmetic.agree(call, u.size(), v.size());
        yield new Scalar(new Arithmetic(terms).dot(List.of(u, v)));
      }
      case "outer" -> Arithmetic.outer(terms.vector(first), terms.vector(given.getLast()));
      case "flip" -> Signals.flipped(terms.vector(first));
      case "floordiv" ->
          new Scalar(
              Formula.call(call.function(), terms.scalar(first), terms.scalar(given.getLast())));
      case "mod" ->
          new Scalar(
              new Quotients(terms.scope())
                  .rest(terms.scalar(first), terms.scalar(given.getLast())));
      default -> new Matrices(terms).of(call);
    };
  }

  /// `‖x‖`, or with a second argument the norm of that order.
  private Value norm(Term.Call call) {
    Term first = call.arguments().getFirst();
    if (call.arguments().size() == 2) {
      Formula order = terms.scalar(call.arguments().getLast());
      if (order.equals(Formula.ONE)) {
        return terms.of(new Term.Call(call.at(), "norm1", List.of(first)));
      }
      if (!order.equals(Formula.number(2))) {
        throw Elaboration.shape(
            call.arguments().getLast(), "order 1 or 2", "another", "Write norm(x).");
      }
    }
    return new Scalar(Formula.call("sqrt", total(squared(terms.of(first)), first)));
  }

  private Value bars(Term of) {
    Value value = terms.of(of);
    return value instanceof Vector vector
        ? new Scalar(vector.size())
        : new Scalar(Formula.call("abs", terms.scalar(of)));
  }

  private Value total(Term.Call call) {
    Value value = terms.of(call.arguments().getFirst());
    if (value instanceof Scalar) {
      return value;
    }
    if (value instanceof Matrix && call.function().equals("sum")) {
      return new Scalar(total(value, call.arguments().getFirst()));
    }
    Vector v = terms.vector(call.arguments().getFirst());
    Combination kind = call.function().equals("sum") ? Combination.SUM : Combination.PRODUCT;
    return new Scalar(terms.over(kind, "s", Formula.ONE, v.size(), v.inside()));
  }

  private static Value squared(Value value) {
    return Arithmetic.map(value, x -> x.power(Formula.number(2)), true);
  }

  /// The sum of all entries of a vector or a matrix.
  private Formula total(Value value, Term at) {
    return switch (value) {
      case Vector v -> sum(v.size(), v.inside());
      case Matrix m -> sum(m.rows(), i -> sum(m.columns(), j -> m.entry().apply(i, j)));
      case Scalar _ -> throw Elaboration.shape(at, "a vector", "a number", "Say where x in R^d.");
    };
  }

  private Value extreme(Term.Call call) {
    List<Term> given = call.arguments();
    if (given.size() == 1 && terms.of(given.getFirst()) instanceof Vector v) {
      Combination kind = call.function().equals("max") ? Combination.MAX : Combination.MIN;
      return new Scalar(terms.over(kind, "s", Formula.ONE, v.size(), v.inside()));
    }
    String function = call.function().substring(0, 3);
    Value all = terms.of(given.getFirst());
    for (Term next : given.subList(1, given.size())) {
      all =
          Arithmetic.each(next, all, terms.of(next), (x, y) -> Formula.call(function, x, y), false);
    }
    return all;
  }

  private Formula sum(Formula size, UnaryOperator<Formula> body) {
    return new Arithmetic(terms).sum(size, body);
  }

  private Formula exponentials(Vector x) {
    return sum(x.size(), k -> Formula.call("exp", x.inside().apply(k)));
  }

  private Formula logSum(Vector x) {
    return Formula.call("log", exponentials(x));
  }

  private Value softmax(Vector x) {
    return new Vector(
        x.size(), i -> Formula.call("exp", x.inside().apply(i)).over(exponentials(x)), false);
  }

  static Value transposed(Value value) {
    return switch (value) {
      case Scalar _ -> value;
      case Vector v -> new Matrix(Formula.ONE, v.size(), (_, j) -> v.inside().apply(j));
      case Matrix m -> new Matrix(m.columns(), m.rows(), (i, j) -> m.entry().apply(j, i));
    };
  }
}

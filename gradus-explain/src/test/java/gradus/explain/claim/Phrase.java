package gradus.explain.claim;

import gradus.explain.claim.Reader.Term;
import gradus.explain.claim.Reader.Test;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/// The terms of the second reader.
///
/// @param reader where the tokens come from
record Phrase(Reader reader) {

  private static final double STEP = 1e-4;

  Term term() {
    Term first = sum();
    if (!reader.peek().equals("if")) {
      return first;
    }
    if (!followsElse()) {
      return first;
    }
    reader.take();
    Test test = reader.comparison();
    reader.expect("else");
    Term otherwise = term();
    return names -> {
      boolean holds =
          Meaning.holds(test.sign(), number(test.left(), names), number(test.right(), names));
      return holds ? first.at(names) : otherwise.at(names);
    };
  }

  private boolean followsElse() {
    int depth = 0;
    for (int ahead = 1; !reader.peek(ahead).isEmpty() && depth >= 0; ahead++) {
      String token = reader.peek(ahead);
      depth += "([{".contains(token) ? 1 : ")]}".contains(token) ? -1 : 0;
      if (depth == 0 && token.equals("else")) {
        return true;
      }
    }
    return false;
  }

  private Term sum() {
    Term left = product();
    while (reader.peek().equals("+") || reader.peek().equals("-")) {
      boolean plus = reader.take().equals("+");
      left = each(left, product(), plus ? (x, y) -> x + y : (x, y) -> x - y);
    }
    return left;
  }

  private Term product() {
    Term left = signed();
    while (reader.peek().equals("*") || reader.peek().equals("/")) {
      boolean times = reader.take().equals("*");
      left = each(left, signed(), times ? (x, y) -> x * y : Meaning::quotient);
    }
    if (reader.peek().matches("\\w+|\\(") && !reader.peek().matches("if|where|and|else|for|in")) {
      throw new UnreadException("a product without a sign");
    }
    return left;
  }

  private Term signed() {
    if (reader.skip("-")) {
      return each(_ -> 0.0, signed(), (x, y) -> x - y);
    }
    return reader.skip("+") ? signed() : power();
  }

  private Term power() {
    Term base = postfix();
    return reader.skip("^") ? each(base, signed(), Meaning::power) : base;
  }

  private Term postfix() {
    Term term = primary();
    while (reader.skip("[")) {
      Term of = term;
      Term index = term();
      reader.expect("]");
      term = names -> entry(of.at(names), number(index, names));
    }
    return term;
  }

  private static double entry(Object of, double index) {
    if (!(of instanceof double[] vector)) {
      throw new UnreadException("an entry of a number");
    }
    return index == Math.rint(index) ? Meaning.at(vector, (int) index) : Double.NaN;
  }

  private Term primary() {
    String token = reader.take();
    if (token.equals("(")) {
      Term inner = term();
      reader.expect(")");
      return inner;
    }
    if (token.equals("[")) {
      List<Term> terms = arguments("]");
      return names -> terms.stream().mapToDouble(it -> number(it, names)).toArray();
    }
    if (token.matches("\\d.*")) {
      double value = Double.parseDouble(token);
      return _ -> value;
    }
    if (token.equals("d") && reader.peek().matches("\\^|/|\\(|[a-z]\\w*")) {
      return slope();
    }
    if (!token.matches("[A-Za-z]\\w*") || token.matches("if|else|where|and|in|for|not|let|or")) {
      throw new UnreadException("\"" + token + "\" as a term");
    }
    return reader.peek().equals("(") ? call(token) : names -> value(names, token);
  }

  private static Object value(Map<String, Object> names, String name) {
    Object value = names.get(name);
    if (value == null) {
      throw new UnreadException("the name " + name);
    }
    return value instanceof Term term ? term.at(names) : value;
  }

  private List<Term> arguments(String close) {
    List<Term> terms = new ArrayList<>();
    do {
      terms.add(term());
    } while (reader.skip(","));
    reader.expect(close);
    return terms;
  }

  private Term call(String function) {
    reader.take();
    if (function.equals("sum") && reader.peek(1).equals("=")) {
      return fold();
    }
    List<Term> given = arguments(")");
    if (function.equals("grad")) {
      return names -> gradient(given, names);
    }
    return names -> Applied.of(function, given.stream().map(it -> it.at(names)).toList());
  }

  private Term fold() {
    String index = reader.take();
    reader.take();
    Term from = sum();
    reader.expect("..");
    Term to = sum();
    reader.expect(",");
    Term body = term();
    reader.expect(")");
    return names -> {
      Map<String, Object> inner = new HashMap<>(names);
      double total = 0;
      double low = number(from, names);
      double high = number(to, names);
      if (low != Math.rint(low) || high != Math.rint(high)) {
        return Double.NaN;
      }
      for (double i = low; i <= high; i++) {
        inner.put(index, i);
        total += number(body, inner);
      }
      return total;
    };
  }

  /// After `d`: `/da f`, `^2/da^2 f`, `f / d x[j]`.
  private Term slope() {
    int order = reader.skip("^") ? Integer.parseInt(reader.take()) : 1;
    if (reader.skip("/")) {
      String by = reader.take();
      if (!by.matches("d[a-z]")) {
        throw new UnreadException("a derivative by " + by);
      }
      if (order > 1) {
        reader.expect("^");
        reader.expect(String.valueOf(order));
      }
      Term body = reader.peek().equals("(") ? power() : product();
      String name = by.substring(1);
      return order == 1 ? derived(body, name) : derived(derived(body, name), name);
    }
    Term above = power();
    reader.expect("/");
    reader.expect("d");
    String vector = reader.take();
    reader.expect("[");
    Term index = term();
    reader.expect("]");
    return names -> partial(above, vector, number(index, names), names);
  }

  private static Term derived(Term body, String name) {
    return names -> {
      double at = (Double) value(names, name);
      Map<String, Object> near = new HashMap<>(names);
      double[] values = new double[3];
      for (int i = 0; i < 3; i++) {
        near.put(name, at + (i - 1) * STEP);
        values[i] = number(body, near);
      }
      return Meaning.slope(values[0], values[1], values[2], STEP);
    };
  }

  private static double partial(Term of, String vector, double index, Map<String, Object> names) {
    double[] old = (double[]) value(names, vector);
    int at = (int) index - 1;
    if (at < 0 || at >= old.length) {
      return Double.NaN;
    }
    Map<String, Object> near = new HashMap<>(names);
    double[] values = new double[3];
    for (int i = 0; i < 3; i++) {
      double[] moved = old.clone();
      moved[at] += (i - 1) * STEP;
      near.put(vector, moved);
      values[i] = number(of, near);
    }
    return Meaning.slope(values[0], values[1], values[2], STEP);
  }

  /// Whether two values are one array, not only equal ones.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Object one, double[] other) {
    return one == (Object) other;
  }

  private static Object gradient(List<Term> given, Map<String, Object> names) {
    for (String name : names.keySet()) {
      if (names.get(name) instanceof double[] vector && isSame(given.getLast().at(names), vector)) {
        double[] slopes = new double[vector.length];
        for (int i = 0; i < slopes.length; i++) {
          slopes[i] = partial(given.getFirst(), name, i + 1.0, names);
        }
        return slopes;
      }
    }
    throw new UnreadException("a gradient by a term");
  }

  static double number(Term term, Map<String, Object> names) {
    return term.at(names) instanceof Double number ? number : fail();
  }

  private static double fail() {
    throw new UnreadException("a vector in the place of a number");
  }

  private static Term each(Term left, Term right, DoubleBinaryOperator operator) {
    return names -> Applied.each(left.at(names), right.at(names), operator);
  }

  /// Functions of numbers and vectors.
  private static final class Applied {
    static Object of(String function, List<Object> x) {
      Object first = x.getFirst();
      Object last = x.getLast();
      if (function.matches("(corr|conv)_.*")) {
        return Meaning.signal(function, vector(first), vector(last));
      }
      return switch (function) {
        case "softmax" -> Meaning.softmax(vector(first));
        case "logsumexp", "lse" -> Meaning.logSumExp(vector(first));
        case "log_softmax" -> {
          double total = Meaning.logSumExp(vector(first));
          yield Arrays.stream(vector(first)).map(it -> it - total).toArray();
        }
        case "dot" -> Meaning.dot(vector(first), vector(last));
        case "flip" -> Meaning.flip(vector(first));
        case "length" -> (double) vector(first).length;
        case "sum" -> Arrays.stream(vector(first)).sum();
        default ->
            first instanceof double[] vector && x.size() == 1
                ? Arrays.stream(vector).map(it -> Meaning.scalar(function, it)).toArray()
                : Meaning.scalar(
                    function,
                    x.stream().mapToDouble(it -> it instanceof Double n ? n : fail()).toArray());
      };
    }

    private static double[] vector(Object value) {
      return value instanceof double[] it ? it : new double[] {fail()};
    }

    static Object each(Object left, Object right, DoubleBinaryOperator operator) {
      if (left instanceof Double x && right instanceof Double y) {
        return operator.applyAsDouble(x, y);
      }
      int size = left instanceof double[] u ? u.length : vector(right).length;
      if (right instanceof double[] v && v.length != size) {
        throw new UnreadException("vectors of several lengths");
      }
      double[] result = new double[size];
      for (int i = 0; i < size; i++) {
        double x = left instanceof double[] u ? u[i] : (Double) left;
        double y = right instanceof double[] v ? v[i] : (Double) right;
        result[i] = operator.applyAsDouble(x, y);
      }
      return result;
    }
  }
}

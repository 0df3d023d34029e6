package gradus.explain.notation;

import gradus.formula.Condition;
import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The walk over a term that knows precedence and signs, and leaves the writing to its marks.
///
/// @param marks how the notation writes
record Drawing(Marks marks) {

  /// The term, drawn.
  String of(Formula term) {
    return switch (term) {
      case Formula.Num number -> number(number);
      case Formula.Named(String name) -> marks.constant(name);
      case Formula.Var(String name) -> marks.name(name);
      case Formula.Entry(String tensor, List<Formula> index) ->
          marks.entry(tensor, drawn(index), index.size() == 1 && isLetter(index.getFirst()));
      case Formula.Add(List<Formula> terms) -> sum(terms);
      case Formula.Neg _ -> negative(term);
      case Formula.Mul product -> product(product);
      case Formula.Div quotient -> quotient(quotient);
      case Formula.Power(Formula base, Formula exponent) ->
          marks.power(in(base, Binding.ATOM), of(exponent));
      case Formula.Call call -> call(call);
      case Formula.Fold fold -> fold(fold);
      case Formula.Iverson(Condition condition) -> marks.enclosed("[", of(condition), "]");
      case Formula.Choose choice -> choice(choice);
    };
  }

  /// The condition, drawn.
  String of(Condition condition) {
    return new Conditions(this).of(condition);
  }

  /// The term, in parentheses if it binds more loosely than its place asks.
  String in(Formula term, Binding least) {
    return Binding.of(term, marks.stacksQuotients()).compareTo(least) < 0
        ? marks.enclosed("(", of(term), ")")
        : of(term);
  }

  private List<String> drawn(List<Formula> terms) {
    return terms.stream().map(this::of).toList();
  }

  private String number(Formula.Num number) {
    if (number.numerator().signum() < 0) {
      return negative(number);
    }
    if (Digits.isFraction(number)) {
      return marks.quotient(
          marks.number(number.numerator().toString()),
          marks.number(number.denominator().toString()));
    }
    return marks.number(Digits.decimal(number).orElseGet(() -> number.numerator().toString()));
  }

  private String negative(Formula term) {
    return marks.before("−") + in(Sign.dropped(term), Binding.PRODUCT);
  }

  private String sum(List<Formula> terms) {
    if (terms.isEmpty()) {
      return of(Formula.ZERO);
    }
    StringBuilder sum = new StringBuilder(first(terms.getFirst()));
    for (Formula term : terms.subList(1, terms.size())) {
      boolean minus = Sign.isNegative(term);
      sum.append(marks.between(minus ? "−" : "+"));
      Formula rest = minus ? Sign.dropped(term) : term;
      sum.append(in(rest, minus ? Binding.PRODUCT : Binding.SUM));
    }
    return sum.toString();
  }

  private String first(Formula term) {
    return in(term, Binding.SUM);
  }

  private String product(Formula.Mul product) {
    if (product.factors().isEmpty()) {
      return of(Formula.ONE);
    }
    if (product.factors().size() == 1) {
      return of(product.factors().getFirst());
    }
    if (Sign.isNegative(product)) {
      return negative(product);
    }
    String drawn = factor(product.factors(), 0);
    for (int i = 1; i < product.factors().size(); i++) {
      boolean close = !startsWithDigit(product.factors().get(i));
      drawn = marks.product(drawn, factor(product.factors(), i), close);
    }
    return drawn;
  }

  private String factor(List<Formula> factors, int i) {
    Formula factor = factors.get(i);
    boolean joins = i < factors.size() - 1 && Binding.isOpen(factor, marks.stacksQuotients());
    return joins ? marks.enclosed("(", of(factor), ")") : in(factor, Binding.PRODUCT);
  }

  private static boolean startsWithDigit(Formula factor) {
    return switch (factor) {
      case Formula.Num _ -> true;
      case Formula.Power(Formula base, _) -> startsWithDigit(base);
      case Formula.Mul(var factors) -> factors.isEmpty() || startsWithDigit(factors.getFirst());
      case Formula.Div(Formula above, _) -> startsWithDigit(above);
      case Formula.Add _, Formula.Neg _, Formula.Call _, Formula.Fold _ -> false;
      case Formula.Named _, Formula.Var _, Formula.Entry _ -> false;
      case Formula.Iverson _, Formula.Choose _ -> false;
    };
  }

  private String quotient(Formula.Div quotient) {
    if (marks.stacksQuotients()) {
      return marks.quotient(of(quotient.numerator()), of(quotient.denominator()));
    }
    if (Sign.isNegative(quotient)) {
      return negative(quotient);
    }
    Formula above = quotient.numerator();
    Formula below = quotient.denominator();
    String upper =
        Binding.isOpen(above, false)
            ? marks.enclosed("(", of(above), ")")
            : in(above, Binding.PRODUCT);
    return marks.quotient(
        upper, below instanceof Formula.Fold ? of(below) : in(below, Binding.POWER));
  }

  private String call(Formula.Call call) {
    List<Formula> arguments = call.arguments();
    return switch (arguments.size()) {
      case 1 -> unary(call.function(), arguments.getFirst());
      case 2 -> binary(call.function(), arguments.get(0), arguments.get(1));
      case 3 -> ternary(call.function(), arguments);
      default -> marks.call(call.function(), drawn(arguments));
    };
  }

  private String ternary(String function, List<Formula> arguments) {
    List<String> drawn = drawn(arguments);
    return function.equals("groups")
        ? marks.fold("concat", List.of(drawn.get(0), of(Formula.ZERO), drawn.get(1)), drawn.get(2))
        : marks.call(function, drawn);
  }

  private String unary(String function, Formula argument) {
    return switch (function) {
      case "exp" -> marks.power(marks.constant("e"), of(argument));
      case "sqrt" -> marks.root(of(argument), binding(argument) == Binding.ATOM);
      case "abs" -> marks.enclosed("|", of(argument), "|");
      case "floor" -> marks.enclosed("⌊", of(argument), "⌋");
      case "transpose" -> marks.power(in(argument, Binding.ATOM), marks.constant("transpose"));
      default -> marks.call(function, List.of(of(argument)));
    };
  }

  private String binary(String function, Formula left, Formula right) {
    return switch (function) {
      case "derivative" -> derivative(left, right);
      case "mod" -> in(left, Binding.PRODUCT) + marks.between("mod") + in(right, Binding.POWER);
      case "hadamard" ->
          in(left, Binding.PRODUCT) + marks.between("⊙") + in(right, Binding.PRODUCT);
      case "group" -> marks.power(in(left, Binding.ATOM), marks.enclosed("(", of(right), ")"));
      case "floordiv" -> marks.enclosed("⌊", of(new Formula.Div(left, right)), "⌋");
      default -> marks.call(function, List.of(of(left), of(right)));
    };
  }

  /// A derivative of a derivative by the same variable is one of second order, and so on.
  private String derivative(Formula term, Formula by) {
    Formula inner = term;
    int order = 1;
    while (inner instanceof Formula.Call(String function, var arguments)
        && function.equals("derivative")
        && arguments.getLast().equals(by)) {
      inner = arguments.getFirst();
      order++;
    }
    return marks.derivative(of(inner), binding(inner) == Binding.ATOM, of(by), order);
  }

  private Binding binding(Formula term) {
    return Binding.of(term, marks.stacksQuotients());
  }

  private String fold(Formula.Fold fold) {
    String sign =
        switch (fold.combination()) {
          case SUM -> "Σ";
          case PRODUCT -> "Π";
          case MAX -> "max";
          case MIN -> "min";
          case ARGMAX -> "argmax";
          case ARGMIN -> "argmin";
        };
    List<String> range = List.of(of(fold.index()), of(fold.from()), of(fold.to()));
    return marks.fold(sign, range, in(fold.body(), Binding.PRODUCT));
  }

  private String choice(Formula.Choose choice) {
    List<Marks.Row> rows = new ArrayList<>();
    Optional<Formula.Choose> next = Optional.of(choice);
    Formula otherwise = choice.otherwise();
    while (next.isPresent()) {
      Formula.Choose current = next.get();
      rows.add(new Marks.Row(of(current.then()), of(current.condition())));
      otherwise = current.otherwise();
      next = otherwise instanceof Formula.Choose more ? Optional.of(more) : Optional.empty();
    }
    return marks.cases(rows, of(otherwise));
  }

  private static boolean isLetter(Formula index) {
    return switch (index) {
      case Formula.Var(String name) -> name.length() == 1;
      case Formula.Num number -> number.numerator().signum() >= 0 && !Digits.isFraction(number);
      default -> false;
    };
  }
}

package gradus.explain.claim;

import gradus.explain.claim.Term.Binary;
import gradus.explain.claim.Term.Bracket;
import gradus.explain.claim.Term.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads what begins with a name: a variable, a constant, a function and its arguments.
record NameParser(PrimaryParser primary) {

  /// Letters that name functions rather than numbers.
  private static final Set<String> UNKNOWN = Set.of("f", "F", "g", "G", "h", "φ", "ψ", "L", "J");

  private Cursor cursor() {
    return primary.terms().cursor();
  }

  Term named() {
    Token token = cursor().peek();
    if (Names.WORDS.contains(token.text())) {
      throw cursor().wrong("a term", "\"" + token.text() + "\" is a word of the language.");
    }
    SlopeParser slopes = new SlopeParser(primary);
    if (slopes.startsWithLetter()) {
      var slope = slopes.attempt();
      if (slope.isPresent()) {
        return slope.get();
      }
    }
    cursor().take();
    String function = Names.function(token.text());
    if (cursor().isAssigned(token.text()) && !cursor().isDefined(token.text())) {
      return IndexParser.split(token);
    }
    if (cursor().isDefined(token.text())) {
      boolean applied = cursor().is("(") || cursor().is("'") || cursor().is("^") || startsOperand();
      return applied ? call(token, token.text()) : new Term.Name(token.at(), token.text());
    }
    WordParser words = new WordParser(primary);
    Optional<Term> known = words.read(token, function);
    if (known.isPresent()) {
      return known.get();
    }
    if (Names.isFunction(function) && isCalled(token.text(), function)) {
      return call(token, function);
    }
    if (cursor().is("(") && UNKNOWN.contains(token.text()) && !cursor().isVariable(token)) {
      throw new ClaimException(
          token.at(),
          "a known function",
          token.shown(),
          "Define it first: let %s(x) = x^2; a product is written %s*(…)."
              .formatted(token.text(), token.text()));
    }
    if (cursor().is("(") && token.text().length() > 2 && token.text().indexOf('_') != 1) {
      throw new ClaimException(
          token.at(),
          "a known function",
          token.shown(),
          Aliases.MENDS.containsKey(token.text())
              ? Aliases.MENDS.getOrDefault(token.text(), "")
              : Names.suggestion(token.text(), Names.functions(), "")
                  + "A product is written with *; a function of your own with let f(x) = …;"
                  + " first.");
    }
    boolean certainly = token.text().length() > 2 && function.equals(token.text());
    boolean described = token.text().length() > 1 && cursor().is("is");
    if (isDifferentiated() && Names.VECTOR.contains(function)) {
      return new Call(token.at(), function, List.of(new Term.Name(token.at(), "x")));
    }
    if ((certainly || described) && Names.isFunction(function) && !function.equals("delta")) {
      String argument = Names.SCALAR.contains(function) ? "(a)" : "(x)";
      throw cursor()
          .wrong("an argument of " + token.text(), "Write " + token.text() + argument + ".");
    }
    return IndexParser.split(token);
  }

  /// Whether the function just read stands alone in a derivative: `jacobian(softmax)` is one by x.
  private boolean isDifferentiated() {
    return cursor().is(")")
        && cursor().peek(-2).is("(")
        && Set.of("jacobian", "hessian", "grad").contains(cursor().peek(-3).text());
  }

  /// Whether a name that is a function is used as one, and not as a variable of that name.
  private boolean isCalled(String name, String function) {
    if (cursor().is("(") || name.equals("sigma")) {
      return cursor().is("(");
    }
    if (function.equals("sum") || function.equals("prod") || function.equals("delta")) {
      return cursor().is("_") && !(function.equals("delta") && !doubleSubscript());
    }
    if (Set.of("max", "min", "mean").contains(function)) {
      return cursor().is("_");
    }
    if (name.equals("σ") && cursor().is("^")) {
      return isAppliedPower();
    }
    boolean applies = Names.SCALAR.contains(function) || function.equals("softmax");
    boolean word = name.length() > 1 || name.equals("σ");
    return applies && word && (cursor().is("^") || cursor().is("'") || startsOperand());
  }

  /// Whether an argument follows the exponent: `σ²(a)` is a power of σ(a), `σ²` of a number σ.
  private boolean isAppliedPower() {
    boolean open = cursor().peek(1).is("(") || cursor().peek(1).is("{");
    int after = 2;
    while (open && !cursor().peek(after).is(")") && !cursor().peek(after).is("}")) {
      if (cursor().peek(after).kind() == Token.Kind.END) {
        return false;
      }
      after++;
    }
    return cursor().peek(open ? after + 1 : after).is("(");
  }

  private boolean doubleSubscript() {
    return cursor().peek(1).is("{")
        && (cursor().peek(3).is(",")
            || (cursor().peek(2).text().length() == 2
                && cursor().peek(3).is("}")
                && cursor().peek(2).isName()));
  }

  private boolean startsOperand() {
    Token next = cursor().peek();
    return next.kind() == Token.Kind.NUMBER
        || (next.isName() && !Names.WORDS.contains(next.text()))
        || next.is("|")
        || next.is("{")
        || next.is("\\frac")
        || next.is("√")
        || next.is("Σ");
  }

  private Term call(Token token, String name) {
    String function = name;
    if (cursor().is("_") && !function.equals("delta")) {
      return folded(token, function);
    }
    if (cursor().is("_")) {
      cursor().take();
      cursor().take();
      List<Term> index = primary.terms().terms("}");
      return new Call(token.at(), "delta", index.size() == 1 ? pair(index.getFirst()) : index);
    }
    int primes = 0;
    while (cursor().skip("'")) {
      primes++;
    }
    Optional<Term> exponent = Optional.empty();
    if (cursor().skip("^")) {
      int at = cursor().peek().at();
      exponent = Optional.of(primary.atomOrBraces());
      if (exponent.get() instanceof Term.Minus && Names.SCALAR.contains(function)) {
        throw new ClaimException(
            at,
            "a positive exponent of " + function,
            "-1",
            "Write 1/%s(a); the inverse of sigmoid is logit, of tanh atanh, of exp log."
                .formatted(function));
      }
    }
    List<Term> arguments = arguments(token, function);
    if (Modes.NAMES.contains(function)) {
      function = Modes.operation(token, arguments);
      arguments = Modes.without(arguments);
    }
    arguments = Modes.overTheAxis(token, function, arguments);
    boolean whole = arguments.size() == 1 && arguments.getFirst().at() == token.at();
    Term call =
        whole
            ? arguments.getFirst()
            : WordParser.rewritten(new Call(token.at(), function + "'".repeat(primes), arguments));
    return exponent.map(it -> (Term) new Binary(token.at(), "^", call, it)).orElse(call);
  }

  /// `ic` as a subscript of δ, which always has two.
  private static List<Term> pair(Term index) {
    return index instanceof Term.Name(int at, String name) && name.length() == 2
        ? List.of(new Term.Name(at, name.substring(0, 1)), new Term.Name(at + 1, name.substring(1)))
        : List.of(index);
  }

  private Term folded(Token token, String function) {
    return switch (function) {
      case "sum", "prod", "max", "min", "mean" -> new FoldParser(primary).lowered(token, function);
      default -> throw cursor().wrong("(", "Write " + function + "(…).");
    };
  }

  /// Arguments, some of which are named: `stride=2`.
  private List<Term> options() {
    List<Term> arguments = new ArrayList<>();
    do {
      Token name = cursor().peek();
      if (Modes.isNamed(cursor())) {
        cursor().take();
        cursor().take();
        arguments.add(new Call(name.at(), name.text() + "=", List.of(primary.terms().term())));
      } else {
        arguments.add(primary.terms().term());
      }
    } while (cursor().skip(",") || cursor().skip(";"));
    cursor().expect(")", "Separate terms by commas and close with ) .");
    return arguments;
  }

  /// An argument without parentheses: `sin 2a` may mean either.
  private Term bare(String function) {
    Term argument = primary.terms().operand();
    if (primary.terms().startsFactor() && !new SlopeAhead(cursor()).startsAt(0)) {
      throw cursor()
          .wrong(
              "parentheses around the argument of " + function,
              "Write %s(2*a) or %s(2)*a.".formatted(function, function));
    }
    return argument;
  }

  private List<Term> arguments(Token token, String function) {
    if (!cursor().is("(")) {
      return List.of(bare(function));
    }
    cursor().take();
    boolean before = cursor().inBars(false);
    List<Term> arguments;
    if (function.equals("indicator")) {
      arguments = List.of(new Bracket(token.at(), new TestParser(primary.terms()).test()));
      cursor().expect(")", "Close the condition.");
    } else if (FoldParser.NAMES.contains(function) && new FoldParser(primary).startsRange()) {
      arguments = List.of(new FoldParser(primary).ranged(token, function));
    } else if (cursor().skip(")")) {
      arguments = new ArrayList<>();
    } else if (FoldParser.NAMES.contains(function)) {
      arguments = new FoldParser(primary).arguments(token, function);
    } else {
      arguments = options();
    }
    cursor().inBars(before);
    return arguments;
  }
}

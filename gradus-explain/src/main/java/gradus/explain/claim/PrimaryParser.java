package gradus.explain.claim;

import gradus.explain.claim.Term.Bracket;
import gradus.explain.claim.Term.Call;
import gradus.explain.claim.Term.Case;
import gradus.explain.claim.Term.Cases;
import gradus.explain.claim.Term.Figure;
import gradus.explain.claim.Term.Listed;
import gradus.explain.claim.Term.Test;
import gradus.formula.Formula;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what a term is made of: numbers, names, entries, calls, brackets, lists.
record PrimaryParser(TermParser terms) {

  private Cursor cursor() {
    return terms.cursor();
  }

  /// A primary with its indices and primes.
  Term postfix() {
    cursor().enter();
    Term term = new IndexParser(terms).indexed(primary());
    cursor().leave();
    return term;
  }

  /// A number or name alone.
  Term atom() {
    if (cursor().peek().kind() == Token.Kind.NUMBER) {
      return number();
    }
    if (cursor().skip("(")) {
      Term inner = terms.sum();
      cursor().expect(")", "Close the parenthesis.");
      return inner;
    }
    Token name = cursor().name("a size");
    return new IndexParser(terms).indexed(IndexParser.split(name));
  }

  /// The exponent of an operator: `2`, `(2)` or `{2}`.
  Term atomOrBraces() {
    if (cursor().skip("{")) {
      Term inner = terms.sum();
      cursor().expect("}", "Close the brace.");
      return inner;
    }
    return atom();
  }

  private Term primary() {
    Token token = cursor().peek();
    return switch (token.kind()) {
      case NUMBER -> number();
      case NAME -> new NameParser(this).named();
      case SIGN -> sign(token);
      case END -> throw cursor().wrong("a term", "Terms are numbers, names and what joins them.");
    };
  }

  Term number() {
    Token token = cursor().take();
    // BigDecimal itself takes no exponent of more than ten digits
    boolean far = token.text().matches(".*[eE][+-]?0*[1-9][0-9]{5,}");
    BigDecimal value = far ? BigDecimal.ZERO : new BigDecimal(token.text());
    if (far || Math.abs((long) value.scale()) > 1000) {
      throw new ClaimException(
          token.at(), "a number of at most 1000 places", token.shown(), "Use a power: 10^2000.");
    }
    BigInteger ten = BigInteger.TEN.pow(Math.max(0, value.scale()));
    return new Figure(
        token.at(), new Formula.Num(value.multiply(new BigDecimal(ten)).toBigIntegerExact(), ten));
  }

  private Term sign(Token token) {
    int at = token.at();
    return switch (token.text()) {
      case "(" -> group(")");
      case "{" -> braces();
      case "[" -> bracket();
      case "|" -> bars("|", "abs");
      case "‖" -> norm();
      case "⌊" -> bars("⌋", "floor");
      case "⌈" -> bars("⌉", "ceil");
      case "⟨" -> inner("⟩");
      case "<" -> inner(">");
      case "√" -> {
        cursor().take();
        Term of = cursor().is("{") ? group("}") : terms.operand();
        yield new Call(at, "sqrt", List.of(of));
      }
      case "∞" ->
          throw cursor()
              .wrong("a number", "A limit is claimed as lim(a -> inf) f = 1; else use a bound.");
      case "Σ", "Π" -> new FoldParser(this).sign();
      case "∂", "∇", "\\frac" -> new SlopeParser(this).slope();
      case "\\begin{matrix}" -> matrix();
      case "\\begin{cases}" -> cases("\\end{cases}");
      default -> throw cursor().wrong("a term", "Terms are numbers, names and what joins them.");
    };
  }

  private Term group(String close) {
    boolean one = cursor().last().is1();
    boolean times = cursor().last().is("*") || cursor().last().is("·");
    cursor().take();
    Cursor.Mark mark = cursor().mark();
    boolean before = cursor().inBars(false);
    Term inner = terms.term();
    cursor().inBars(before);
    if (cursor().relation().isPresent()) {
      cursor().back(mark);
      if (one || (times && close.equals(")"))) {
        Test test = new TestParser(terms).test();
        cursor().expect(close, "Close the condition.");
        return new Bracket(inner.at(), test);
      }
      terms.term();
      throw cursor().wrong("\"" + close + "\"", "A condition as a number is written [i = j].");
    }
    cursor().expect(close, "Close what was opened at character " + (inner.at() + 1) + ".");
    return inner;
  }

  private Term inner(String close) {
    int at = cursor().take().at();
    return new Call(at, "dot", terms.terms(close));
  }

  /// `‖x‖`, `‖x‖₁`, `‖x‖_2`, `‖A‖_F`, `‖x‖_∞`.
  private Term norm() {
    Term norm = bars("‖", "norm");
    if (!cursor().is("_")) {
      return norm;
    }
    cursor().take();
    boolean open = cursor().skip("{");
    Token which = cursor().take();
    Term of = ((Call) norm).arguments().getFirst();
    Term named =
        switch (which.text()) {
          case "1" -> new Call(norm.at(), "norm1", List.of(of));
          case "2", "F" -> norm;
          case "∞" -> new Call(norm.at(), "max", List.of(new Call(of.at(), "abs", List.of(of))));
          default ->
              throw new ClaimException(
                  which.at(), "1, 2, F or ∞ as a norm", which.shown(), "Write norm(x), norm1(x).");
        };
    if (open) {
      cursor().expect("}", "Close the subscript of the norm.");
    }
    return named;
  }

  private Term bars(String close, String function) {
    int at = cursor().take().at();
    boolean before = cursor().inBars(true);
    Term inner = terms.sum();
    cursor().inBars(before);
    cursor().expect(close, "Close what was opened at character " + (at + 1) + ".");
    return new Call(at, function.equals("abs") ? "bars" : function, List.of(inner));
  }

  private Term bracket() {
    int at = cursor().take().at();
    boolean before = cursor().inBars(false);
    Cursor.Mark mark = cursor().mark();
    boolean empty = cursor().skip("]");
    if (empty) {
      return new Listed(at, List.of());
    }
    if (!cursor().is("not")) {
      List<Integer> rows = new ArrayList<>();
      List<Term> elements = new ArrayList<>();
      do {
        elements.add(terms.term());
        if (cursor().is(";")) {
          rows.add(elements.size());
        }
      } while (cursor().skip(",") || cursor().skip(";"));
      boolean condition = elements.size() == 1 && cursor().relation().isPresent();
      if (!condition && !cursor().is("and") && !cursor().is("or") && !cursor().is("in")) {
        cursor().expect("]", "Close the list that opens at character " + (at + 1) + ".");
        cursor().inBars(before);
        return stacked(at, elements, rows);
      }
      cursor().back(mark);
    }
    Test test = new TestParser(terms).test();
    cursor().expect("]", "Close the bracket of the condition or list.");
    cursor().inBars(before);
    return new Bracket(at, test);
  }

  /// `[1, 2; 3, 4]` is a matrix, `[x; y]` one vector behind the other.
  private static Term stacked(int at, List<Term> elements, List<Integer> rows) {
    boolean plain =
        elements.stream().allMatch(it -> it instanceof Figure)
            || elements.stream().anyMatch(it -> it instanceof Listed);
    if (rows.isEmpty() || (plain && rows.size() == elements.size() - 1)) {
      return new Listed(at, elements);
    }
    if (rows.size() == elements.size() - 1) {
      return new Call(at, "concat", elements);
    }
    List<Term> all = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= rows.size(); i++) {
      int to = i < rows.size() ? rows.get(i) : elements.size();
      all.add(new Listed(elements.get(from).at(), elements.subList(from, to)));
      from = to;
    }
    return new Listed(at, all);
  }

  private Term braces() {
    Cursor.Mark mark = cursor().mark();
    cursor().take();
    Term first = terms.sum();
    if (cursor().skip("}")) {
      return first;
    }
    if (cursor().last().kind() != Token.Kind.END && cursor().relation().isPresent()) {
      cursor().back(mark);
      int at = cursor().take().at();
      Test test = new TestParser(terms).test();
      cursor().expect("}", "Close the brace of the condition.");
      return new Bracket(at, test);
    }
    cursor().back(mark);
    return cases("}");
  }

  /// `{ u if c ; v if d ; w otherwise }`.
  private Term cases(String close) {
    int at = cursor().take().at();
    List<Case> cases = new ArrayList<>();
    Optional<Term> otherwise = Optional.empty();
    while (otherwise.isEmpty() && !cursor().is(close)) {
      Term then = terms.sum();
      boolean comma = cursor().skip("&") || cursor().skip(",");
      if (cursor().skip("otherwise") || cursor().skip("else")) {
        otherwise = Optional.of(then);
      } else if (cursor().skip("if") || cursor().skip("for") || cursor().skip("when") || comma) {
        cursor().skip("if");
        cases.add(new Case(new TestParser(terms).test(), then));
      } else {
        throw cursor().wrong("if or otherwise", "Cases: { u if i = j ; v otherwise }.");
      }
      if (!cursor().skip(";") && !cursor().skip("\\\\") && !cursor().skip(",")) {
        break;
      }
    }
    cursor().expect(close, "Cases: { u if i = j ; v otherwise }.");
    return new Cases(at, cases, otherwise.orElse(new Figure(at, Formula.ZERO)));
  }

  private Term matrix() {
    int at = cursor().take().at();
    List<Term> rows = new ArrayList<>();
    while (!cursor().is("\\end{matrix}")) {
      int start = cursor().peek().at();
      List<Term> row = new ArrayList<>();
      do {
        row.add(terms.term());
      } while (cursor().skip("&"));
      rows.add(new Listed(start, row));
      if (!cursor().skip("\\\\")) {
        break;
      }
    }
    cursor().expect("\\end{matrix}", "Rows end with \\\\ and entries with &.");
    boolean column = rows.stream().allMatch(row -> ((Listed) row).elements().size() == 1);
    return column
        ? new Listed(at, rows.stream().map(row -> ((Listed) row).elements().getFirst()).toList())
        : new Listed(at, rows);
  }
}

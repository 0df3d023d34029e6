package gradus.explain.claim;

import gradus.explain.claim.Term.Bracket;
import gradus.explain.claim.Term.Call;
import gradus.explain.claim.Term.Case;
import gradus.explain.claim.Term.Cases;
import gradus.explain.claim.Term.Figure;
import gradus.explain.claim.Term.Index;
import gradus.explain.claim.Term.Listed;
import gradus.explain.claim.Term.Name;
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
    Term term = indexed(primary());
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
    return indexed(split(name));
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

  /// A term with the indices that follow it.
  Term indexed(Term first) {
    Term term = first;
    while (true) {
      if (cursor().is("[") && !(term instanceof Figure)) {
        cursor().take();
        term = TermParser.entry(term, terms.terms("]"), false);
      } else if (cursor().is("_")) {
        cursor().take();
        term = TermParser.entry(term, subscript(), true);
      } else if (cursor().skip("ᵀ")) {
        term = new Call(term.at(), "transpose", List.of(term));
      } else {
        return term;
      }
    }
  }

  private List<Term> subscript() {
    if (cursor().skip("{")) {
      List<Term> index = terms.terms("}");
      return index.size() == 1 ? letters(index.getFirst()) : index;
    }
    Token next = cursor().peek();
    if (next.kind() == Token.Kind.NUMBER) {
      return List.of(number());
    }
    return letters(new Name(next.at(), cursor().name("a subscript").text()));
  }

  /// `ij` as a subscript is two indices.
  static List<Term> letters(Term index) {
    if (index instanceof Name(int at, String name)
        && name.length() > 1
        && name.chars().allMatch(c -> "ijklmn0123456789".indexOf(c) >= 0)
        && name.chars().anyMatch(c -> !Character.isDigit(c))
        && !Character.isDigit(name.charAt(name.length() - 1))) {
      List<Term> each = new ArrayList<>();
      for (int i = 0; i < name.length(); i++) {
        each.add(new Name(at + i, name.substring(i, i + 1)));
      }
      return each;
    }
    return List.of(index);
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
      case "‖" -> bars("‖", "norm");
      case "⌊" -> bars("⌋", "floor");
      case "⌈" -> bars("⌉", "ceil");
      case "⟨" -> inner("⟩");
      case "<" -> inner(">");
      case "√" -> {
        cursor().take();
        Term of = cursor().is("{") ? group("}") : terms.operand();
        yield new Call(at, "sqrt", List.of(of));
      }
      case "∞" -> throw cursor().wrong("a number", "A limit cannot be claimed yet; use a bound.");
      case "Σ", "Π" -> new FoldParser(this).sign();
      case "∂", "∇", "\\frac" -> new SlopeParser(this).slope();
      case "\\begin{matrix}" -> matrix();
      case "\\begin{cases}" -> cases("\\end{cases}");
      default -> throw cursor().wrong("a term", "Terms are numbers, names and what joins them.");
    };
  }

  private Term group(String close) {
    cursor().take();
    boolean before = cursor().inBars(false);
    Term inner = terms.term();
    cursor().inBars(before);
    if (cursor().relation().isPresent()) {
      throw cursor().wrong("\"" + close + "\"", "A condition as a number is written [i = j].");
    }
    cursor().expect(close, "Close what was opened at character " + (inner.at() + 1) + ".");
    return inner;
  }

  private Term inner(String close) {
    int at = cursor().take().at();
    return new Call(at, "dot", terms.terms(close));
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
      List<Term> elements = new ArrayList<>();
      do {
        elements.add(terms.term());
      } while (cursor().skip(",") || cursor().skip(";"));
      if (cursor().skip("]")) {
        cursor().inBars(before);
        return new Listed(at, elements);
      }
      cursor().back(mark);
    }
    Test test = new TestParser(terms).test();
    cursor().expect("]", "Close the bracket of the condition or list.");
    cursor().inBars(before);
    return new Bracket(at, test);
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

  /// A name, cut at the underscore of a subscript.
  static Term split(Token token) {
    String text = token.text();
    int line = text.indexOf('_');
    String below = line < 0 ? "" : text.substring(line + 1);
    boolean index = below.matches("\\d+") || below.length() == 1 || below.matches("[ijklmn]{2}");
    if (!index || line == 0) {
      return new Name(token.at(), text);
    }
    Name base = new Name(token.at(), text.substring(0, line));
    int at = token.at() + line + 1;
    Term sub =
        below.matches("\\d+")
            ? new Figure(at, new Formula.Num(new BigInteger(below), BigInteger.ONE))
            : new Name(at, below);
    return new Index(token.at(), base, letters(sub), true);
  }
}

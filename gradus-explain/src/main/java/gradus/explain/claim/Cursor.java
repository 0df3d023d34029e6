package gradus.explain.claim;

import gradus.formula.Condition.Relation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The place in a list of tokens at which a parser stands.
///
/// Changes while it moves.
final class Cursor {

  private static final Set<String> ASSIGNS = Set.of("=", ":=", "in");
  private static final Set<String> BEFORE =
      Set.of("let", "where", "with", ",", ";", "given", "for");
  private static final int DEEPEST = 150;
  private static final int MOST = 1_000_000;

  private final List<Token> tokens;
  private final Map<String, String> functions = new LinkedHashMap<>();
  private int place;
  private int taken;
  private int depth;
  private boolean inBars;

  Cursor(List<Token> tokens) {
    this.tokens = tokens;
    for (int i = 1; i < tokens.size(); i++) {
      if (isFunction(i) || isAlias(i)) {
        define(tokens.get(i).text());
      }
    }
  }

  /// Whether `f(x, y) =` begins at a place: a function is defined there, maybe after its use.
  private boolean isFunction(int begin) {
    String before = tokens.get(begin - 1).text();
    String name = tokens.get(begin).text();
    boolean joined = before.equals(",") && !Names.isFunction(Names.function(name));
    if (!(joined || Set.of("let", "where", "with").contains(before))
        || !tokens.get(begin).isName()
        || !tokens.get(begin + 1).is("(")) {
      return false;
    }
    int at = begin + 2;
    while (tokens.get(at).isName() && tokens.get(at + 1).is(",")) {
      at += 2;
    }
    return tokens.get(at).isName()
        && tokens.get(at + 1).is(")")
        && ASSIGNS.contains(tokens.get(at + 2).text())
        && !tokens.get(at + 2).is("in")
        && (before.equals("let") || !isGiven(name, tokens.get(at).text(), at + 3));
  }

  /// Whether `where sum(t) = 1` says something of a function that is known: what it is equal to
  /// does not depend on what stands in its parentheses, or it makes a number of a vector.
  private boolean isGiven(String name, String parameter, int from) {
    String function = Names.function(name);
    boolean measures =
        name.length() > 2
            && !function.endsWith("softmax")
            && (Names.VECTOR.contains(function) || Names.OTHER.contains(function));
    Token after = tokens.get(from + 1);
    boolean ends =
        after.kind() == Token.Kind.END || Set.of(",", ";", "and", ".").contains(after.text());
    boolean itself = tokens.get(from).is(parameter) && ends;
    return Names.isFunction(function)
        && (measures || itself || tokens.stream().skip(from).noneMatch(it -> it.is(parameter)));
  }

  /// Whether `where S = softmax` begins at a place: another name for a function.
  private boolean isAlias(int begin) {
    if (begin + 3 >= tokens.size()
        || !(BEFORE.contains(tokens.get(begin - 1).text()) || tokens.get(begin - 1).is("and"))) {
      return false;
    }
    Token after = tokens.get(begin + 3);
    return tokens.get(begin).isName()
        && tokens.get(begin + 1).is("=")
        && tokens.get(begin + 2).isName()
        && Names.isFunction(Names.function(tokens.get(begin + 2).text()))
        && !tokens.get(begin + 2).text().matches("\\p{L}_?\\w?")
        && (after.kind() == Token.Kind.END || BEFORE.contains(after.text()) || after.is("and"));
  }

  /// Whether another name for a function begins here.
  boolean isAlias() {
    return place > 0 && isAlias(place);
  }

  /// Whether a definition of a function begins here.
  boolean isFunction() {
    return place > 0 && isFunction(place);
  }

  Token peek() {
    return tokens.get(place);
  }

  Token peek(int ahead) {
    return tokens.get(Math.clamp((long) place + ahead, 0, tokens.size() - 1));
  }

  /// Whether `iff` follows, which may be written in words.
  boolean isBoth() {
    return is("iff") || (is("if") && peek(1).is("and") && peek(2).is("only") && peek(3).is("if"));
  }

  /// The token before.
  Token last() {
    return tokens.get(Math.max(0, place - 1));
  }

  Token take() {
    Token token = peek();
    if (++taken > MOST) {
      throw wrong("a claim that can be read in one way", "Add parentheses, or name parts by let.");
    }
    place = Math.min(place + 1, tokens.size() - 1);
    return token;
  }

  boolean is(String sign) {
    return peek().is(sign);
  }

  boolean skip(String sign) {
    boolean there = is(sign);
    if (there) {
      take();
    }
    return there;
  }

  Token expect(String sign, String mend) {
    if (!is(sign)) {
      throw wrong("\"" + sign + "\"", mend);
    }
    return take();
  }

  Token name(String what) {
    if (!peek().isName() || Names.WORDS.contains(peek().text())) {
      throw wrong(what, "Names begin with a letter.");
    }
    return take();
  }

  ClaimException wrong(String expected, String mend) {
    return new ClaimException(peek().at(), expected, peek().shown(), mend);
  }

  /// A place to which the parser may come back.
  record Mark(int place, int depth, boolean inBars) {}

  Mark mark() {
    return new Mark(place, depth, inBars);
  }

  void back(Mark mark) {
    place = mark.place();
    depth = mark.depth();
    inBars = mark.inBars();
  }

  /// One level deeper; the levels are counted, since a stack is finite.
  void enter() {
    if (++depth > DEEPEST) {
      throw wrong(
          "at most " + DEEPEST + " levels of nesting", "Name inner terms with let f = …; first.");
    }
  }

  void leave() {
    depth--;
  }

  /// Whether a `|` here would close.
  boolean inBars() {
    return inBars;
  }

  boolean inBars(boolean now) {
    boolean before = inBars;
    inBars = now;
    return before;
  }

  /// A name that the user defined as a function.
  void define(String name) {
    functions.put(name, name);
  }

  boolean isDefined(String name) {
    return functions.containsKey(name);
  }

  /// Whether a name stands somewhere without a parenthesis behind it.
  boolean isVariable(Token token) {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).is(token.text()) && !tokens.get(i + 1).is("(")) {
        return true;
      }
    }
    return false;
  }

  /// Whether a name of a function stands somewhere as a number: not before an argument, and not
  /// behind the sign of a derivative.
  boolean isNumber(String name) {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      boolean applied = Set.of("(", "'", "^", "{").contains(tokens.get(i + 1).text());
      boolean differentiated = i > 0 && Set.of("∂", "d", "^").contains(tokens.get(i - 1).text());
      if (tokens.get(i).is(name) && !applied && !differentiated) {
        return true;
      }
    }
    return isAssigned(name);
  }

  /// Whether a claim begins with the definition of a function, `f(a) = a^2 => …`.
  boolean isPosed() {
    return place == 0
        && peek().isName()
        && !Names.isFunction(Names.function(tokens.get(0).text()))
        && tokens.get(1).is("(")
        && tokens.get(2).isName()
        && tokens.get(3).is(")")
        && tokens.get(4).is("=")
        && isBefore("->");
  }

  /// Whether a clause gives a name a meaning somewhere: `let Wx = …`, `where Wx = …`.
  boolean isAssigned(String name) {
    for (int i = 1; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).is(name)
          && ASSIGNS.contains(tokens.get(i + 1).text())
          && (BEFORE.contains(tokens.get(i - 1).text()) || tokens.get(i - 1).is("and"))) {
        return true;
      }
    }
    return false;
  }

  /// Whether a name stands somewhere by itself, or behind a d of a derivative.
  boolean isAlone(String name) {
    return tokens.stream()
        .filter(Token::isName)
        .map(Token::text)
        .anyMatch(
            it ->
                it.equals(name)
                    || it.equals("d" + name)
                    || it.startsWith(name + "_")
                    || it.startsWith("d" + name + "_"));
  }

  /// Whether a name stands somewhere without a subscript.
  boolean isWhole(String name) {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).isName() && tokens.get(i).is(name) && !tokens.get(i + 1).is("_")) {
        return true;
      }
    }
    return false;
  }

  /// Whether a sign outside of all brackets lies ahead.
  boolean isBefore(String sign) {
    int open = 0;
    for (int i = place; i < tokens.size(); i++) {
      String text = tokens.get(i).text();
      open +=
          "([{".contains(text) && !text.isEmpty()
              ? 1
              : ")]}".contains(text) && !text.isEmpty() ? -1 : 0;
      if (open == 0 && tokens.get(i).is(sign)) {
        return true;
      }
    }
    return false;
  }

  /// The relation that stands here, if one does.
  Optional<Relation> relation() {
    return Optional.ofNullable(
        switch (peek().kind() == Token.Kind.SIGN ? peek().text() : "") {
          case "=" -> Relation.EQ;
          case "!=" -> Relation.NE;
          case "<" -> Relation.LT;
          case "<=" -> Relation.LE;
          case ">" -> Relation.GT;
          case ">=" -> Relation.GE;
          default -> null;
        });
  }
}

package gradus.explain.claim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A second reader of plain claims, with the precedence that everybody expects, which evaluates
/// what it reads. Shares nothing with the parser and the elaboration of the engine.
final class Reader {

  /// A term: a double or an array of them.
  interface Term {
    Object at(Map<String, Object> names);
  }

  /// Two sides and the sign between them.
  record Test(Term left, String sign, Term right) {}

  /// What a claim says.
  record Said(List<Test> claims, List<Test> conditions, Map<String, Term> definitions) {}

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(\\d+(?:\\.\\d+)?(?!\\.\\d))|([A-Za-z][A-Za-z_0-9]*)"
              + "|(\\.\\.|<=|>=|!=|[-+*/^=<>()\\[\\],;{}]))");
  private static final Set<String> CLAUSES = Set.of("if", "where", "and");
  private static final Set<String> SIGNS = Set.of("=", "!=", "<", "<=", ">", ">=");

  final List<String> tokens = new ArrayList<>();
  private int place;

  Reader(String text) {
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (end < text.length() && matcher.find(end) && matcher.start() == end) {
      tokens.add(matcher.group().strip());
      end = matcher.end();
    }
    if (!text.substring(end).isBlank()) {
      throw new UnreadException("the sign at " + end);
    }
    tokens.add("");
  }

  String peek() {
    return tokens.get(place);
  }

  String peek(int ahead) {
    return tokens.get(Math.min(place + ahead, tokens.size() - 1));
  }

  String take() {
    return tokens.get(Math.min(place++, tokens.size() - 1));
  }

  boolean skip(String token) {
    boolean there = peek().equals(token);
    place += there ? 1 : 0;
    return there;
  }

  void expect(String token) {
    if (!skip(token)) {
      throw new UnreadException("\"" + peek() + "\" in the place of " + token);
    }
  }

  private Term term() {
    return new Phrase(this).term();
  }

  /// A chain of comparisons, then clauses up to the end.
  Said claim() {
    List<Test> claims = new ArrayList<>(chain());
    while (peek().equals("and")) {
      take();
      claims.addAll(chain());
    }
    List<Test> conditions = new ArrayList<>();
    Map<String, Term> definitions = new HashMap<>();
    boolean first = true;
    while (!peek().isEmpty()) {
      if (first ? !Set.of("if", "where").contains(peek()) : !clause()) {
        throw new UnreadException("\"" + peek() + "\" after a claim");
      }
      take();
      first = false;
      List<Test> chain = condition();
      boolean definition =
          chain.size() == 1 && chain.getFirst().sign().equals("=") && defined.length() > 0;
      if (definition && definitions.put(defined, chain.getFirst().right()) != null) {
        throw new UnreadException("two definitions of one name");
      }
      conditions.addAll(definition ? List.of() : chain);
    }
    return new Said(claims, conditions, definitions);
  }

  private boolean clause() {
    return CLAUSES.contains(peek()) || peek().equals(",");
  }

  private String defined = "";

  private List<Test> condition() {
    boolean name = peek().matches("[A-Za-z]\\w*") && peek(1).equals("=");
    defined = name ? peek() : "";
    if (peek(1).equals("in")) {
      Term it = term();
      take();
      boolean closed = peek().equals("[");
      if (!skip("[")) {
        expect("(");
      }
      Term low = term();
      expect(",");
      Term high = term();
      boolean shut = peek().equals("]");
      take();
      return List.of(new Test(low, closed ? "<=" : "<", it), new Test(it, shut ? "<=" : "<", high));
    }
    return chain();
  }

  private List<Test> chain() {
    List<Test> tests = new ArrayList<>();
    Term left = term();
    while (SIGNS.contains(peek())) {
      String sign = take();
      Term right = term();
      tests.add(new Test(left, sign, right));
      left = right;
    }
    if (tests.isEmpty()) {
      throw new UnreadException("no comparison");
    }
    return tests;
  }

  /// A comparison inside a term.
  Test comparison() {
    List<Test> tests = chain();
    if (tests.size() > 1) {
      throw new UnreadException("a chain in a condition");
    }
    return tests.getFirst();
  }
}

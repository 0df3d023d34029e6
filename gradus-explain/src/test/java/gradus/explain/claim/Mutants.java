package gradus.explain.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Small changes of a claim's text, most of which make it false.
///
/// @param random decides
record Mutants(Random random) {

  private static final Pattern TOKEN =
      Pattern.compile("[A-Za-z_][A-Za-z_0-9]*|\\d+|<=|>=|!=|\\.\\.|->|.", Pattern.DOTALL);

  private static final List<List<String>> KIN =
      List.of(
          List.of("+", "-", "*", "/", "^"),
          List.of("<", "<=", ">", ">=", "=", "!="),
          List.of("(", "[", ""),
          List.of(")", "]", ""),
          List.of("sigmoid", "tanh", "softplus", "exp", "log", "relu", "abs", "sqrt", ""),
          List.of("softmax", "log_softmax", "logsumexp", "sum", "flip"),
          List.of("max", "min", "mse", "bce", "delta", "dot"),
          List.of(
              "corr_valid",
              "corr_full",
              "corr_same",
              "conv_valid",
              "conv_full",
              "conv_same",
              "conv_same_lower",
              "corr_same_lower"),
          List.of("if", "where", "and", ",", ";", "or", "not"),
          List.of("i", "j", "k", "n", "K", "d"),
          List.of("a", "b", "c", "y", "x", "w", "g"),
          List.of("psd", "convex", "concave"));

  /// The claim with one to three changes.
  String of(String claim) {
    String mutant = claim;
    int changes = 1 + random.nextInt(3) * random.nextInt(2);
    for (int i = 0; i < changes; i++) {
      mutant = changed(mutant);
    }
    return mutant;
  }

  private String changed(String claim) {
    return switch (random.nextInt(12)) {
      case 0 -> claim.replaceFirst(" (if|where) .*", "");
      case 1 -> claim.replaceFirst("delta\\([^()]*\\)", random.nextBoolean() ? "1" : "0");
      case 2 -> claim.replaceFirst("flip\\((\\w+)\\)", "$1");
      case 3 -> swapped(claim);
      case 4 -> wrapped(claim);
      default -> token(claim);
    };
  }

  private static List<String> tokens(String claim) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(claim);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    return tokens;
  }

  private String token(String claim) {
    List<String> tokens = tokens(claim);
    for (int tries = 0; tries < 20; tries++) {
      int at = random.nextInt(tokens.size());
      String old = tokens.get(at);
      if (old.isBlank()) {
        continue;
      }
      String fresh = fresh(old);
      if (!fresh.equals(old)) {
        tokens.set(at, fresh);
        break;
      }
    }
    return String.join("", tokens);
  }

  private String fresh(String old) {
    if (old.matches("\\d{1,6}")) {
      int value = Integer.parseInt(old);
      return String.valueOf(Math.max(0, value + List.of(1, -1, 2).get(random.nextInt(3))));
    }
    if (old.matches("\\w") && random.nextInt(3) == 0) {
      return random.nextBoolean() ? old + "+1" : "(" + old + "-1)";
    }
    for (List<String> kin : KIN) {
      if (kin.contains(old)) {
        return kin.get(random.nextInt(kin.size()));
      }
    }
    return random.nextInt(6) == 0 ? "" : old;
  }

  /// Two tokens that change places.
  private String swapped(String claim) {
    List<String> tokens = tokens(claim);
    int first = random.nextInt(tokens.size());
    int second = random.nextInt(tokens.size());
    String kept = tokens.get(first);
    tokens.set(first, tokens.get(second));
    tokens.set(second, kept);
    return String.join("", tokens);
  }

  /// A bracket that closes later or earlier, a sign before a token.
  private String wrapped(String claim) {
    List<String> tokens = tokens(claim);
    int at = random.nextInt(tokens.size());
    String token = tokens.get(at);
    if (token.equals(")") && at + 1 < tokens.size()) {
      int later = Math.min(tokens.size() - 1, at + 1 + random.nextInt(3));
      tokens.remove(at);
      tokens.add(later, ")");
    } else if (token.matches("\\w+")) {
      tokens.set(at, List.of("-", "2*", "not ", "1-").get(random.nextInt(4)) + token);
    }
    return String.join("", tokens);
  }
}

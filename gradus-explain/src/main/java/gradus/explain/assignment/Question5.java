package gradus.explain.assignment;

import static gradus.explain.assignment.Piece.equation;
import static gradus.explain.assignment.Piece.slope;
import static gradus.explain.assignment.Piece.vector;
import static gradus.explain.assignment.Piece.words;

import gradus.formula.Formula;
import gradus.op.Node;
import gradus.op.window.Convention;
import gradus.op.window.Placement.Mode;
import java.util.ArrayList;
import java.util.List;

/// Lengths, Jacobian and gradients of two layers: 5.1 to 5.3, and 5.4 to 5.6 where they are full.
///
/// @param network the two layers
/// @param source whether the claims of the source text stand beside, or such as hold in this mode
record Question5(TwoLayers network, boolean source) {

  List<Answer> answers() {
    TwoLayers.Pass pass = network.pass();
    return List.of(
        answer(1, "lengths", lengths(pass), List.of(lengthClaim())),
        answer(2, "∂a²/∂h¹", jacobian(pass), List.of(entryClaim())),
        answer(3, "∇_{h¹}L and the other gradients", gradients(pass), gradientClaims()));
  }

  private Answer answer(int part, String title, List<Piece> pieces, List<String> claims) {
    String item = "5." + (network.mode() == Mode.FULL ? part + 3 : part);
    String heading =
        "Two layers, %s %s, d = %d, k₁ = %d, k₂ = %d: %s"
            .formatted(
                TwoLayers.named(network.mode()),
                flips() ? "convolution" : "correlation",
                network.d(),
                network.k1(),
                network.k2(),
                title);
    return source
        ? Answer.of(item, heading, pieces)
        : new Answer(
            item,
            heading,
            pieces,
            claims.stream().map(it -> SourceClaim.asked(item, it)).toList(),
            List.of());
  }

  private boolean flips() {
    return network.convention() == Convention.CONVOLUTION;
  }

  private List<Piece> lengths(TwoLayers.Pass pass) {
    String first =
        switch (network.mode()) {
          case VALID -> "d - k1 + 1";
          case FULL -> "d + k1 - 1";
          case SAME_UPPER, SAME_LOWER -> "d";
        };
    List<Piece> pieces = new ArrayList<>();
    pieces.add(equation(size("a¹"), first, length(pass.a1())));
    pieces.add(equation(size("a²"), total(), length(pass.a2())));
    pieces.add(vector(Formula.var("x"), Values.exact(pass.at().x())));
    pieces.add(vector(Formula.var("w¹"), Values.exact(pass.at().w1())));
    pieces.add(vector(Formula.var("w²"), Values.exact(pass.at().w2())));
    pieces.add(vector(Formula.var("a¹"), Values.exact(pass.a1())));
    pieces.add(vector(Formula.var("h¹"), Values.exact(pass.h1())));
    pieces.add(vector(Formula.var("a²"), Values.exact(pass.a2())));
    return pieces;
  }

  private static Formula size(String name) {
    return Formula.call("abs", Formula.var(name));
  }

  private static String length(Node signal) {
    return String.valueOf(signal.type().shape().size(2));
  }

  private String total() {
    return switch (network.mode()) {
      case VALID -> "d - k1 - k2 + 2";
      case FULL -> "d + k1 + k2 - 2";
      case SAME_UPPER, SAME_LOWER -> "d";
    };
  }

  private List<Piece> jacobian(TwoLayers.Pass pass) {
    Formula entry =
        Formula.call(
            "derivative",
            new Formula.Entry("a²", List.of(Formula.var("i"))),
            new Formula.Entry("h¹", List.of(Formula.var("n"))));
    return List.of(
        equation(entry, "(%s)".formatted(entry("w", "k2"))),
        words("w stands for w²; a banded Toeplitz matrix with rows i and columns n:"),
        new Piece.Matrix(slope("a²", "h¹"), Values.exactJacobian(pass.a2(), pass.h1())));
  }

  /// The entry in row `i` and column `n`, by cases.
  private String entry(String w, String k) {
    String left =
        switch (network.mode()) {
          case VALID -> "0";
          case FULL -> k + "-1";
          case SAME_UPPER -> "floor((%s-1)/2)".formatted(k);
          case SAME_LOWER -> "floor(%s/2)".formatted(k);
        };
    String tap =
        switch (network.mode()) {
          case VALID -> flips() ? k + "-n+i" : "n-i+1";
          case FULL -> flips() ? "i-n+1" : "n-i+" + k;
          case SAME_UPPER, SAME_LOWER -> flips() ? "%s-n+i-%s".formatted(k, left) : "n-i+1+" + left;
        };
    String band =
        switch (network.mode()) {
          case VALID -> "i <= n <= i+%s-1".formatted(k);
          case FULL -> "n <= i <= n+%s-1".formatted(k);
          case SAME_UPPER, SAME_LOWER -> "i-%s <= n <= i+%s-1-%s".formatted(left, k, left);
        };
    return "%s[%s] if %s else 0".formatted(w, tap, band);
  }

  private List<Piece> gradients(TwoLayers.Pass pass) {
    List<Piece> pieces = new ArrayList<>();
    String transposed = TwoLayers.named(network.transposed());
    pieces.add(
        words(
            "∇_{h¹}L = ∇_{a²}L ⋆ flip(w²), %s, in the same convention; with δ = ∇_{a²}L"
                .formatted(transposed)));
    pieces.add(vector(Formula.var("delta"), Values.exact(pass.delta())));
    pieces.add(gradient("h¹", pass, pass.h1()));
    pieces.add(gradient("a¹", pass, pass.a1()));
    pieces.add(gradient("x", pass, pass.at().x()));
    pieces.add(gradient("w¹", pass, pass.at().w1()));
    pieces.add(gradient("w²", pass, pass.at().w2()));
    network
        .checks()
        .forEach(
            (name, holds) ->
                pieces.add(words((holds ? "equal, exactly: " : "DIFFERENT: ") + name)));
    if (network.hasKink()) {
      pieces.add(
          words(
              "a¹ is 0 somewhere: a kink, where relu′ = 0 and difference quotients need not"
                  + " agree"));
    }
    return pieces;
  }

  private static Piece gradient(String name, TwoLayers.Pass pass, Node place) {
    return vector(slope("L", name), Values.exact(Values.slope(pass.loss(), place)));
  }

  private String operation(Mode mode) {
    String kind = flips() ? "conv_" : "corr_";
    return switch (mode) {
      case VALID -> kind + "valid";
      case FULL -> kind + "full";
      case SAME_UPPER -> kind + "same";
      case SAME_LOWER -> kind + "same_lower";
    };
  }

  private String lengthClaim() {
    String operation = operation(network.mode());
    return "length(%s(relu(%s(x,w1)),w2)) = %s%s"
        .formatted(
            operation, operation, total(), network.mode() == Mode.VALID ? " if d >= k1+k2-1" : "");
  }

  private String entryClaim() {
    return "d %s(h,w)[i] / d h[n] = %s"
        .formatted(operation(network.mode()), entry("w", "k"))
        .concat(forSize());
  }

  private List<String> gradientClaims() {
    String slope = "grad(dot(delta, %s(h,w)), ".formatted(operation(network.mode()));
    List<String> claims = new ArrayList<>();
    claims.add(
        slope + "h) = %s(delta, flip(w))".formatted(operation(network.transposed())) + forSize());
    if (network.mode() == Mode.VALID) {
      claims.add(
          slope + "w) = " + (flips() ? "flip(corr_valid(h, delta))" : "corr_valid(h, delta)"));
    }
    if (network.mode() == Mode.FULL) {
      claims.add(
          slope + "w) = " + (flips() ? "corr_valid(delta, h)" : "flip(corr_valid(delta, h))"));
    }
    return claims;
  }

  /// The middle of a kernel is a floor, so that "same" is asked at the size given.
  private String forSize() {
    return switch (network.mode()) {
      case VALID, FULL -> "";
      case SAME_UPPER, SAME_LOWER -> " for k = " + network.k2();
    };
  }
}

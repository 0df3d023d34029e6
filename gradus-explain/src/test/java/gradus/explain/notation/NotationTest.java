package gradus.explain.notation;

import static gradus.formula.Formula.call;
import static gradus.formula.Formula.number;
import static gradus.formula.Formula.var;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;

class NotationTest {

  private static final Formula A = var("a");
  private static final Formula Y = var("y");
  private static final Formula G = var("g");
  private static final Formula.Var I = var("i");
  private static final Formula.Var K = var("k");
  private static final Formula TWO = number(2);

  /// A term with its three drawings.
  record Drawn(Formula term, String text, String latex, String mathml) {}

  private static Formula at(String tensor, Formula... index) {
    return new Formula.Entry(tensor, List.of(index));
  }

  private static Condition is(Relation relation, Formula left, Formula right) {
    return Condition.compare(relation, left, right);
  }

  private static Formula sum(Formula body) {
    return new Formula.Fold(Combination.SUM, K, Formula.ONE, var("K"), body);
  }

  private static Formula softmax() {
    return call("exp", at("x", I)).over(sum(call("exp", at("x", K))));
  }

  static Stream<Drawn> table() {
    return Stream.concat(arithmetic(), indexed());
  }

  private static Stream<Drawn> arithmetic() {
    return Stream.of(
        new Drawn(
            call("sigmoid", A).minus(Y),
            "σ(a) − y",
            "\\sigma(a) - y",
            "<mi>σ</mi><mrow><mo form=\"prefix\" stretchy=\"false\">(</mo><mi>a</mi>"
                + "<mo form=\"postfix\" stretchy=\"false\">)</mo></mrow><mo>−</mo><mi>y</mi>"),
        new Drawn(
            G.minus(Y).over(G.times(Formula.ONE.minus(G))),
            "(g − y)/(g·(1 − g))",
            "\\frac{g - y}{g \\, (1 - g)}",
            "<mfrac><mrow><mi>g</mi><mo>−</mo><mi>y</mi></mrow><mrow><mi>g</mi>"
                + "<mspace width=\"0.17em\"/><mrow><mo form=\"prefix\" stretchy=\"false\">(</mo>"
                + "<mn>1</mn><mo>−</mo><mi>g</mi><mo form=\"postfix\" stretchy=\"false\">)</mo>"
                + "</mrow></mrow></mfrac>"),
        new Drawn(
            number(-2).times(A).plus(number(-1).times(Y)),
            "−2·a − y",
            "-2 \\, a - y",
            "<mo form=\"prefix\">−</mo><mn>2</mn><mspace width=\"0.17em\"/><mi>a</mi>"
                + "<mo>−</mo><mi>y</mi>"),
        new Drawn(
            A.minus(Y).negated().power(TWO),
            "(−(a − y))²",
            "(-(a - y))^{2}",
            "<msup><mrow><mrow><mo form=\"prefix\" stretchy=\"false\">(</mo>"
                + "<mo form=\"prefix\">−</mo><mrow><mo form=\"prefix\" stretchy=\"false\">(</mo>"
                + "<mi>a</mi><mo>−</mo><mi>y</mi><mo form=\"postfix\" stretchy=\"false\">)</mo>"
                + "</mrow><mo form=\"postfix\" stretchy=\"false\">)</mo></mrow></mrow>"
                + "<mrow><mn>2</mn></mrow></msup>"),
        new Drawn(
            number(1).over(TWO).times(number(0.1)).times(call("sqrt", var("alpha"))),
            "1/2·0.1·√α",
            "\\frac{1}{2} \\cdot 0.1 \\, \\sqrt{\\alpha}",
            "<mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac><mo>·</mo><mn>0.1</mn>"
                + "<mspace width=\"0.17em\"/><msqrt><mrow><mi>α</mi></mrow></msqrt>"),
        new Drawn(
            call("derivative", A.times(Y), A).plus(call("derivative", var("L"), Y)),
            "∂/∂a (a·y) + ∂L/∂y",
            "\\frac{\\partial}{\\partial a}(a \\, y) + \\frac{\\partial L}{\\partial y}",
            "<mfrac><mrow><mo>∂</mo></mrow><mrow><mo>∂</mo><mi>a</mi></mrow></mfrac>"
                + "<mrow><mo form=\"prefix\" stretchy=\"false\">(</mo><mi>a</mi>"
                + "<mspace width=\"0.17em\"/><mi>y</mi><mo form=\"postfix\" stretchy=\"false\">)"
                + "</mo></mrow><mo>+</mo><mfrac><mrow><mo>∂</mo><mi>L</mi></mrow>"
                + "<mrow><mo>∂</mo><mi>y</mi></mrow></mfrac>"));
  }

  private static Stream<Drawn> indexed() {
    return Stream.of(
        new Drawn(
            at("δ_conv1.weight", I, K),
            "δ_conv1.weight[i, k]",
            "({\\delta_{\\mathrm{conv1.weight}}})_{i, k}",
            "<msub>"
                + new MathmlMarks().name("δ_conv1.weight")
                + "<mrow><mi>i</mi><mo>,</mo><mi>k</mi></mrow></msub>"),
        new Drawn(
            softmax(),
            "e^{xᵢ}/Σ_{k=1..K} e^{xₖ}",
            "\\frac{e^{x_{i}}}{\\sum_{k=1}^{K} e^{x_{k}}}",
            "<mfrac><mrow><msup><mrow><mi>e</mi></mrow><mrow><msub><mi>x</mi><mrow><mi>i</mi>"
                + "</mrow></msub></mrow></msup></mrow><mrow><mrow><munderover><mo>∑</mo><mrow>"
                + "<mi>k</mi><mo>=</mo><mn>1</mn></mrow><mrow><mi>K</mi></mrow></munderover>"
                + "<msup><mrow><mi>e</mi></mrow><mrow><msub><mi>x</mi><mrow><mi>k</mi></mrow>"
                + "</msub></mrow></msup></mrow></mrow></mfrac>"),
        new Drawn(
            sum(at("x", I.plus(K).minus(Formula.ONE)).times(at("w", K))).times(Y),
            "(Σ_{k=1..K} x[i+k−1]·wₖ)·y",
            "\\left(\\sum_{k=1}^{K} x_{i + k - 1} \\, w_{k}\\right) \\, y",
            "<mrow><mo form=\"prefix\" stretchy=\"true\">(</mo><mrow><munderover><mo>∑</mo><mrow>"
                + "<mi>k</mi><mo>=</mo><mn>1</mn></mrow><mrow><mi>K</mi></mrow></munderover>"
                + "<msub><mi>x</mi><mrow><mi>i</mi><mo>+</mo><mi>k</mi><mo>−</mo><mn>1</mn>"
                + "</mrow></msub><mspace width=\"0.17em\"/><msub><mi>w</mi><mrow><mi>k</mi>"
                + "</mrow></msub></mrow><mo form=\"postfix\" stretchy=\"true\">)</mo></mrow>"
                + "<mspace width=\"0.17em\"/><mi>y</mi>"),
        new Drawn(
            new Formula.Choose(
                is(Relation.GT, A, Formula.ZERO), at("W", I, K), call("mod", A, TWO).plus(Y)),
            "{W[i, k] if a > 0; (a mod 2) + y otherwise}",
            "\\begin{cases} W_{i, k} & \\text{if } a > 0 \\\\ (a \\bmod 2) + y"
                + " & \\text{otherwise} \\end{cases}",
            "<mrow><mo>{</mo><mtable columnalign=\"left left\"><mtr><mtd><mrow><msub><mi>W</mi>"
                + "<mrow><mi>i</mi><mo>,</mo><mi>k</mi></mrow></msub></mrow></mtd><mtd><mrow>"
                + "<mtext>if&#xA0;</mtext><mi>a</mi><mo>&gt;</mo><mn>0</mn></mrow></mtd></mtr>"
                + "<mtr><mtd><mrow><mrow><mo form=\"prefix\" stretchy=\"false\">(</mo><mi>a</mi>"
                + "<mspace width=\"0.3em\"/><mi>mod</mi><mspace width=\"0.3em\"/><mn>2</mn>"
                + "<mo form=\"postfix\" stretchy=\"false\">)</mo></mrow><mo>+</mo><mi>y</mi>"
                + "</mrow></mtd><mtd><mrow><mtext>otherwise</mtext></mrow></mtd></mtr></mtable>"
                + "</mrow>"),
        new Drawn(
            new Formula.Iverson(Condition.within(I, Formula.ZERO, var("K"))),
            "[0 ≤ i < K]",
            "[0 \\le i < K]",
            "<mrow><mo form=\"prefix\" stretchy=\"false\">[</mo><mn>0</mn><mo>≤</mo><mi>i</mi>"
                + "<mo>&lt;</mo><mi>K</mi><mo form=\"postfix\" stretchy=\"false\">]</mo></mrow>"),
        new Drawn(
            Formula.fold(Combination.MAX, K, number(3), call("abs", at("x", K))),
            "max_{k=0..2} |xₖ|",
            "\\max_{0 \\le k \\le 2} |x_{k}|",
            "<mrow><munder><mo>max</mo><mrow><mn>0</mn><mo>≤</mo><mi>k</mi><mo>≤</mo><mn>2</mn>"
                + "</mrow></munder><mrow><mo form=\"prefix\" stretchy=\"false\">|</mo><msub>"
                + "<mi>x</mi><mrow><mi>k</mi></mrow></msub>"
                + "<mo form=\"postfix\" stretchy=\"false\">|</mo></mrow></mrow>"));
  }

  @ParameterizedTest
  @MethodSource("table")
  void drawsInThreeNotations(Drawn row) throws Exception {
    assertThat(FormulaText.of(row.term())).isEqualTo(row.text());
    assertThat(FormulaLatex.of(row.term())).isEqualTo(row.latex());
    assertThat(FormulaMathml.of(row.term())).isEqualTo(row.mathml());
    var parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    var page = new InputSource(new StringReader(FormulaMathml.block(row.term())));
    assertThat(parser.parse(page).getDocumentElement().getTagName()).isEqualTo("math");
  }
}

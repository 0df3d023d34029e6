package gradus.algebra.prove;

import static gradus.algebra.prove.Terms.add;
import static gradus.algebra.prove.Terms.at;
import static gradus.algebra.prove.Terms.between;
import static gradus.algebra.prove.Terms.d;
import static gradus.algebra.prove.Terms.delta;
import static gradus.algebra.prove.Terms.div;
import static gradus.algebra.prove.Terms.exp;
import static gradus.algebra.prove.Terms.f;
import static gradus.algebra.prove.Terms.is;
import static gradus.algebra.prove.Terms.log;
import static gradus.algebra.prove.Terms.mul;
import static gradus.algebra.prove.Terms.n;
import static gradus.algebra.prove.Terms.pow;
import static gradus.algebra.prove.Terms.sub;
import static gradus.algebra.prove.Terms.sum;
import static gradus.algebra.prove.Terms.v;
import static gradus.algebra.prove.Terms.when;

import gradus.algebra.Goal;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.util.LinkedHashMap;
import java.util.Map;

/// True statements with symbolic sizes, by name.
public final class Truths {

  private static final Formula A = v("a");
  private static final Formula Y = v("y");
  private static final Formula C = v("c");
  private static final Formula I = v("i");
  private static final Formula J = v("j");
  private static final Formula N = v("n");
  private static final Formula K = v("K");
  private static final Formula D = v("d");
  private static final Formula K1 = v("k1");
  private static final Formula K2 = v("k2");
  private static final Formula ONE = n(1);
  private static final Formula TWO = n(2);

  private Truths() {}

  private static Formula sig(Formula x) {
    return f("sigmoid", x);
  }

  private static Formula lse(Formula shift) {
    return log(sum("k", ONE, K, exp(add(at("x", v("k")), shift))));
  }

  private static Formula soft(Formula index, Formula shift) {
    return div(exp(add(at("x", index), shift)), sum("k", ONE, K, exp(add(at("x", v("k")), shift))));
  }

  private static Formula p(Formula index) {
    return soft(index, n(0));
  }

  private static Terms classes() {
    return new Terms()
        .sizes("K")
        .tensor("x", K)
        .tensor("t", K)
        .index("i", K)
        .index("j", K)
        .index("m", K);
  }

  /// All of them, by name.
  public static Map<String, Goal.Compare> all() {
    Map<String, Goal.Compare> all = new LinkedHashMap<>();
    binary(all);
    softmax(all);
    beyond(all);
    convolution(all);
    networks(all);
    return all;
  }

  private static void binary(Map<String, Goal.Compare> all) {
    Terms t = new Terms();
    Formula ce =
        add(mul(Y, log(sig(A))).negated(), mul(sub(ONE, Y), log(sub(ONE, sig(A)))).negated());
    Formula mse = pow(sub(Y, sig(A)), TWO);
    Formula g = sig(A);
    all.put("1.1 complement", t.equal(sig(A.negated()), sub(ONE, g)));
    all.put("1.1 slope", t.equal(d(g, A), mul(g, sub(ONE, g))));
    all.put("1.1 curvature", t.equal(d(d(g, A), A), mul(g, sub(ONE, g), sub(ONE, mul(TWO, g)))));
    all.put("1.1 logit", t.equal(log(div(g, sub(ONE, g))), A));
    all.put("1.3 from the logit", t.equal(ce, sub(f("softplus", A), mul(Y, A))));
    all.put("1.4 cross-entropy", t.equal(d(ce, A), sub(g, Y)));
    all.put("1.6 squared error", t.equal(d(mse, A), mul(TWO, sub(g, Y), g, sub(ONE, g))));
    all.put("1.7 ratio", t.equal(d(mse, A), mul(TWO, g, sub(ONE, g), d(ce, A))));
    all.put(
        "1.7 curvature",
        t.equal(
            d(d(mse, A), A),
            mul(
                TWO,
                g,
                sub(ONE, g),
                add(mul(g, sub(ONE, g)), mul(sub(g, Y), sub(ONE, mul(TWO, g)))))));
    all.put("tanh", t.equal(f("tanh", A), sub(mul(TWO, sig(mul(TWO, A))), ONE)));
    all.put("tanh slope", t.equal(d(f("tanh", A), A), sub(ONE, pow(f("tanh", A), TWO))));
    all.put("softplus slope", t.equal(d(f("softplus", A), A), g));
    all.put("softplus odd", t.equal(sub(f("softplus", A), f("softplus", A.negated())), A));
    all.put("relu", t.equal(A, sub(f("relu", A), f("relu", A.negated()))));
    all.put("max", t.equal(f("max", A, Y), add(Y, f("relu", sub(A, Y)))));
    all.put("silu", t.equal(d(mul(A, g), A), add(g, mul(A, g, sub(ONE, g)))));
    all.put("abs", t.equal(f("sqrt", pow(A, TWO)), f("sqrt", pow(A.negated(), TWO))));
  }

  private static void softmax(Map<String, Goal.Compare> all) {
    Formula zero = n(0);
    all.put("2.1 shift", classes().equal(soft(I, C), p(I)));
    all.put("2.1 lse", classes().equal(lse(C), add(lse(zero), C)));
    all.put("2.1 rows", classes().equal(sum("q", ONE, K, d(p(I), at("x", v("q")))), zero));
    all.put("2.1 sum", classes().equal(sum("i", ONE, K, p(I)), ONE));
    all.put(
        "2.4 jacobian", classes().equal(d(p(I), at("x", J)), mul(p(I), sub(delta(I, J), p(J)))));
    all.put("2.4 lse slope", classes().equal(d(lse(zero), at("x", J)), p(J)));
    all.put("2.4 log", classes().equal(d(log(p(I)), at("x", J)), sub(delta(I, J), p(J))));
    Formula ce = sum("q", ONE, K, mul(at("t", v("q")), log(p(v("q"))))).negated();
    all.put(
        "2.4 cross-entropy",
        classes()
            .given(is(Relation.EQ, sum("k", ONE, K, at("t", v("k"))), ONE))
            .equal(d(ce, at("x", J)), sub(p(J), at("t", J))));
    all.put(
        "2.4 second",
        classes()
            .equal(
                d(d(p(I), at("x", J)), at("x", v("m"))),
                mul(
                    p(I),
                    sub(
                        mul(sub(delta(I, J), p(J)), sub(delta(I, v("m")), p(v("m")))),
                        mul(p(J), sub(delta(J, v("m")), p(v("m"))))))));
    Formula x1 = at("x", ONE);
    Formula x2 = at("x", TWO);
    all.put(
        "2.2 two classes",
        new Terms()
            .tensor("x", TWO)
            .equal(div(exp(x1), sum("k", ONE, TWO, exp(at("x", v("k"))))), sig(sub(x1, x2))));
    Formula rest = add(ONE, sum("k", ONE, sub(K, ONE), exp(sub(at("x", add(v("k"), ONE)), x1))));
    all.put("2.3 reference", classes().equal(p(ONE), div(ONE, rest)));
    all.put(
        "2.3 others",
        classes().equal(p(add(I, ONE)), div(exp(sub(at("x", add(I, ONE)), x1)), rest)));
  }

  private static void beyond(Map<String, Goal.Compare> all) {
    Formula s = sig(A);
    Formula pw = v("w");
    Formula weighted =
        add(mul(pw, Y, log(s)).negated(), mul(sub(ONE, Y), log(sub(ONE, s))).negated());
    all.put(
        "pos_weight",
        new Terms().equal(d(weighted, A), sub(mul(sub(ONE, Y), s), mul(pw, Y, sub(ONE, s)))));
    Formula temperature = v("T");
    Formula heated =
        div(
            exp(div(at("x", I), temperature)),
            sum("k", ONE, K, exp(div(at("x", v("k")), temperature))));
    Formula heatedJ =
        div(
            exp(div(at("x", J), temperature)),
            sum("k", ONE, K, exp(div(at("x", v("k")), temperature))));
    all.put(
        "temperature",
        classes()
            .given(is(Relation.GT, temperature, n(0)))
            .equal(
                d(heated, at("x", J)), div(mul(heated, sub(delta(I, J), heatedJ)), temperature)));
    Formula fisher = sub(mul(delta(I, J), at("p", I)), mul(at("p", I), at("p", J)));
    Formula inverse = add(div(delta(J, v("m")), at("p", J)), div(ONE, v("r")));
    all.put(
        "fisher inverse",
        new Terms()
            .sizes("K")
            .tensor("p", K)
            .index("i", K)
            .index("m", K)
            .given(is(Relation.EQ, v("r"), sub(ONE, sum("k", ONE, K, at("p", v("k"))))))
            .equal(sum("j", ONE, K, mul(fisher, inverse)), delta(I, v("m"))));
    Formula brier = sum("q", ONE, K, pow(sub(p(v("q")), at("t", v("q"))), TWO));
    all.put(
        "brier",
        classes()
            .equal(
                d(brier, at("x", J)),
                mul(
                    TWO,
                    sum(
                        "q",
                        ONE,
                        K,
                        mul(
                            p(v("q")),
                            sub(delta(v("q"), J), p(J)),
                            sub(p(v("q")), at("t", v("q"))))))));
    all.put(
        "gelu",
        new Terms()
            .equal(
                d(mul(A, add(ONE, f("erf", div(A, f("sqrt", TWO))))), A),
                add(
                    ONE,
                    f("erf", div(A, f("sqrt", TWO))),
                    div(
                        mul(A, TWO, exp(div(pow(A, TWO), n(-2)))),
                        mul(f("sqrt", TWO), f("sqrt", new Formula.Named("pi")))))));
  }

  private static void convolution(Map<String, Goal.Compare> all) {
    Formula out = add(sub(D, K1), ONE);
    Terms t =
        new Terms()
            .sizes("d", "k1")
            .given(is(Relation.GE, D, K1))
            .tensor("h", D)
            .tensor("w", K1)
            .tensor("y", out)
            .index("i", out)
            .index("n", D);
    Formula corr = sum("j", ONE, K1, mul(at("h", sub(add(I, J), ONE)), at("w", J)));
    all.put("5.2 tap", t.equal(d(corr, at("h", N)), at("w", add(sub(N, I), ONE))));
    all.put(
        "5.2 cases",
        t.equal(
            d(corr, at("h", N)),
            when(between(I, N, sub(add(I, K1), ONE)), at("w", add(sub(N, I), ONE)), n(0))));
    Formula sumForm = sum("i", ONE, out, mul(at("y", I), d(corr, at("h", N))));
    all.put(
        "5.3 sum",
        t.equal(sumForm, sum("j", ONE, K1, mul(at("y", add(sub(N, J), ONE)), at("w", J)))));
    all.put(
        "5.3 flip",
        t.equal(
            sumForm,
            sum("j", ONE, K1, mul(at("y", sub(add(N, J), K1)), at("w", add(sub(K1, J), ONE))))));
    Formula inner = sum("i", ONE, out, mul(at("y", I), corr));
    Formula outer =
        sum(
            "n",
            ONE,
            D,
            mul(at("h", N), sum("j", ONE, K1, mul(at("y", add(sub(N, J), ONE)), at("w", J)))));
    all.put("adjoint", t.equal(inner, outer));
    all.put(
        "5.3 kernel",
        t.index("m", K1)
            .equal(
                d(inner, at("w", v("m"))),
                sum("i", ONE, out, mul(at("y", I), at("h", sub(add(I, v("m")), ONE))))));
    Formula full = sub(add(D, K1), ONE);
    Terms u =
        new Terms()
            .sizes("d", "k1")
            .tensor("h", D)
            .tensor("w", K1)
            .tensor("y", full)
            .index("i", full)
            .index("n", D);
    Formula padded = sum("j", ONE, K1, mul(at("h", sub(add(I, J), K1)), at("w", J)));
    all.put("5.5 tap", u.equal(d(padded, at("h", N)), at("w", add(sub(N, I), K1))));
    all.put(
        "5.5 cases",
        u.equal(
            d(padded, at("h", N)),
            when(between(N, I, sub(add(N, K1), ONE)), at("w", add(sub(N, I), K1)), n(0))));
    all.put(
        "5.6",
        u.equal(
            sum("i", ONE, full, mul(at("y", I), d(padded, at("h", N)))),
            sum("j", ONE, K1, mul(at("y", sub(add(N, J), ONE)), at("w", add(sub(K1, J), ONE))))));
    Terms s =
        new Terms()
            .sizes("d", "k1", "k2")
            .tensor("x", D)
            .tensor("v", K1)
            .tensor("w", K2)
            .whole("i");
    Formula two =
        sum(
            "j",
            ONE,
            K2,
            mul(
                sum("l", ONE, K1, mul(at("x", sub(add(I, J, v("l")), TWO)), at("v", v("l")))),
                at("w", J)));
    Formula one =
        sum(
            "q",
            ONE,
            sub(add(K1, K2), ONE),
            mul(
                at("x", sub(add(I, v("q")), ONE)),
                sum("l", ONE, K1, mul(at("v", v("l")), at("w", add(sub(v("q"), v("l")), ONE))))));
    all.put("series merge", s.equal(two, one));
  }

  private static void networks(Map<String, Goal.Compare> all) {
    Formula inner = add(sum("i", ONE, v("D"), mul(at("w1", J, I), at("x", I))), at("b1", J));
    Formula half = div(ONE, TWO);
    Formula halved =
        add(sum("i", ONE, v("D"), mul(half, at("w1", J, I), at("x", I))), mul(half, at("b1", J)));
    Formula left =
        add(sum("j", ONE, v("M"), mul(at("w2", v("k"), J), sig(inner))), at("b2", v("k")));
    Formula right =
        add(
            sum("j", ONE, v("M"), mul(half, at("w2", v("k"), J), f("tanh", halved))),
            at("b2", v("k")),
            mul(half, sum("j", ONE, v("M"), at("w2", v("k"), J))));
    all.put(
        "3 networks",
        new Terms()
            .whole("D", "M")
            .sizes("K")
            .index("k", K)
            .tensor("w1", v("M"), v("D"))
            .tensor("x", v("D"))
            .tensor("b1", v("M"))
            .tensor("w2", K, v("M"))
            .tensor("b2", K)
            .equal(left, right));
  }
}

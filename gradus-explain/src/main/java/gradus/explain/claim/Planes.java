package gradus.explain.claim;

import gradus.explain.claim.Value.Matrix;
import gradus.formula.Formula;

/// Correlation and convolution of an image with a kernel, indices from 1.
record Planes(Elaboration terms) {

  Value of(Term.Call call) {
    Matrix x = new Matrices(terms).matrix(call.arguments().getFirst());
    Matrix given = new Matrices(terms).matrix(call.arguments().getLast());
    Matrix w = call.function().startsWith("conv") ? flipped(given) : given;
    boolean full = call.function().endsWith("full");
    Scope scope = terms.scope();
    Formula rows = full ? sum(x.rows(), w.rows()) : scope.validSize(x.rows(), w.rows());
    Formula columns =
        full ? sum(x.columns(), w.columns()) : scope.validSize(x.columns(), w.columns());
    Formula down = full ? w.rows() : Formula.ONE;
    Formula right = full ? w.columns() : Formula.ONE;
    return new Matrix(rows, columns, (i, j) -> entry(x, w, i.minus(down), j.minus(right)));
  }

  private static Formula sum(Formula d, Formula k) {
    return Sizes.tidy(d.plus(k).minus(Formula.ONE));
  }

  private Formula entry(Matrix x, Matrix w, Formula top, Formula left) {
    Arithmetic arithmetic = new Arithmetic(terms);
    return arithmetic.sum(
        w.rows(),
        p ->
            arithmetic.sum(
                w.columns(),
                q ->
                    at(x, Sizes.tidy(top.plus(p)), Sizes.tidy(left.plus(q)))
                        .times(w.entry().apply(p, q))));
  }

  /// An entry, or 0 outside.
  static Formula at(Matrix m, Formula i, Formula j) {
    return new Value.Vector(
            m.rows(),
            row ->
                new Value.Vector(m.columns(), column -> m.entry().apply(row, column), false).at(j),
            false)
        .at(i);
  }

  private static Matrix flipped(Matrix w) {
    return new Matrix(
        w.rows(),
        w.columns(),
        (i, j) -> w.entry().apply(turned(w.rows(), i), turned(w.columns(), j)));
  }

  private static Formula turned(Formula size, Formula at) {
    return Sizes.tidy(size.minus(at).plus(Formula.ONE));
  }
}

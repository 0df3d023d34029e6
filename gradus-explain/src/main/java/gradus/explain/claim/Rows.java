package gradus.explain.claim;

import java.util.List;

/// What rows and columns of matrices are used as, which says how long they are.
///
/// @param uses the uses of names, which are noted
record Rows(Uses uses) {

  /// Notes what a row or a column of a matrix is used as: `X[c, :]` as a signal.
  void slice(Term of, String role) {
    if (!(of instanceof Term.Index index)) {
      return;
    }
    boolean row =
        index.index().getLast() instanceof Term.Name(int _, String all) && all.equals(":");
    if (row && index.of() instanceof Term.Name(int _, String name)) {
      uses.slices.putIfAbsent(name + ",2", role);
    } else if (index.of() instanceof Term.Call(int _, String function, List<Term> turned)
        && function.equals("transpose")
        && index.index().size() == 1
        && turned.getFirst() instanceof Term.Name(int _, String name)) {
      uses.slices.putIfAbsent(name + ",1", role);
    }
  }

  /// `corr_valid(x[c], w[c])`: what a row is used as.
  void row(Term.Index index, String role) {
    if (!role.isEmpty()
        && index.index().size() == 1
        && index.of() instanceof Term.Name(int _, String name)) {
      uses.slices.putIfAbsent(name + ",2", role);
    }
  }
}

package gradus.reference;

import gradus.op.Node;
import gradus.op.indexing.Indexing;
import gradus.op.indexing.OneHot;

/// Positions that are data.
///
/// @param evaluation where the positions are found
/// @param to the kind of number of the node
/// @param node what is evaluated
record Positions<E>(Evaluation<?> evaluation, Domain<E> to, Node node) {

  Value<E> value(Indexing op) {
    return switch (op) {
      case OneHot oneHot ->
          to.tabulate(node, i -> to.truth(position(i / oneHot.depth()) == i % oneHot.depth()));
    };
  }

  private long position(int place) {
    return evaluation.wholes().input(node, 0).at(place);
  }
}

package gradus.reference;

import gradus.op.Node;
import gradus.op.composite.Composite;
import gradus.op.contraction.Contraction;
import gradus.op.elementwise.Elementwise;
import gradus.op.indexing.Indexing;
import gradus.op.movement.Movement;
import gradus.op.reduction.Reduction;
import gradus.op.source.Constant;
import gradus.op.source.Draw;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.op.source.Source;
import gradus.op.source.State;
import gradus.op.window.Window;
import gradus.random.Philox;
import gradus.tensor.DType;
import gradus.tensor.GraphException;
import gradus.tensor.ShapeException;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One evaluation: float nodes in one kind of number, integers and truth values as longs.
///
/// @param reals the values of float nodes
/// @param wholes the values of integer and truth-value nodes
/// @param feeds the values of sources
/// @param byDefinition whether composites run their definition instead of their lowering
/// @param <T> one float number
record Evaluation<T>(
    Domain<T> reals, Domain<Long> wholes, Map<Node, Tensor> feeds, boolean byDefinition) {

  static <T> Evaluation<T> of(Numbers<T> numbers, Map<Node, Tensor> feeds, boolean byDefinition) {
    return new Evaluation<>(Domain.of(numbers), Domain.of(new LongNumbers()), feeds, byDefinition);
  }

  /// Evaluates all that the outputs need and has no value yet.
  void run(List<Node> outputs) {
    for (Node node : Node.inputsFirst(outputs)) {
      if (domain(node).values().containsKey(node)) {
        continue;
      }
      if (node.type().dtype().isFloat()) {
        reals.values().put(node, value(node, reals));
      } else {
        wholes.values().put(node, wrapped(value(node, wholes)));
      }
    }
  }

  /// The values of float nodes or those of the others.
  Domain<?> domain(Node node) {
    return node.type().dtype().isFloat() ? reals : wholes;
  }

  private static Value<Long> wrapped(Value<Long> value) {
    return value.type().dtype() != DType.I32
        ? value
        : new Value<>(
            value.type(), value.elements().stream().map(x -> (long) x.intValue()).toList());
  }

  private <E> Value<E> value(Node node, Domain<E> to) {
    return switch (node.op()) {
      case Source source -> source(source, node, to);
      case Elementwise elementwise -> new Elements<>(this, to, node).value(elementwise);
      case Reduction reduction -> new Reductions<>(this, to, node).value(reduction);
      case Movement movement -> new Movements<>(to, node).value(movement);
      case Contraction contraction -> new Contractions<>(to, node).value(contraction);
      case Window window -> new Windows<>(this, to, node).value(window);
      case Indexing indexing -> new Positions<>(this, to, node).value(indexing);
      case Composite composite -> composite(composite, node, to);
    };
  }

  /// Runs a composite's graph over stand-ins for its inputs, so that nothing below is walked again.
  private <E> Value<E> composite(Composite composite, Node node, Domain<E> to) {
    List<Node> standIns = new ArrayList<>();
    for (Node input : node.inputs()) {
      Node standIn = Input.of("input", input.type());
      copy(domain(input), input, standIn);
      standIns.add(standIn);
    }
    Node body = byDefinition ? composite.definition(standIns) : composite.lowering(standIns);
    run(List.of(body));
    Value<E> value = to.values().get(body);
    if (value == null) {
      throw new AssertionError("%s became %s".formatted(node, body));
    }
    return value;
  }

  private static <E> void copy(Domain<E> domain, Node from, Node to) {
    Value<E> value = domain.values().get(from);
    if (value != null) {
      domain.values().put(to, value);
    }
  }

  private <E> Value<E> source(Source source, Node node, Domain<E> to) {
    return switch (source) {
      case Constant constant -> read(constant.value(), node, to);
      case Input _, Parameter _, State _ -> read(fed(node), node, to);
      case Draw draw -> read(drawn(draw, wholes.input(node, 0).at(0)), node, to);
    };
  }

  private Tensor fed(Node node) {
    Tensor fed = feeds.get(node);
    if (fed == null) {
      throw new GraphException(
          "evaluate(%s): expected a value to be fed, found none. Put it into the feeds."
              .formatted(node.op()));
    }
    TensorType type = node.type();
    if (!fed.shape().equals(type.shape())
        || fed.type().dtype().isFloat() != type.dtype().isFloat()) {
      throw new ShapeException(
          "evaluate(%s): expected a value of type %s, found %s. Feed a tensor of that shape."
              .formatted(node.op(), type, fed.type()));
    }
    return fed;
  }

  /// The draws that every implementation makes: element `i` is draw `i` of the stream.
  private static Tensor drawn(Draw draw, long key) {
    Philox philox = Philox.of(key).stream(draw.stream());
    double[] values = new double[draw.type().shape().elements()];
    boolean single = draw.type().dtype() == DType.F32;
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (draw.distribution()) {
            case UNIFORM -> single ? philox.uniform(i) : philox.uniformDouble(i);
            case NORMAL -> single ? (float) philox.normal(i) : philox.normal(i);
          };
    }
    return Tensor.of(draw.type(), values);
  }

  private static <E> Value<E> read(Tensor tensor, Node node, Domain<E> to) {
    boolean whole = !tensor.type().dtype().isFloat();
    return to.tabulate(
        node, i -> whole ? to.numbers().of(tensor.longAt(i)) : to.numbers().of(tensor.doubleAt(i)));
  }
}

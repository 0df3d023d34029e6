package gradus.nn.optim;

import gradus.op.Node;

/// Weight decay: `λ w` added to a direction, for weights only (biases and scales have one axis).
final class Decay {

  private Decay() {}

  static Node added(Node direction, Node parameter, double lambda) {
    return lambda == 0 || parameter.type().shape().rank() < 2
        ? direction
        : direction.plus(parameter.times(lambda));
  }
}

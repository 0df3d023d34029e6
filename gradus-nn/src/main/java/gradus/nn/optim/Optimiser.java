package gradus.nn.optim;

import gradus.op.Node;

/// A rule that makes a parameter's next value from its gradient.
public interface Optimiser {

  /// The parameter after the step, as a graph.
  ///
  /// @param parameter its value before
  /// @param gradient the loss's gradient in it
  /// @param step the learning rate, scheduled values and states
  Node next(Node parameter, Node gradient, UpdateScope step);

  /// The learning rate before any schedule, per step.
  double learningRate();

  /// Its name in files and tables.
  String kind();
}

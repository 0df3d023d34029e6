package gradus.nn.loss;

import gradus.nn.data.Target;
import gradus.op.Node;
import java.util.List;

/// What the outputs of a network mean: activation and loss for a kind of target.
///
/// Source: spec 1.1 (the canonical link of each target's distribution).
public sealed interface Head {

  /// How many numbers the network must put out for one example.
  int outputs();

  /// The loss that fits, from logits.
  Loss loss();

  /// What is told to people: probabilities, or the values themselves.
  Node prediction(Node output);

  /// The names of the classes, outcomes or columns.
  List<String> names();

  /// Its name in files: `binary`, `categorical`, `multilabel`, `real`.
  String kind();

  /// The head for a kind of target.
  static Head of(Target target) {
    return switch (target) {
      case Target.Classes classes -> new Categorical(classes.names());
      case Target.Binary binary -> new Binary(binary.names());
      case Target.MultiLabel labels -> new MultiLabel(labels.names());
      case Target.Reals reals -> new Real(reals.names());
    };
  }

  /// One of two outcomes: `P(y = 1 | x) = σ(a)`, binary cross-entropy; {@link LogOdds} reads a
  /// logit.
  ///
  /// @param names the two outcomes, the positive one second
  record Binary(List<String> names) implements Head {
    public Binary {
      names = List.copyOf(names);
    }

    @Override
    public int outputs() {
      return 1;
    }

    @Override
    public Loss loss() {
      return Loss.binaryCrossEntropy();
    }

    @Override
    public Node prediction(Node output) {
      return output.sigmoid();
    }

    @Override
    public String kind() {
      return "binary";
    }
  }

  /// One of several classes: softmax and cross-entropy.
  ///
  /// @param names the classes
  record Categorical(List<String> names) implements Head {
    public Categorical {
      names = List.copyOf(names);
    }

    @Override
    public int outputs() {
      return names.size();
    }

    @Override
    public Loss loss() {
      return Loss.softmaxCrossEntropy();
    }

    @Override
    public Node prediction(Node output) {
      return output.softmax(-1);
    }

    @Override
    public String kind() {
      return "categorical";
    }
  }

  /// Any number of classes at once: a sigmoid and a binary cross-entropy for each.
  ///
  /// @param names the classes
  record MultiLabel(List<String> names) implements Head {
    public MultiLabel {
      names = List.copyOf(names);
    }

    @Override
    public int outputs() {
      return names.size();
    }

    @Override
    public Loss loss() {
      return Loss.multiLabel();
    }

    @Override
    public Node prediction(Node output) {
      return output.sigmoid();
    }

    @Override
    public String kind() {
      return "multilabel";
    }
  }

  /// Real numbers: the identity and the squared error.
  ///
  /// @param names the columns
  record Real(List<String> names) implements Head {
    public Real {
      names = List.copyOf(names);
    }

    @Override
    public int outputs() {
      return names.size();
    }

    @Override
    public Loss loss() {
      return Loss.squaredError();
    }

    @Override
    public Node prediction(Node output) {
      return output;
    }

    @Override
    public String kind() {
      return "real";
    }
  }
}

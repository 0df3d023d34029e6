package gradus.nn.rewrite;

import gradus.nn.layer.Linear;
import gradus.nn.layer.ReferenceLogit;
import gradus.nn.loss.Head;
import gradus.nn.model.Step;
import gradus.op.Layout;
import gradus.op.Node;
import java.util.List;
import java.util.function.UnaryOperator;

/// Softmax reads logits up to a number added to all: other rows, the same probabilities.
///
/// Source: spec 2.1 to 2.3.
///
/// @param reference the class whose logit is 0, from 0
record SoftmaxGauges(int reference) {

  private static Step last(Draft draft) {
    return draft
        .outputStep()
        .filter(step -> step.layer() instanceof Linear)
        .orElseThrow(
            () ->
                new Refusal(
                    "the output",
                    "one output, made by a linear layer",
                    "another layer",
                    "End the network with linear."));
  }

  private static int classes(Draft draft, Step step) {
    int rows = draft.weight(step).type().shape().size(0);
    if (!(draft.head() instanceof Head.Categorical)) {
      throw new Refusal(
          "the head",
          "softmax over classes",
          draft.head().kind(),
          "This law is about softmax alone.");
    }
    return rows;
  }

  private static void rows(Draft draft, Step step, UnaryOperator<Node> change) {
    draft.weight(step, change.apply(draft.weight(step)));
    if (draft.hasBias(step)) {
      draft.bias(step, change.apply(draft.bias(step)));
    }
    int outputs = draft.weight(step).type().shape().size(0);
    draft.replace(step.name(), Rows.withOutputs(draft.find(step.name()).orElseThrow(), outputs));
  }

  private static Node row(Node rows, int i) {
    return rows.slice(0, i, i + 1);
  }

  /// `w = W[1] − W[0]`.
  static void toSigmoid(Draft draft) {
    Step step = last(draft);
    int rows = classes(draft, step);
    if (rows != 2) {
      throw new Refusal(
          "layer \"" + step.name() + "\"",
          "2 classes",
          String.valueOf(rows),
          "Use drop-reference for more.");
    }
    rows(draft, step, w -> row(w, 1).minus(row(w, 0)));
    draft.head(new Head.Binary(draft.head().names()));
    draft.changed(step.name() + ": two logits became their difference");
  }

  /// `[0, a]`, or `[−a/2, a/2]` of the least norm.
  static void toSoftmax(Draft draft, boolean least) {
    Step step = last(draft);
    if (!(draft.head() instanceof Head.Binary)) {
      throw new Refusal(
          "the head", "a sigmoid over one logit", draft.head().kind(), "There is none to widen.");
    }
    rows(
        draft,
        step,
        w ->
            Layout.concat(
                0, least ? List.of(w.times(-0.5), w.times(0.5)) : List.of(w.filled(0), w)));
    draft.head(new Head.Categorical(draft.head().names()));
    draft.changed(step.name() + ": one logit became two");
  }

  private void requireReference(int rows) {
    if (reference < 0 || reference >= rows || rows < 2) {
      throw new Refusal(
          "reference " + reference,
          "a class from 0 to " + (rows - 1) + " of 2 or more",
          String.valueOf(reference),
          "Choose another --reference.");
    }
  }

  /// K logits to K − 1 and a 0.
  void drop(Draft draft) {
    Step step = last(draft);
    int rows = classes(draft, step);
    requireReference(rows);
    rows(
        draft,
        step,
        w -> {
          Node free =
              Layout.concat(0, List.of(w.slice(0, 0, reference), w.slice(0, reference + 1, rows)));
          return free.minus(row(w, reference));
        });
    draft.append(draft.freeName("referenceLogit"), new ReferenceLogit(reference));
    draft.changed("%s: %d logits became %d".formatted(step.name(), rows, rows - 1));
  }

  /// K − 1 logits and a 0 to K.
  static void add(Draft draft) {
    Step end =
        draft
            .outputStep()
            .filter(step -> step.layer() instanceof ReferenceLogit)
            .orElseThrow(
                () ->
                    new Refusal(
                        "the output",
                        "a referenceLogit layer at the end",
                        "none",
                        "Only drop-reference makes one."));
    int at = ((ReferenceLogit) end.layer()).position();
    draft.remove(end);
    Step step = last(draft);
    rows(
        draft,
        step,
        w -> {
          int free = w.type().shape().size(0);
          return Layout.concat(
              0, List.of(w.slice(0, 0, at), row(w, 0).filled(0), w.slice(0, at, free)));
        });
    draft.changed(step.name() + ": the row of the reference class is back, as zeros");
  }

  /// Rows of mean 0.
  static void centre(Draft draft) {
    Step step = last(draft);
    classes(draft, step);
    rows(draft, step, w -> w.minus(w.mean(List.of(0), true)));
    draft.changed(step.name() + ": its rows have mean 0");
  }

  /// The row of the reference class is 0.
  void rereference(Draft draft) {
    Step step = last(draft);
    requireReference(classes(draft, step));
    rows(draft, step, w -> w.minus(row(w, reference)));
    draft.changed("%s: row %d is 0".formatted(step.name(), reference));
  }
}

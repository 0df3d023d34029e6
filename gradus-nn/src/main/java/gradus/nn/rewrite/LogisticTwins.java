package gradus.nn.rewrite;

import gradus.nn.layer.Activated;
import gradus.nn.layer.Activated.Kind;
import gradus.nn.layer.Convolve;
import gradus.nn.layer.DropoutLayer;
import gradus.nn.layer.Flatten;
import gradus.nn.layer.GlobalPooled;
import gradus.nn.layer.PadLayer;
import gradus.nn.layer.Padding;
import gradus.nn.layer.Pooled;
import gradus.nn.layer.Reshape;
import gradus.nn.model.Step;
import gradus.op.window.Placement;
import java.util.ArrayList;
import java.util.List;

/// `σ(a) = ½ (1 + tanh(a / 2))`, used layer by layer in both directions.
///
/// The layer before has its weight and bias scaled by γ; every layer that reads `h = α t + β` gets
/// `α W` and `b + β W 1`. Values that stand for nothing around `h` become `(v − β) / α`. Source:
/// spec 3.
///
/// @param from the function that goes
/// @param to the function that comes
/// @param gamma the factor before it
/// @param alpha the factor after it
/// @param beta the shift after it
record LogisticTwins(Kind from, Kind to, double gamma, double alpha, double beta) {

  static LogisticTwins toTanh() {
    return new LogisticTwins(Kind.SIGMOID, Kind.TANH, 0.5, 0.5, 0.5);
  }

  static LogisticTwins toSigmoid() {
    return new LogisticTwins(Kind.TANH, Kind.SIGMOID, 2, 2, -1);
  }

  void apply(Draft draft) {
    String word = Activated.of(from).kind();
    for (Step step : draft.steps()) {
      if (step.layer() instanceof Activated activated && activated.function() == from) {
        try {
          twin(draft, step);
          draft.changed("%s: %s became %s".formatted(step.name(), word, Activated.of(to).kind()));
        } catch (Refusal refusal) {
          draft.left(refusal.reason());
        }
      }
    }
  }

  private void twin(Draft draft, Step step) {
    Step producer =
        draft
            .before(step)
            .filter(it -> Draft.isAffine(it) && draft.onlyReader(it.name()).isPresent())
            .orElseThrow(
                () ->
                    new Refusal(
                        "layer \"" + step.name() + "\"",
                        "a linear or convolution layer before it that nothing else reads",
                        "another",
                        "Fold batch normalisation first, or leave this layer."));
    List<Step> pads = new ArrayList<>();
    List<Step> consumers = consumers(draft, step, pads);
    for (Step pad : pads) {
      PadLayer layer = (PadLayer) pad.layer();
      draft.replace(
          pad.name(), new PadLayer(layer.before(), layer.after(), (layer.value() - beta) / alpha));
    }
    for (Step consumer : consumers) {
      padded(draft, consumer);
      draft.bias(
          consumer, draft.bias(consumer).plus(Rows.sums(draft.weight(consumer)).times(beta)));
      draft.weight(consumer, draft.weight(consumer).times(alpha));
    }
    draft.weight(producer, draft.weight(producer).times(gamma));
    if (draft.hasBias(producer)) {
      draft.bias(producer, draft.bias(producer).times(gamma));
    }
    String name = Activated.of(to).kind();
    draft.replace(step.name(), draft.freeName(name), Activated.of(to));
  }

  /// Where a consumer pads with zeros, the twin pads with what stands for 0.
  private void padded(Draft draft, Step consumer) {
    if (consumer.layer() instanceof Convolve c && Rows.isPadded(draft, consumer)) {
      Placement placement = Rows.placement(draft, consumer, c);
      draft.insertBefore(
          consumer,
          draft.freeName("pad"),
          new PadLayer(placement.before(), placement.after(), -beta / alpha));
      draft.replace(
          consumer.name(),
          new Convolve(
              c.outputs(),
              c.kernel(),
              c.strides(),
              c.dilations(),
              Padding.valid(),
              c.groups(),
              c.convention(),
              c.bias(),
              c.initialiser()));
    }
  }

  /// The affine layers that read a value, through layers that commute with an increasing affine map
  /// of all elements.
  private static List<Step> consumers(Draft draft, Step step, List<Step> pads) {
    List<Step> consumers = new ArrayList<>();
    List<String> open = new ArrayList<>(List.of(step.name()));
    while (!open.isEmpty()) {
      String name = open.removeFirst();
      if (draft.isOutput(name)) {
        throw unread(step, "the output of the network");
      }
      for (Step reader : draft.readers(name)) {
        if (Draft.isAffine(reader)) {
          consumers.add(reader);
          continue;
        }
        switch (reader.layer()) {
          case Flatten _, Reshape _, DropoutLayer _, Pooled _, GlobalPooled _ ->
              open.add(reader.name());
          case PadLayer _ -> {
            pads.add(reader);
            open.add(reader.name());
          }
          default -> throw unread(step, reader.name() + " (" + reader.layer().kind() + ")");
        }
      }
    }
    return consumers;
  }

  private static Refusal unread(Step step, String reader) {
    return new Refusal(
        "layer \"" + step.name() + "\"",
        "linear or convolution layers alone to read it, since they can undo the shift",
        reader,
        "Leave this layer as it is.");
  }
}

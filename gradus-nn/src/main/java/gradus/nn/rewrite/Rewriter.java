package gradus.nn.rewrite;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Applies laws to models.
public final class Rewriter {

  private Rewriter() {}

  /// A model changed by a law wherever it applies.
  ///
  /// Throws {@link Refusal} where it applies nowhere, with the reason.
  ///
  /// @param model the network and its values
  /// @param law the law
  /// @param reference the class whose logit is to be 0, for the laws that have one
  public static Rewriting apply(Model model, Law law, int reference) {
    Draft draft = draft(model, law, reference);
    if (draft.changes().isEmpty()) {
      throw draft.left().isEmpty()
          ? new Refusal(
              "law " + law.word(),
              law.precondition(),
              "none",
              "gradus rewrite without --law says which laws apply.")
          : new Refusal(
              "law " + law.word(),
              law.precondition(),
              draft.left().stream().collect(Collectors.joining("; ", "(", ")")),
              "Change what stands in the way, or choose another law.");
    }
    return Rewriting.of(model, law, draft);
  }

  /// For each law, what it would change, or why it does not apply.
  public static Map<Law, String> survey(Model model, int reference) {
    Map<Law, String> survey = new LinkedHashMap<>();
    for (Law law : Law.values()) {
      try {
        Draft draft = draft(model, law, reference);
        boolean applies = !draft.changes().isEmpty();
        String what = String.join("; ", applies ? draft.changes() : draft.left());
        survey.put(
            law,
            (applies ? "yes: " : "no: ") + (what.isEmpty() ? "needs " + law.precondition() : what));
      } catch (Refusal refusal) {
        survey.put(law, "no: " + refusal.reason());
      }
    }
    return survey;
  }

  static Draft draft(Model model, Law law, int reference) {
    Draft draft = new Draft(model);
    SoftmaxGauges gauges = new SoftmaxGauges(reference);
    switch (law) {
      case SIGMOID_TO_TANH -> LogisticTwins.toTanh().apply(draft);
      case TANH_TO_SIGMOID -> LogisticTwins.toSigmoid().apply(draft);
      case SOFTMAX_TO_SIGMOID -> SoftmaxGauges.toSigmoid(draft);
      case SIGMOID_TO_SOFTMAX -> SoftmaxGauges.toSoftmax(draft, false);
      case SIGMOID_TO_SOFTMAX_LEAST -> SoftmaxGauges.toSoftmax(draft, true);
      case DROP_REFERENCE -> gauges.drop(draft);
      case ADD_REFERENCE -> SoftmaxGauges.add(draft);
      case CENTRE_LOGITS -> SoftmaxGauges.centre(draft);
      case RE_REFERENCE -> gauges.rereference(draft);
      case FOLD_BATCH_NORM -> BatchNormFolding.apply(draft);
      case MERGE_SERIES -> SeriesMerge.apply(draft);
      case MERGE_PARALLEL -> ParallelMerge.apply(draft);
      case DROP_DEAD_UNITS -> Units.dropDead(draft);
      case FOLD_CONSTANTS -> Units.foldConstants(draft);
      case DROP_RELU -> Simplifications.dropRelu(draft);
      case DROP_DROPOUT -> Simplifications.dropDropout(draft);
      case SORT_UNITS -> Units.sort(draft);
      case FLIP_TANH_SIGNS -> Units.flipSigns(draft);
      case SCALE_RELU -> Units.scaleRelu(draft);
      case AVERAGE_POOL_TO_CONV -> Simplifications.averageAsConvolution(draft);
      case UNFOLD -> Simplifications.unfold(draft, model);
    }
    return draft;
  }
}

package gradus.web.inference;

import gradus.tensor.Tensor;
import gradus.web.http.HttpProblem;
import gradus.web.inference.ResponseWriter.Frame;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Requests to models, from what was read to what is written.
///
/// @param repository the models
/// @param options how they are served
/// @param meters what counts
record Inference(Repository repository, InferenceOptions options, Meters meters) {

  private static final System.Logger LOG = System.getLogger(Inference.class.getName());

  /// The answer to a request for outputs.
  ///
  /// @param versioned whether that version is asked for by name
  /// @param start when the request began, by {@link System#nanoTime}
  ResponseWriter infer(Live live, boolean versioned, InferRequest request, long start) {
    ResponseWriter.requireKnown(
        request, live.model().outputs().stream().map(TensorSpec::name).toList());
    long deadline = start + deadline(request);
    Live asked = live;
    Optional<CompletableFuture<Map<String, Values>>> answer = submit(asked, request, deadline);
    while (answer.isEmpty()) {
      // exchanged for a newer one meanwhile: the request goes there
      asked =
          repository.live(live.name(), versioned ? Optional.of(live.version()) : Optional.empty());
      if (!asked.model().inputs().equals(live.model().inputs())
          || !asked.model().outputs().equals(live.model().outputs())) {
        throw new HttpProblem(
                503,
                "Model \"%s\": expected the form that it had, found it exchanged for another. Ask again."
                    .formatted(live.name()))
            .retryAfter(1);
      }
      answer = submit(asked, request, deadline);
    }
    return ResponseWriter.of(
        new Frame(asked, Map.of()), request, ordered(asked, await(asked, answer.get(), deadline)));
  }

  private static Optional<CompletableFuture<Map<String, Values>>> submit(
      Live live, InferRequest request, long deadline) {
    return live.batcher().submit(request.inputs(), request.rows(), deadline);
  }

  private static Map<String, Values> ordered(Live live, Map<String, Values> outputs) {
    Map<String, Values> ordered = new LinkedHashMap<>();
    live.model()
        .outputs()
        .forEach(spec -> ordered.put(spec.name(), Rows.named(outputs, spec.name())));
    return ordered;
  }

  /// Nanoseconds that a request may take; its parameter `timeout` is in microseconds. Source:
  /// Triton, "Schedule Policy Extension".
  private long deadline(InferRequest request) {
    Object timeout = request.parameters().get("timeout");
    if (timeout == null) {
      return options.deadline().toNanos();
    }
    if (!(timeout instanceof Long micros) || micros < 1) {
      throw new HttpProblem(
          400,
          "The parameter timeout: expected microseconds, 1 or more, found %s. Leave it out for the server's."
              .formatted(timeout));
    }
    return Math.min(options.deadline().toNanos(), TimeUnit.MICROSECONDS.toNanos(micros));
  }

  private Map<String, Values> await(
      Live live, CompletableFuture<Map<String, Values>> answer, long deadline) {
    try {
      return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      meters.rejected(live.name(), "late");
      throw Batcher.late(live.name());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new HttpProblem(503, "The server: expected to be running, found it stopping.");
    } catch (ExecutionException failed) {
      throw problem(live, failed.getCause());
    }
  }

  private static RuntimeException problem(Live live, @Nullable Throwable failure) {
    return switch (failure) {
      case HttpProblem problem -> problem;
      case IllegalArgumentException wrong ->
          new HttpProblem(400, "Model \"%s\": %s".formatted(live.name(), wrong.getMessage()));
      case RuntimeException fault -> fault;
      case null, default -> {
        LOG.log(System.Logger.Level.ERROR, "model " + live.name(), failure);
        yield new HttpProblem(
            503,
            "Model \"%s\": expected room to compute, found too little. Send fewer rows."
                .formatted(live.name()));
      }
    };
  }

  /// The answer to a request for outputs and their explanation.
  ResponseWriter explain(Live live, InferRequest request, long start) {
    Explainer explainer =
        live.model()
            .explainer()
            .orElseThrow(
                () ->
                    new HttpProblem(
                        501,
                        "Model \"%s\": expected one FP32 input and one vector of logits, which can be explained, found others. Ask for infer."
                            .formatted(live.name())));
    Tensor input = Rows.named(request.inputs(), live.model().inputs().getFirst().name());
    Explainer.Explained explained = explainer.explain(input, asked(request));
    InferRequest plain =
        new InferRequest(request.id(), request.parameters(), request.inputs(), List.of());
    Map<String, Values> outputs = new LinkedHashMap<>();
    Optional<CompletableFuture<Map<String, Values>>> answer =
        submit(live, plain, start + deadline(request));
    if (answer.isPresent()) {
      outputs.putAll(ordered(live, await(live, answer.get(), start + deadline(request))));
    } else {
      // exchanged meanwhile: the version that was explained also predicts
      outputs.putAll(ordered(live, live.model().run(request.inputs())));
    }
    outputs.put("explained", new Values.Numbers(explained.chosen()));
    outputs.put("explained_logit", new Values.Numbers(explained.logits()));
    outputs.put("gradient", new Values.Numbers(explained.gradient()));
    ResponseWriter.requireKnown(request, List.copyOf(outputs.keySet()));
    Map<String, Object> told =
        Boolean.FALSE.equals(request.parameters().get("derivation"))
            ? Map.of()
            : Map.of("derivation", explainer.derivation());
    return ResponseWriter.of(new Frame(live, told), request, outputs);
  }

  private static OptionalInt asked(InferRequest request) {
    Object of = request.parameters().get("of");
    if (of == null) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(of instanceof Long position ? Math.clamp(position, -1, 1 << 30) : -1);
  }
}

package gradus.web.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.web.inference.Asking.Said;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One file of ONNX behind one server, computed by two engines.
class SameServerTest {

  private static final int PIXELS = 36;

  @TempDir private Path folder;

  @Test
  void twoEnginesAnswerAlikeAloneAndTogether() throws Exception {
    Path file = Runs.onnx(folder.resolve("model.onnx"), 11);
    List<String> bodies = bodies(24);
    List<Said> ours = answers("gradus", file, bodies);
    List<Said> theirs = answers("onnxruntime", file, bodies);
    for (int i = 0; i < bodies.size(); i++) {
      float[] own = ours.get(i).floats(name(ours.get(i)));
      float[] other = theirs.get(i).floats(name(ours.get(i)));
      assertThat(own).hasSize(5);
      assertThat(other).hasSize(5);
      for (int k = 0; k < own.length; k++) {
        assertThat(own[k]).as("row " + i).isCloseTo(other[k], within(1e-5f));
      }
    }
  }

  private static String name(Said said) {
    return said.body().path("outputs").get(0).path("name").asString();
  }

  private static List<String> bodies(int number) {
    Random random = new Random(5);
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      String data =
          random
              .doubles(PIXELS, -1, 1)
              .mapToObj("%.4f"::formatted)
              .collect(Collectors.joining(",", "[", "]"));
      bodies.add(Asking.rows("x", "[1,1,6,6]", data));
    }
    return bodies;
  }

  private static List<Said> answers(String engine, Path file, List<String> bodies)
      throws Exception {
    try (Asking ask = new Asking(SameServer.start(engine, file, 0));
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Said>> calls = new ArrayList<>();
      bodies.forEach(body -> calls.add(() -> ask.post("/v2/models/model/infer", body)));
      List<Said> answers = new ArrayList<>();
      for (Future<Said> answer : callers.invokeAll(calls)) {
        assertThat(answer.get().status()).as(answer.get().body().toString()).isEqualTo(200);
        answers.add(answer.get());
      }
      return answers;
    }
  }
}

package gradus.web.studio;

import gradus.web.http.Json;
import io.helidon.webserver.http.HttpRouting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Starting, watching and stopping a training.
///
/// @param questions answers what is posted
/// @param trainings the training under way
/// @param streams tells how it goes
record TrainingRoutes(Questions questions, Trainings trainings, Streams streams) {

  private static final Duration SHORT = Duration.ofSeconds(10);

  void serve(HttpRouting.Builder routing) {
    routing.post(
        "/api/training",
        questions.of(TrainingQuestion.class, SHORT, it -> started(() -> trainings.begin(it))));
    routing.post(
        "/api/training/resume",
        questions.of(CellQuestion.class, SHORT, it -> started(() -> trainings.resume(it.run()))));
    routing.post(
        "/api/training/stop", questions.of(Map.class, SHORT, _ -> started(trainings::stop)));
    routing.get(
        "/api/training", (request, response) -> Json.send(response, 200, trainings.state()));
    routing.get(
        "/api/training/events",
        (request, response) -> streams.tell(response, new Changes(trainings)));
  }

  private Object started(Runnable action) {
    action.run();
    return trainings.state();
  }

  /// The states of the training as they change; it remembers the last.
  private static final class Changes implements Streams.News {
    private final Trainings trainings;
    private Optional<Object> last = Optional.empty();

    Changes(Trainings trainings) {
      this.trainings = trainings;
    }

    @Override
    public Optional<Object> next() {
      Object state = trainings.state();
      if (last.filter(state::equals).isPresent()) {
        return Optional.empty();
      }
      last = Optional.of(state);
      return last;
    }

    @Override
    public boolean ended() {
      return false;
    }
  }
}

package gradus.web.studio;

import gradus.web.http.Body;
import gradus.web.http.Json;
import io.helidon.webserver.http.Handler;
import java.time.Duration;
import java.util.function.Function;

/// How a question that was posted as JSON gets its answer as JSON.
///
/// @param body reads it
/// @param workroom where it is worked on
record Questions(Body body, Workroom workroom) {

  /// A handler for questions of a type.
  ///
  /// @param type the record that the question is read into
  /// @param time how long the answer may take
  /// @param answer gives what is sent back
  <Q> Handler of(Class<Q> type, Duration time, Function<Q, Object> answer) {
    return (request, response) -> {
      Q question = Json.read(body.read(request), type);
      Json.send(response, 200, workroom.answer(time, () -> answer.apply(question)));
    };
  }
}

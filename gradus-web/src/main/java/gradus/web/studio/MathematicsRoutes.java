package gradus.web.studio;

import io.helidon.webserver.http.HttpRouting;
import java.time.Duration;

/// Questions about mathematics alone: claims, and convolutions of signals.
///
/// @param questions answers them
record MathematicsRoutes(Questions questions) {

  private static final Duration CLAIM = Duration.ofSeconds(20);
  private static final Duration CONVOLUTION = Duration.ofSeconds(5);

  void serve(HttpRouting.Builder routing) {
    routing.post("/api/claim", questions.of(ClaimQuestion.class, CLAIM, ClaimQuestion::answer));
    routing.post(
        "/api/convolution",
        questions.of(ConvolutionQuestion.class, CONVOLUTION, ConvolutionQuestion::answer));
  }
}

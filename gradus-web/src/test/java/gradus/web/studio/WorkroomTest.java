package gradus.web.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.web.http.HttpProblem;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkroomTest {

  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(30);

  // is searched and checked for many seconds on any machine
  private static final ClaimQuestion SLOW =
      new ClaimQuestion("gelu(a)*gelu(b)*erf(c) + silu(a*b*c)*tanh(a+b) >= -100 - a^4*b^4*c^4");

  private static void late(Workroom room) {
    assertThatThrownBy(() -> room.answer(SHORT, SLOW::answer))
        .isInstanceOfSatisfying(
            HttpProblem.class, problem -> assertThat(problem.status()).isEqualTo(503))
        .hasMessageStartingWith("The studio: expected an answer within 0 s, found none.");
  }

  @Test
  void slowClaimsAreStoppedAndLeaveTheirPlace() {
    Workroom room = new Workroom(true);
    for (int i = 0; i < 10; i++) {
      late(room); // each one finds a place again
    }
    assertThat(room.answer(LONG, () -> new ClaimQuestion("1 + 1 = 2").answer()).toString())
        .contains("PROVED");
  }

  @Test
  void workThatDoesNotStopKeepsItsPlace() throws InterruptedException {
    Workroom room = new Workroom(false);
    CountDownLatch end = new CountDownLatch(1);
    try {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> room.answer(SHORT, () -> waited(end)))
            .isInstanceOfSatisfying(
                HttpProblem.class, problem -> assertThat(problem.status()).isEqualTo(503));
      }
      assertThatThrownBy(() -> room.answer(SHORT, () -> "never"))
          .isInstanceOfSatisfying(
              HttpProblem.class,
              problem -> {
                assertThat(problem.status()).isEqualTo(429);
                assertThat(problem.retryAfterSeconds()).isPositive();
              });
    } finally {
      end.countDown();
    }
    assertThat(room.answer(LONG, () -> "answered")).isEqualTo("answered");
  }

  private static boolean waited(CountDownLatch end) {
    try {
      return end.await(LONG.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      throw new AssertionError("interrupted though it cannot be stopped", stopped);
    }
  }
}

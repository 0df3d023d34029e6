package gradus.nn.rewrite;

import gradus.algebra.Goal;
import gradus.algebra.Verdict;
import gradus.algebra.decide.Decision;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The identity behind a law, and who holds it: decided by the algebra when it is first asked for.
///
/// @param law the law
public record Identity(Law law) {

  private static final Map<Law, String> HELD = new ConcurrentHashMap<>();

  /// The law in a line.
  public String statement() {
    return law.statement();
  }

  /// Where it is written.
  public String source() {
    return law.source();
  }

  /// The verdict of the algebra, or the test that holds it.
  public String held() {
    return HELD.computeIfAbsent(law, Identity::decided);
  }

  /// Whether the algebra proves it.
  public boolean isProved() {
    return held().startsWith("PROVED");
  }

  private static String decided(Law law) {
    Optional<Goal> goal = LawGoal.of(law);
    return goal.map(Decision::decide)
        .filter(verdict -> verdict instanceof Verdict.Proved)
        .map(_ -> "PROVED by gradus.algebra for all values and sizes, replayed by its checker")
        .orElse("held by RewriterTest and RoundTripTest, in fractions or 40 digits; no proof");
  }
}

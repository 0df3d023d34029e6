package gradus.nn.rewrite;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

/// The identity behind a law, and who holds it: decided by the algebra when it is first asked for,
/// where the module that proves (`gradus.explain`) is there.
///
/// @param law the law
public record Identity(Law law) {

  private static final Map<Law, Boolean> PROVED = new ConcurrentHashMap<>();

  private static final List<LawProver> PROVERS =
      ServiceLoader.load(LawProver.class, LawProver.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

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
    if (isProved()) {
      return "PROVED by gradus.algebra for all values and sizes, replayed by its checker";
    }
    String held = "held by RewriterTest and RoundTripTest, in fractions or 40 digits; ";
    return held + (PROVERS.isEmpty() ? "not proved here: gradus.explain is not there" : "no proof");
  }

  /// Whether the algebra proves it; false too where it is not there.
  public boolean isProved() {
    return PROVED.computeIfAbsent(
        law, it -> PROVERS.stream().anyMatch(prover -> prover.proves(it)));
  }
}

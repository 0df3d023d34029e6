package gradus.explain.lint;

import gradus.nn.model.Network;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks for faults in a network, and mends those that a program can mend.
public final class Lint {

  private static final int MOST_REPAIRS = 1000;

  private static final List<Rule> RULES =
      List.of(
          new SquashedOutput(),
          new DoubledNonlinearity(),
          new MissingNonlinearity(),
          new BiasBeforeNorm(),
          new DropoutBeforeNorm(),
          new Unreachable(),
          new FrozenAtStart(),
          new RedundantLogit(),
          new UnsuitedInitialiser(false),
          new DroppedInput(),
          new SmallReceptiveField(),
          new IdleUnits(),
          new UnscaledInput());

  private Lint() {}

  /// All rules, in the order in which they are tried.
  public static List<Rule> rules() {
    return RULES;
  }

  /// What is found in a network, rule by rule, and then inside its residual and parallel layers. Of
  /// layers that no output reads only that is told.
  public static List<Finding> findings(Place place) {
    List<String> unread = place.unread();
    return Stream.concat(
            RULES.stream().flatMap(rule -> rule.findings(place).stream()),
            Inside.findings(place).stream())
        .filter(
            finding ->
                finding.rule().equals(Unreachable.NAME)
                    || finding.layers().stream().noneMatch(unread::contains))
        .toList();
  }

  /// The network with all repaired that a program can repair.
  public static Network repaired(Place place) {
    Place now = place;
    for (int i = 0; i < MOST_REPAIRS; i++) {
      Optional<Network> better =
          findings(now).stream().flatMap(finding -> finding.repaired().stream()).findFirst();
      if (better.isEmpty()) {
        return now.network();
      }
      now = now.with(better.get());
    }
    return now.network();
  }
}

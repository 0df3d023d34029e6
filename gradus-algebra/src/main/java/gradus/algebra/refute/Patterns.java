package gradus.algebra.refute;

import gradus.algebra.refute.Boxes.Box;
import gradus.formula.Condition;
import gradus.formula.Formula;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Values worth trying, simple ones first.
final class Patterns {

  /// How many patterns of elements there are.
  static final int COUNT = 15;

  private static final List<Fraction> SIMPLE =
      List.of(
          Fraction.ZERO,
          Fraction.ONE,
          Fraction.of(-1),
          Fraction.of(2),
          Fraction.of(1, 2),
          Fraction.of(3),
          Fraction.of(-2),
          Fraction.of(1, 3),
          Fraction.of(3, 4),
          Fraction.of(1, 4),
          Fraction.of(-1, 2),
          Fraction.of(-3),
          Fraction.of(2, 3),
          Fraction.of(5),
          Fraction.of(-5),
          Fraction.of(10),
          Fraction.of(-10),
          Fraction.of(1, 10),
          Fraction.of(7),
          Fraction.of(100));

  private static final List<Integer> PRIMES = List.of(2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37);

  private Patterns() {}

  /// Values of a real variable on which conditions put bounds.
  static List<Fraction> scalars(String name, List<Condition> conditions) {
    Box box =
        new Boxes(conditions, false).narrowed(Map.of(name, Box.ALL)).getOrDefault(name, Box.ALL);
    Set<Fraction> values = new LinkedHashSet<>(SIMPLE);
    boolean below = box.low().compareTo(Box.ALL.low()) > 0;
    boolean above = box.high().compareTo(Box.ALL.high()) < 0;
    for (int i = 0; i < 8; i++) {
      Fraction simple = SIMPLE.get(i).power(Fraction.of(2));
      Fraction part = simple.over(simple.plus(Fraction.ONE));
      if (below && above) {
        values.add(box.low().plus(part.times(box.high().plus(box.low().negated()))));
      } else if (below) {
        values.add(box.low().plus(simple));
      } else if (above) {
        values.add(box.high().plus(simple.negated()));
      }
    }
    for (Formula.Num number : Question.numbers(conditions)) {
      Fraction value = new Fraction(number.numerator(), number.denominator());
      values.add(value);
      values.add(value.negated());
    }
    values.removeIf(x -> x.compareTo(box.low()) < 0 || x.compareTo(box.high()) > 0);
    return List.copyOf(values);
  }

  /// Element `at` of `count` in a pattern.
  static Fraction element(int pattern, int at, int count) {
    return switch (pattern) {
      case 0 -> Fraction.ZERO;
      case 1 -> Fraction.ONE;
      case 2 -> Fraction.of(PRIMES.get(at % PRIMES.size()));
      case 3 -> Fraction.of(10).power(Fraction.of(at % 6));
      case 4 -> Fraction.of(at + 1);
      case 5 -> Fraction.of(at == 0 ? 1 : 0);
      case 6 -> Fraction.of(at == count - 1 ? 1 : 0);
      case 7 -> Fraction.of(-1);
      case 8 -> Fraction.of(at % 2 == 0 ? 1 : -1);
      case 9 -> Fraction.of(1, count);
      case 10 -> Fraction.of(2L * at + 2, (long) count * (count + 1));
      case 11 -> Fraction.of(1, 2L * count);
      case 12 -> Fraction.of(1, 2);
      case 13 -> Fraction.of(at % 2 == 0 ? at + 1 : -at - 1, at + 2);
      default -> Fraction.of(2);
    };
  }

  /// A small random fraction, mostly an integer.
  static Fraction random(RandomGenerator random) {
    int denominator = random.nextInt(3) == 0 ? 1 + random.nextInt(6) : 1;
    return Fraction.of(random.nextInt(-4 * denominator, 4 * denominator + 1), denominator);
  }

  /// Random thousandths from −3 to 3.
  static Fraction fine(RandomGenerator random) {
    return Fraction.of(random.nextInt(-3000, 3001), 1000);
  }

  /// A random order of choices that takes each slot through its values.
  static List<Integer> choices(RandomGenerator random, List<Integer> counts) {
    List<Integer> choices = new ArrayList<>();
    counts.forEach(count -> choices.add(random.nextInt(count)));
    return choices;
  }
}

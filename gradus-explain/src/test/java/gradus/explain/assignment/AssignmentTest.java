package gradus.explain.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.op.window.Convention;
import gradus.op.window.Placement.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssignmentTest {

  @Test
  void answersEveryItemAndNotesEveryErratum() {
    List<Answer> answers = Assignment.whole().answers();
    assertThat(answers)
        .extracting(Answer::item)
        .containsExactly(
            "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.1", "2.2", "2.3", "2.4", "3", "4.1",
            "4.2", "4.3", "5.1", "5.2", "5.3", "5.4", "5.5", "5.6");
    assertThat(answers.stream().mapToInt(it -> it.errata().size()).sum()).isEqualTo(66);
    assertThat(Erratum.all()).extracting(Erratum::id).doesNotHaveDuplicates().hasSize(66);
  }

  @Test
  void calculatesItsValues() {
    assertThat(drawn(Assignment.whole().only("1")))
        .contains(
            "    at g = 3/4, y = 1: -1/4",
            "    at g = 3/4, y = 1: 1/16",
            "    at g = 3/4, y = 1: -3/32");
    assertThat(drawn(Assignment.whole().only("2.4"))).contains("      [  5/36  -1/18  -1/12 ]");
    assertThat(drawn(Assignment.whole().only("4")))
        .contains(
            "    The last layer puts out 65,536 scalars.",
            "    18,432 weights; 18,496 with the biases",
            "    y₂ = 2·2 + 3·0 + 4·1 = 8",
            "    result = [5, 8]",
            "    result = [1, 2, 5, 8, 6, 8]",
            "    result = [2, 5, 8, 6]");
  }

  /// The answers without their claims.
  private static List<String> drawn(Assignment assignment) {
    AssignmentText text = new AssignmentText(false);
    return assignment.answers().stream().flatMap(it -> text.lines(it, List.of()).stream()).toList();
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "5,2,2", "7,3,2", "8,2,4", "9,5,5", "6,1,6"})
  void everyWayGivesTheSameGradient(int d, int k1, int k2) {
    for (Mode mode : Mode.values()) {
      if (mode == Mode.VALID && d < k1 + k2 - 1) {
        continue;
      }
      for (Convention convention : Convention.values()) {
        TwoLayers network = new TwoLayers(d, k1, k2, mode, convention);
        assertThat(network.checks()).as(network.toString()).isNotEmpty().doesNotContainValue(false);
      }
    }
  }

  @Test
  void refusesLayersThatWouldBeEmpty() {
    assertThatThrownBy(() -> new TwoLayers(4, 3, 3, Mode.VALID, Convention.CROSS_CORRELATION))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "question 5 with d=4, k1=3, k2=3: expected d of k1 + k2 − 1 = 5 or more, found 4. Layer"
                + " 2 would be empty; lengthen the signal.");
    assertThatThrownBy(() -> Assignment.whole().only("6"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("assignment: expected an item from 1.1 to 5.6, found \"6\". Mend it.");
  }
}

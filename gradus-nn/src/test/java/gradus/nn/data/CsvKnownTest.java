package gradus.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tables read for a model that knows its columns and categories.
class CsvKnownTest {

  private static final CsvOptions MODEL =
      CsvOptions.AUTO.withLabel("price").withKnown(List.of("colour=blue", "colour=red", "mass"));

  @TempDir private Path folder;

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("new.csv"), text);
  }

  private List<List<Float>> unlabelled(CsvOptions options, String text) throws IOException {
    return Csv.unlabelled(write(text), options).orElseThrow().stream()
        .map(row -> java.util.stream.IntStream.range(0, row.length).mapToObj(i -> row[i]).toList())
        .toList();
  }

  @Test
  void aTableWithoutTheTargetGivesItsExamples() throws IOException {
    assertThat(unlabelled(MODEL, "mass,colour\n1.5,red\n2,blue\n"))
        .containsExactly(List.of(0f, 1f, 1.5f), List.of(1f, 0f, 2f));
  }

  @Test
  void aTableWithTheTargetIsNotUnlabelled() throws IOException {
    assertThat(Csv.unlabelled(write("mass,colour,price\n1,red,3\n2,red,4\n"), MODEL)).isEmpty();
  }

  @Test
  void categoriesAreThoseOfTheTraining() throws IOException {
    Dataset set =
        Csv.read(write("price,colour,mass\n3,red,1\n4,red,2\n"), MODEL, TargetKind.parse("reals"));
    assertThat(set.features()).containsExactly(0, 1, 1, 0, 1, 2);
    assertThat(set.featureNames()).containsExactly("colour=blue", "colour=red", "mass");
  }

  @Test
  void columnsWithoutNamesCountByTheirPlace() throws IOException {
    CsvOptions model = CsvOptions.AUTO.withKnown(List.of("x0", "x1=a", "x1=b"));
    assertThat(unlabelled(model, "7,b\n8,a\n"))
        .containsExactly(List.of(7f, 0f, 1f), List.of(8f, 1f, 0f));
    assertThat(Csv.read(write("7,b,2.5\n8,a,3\n"), model, TargetKind.AUTO).features())
        .containsExactly(7, 0, 1, 8, 1, 0);
  }

  @Test
  void anUnknownCategoryIsRefused() throws IOException {
    Path file = write("mass,colour\n1,red\n2,green\n");
    assertThatThrownBy(() -> Csv.unlabelled(file, MODEL))
        .hasMessage(
            file
                + ", line 3, cell 2 (colour): expected one of the categories that the model knows:"
                + " blue, red, found \"green\". Correct the cell, or train a model with this"
                + " category.");
  }

  @Test
  void aMissingFeatureIsRefused() throws IOException {
    Path file = write("colour,weight\nred,1\nblue,2\n");
    assertThatThrownBy(() -> Csv.unlabelled(file, MODEL))
        .hasMessage(
            file
                + ", the columns: expected the feature \"mass\", which the model was trained on,"
                + " found colour, weight. Add the column, or rename the one that holds it.");
  }

  @Test
  void aColumnThatTheModelDoesNotKnowIsRefused() throws IOException {
    Path file = write("mass,colour,height\n1,red,5\n2,blue,6\n");
    assertThatThrownBy(() -> Csv.unlabelled(file, MODEL))
        .hasMessage(
            file
                + ", the columns: expected the features of the model and its target, found also"
                + " \"height\". Name the target with --label, or leave the column out with"
                + " --ignore.");
  }

  @Test
  void evaluatingNeedsATarget() throws IOException {
    Path file = write("mass,colour\n1,red\n2,blue\n");
    assertThatThrownBy(() -> Csv.read(file, MODEL, TargetKind.AUTO))
        .hasMessage(
            file
                + ", the columns: expected a column to predict beside the features, found mass,"
                + " colour. Add the target, or use predict, which needs none.");
  }
}

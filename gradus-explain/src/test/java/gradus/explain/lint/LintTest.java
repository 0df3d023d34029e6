package gradus.explain.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import gradus.nn.layer.Activated;
import gradus.nn.layer.Convolve;
import gradus.nn.layer.Padding;
import gradus.nn.loss.Head;
import gradus.nn.model.BuiltIn;
import gradus.nn.model.Network;
import gradus.nn.model.NetworkYaml;
import gradus.nn.model.Step;
import gradus.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each fault is found where it stands, and nothing in the networks of Gradus itself.
class LintTest {

  private static final Head CLASSES = new Head.Categorical(List.of("a", "b", "c"));

  private static Network yaml(String layers) {
    return NetworkYaml.read(
        "net.yaml", "input: [1, 12, 12]\nlayers: [" + layers + "]", Shape.scalar());
  }

  private static Place place(String layers, Head head, String loss) {
    return new Place(yaml(layers), Optional.of(head), loss, Optional.empty());
  }

  static Stream<Arguments> faults() {
    Head two = new Head.Categorical(List.of("a", "b"));
    Head yes = new Head.Binary(List.of("no", "yes"));
    Head real = new Head.Real(List.of("y"));
    return Stream.of(
        Arguments.of(
            "flatten, {linear: 3}, softmax", CLASSES, "auto", "squashed-output", "softmax1"),
        Arguments.of("flatten, {linear: 1}, sigmoid", yes, "auto", "squashed-output", "sigmoid1"),
        Arguments.of(
            "flatten, {linear: 3}, logSoftmax", CLASSES, "auto", "squashed-output", "logSoftmax1"),
        Arguments.of(
            "flatten, {linear: {outputs: 1, init: glorot}}, sigmoid",
            real,
            "auto",
            "squashed-output",
            "sigmoid1"),
        Arguments.of(
            "flatten, {linear: 8}, {linear: 3}",
            CLASSES,
            "auto",
            "missing-nonlinearity",
            "linear1, linear2"),
        Arguments.of(
            "{conv2d: {outputs: 4, kernel: 3}}, globalAveragePool, flatten, {linear: 3}",
            CLASSES,
            "auto",
            "missing-nonlinearity",
            "conv1, linear1"),
        Arguments.of(
            "flatten, {linear: 8}, relu, {dropout: 0.5}, relu, {linear: 3}",
            CLASSES,
            "auto",
            "doubled-nonlinearity",
            "relu1, relu2"),
        Arguments.of(
            "{conv2d: {outputs: 4, kernel: 3}}, batchNorm, relu, flatten, {linear: 3}",
            CLASSES,
            "auto",
            "bias-before-norm",
            "conv1"),
        Arguments.of(
            "flatten, {linear: 8}, relu, {dropout: 0.5}, {linear: {outputs: 8, bias: false}},"
                + " batchNorm, relu, {linear: 3}",
            CLASSES,
            "auto",
            "dropout-before-norm",
            "dropout1, batchNorm1"),
        Arguments.of("flatten, {linear: 2}", two, "auto", "redundant-logit", "linear1"),
        Arguments.of(
            "flatten, {linear: 8}, tanh, {linear: 3}",
            CLASSES,
            "auto",
            "unsuited-initialiser",
            "linear1 (before tanh)"),
        Arguments.of(
            "flatten, {linear: {outputs: 8, init: lecun}}, relu, {linear: 3}",
            CLASSES,
            "auto",
            "unsuited-initialiser",
            "linear1 (before relu)"),
        Arguments.of(
            "{conv2d: {outputs: 4, kernel: 3, stride: 2}}, relu, flatten, {linear: 3}",
            CLASSES,
            "auto",
            "dropped-input",
            "conv1"),
        Arguments.of(
            "{residual: {body: [{conv2d: {outputs: 1, kernel: 3, padding: same}}, batchNorm,"
                + " relu]}}, flatten, {linear: 3}",
            CLASSES,
            "auto",
            "bias-before-norm",
            "residual1.body.conv1"),
        Arguments.of(
            "{residual: {body: [relu], shortcut: [tanh, sigmoid]}}, flatten, {linear: 3}",
            CLASSES,
            "auto",
            "doubled-nonlinearity",
            "residual1.shortcut.tanh1, residual1.shortcut.sigmoid2"),
        Arguments.of(
            "{parallel: {branches: [[relu], [{conv2d: {outputs: 2, kernel: 3, padding: same}},"
                + " {conv2d: {outputs: 2, kernel: 3, padding: same}}, relu]]}}, flatten,"
                + " {linear: 3}",
            CLASSES,
            "auto",
            "missing-nonlinearity",
            "parallel1.branch2.conv1, parallel1.branch2.conv2"),
        Arguments.of(
            "flatten, {linear: 8}, {residual: {body: [{residual: {body: [{linear: 8}, tanh]}},"
                + " relu]}}, {linear: 3}",
            CLASSES,
            "auto",
            "unsuited-initialiser",
            "residual1.body.residual1.body.linear1 (before tanh)"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void eachFaultIsFoundAlone(String layers, Head head, String loss, String rule, String where) {
    Map<String, String> found = new TreeMap<>();
    Lint.findings(place(layers, head, loss)).forEach(it -> found.put(it.rule(), it.where()));
    assertThat(found).containsExactly(Map.entry(rule, where));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whatIsRepairedLintsCleanAfterwards(
      String layers, Head head, String loss, String rule, String where) {
    Place place = place(layers, head, loss);
    List<Finding> open =
        Lint.findings(place).stream().filter(it -> it.repaired().isEmpty()).toList();
    Network repaired = Lint.repaired(place);
    Network read = NetworkYaml.read("net.yaml", NetworkYaml.write(repaired), Shape.scalar());
    assertThat(read).isEqualTo(repaired);
    assertThat(Lint.findings(place.with(read)).stream().map(Finding::rule))
        .as("%s at %s", rule, where)
        .containsExactlyElementsOf(open.stream().map(Finding::rule).toList());
  }

  /// What ends a branch is no output, and a branch that is empty is no fault.
  @Test
  void aBranchMayEndInASigmoid() {
    String gate = "{conv2d: {outputs: 1, kernel: 3, padding: same, init: glorot}}, sigmoid";
    String block = "{parallel: {branches: [[], [" + gate + "]], join: add}}";
    Place place = place(block + ", flatten, {linear: 3}", CLASSES, "auto");
    assertThat(Lint.findings(place)).isEmpty();
  }

  @Test
  void aParameterWithoutGradientIsFound() {
    Network network =
        yaml("flatten, {linear: 4}, relu, {linear: {outputs: 3}}").outputs(List.of("relu1"));
    assertThat(Lint.findings(Place.of(network)))
        .extracting(Finding::rule, Finding::where, Finding::why)
        .containsExactly(
            tuple(
                "unreachable",
                "linear2",
                "∂L/∂θ = 0 for each of its parameters θ, since no path leads from them to L."));
  }

  @Test
  void aSmallReceptiveFieldIsFound() {
    Network network =
        Network.of(Shape.of(1, 400))
            .then(Convolve.of(4, List.of(3), Padding.same()))
            .activation(Activated.Kind.RELU)
            .globalAveragePool()
            .flatten()
            .linear(3);
    assertThat(Lint.findings(Place.of(network)))
        .extracting(Finding::rule)
        .containsExactly("small-receptive-field");
  }

  @Test
  void idleUnitsAreFoundInWhatTheyDid() {
    Network network = yaml("flatten, {linear: 4}, relu, {linear: 3}");
    float[] half = {0, 0, 1, 2, 0, 0, 3, 0};
    Activity activity = new Activity(2, Map.of("relu1", Shape.of(2, 4)), Map.of("relu1", half));
    Place place = new Place(network, Optional.of(CLASSES), "auto", Optional.of(activity));
    assertThat(Lint.findings(place))
        .extracting(Finding::where, Finding::what)
        .containsExactly(tuple("relu1", "2 of 4 units are 0 for each of 2 examples."));
  }

  @Test
  void saturationIsFoundInWhatUnitsDid() {
    Network network = yaml("flatten, {linear: {outputs: 2, init: glorot}}, tanh, {linear: 3}");
    float[] far = {1, -1, 0.99999f, 0.5f};
    Activity activity = new Activity(2, Map.of("tanh1", Shape.of(2, 2)), Map.of("tanh1", far));
    Place place = new Place(network, Optional.of(CLASSES), "auto", Optional.of(activity));
    assertThat(Lint.findings(place))
        .extracting(Finding::where, Finding::what)
        .containsExactly(
            tuple("tanh1", "75 % of its values lie beyond ±5 of its input, over 2 examples."));
  }

  static Stream<Arguments> builtIns() {
    return Stream.of(BuiltIn.values())
        .flatMap(
            network ->
                Stream.of(
                    Arguments.of(network, BuiltIn.Options.plain()),
                    Arguments.of(network, new BuiltIn.Options(true, 0.3))));
  }

  @ParameterizedTest
  @MethodSource("builtIns")
  void nothingIsFoundInTheNetworksOfGradus(BuiltIn builtIn, BuiltIn.Options options) {
    Shape shape =
        switch (builtIn) {
          case MLP, LENET, CNN -> Shape.of(1, 28, 28);
          case CONV1D -> Shape.of(1, 8000);
          case QUESTION4 -> Shape.of(3, 128, 128);
        };
    Place place =
        new Place(
            builtIn.network(shape, 3, options), Optional.of(CLASSES), "auto", Optional.empty());
    assertThat(Lint.findings(place)).isEmpty();
  }

  @Test
  void tellsOfFeaturesOfDifferentScales() {
    Network network =
        NetworkYaml.read("net.yaml", "input: [2]\nlayers: [{linear: 3}]", Shape.scalar());
    String input = network.inputs().getFirst().name();
    float[] apart = {0, 100, 1, 900, 0, 500, 1, 300};
    float[] alike = {0, 1, 1, 3, 0, 2, 1, 1};
    Place far = new Place(network, Optional.of(CLASSES), "auto", read(input, apart));
    assertThat(new UnscaledInput().findings(far))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.where()).isEqualTo(input);
              assertThat(finding.what()).isEqualTo("Its features spread from 0.500 to 296.");
            });
    Place near = new Place(network, Optional.of(CLASSES), "auto", read(input, alike));
    assertThat(new UnscaledInput().findings(near)).isEmpty();
  }

  private static Optional<Activity> read(String input, float[] values) {
    return Optional.of(new Activity(4, Map.of(input, Shape.of(4, 2)), Map.of(input, values)));
  }

  @Test
  void whatNoOutputReadsIsToldOnceAndTakenAway() {
    Network network =
        NetworkYaml.read(
            "net.yaml",
            """
            input: [4]
            layers:
              - {name: a, from: [x], linear: 8}
              - {name: r, from: [a], relu: {}}
              - {name: dead, from: [a], linear: 5}
              - {name: deader, from: [dead], linear: 5}
              - {name: o, from: [r], linear: 3}
            outputs: [o]
            """,
            Shape.scalar());
    assertThat(Lint.findings(Place.of(network)))
        .extracting(Finding::rule, Finding::where, Finding::cost)
        .containsExactly(
            tuple(
                "unreachable",
                "dead",
                "45 numbers stay as they were drawn, and their time is lost."),
            tuple(
                "unreachable",
                "deader",
                "30 numbers stay as they were drawn, and their time is lost."));
    Network repaired = Lint.repaired(Place.of(network));
    assertThat(repaired.steps()).extracting(Step::name).containsExactly("a", "r", "o");
    assertThat(Lint.findings(Place.of(repaired))).isEmpty();
  }

  @Test
  void whatLiesBetweenWindowsIsFound() {
    for (String layer :
        List.of(
            "{conv2d: {outputs: 2, kernel: 1, stride: 2}}",
            "{maxPool2d: {kernel: [2, 1], stride: 2}}")) {
      Place place = place(layer + ", relu, flatten, {linear: 3}", CLASSES, "auto");
      assertThat(Lint.findings(place))
          .singleElement()
          .satisfies(it -> assertThat(it.what()).startsWith("1 of every 2 positions on axis "));
      assertThat(Lint.findings(place.with(Lint.repaired(place)))).isEmpty();
    }
  }

  /// The end is padded, and what follows gets the longer result.
  @Test
  void whatTheDivisionLeavesIsPadded() {
    String layer = "{conv2d: {outputs: 4, kernel: 3, stride: 2}}";
    Place place = place(layer + ", relu, flatten, {linear: 3}", CLASSES, "auto");
    Network repaired = Lint.repaired(place);
    assertThat(NetworkYaml.write(repaired)).contains("after");
    assertThat(Lint.findings(place.with(repaired))).isEmpty();
    Place fixed = place(layer + ", relu, {reshape: [100]}, {linear: 3}", CLASSES, "auto");
    assertThat(Lint.findings(fixed)).singleElement().matches(it -> it.repaired().isEmpty());
  }

  /// A kernel of one tap that takes every second place leaves out the last one too: a shortcut of a
  /// residual network, and no accident.
  @Test
  void aStrideLongerThanItsWindowIsAChoice() {
    Place place =
        place(
            "{residual: {body: [{conv2d: {outputs: 2, kernel: 3, stride: 2, padding: 1}}, relu],"
                + " shortcut: [{conv2d: {outputs: 2, kernel: 1, stride: 2}}]}}, flatten, {linear:"
                + " 3}",
            CLASSES,
            "auto");
    assertThat(Lint.findings(place)).isEmpty();
  }

  @Test
  void whatIsFrozenIsLookedAtToo() {
    Network network = yaml("flatten, {linear: 4, frozen: true}, {linear: 3}");
    assertThat(Lint.findings(Place.of(network)))
        .extracting(Finding::rule)
        .containsExactly("missing-nonlinearity", "frozen-at-start");
    assertThat(
            Lint.findings(
                place("flatten, {linear: 4, frozen: true}, relu, {linear: 3}", CLASSES, "auto")))
        .isEmpty();
    Network repaired = Lint.repaired(Place.of(network));
    assertThat(repaired).isEqualTo(yaml("flatten, {linear: 4}, relu, {linear: 3}"));
  }
}

package gradus.runs.event;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import gradus.runs.wire.AttributeProto;
import gradus.runs.wire.EventProto;
import gradus.runs.wire.GraphProto;
import gradus.runs.wire.HistogramProto;
import gradus.runs.wire.ImageProto;
import gradus.runs.wire.ListProto;
import gradus.runs.wire.NodeProto;
import gradus.runs.wire.SessionLogProto;
import gradus.runs.wire.ShapeProto;
import gradus.runs.wire.SizeProto;
import gradus.runs.wire.SourceProto;
import gradus.runs.wire.SummaryProto;
import gradus.runs.wire.TensorProto;
import gradus.runs.wire.ValueProto;
import gradus.runs.wire.VersionProto;
import gradus.tensor.FormatException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Events as protobuf messages, both ways.
final class EventCodec {

  private static final int START = 1;
  private static final int FLOAT = 1;
  private static final int DOUBLE = 2;
  private static final int GREY = 1;
  private static final int RGB = 3;

  private EventCodec() {}

  static byte[] encode(Event event) {
    EventProto.Builder proto =
        EventProto.newBuilder().setWallTime(event.wallTime()).setStep(event.step());
    switch (event.what()) {
      case Event.FileVersion(String version) ->
          proto
              .setFileVersion(version)
              .setSourceMetadata(SourceProto.newBuilder().setWriter("gradus"));
      case Event.Graph graph -> proto.setGraphDef(encode(graph).toByteString());
      case Event.Summary summary -> {
        SummaryProto.Builder values = SummaryProto.newBuilder();
        summary.values().forEach(value -> values.addValue(encode(value)));
        proto.setSummary(values);
      }
      case Event.Start _ -> proto.setSessionLog(SessionLogProto.newBuilder().setStatus(START));
      case Event.Other _ -> {}
    }
    return proto.build().toByteArray();
  }

  private static ValueProto.Builder encode(Value value) {
    ValueProto.Builder proto = ValueProto.newBuilder().setTag(value.tag());
    return switch (value) {
      case Value.Scalar(_, double number) -> proto.setSimpleValue((float) number);
      case Value.Spread(_, Histogram it) ->
          proto.setHisto(
              HistogramProto.newBuilder()
                  .setMin(it.min())
                  .setMax(it.max())
                  .setNum(it.count())
                  .setSum(it.sum())
                  .setSumSquares(it.sumOfSquares())
                  .addAllBucketLimit(it.limits())
                  .addAllBucket(it.counts()));
      case Value.Image(_, Picture it) ->
          proto.setImage(
              ImageProto.newBuilder()
                  .setHeight(it.height())
                  .setWidth(it.width())
                  .setColorspace(isGrey(it) ? GREY : RGB)
                  .setEncodedImageString(ByteString.copyFrom(it.encoded())));
      case Value.Other _ -> proto;
    };
  }

  /// PNG's colour type is byte 25 of the file, 0 for grey.
  private static boolean isGrey(Picture picture) {
    byte[] png = picture.encoded();
    return png.length > 25 && png[25] == 0;
  }

  private static GraphProto encode(Event.Graph graph) {
    GraphProto.Builder proto = GraphProto.newBuilder();
    // the version of TensorFlow's graphs that PyTorch's writer states too
    proto.setVersions(VersionProto.newBuilder().setProducer(22));
    for (GraphNode node : graph.nodes()) {
      ShapeProto.Builder shape = ShapeProto.newBuilder();
      node.shape().forEach(size -> shape.addDim(SizeProto.newBuilder().setSize(size)));
      NodeProto.Builder one =
          NodeProto.newBuilder()
              .setName(node.name())
              .setOp(node.operation())
              .addAllInput(node.inputs())
              .putAttr(
                  "_output_shapes",
                  AttributeProto.newBuilder()
                      .setList(ListProto.newBuilder().addShape(shape))
                      .build());
      if (!node.attributes().isEmpty()) {
        one.putAttr(
            "attr",
            AttributeProto.newBuilder().setS(ByteString.copyFromUtf8(node.attributes())).build());
      }
      proto.addNode(one);
    }
    return proto.build();
  }

  /// The event in a payload.
  ///
  /// @param payload the bytes of a record
  /// @param file where they come from
  /// @param at the byte of the file at which the record begins
  static Event decode(byte[] payload, Path file, long at) {
    try {
      EventProto proto = EventProto.parseFrom(payload);
      Event.What what =
          switch (proto.getWhatCase()) {
            case FILE_VERSION -> new Event.FileVersion(proto.getFileVersion());
            case GRAPH_DEF -> graph(GraphProto.parseFrom(proto.getGraphDef()));
            case SUMMARY ->
                new Event.Summary(
                    proto.getSummary().getValueList().stream()
                        .map(value -> value(value, file, at))
                        .toList());
            case SESSION_LOG ->
                proto.getSessionLog().getStatus() == START ? new Event.Start() : new Event.Other();
            case WHAT_NOT_SET -> new Event.Other();
          };
      return new Event(proto.getWallTime(), proto.getStep(), what);
    } catch (InvalidProtocolBufferException broken) {
      throw new FormatException(
          file.toString(),
          "the record at byte " + at,
          "an event",
          "bytes that are none (" + broken.getMessage() + ")",
          "The file is damaged; write it anew.",
          broken);
    }
  }

  private static Event.Graph graph(GraphProto proto) {
    return new Event.Graph(
        proto.getNodeList().stream()
            .map(
                node ->
                    new GraphNode(
                        node.getName(),
                        node.getOp(),
                        node.getInputList(),
                        sizes(node),
                        node.getAttrOrDefault("attr", AttributeProto.getDefaultInstance())
                            .getS()
                            .toString(StandardCharsets.UTF_8)))
            .toList());
  }

  private static List<Long> sizes(NodeProto node) {
    return node
        .getAttrOrDefault("_output_shapes", AttributeProto.getDefaultInstance())
        .getList()
        .getShapeList()
        .stream()
        .limit(1)
        .flatMap(shape -> shape.getDimList().stream())
        .map(SizeProto::getSize)
        .toList();
  }

  private static Value value(ValueProto proto, Path file, long at) {
    String tag = proto.getTag();
    return switch (proto.getValueCase()) {
      case SIMPLE_VALUE -> new Value.Scalar(tag, proto.getSimpleValue());
      case HISTO -> new Value.Spread(tag, histogram(proto.getHisto(), tag, file, at));
      case IMAGE ->
          new Value.Image(
              tag,
              new Picture(
                  proto.getImage().getHeight(),
                  proto.getImage().getWidth(),
                  proto.getImage().getEncodedImageString().toByteArray()));
      case TENSOR -> tensor(tag, proto.getTensor());
      case VALUE_NOT_SET -> new Value.Other(tag);
    };
  }

  private static Histogram histogram(HistogramProto proto, String tag, Path file, long at) {
    if (proto.getBucketLimitCount() != proto.getBucketCount()) {
      throw new FormatException(
          file.toString(),
          "the record at byte " + at + ", histogram \"" + tag + "\"",
          "as many buckets as limits (" + proto.getBucketLimitCount() + ")",
          String.valueOf(proto.getBucketCount()),
          "The file is damaged; write it anew.");
    }
    return new Histogram(
        proto.getMin(),
        proto.getMax(),
        proto.getNum(),
        proto.getSum(),
        proto.getSumSquares(),
        proto.getBucketLimitList(),
        proto.getBucketList());
  }

  /// A tensor of rank 0 is a scalar.
  private static Value tensor(String tag, TensorProto proto) {
    ByteString content = proto.getTensorContent();
    if (proto.getTensorShape().getDimCount() == 0 && proto.getDtype() == FLOAT) {
      if (proto.getFloatValCount() == 1) {
        return new Value.Scalar(tag, proto.getFloatVal(0));
      }
      if (content.size() == Float.BYTES) {
        return new Value.Scalar(
            tag, content.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getFloat());
      }
    }
    if (proto.getTensorShape().getDimCount() == 0 && proto.getDtype() == DOUBLE) {
      if (proto.getDoubleValCount() == 1) {
        return new Value.Scalar(tag, proto.getDoubleVal(0));
      }
      if (content.size() == Double.BYTES) {
        return new Value.Scalar(
            tag, content.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getDouble());
      }
    }
    return new Value.Other(tag);
  }
}

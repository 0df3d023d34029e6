/// Models in the Open Neural Network Exchange format: read as templates of graphs. Knows nothing of
/// kernels, layers or training.
module gradus.onnx {
  requires transitive gradus.core;
  requires com.google.protobuf;

  exports gradus.onnx.model;
  exports gradus.onnx.operator;
  exports gradus.onnx.read;
}

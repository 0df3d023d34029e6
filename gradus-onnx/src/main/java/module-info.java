/// Models in the Open Neural Network Exchange format: read as templates of graphs or as networks of
/// layers, and written. Knows nothing of kernels or training.
module gradus.onnx {
  requires transitive gradus.core;
  requires transitive gradus.nn;
  requires com.google.protobuf;

  exports gradus.onnx.model;
  exports gradus.onnx.network;
  exports gradus.onnx.operator;
  exports gradus.onnx.read;
  exports gradus.onnx.write;

  provides gradus.nn.model.ForeignLayers with
      gradus.onnx.network.OnnxLayers;
}

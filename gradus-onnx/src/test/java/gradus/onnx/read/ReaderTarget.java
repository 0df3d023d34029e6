package gradus.onnx.read;

import gradus.nn.data.DataOptions;
import gradus.nn.data.DataSource;
import gradus.nn.data.Safetensors;
import gradus.nn.data.Split;
import gradus.nn.model.NetworkYaml;
import gradus.nn.run.NameMap;
import gradus.nn.run.Predictor;
import gradus.nn.run.RunFolder;
import gradus.nn.run.WeightImport;
import gradus.onnx.model.ElementType;
import gradus.onnx.model.UnsupportedException;
import gradus.onnx.model.ValueInfo;
import gradus.onnx.network.OnnxNetwork;
import gradus.runs.event.EventFile;
import gradus.runs.sweep.SweepYaml;
import gradus.tensor.DType;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// A reader of files of strangers: whatever it is given, it answers with a value or with a {@link
/// FormatException}; any other exception, and any secret that it gives away, is a finding.
enum ReaderTarget {
  /// A model of ONNX, as a graph.
  ONNX {
    @Override
    void read(byte[] bytes, Path folder) {
      OnnxModel model = OnnxModel.read("m.onnx", bytes);
      Map<String, TensorType> types = new LinkedHashMap<>();
      for (ValueInfo input : model.inputs()) {
        types.put(input.name(), type(input));
      }
      try {
        model.instantiate(Binding.ofTypes(types));
      } catch (ShapeException unfit) {
        // the types above are guesses where the model says none
      }
    }
  },

  /// A model of ONNX, as a network of layers.
  NETWORK {
    @Override
    void read(byte[] bytes, Path folder) {
      OnnxNetwork.of(OnnxModel.read("m.onnx", bytes)).model();
    }
  },

  /// A model of ONNX with data in other files, of which some are none of its business.
  EXTERNAL {
    @Override
    void read(byte[] bytes, Path folder) throws IOException {
      Path home = Files.createDirectories(folder.resolve("home"));
      Path secret = folder.resolve("secret");
      if (!Files.exists(secret)) {
        Files.write(secret, filled((byte) 0x5a));
        Files.write(home.resolve("data.bin"), filled((byte) 0x11));
        Files.createSymbolicLink(home.resolve("link"), secret);
      }
      Path file = Files.write(home.resolve("m.onnx"), bytes);
      for (Tensor tensor : OnnxModel.read(file).graph().initializers().values()) {
        if (tensor.type().dtype() == DType.I64 && tensor.elements() > 0) {
          boolean leaks = Arrays.stream(tensor.toLongs()).anyMatch(it -> it == SECRET);
          if (leaks && !contains(bytes)) {
            throw new AssertionError("a file outside the model's folder was read");
          }
        }
      }
    }

    private static byte[] filled(byte value) {
      byte[] bytes = new byte[64];
      Arrays.fill(bytes, value);
      return bytes;
    }

    // whether the model itself holds what the secret file does
    private static boolean contains(byte[] bytes) {
      return new String(bytes, StandardCharsets.ISO_8859_1).contains("ZZZZZZZZ");
    }
  },

  /// A tensor of ONNX alone.
  TENSOR {
    @Override
    void read(byte[] bytes, Path folder) {
      TensorFile.read("t.pb", bytes);
    }
  },

  /// Named tensors.
  SAFETENSORS {
    @Override
    void read(byte[] bytes, Path folder) throws IOException {
      Safetensors.read(Files.write(folder.resolve("x.safetensors"), bytes));
    }
  },

  /// A network as text.
  YAML {
    @Override
    void read(byte[] bytes, Path folder) {
      NetworkYaml.read("net.yaml", new String(bytes, StandardCharsets.UTF_8), Shape.scalar());
    }
  },

  /// The folder of a model: three parts between lines of `%%`: its network, its record and, as they
  /// are, its weights.
  FOLDER {
    @Override
    void read(byte[] bytes, Path folder) throws IOException {
      Path home = Files.createDirectories(folder.resolve("model"));
      lay(bytes, home, "model.yaml", "run.json", "model.safetensors");
      Predictor.open(home);
    }
  },

  /// The folder of a run, as the store of runs takes it in.
  RUN {
    @Override
    void read(byte[] bytes, Path folder) throws IOException {
      Path home = Files.createDirectories(folder.resolve("run"));
      lay(bytes, home, "model.yaml", "run.json", "identity.json", "metrics.csv", "steps.csv");
      RunFolder run = RunFolder.open(home);
      run.record();
      run.identity();
      run.history();
      run.steps();
      run.network();
    }
  },

  /// Weights that another tool wrote, and before them, up to a line of `%%`, what they are called.
  MAP {
    @Override
    void read(byte[] bytes, Path folder) throws IOException {
      Path home = Files.createDirectories(folder.resolve("weights"));
      lay(bytes, home, "names.txt", "torch.safetensors");
      NameMap map = NameMap.parse(home.resolve("names.txt").toString());
      WeightImport.read(RunSeeds.RENAMED, home.resolve("torch.safetensors"), map);
    }
  },

  /// What is searched for in a sweep.
  SWEEP {
    @Override
    void read(byte[] bytes, Path folder) {
      SweepYaml.read("sweep.yaml", new String(bytes, StandardCharsets.UTF_8));
    }
  },

  /// Events of a training; those in a file whose first byte is odd get checksums that are right,
  /// which no search finds.
  EVENTS {
    @Override
    void read(byte[] bytes, Path folder) throws IOException {
      boolean framed = bytes.length > 0 && bytes[0] % 2 != 0;
      byte[] file = framed ? RunSeeds.framed(bytes) : bytes;
      Path home = Files.createDirectories(folder.resolve("events"));
      EventFile.read(Files.write(home.resolve("events.out.tfevents.1.x"), file));
      EventFile.readFolder(home);
    }
  },

  /// An array of NumPy, with one of two classes.
  NPY {
    @Override
    void read(byte[] bytes, Path folder) throws IOException {
      Path x = Files.write(folder.resolve("x.npy"), bytes);
      load("npy:%s,%s".formatted(x, x));
    }
  },

  /// An archive of arrays of NumPy.
  NPZ {
    @Override
    void read(byte[] bytes, Path folder) throws IOException {
      load("npz:" + Files.write(folder.resolve("x.npz"), bytes));
    }
  },

  /// An array of bytes, plain or packed.
  IDX {
    @Override
    void read(byte[] bytes, Path folder) throws IOException {
      Path x = Files.write(folder.resolve("x-idx"), bytes);
      load("idx:%s,%s".formatted(x, x));
    }
  },

  /// A table.
  CSV {
    @Override
    void read(byte[] bytes, Path folder) throws IOException {
      load("csv:" + Files.write(folder.resolve("x.csv"), bytes));
    }
  },

  /// A picture. Of those that say that they are large, which take a second each, one in 64 is read.
  IMAGE {
    private static final long LARGE = 1 << 18;

    @Override
    void read(byte[] bytes, Path folder) throws IOException {
      if (pixels(bytes) > LARGE && Arrays.hashCode(bytes) % 64 != 0) {
        return;
      }
      Path home = Files.createDirectories(folder.resolve("pictures").resolve("cat"));
      Files.write(home.resolve("a.png"), bytes);
      load("images:" + home.getParent());
    }

    // what the picture says of its size; 0 where it says nothing that is understood
    private static long pixels(byte[] bytes) {
      try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
        ImageReader reader = ImageIO.getImageReaders(in).next();
        reader.setInput(in, true, true);
        return (long) reader.getWidth(0) * reader.getHeight(0);
      } catch (IOException | RuntimeException e) {
        return 0;
      }
    }
  },

  /// A sound.
  WAV {
    @Override
    void read(byte[] bytes, Path folder) throws IOException {
      Path home = Files.createDirectories(folder.resolve("sounds").resolve("one"));
      Files.write(home.resolve("a.wav"), bytes);
      load("wav:" + home.getParent());
    }
  };

  private static final long SECRET = 0x5a5a5a5a5a5a5a5aL;

  /// Symbols and what a model leaves open.
  private static final int OPEN = 2;

  private static final int MOST_ELEMENTS = 1 << 16;

  /// Reads what may be such a file; nothing but a {@link FormatException} may come out.
  abstract void read(byte[] bytes, Path folder) throws IOException;

  /// Tries a file: a refusal of the kind that is documented is no finding.
  void accept(byte[] bytes, Path folder) {
    try {
      read(bytes, folder);
    } catch (FormatException documented) {
      // where, expected, found, how to mend
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of the files that are tried", e);
    }
  }

  /// Lays parts between lines of `%%` into the files of a folder; where one is missing, the file is
  /// empty.
  private static void lay(byte[] bytes, Path home, String... names) throws IOException {
    String[] parts = new String(bytes, StandardCharsets.ISO_8859_1).split("%%", names.length);
    for (int i = 0; i < names.length; i++) {
      String part = i < parts.length ? parts[i] : "";
      Files.write(home.resolve(names[i]), part.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static void load(String source) {
    DataSource.parse(source).load(DataOptions.AUTO.withSplit(Split.parse("all")));
  }

  private static TensorType type(ValueInfo input) {
    DType dtype =
        input.element() == ElementType.UNDEFINED
            ? DType.F32
            : input.element().dtype().orElseThrow();
    List<Integer> sizes = new ArrayList<>();
    for (ValueInfo.Size size : input.sizes().orElse(List.of())) {
      sizes.add((int) size.length().orElse(OPEN));
    }
    long elements = 1;
    for (int size : sizes) {
      elements = Math.min(MOST_ELEMENTS + 1L, elements * size);
    }
    if (elements > MOST_ELEMENTS) {
      throw new UnsupportedException("m.onnx", input.name(), "small inputs", "" + sizes, "");
    }
    return new TensorType(dtype, new Shape(sizes));
  }
}

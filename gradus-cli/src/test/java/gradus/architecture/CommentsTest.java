package gradus.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every public type, and every public or protected method that is not an override, has a comment.
/// (Broken links in comments are errors of the compiler: `-Xdoclint`.)
@Tag("architecture")
class CommentsTest {

  @Test
  void whatIsPublicHasAComment() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> missing = new ArrayList<>();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var sources = files.getJavaFileObjectsFromPaths(Project.mainSources());
      var task = (JavacTask) compiler.getTask(null, files, null, List.of(), null, sources);
      var scanner = new Scanner(DocTrees.instance(task), missing);
      for (CompilationUnitTree unit : task.parse()) {
        scanner.scan(unit, null);
      }
    }
    assertThat(missing).as("public types and methods without a comment").isEmpty();
  }

  /// Goes down only into what is public.
  private static final class Scanner extends TreePathScanner<Void, Void> {
    private final DocTrees comments;
    private final List<String> missing;

    Scanner(DocTrees comments, List<String> missing) {
      this.comments = comments;
      this.missing = missing;
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      if (isVisible(type.getModifiers())) {
        check(type, type.getSimpleName().toString());
        return super.visitClass(type, null);
      }
      return null;
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      boolean constructor = method.getReturnType() == null;
      if (!constructor && isVisible(method.getModifiers()) && !isOverride(method)) {
        check(method, method.getName().toString());
      }
      return null; // classes inside a method are nobody's business
    }

    private boolean isVisible(ModifiersTree modifiers) {
      var flags = modifiers.getFlags();
      return flags.contains(Modifier.PUBLIC)
          || flags.contains(Modifier.PROTECTED)
          || (isInInterface() && !flags.contains(Modifier.PRIVATE));
    }

    private boolean isInInterface() {
      var parent = getCurrentPath().getParentPath();
      return parent != null && parent.getLeaf().getKind() == Tree.Kind.INTERFACE;
    }

    private static boolean isOverride(MethodTree method) {
      return method.getModifiers().getAnnotations().stream()
          .anyMatch(it -> it.getAnnotationType().toString().equals("Override"));
    }

    private void check(Tree tree, String name) {
      if (comments.getDocComment(getCurrentPath()) == null) {
        CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
        long position = comments.getSourcePositions().getStartPosition(unit, tree);
        String file = Project.name(Path.of(unit.getSourceFile().toUri()));
        missing.add(file + ":" + unit.getLineMap().getLineNumber(position) + " " + name);
      }
    }
  }
}

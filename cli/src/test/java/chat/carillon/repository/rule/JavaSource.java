package chat.carillon.repository.rule;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// What the compiler's parser sees in a Java file.
///
/// @param methods methods and constructors that are written out
/// @param declared names of types, methods, fields, parameters and variables
/// @param used names that are referred to; `Thread.sleep` as well as `sleep`
public record JavaSource(SourceFile file, List<Method> methods, List<Name> declared, List<Name> used) {

    /// @param lines from the first line of its declaration, annotations included, to its last
    public record Method(String name, int line, int lines) {}

    /// @param type whether it names a type
    public record Name(String text, int line, boolean type) {}

    public static JavaSource parse(SourceFile file) {
        return parseAll(List.of(file)).getFirst();
    }

    /// One run of the compiler's parser for all, in the same order.
    public static List<JavaSource> parseAll(List<SourceFile> files) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> inputs = files.stream().map(JavaSource::input).toList();
        var task = (JavacTask) compiler.getTask(null, null, _ -> {}, List.of("-proc:none"), null, inputs);
        var sources = new ArrayList<JavaSource>();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                var source = new JavaSource(
                        files.get(sources.size()), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
                new Collector(unit, Trees.instance(task), source).scan(unit, null);
                sources.add(source);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    private static JavaFileObject input(SourceFile file) {
        return new SimpleJavaFileObject(URI.create("string:///" + file.path()), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return file.text();
            }
        };
    }

    /// Confined to one call of [#parse].
    private static final class Collector extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final Trees trees;
        private final JavaSource source;

        Collector(CompilationUnitTree unit, Trees trees, JavaSource source) {
            this.unit = unit;
            this.trees = trees;
            this.source = source;
        }

        @Override
        @SuppressWarnings("VoidUsed")
        public @Nullable Void visitClass(ClassTree node, @Nullable Void unused) {
            declare(node.getSimpleName().toString(), node, true);
            return super.visitClass(node, unused);
        }

        @Override
        @SuppressWarnings("VoidUsed")
        public @Nullable Void visitMethod(MethodTree node, @Nullable Void unused) {
            int first = line(node);
            long end = trees.getSourcePositions().getEndPosition(unit, node);
            if (end >= 0) {
                int last = (int) unit.getLineMap().getLineNumber(end);
                source.methods().add(new Method(node.getName().toString(), first, last - first + 1));
                declare(node.getName().toString(), node, false);
            }
            return super.visitMethod(node, unused);
        }

        @Override
        @SuppressWarnings("VoidUsed")
        public @Nullable Void visitVariable(VariableTree node, @Nullable Void unused) {
            declare(node.getName().toString(), node, false);
            return super.visitVariable(node, unused);
        }

        @Override
        @SuppressWarnings("VoidUsed")
        public @Nullable Void visitIdentifier(IdentifierTree node, @Nullable Void unused) {
            source.used().add(new Name(node.getName().toString(), line(node), false));
            return super.visitIdentifier(node, unused);
        }

        @Override
        @SuppressWarnings("VoidUsed")
        public @Nullable Void visitMemberSelect(MemberSelectTree node, @Nullable Void unused) {
            source.used().add(new Name(node.toString(), line(node), false));
            source.used().add(new Name(node.getIdentifier().toString(), line(node), false));
            return super.visitMemberSelect(node, unused);
        }

        private void declare(String name, Tree node, boolean type) {
            if (!name.isEmpty() && !name.equals("<init>")) {
                source.declared().add(new Name(name, line(node), type));
            }
        }

        private int line(Tree node) {
            return (int)
                    unit.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(unit, node));
        }
    }
}

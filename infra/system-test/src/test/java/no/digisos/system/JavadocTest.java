package no.digisos.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is public says in a sentence what it is: every type, and every method and constructor of one, also where a type lies in
 * another. Not those whose sentence stands elsewhere: what is overridden, a record's components and constructor, the constructor by
 * which a bean is made, and where a program begins.
 */
class JavadocTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Set<String> MADE_BY_THE_CONTAINER = Set.of(
            "Inject",
            "ApplicationScoped",
            "Singleton",
            "RequestScoped",
            "Dependent",
            "Path",
            "Provider",
            "Command",
            "QuarkusMain");

    @Test
    void everything_public_says_what_it_is() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path module : modules()) {
            try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        assertThat(sources).hasSizeGreaterThan(700);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<JavaFileObject> files = new ArrayList<>();
            manager.getJavaFileObjectsFromPaths(sources).forEach(files::add);
            assertThat(silent(files)).as("without javadoc").isEmpty();
        }
    }

    @Test
    void what_is_silent_is_found() throws IOException {
        assertThat(silent(List.of(source("""
                package a;
                public final class Silent {
                    /** Told. */
                    public Silent() {}
                    public Silent(int one) {}
                    public int number(int one) { return 1; }
                    /** Told. */
                    public int told() { return 1; }
                    @Override public String toString() { return ""; }
                    int inside() { return 1; }
                    /** Told. */
                    public record Pair(int one) {
                        public Pair { }
                        public int one() { return one; }
                        public int two() { return 2; }
                    }
                    /** Told. */
                    @ApplicationScoped public static class Bean {
                        public Bean(int one) {}
                    }
                    public interface Row { int read(); }
                    static class Hidden { public int loud() { return 1; } }
                }
                """))))
                .containsExactly(
                        "a.Silent",
                        "a.Silent.Pair.two()",
                        "a.Silent.Row",
                        "a.Silent.Row.read()",
                        "a.Silent.Silent(int)",
                        "a.Silent.number(int)");
    }

    @Test
    void every_package_says_what_it_is_for() throws IOException {
        Set<String> silent = new TreeSet<>();
        for (Path module : modules()) {
            silent.addAll(silentPackages(module.resolve("src/main/java")));
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void a_package_without_a_sentence_is_found(@TempDir Path sources) throws IOException {
        for (String name : List.of("told", "bare", "none")) {
            Files.createDirectories(sources.resolve(name));
            Files.writeString(sources.resolve(name).resolve("A.java"), "class A {}");
        }
        Files.writeString(sources.resolve("told/package-info.java"), "/** Something. */\npackage told;\n");
        Files.writeString(sources.resolve("bare/package-info.java"), "@NullMarked\npackage bare;\n");
        assertThat(silentPackages(sources))
                .containsExactly(
                        sources.resolve("bare").toString(),
                        sources.resolve("none").toString());
    }

    private static Set<String> silentPackages(Path sources) throws IOException {
        Set<String> silent = new TreeSet<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Path info = file.resolveSibling("package-info.java");
                if (!Files.exists(info)
                        || Files.readAllLines(info).stream().noneMatch(line -> line.startsWith("/**"))) {
                    silent.add(Objects.requireNonNull(file.getParent()).toString());
                }
            }
        }
        return silent;
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> infra = Files.list(ROOT.resolve("infra"));
                Stream<Path> top = Files.list(ROOT)) {
            return Stream.concat(infra, top)
                    .filter(module -> Files.isDirectory(module.resolve("src/main/java")))
                    .sorted()
                    .toList();
        }
    }

    private static Set<String> silent(List<JavaFileObject> sources) throws IOException {
        JavacTask task = (JavacTask)
                ToolProvider.getSystemJavaCompiler().getTask(null, null, null, List.of("-proc:none"), null, sources);
        DocTrees docs = DocTrees.instance(task);
        Set<String> silent = new TreeSet<>();
        for (CompilationUnitTree unit : task.parse()) {
            for (Tree type : unit.getTypeDecls()) {
                if (type instanceof ClassTree c && isPublic(c.getModifiers())) {
                    type(docs, unit, c, unit.getPackageName() + ".", silent);
                }
            }
        }
        return silent;
    }

    private static void type(
            DocTrees docs, CompilationUnitTree unit, ClassTree type, String outer, Set<String> silent) {
        String name = outer + type.getSimpleName();
        if (isSilent(docs, unit, type)) {
            silent.add(name);
        }
        for (Tree member : type.getMembers()) {
            if (member instanceof ClassTree c
                    && (isPublic(c.getModifiers()) || type.getKind() == Tree.Kind.INTERFACE)) {
                type(docs, unit, c, name + ".", silent);
            } else if (member instanceof MethodTree method
                    && (isPublic(method.getModifiers()) || type.getKind() == Tree.Kind.INTERFACE)
                    && !isSaidElsewhere(type, method)
                    && isSilent(docs, unit, method)) {
                silent.add(name + "." + signature(type, method));
            }
        }
    }

    private static boolean isSaidElsewhere(ClassTree type, MethodTree method) {
        boolean constructor = method.getReturnType() == null;
        return has(method.getModifiers(), Set.of("Override"))
                || method.getName().contentEquals("main")
                || method.getModifiers().getFlags().contains(Modifier.PRIVATE)
                || (type.getKind() == Tree.Kind.RECORD
                        && (constructor
                                || (method.getParameters().isEmpty()
                                        && components(type)
                                                .contains(method.getName().toString()))))
                || (constructor
                        && (has(method.getModifiers(), MADE_BY_THE_CONTAINER)
                                || has(type.getModifiers(), MADE_BY_THE_CONTAINER)));
    }

    /** In the tree a record's components are fields that are not static. */
    private static Set<String> components(ClassTree type) {
        Set<String> names = new HashSet<>();
        for (Tree member : type.getMembers()) {
            if (member instanceof VariableTree field
                    && !field.getModifiers().getFlags().contains(Modifier.STATIC)) {
                names.add(field.getName().toString());
            }
        }
        return names;
    }

    private static String signature(ClassTree type, MethodTree method) {
        String name = method.getReturnType() == null
                ? type.getSimpleName().toString()
                : method.getName().toString();
        return method.getParameters().stream()
                .map(parameter -> parameter.getType().toString())
                .collect(Collectors.joining(", ", name + "(", ")"));
    }

    private static boolean isSilent(DocTrees docs, CompilationUnitTree unit, Tree tree) {
        String comment = docs.getDocComment(TreePath.getPath(unit, tree));
        return comment == null || comment.isBlank();
    }

    private static boolean isPublic(ModifiersTree modifiers) {
        return modifiers.getFlags().contains(Modifier.PUBLIC);
    }

    private static boolean has(ModifiersTree modifiers, Set<String> annotations) {
        return modifiers.getAnnotations().stream()
                .map(AnnotationTree::getAnnotationType)
                .anyMatch(type -> annotations.contains(type.toString()));
    }

    private static JavaFileObject source(String text) {
        return new SimpleJavaFileObject(URI.create("string:///a/Silent.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}

package no.digisos.system;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The page of all settings, made of the {@code @ConfigMapping} interfaces and their javadoc. */
final class ConfigReference {
    private static final String HEAD = """
            # Configuration reference

            For the operator: every setting of Digisos' own, with its default and what it does. This page is made from the source, where each setting is explained; [configuration.md](configuration.md) says which ones matter first, and which of Quarkus' own are used.

            A setting is an environment variable, or a property of the same meaning in `application.properties`. A duration is written `30S`, `15M`, `2H` or `PT30S`; a size `8K`, `200M` or `1G` (powers of 1024), or as plain bytes; a list with commas. Where the default is «–», nothing holds until something is set; **required** must be set.
            """;

    private static final Pattern INLINE = Pattern.compile("\\{@(code|link|linkplain|literal)\\s+([^{}]*)}");

    private final Map<String, String> enums = new HashMap<>();
    private final Map<String, Source> sources = new HashMap<>();
    private final List<Mapping> mappings = new ArrayList<>();

    /** One interface. */
    private record Mapping(String prefix, String module, String text, List<Setting> settings) {}

    /** An interface as it stands in its file; a mapping may have the settings of another. */
    private record Source(DocTrees docs, CompilationUnitTree unit, ClassTree type) {}

    private record Setting(String property, String type, String byDefault, String text) {}

    private ConfigReference() {}

    /** The page, as Markdown. */
    static String of(Path root, List<String> modules) throws IOException {
        ConfigReference reference = new ConfigReference();
        for (String module : modules) {
            reference.read(root, module);
        }
        reference.mappings.sort(Comparator.comparing(Mapping::prefix).thenComparing(Mapping::module));
        return HEAD + reference.mappings.stream().map(ConfigReference::section).collect(Collectors.joining());
    }

    private void read(Path root, String module) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Path> files;
        try (Stream<Path> all = Files.walk(root.resolve(module).resolve("src/main/java"))) {
            files = all.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> contains(file, "@ConfigMapping") || contains(file, "@WithDefault"))
                    .sorted()
                    .toList();
        }
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees docs = DocTrees.instance(task);
            List<Source> read = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                for (Tree type : unit.getTypeDecls()) {
                    if (type instanceof ClassTree c) {
                        read.add(new Source(docs, unit, c));
                    }
                }
            }
            read.forEach(source -> sources.put(source.type().getSimpleName().toString(), source));
            read.forEach(source -> mapping(source.docs(), source.unit(), source.type(), module));
        }
    }

    private void mapping(DocTrees docs, CompilationUnitTree unit, ClassTree type, String module) {
        Optional<String> prefix = argument(type.getModifiers(), "ConfigMapping");
        if (prefix.isEmpty()) {
            return;
        }
        List<Setting> settings = new ArrayList<>();
        settings(docs, unit, prefix.get(), type, settings);
        for (Tree inherited : type.getImplementsClause()) {
            Source source = Objects.requireNonNull(sources.get(inherited.toString()), inherited.toString());
            settings(source.docs(), source.unit(), prefix.get(), source.type(), settings);
        }
        mappings.add(new Mapping(prefix.get(), module, text(docs, unit, type, prefix.get(), type), settings));
    }

    private void settings(DocTrees docs, CompilationUnitTree unit, String prefix, ClassTree type, List<Setting> into) {
        Map<String, ClassTree> nested = new HashMap<>();
        for (Tree member : type.getMembers()) {
            if (member instanceof ClassTree c) {
                nested.put(c.getSimpleName().toString(), c);
                if (c.getKind() == Tree.Kind.ENUM) {
                    enums.put(c.getSimpleName().toString(), constants(c));
                }
            }
        }
        for (Tree member : type.getMembers()) {
            if (!(member instanceof MethodTree method) || method.getBody() != null) {
                continue;
            }
            String name = argument(method.getModifiers(), "WithName")
                    .orElseGet(() -> kebab(method.getName().toString()));
            String property = prefix + "." + name;
            ClassTree group = nested.get(String.valueOf(method.getReturnType()));
            if (group != null && group.getKind() == Tree.Kind.INTERFACE) {
                settings(docs, unit, property, group, into);
                continue;
            }
            String returned = String.valueOf(method.getReturnType());
            String byDefault = argument(method.getModifiers(), "WithDefault")
                    .map(value -> value.isEmpty() ? "–" : "`" + value + "`")
                    .orElse(returned.startsWith("Optional") ? "–" : "**required**");
            into.add(new Setting(property, type(returned), byDefault, text(docs, unit, method, prefix, type)));
        }
    }

    private String type(String returned) {
        Matcher generic = Pattern.compile("(Optional|List|Set)<(.*)>").matcher(returned);
        if (generic.matches()) {
            return generic.group(1).equals("Optional") ? type(generic.group(2)) : "list of " + type(generic.group(2));
        }
        return switch (returned) {
            case "boolean" -> "`true` or `false`";
            case "int", "Integer", "long", "double", "OptionalInt", "OptionalLong" -> "number";
            case "Duration" -> "duration";
            case "MemorySize" -> "size";
            case "String" -> "text";
            case "Path" -> "file or directory";
            case "URI" -> "address";
            default -> enums.getOrDefault(returned, returned);
        };
    }

    private static String constants(ClassTree type) {
        return type.getMembers().stream()
                .filter(VariableTree.class::isInstance)
                .map(constant -> "`"
                        + kebab(((VariableTree) constant).getName().toString().toLowerCase(Locale.ROOT)) + "`")
                .collect(Collectors.joining(" or "));
    }

    /** The first or only argument of an annotation, if it stands there. */
    private static Optional<String> argument(ModifiersTree modifiers, String annotation) {
        return modifiers.getAnnotations().stream()
                .filter(a -> a.getAnnotationType().toString().equals(annotation))
                .map(ConfigReference::firstText)
                .findFirst();
    }

    private static String firstText(AnnotationTree annotation) {
        Tree argument = annotation.getArguments().getFirst();
        Tree value = argument instanceof AssignmentTree assignment ? assignment.getExpression() : argument;
        return value instanceof LiteralTree literal ? String.valueOf(literal.getValue()) : value.toString();
    }

    /** The javadoc as one line of Markdown; a setting that it links to by its property. */
    private static String text(DocTrees docs, CompilationUnitTree unit, Tree tree, String prefix, ClassTree type) {
        String comment = docs.getDocComment(TreePath.getPath(unit, tree));
        if (comment == null) {
            throw new IllegalStateException(type.getSimpleName() + " has a setting without javadoc: " + tree);
        }
        String plain = comment.split("\n\\s*@(?:param|return|throws|see)\\b", 2)[0]
                .replaceAll("\\s*<(?:p|ul|ol|/ul|/ol|/li)>\\s*", " ")
                .replaceAll("\\s*<li>\\s*", " • ");
        return INLINE.matcher(plain)
                .replaceAll(inline -> Matcher.quoteReplacement(inline(inline, prefix)))
                .replaceAll("\\s+", " ")
                .replace("|", "\\|")
                .strip();
    }

    private static String inline(MatchResult inline, String prefix) {
        String said = inline.group(2).strip();
        if (inline.group(1).equals("code")) {
            return "`" + said + "`";
        }
        Matcher link = Pattern.compile("(\\w*)#(\\w+)\\(?\\)?(?: .*)?").matcher(said);
        if (link.matches()) {
            return link.group(1).isEmpty()
                    ? "`" + prefix + "." + kebab(link.group(2)) + "`"
                    : "`" + link.group(2) + "`";
        }
        return said.contains(" ") ? said.substring(said.indexOf(' ') + 1) : said;
    }

    private static String section(Mapping mapping) {
        StringBuilder section = new StringBuilder("\n## " + mapping.prefix() + "\n");
        section.append("common".equals(mapping.module()) ? "" : "Of `" + mapping.module() + "`. ")
                .append(mapping.text())
                .append("\n\n| variable | kind | default | what |\n|---|---|---|---|\n");
        for (Setting setting : mapping.settings()) {
            section.append("| `")
                    .append(setting.property().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"))
                    .append("` | ")
                    .append(setting.type())
                    .append(" | ")
                    .append(setting.byDefault())
                    .append(" | ")
                    .append(setting.text())
                    .append(" |\n");
        }
        return section.toString();
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-")
                .replace('_', '-')
                .toLowerCase(Locale.ROOT);
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

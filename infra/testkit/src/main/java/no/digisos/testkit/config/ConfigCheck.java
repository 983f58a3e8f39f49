package no.digisos.testkit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The two facts about an interface of settings: what each member is when nothing is set, and which published name sets it. Either
 * fails when the interface has a member that the test does not name, so that none comes without a default and a name that somebody
 * wrote down.
 *
 * @param <T> the {@link ConfigMapping}
 */
public abstract sealed class ConfigCheck<T> {
    private final Class<T> type;
    final Map<String, String> properties = new TreeMap<>();
    final Map<String, Expected<T>> members = new LinkedHashMap<>();

    /** What a member gives, and the property that sets it, if one does. */
    record Expected<T>(Function<T, ?> member, Object value, Optional<String> property) {}

    private ConfigCheck(Class<T> type) {
        this.type = type;
    }

    /** Begins the fact of what holds when no more is set than what must be. */
    public static <T> Defaults<T> defaults(Class<T> type) {
        return new Defaults<>(type);
    }

    /** Begins the fact of what every member is called. */
    public static <T> Names<T> names(Class<T> type) {
        return new Names<>(type);
    }

    /**
     * The settings that these properties make, read as Quarkus reads them.
     *
     * @throws ConfigValidationException when one is missing, has no such form, or has the prefix and is of no member
     */
    public static <T> T read(Class<T> type, Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(type)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(type);
    }

    /** When no more is set than what must be. */
    public static final class Defaults<T> extends ConfigCheck<T> {
        private Defaults(Class<T> type) {
            super(type);
        }

        /** A member that has no default, set by its property. */
        public Defaults<T> required(String property, String text, Function<T, ?> member, Object value) {
            expect(member, value, Optional.of(property));
            set(property, text);
            return this;
        }

        /** A member, and its default. */
        public Defaults<T> expect(Function<T, ?> member, Object value) {
            expect(member, value, Optional.empty());
            return this;
        }

        @Override
        void checkSet(String property, Expected<T> expected) {
            assertThat(readWithout(property)).as("%s is required", property).isEmpty();
        }
    }

    /** When everything is set. */
    public static final class Names<T> extends ConfigCheck<T> {
        private Names(Class<T> type) {
            super(type);
        }

        /** A property set to something else than its member's default, and what the member then gives. */
        public Names<T> set(String property, String text, Function<T, ?> member, Object value) {
            expect(member, value, Optional.of(property));
            set(property, text);
            return this;
        }

        @Override
        void checkSet(String property, Expected<T> expected) {
            readWithout(property)
                    .ifPresent(without -> assertThat((Object) expected.member().apply(without))
                            .as("without %s", property)
                            .isNotEqualTo(expected.value()));
        }
    }

    /**
     * Reads the settings, and holds every member against what is expected of it.
     *
     * @throws AssertionError when one gives something else, is not named, or is not set by the property that is named
     */
    public void check() {
        assertThat(members.keySet()).as("members of %s", type.getSimpleName()).hasSameElementsAs(all(type, ""));
        T config = read(type, properties);
        members.forEach((name, expected) ->
                assertThat((Object) expected.member().apply(config)).as(name).isEqualTo(expected.value()));
        members.values().forEach(expected -> expected.property().ifPresent(property -> checkSet(property, expected)));
    }

    /** That this property, and no other, is what made the member what it is. */
    abstract void checkSet(String property, Expected<T> expected);

    final void expect(Function<T, ?> member, Object value, Optional<String> property) {
        String name = name(member);
        if (members.put(name, new Expected<>(member, value, property)) != null) {
            fail("%s is named twice", name);
        }
    }

    final void set(String property, String text) {
        String prefix = Objects.requireNonNull(type.getAnnotation(ConfigMapping.class), type.getName())
                .prefix();
        assertThat(property).startsWith(prefix + ".");
        if (properties.put(property, text) != null) {
            fail("%s is set twice", property);
        }
    }

    /** What the other properties make; empty when this one is missed. */
    final Optional<T> readWithout(String property) {
        Map<String, String> others = new HashMap<>(properties);
        others.remove(property);
        try {
            return Optional.of(read(type, others));
        } catch (ConfigValidationException e) {
            return Optional.empty();
        }
    }

    /** The path of a member: which methods are called to get it. */
    private String name(Function<T, ?> member) {
        try {
            Object given = member.apply(recorder(type, ""));
            throw new AssertionError("no member of " + type.getSimpleName() + " is asked for " + given);
        } catch (Asked asked) {
            return asked.path;
        }
    }

    private static <G> G recorder(Class<G> group, String path) {
        return group.cast(Proxy.newProxyInstance(
                group.getClassLoader(), new Class<?>[] {group}, (proxy, method, args) -> {
                    String called = path + method.getName();
                    if (isGroup(method.getReturnType())) {
                        return recorder(method.getReturnType(), called + ".");
                    }
                    throw new Asked(called);
                }));
    }

    private static Set<String> all(Class<?> group, String path) {
        Set<String> found = new TreeSet<>();
        for (Method method : group.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers())) {
                String name = path + method.getName();
                if (isGroup(method.getReturnType())) {
                    found.addAll(all(method.getReturnType(), name + "."));
                } else {
                    found.add(name);
                }
            }
        }
        return found;
    }

    /** Groups are interfaces of ours; a list or a path is a value. */
    private static boolean isGroup(Class<?> returned) {
        return returned.isInterface() && !returned.getName().startsWith("java.");
    }

    /** Carries the path of a member out of the call. */
    private static final class Asked extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String path;

        private Asked(String path) {
            super(path, null, false, false);
            this.path = path;
        }
    }
}

package org.tradingarena.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes examples of records and of everything that they are made of: one for each kind of each sealed component, one without each part
 * that may be null. What has rules of its own is given to {@link #with}.
 */
public final class Examples {
    private final Map<Class<?>, List<?>> given = new HashMap<>();
    private final Map<Class<?>, Function<ParameterizedType, Object>> generic = new HashMap<>();

    /** These are the examples of a type. */
    public Examples with(Class<?> type, Object... examples) {
        given.put(type, List.of(examples));
        return this;
    }

    /** This makes an example of a type with parameters. */
    public Examples withGeneric(Class<?> type, Function<ParameterizedType, Object> maker) {
        generic.put(type, maker);
        return this;
    }

    /** Every concrete type of a sealed one. */
    public static Stream<Class<?>> concrete(Class<?> type) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        if (permitted == null) {
            return Stream.of(type);
        }
        Stream<Class<?>> below = Arrays.stream(permitted).flatMap(Examples::concrete);
        return Modifier.isAbstract(type.getModifiers()) ? below : Stream.concat(Stream.of(type), below);
    }

    /** The examples of a type; never empty. */
    public List<Object> of(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            return parameterized(parameterized);
        }
        Class<?> one = (Class<?>) type;
        List<?> ready = given.get(one);
        if (ready != null) {
            return List.copyOf(ready);
        }
        if (one.isEnum()) {
            return List.of(one.getEnumConstants());
        }
        if (one.isRecord()) {
            return records(one);
        }
        if (one.isSealed()) {
            return concrete(one).<Object>flatMap(kind -> of(kind).stream()).toList();
        }
        return List.of(plain(one));
    }

    private List<Object> parameterized(ParameterizedType type) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (raw == List.class) {
            return List.of(List.copyOf(of(arguments[0])), List.of());
        }
        if (raw == Set.class) {
            return List.of(Set.copyOf(of(arguments[0])));
        }
        if (raw == Map.class) {
            return List.of(Map.of(of(arguments[0]).getFirst(), of(arguments[1]).getFirst()), Map.of());
        }
        Function<ParameterizedType, Object> maker = generic.get(raw);
        if (maker == null) {
            throw new IllegalStateException("no example of " + type + ": give one");
        }
        return List.of(maker.apply(type));
    }

    /** The first example of each component, and then, one at a time, every other one. */
    private List<Object> records(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable
        Object[] first = Stream.of(components)
                .map(part -> of(part.getGenericType()).getFirst())
                .toArray();
        List<Object> made = new ArrayList<>();
        made.add(find(type, components, first)
                .orElseThrow(() -> new IllegalStateException("no example of " + type + ": give one")));
        for (int i = 0; i < components.length; i++) {
            List<Object> choices = of(components[i].getGenericType());
            for (Object other : choices.subList(1, choices.size())) {
                find(type, components, changed(first, i, other)).ifPresent(made::add);
            }
            if (components[i].getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                find(type, components, changed(first, i, null)).ifPresent(made::add);
            }
        }
        return made;
    }

    private static @Nullable Object[] changed(@Nullable Object[] values, int at, @Nullable Object value) {
        @Nullable Object[] copy = values.clone();
        copy[at] = value;
        return copy;
    }

    /** Empty where the type refuses these values: there is nothing of the kind. */
    private static Optional<Object> find(Class<?> type, RecordComponent[] components, @Nullable Object[] values) {
        try {
            var constructor = type.getDeclaredConstructor(
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(values));
        } catch (InvocationTargetException refused) {
            return Optional.empty();
        } catch (ReflectiveOperationException hidden) {
            throw new IllegalStateException("no example of " + type + " can be made", hidden);
        }
    }

    private static Object plain(Class<?> type) {
        if (type == String.class) {
            return "word \"€\" \n";
        }
        if (type == long.class || type == Long.class) {
            return 9_007_199_254_740_993L;
        }
        if (type == int.class || type == Integer.class) {
            return 77;
        }
        if (type == boolean.class || type == Boolean.class) {
            return true;
        }
        if (type == Instant.class) {
            return Instant.parse("2026-03-01T12:34:56.789Z");
        }
        if (type == BigDecimal.class) {
            return new BigDecimal("12.34");
        }
        if (type == OptionalLong.class) {
            return OptionalLong.of(7);
        }
        if (type == OptionalInt.class) {
            return OptionalInt.of(7);
        }
        throw new IllegalStateException("no example of " + type + ": give one");
    }
}

package dev.weft.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Compares what plugins are compiled against with the committed list: a change of the SPI is a change of that file. */
@DisplayName("the public signatures of the SPI")
class SignaturesTest {

    @Test
    void areThoseOfTheCommittedList() throws Exception {
        assertEquals(committed(), String.join("\n", signatures()) + "\n");
    }

    @Test
    void leaveAPluginOneMethodToWrite() {
        List<String> toWrite = Arrays.stream(MessageHandler.class.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .map(Method::getName)
                .toList();

        assertEquals(List.of("onMessage"), toWrite, "an old plugin has only this one");
    }

    private static String committed() throws IOException {
        try (InputStream in = Objects.requireNonNull(SignaturesTest.class.getResourceAsStream("signatures.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> signatures() throws Exception {
        List<String> lines = new ArrayList<>();
        for (Class<?> type : publicTypes()) {
            lines.add(readable(type.toGenericString()));
            members(type).map(SignaturesTest::readable).sorted().forEach(member -> lines.add("    " + member));
        }
        return lines;
    }

    private static String readable(String signature) {
        return signature.replace("dev.weft.spi.", "").replace("java.lang.", "");
    }

    private static Stream<String> members(Class<?> type) {
        Stream<String> fields = Arrays.stream(type.getDeclaredFields())
                .filter(field -> Modifier.isPublic(field.getModifiers()))
                .map(Field::toGenericString);
        Stream<String> constructors = Arrays.stream(type.getDeclaredConstructors())
                .filter(constructor -> Modifier.isPublic(constructor.getModifiers()))
                .map(Constructor::toGenericString);
        Stream<String> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(Method::toGenericString);
        return Stream.of(fields, constructors, methods).flatMap(s -> s);
    }

    private static List<Class<?>> publicTypes() throws Exception {
        Path classes = Path.of(Objects.requireNonNull(MessageHandler.class.getResource("MessageHandler.class"))
                .toURI());
        List<String> names;
        try (Stream<Path> files = Files.list(Objects.requireNonNull(classes.getParent()))) {
            names = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".class") && !name.startsWith("package-info"))
                    .map(name -> "dev.weft.spi." + name.substring(0, name.length() - ".class".length()))
                    .sorted()
                    .collect(Collectors.toList());
        }
        assertTrue(names.contains("dev.weft.spi.MessageHandler"), "the right folder was listed");
        List<Class<?>> types = new ArrayList<>();
        for (String name : names) {
            Class<?> type = Class.forName(name);
            if (Modifier.isPublic(type.getModifiers())) {
                types.add(type);
            }
        }
        return types;
    }
}

package dev.weft.engine.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FieldBufferTest {

    private final FieldBuffer buffer = new FieldBuffer(2, 1);

    @Test
    void growsPastItsFirstArrays() {
        for (int i = 0; i < 50; i++) {
            field("name" + i, "value" + i);
        }

        HeaderFields fields = buffer.fieldsFrom(0);

        assertEquals(50, fields.size());
        assertEquals("name49", fields.name(49));
        assertEquals("value49", fields.value(49));
    }

    @Test
    void countsWholeFieldsOnly() {
        field("a", "b");
        buffer.append("c");
        buffer.end();

        assertEquals(1, buffer.fieldCount());
    }

    @Test
    void leavesOutWhatCameBeforeTheFields() {
        buffer.append("GET/");
        field("a", "b");

        assertEquals("GET", buffer.text(0, 3));
        assertEquals(HeaderFields.of("a", "b"), buffer.fieldsFrom(4));
    }

    @Test
    void takesWhiteSpaceOffTheEndOfAValueAndNoFurther() {
        buffer.append("a");
        buffer.end();
        buffer.append(" \t ");
        buffer.endTrimmed();

        assertEquals(HeaderFields.of("a", ""), buffer.fieldsFrom(0));
    }

    @Test
    void startsAgainWhenItIsCleared() {
        field("a".repeat(100), "b");
        buffer.clear();

        field("c", "d");

        assertEquals(HeaderFields.of("c", "d"), buffer.fieldsFrom(0));
    }

    private void field(String name, String value) {
        buffer.append(name);
        buffer.end();
        buffer.append(value);
        buffer.endTrimmed();
    }
}

package dev.weft.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 9110 8.8.3: entity tags")
class EntityTagTest {

    private final EntityTag tag = EntityTag.of(255, 16, 1);

    @Test
    void isHexInQuotes() {
        assertEquals("\"ff-10-1\"", tag.text());
    }

    @Test
    void differsIfAnyOfItsPartsDoes() {
        assertNotEquals(tag, EntityTag.of(254, 16, 1));
        assertNotEquals(tag, EntityTag.of(255, 17, 1));
        assertNotEquals(tag, EntityTag.of(255, 16, 2));
    }

    @Test
    void isFoundWeakly() {
        assertTrue(tag.isAmongWeakly(List.of("\"x\"", "W/\"ff-10-1\"")));
        assertTrue(tag.isAmongWeakly(List.of("\"ff-10-1\"")));
        assertTrue(tag.isAmongWeakly(List.of("*")));
        assertFalse(tag.isAmongWeakly(List.of("ff-10-1", "w/\"ff-10-1\"", "\"x\"")));
        assertFalse(tag.isAmongWeakly(List.of()));
    }

    @Test
    void isFoundStrongly() {
        assertTrue(tag.isAmong(List.of("\"ff-10-1\"")));
        assertTrue(tag.isAmong(List.of("*")));
        assertFalse(tag.isAmong(List.of("W/\"ff-10-1\"")));
    }
}

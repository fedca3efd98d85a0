/** The tests of permessage-deflate, and a DEFLATE decoder of their own that measures distances. */
@NullMarked
package dev.weft.engine.deflate;

import org.jspecify.annotations.NullMarked;

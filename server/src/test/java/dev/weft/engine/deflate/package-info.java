/** The tests of permessage-deflate. */
@NullMarked
package dev.weft.engine.deflate;

import org.jspecify.annotations.NullMarked;

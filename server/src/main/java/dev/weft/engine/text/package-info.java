/** Text as bytes: checks whether they are UTF-8 as they arrive. A pure package that imports nothing of ours. */
@NullMarked
package dev.weft.engine.text;

import org.jspecify.annotations.NullMarked;

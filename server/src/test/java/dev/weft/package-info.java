/** What holds for the whole project: which package may import which, and what each may touch. */
@NullMarked
package dev.weft;

import org.jspecify.annotations.NullMarked;

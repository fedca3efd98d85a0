/** What the tests of more than one module need: certificates, plugins of the past, and what reads a compressed stream. */
@NullMarked
package dev.weft.testsupport;

import org.jspecify.annotations.NullMarked;

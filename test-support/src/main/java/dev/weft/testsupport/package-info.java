/** What the tests of more than one module need: certificates, broken plugins and those of the past, a second inflater. */
@NullMarked
package dev.weft.testsupport;

import org.jspecify.annotations.NullMarked;

/** Encrypted documents written by hand, octet by octet, and by none of our own code. */
@NullMarked
package no.digisos.testkit.cms;

import org.jspecify.annotations.NullMarked;

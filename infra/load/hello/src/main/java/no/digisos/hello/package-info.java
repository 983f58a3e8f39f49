/** One entity and one resource, to compare the functions with. */
@NullMarked
package no.digisos.hello;

import org.jspecify.annotations.NullMarked;

/** The whole of Digisos on one machine: what surrounds the functions, and the functions as processes of their own. */
@NullMarked
package no.digisos.local.stack;

import org.jspecify.annotations.NullMarked;

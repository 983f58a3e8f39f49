@NullMarked
package no.digisos.testkit.pdf;

import org.jspecify.annotations.NullMarked;

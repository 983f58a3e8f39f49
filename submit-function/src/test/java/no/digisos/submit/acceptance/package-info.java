@NullMarked
package no.digisos.submit.acceptance;

import org.jspecify.annotations.NullMarked;

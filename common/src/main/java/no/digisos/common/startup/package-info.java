@NullMarked
package no.digisos.common.startup;

import org.jspecify.annotations.NullMarked;

@NullMarked
package no.digisos.common.person;

import org.jspecify.annotations.NullMarked;

@NullMarked
package no.digisos.common.database;

import org.jspecify.annotations.NullMarked;

@NullMarked
package no.digisos.testkit.config;

import org.jspecify.annotations.NullMarked;

/** Holds an interface of settings against its defaults and its published names. */
@NullMarked
package no.digisos.testkit.config;

import org.jspecify.annotations.NullMarked;

package dev.merapi.effects.internal;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What is returned is all that a call does, so dropping it is a mistake: a statement that is not
 * part of the program that a function returns never happens. Error Prone and SpotBugs know the
 * annotation by its simple name, and warn.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PACKAGE, ElementType.TYPE, ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface CheckReturnValue {}

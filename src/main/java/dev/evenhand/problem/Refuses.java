package dev.evenhand.problem;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tells the readers of the contract which refusals an address has of its own, by their codes. Those that every
 * address has are not said again.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Refuses {
    String[] conflict() default {};

    String[] gone() default {};

    String[] unprocessable() default {};

    String[] tooMany() default {};
}

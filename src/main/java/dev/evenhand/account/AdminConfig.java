package dev.evenhand.account;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** How an operator gets in, or gets a script in. */
@ConfigMapping(prefix = "evenhand.admin")
interface AdminConfig {
    /** Creates the account "admin", or gives it this password. */
    Optional<String> password();

    /** An API token with an admin's rights, for automation. */
    Optional<String> token();
}

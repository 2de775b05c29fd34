package dev.evenhand.account;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Lets the first person in: by a password or token from the environment, or by a link that is printed once. */
@ApplicationScoped
class FirstAdmin {
    private static final Logger LOG = Logger.getLogger(FirstAdmin.class);

    /** What the token of the environment is called among the others. */
    static final String ADMIN_TOKEN = "EVENHAND_ADMIN_TOKEN";

    private final Accounts accounts;
    private final Tokens tokens;
    private final AdminConfig admin;
    private final AccountConfig config;
    private final int port;

    FirstAdmin(
            Accounts accounts,
            Tokens tokens,
            AdminConfig admin,
            AccountConfig config,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.admin = admin;
        this.config = config;
        this.port = port;
    }

    void letIn(@Observes StartupEvent start) {
        admin.token()
                .ifPresentOrElse(
                        secret -> tokens.accept(ADMIN_TOKEN, Role.ADMIN, secret), () -> tokens.refuseAll(ADMIN_TOKEN));
        admin.password().ifPresent(accounts::putAdmin);
        if (accounts.needsAdmin()) {
            LOG.infof(
                    "%n%n    Create the first admin, within %d minutes:  http://localhost:%d/setup#%s%n",
                    config.setupLink().toMinutes(), port, accounts.inviteAdmin());
        }
    }
}

package io.wotnotrelay.sink;

import jakarta.mail.Address;
import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.component.mail.MailComponent;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * The mail server of a sink. Its session is configured by the destination's own smtp or smtps component, so that
 * {@code camel.component.smtp.*} and {@code camel.ssl.*} apply; what the parameters of the sink say wins. The mail is
 * sent here and not by camel-mail's producer, which takes recipients and subject from the headers of the exchange.
 */
final class MailServer {
    /** A server that answers each command just in time may take so many times {@code timeout} in all. */
    private static final int WHOLE = 6;

    private final MailSocket socket;
    private final Session session;
    private final Duration whole;

    private MailServer(MailSocket socket, Session session, Duration timeout) {
        this.socket = socket;
        this.session = session;
        this.whole = timeout.multipliedBy(WHOLE);
    }

    static MailServer of(CamelContext context, Parameters parameters, String host)
            throws GeneralSecurityException, IOException {
        MailSecurity security = MailSecurity.of(parameters);
        Duration timeout = parameters.duration("timeout", "10s");
        boolean login = parameters.together("username", "password");
        parameters.secret("username");
        parameters.secret("password");
        MailComponent component =
                context.getComponent(security == MailSecurity.TLS ? "smtps" : "smtp", MailComponent.class);
        SSLSocketFactory tls = tls(context, component);
        Properties properties = properties(component, security, timeout);
        properties.put("mail.smtp.ssl.socketFactory", tls);
        properties.put("mail.smtp.auth", String.valueOf(login));
        Session session = Session.getInstance(properties, login ? login(parameters) : null);
        int port = port(parameters, security);
        return new MailServer(
                new MailSocket(host, port, security == MailSecurity.TLS ? tls : null, timeout), session, timeout);
    }

    private static int port(Parameters parameters, MailSecurity security) {
        int port = parameters.number("port", security.port());
        if (port < 1 || port > 65_535) {
            throw parameters.wrong("port", "is " + port + "; it can be 1 to 65535, and mostly is 587, 465 or 25");
        }
        return port;
    }

    private static Properties properties(MailComponent component, MailSecurity security, Duration timeout) {
        Properties properties = new Properties();
        Properties more = component.getConfiguration().getAdditionalJavaMailProperties();
        if (more != null) {
            more.stringPropertyNames().forEach(name -> properties.put(name, more.getProperty(name)));
        }
        String starttls = String.valueOf(security == MailSecurity.STARTTLS);
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.starttls.enable", starttls);
        properties.put("mail.smtp.starttls.required", starttls);
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.timeout", String.valueOf(timeout.toMillis()));
        properties.put("mail.smtp.quitwait", "false");
        // all recipients or none: a try that reached some of them would write to those again
        properties.put("mail.smtp.sendpartial", "false");
        return properties;
    }

    private static SSLSocketFactory tls(CamelContext context, MailComponent component)
            throws GeneralSecurityException, IOException {
        SSLContextParameters tls = component.getConfiguration().getSslContextParameters();
        if (tls == null && component.isUseGlobalSslContextParameters()) {
            tls = context.getSSLContextParameters();
        }
        return tls == null
                ? (SSLSocketFactory) SSLSocketFactory.getDefault()
                : tls.createSSLContext(context).getSocketFactory();
    }

    private static Authenticator login(Parameters parameters) {
        PasswordAuthentication login =
                new PasswordAuthentication(parameters.secret("username"), parameters.text("password"));
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return login;
            }
        };
    }

    /** What mails for it are written in. */
    Session session() {
        return session;
    }

    /**
     * Sends it; the return means that the server has taken it for every recipient.
     *
     * @param begins called before the mail is handed over: a failure before that is one of the way there
     * @throws SocketTimeoutException if the server is silent for {@code timeout}, or too slow in all
     * @throws MessagingException what it refuses
     */
    void send(MimeMessage mail, Runnable begins, Address... recipients) throws MessagingException, IOException {
        Deadline deadline = Deadline.in(whole);
        Socket connection = socket.open(deadline);
        Watch.Request watched = Watch.over(deadline, () -> MailSocket.close(connection));
        try {
            talk(connection, mail, begins, recipients);
        } catch (MessagingException | IOException e) {
            if (deadline.passed()) {
                throw timeout(e);
            }
            throw e;
        } finally {
            watched.end();
            MailSocket.close(connection);
        }
    }

    private void talk(Socket connection, MimeMessage mail, Runnable begins, Address... recipients)
            throws MessagingException, IOException {
        Transport transport = session.getTransport("smtp");
        try {
            ((org.eclipse.angus.mail.smtp.SMTPTransport) transport).connect(socket.protect(connection));
            begins.run();
            transport.sendMessage(mail, recipients);
        } finally {
            goodbye(transport);
        }
    }

    /** A mail the server has taken is delivered, however the conversation ends. */
    private static void goodbye(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            // either it has been sent, or what went wrong before is told
        }
    }

    private SocketTimeoutException timeout(Exception cause) {
        SocketTimeoutException timeout = new SocketTimeoutException(
                "the mail server " + socket + " did not take the mail within " + whole.toMillis() + " ms");
        timeout.initCause(cause);
        return timeout;
    }
}

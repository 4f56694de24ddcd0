package io.wotnotrelay.sink;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Connections to a mail server. They are opened here so that one can be cut at its deadline: the timeouts of Jakarta
 * Mail start anew with each byte, and its transport cannot be closed while it sends.
 *
 * @param tls null where TLS does not begin with the first byte
 */
record MailSocket(String host, int port, SSLSocketFactory tls, Duration timeout) {
    /** To the first of the host's addresses that answers. */
    Socket open(Deadline deadline) throws IOException {
        IOException last = null;
        for (InetAddress address : InetAddress.getAllByName(host)) {
            if (deadline.passed()) {
                break;
            }
            try {
                return open(address);
            } catch (IOException e) {
                last = e;
            }
        }
        throw last == null ? new SocketTimeoutException(this + " did not answer") : last;
    }

    private Socket open(InetAddress address) throws IOException {
        Socket socket = new Socket();
        try {
            // under the name it was given, which the certificate is checked against after STARTTLS
            InetAddress named = InetAddress.getByAddress(host, address.getAddress());
            socket.setSoTimeout((int) timeout.toMillis());
            socket.connect(new InetSocketAddress(named, port), (int) timeout.toMillis());
            return socket;
        } catch (IOException e) {
            close(socket);
            throw e;
        }
    }

    /** The connection with TLS around it, if it begins with that. */
    Socket protect(Socket socket) throws IOException, MessagingException {
        if (tls == null) {
            return socket;
        }
        SSLSocket secure = (SSLSocket) tls.createSocket(socket, host, port, true);
        SSLParameters parameters = secure.getSSLParameters();
        // RFC 2830 section 3.6, which RFC 8314 asks mail programs to check names by as well
        parameters.setEndpointIdentificationAlgorithm("LDAPS");
        secure.setSSLParameters(parameters);
        handshake(secure);
        return secure;
    }

    private void handshake(SSLSocket secure) throws IOException, MessagingException {
        try {
            secure.startHandshake();
        } catch (SSLException e) {
            // the words of the JDK (SSLSocketInputRecord) for an answer such as "220 mail.example.com"
            if (String.valueOf(e.getMessage()).startsWith("Unsupported or unrecognized SSL message")) {
                throw new MessagingException("TLS is required but " + this + " does not speak it", e);
            }
            throw e;
        }
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // nothing is expected of it any more
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}

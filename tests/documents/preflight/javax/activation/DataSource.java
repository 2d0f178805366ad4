package javax.activation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Stand-in for the activation framework, which Preflight names but newer Javas do not carry. */
public interface DataSource {
    InputStream getInputStream() throws IOException;

    OutputStream getOutputStream() throws IOException;

    String getContentType();

    String getName();
}

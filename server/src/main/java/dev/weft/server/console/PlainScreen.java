package dev.weft.server.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/** Plain lines on a pipe, a file, or a terminal without line editing. */
final class PlainScreen implements Screen {

    /** Why 1 MiB? Longer than anything typed or scripted, and a stream without line ends cannot fill the heap. */
    static final int MAX_LINE = 1 << 20;

    private final BufferedReader in;
    private final PrintWriter out;

    PlainScreen(InputStream in, OutputStream out, Charset charset) {
        this.in = new BufferedReader(new InputStreamReader(in, charset));
        this.out = new PrintWriter(new OutputStreamWriter(out, charset));
    }

    @Override
    public Input read() throws IOException {
        StringBuilder line = new StringBuilder();
        int character = in.read();
        if (character < 0) {
            return new Input.End();
        }
        while (character >= 0 && character != '\n') {
            if (line.length() == MAX_LINE) {
                skipToLineEnd();
                return new Input.TooLong(MAX_LINE);
            }
            line.append((char) character);
            character = in.read();
        }
        if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return new Input.Line(line.toString());
    }

    private void skipToLineEnd() throws IOException {
        int character;
        do {
            character = in.read();
        } while (character >= 0 && character != '\n');
    }

    @Override
    public void print(String lines) {
        out.println(lines);
        out.flush();
    }

    /** Leaves both streams open: they are the process's own. */
    @Override
    public void close() {}
}

package dev.weft.clients;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * A hundred messages to an echo, of all lengths that frames write differently. They are alike, so that with context takeover
 * each refers to those before it; and too random to refer to themselves, so that it refers as far back as it may.
 */
public final class Trial {

    private static final int MESSAGES = 100;

    private static final int[] SIZES = {0, 1, 125, 126, 4096, 65_536};

    private static final int LARGEST = 65_536;

    private Trial() {}

    /** Plays the messages, and ends the process: 0 if every one came back. */
    public static void play(String[] arguments, Client.Connector connector) {
        int played = 0;
        try {
            Inbox inbox = new Inbox();
            Client client = connector.connect(URI.create(arguments[0]), inbox);
            byte[] letters = letters();
            for (; played < MESSAGES; played++) {
                echo(client, inbox, message(letters, SIZES[played / 2 % SIZES.length], played), played % 2 == 0);
            }
            client.close();
        } catch (Exception fault) {
            System.out.println("after " + played + " messages: " + fault);
            System.exit(1);
        }
        System.out.println(played + " messages came back");
        // Some libraries leave threads behind that would keep the process.
        System.exit(0);
    }

    private static void echo(Client client, Inbox inbox, byte[] message, boolean asText) throws Exception {
        if (asText) {
            String text = new String(message, StandardCharsets.US_ASCII);
            client.sendText(text);
            inbox.expect(text);
        } else {
            client.sendBinary(message);
            inbox.expect(message);
        }
    }

    private static byte[] message(byte[] letters, int size, int number) {
        byte[] message = Arrays.copyOf(letters, size);
        if (size > 0) {
            message[size / 2] = (byte) ('0' + number % 10);
        }
        return message;
    }

    private static byte[] letters() {
        Random random = new Random(7);
        byte[] letters = new byte[LARGEST];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = (byte) ('A' + random.nextInt(26));
        }
        return letters;
    }
}

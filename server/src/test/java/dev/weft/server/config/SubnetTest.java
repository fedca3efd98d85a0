package dev.weft.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/9, 10.127.0.1, true",
        "10.0.0.0/9, 10.128.0.1, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "::1, ::1, true",
        "fd00::/8, fd12::1, true",
        "fd00::/8, fe00::1, false",
    })
    void containsWhatSharesItsLeadingBits(String block, String address, boolean contained) throws Exception {
        Subnet subnet = Subnet.parse(block).orElseThrow();

        assertEquals(contained, subnet.contains(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.01",
                "1.2.3.4.5",
                "10.0.0.0/33",
                "10.0.0.0/",
                "/8",
                "::1/129",
                ":",
                ":::",
                "1:2",
                "fe80::1%eth0",
                "[::1]",
                "10.0.0.0/-1",
                "0x7f000001",
                "2130706433"
            })
    void refusesWhatIsNoAddress(String text) {
        assertEquals(Optional.empty(), Subnet.parse(text));
    }
}

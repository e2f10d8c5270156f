package dev.liveshelf.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 10.0.0.0/8 and fd00::/8 are ours; what others say is not believed. */
class CallersTest {

    private final Callers callers = new Callers(Set.of("10.0.0.0/8", "fd00::/8", "127.0.0.1"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "192.0.2.1 | 198.51.100.9 | | 192.0.2.1", // a stranger may say what he likes
                "192.0.2.1 | | for=198.51.100.9 | 192.0.2.1",
                "127.0.0.1 | | | 127.0.0.1",
                "127.0.0.1 | 192.0.2.1 | | 192.0.2.1",
                "127.0.0.1 | 192.0.2.1:4711 | | 192.0.2.1",
                "10.1.2.3 | 6.6.6.6, 192.0.2.1, 10.9.9.9 | | 192.0.2.1", // the first is made up
                "10.1.2.3 | 10.9.9.9, 10.8.8.8 | | 10.9.9.9",
                "10.1.2.3 | unknown, 10.8.8.8 | | 10.8.8.8",
                "10.1.2.3 | evil.example | | 10.1.2.3",
                "10.1.2.3 | 999.1.1.1 | | 10.1.2.3",
                "127.0.0.1 | [2001:db8:1:2::7]:80 | | 2001:db8:1:2::1", // one household
                "fd00::1 | 2001:db8:1:2:3:4:5:6 | | 2001:db8:1:2::1",
                "127.0.0.1 | | for=192.0.2.1;proto=https;by=10.0.0.1 | 192.0.2.1",
                "127.0.0.1 | | For=6.6.6.6, For=\"192.0.2.1:80\";proto=http, for=10.0.0.9 | 192.0.2.1",
                "127.0.0.1 | | proto=https;for=\"[2001:db8:1:2::5]:4711\" | 2001:db8:1:2::1",
                "127.0.0.1 | | for=_hidden | 127.0.0.1",
                "127.0.0.1 | 192.0.2.1 | for=192.0.2.1 | 192.0.2.1",
                "127.0.0.1 | 192.0.2.1 | for=6.6.6.6 | 127.0.0.1", // one of the two is a lie
            })
    void aCallerIsWhoOurProxiesSay(String remote, String forwardedFor, String forwarded, String is) {
        assertThat(callers.address(request(remote, forwardedFor, forwarded)))
                .isEqualTo(new Callers(Set.of()).address(request(is, null, null)));
    }

    @Test
    void neighboursAreTwo() {
        assertThat(callers.address(request("192.0.2.1", null, null)))
                .isNotEqualTo(callers.address(request("192.0.2.2", null, null)));
        assertThat(callers.address(request("2001:db8:1:2::1", null, null)))
                .isNotEqualTo(callers.address(request("2001:db8:1:3::1", null, null)));
    }

    private static HttpServletRequest request(String remote, String forwardedFor, String forwarded) {
        HttpServletRequest request = mock(HttpServletRequest.class);
        when(request.getRemoteAddr()).thenReturn(remote);
        when(request.getHeaders("X-Forwarded-For")).thenReturn(Collections.enumeration(list(forwardedFor)));
        when(request.getHeaders("Forwarded")).thenReturn(Collections.enumeration(list(forwarded)));
        return request;
    }

    private static List<String> list(String header) {
        return header == null ? List.of() : List.of(header);
    }
}

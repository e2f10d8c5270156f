package dev.liveshelf.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CookiesTest {

    @Test
    void whoBringsNoneHasNone() {
        assertThat(Cookies.named(mock(HttpServletRequest.class), "ours")).isEmpty();
    }

    @Test
    void oneIsFoundAmongOthers() {
        assertThat(ours("theirs=1; ours=ann; more=2")).containsExactly("ann");
        assertThat(ours("ours=ann;theirs=1")).containsExactly("ann");
        assertThat(ours("theirs=1 ;  ours = ann ")).containsExactly("ann");
    }

    @Test
    void ofTwoOfTheNameTheFirstComesFirst() {
        assertThat(ours("ours=ann; theirs=1; ours=bob")).containsExactly("ann", "bob");
    }

    @Test
    void eachMayHaveAHeaderOfItsOwn() {
        assertThat(ours("theirs=1", "ours=ann", "ours=bob; more=2")).containsExactly("ann", "bob");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"theirs=\"", "theirs=a,b\\", "=", "==", ";;", "theirs", "th eirs=\u0001", "ours"})
    void whatIsWrongWithAnothersIsNoHarmToOurs(String wrong) {
        assertThat(ours(wrong + "; ours=ann")).containsExactly("ann");
        assertThat(ours("ours=ann; " + wrong)).containsExactly("ann");
    }

    @Test
    void aNameThatOnlyBeginsOrEndsLikeOursIsNotOurs() {
        assertThat(ours("yours=ann; ourselves=bob; OURS=cat; theirs=ours=dan")).isEmpty();
    }

    @Test
    void aValueMayBeEmptyOrHaveAnEqualsSign() {
        assertThat(ours("ours=; ours=a=b=")).containsExactly("", "a=b=");
    }

    /** As Java's own client sends it back. */
    @Test
    void aValueMayBeQuoted() {
        assertThat(ours("$Version=\"1\"; ours=\"ann\";$Path=\"/shop\"; ours=\""))
                .containsExactly("ann", "\"");
    }

    private static List<String> ours(String... headers) {
        HttpServletRequest request = mock();
        when(request.getHeader("Cookie")).thenReturn(headers[0]);
        when(request.getHeaders("Cookie")).thenReturn(Collections.enumeration(List.of(headers)));
        return Cookies.named(request, "ours");
    }
}
